#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use bytescope_bytecode::Version;
use bytescope_syntax::Mode;

use super::{Change, Comparison, Side};
use crate::{Program, Settings, explore};

fn side(label: &str, source: &str, optimize: u8) -> Side {
    let settings =
        Settings { filename: label.to_owned(), mode: Mode::Exec, version: Version::V3_13_0, optimize };
    Side::of(&explore(Program::Text(source), &settings).unwrap()).unwrap()
}

fn compare(left: &str, right: &str) -> Comparison {
    Comparison::new(side("left", left, 0), side("right", right, 0)).unwrap()
}

/// `left opcode` `change` `right opcode`, one a line.
fn rows(comparison: &Comparison, pair: usize) -> String {
    let pair = &comparison.pairs[pair];
    let name = |part: &Option<super::Part>, index: Option<usize>| {
        index.map_or("-", |index| part.as_ref().unwrap().disassembly.instructions[index].opcode.name())
    };
    let lines = pair.rows.iter().map(|row| {
        format!("{} {} {}", name(&pair.left, row.left), row.change.name(), name(&pair.right, row.right))
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_same_program_does_not_differ() {
    let source = "def f(x):\n    try:\n        return x\n    except E:\n        pass\n";
    assert!(!compare(source, source).differs());
    // Other lines are no difference between two texts.
    assert!(!compare(source, &format!("\n\n{source}")).differs());
}

#[test]
fn an_argument_is_a_change_in_place() {
    let comparison = compare("x = 1000", "x = 2000");
    assert!(comparison.differs());
    assert_eq!(
        rows(&comparison, 0),
        "RESUME same RESUME\nLOAD_CONST changed LOAD_CONST\nSTORE_NAME same STORE_NAME\nRETURN_CONST same RETURN_CONST"
    );
    assert_eq!(comparison.pairs[0].fields[0].left, ["1000"]);
}

#[test]
fn a_label_with_another_number_is_the_same_label() {
    let comparison = compare("if a:\n    b\n", "if z: y\nif a:\n    b\n");
    let changed = comparison.pairs[0].rows.iter().filter(|row| row.change == Change::Changed).count();
    assert_eq!(changed, 0, "{}", rows(&comparison, 0));
}

#[test]
fn code_objects_meet_by_name_and_then_by_order() {
    let comparison = compare(
        "def f(): 1\ndef g(): 2\nclass C: pass\n",
        "def h(): 2\ndef f(): 1\nclass D: pass\ndef k(): 3\n",
    );
    let names: Vec<_> = comparison
        .pairs
        .iter()
        .map(|pair| {
            [&pair.left, &pair.right].map(|part| part.as_ref().map_or("", |part| &part.code.name).to_owned())
        })
        .collect();
    let expected = [["<module>", "<module>"], ["f", "f"], ["g", "h"], ["C", "D"], ["", "k"]];
    assert_eq!(names, expected);
}

#[test]
fn levels_of_optimisation_differ_by_assertions() {
    let source = "assert x\ny = 1\n";
    let comparison = Comparison::new(side("-O0", source, 0), side("-O", source, 1)).unwrap();
    assert!(comparison.pairs[0].rows.iter().any(|row| row.change == Change::Removed));
    let [before, after] = comparison.costs();
    assert!(before.instructions > after.instructions && before.code_objects == after.code_objects);
}
