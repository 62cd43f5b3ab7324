//! A `.pyc` of any release that can be read has tables that decode or do not; where it can be written it is written with
//! the same header and contents.
#![no_main]

use bytescope_bytecode::{
    Argument, CodeObject, Constant, Labels, OpcodeTable, exception_table, instruction, pyc,
};
use libfuzzer_sys::fuzz_target;

fn walk(code: &CodeObject, table: &OpcodeTable) {
    let exceptions = exception_table::decode(&code.exceptiontable).unwrap_or_default();
    table.locations(code).for_each(drop);
    let instructions: Vec<_> = instruction::decode(&code.code, table).filter_map(Result::ok).collect();
    let labels = Labels::new(&instructions, &exceptions);
    for instruction in &instructions {
        Argument::of(table, instruction).repr(code, &labels, table.words());
    }
    for constant in &code.consts {
        if let Constant::Code(code) = constant {
            walk(code, table);
        }
    }
}

fuzz_target!(|data: &[u8]| {
    // So that the fuzzer need not find the magic numbers.
    let Some((&which, rest)) = data.split_first() else { return };
    let tables: Vec<_> = OpcodeTable::all().collect();
    let magic = tables[usize::from(which) % tables.len()].form().magic.to_le_bytes();
    let data = [&magic, b"\r\n".as_slice(), rest].concat();
    let Ok(pyc) = pyc::read(&data) else { return };
    walk(&pyc.code, OpcodeTable::of(pyc.version));
    let Ok(written) = pyc::write(pyc.version, pyc.invalidation, &pyc.code) else { return };
    assert_eq!(written[..16], data[..16]);
    let again = pyc::read(&written).expect("what was just written");
    assert_eq!(pyc::write(again.version, again.invalidation, &again.code), Ok(written));
});
