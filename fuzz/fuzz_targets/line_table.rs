//! The line tables of releases before 3.11: ranges follow each other, in time that the table's size bounds.
#![no_main]

use bytescope_bytecode::{CodeObject, OpcodeTable, Version};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (bool, i32, u16, &[u8])| {
    let (ranges, firstlineno, size, linetable) = input;
    let table = OpcodeTable::of(Version { minor: if ranges { 10 } else { 8 }, micro: 0 });
    let code = CodeObject {
        firstlineno,
        code: vec![0; usize::from(size)],
        linetable: linetable.to_vec(),
        ..CodeObject::default()
    };
    let mut end = 0;
    for (index, range) in table.locations(&code).enumerate() {
        assert!(index <= linetable.len());
        let Ok(range) = range else { continue };
        assert!(range.start == end && range.end >= end);
        end = range.end;
    }
});
