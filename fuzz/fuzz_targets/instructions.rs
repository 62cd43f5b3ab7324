//! Decoded instructions of any release lie in the code, one after the other, and encode to the same bytes.
#![no_main]

use bytescope_bytecode::{OpcodeTable, instruction};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&which, data)) = data.split_first() else { return };
    let tables: Vec<_> = OpcodeTable::all().collect();
    let table = tables[usize::from(which) % tables.len()];
    let mut position = 0;
    for result in instruction::decode(data, table) {
        let Ok(decoded) = result else { return };
        assert_eq!(decoded.start_offset, position);
        assert!(decoded.offset >= position && decoded.end_offset() as usize <= data.len());
        position = decoded.end_offset();
        assert!(decoded.jump_target.is_none_or(|target| target as usize <= data.len() && target % 2 == 0));
        table.stack_effect(decoded.opcode, decoded.oparg, true);

        // More EXTENDED_ARG than needed are not written again, and caches are zero.
        let mut code = Vec::new();
        instruction::encode(table, &mut code, decoded.opcode, decoded.oparg).expect("a real opcode");
        let head = code.len() - 2 * usize::from(decoded.caches);
        let end = decoded.offset as usize + 2;
        assert_eq!(code[..head], data[end - head..end]);
    }
    assert_eq!(position as usize, data.len());
});
