//! Peephole rewrites inside each block, and jump threading (`optimize_basic_block`).
//!
//! Rewrites leave `NOP`s behind, which later passes remove where no line needs them. A threaded jump is a new
//! instruction at the block's end, with the location of the jump it skips and, a surprise, no exception
//! handler: inside `try` the exception table gets a hole there.

use std::sync::Arc;

use bytescope_bytecode::{Constant, Opcode};

use super::cfg::{BlockId, Cfg, CfgInstruction};
use super::swaptimize;
use crate::unit::ConstantTable;

pub(super) fn run(cfg: &mut Cfg, consts: &mut ConstantTable) {
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(block) = cursor {
        let code = cfg.code_mut(block);
        let mut has_swaps = false;
        for index in 0..code.len() {
            optimize_instruction(code, index, consts);
            has_swaps |= code[index].opcode == Opcode::SWAP;
        }
        while thread_jump(cfg, block) {}
        if has_swaps {
            swaptimize::run(cfg.code_mut(block));
        }
        cursor = cfg[block].next;
    }
}

/// Lets the jump that ends `block` go where it will end up anyway, if it leads to another jump
/// (`jump_thread`). The new jump is looked at again.
fn thread_jump(cfg: &mut Cfg, block: BlockId) -> bool {
    let Some(jump) = cfg.last(block).copied() else { return false };
    let Some(next) = jump.jump_target().and_then(|target| cfg.code(target).first()).copied() else {
        return false;
    };
    let is_unconditional = jump.opcode.is_unconditional_jump();
    let can_thread = match next.opcode {
        Opcode::JUMP => is_unconditional || pops_and_jumps(jump.opcode),
        Opcode::JUMP_NO_INTERRUPT => is_unconditional,
        _ => false,
    };
    // Two jumps that lead to each other's target would be threaded for ever (bpo-45773).
    if !can_thread || next.oparg == jump.oparg {
        return false;
    }
    // A jump that looks for signals must not be replaced by one that does not.
    let opcode = if is_unconditional && next.opcode == Opcode::JUMP { Opcode::JUMP } else { jump.opcode };
    if let Some(last) = cfg.code_mut(block).last_mut() {
        last.set_nop();
    }
    cfg.push(block, CfgInstruction::new(opcode, next.oparg, next.location));
    true
}

/// Whether it pops a condition and may jump. `FOR_ITER` and `SEND` can only go forward, which is not known of
/// the jump they lead to.
fn pops_and_jumps(opcode: Opcode) -> bool {
    matches!(
        opcode,
        Opcode::POP_JUMP_IF_FALSE
            | Opcode::POP_JUMP_IF_TRUE
            | Opcode::POP_JUMP_IF_NONE
            | Opcode::POP_JUMP_IF_NOT_NONE
    )
}

fn optimize_instruction(code: &mut [CfgInstruction], index: usize, consts: &mut ConstantTable) {
    let (before, rest) = code.split_at_mut(index);
    let [instruction, rest @ ..] = rest else { return };
    let CfgInstruction { opcode, oparg, .. } = *instruction;
    let mut next = rest.first_mut();
    let nextop = next.as_ref().map(|next| next.opcode);
    match (opcode, nextop, &mut next) {
        (Opcode::BUILD_TUPLE, Some(Opcode::UNPACK_SEQUENCE), Some(unpack))
            if unpack.oparg == oparg && (1..=3).contains(&oparg) =>
        {
            instruction.set_nop();
            if oparg == 1 {
                unpack.set_nop();
            } else {
                unpack.opcode = Opcode::SWAP;
            }
        }
        (Opcode::BUILD_TUPLE, ..) => fold_tuple_on_constants(before, instruction, consts),
        (Opcode::STORE_FAST, Some(Opcode::STORE_FAST), Some(next))
            if next.oparg == oparg && next.lineno() == instruction.lineno() =>
        {
            instruction.set(Opcode::POP_TOP, 0);
        }
        (Opcode::SWAP, ..) if oparg == 1 => instruction.set_nop(),
        (Opcode::LOAD_GLOBAL, Some(Opcode::PUSH_NULL), Some(push_null)) if oparg & 1 == 0 => {
            instruction.oparg |= 1;
            push_null.set_nop();
        }
        (Opcode::COMPARE_OP, Some(Opcode::TO_BOOL), Some(to_bool)) => {
            instruction.set_nop();
            to_bool.set(Opcode::COMPARE_OP, oparg | 16);
        }
        (Opcode::CONTAINS_OP | Opcode::IS_OP | Opcode::UNARY_NOT, Some(Opcode::TO_BOOL), Some(to_bool)) => {
            instruction.set_nop();
            to_bool.set(opcode, oparg);
        }
        (Opcode::TO_BOOL, Some(Opcode::TO_BOOL), _) => instruction.set_nop(),
        (Opcode::UNARY_NOT, Some(Opcode::UNARY_NOT), Some(unary_not)) => {
            instruction.set_nop();
            unary_not.set_nop();
        }
        _ => {}
    }
}

/// `BUILD_TUPLE n` right after `n` loads of constants is one load of their tuple.
fn fold_tuple_on_constants(
    before: &mut [CfgInstruction],
    build: &mut CfgInstruction,
    consts: &mut ConstantTable,
) {
    let Some(first) = before.len().checked_sub(build.oparg as usize) else { return };
    let loads = &mut before[first..];
    let item = |load: &CfgInstruction| {
        let is_load = load.opcode == Opcode::LOAD_CONST;
        is_load.then(|| consts.get_index(load.oparg as usize).cloned()).flatten()
    };
    let Some(items) = loads.iter().map(item).collect::<Option<Arc<[Constant]>>>() else { return };
    for load in loads {
        load.set_nop();
    }
    let index = consts.insert_full(Constant::Tuple(items)).0;
    build.set(Opcode::LOAD_CONST, index as u32);
}
