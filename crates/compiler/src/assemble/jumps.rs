//! Jumps get their direction and their distance (`resolve_unconditional_jumps`, `resolve_jump_offsets`).
//!
//! A distance decides how many `EXTENDED_ARG` its jump needs, and those move everything behind them, so
//! distances are computed until no size changes. The surprise: a jump back counts its own `EXTENDED_ARG`, so
//! two sizes can both be stable, and which one is found depends on where the iteration starts. CPython
//! starts with the index of the target instruction as the distance; so must we.

use bytescope_bytecode::instruction::units;
use bytescope_bytecode::{Opcode, OpcodeTable};

use crate::flowgraph::LoweredInstruction;

/// Rewrites every jump's oparg from a target's index to a distance in code units. Returns the offset of each
/// instruction in code units, and behind them that of the end.
pub(super) fn resolve(instructions: &mut [LoweredInstruction], table: &OpcodeTable) -> Vec<u32> {
    let jumps = resolve_unconditional_jumps(instructions);
    let mut offsets = Vec::with_capacity(instructions.len() + 1);
    loop {
        let mut offset = 0;
        offsets.clear();
        offsets.extend(instructions.iter().map(|instruction| {
            let start = offset;
            offset += units(table, instruction.opcode, instruction.oparg);
            start
        }));
        offsets.push(offset);

        let mut resized = false;
        for (index, target) in &jumps {
            let jump = &mut instructions[*index];
            let before = units(table, jump.opcode, jump.oparg);
            // Distances count from the end of the jump and its caches.
            jump.oparg = offsets[*target].abs_diff(offsets[index + 1]);
            resized |= units(table, jump.opcode, jump.oparg) != before;
        }
        if !resized {
            return offsets;
        }
    }
}

/// Chooses between jumps forward and back by the order of the instructions. Returns all jumps, the
/// conditional ones too, as indices of the jump and of its target.
fn resolve_unconditional_jumps(instructions: &mut [LoweredInstruction]) -> Vec<(usize, usize)> {
    let mut jumps = Vec::new();
    for (index, instruction) in instructions.iter_mut().enumerate() {
        if !instruction.opcode.is_jump() {
            continue;
        }
        let target = instruction.oparg as usize;
        let is_forward = target > index;
        instruction.opcode = match instruction.opcode {
            Opcode::JUMP | Opcode::JUMP_NO_INTERRUPT if is_forward => Opcode::JUMP_FORWARD,
            Opcode::JUMP => Opcode::JUMP_BACKWARD,
            Opcode::JUMP_NO_INTERRUPT => Opcode::JUMP_BACKWARD_NO_INTERRUPT,
            opcode => opcode,
        };
        jumps.push((index, target));
    }
    jumps
}
