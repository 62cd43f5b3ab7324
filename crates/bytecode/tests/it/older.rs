//! What releases before 3.11 have otherwise: line tables, jumps, the layout of code objects; and files of none.

use bytescope_bytecode::DecodeProblem::{self, *};
use bytescope_bytecode::pyc::{self, Invalidation};
use bytescope_bytecode::{CodeObject, Constant, EncodeError, OpcodeTable, Version, instruction, listing};

use crate::from_hex;

fn table(minor: u8) -> &'static OpcodeTable {
    OpcodeTable::of(Version { minor, micro: 0 })
}

/// Units with their lines, as `first-end:line`.
fn lines(minor: u8, hex: &str, code_size: usize) -> Result<String, (usize, DecodeProblem)> {
    let code = CodeObject {
        code: vec![0; code_size],
        linetable: from_hex(hex),
        firstlineno: 10,
        ..CodeObject::default()
    };
    let ranges = table(minor).locations(&code).map(|range| {
        let range = range.map_err(|error| (error.offset, error.problem))?;
        Ok(format!("{}-{}:{}", range.start, range.end, range.location.lineno))
    });
    ranges.collect::<Result<Vec<_>, _>>().map(|ranges| ranges.join(" "))
}

#[test]
fn line_tables_before_positions() {
    // `co_lnotab`: (2, +1), (4, -2); steps of zero add up; what is left reaches to the end.
    assert_eq!(lines(8, "02 01 04 fe", 10).expect("a valid table"), "0-1:10 1-3:11 3-5:9");
    assert_eq!(lines(8, "00 7f 00 7f 06 01", 10).expect("a valid table"), "0-3:264 3-5:265");
    assert_eq!(lines(9, "", 4).expect("a valid table"), "0-2:10");
    assert_eq!(lines(9, "", 0).expect("a valid table"), "");
    assert_eq!(lines(8, "02", 4), Err((0, Truncated)));
    // The table of 3.10: the line of a pair holds for its own bytes, -128 for none at all.
    assert_eq!(lines(10, "04 01 02 80 02 ff", 8).expect("a valid table"), "0-2:11 2-3:-1 3-4:10");
    assert_eq!(lines(10, "00 7f 04 01", 4).expect("a valid table"), "0-2:138");
    assert_eq!(lines(10, "04 01 02", 4), Err((2, Truncated)));
    let many = "007f".repeat(1 << 18);
    assert!(lines(10, &many, 4).is_ok());
}

#[test]
fn jumps_of_all_kinds() {
    let target = |minor: u8, hex: &str| {
        let code = from_hex(hex);
        let decoded = instruction::decode(&code, table(minor)).collect::<Result<Vec<_>, _>>();
        decoded.map(|decoded| decoded[0].jump_target).map_err(|error| (error.offset, error.problem))
    };
    // JUMP_FORWARD and JUMP_ABSOLUTE, in bytes and in code units.
    assert_eq!(target(8, "6e02 0900 0900"), Ok(Some(4)));
    assert_eq!(target(10, "6e01 0900 0900"), Ok(Some(4)));
    assert_eq!(target(8, "7104 0900 0900"), Ok(Some(4)));
    assert_eq!(target(10, "7102 0900 0900"), Ok(Some(4)));
    assert_eq!(target(8, "7103 0900"), Err((0, OddJump)));
    assert_eq!(target(8, "7106 0900"), Err((0, JumpOutOfCode)));
    assert_eq!(target(8, "6e01 0900"), Err((0, OddJump)));
}

#[test]
fn files_of_no_known_release() {
    for (hex, offset, problem) in [
        ("", 0, Truncated),
        ("420d0d", 3, Truncated),
        ("420d0d0a 00000000", 8, Truncated),
        ("330d0d0a 0000000000000000", 12, Truncated),
        ("550d0d0a 04000000 0000000000000000 4e", 4, UnknownFlags(4)),
        ("550d0d0a 00000000 0000000000000000 4e", 16, NoCode("NoneType")),
        ("03f30d0a 00000000 63", 0, UnknownMagic(62211)),
        ("50000d0a 00000000", 0, UnknownMagic(80)),
    ] {
        let error = pyc::read(&from_hex(hex)).expect_err(hex);
        assert_eq!((error.offset, error.problem), (offset, problem), "{hex}");
    }
    let error = pyc::read(&from_hex("03f30d0a 00000000 63")).expect_err("Python 2.7");
    assert_eq!(
        error.to_string(),
        "byte 0: magic number 62211 is of no supported release (CPython 3.6 to 3.15)"
    );
}

#[test]
fn code_objects_before_slots() {
    // def f(a): b = a; return lambda: b -- but for its instructions.
    let function = "63 01000000 00000000 00000000 02000000 02000000 03000000 73 00000000 2900 2900 \
                    2902 5a0161 5a0162 2900 2901 5a0162 5a01 66 5a01 66 01000000 73 00000000";
    let module = format!(
        "63 00000000 00000000 00000000 00000000 01000000 40000000 73 00000000 2901 {function} 2900 2900 2900 2900 \
         5a0166 5a08 3c6d6f64756c653e 01000000 73 00000000"
    );
    let read = pyc::read(&from_hex(&format!("550d0d0a 00000000 05000000 07000000 {module}")))
        .expect("a file of 3.8");
    assert_eq!(read.version.series(), "3.8");
    assert_eq!(read.invalidation, Invalidation::Timestamp { mtime: 5, size: 7 });
    let Constant::Code(function) = &read.code.consts[0] else { panic!("no function") };
    assert_eq!(&*function.qualname, "f");
    assert_eq!(function.localsplusnames.join(" "), "a b b");
    assert_eq!(function.cell_name(0).map(|name| &**name), Some("b"));
    assert_eq!(function.cell_name(1), None);
    assert!(listing::listing(&read.code, read.version).contains("localsplus: a 0x20, b 0x20, b 0x40"));
    assert_eq!(pyc::write(read.version, read.invalidation, &read.code), Err(EncodeError::Layout));
}

#[test]
fn every_release_has_its_tables() {
    let series: Vec<_> = Version::READABLE.iter().map(|version| version.series()).collect();
    assert_eq!(series.join(" "), "3.6 3.7 3.8 3.9 3.10 3.11 3.12 3.13 3.14 3.15");
    for table in OpcodeTable::all() {
        for opcode in table.opcodes() {
            if let Some(number) = table.number(opcode) {
                assert_eq!(table.opcode(number), Some(opcode));
            }
            // No argument, however wild, overflows.
            table.stack_effect(opcode, u32::MAX, false);
            table.stack_effect(opcode, u32::MAX, true);
        }
    }
    for version in Version::READABLE {
        assert_eq!(Version::readable(&version.to_string()), Ok(version));
        assert_eq!(Version::readable(&version.series()), Ok(version));
    }
    assert!(Version::readable("3.5").is_err());
}
