//! Bytecode that real interpreters made is read as their own `dis` reads it: the files in `tests/pyc`, whose texts say which release
//! printed them.
#![expect(clippy::unwrap_used, reason = "these are tests")]

use bytescope_bytecode::{CodeLayout, OpcodeTable, pyc};
use bytescope_explorer::{explore_pyc, graphs_of};
use bytescope_tests::instructions;
use bytescope_views::cpython::{self, DisOptions};
use bytescope_views::{Moment, Options, graph_view, main_view};

#[test]
fn files_of_every_release_are_read_as_its_dis_reads_them() {
    let goldens = instructions::goldens().unwrap();
    assert!(goldens.len() > 25, "there are {} goldens", goldens.len());
    for (name, pyc, expected) in goldens {
        let actual = instructions::joined(&instructions::texts(&pyc).unwrap());
        for (index, (expected, actual)) in expected.lines().zip(actual.lines()).enumerate() {
            assert_eq!(actual, expected, "{name}, line {index}");
        }
        assert_eq!(actual.lines().count(), expected.lines().count(), "{name}");
    }
}

/// Reads a file and shows it in every way there is. What is wrong with it may be said at any point.
fn read_and_show(data: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
    let exploration = explore_pyc(pyc::read(data)?, "damaged.pyc", None);
    let options = Options { stack: true, from: true, caches: true, tables: true, ..Options::default() };
    for block in main_view(&exploration, &options) {
        block?;
    }
    serde_json::to_vec(&exploration)?;
    for text in cpython::dis(exploration.objects[0].code.walk(), exploration.table(), DisOptions::default()) {
        text?;
    }
    graph_view(&graphs_of(&exploration)?, Moment::default(), &options);
    Ok(())
}

#[test]
fn damaged_files_are_refused_or_shown() {
    // Every place of a small file once, and of the others as many; the numbers are the same in every run.
    let mut random = 1_u64;
    let mut next = |below: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % below
    };
    let (mut shown, mut refused) = (0, 0);
    for (_, data, _) in instructions::goldens().unwrap() {
        read_and_show(&data).unwrap();
        for round in 0..30 {
            let mut damaged = data.clone();
            let place = 4 + next(data.len() - 4);
            match round % 3 {
                0 => damaged[place] ^= 1 << next(8),
                1 => damaged[place] = [0, 1, 0x7F, 0x80, 0xFF][next(5)],
                _ => damaged.truncate(place),
            }
            match read_and_show(&damaged) {
                Ok(()) => shown += 1,
                Err(error) => {
                    let message = error.to_string();
                    assert!(message.contains("byte "), "no offset in {message:?}");
                    refused += 1;
                }
            }
        }
    }
    assert!(shown > 50 && refused > 50, "{shown} shown, {refused} refused");
}

#[test]
fn the_operand_stack_is_told_of_every_release() {
    for (name, data, _) in instructions::goldens().unwrap() {
        let exploration = explore_pyc(pyc::read(&data).unwrap(), &name, None);
        for object in &exploration.objects {
            let disassembly = exploration.disassemble(object).unwrap();
            let name = format!("{name}, {}", object.code.qualname);
            let told = disassembly.instructions.iter().filter_map(|instruction| instruction.stack.as_ref());
            assert!(
                told.clone().flat_map(bytescope_explorer::Stack::iter).all(|value| !value.text.is_empty()),
                "{name}"
            );
            // Up to 3.10 a `finally` is entered at several depths, and tables tell the largest.
            if OpcodeTable::of(exploration.version).form().layout == CodeLayout::Slots {
                assert_eq!(disassembly.sound, Ok(()), "{name}");
                let deepest = told.clone().map(bytescope_explorer::Stack::depth).max().unwrap_or_default();
                assert!(deepest <= object.code.stacksize as usize, "{name} goes {deepest} deep");
            }
            let (told, all) = (told.count(), disassembly.instructions.len());
            assert!(10 * told >= 7 * all, "{name}: {told} of {all} instructions");
        }
    }
}
