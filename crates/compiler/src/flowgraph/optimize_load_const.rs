//! What a constant decides is decided (`optimize_load_const`).
//!
//! Conditional jumps on a constant become a jump or nothing, comparisons with `None` become
//! `POP_JUMP_IF_NONE`, a returned constant becomes `RETURN_CONST`. `COPY 1` right after the load counts as
//! another load of the constant.

use bytescope_bytecode::{Constant, Opcode};
use num_traits::Zero;

use super::cfg::{BlockId, Cfg, CfgInstruction};
use crate::unit::ConstantTable;

pub(super) fn run(cfg: &mut Cfg, consts: &mut ConstantTable) {
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(block) = cursor {
        optimize_load_const(cfg.code_mut(block), consts);
        cursor = cfg[block].next;
    }
}

fn optimize_load_const(mut code: &mut [CfgInstruction], consts: &mut ConstantTable) {
    let mut loaded = None;
    while let [instruction, rest @ ..] = code {
        match instruction.opcode {
            Opcode::LOAD_CONST => loaded = Some(instruction.oparg),
            Opcode::COPY if instruction.oparg == 1 => {}
            _ => loaded = None,
        }
        if let Some(oparg) = loaded {
            optimize_use_of_const(oparg, instruction, rest, consts);
        }
        code = rest;
    }
}

/// Simplifies `load`, which loads the constant of that index, and what follows it.
fn optimize_use_of_const(
    oparg: u32,
    load: &mut CfgInstruction,
    rest: &mut [CfgInstruction],
    consts: &mut ConstantTable,
) {
    let (Some(next), Some(constant)) = (rest.first_mut(), consts.get_index(oparg as usize)) else { return };
    match next.opcode {
        Opcode::POP_JUMP_IF_FALSE | Opcode::POP_JUMP_IF_TRUE => {
            load.set_nop();
            if is_true(constant) == (next.opcode == Opcode::POP_JUMP_IF_TRUE) {
                next.opcode = Opcode::JUMP;
            } else {
                next.set_nop();
            }
        }
        Opcode::IS_OP if *constant == Constant::None => compare_with_none(load, rest),
        Opcode::RETURN_VALUE => {
            load.set_nop();
            next.set(Opcode::RETURN_CONST, oparg);
        }
        Opcode::TO_BOOL => {
            let truth = Constant::Bool(is_true(constant));
            let index = consts.insert_full(truth).0;
            load.set_nop();
            next.set(Opcode::LOAD_CONST, index as u32);
        }
        _ => {}
    }
}

/// `LOAD_CONST None`, `IS_OP`, perhaps `TO_BOOL`, and a conditional jump.
fn compare_with_none(load: &mut CfgInstruction, rest: &mut [CfgInstruction]) {
    let [is_op, rest @ ..] = rest else { return };
    let jump = match rest {
        [to_bool, rest @ ..] if to_bool.opcode == Opcode::TO_BOOL => {
            to_bool.set_nop();
            rest.first_mut()
        }
        _ => rest.first_mut(),
    };
    let Some(jump) = jump else { return };
    let is_not = is_op.oparg != 0;
    let if_none = match jump.opcode {
        Opcode::POP_JUMP_IF_TRUE => !is_not,
        Opcode::POP_JUMP_IF_FALSE => is_not,
        _ => return,
    };
    load.set_nop();
    is_op.set_nop();
    jump.opcode = if if_none { Opcode::POP_JUMP_IF_NONE } else { Opcode::POP_JUMP_IF_NOT_NONE };
}

/// Python's truth of a constant.
fn is_true(constant: &Constant) -> bool {
    match constant {
        Constant::None => false,
        Constant::Ellipsis | Constant::Slice(_) | Constant::Code(_) => true,
        Constant::Bool(value) => *value,
        Constant::Int(value) => !value.is_zero(),
        Constant::Float(value) => *value != 0.0,
        Constant::Complex { real, imag } => *real != 0.0 || *imag != 0.0,
        Constant::Str(value) => !value.is_empty(),
        Constant::Bytes(value) => !value.is_empty(),
        Constant::Tuple(items) | Constant::FrozenSet(items) => !items.is_empty(),
    }
}
