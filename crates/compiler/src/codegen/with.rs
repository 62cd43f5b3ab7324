//! `with` and `async with` (PEP 343, PEP 492).

use bytescope_bytecode::{Location, Opcode};
use bytescope_syntax::SyntaxError;
use bytescope_syntax::ast::{Stmt, WithItem};

use super::blocks::BlockKind;
use super::coroutines::Awaited;
use super::scopes::UnitKind;
use super::{Codegen, Result};
use crate::instruction::Label;

impl<'a> Codegen<'a> {
    /// `with`: each further item is nested in the one before it (`compiler_with`).
    pub(super) fn with_statement(&mut self, items: &'a [WithItem], body: &'a [Stmt]) -> Result {
        let Some((item, rest)) = items.split_first() else { return self.statements(body) };
        let block = self.new_label();
        let finally = self.new_label();
        let exit = self.new_label();
        let cleanup = self.new_label();

        self.expr(&item.context_expr)?;
        let location = item.context_expr.location;
        self.emit(Opcode::BEFORE_WITH, location);
        self.emit_jump(Opcode::SETUP_WITH, finally, location);

        self.use_label(block);
        self.push_block(BlockKind::With, location)?;
        self.bind_entered(item, location)?;
        self.with_statement(rest, body)?;
        self.emit(Opcode::POP_BLOCK, Location::NONE);
        self.pop_block();

        self.call_exit_with_nones(location);
        self.emit(Opcode::POP_TOP, location);
        self.emit_jump(Opcode::JUMP, exit, location);

        self.use_label(finally);
        self.emit_jump(Opcode::SETUP_CLEANUP, cleanup, location);
        self.emit(Opcode::PUSH_EXC_INFO, location);
        self.emit(Opcode::WITH_EXCEPT_START, location);
        self.finish_with_except(cleanup);
        self.use_label(exit);
        Ok(())
    }

    /// `async with` (`compiler_async_with`).
    pub(super) fn async_with_statement(
        &mut self,
        items: &'a [WithItem],
        body: &'a [Stmt],
        statement: Location,
    ) -> Result {
        let Some((item, rest)) = items.split_first() else { return self.statements(body) };
        if self.unit.kind != UnitKind::AsyncFunction {
            return Err(SyntaxError::new("'async with' outside async function", statement));
        }
        let block = self.new_label();
        let finally = self.new_label();
        let exit = self.new_label();
        let cleanup = self.new_label();

        self.expr(&item.context_expr)?;
        let location = item.context_expr.location;
        self.emit(Opcode::BEFORE_ASYNC_WITH, location);
        self.await_value(Awaited::Aenter, location);
        self.emit_jump(Opcode::SETUP_WITH, finally, location);

        self.use_label(block);
        self.push_block(BlockKind::AsyncWith, location)?;
        self.bind_entered(item, location)?;
        self.async_with_statement(rest, body, statement)?;
        self.pop_block();
        self.emit(Opcode::POP_BLOCK, location);

        self.call_exit_with_nones(location);
        self.await_exit(location);
        self.emit(Opcode::POP_TOP, location);
        self.emit_jump(Opcode::JUMP, exit, location);

        self.use_label(finally);
        self.emit_jump(Opcode::SETUP_CLEANUP, cleanup, location);
        self.emit(Opcode::PUSH_EXC_INFO, location);
        self.emit(Opcode::WITH_EXCEPT_START, location);
        self.await_exit(location);
        self.finish_with_except(cleanup);
        self.use_label(exit);
        Ok(())
    }

    /// Binds what `__enter__` returned to the target, or drops it.
    fn bind_entered(&mut self, item: &'a WithItem, location: Location) -> Result {
        if let Some(target) = &item.optional_vars {
            return self.expr(target);
        }
        self.emit(Opcode::POP_TOP, location);
        Ok(())
    }

    /// `exit(None, None, None)`.
    pub(super) fn call_exit_with_nones(&mut self, location: Location) {
        for _ in 0..3 {
            self.load_none(location);
        }
        self.emit_arg(Opcode::CALL, 2, location);
    }

    /// After `__exit__` was told of an exception: a true answer swallows it
    /// (`compiler_with_except_finish`).
    fn finish_with_except(&mut self, cleanup: Label) {
        let suppress = self.new_label();
        self.emit(Opcode::TO_BOOL, Location::NONE);
        self.emit_jump(Opcode::POP_JUMP_IF_TRUE, suppress, Location::NONE);
        self.emit_arg(Opcode::RERAISE, 2, Location::NONE);

        self.use_label(suppress);
        self.emit(Opcode::POP_TOP, Location::NONE);
        self.emit(Opcode::POP_BLOCK, Location::NONE);
        self.emit(Opcode::POP_EXCEPT, Location::NONE);
        self.emit(Opcode::POP_TOP, Location::NONE);
        self.emit(Opcode::POP_TOP, Location::NONE);
        let exit = self.new_label();
        self.emit_jump(Opcode::JUMP_NO_INTERRUPT, exit, Location::NONE);

        self.use_label(cleanup);
        self.pop_except_and_reraise();
        self.use_label(exit);
    }
}
