//! `NOP`s that no line needs vanish (`remove_redundant_nops`). Not a pass of its own: several passes end so.
//!
//! A `NOP` stays if it is all that there is of a line, since a tracer must see that line.

use bytescope_bytecode::{Location, Opcode};

use super::cfg::{BlockId, Cfg, CfgInstruction};

/// Goes over the whole graph; tells whether it emptied a block.
pub(super) fn remove_redundant_nops(cfg: &mut Cfg) -> bool {
    let mut emptied = false;
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(block) = cursor {
        emptied |= remove_from_block(cfg, block);
        cursor = cfg[block].next;
    }
    emptied
}

/// Goes over one block; tells whether nothing is left of it.
pub(super) fn remove_from_block(cfg: &mut Cfg, block: BlockId) -> bool {
    let code = cfg.code(block);
    let Some(first) = code.iter().position(|instruction| instruction.opcode == Opcode::NOP) else {
        return false;
    };
    let mut previous_line = code[..first].last().map_or(Location::NONE.lineno, CfgInstruction::lineno);
    let range = cfg.range(block);
    let mut kept = range.start + first;
    for index in range.start + first..range.end {
        let instruction = cfg.instructions[index];
        let line = instruction.lineno();
        if instruction.opcode == Opcode::NOP {
            if line < 0 || line == previous_line {
                continue;
            }
            if index + 1 < range.end {
                let next = &mut cfg.instructions[index + 1];
                if next.lineno() < 0 {
                    next.location = instruction.location;
                }
                if next.lineno() == line {
                    continue;
                }
            } else if first_line(cfg, block) == Some(line) {
                continue;
            }
        }
        if kept != index {
            cfg.instructions[kept] = instruction;
        }
        kept += 1;
        previous_line = line;
    }
    cfg.truncate(block, kept - range.start);
    kept == range.start
}

/// The line on which the next block with instructions starts, those aside that will vanish.
fn first_line(cfg: &Cfg, block: BlockId) -> Option<i32> {
    let next = cfg.next_nonempty(cfg[block].next)?;
    let mut lines = cfg.code(next).iter();
    lines
        .find(|instruction| instruction.opcode != Opcode::NOP || instruction.location.has_line())
        .map(CfgInstruction::lineno)
}
