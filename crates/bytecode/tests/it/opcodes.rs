//! The opcode tables and descriptions.

use std::collections::HashSet;

use bytescope_bytecode::{Category, Opcode, OpcodeTable, Version};

use crate::golden_lines;

/// The opargs for which `print.py` asked for stack effects, falling through and jumping.
const OPARGS: [u32; 10] = [0, 1, 2, 3, 4, 5, 255, 256, 0x205, 70000];

#[test]
fn opcodes_agree_with_cpython() {
    let table = OpcodeTable::of(Version::V3_13_0);
    let mut seen = HashSet::from([Opcode::RESERVED]);
    for line in golden_lines("opcodes.txt") {
        let mut words = line.split(' ');
        let mut word = || words.next().expect("a complete line");
        let opcode = Opcode::from_name(word()).expect("a known name");
        seen.insert(opcode);
        let number: u16 = word().parse().expect("a number");
        assert_eq!(table.number(opcode), u8::try_from(number).ok(), "{line}");
        if let Ok(number) = u8::try_from(number) {
            assert_eq!(table.opcode(number), Some(opcode), "{line}");
        }
        assert_eq!(table.caches(opcode).to_string(), word(), "{line}");
        let cache_units: u8 = table.cache_fields(opcode).iter().map(|(_, size)| size).sum();
        assert_eq!(cache_units, table.caches(opcode), "{line}");
        let flags = [
            ("arg", table.has_arg(opcode)),
            ("const", table.has_const(opcode)),
            ("name", table.has_name(opcode)),
            ("jump", table.is_jump(opcode)),
            ("free", table.has_free(opcode)),
            ("local", table.has_local(opcode)),
        ];
        let flags: Vec<&str> = flags.iter().filter(|(_, set)| *set).map(|(name, _)| *name).collect();
        assert_eq!(if flags.is_empty() { "-".to_owned() } else { flags.join("|") }, word(), "{line}");
        assert_eq!(table.is_jump(opcode), opcode.is_jump(), "{line}");
        for oparg in OPARGS {
            for jump in [false, true] {
                let expected = word();
                if expected != "?" {
                    let effect = table.stack_effect(opcode, oparg, jump);
                    assert_eq!(effect.to_string(), expected, "{opcode} {oparg} jump {jump}");
                }
            }
        }
    }
    assert_eq!(table.opcodes().collect::<HashSet<_>>(), seen);
}

#[test]
fn pops_and_pushes_reach_as_deep_as_the_instruction() {
    let table = OpcodeTable::of(Version::V3_13_0);
    let cases = [
        (Opcode::CALL, 3, 5, 1),
        (Opcode::CALL_KW, 3, 6, 1),
        (Opcode::CALL_FUNCTION_EX, 1, 4, 1),
        (Opcode::COPY, 3, 3, 4),
        (Opcode::SWAP, 4, 4, 4),
        (Opcode::UNPACK_EX, 0x0102, 1, 4),
        (Opcode::BUILD_SLICE, 3, 3, 1),
        (Opcode::LOAD_ATTR, 1, 1, 2),
        (Opcode::SETUP_CLEANUP, 0, 0, 2),
    ];
    for (opcode, oparg, popped, pushed) in cases {
        let counts = (table.popped(opcode, oparg), table.pushed(opcode, oparg));
        assert_eq!(counts, (popped, pushed), "{opcode} {oparg}");
    }
    // No argument, however wild, overflows.
    for opcode in table.opcodes() {
        table.stack_effect(opcode, u32::MAX, true);
    }
}

#[test]
fn every_opcode_is_described_once() {
    let mut described = HashSet::new();
    for category in Category::ALL {
        for entry in category.descriptions() {
            assert!(described.insert(entry.opcode), "{} twice", entry.opcode);
            assert_eq!(entry.opcode.category(), Some(category));
            assert_eq!(entry.opcode.description(), Some(entry));
            assert!(entry.summary.chars().count() <= 90 && entry.summary.ends_with('.'), "{}", entry.opcode);
            assert!(entry.stack.starts_with("( ") && entry.stack.contains("--"), "{}", entry.opcode);
            assert!(entry.details.ends_with('.'), "{}", entry.opcode);
        }
    }
    assert_eq!(described, Opcode::all().collect::<HashSet<_>>());
}
