//! Location tables that CPython's assembler made from chosen locations.

use bytescope_bytecode::{Location, location_table};

use crate::{from_hex, golden_lines};

/// `units:line,end line,column,end column`
fn run(text: &str) -> (u32, Location) {
    let (units, location) = text.split_once(':').expect("units and location");
    let numbers: Vec<i32> = location.split(',').map(|number| number.parse().expect("a number")).collect();
    let [line, end_line, column, end_column] = numbers[..] else { panic!("{text}") };
    (units.parse().expect("a number"), Location::new(line, end_line, column, end_column))
}

#[test]
fn tables_agree_with_cpythons_assembler() {
    for line in golden_lines("locations.txt") {
        let mut words = line.split(' ');
        let firstlineno: i32 = words.next().expect("a line").parse().expect("a number");
        let table = from_hex(words.next().expect("a table"));
        let runs: Vec<(u32, Location)> = words.map(run).collect();
        assert_eq!(location_table::encode(firstlineno, runs.iter().copied()), table, "{line}");

        let units = location_table::decode_units(&table, firstlineno).expect("a valid table");
        let expected = runs.iter().flat_map(|(size, location)| vec![*location; *size as usize]);
        for (decoded, given) in units.iter().zip(expected) {
            // The shorter forms do not keep all that was given.
            let kept = match given {
                Location { lineno: ..=-1, .. } => Location::NONE,
                Location { lineno, end_lineno, col_offset, end_col_offset }
                    if (col_offset < 0 || end_col_offset < 0)
                        && (end_lineno == lineno || end_lineno == -1) =>
                {
                    Location::new(lineno, lineno, -1, -1)
                }
                _ => given,
            };
            assert_eq!(*decoded, kept, "{line}");
        }
    }
}

/// Found by fuzzing: entries that no compiler writes decode as in CPython, and are not written again.
#[test]
fn half_a_range_of_columns() {
    // The long form: three lines on, same end line, column 16, no end column.
    let units = location_table::decode_units(&from_hex("f0 06 00 11 00"), 14).expect("a valid table");
    assert_eq!(units, [Location::new(17, 17, 16, -1)]);
    assert_eq!(location_table::encode(14, [(1, units[0])]), from_hex("e8 06"));
}
