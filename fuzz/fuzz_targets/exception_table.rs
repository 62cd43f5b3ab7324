//! An exception table that decodes says the same after it has been encoded anew.
#![no_main]

use bytescope_bytecode::exception_table;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(entries) = exception_table::decode(data) else { return };
    let table = exception_table::encode(&entries);
    assert!(table.len() <= data.len());
    assert_eq!(exception_table::decode(&table), Ok(entries));
});
