//! A location table that decodes says the same after it has been encoded anew.
#![no_main]

use bytescope_bytecode::location_table;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (i32, &[u8])| {
    let (firstlineno, data) = input;
    let Ok(units) = location_table::decode_units(data, firstlineno) else { return };
    let table = location_table::encode(firstlineno, units.iter().map(|location| (1, *location)));
    let Ok(again) = location_table::decode_units(&table, firstlineno) else {
        // Differences of lines beyond 31 bits are cut off, as CPython cuts them off.
        return;
    };
    assert_eq!(again.len(), units.len());
    for (before, after) in units.iter().zip(again) {
        // Like CPython, the encoder takes a line below zero for no location, and on one line half a range
        // of columns for none.
        let whole = (before.col_offset < 0) == (before.end_col_offset < 0);
        if before.lineno >= 0 && (whole || before.lineno != before.end_lineno) {
            assert_eq!(*before, after);
        }
    }
});
