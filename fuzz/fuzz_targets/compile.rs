//! Whatever the bytes: they are refused or become a code object that decodes, in all three modes and at all
//! levels.
#![no_main]

use bytescope_bytecode::{CodeObject, Constant, OpcodeTable, Version, exception_table, instruction, location_table};
use bytescope_compiler::{Options, compile};
use bytescope_syntax::{Mode, decode, parse, with_stack_for};
use libfuzzer_sys::fuzz_target;

fn walk(code: &CodeObject, table: &OpcodeTable) {
    let units = code.code.len() / 2;
    let entries = exception_table::decode(&code.exceptiontable).expect("our exception table");
    assert!(entries.iter().all(|entry| entry.end as usize <= units && (entry.target as usize) < units));
    location_table::decode_units(&code.linetable, code.firstlineno).expect("our location table");
    for decoded in instruction::decode(&code.code, table) {
        decoded.expect("our instruction");
    }
    for constant in &code.consts {
        if let Constant::Code(code) = constant {
            walk(code, table);
        }
    }
}

fuzz_target!(|data: &[u8]| {
    let Some((&how, source)) = data.split_first() else { return };
    let Ok(text) = decode(source) else { return };
    let mode = [Mode::Exec, Mode::Eval, Mode::Single][usize::from(how % 3)];
    let version = Version::KNOWN[usize::from(how / 3) % Version::KNOWN.len()];
    let Ok(parsed) = parse(&text, mode, version) else { return };
    let depth = parsed.depth;
    let options = Options { version, optimize: how / 6 % 3, filename: "fuzz".into() };
    let compiled = with_stack_for(depth, || compile(parsed.into_module(), &options));
    if let Ok(code) = compiled {
        with_stack_for(depth, || walk(&code, OpcodeTable::of(version)));
    }
});
