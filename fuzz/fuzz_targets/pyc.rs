//! A `.pyc` that can be read is written with the same header and contents, and all tables in it decode or not.
#![no_main]

use bytescope_bytecode::{
    Argument, CodeObject, Constant, Labels, OpcodeTable, exception_table, instruction, location_table, pyc,
};
use libfuzzer_sys::fuzz_target;

fn walk(code: &CodeObject, table: &OpcodeTable) {
    let exceptions = exception_table::decode(&code.exceptiontable).unwrap_or_default();
    let _ = location_table::decode_units(&code.linetable, code.firstlineno);
    let instructions: Vec<_> = instruction::decode(&code.code, table).filter_map(Result::ok).collect();
    let labels = Labels::new(&instructions, &exceptions);
    for instruction in &instructions {
        Argument::of(table, instruction).repr(code, &labels);
    }
    for constant in &code.consts {
        if let Constant::Code(code) = constant {
            walk(code, table);
        }
    }
}

fuzz_target!(|data: &[u8]| {
    // So that the fuzzer need not find the magic number.
    let data = [b"\xf3\x0d\x0d\x0a".as_slice(), data].concat();
    let Ok(pyc) = pyc::read(&data) else { return };
    walk(&pyc.code, OpcodeTable::of(pyc.version));
    let Ok(written) = pyc::write(pyc.version, pyc.invalidation, &pyc.code) else { return };
    assert_eq!(written[..16], data[..16]);
    let again = pyc::read(&written).expect("what was just written");
    assert_eq!(pyc::write(again.version, again.invalidation, &again.code), Ok(written));
});
