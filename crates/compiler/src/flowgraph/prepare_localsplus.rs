//! Cells and free variables get their slots (`prepare_localsplus`).
//!
//! Slots are numbered through: locals, then cells, then free variables, where a cell that is a local already
//! keeps that slot. Also here: the instructions that run before all others, making the cells, copying the
//! closure, making the generator (`insert_prefix_instructions`). No handler protects them.

use bytescope_bytecode::{CodeFlags, Location, Opcode};

use super::cfg::{BlockId, Cfg, CfgInstruction};
use crate::unit::CodeUnit;

pub(super) fn run(cfg: &mut Cfg, unit: &CodeUnit) {
    let slots = cell_slots(unit);
    insert_prefix_instructions(cfg, unit, &slots);
    if slots.is_empty() {
        return;
    }
    for instruction in &mut cfg.instructions {
        if matches!(
            instruction.opcode,
            Opcode::MAKE_CELL
                | Opcode::LOAD_CLOSURE
                | Opcode::LOAD_DEREF
                | Opcode::STORE_DEREF
                | Opcode::DELETE_DEREF
                | Opcode::LOAD_FROM_DICT_OR_DEREF
        ) && let Some(slot) = slots.get(instruction.oparg as usize)
        {
            instruction.oparg = *slot;
        }
    }
}

/// The slot of each cell, then of each free variable (`build_cellfixedoffsets`, `fix_cell_offsets`).
fn cell_slots(unit: &CodeUnit) -> Vec<u32> {
    let mut next = unit.varnames.len() as u32;
    let mut new_slot = || {
        next += 1;
        next - 1
    };
    let mut slots = Vec::with_capacity(unit.cellvars.len() + unit.freevars.len());
    for cell in &unit.cellvars {
        let local = unit.varnames.get_index_of(cell);
        slots.push(local.map_or_else(&mut new_slot, |local| local as u32));
    }
    slots.extend(unit.freevars.iter().map(|_| new_slot()));
    slots
}

fn insert_prefix_instructions(cfg: &mut Cfg, unit: &CodeUnit, slots: &[u32]) {
    let mut prefix = Vec::new();
    if !unit.freevars.is_empty() {
        prefix.push(CfgInstruction::new(Opcode::COPY_FREE_VARS, unit.freevars.len() as u32, Location::NONE));
    }
    // In the order of their slots, the parameters' first. The oparg is still the cell's own number.
    let mut cells: Vec<u32> = (0..unit.cellvars.len() as u32).collect();
    cells.sort_unstable_by_key(|cell| slots[*cell as usize]);
    prefix.extend(cells.into_iter().map(|cell| CfgInstruction::new(Opcode::MAKE_CELL, cell, Location::NONE)));
    if unit.flags.intersects(CodeFlags::GENERATOR | CodeFlags::COROUTINE | CodeFlags::ASYNC_GENERATOR) {
        let location = Location::new(unit.firstlineno, unit.firstlineno, -1, -1);
        prefix.push(CfgInstruction::new(Opcode::RETURN_GENERATOR, 0, location));
        prefix.push(CfgInstruction::new(Opcode::POP_TOP, 0, location));
    }
    cfg.prepend(BlockId::ENTRY, &prefix);
}
