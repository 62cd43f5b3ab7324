//! Whatever marshal reads, it writes, and reads and writes the same again.
#![no_main]

use bytescope_bytecode::{EncodeError, marshal};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(value) = marshal::load(data) else { return };
    value.repr();
    // The one limit that only writing has: inside a code object, its own tables nest as well.
    let dumped = match marshal::dump(&value) {
        Ok(dumped) => dumped,
        Err(error) => return assert_eq!(error, EncodeError::TooDeep),
    };
    let again = marshal::load(&dumped).expect("what was just written");
    assert_eq!(marshal::dump(&again), Ok(dumped));
});
