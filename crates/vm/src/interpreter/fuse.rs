//! Pairs and triples of instructions that the loop runs as one.
//!
//! Only the first instruction of a group is marked: its [`fast`](super::Instruction) opcode is the fused one, and
//! the others stay as they are. So a jump into the middle needs nothing, and where the quick way does not apply
//! (operands of other types, an empty slot, anything that could raise or call) the fused arm does what its first
//! instruction does and goes on to the next. A fused arm never raises: handlers and tracebacks go by the
//! instruction that failed. Tracing goes by the plain opcodes.

use crate::ops::ORDERS;

use super::{Instruction, Op};

/// Marks the groups, and notes what binary operators and comparisons do in their `small`.
pub(super) fn fuse(instructions: &[Instruction]) {
    for instruction in instructions {
        match instruction.op {
            Op::BINARY_OP => instruction.small.set((instruction.arg % super::BINARY_OPS) as u8),
            Op::COMPARE_OP => instruction.small.set(ORDERS[(instruction.arg >> 5) as usize % ORDERS.len()]),
            _ => {}
        }
    }
    for (index, instruction) in instructions.iter().enumerate() {
        let op = |ahead: usize| instructions.get(index + ahead).map_or(Op::NOP, |instruction| instruction.op);
        let jumps = |ahead| matches!(op(ahead), Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE);
        let compares = |ahead: usize| {
            op(ahead) == Op::COMPARE_OP && jumps(ahead + 1) && instructions[index + ahead].arg & 16 != 0
        };
        let arg = |ahead: usize| instructions.get(index + ahead).map_or(0, |instruction| instruction.arg);
        let is_call = |ahead: usize| op(ahead) == Op::LOAD_ATTR && arg(ahead) & 1 != 0;
        let fused = match (instruction.op, op(1), op(2)) {
            (Op::LOAD_FAST, Op::LOAD_CONST, Op::BINARY_OP) => Op::FAST_CONST_BINARY,
            (Op::LOAD_FAST, Op::LOAD_CONST, _) if compares(2) => Op::FAST_CONST_COMPARE_JUMP,
            (Op::LOAD_FAST, Op::BINARY_OP, _) => Op::LOAD_FAST_BINARY,
            (Op::LOAD_FAST, Op::BINARY_SUBSCR, _) => Op::LOAD_FAST_SUBSCR,
            (Op::LOAD_FAST, _, _) if compares(1) => Op::LOAD_FAST_COMPARE_JUMP,
            (Op::LOAD_FAST, Op::LOAD_ATTR, _) if is_call(1) => Op::LOAD_FAST_METHOD,
            (Op::LOAD_FAST, Op::LOAD_ATTR, _) => Op::LOAD_FAST_ATTR,
            (Op::LOAD_FAST, Op::STORE_ATTR, _) => Op::LOAD_FAST_STORE_ATTR,
            (Op::LOAD_FAST, Op::POP_JUMP_IF_NONE | Op::POP_JUMP_IF_NOT_NONE, _) => Op::LOAD_FAST_NONE_JUMP,
            (Op::LOAD_FAST, Op::TO_BOOL, _) if jumps(2) => Op::LOAD_FAST_BOOL_JUMP,
            (Op::LOAD_ATTR, _, _) if is_call(0) => Op::LOAD_METHOD,
            // `x.y += z` and `x[y] += z`, before and after the operator.
            (Op::COPY, Op::LOAD_ATTR, _) if instruction.arg == 1 && !is_call(1) => Op::COPY_ATTR,
            (Op::SWAP, Op::STORE_ATTR, _) if instruction.arg == 2 => Op::SWAP_STORE_ATTR,
            (Op::COPY, Op::COPY, Op::BINARY_SUBSCR) if instruction.arg == 2 && arg(1) == 2 => {
                Op::COPY_COPY_SUBSCR
            }
            (Op::SWAP, Op::SWAP, Op::STORE_SUBSCR) if instruction.arg == 3 && arg(1) == 2 => {
                Op::SWAP_SWAP_STORE_SUBSCR
            }
            (Op::LOAD_CONST, Op::BINARY_OP, _) => Op::LOAD_CONST_BINARY,
            (Op::LOAD_CONST, Op::BINARY_SUBSCR, _) => Op::LOAD_CONST_SUBSCR,
            (Op::LOAD_CONST, _, _) if compares(1) => Op::LOAD_CONST_COMPARE_JUMP,
            (Op::LOAD_FAST_LOAD_FAST, Op::BINARY_OP, _) => Op::FAST_FAST_BINARY,
            (Op::LOAD_FAST_LOAD_FAST, Op::BINARY_SUBSCR, _) => Op::FAST_FAST_SUBSCR,
            (Op::LOAD_FAST_LOAD_FAST, Op::STORE_ATTR, _) => Op::FAST_FAST_STORE_ATTR,
            (Op::LOAD_FAST_LOAD_FAST, _, _) if compares(1) => Op::FAST_FAST_COMPARE_JUMP,
            (Op::COMPARE_OP, _, _) if compares(0) => Op::COMPARE_JUMP,
            (Op::TO_BOOL, _, _) if jumps(1) => Op::TO_BOOL_JUMP,
            (Op::CONTAINS_OP, _, _) if jumps(1) => Op::CONTAINS_JUMP,
            (Op::IS_OP, _, _) if jumps(1) => Op::IS_JUMP,
            (Op::FOR_ITER, Op::STORE_FAST, _) => Op::FOR_ITER_STORE,
            _ => continue,
        };
        instruction.fast.set(fused);
    }
}
