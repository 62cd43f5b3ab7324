//! `try` in all its forms.
//!
//! A handler's code starts with the exception on the stack. `SETUP_FINALLY` and `SETUP_CLEANUP` open the
//! region that a handler guards and `POP_BLOCK` closes it; the flowgraph turns them into the exception
//! table, so that a `try` that raises nothing costs nothing.

use bytescope_bytecode::{Location, Opcode};
use bytescope_syntax::SyntaxError;
use bytescope_syntax::ast::{ExceptHandler, Try};

use super::blocks::BlockKind;
use super::{Codegen, Result};
use crate::instruction::Label;

/// `CALL_INTRINSIC_2`: gathers what the clauses of an `except*` left over.
const INTRINSIC_PREP_RERAISE_STAR: u32 = 1;

impl<'a> Codegen<'a> {
    /// `try` with `except` or `except*` clauses, a `finally`, or both.
    pub(super) fn try_statement(&mut self, node: &'a Try, star: bool, location: Location) -> Result {
        if node.finalbody.is_empty() {
            self.try_except(node, star, location)
        } else {
            self.try_finally(node, star, location)
        }
    }

    /// `compiler_try_finally`: the `finally` body once for the normal way out, once for an exception.
    fn try_finally(&mut self, node: &'a Try, star: bool, location: Location) -> Result {
        let body = self.new_label();
        let end = self.new_label();
        let exit = self.new_label();
        let cleanup = self.new_label();

        self.emit_jump(Opcode::SETUP_FINALLY, end, location);
        self.use_label(body);
        self.push_block(BlockKind::FinallyTry(&node.finalbody), location)?;
        if node.handlers.is_empty() {
            self.statements(&node.body)?;
        } else {
            self.try_except(node, star, location)?;
        }
        self.emit(Opcode::POP_BLOCK, Location::NONE);
        self.pop_block();
        self.statements(&node.finalbody)?;
        self.emit_jump(Opcode::JUMP_NO_INTERRUPT, exit, Location::NONE);

        self.use_label(end);
        self.emit_jump(Opcode::SETUP_CLEANUP, cleanup, Location::NONE);
        self.emit(Opcode::PUSH_EXC_INFO, Location::NONE);
        self.push_block(BlockKind::FinallyEnd, Location::NONE)?;
        self.statements(&node.finalbody)?;
        self.pop_block();
        self.emit_arg(Opcode::RERAISE, 0, Location::NONE);

        self.use_label(cleanup);
        self.pop_except_and_reraise();
        self.use_label(exit);
        Ok(())
    }

    fn try_except(&mut self, node: &'a Try, star: bool, location: Location) -> Result {
        if star { self.try_star_except(node, location) } else { self.try_plain_except(node, location) }
    }

    /// `compiler_try_except`.
    fn try_plain_except(&mut self, node: &'a Try, location: Location) -> Result {
        let body = self.new_label();
        let except = self.new_label();
        let end = self.new_label();
        let cleanup = self.new_label();

        self.emit_jump(Opcode::SETUP_FINALLY, except, location);
        self.use_label(body);
        self.push_block(BlockKind::TryExcept, location)?;
        self.statements(&node.body)?;
        self.pop_block();
        self.emit(Opcode::POP_BLOCK, Location::NONE);
        self.statements(&node.orelse)?;
        self.emit_jump(Opcode::JUMP_NO_INTERRUPT, end, Location::NONE);

        self.use_label(except);
        self.emit_jump(Opcode::SETUP_CLEANUP, cleanup, Location::NONE);
        self.emit(Opcode::PUSH_EXC_INFO, Location::NONE);
        self.push_block(BlockKind::ExceptionHandler, location)?;
        for (index, handler) in node.handlers.iter().enumerate() {
            if handler.type_.is_none() && index + 1 < node.handlers.len() {
                return Err(SyntaxError::new("default 'except:' must be last", handler.location));
            }
            self.except_clause(handler, end)?;
        }
        self.pop_block();
        self.emit_arg(Opcode::RERAISE, 0, Location::NONE);

        self.use_label(cleanup);
        self.pop_except_and_reraise();
        self.use_label(end);
        Ok(())
    }

    /// One `except` clause: test, bind, body, unbind.
    fn except_clause(&mut self, handler: &'a ExceptHandler, end: Label) -> Result {
        let location = handler.location;
        let next = self.new_label();
        if let Some(type_) = &handler.type_ {
            self.expr(type_)?;
            self.emit(Opcode::CHECK_EXC_MATCH, location);
            self.emit_jump(Opcode::POP_JUMP_IF_FALSE, next, location);
        }
        if let Some(name) = &handler.name {
            let cleanup_end = self.new_label();
            let cleanup_body = self.new_label();
            self.store_name(name, location)?;
            // The name must be unbound however the body ends.
            self.emit_jump(Opcode::SETUP_CLEANUP, cleanup_end, location);
            self.use_label(cleanup_body);
            self.push_block(BlockKind::HandlerCleanup(Some(name)), location)?;
            self.statements(&handler.body)?;
            self.pop_block();
            self.emit(Opcode::POP_BLOCK, Location::NONE);
            self.emit(Opcode::POP_BLOCK, Location::NONE);
            self.emit(Opcode::POP_EXCEPT, Location::NONE);
            self.unbind_exception(name, Location::NONE)?;
            self.emit_jump(Opcode::JUMP_NO_INTERRUPT, end, Location::NONE);

            self.use_label(cleanup_end);
            self.unbind_exception(name, Location::NONE)?;
            self.emit_arg(Opcode::RERAISE, 1, Location::NONE);
        } else {
            let cleanup_body = self.new_label();
            self.emit(Opcode::POP_TOP, location);
            self.use_label(cleanup_body);
            self.push_block(BlockKind::HandlerCleanup(None), location)?;
            self.statements(&handler.body)?;
            self.pop_block();
            self.emit(Opcode::POP_BLOCK, Location::NONE);
            self.emit(Opcode::POP_EXCEPT, Location::NONE);
            self.emit_jump(Opcode::JUMP_NO_INTERRUPT, end, Location::NONE);
        }
        self.use_label(next);
        Ok(())
    }

    /// `compiler_try_star_except` (PEP 654).
    ///
    /// On the stack while the clauses run: the original group, a list of what they raised or left, and
    /// the part of the group that no clause has matched yet.
    fn try_star_except(&mut self, node: &'a Try, location: Location) -> Result {
        let body = self.new_label();
        let except = self.new_label();
        let orelse = self.new_label();
        let end = self.new_label();
        let cleanup = self.new_label();
        let reraise_star = self.new_label();

        self.emit_jump(Opcode::SETUP_FINALLY, except, location);
        self.use_label(body);
        self.push_block(BlockKind::TryExcept, location)?;
        self.statements(&node.body)?;
        self.pop_block();
        self.emit(Opcode::POP_BLOCK, Location::NONE);
        self.emit_jump(Opcode::JUMP_NO_INTERRUPT, orelse, Location::NONE);

        self.use_label(except);
        self.emit_jump(Opcode::SETUP_CLEANUP, cleanup, Location::NONE);
        self.emit(Opcode::PUSH_EXC_INFO, Location::NONE);
        self.push_block(BlockKind::ExceptionGroupHandler, location)?;
        for (index, handler) in node.handlers.iter().enumerate() {
            if index == 0 {
                self.emit_arg(Opcode::BUILD_LIST, 0, handler.location);
                self.emit_arg(Opcode::COPY, 2, handler.location);
            }
            self.except_star_clause(handler)?;
            if index + 1 == node.handlers.len() {
                self.emit_arg(Opcode::LIST_APPEND, 1, Location::NONE);
                self.emit_jump(Opcode::JUMP_NO_INTERRUPT, reraise_star, Location::NONE);
            }
        }
        self.pop_block();
        let reraise = self.new_label();

        self.use_label(reraise_star);
        self.emit_arg(Opcode::CALL_INTRINSIC_2, INTRINSIC_PREP_RERAISE_STAR, Location::NONE);
        self.emit_arg(Opcode::COPY, 1, Location::NONE);
        self.emit_jump(Opcode::POP_JUMP_IF_NOT_NONE, reraise, Location::NONE);
        self.emit(Opcode::POP_TOP, Location::NONE);
        self.emit(Opcode::POP_BLOCK, Location::NONE);
        self.emit(Opcode::POP_EXCEPT, Location::NONE);
        self.emit_jump(Opcode::JUMP_NO_INTERRUPT, end, Location::NONE);

        self.use_label(reraise);
        self.emit(Opcode::POP_BLOCK, Location::NONE);
        self.emit_arg(Opcode::SWAP, 2, Location::NONE);
        self.emit(Opcode::POP_EXCEPT, Location::NONE);
        self.emit_arg(Opcode::RERAISE, 0, Location::NONE);

        self.use_label(cleanup);
        self.pop_except_and_reraise();
        self.use_label(orelse);
        self.statements(&node.orelse)?;
        self.use_label(end);
        Ok(())
    }

    /// One `except*` clause; all of them run, each on what it matches.
    fn except_star_clause(&mut self, handler: &'a ExceptHandler) -> Result {
        let location = handler.location;
        let next = self.new_label();
        let except_with_error = self.new_label();
        let no_match = self.new_label();
        if let Some(type_) = &handler.type_ {
            self.expr(type_)?;
            self.emit(Opcode::CHECK_EG_MATCH, location);
            self.emit_arg(Opcode::COPY, 1, location);
            self.emit_jump(Opcode::POP_JUMP_IF_NONE, no_match, location);
        }
        let cleanup_end = self.new_label();
        let cleanup_body = self.new_label();
        match &handler.name {
            Some(name) => self.store_name(name, location)?,
            None => self.emit(Opcode::POP_TOP, location),
        }
        self.emit_jump(Opcode::SETUP_CLEANUP, cleanup_end, location);
        self.use_label(cleanup_body);
        self.push_block(BlockKind::HandlerCleanup(handler.name.as_ref()), location)?;
        self.statements(&handler.body)?;
        self.pop_block();
        self.emit(Opcode::POP_BLOCK, Location::NONE);
        if let Some(name) = &handler.name {
            self.unbind_exception(name, Location::NONE)?;
        }
        self.emit_jump(Opcode::JUMP_NO_INTERRUPT, next, Location::NONE);

        self.use_label(cleanup_end);
        if let Some(name) = &handler.name {
            self.unbind_exception(name, Location::NONE)?;
        }
        self.emit_arg(Opcode::LIST_APPEND, 3, Location::NONE);
        self.emit(Opcode::POP_TOP, Location::NONE);
        self.emit_jump(Opcode::JUMP_NO_INTERRUPT, except_with_error, Location::NONE);

        self.use_label(next);
        // Holds the location that will be propagated to it.
        self.emit(Opcode::NOP, Location::NONE);
        self.emit_jump(Opcode::JUMP_NO_INTERRUPT, except_with_error, Location::NONE);
        self.use_label(no_match);
        self.emit(Opcode::POP_TOP, location);
        self.use_label(except_with_error);
        Ok(())
    }

    /// An exception raised while another was handled: restore and raise on
    /// (`compiler_pop_except_and_reraise`).
    pub(super) fn pop_except_and_reraise(&mut self) {
        self.emit_arg(Opcode::COPY, 3, Location::NONE);
        self.emit(Opcode::POP_EXCEPT, Location::NONE);
        self.emit_arg(Opcode::RERAISE, 1, Location::NONE);
    }
}
