//! Truth and jumps: comparisons, `and`, `or`, `not`, conditional expressions.

use bytescope_bytecode::{Location, Opcode};
use bytescope_syntax::ast::{BoolOp, CmpOp, Expr, ExprKind, UnaryOp};

use super::{Codegen, Result};
use crate::instruction::Label;

impl<'a> Codegen<'a> {
    /// Jumps to `target` if the truth of `expr` is `condition`, else goes on (`compiler_jump_if`).
    ///
    /// Where the structure of the expression decides, no truth value is ever made.
    pub(super) fn jump_if(&mut self, expr: &'a Expr, target: Label, condition: bool) -> Result {
        match &expr.kind {
            ExprKind::UnaryOp { op: UnaryOp::Not, operand } => self.jump_if(operand, target, !condition),
            ExprKind::BoolOp { op, values } => self.jump_if_bool_op(*op, values, target, condition),
            ExprKind::IfExp { test, body, orelse } => {
                let end = self.new_label();
                let next = self.new_label();
                self.jump_if(test, next, false)?;
                self.jump_if(body, target, condition)?;
                self.emit_jump(Opcode::JUMP_NO_INTERRUPT, end, Location::NONE);
                self.use_label(next);
                self.jump_if(orelse, target, condition)?;
                self.use_label(end);
                Ok(())
            }
            ExprKind::Compare { left, ops, comparators } if ops.len() > 1 => {
                self.jump_if_chain(left, ops, comparators, expr.location, target, condition)
            }
            _ => {
                self.expr(expr)?;
                self.emit(Opcode::TO_BOOL, expr.location);
                self.emit_jump(pop_jump_if(condition), target, expr.location);
                Ok(())
            }
        }
    }

    fn jump_if_bool_op(&mut self, op: BoolOp, values: &'a [Expr], target: Label, condition: bool) -> Result {
        let Some((last, rest)) = values.split_last() else { return Ok(()) };
        // `or` is decided by the first true operand, `and` by the first false one.
        let deciding = op == BoolOp::Or;
        let short_circuit = if deciding == condition { target } else { self.new_label() };
        for value in rest {
            self.jump_if(value, short_circuit, deciding)?;
        }
        self.jump_if(last, target, condition)?;
        if short_circuit != target {
            self.use_label(short_circuit);
        }
        Ok(())
    }

    /// `a < b < c` as a condition: each inner operand is evaluated once and kept for the next step.
    fn jump_if_chain(
        &mut self,
        left: &'a Expr,
        ops: &[CmpOp],
        comparators: &'a [Expr],
        location: Location,
        target: Label,
        condition: bool,
    ) -> Result {
        let cleanup = self.new_label();
        self.expr(left)?;
        let last = ops.len() - 1;
        for (op, comparator) in ops.iter().zip(comparators).take(last) {
            self.expr(comparator)?;
            self.emit_arg(Opcode::SWAP, 2, location);
            self.emit_arg(Opcode::COPY, 2, location);
            self.compare_op(*op, location);
            self.emit(Opcode::TO_BOOL, location);
            self.emit_jump(Opcode::POP_JUMP_IF_FALSE, cleanup, location);
        }
        self.expr(&comparators[last])?;
        self.compare_op(ops[last], location);
        self.emit(Opcode::TO_BOOL, location);
        self.emit_jump(pop_jump_if(condition), target, location);
        let end = self.new_label();
        self.emit_jump(Opcode::JUMP_NO_INTERRUPT, end, Location::NONE);
        self.use_label(cleanup);
        self.emit(Opcode::POP_TOP, location);
        if !condition {
            self.emit_jump(Opcode::JUMP_NO_INTERRUPT, target, Location::NONE);
        }
        self.use_label(end);
        Ok(())
    }

    /// A comparison as a value (`compiler_compare`).
    pub(super) fn compare(
        &mut self,
        left: &'a Expr,
        ops: &[CmpOp],
        comparators: &'a [Expr],
        location: Location,
    ) -> Result {
        self.expr(left)?;
        let last = ops.len() - 1;
        if last == 0 {
            self.expr(&comparators[0])?;
            self.compare_op(ops[0], location);
            return Ok(());
        }
        let cleanup = self.new_label();
        for (op, comparator) in ops.iter().zip(comparators).take(last) {
            self.expr(comparator)?;
            self.emit_arg(Opcode::SWAP, 2, location);
            self.emit_arg(Opcode::COPY, 2, location);
            self.compare_op(*op, location);
            self.emit_arg(Opcode::COPY, 1, location);
            self.emit(Opcode::TO_BOOL, location);
            self.emit_jump(Opcode::POP_JUMP_IF_FALSE, cleanup, location);
            self.emit(Opcode::POP_TOP, location);
        }
        self.expr(&comparators[last])?;
        self.compare_op(ops[last], location);
        let end = self.new_label();
        self.emit_jump(Opcode::JUMP_NO_INTERRUPT, end, Location::NONE);
        self.use_label(cleanup);
        self.emit_arg(Opcode::SWAP, 2, location);
        self.emit(Opcode::POP_TOP, location);
        self.use_label(end);
        Ok(())
    }

    /// The instruction of one comparison operator (`compiler_addcompare`).
    pub(super) fn compare_op(&mut self, op: CmpOp, location: Location) {
        let (opcode, oparg) = match op {
            CmpOp::Is => (Opcode::IS_OP, 0),
            CmpOp::IsNot => (Opcode::IS_OP, 1),
            CmpOp::In => (Opcode::CONTAINS_OP, 0),
            CmpOp::NotIn => (Opcode::CONTAINS_OP, 1),
            CmpOp::Lt => (Opcode::COMPARE_OP, rich_compare(0, LESS)),
            CmpOp::LtE => (Opcode::COMPARE_OP, rich_compare(1, LESS | EQUAL)),
            CmpOp::Eq => (Opcode::COMPARE_OP, rich_compare(2, EQUAL)),
            CmpOp::NotEq => (Opcode::COMPARE_OP, rich_compare(3, UNORDERED | LESS | GREATER)),
            CmpOp::Gt => (Opcode::COMPARE_OP, rich_compare(4, GREATER)),
            CmpOp::GtE => (Opcode::COMPARE_OP, rich_compare(5, GREATER | EQUAL)),
        };
        self.emit_arg(opcode, oparg, location);
    }

    /// `and`, `or` as a value: the deciding operand itself (`compiler_boolop`).
    pub(super) fn bool_op(&mut self, op: BoolOp, values: &'a [Expr], location: Location) -> Result {
        let Some((last, rest)) = values.split_last() else { return Ok(()) };
        let end = self.new_label();
        for value in rest {
            self.expr(value)?;
            self.emit_arg(Opcode::COPY, 1, location);
            self.emit(Opcode::TO_BOOL, location);
            self.emit_jump(pop_jump_if(op == BoolOp::Or), end, location);
            self.emit(Opcode::POP_TOP, location);
        }
        self.expr(last)?;
        self.use_label(end);
        Ok(())
    }

    /// `body if test else orelse` as a value (`compiler_ifexp`).
    pub(super) fn if_exp(&mut self, test: &'a Expr, body: &'a Expr, orelse: &'a Expr) -> Result {
        let end = self.new_label();
        let next = self.new_label();
        self.jump_if(test, next, false)?;
        self.expr(body)?;
        self.emit_jump(Opcode::JUMP_NO_INTERRUPT, end, Location::NONE);
        self.use_label(next);
        self.expr(orelse)?;
        self.use_label(end);
        Ok(())
    }
}

fn pop_jump_if(condition: bool) -> Opcode {
    if condition { Opcode::POP_JUMP_IF_TRUE } else { Opcode::POP_JUMP_IF_FALSE }
}

// The low bits of COMPARE_OP's argument: which outcomes of a three-way comparison count as true
// (`COMPARISON_*` in pycore_code.h).
const UNORDERED: u32 = 1;
const LESS: u32 = 2;
const GREATER: u32 = 4;
const EQUAL: u32 = 8;

/// `COMPARE_OP`'s argument: the operator (`Py_LT` …) above the mask.
const fn rich_compare(operator: u32, mask: u32) -> u32 {
    operator << 5 | mask
}
