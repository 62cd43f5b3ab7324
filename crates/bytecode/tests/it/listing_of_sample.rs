//! A program compiled by CPython, decoded, against what its `dis` says of it.

use std::fmt::Write;

use bytescope_bytecode::{
    Argument, CodeObject, Constant, DecodedInstruction, Labels, OpcodeTable, Version, exception_table,
    instruction, location_table, marshal,
};

use crate::{golden, golden_lines};

/// The lines that `print.py` prints for a code object and those inside it.
fn disassembly(code: &CodeObject, table: &OpcodeTable, out: &mut String) -> std::fmt::Result {
    writeln!(out, "= {} {}", code.qualname, code.firstlineno)?;
    for entry in exception_table::decode(&code.exceptiontable).expect("a valid table") {
        let (start, end, target) = (2 * entry.start, 2 * entry.end, 2 * entry.target);
        writeln!(out, "E {start} {end} {target} {} {}", entry.depth, u8::from(entry.lasti))?;
    }
    let instructions: Vec<DecodedInstruction> =
        instruction::decode(&code.code, table).map(|result| result.expect("valid code")).collect();
    let locations = location_table::decode_units(&code.linetable, code.firstlineno).expect("a valid table");
    let labels = Labels::new(&instructions, &[]);
    let or_none = |value: Option<String>| value.unwrap_or("None".to_owned());
    for instruction in &instructions {
        let DecodedInstruction { offset, start_offset, opcode, oparg, jump_target, .. } = *instruction;
        let location = locations[offset as usize / 2];
        // dis gives the label to the EXTENDED_ARG, which the golden leaves out.
        let label = labels.number(offset).map(|number| number.to_string());
        writeln!(
            out,
            "{offset}\t{start_offset}\t{opcode}\t{}\t{}\t{}\t{},{},{},{}\t{}",
            or_none(table.has_arg(opcode).then(|| oparg.to_string())),
            or_none(jump_target.map(|target| target.to_string())),
            or_none(label),
            location.lineno,
            location.end_lineno,
            location.col_offset,
            location.end_col_offset,
            Argument::of(table, instruction).repr(code, &labels, table.words()),
        )?;
    }
    for constant in &code.consts {
        if let Constant::Code(code) = constant {
            disassembly(code, table, out)?;
        }
    }
    Ok(())
}

#[test]
fn a_program_decodes_as_dis_has_it() {
    let Ok(Constant::Code(code)) = marshal::load(&golden("sample.marshal")) else { panic!("no code") };
    let mut text = String::new();
    disassembly(&code, OpcodeTable::of(Version::V3_13_0), &mut text).expect("writing to a string");
    for (ours, expected) in text.lines().zip(golden_lines("sample.txt")) {
        assert_eq!(ours, expected);
    }
    assert_eq!(text.lines().count(), golden_lines("sample.txt").len());
}

/// Takes all encoded parts of a code object apart and puts them together again.
fn check_round_trip(code: &CodeObject, table: &OpcodeTable) {
    let entries = exception_table::decode(&code.exceptiontable).expect("a valid table");
    assert_eq!(exception_table::encode(&entries), code.exceptiontable, "{}", code.qualname);

    let locations = location_table::decode_units(&code.linetable, code.firstlineno).expect("a valid table");
    let mut bytes = Vec::new();
    let mut runs = Vec::new();
    for instruction in instruction::decode(&code.code, table) {
        let instruction = instruction.expect("valid code");
        instruction::encode(table, &mut bytes, instruction.opcode, instruction.oparg).expect("a real opcode");
        runs.push((instruction.units(), locations[instruction.start_offset as usize / 2]));
    }
    assert_eq!(bytes, code.code, "{}", code.qualname);
    assert_eq!(location_table::encode(code.firstlineno, runs), code.linetable, "{}", code.qualname);
    for constant in &code.consts {
        if let Constant::Code(code) = constant {
            check_round_trip(code, table);
        }
    }
}

#[test]
fn a_program_encodes_to_the_same_bytes() {
    let Ok(Constant::Code(code)) = marshal::load(&golden("sample.marshal")) else { panic!("no code") };
    check_round_trip(&code, OpcodeTable::of(Version::V3_13_0));

    let dumped = marshal::dump_code(&code).expect("a small module");
    let Ok(Constant::Code(again)) = marshal::load(&dumped) else { panic!("no code") };
    assert!(again.same_code(&code));
    assert_eq!(marshal::dump_code(&again).expect("a small module"), dumped);
}
