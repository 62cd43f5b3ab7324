//! Constants that no instruction uses any more are dropped (`remove_unused_consts`).
//!
//! The first constant stays whatever it is: it may be the docstring. So `x = 1 if True else 2` keeps `True`.

use bytescope_bytecode::OpcodeTable;

use super::cfg::{BlockId, Cfg};
use crate::unit::ConstantTable;

pub(super) fn run(cfg: &mut Cfg, consts: &mut ConstantTable, table: &OpcodeTable) {
    let mut used = vec![false; consts.len()];
    if let Some(first) = used.first_mut() {
        *first = true;
    }
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(block) = cursor {
        for instruction in cfg.code(block) {
            if table.has_const(instruction.opcode)
                && let Some(used) = used.get_mut(instruction.oparg as usize)
            {
                *used = true;
            }
        }
        cursor = cfg[block].next;
    }
    // Most often it is the last one, the `None` of a return at the end that is never reached.
    let end = used.iter().rposition(|used| *used).map_or(0, |last| last + 1);
    consts.truncate(end);
    used.truncate(end);
    if used.iter().all(|used| *used) {
        return;
    }

    let mut position = 0;
    consts.retain(|_| {
        position += 1;
        used[position - 1]
    });
    let mut kept = 0;
    let new_indices: Vec<u32> = used
        .iter()
        .map(|used| {
            kept += u32::from(*used);
            kept - u32::from(*used)
        })
        .collect();
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(block) = cursor {
        for instruction in cfg.code_mut(block) {
            if table.has_const(instruction.opcode)
                && let Some(index) = new_indices.get(instruction.oparg as usize)
            {
                instruction.oparg = *index;
            }
        }
        cursor = cfg[block].next;
    }
}
