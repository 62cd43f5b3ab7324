//! A local that may be unbound is loaded with `LOAD_FAST_CHECK`
//! (`add_checks_for_loads_of_uninitialized_variables`).
//!
//! A data-flow analysis over one bit for each of the first 64 locals. Locals beyond those are judged
//! block by block, each block starting with no knowledge (`fast_scan_many_locals`), so that huge functions
//! compile in linear time.

use std::mem;

use bytescope_bytecode::Opcode;

use super::cfg::{BlockId, Cfg, CfgInstruction};

/// How many locals are followed from block to block.
const TRACKED: usize = 64;

pub(super) fn run(cfg: &mut Cfg, nlocals: usize, nparams: usize) {
    if nlocals == 0 {
        return;
    }
    if nlocals > TRACKED {
        fast_scan_many_locals(cfg, nlocals);
    }
    // Parameters are bound when the function starts, other locals are not.
    let all_below = |local: usize| if local < TRACKED { (1_u64 << local) - 1 } else { u64::MAX };
    let unbound = all_below(nlocals) & !all_below(nparams);
    if unbound == 0 && !cfg.instructions.iter().any(|instruction| unbinds(instruction.opcode)) {
        return;
    }
    let mut todo = mem::take(&mut cfg.todo);
    cfg.unvisit();
    maybe_push(cfg, BlockId::ENTRY, unbound, &mut todo);
    // A local can also be unbound by a DELETE_FAST anywhere, so each block is looked at once.
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(block) = cursor {
        cfg[block].visited = false;
        scan_block_for_locals(cfg, block, &mut todo);
        cursor = cfg[block].next;
    }
    while let Some(block) = todo.pop() {
        // Most blocks were put there by one before them, and have been looked at since.
        if mem::take(&mut cfg[block].visited) {
            scan_block_for_locals(cfg, block, &mut todo);
        }
    }
    cfg.todo = todo;
}

/// Whether the local may be unbound afterwards.
fn unbinds(opcode: Opcode) -> bool {
    matches!(opcode, Opcode::DELETE_FAST | Opcode::LOAD_FAST_AND_CLEAR | Opcode::STORE_FAST_MAYBE_NULL)
}

/// Tells a block what may be unbound at its start, and looks at it again if that is news.
fn maybe_push(cfg: &mut Cfg, block: BlockId, unsafe_locals: u64, todo: &mut Vec<BlockId>) {
    let known = &mut cfg[block].unsafe_locals;
    let both = *known | unsafe_locals;
    if *known != both {
        *known = both;
        cfg.visit(block, todo);
    }
}

fn scan_block_for_locals(cfg: &mut Cfg, block: BlockId, todo: &mut Vec<BlockId>) {
    let mut unsafe_locals = cfg[block].unsafe_locals;
    for index in cfg.range(block) {
        let instruction = &mut cfg.instructions[index];
        let except = instruction.except;
        let before = unsafe_locals;
        if (instruction.oparg as usize) < TRACKED {
            let bit = 1 << instruction.oparg;
            match instruction.opcode {
                opcode if unbinds(opcode) => unsafe_locals |= bit,
                // After a load that was checked the local is surely bound.
                Opcode::STORE_FAST | Opcode::LOAD_FAST_CHECK => unsafe_locals &= !bit,
                Opcode::LOAD_FAST => {
                    if unsafe_locals & bit != 0 {
                        instruction.opcode = Opcode::LOAD_FAST_CHECK;
                    }
                    unsafe_locals &= !bit;
                }
                _ => {}
            }
        }
        if let Some(handler) = except {
            maybe_push(cfg, handler, before, todo);
        }
    }
    if let Some(next) = cfg.fallthrough(block) {
        maybe_push(cfg, next, unsafe_locals, todo);
    }
    if let Some(target) = cfg.last(block).and_then(CfgInstruction::jump_target) {
        maybe_push(cfg, target, unsafe_locals, todo);
    }
}

fn fast_scan_many_locals(cfg: &mut Cfg, nlocals: usize) {
    // For each local, the last block in which it was surely bound; blocks count from 1.
    let mut bound_in = vec![0; nlocals];
    let mut block_number = 0;
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(block) = cursor {
        block_number += 1;
        for instruction in cfg.code_mut(block) {
            let local = instruction.oparg as usize;
            if !(TRACKED..nlocals).contains(&local) {
                continue;
            }
            match instruction.opcode {
                opcode if unbinds(opcode) => bound_in[local] = 0,
                Opcode::STORE_FAST => bound_in[local] = block_number,
                Opcode::LOAD_FAST => {
                    if bound_in[local] != block_number {
                        instruction.opcode = Opcode::LOAD_FAST_CHECK;
                    }
                    bound_in[local] = block_number;
                }
                _ => {}
            }
        }
        cursor = cfg[block].next;
    }
}
