//! Data that no CPython wrote: an error with the offset, in little time and memory.

use bytescope_bytecode::DecodeProblem::{self, *};
use bytescope_bytecode::{
    Constant, EncodeError, OpcodeTable, Version, exception_table, instruction, location_table, marshal,
};

use crate::from_hex;

#[test]
fn marshal() {
    let cases: &[(&str, usize, DecodeProblem)] = &[
        ("", 0, Truncated),
        ("80", 0, UnknownType(0)),
        ("30", 0, UnknownType(b'0')),
        ("69 000000", 1, Truncated),
        ("73 ffffffff", 1, NegativeSize),
        ("73 ffffff7f", 5, Truncated),
        ("28 ffffff7f 4e", 5, Truncated),
        ("7a 05 6161", 2, Truncated),
        ("75 02000000 ff61", 5, BadText),
        ("6c 01000000 0000", 1, BadNumber),
        ("6c 01000000 0080", 1, BadNumber),
        ("6c 00000080", 5, Truncated),
        ("66 03 617b63", 1, BadNumber),
        ("72 00000000", 0, BadReference(0)),
        ("72 ffffffff", 0, BadReference(u32::MAX)),
        // A tuple that holds itself, which CPython would make.
        ("a9 01 72 00000000", 2, BadReference(0)),
        ("5b 00000000", 0, Unsupported("list")),
        ("29 01 7b30", 2, Unsupported("dict")),
        ("3c 00000000", 0, Unsupported("set")),
        ("53", 0, Unsupported("StopIteration")),
        ("63 ffffffff", 1, BadField("argcount")),
        ("63 00000000 00000000 00000000 00000000 00000000 4e", 21, BadField("code")),
    ];
    for (hex, offset, problem) in cases {
        let error = marshal::load(&from_hex(hex)).expect_err(hex);
        assert_eq!((error.offset, &error.problem), (*offset, problem), "{hex}");
    }
    // What follows the object is not looked at.
    assert_eq!(marshal::load(b"N?"), Ok(Constant::None));
}

#[test]
fn nesting_ends_where_cpythons_does() {
    // On a small stack, as threads have it.
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(|| {
        let nested = |depth: usize| [b")\x01".repeat(depth), b"N".to_vec()].concat();
        let deepest = marshal::load(&nested(1999)).expect("1,999 tuples around None");
        assert_eq!(marshal::load(&nested(2000)).expect_err("one more").problem, TooDeep);
        assert!(marshal::dump(&deepest).is_ok());
        let deeper = Constant::Tuple([deepest].into());
        assert_eq!(marshal::dump(&deeper), Err(EncodeError::TooDeep));
        assert_eq!(deeper.repr().len(), "(".len() * 2000 + "None".len() + ",)".len() * 2000);

        // Code objects all the way down.
        let start = from_hex("63 00000000 00000000 00000000 00000000 00000000 73 00000000 2901");
        assert_eq!(marshal::load(&start.repeat(2000)).expect_err("too deep").problem, TooDeep);
    });
    thread.expect("a thread").join().expect("no overflow");
}

#[test]
fn references_do_not_unfold_beyond_measure() {
    // Each tuple holds the one before twice: 2 to the power of 60 Nones.
    let mut bomb = b"(\x3c\0\0\0\xa9\x01N".to_vec();
    for index in 0_u32..59 {
        bomb.extend(b"\xa9\x02");
        for _ in 0..2 {
            bomb.push(b'r');
            bomb.extend(index.to_le_bytes());
        }
    }
    assert_eq!(marshal::load(&bomb).expect_err("a bomb").problem, Inflated);

    // One long text, ten thousand times.
    let mut copies = b"(\x11\x27\0\0\xf3\0\0\x02\0".to_vec();
    copies.extend(vec![b'x'; 0x2_0000]);
    copies.extend(b"r\0\0\0\0".repeat(10_000));
    assert_eq!(marshal::load(&copies).expect_err("a bomb").problem, Inflated);
}

#[test]
fn instructions() {
    let table = OpcodeTable::of(Version::V3_13_0);
    let cases: &[(&str, usize, DecodeProblem)] = &[
        ("1e", 0, Truncated),
        ("1e00 1e", 2, Truncated),
        ("1e00 c800", 2, UnknownOpcode(200)),
        ("4701", 2, StrayExtendedArg),
        ("4701 4702 4703 4704 5300", 0, StrayExtendedArg),
        // LOAD_ATTR has nine units of cache.
        ("5200 0000", 0, Truncated),
        // JUMP_FORWARD, JUMP_BACKWARD
        ("1e00 4f01", 2, JumpOutOfCode),
        ("4d03 0000", 0, JumpOutOfCode),
        ("47ff 47ff 47ff 4fff", 6, JumpOutOfCode),
    ];
    for (hex, offset, problem) in cases {
        let code = from_hex(hex);
        let mut instructions = instruction::decode(&code, table);
        let error = instructions.by_ref().find_map(Result::err).expect(hex);
        assert_eq!((error.offset, &error.problem), (*offset, problem), "{hex}");
        assert!(instructions.next().is_none(), "{hex}");
    }
    // A jump to the very end is inside.
    let code = from_hex("4f01 1e00");
    let jump = instruction::decode(&code, table).next().expect("an instruction").expect("a valid one");
    assert_eq!(jump.jump_target, Some(4));
}

#[test]
fn location_tables() {
    let cases: &[(&str, usize, DecodeProblem)] = &[
        ("00", 0, EntryBoundary),
        ("80", 1, Truncated),
        ("80 80", 1, EntryBoundary),
        ("d0 01", 2, Truncated),
        ("e8 7f7f7f7f7f7f00", 1, NumberTooLarge),
        ("e8 7f7f7f7f7f04", 1, NumberTooLarge),
        ("e8 00 e8 7e7f7f7f7f03", 3, NumberTooLarge),
        ("f0 00 7f7f7f7f7f03 00 00", 0, NumberTooLarge),
    ];
    for (hex, offset, problem) in cases {
        let error = location_table::decode_units(&from_hex(hex), 1).expect_err(hex);
        assert_eq!((error.offset, &error.problem), (*offset, problem), "{hex}");
    }
}

#[test]
fn exception_tables() {
    let cases: &[(&str, usize, DecodeProblem)] = &[
        ("00", 0, EntryBoundary),
        ("80", 1, Truncated),
        ("80 80", 1, EntryBoundary),
        ("80 01 02", 3, Truncated),
        ("c3 7f7f7f7f7f 01 02 03", 0, NumberTooLarge),
        ("c3 7f7f7f7f3f 01 02 03", 0, NumberTooLarge),
    ];
    for (hex, offset, problem) in cases {
        let error = exception_table::decode(&from_hex(hex)).expect_err(hex);
        assert_eq!((error.offset, &error.problem), (*offset, problem), "{hex}");
    }
}
