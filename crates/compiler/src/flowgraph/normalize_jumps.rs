//! Conditional jumps only go forward (`normalize_jumps`).
//!
//! One that would go back is turned around to skip a new, unconditional jump back.

use bytescope_bytecode::Opcode;

use super::cfg::{BlockId, Cfg, CfgInstruction};

pub(super) fn run(cfg: &mut Cfg) {
    // Visited means: laid out by now, so a jump there goes back.
    cfg.unvisit();
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(block) = cursor {
        cfg[block].visited = true;
        normalize_jump(cfg, block);
        cursor = cfg[block].next;
    }
}

fn normalize_jump(cfg: &mut Cfg, block: BlockId) {
    let Some(jump) = cfg.last(block).copied() else { return };
    let (Some(target), Some(next)) = (jump.jump_target(), cfg[block].next) else { return };
    let Some(reversed) = reversed(jump.opcode).filter(|_| cfg[target].visited) else { return };
    let backwards_jump = cfg.new_block();
    cfg.push(backwards_jump, CfgInstruction::jump(Opcode::JUMP, target, jump.location));
    cfg[backwards_jump].cold = cfg[block].cold;
    cfg.insert_after(block, backwards_jump);
    if let Some(last) = cfg.code_mut(block).last_mut() {
        last.set(reversed, next.number());
    }
}

/// The jump that is taken where `opcode` is not.
fn reversed(opcode: Opcode) -> Option<Opcode> {
    match opcode {
        Opcode::POP_JUMP_IF_NOT_NONE => Some(Opcode::POP_JUMP_IF_NONE),
        Opcode::POP_JUMP_IF_NONE => Some(Opcode::POP_JUMP_IF_NOT_NONE),
        Opcode::POP_JUMP_IF_FALSE => Some(Opcode::POP_JUMP_IF_TRUE),
        Opcode::POP_JUMP_IF_TRUE => Some(Opcode::POP_JUMP_IF_FALSE),
        _ => None,
    }
}
