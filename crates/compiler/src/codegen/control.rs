//! `if`, `while`, `for`, and the statements that leave loops and functions.

use bytescope_bytecode::{Location, Opcode};
use bytescope_syntax::SyntaxError;
use bytescope_syntax::ast::{Expr, ExprKind, For, Stmt};

use super::blocks::BlockKind;
use super::scopes::UnitKind;
use super::{Codegen, Result};

impl<'a> Codegen<'a> {
    /// `if`, `elif`, `else` (`compiler_if`).
    pub(super) fn if_statement(&mut self, test: &'a Expr, body: &'a [Stmt], orelse: &'a [Stmt]) -> Result {
        let end = self.new_label();
        let next = if orelse.is_empty() { end } else { self.new_label() };
        self.jump_if(test, next, false)?;
        self.statements(body)?;
        if !orelse.is_empty() {
            self.emit_jump(Opcode::JUMP_NO_INTERRUPT, end, Location::NONE);
            self.use_label(next);
            self.statements(orelse)?;
        }
        self.use_label(end);
        Ok(())
    }

    /// `while`; the test is generated twice, so that a round costs one jump (`compiler_while`).
    pub(super) fn while_loop(
        &mut self,
        test: &'a Expr,
        body: &'a [Stmt],
        orelse: &'a [Stmt],
        location: Location,
    ) -> Result {
        let start = self.new_label();
        let body_start = self.new_label();
        let exit = self.new_label();
        let anchor = self.new_label();
        self.use_label(start);
        self.push_block(BlockKind::WhileLoop { start, exit }, location)?;
        self.jump_if(test, anchor, false)?;
        self.use_label(body_start);
        self.statements(body)?;
        self.jump_if(test, body_start, true)?;
        self.pop_block();
        self.use_label(anchor);
        self.statements(orelse)?;
        self.use_label(exit);
        Ok(())
    }

    /// `for` (`compiler_for`).
    pub(super) fn for_loop(&mut self, node: &'a For, location: Location) -> Result {
        let start = self.new_label();
        let cleanup = self.new_label();
        let exit = self.new_label();
        self.push_block(BlockKind::ForLoop { start, exit }, location)?;
        self.expr(&node.iter)?;
        self.emit(Opcode::GET_ITER, node.iter.location);
        self.use_label(start);
        self.emit_jump(Opcode::FOR_ITER, cleanup, node.iter.location);
        // Keeps the target's line in a loop header of several lines.
        self.emit(Opcode::NOP, node.target.location);
        self.expr(&node.target)?;
        self.statements(&node.body)?;
        self.emit_jump(Opcode::JUMP, start, Location::NONE);
        self.use_label(cleanup);
        self.emit(Opcode::END_FOR, Location::NONE);
        self.emit(Opcode::POP_TOP, Location::NONE);
        self.pop_block();
        self.statements(&node.orelse)?;
        self.use_label(exit);
        Ok(())
    }

    /// `async for` (`compiler_async_for`).
    pub(super) fn async_for_loop(&mut self, node: &'a For, location: Location) -> Result {
        if self.unit.kind != UnitKind::AsyncFunction {
            return Err(SyntaxError::new("'async for' outside async function", location));
        }
        let start = self.new_label();
        let except = self.new_label();
        let exit = self.new_label();
        self.expr(&node.iter)?;
        self.emit(Opcode::GET_AITER, node.iter.location);
        self.use_label(start);
        self.push_block(BlockKind::ForLoop { start, exit }, location)?;
        self.fetch_next(except, location);
        self.expr(&node.target)?;
        self.statements(&node.body)?;
        self.emit_jump(Opcode::JUMP, start, Location::NONE);
        self.pop_block();
        self.use_label(except);
        self.emit(Opcode::END_ASYNC_FOR, node.iter.location);
        self.statements(&node.orelse)?;
        self.use_label(exit);
        Ok(())
    }

    /// `return` (`compiler_return`).
    pub(super) fn return_statement(&mut self, value: Option<&'a Expr>, statement: Location) -> Result {
        let scope = self.scope();
        if !scope.kind.is_function_like() {
            return Err(SyntaxError::new("'return' outside function", statement));
        }
        if value.is_some() && scope.coroutine && scope.generator {
            return Err(SyntaxError::new("'return' with value in async generator", statement));
        }
        let mut location = statement;
        let constant = match value.map(|value| &value.kind) {
            Some(ExprKind::Constant { value, .. }) => Some(value),
            _ => None,
        };
        let preserve_tos = value.is_some() && constant.is_none();
        if let Some(value) = value {
            if preserve_tos {
                self.expr(value)?;
            } else {
                location = value.location;
                self.emit(Opcode::NOP, location);
            }
        }
        if value.is_none_or(|value| value.location.lineno != statement.lineno) {
            location = statement;
            self.emit(Opcode::NOP, location);
        }
        self.unwind_for_return(&mut location, preserve_tos)?;
        match (value, constant) {
            (None, _) => self.load_none(location),
            (Some(_), Some(constant)) => self.load_const(constant, location),
            (Some(_), None) => {}
        }
        self.emit(Opcode::RETURN_VALUE, location);
        Ok(())
    }

    /// `break` (`compiler_break`).
    pub(super) fn break_statement(&mut self, statement: Location) -> Result {
        let mut location = statement;
        self.emit(Opcode::NOP, location);
        let Some(target) = self.unwind_to_loop(&mut location)? else {
            return Err(SyntaxError::new("'break' outside loop", statement));
        };
        if target.has_iterator {
            self.emit(Opcode::POP_TOP, location);
        }
        self.emit_jump(Opcode::JUMP, target.exit, location);
        Ok(())
    }

    /// `continue` (`compiler_continue`).
    pub(super) fn continue_statement(&mut self, statement: Location) -> Result {
        let mut location = statement;
        self.emit(Opcode::NOP, location);
        let Some(target) = self.unwind_to_loop(&mut location)? else {
            return Err(SyntaxError::new("'continue' not properly in loop", statement));
        };
        self.emit_jump(Opcode::JUMP, target.start, location);
        Ok(())
    }
}
