//! The blocks that a `return`, `break` or `continue` must leave in order (CPython's `fblockinfo`).
//!
//! Each block knows how to be left early: a loop drops its iterator, a `with` calls `__exit__`, a
//! `finally` runs its body, which is generated anew for every way out.

use bytescope_bytecode::{Location, Name, Opcode};
use bytescope_syntax::SyntaxError;
use bytescope_syntax::ast::Stmt;

use super::{Codegen, Result};
use crate::instruction::Label;

/// Blocks deeper than this are refused (`CO_MAXBLOCKS`).
const MAX_BLOCKS: usize = 21;

/// What encloses the statement being compiled.
#[derive(Clone, Copy)]
pub(super) enum BlockKind<'a> {
    WhileLoop {
        start: Label,
        exit: Label,
    },
    ForLoop {
        start: Label,
        exit: Label,
    },
    TryExcept,
    /// The part of a `try` that its `finally` guards.
    FinallyTry(&'a [Stmt]),
    /// The `finally` body when an exception brought us there.
    FinallyEnd,
    With,
    AsyncWith,
    /// The body of an `except`; with `as name`, the name must be unbound.
    HandlerCleanup(Option<&'a Name>),
    /// A return value that a `finally` body must not lose.
    PopValue,
    ExceptionHandler,
    ExceptionGroupHandler,
    AsyncComprehensionGenerator,
    /// The body of a generator or coroutine, which is guarded against `StopIteration`. Leaving it takes no
    /// instructions, but it counts.
    StopIteration,
}

/// A block and where it was opened.
#[derive(Clone, Copy)]
pub(super) struct FrameBlock<'a> {
    kind: BlockKind<'a>,
    location: Location,
}

/// The loop that a `break` or `continue` belongs to.
pub(super) struct Loop {
    pub(super) start: Label,
    pub(super) exit: Label,
    /// A `for` loop has an iterator on the stack.
    pub(super) has_iterator: bool,
}

impl<'a> Codegen<'a> {
    pub(super) fn push_block(&mut self, kind: BlockKind<'a>, location: Location) -> Result {
        if self.unit.blocks.len() >= MAX_BLOCKS {
            return Err(SyntaxError::new("too many statically nested blocks", location));
        }
        self.unit.blocks.push(FrameBlock { kind, location });
        Ok(())
    }

    pub(super) fn pop_block(&mut self) {
        self.unit.blocks.pop();
    }

    /// Leaves every block, for a `return` (`compiler_unwind_fblock_stack`).
    ///
    /// With `preserve_tos` the value on top of the stack survives. `location` is changed to none where
    /// what follows must look as if it came after the statement.
    pub(super) fn unwind_for_return(&mut self, location: &mut Location, preserve_tos: bool) -> Result {
        self.unwind(location, preserve_tos, false).map(|_| ())
    }

    /// Leaves the blocks inside the innermost loop, for a `break` or `continue`. `None`: not in a loop.
    pub(super) fn unwind_to_loop(&mut self, location: &mut Location) -> Result<Option<Loop>> {
        self.unwind(location, false, true)
    }

    fn unwind(
        &mut self,
        location: &mut Location,
        preserve_tos: bool,
        stop_at_loop: bool,
    ) -> Result<Option<Loop>> {
        let Some(&block) = self.unit.blocks.last() else { return Ok(None) };
        match block.kind {
            BlockKind::ExceptionGroupHandler => {
                return Err(SyntaxError::new(
                    "'break', 'continue' and 'return' cannot appear in an except* block",
                    *location,
                ));
            }
            BlockKind::WhileLoop { start, exit } if stop_at_loop => {
                return Ok(Some(Loop { start, exit, has_iterator: false }));
            }
            BlockKind::ForLoop { start, exit } if stop_at_loop => {
                return Ok(Some(Loop { start, exit, has_iterator: true }));
            }
            _ => {}
        }
        // While a block's own way out is generated, the block is not around it any more.
        self.unit.blocks.pop();
        self.unwind_block(block, location, preserve_tos)?;
        let found = self.unwind(location, preserve_tos, stop_at_loop)?;
        self.unit.blocks.push(block);
        Ok(found)
    }

    /// Leaves one block (`compiler_unwind_fblock`).
    fn unwind_block(&mut self, block: FrameBlock<'a>, location: &mut Location, preserve_tos: bool) -> Result {
        match block.kind {
            BlockKind::WhileLoop { .. }
            | BlockKind::ExceptionHandler
            | BlockKind::ExceptionGroupHandler
            | BlockKind::AsyncComprehensionGenerator
            | BlockKind::StopIteration => {}
            BlockKind::ForLoop { .. } | BlockKind::PopValue => {
                self.swap_if(preserve_tos, *location);
                self.emit(Opcode::POP_TOP, *location);
            }
            BlockKind::TryExcept => self.emit(Opcode::POP_BLOCK, *location),
            BlockKind::FinallyTry(finalbody) => {
                self.emit(Opcode::POP_BLOCK, *location);
                if preserve_tos {
                    self.push_block(BlockKind::PopValue, *location)?;
                }
                self.statements(finalbody)?;
                if preserve_tos {
                    self.pop_block();
                }
                *location = Location::NONE;
            }
            BlockKind::FinallyEnd => {
                self.swap_if(preserve_tos, *location);
                self.emit(Opcode::POP_TOP, *location);
                self.swap_if(preserve_tos, *location);
                self.emit(Opcode::POP_BLOCK, *location);
                self.emit(Opcode::POP_EXCEPT, *location);
            }
            BlockKind::With | BlockKind::AsyncWith => {
                *location = block.location;
                self.emit(Opcode::POP_BLOCK, *location);
                self.swap_if(preserve_tos, *location);
                self.call_exit_with_nones(*location);
                if matches!(block.kind, BlockKind::AsyncWith) {
                    self.await_exit(*location);
                }
                self.emit(Opcode::POP_TOP, *location);
                *location = Location::NONE;
            }
            BlockKind::HandlerCleanup(name) => {
                if name.is_some() {
                    self.emit(Opcode::POP_BLOCK, *location);
                }
                self.swap_if(preserve_tos, *location);
                self.emit(Opcode::POP_BLOCK, *location);
                self.emit(Opcode::POP_EXCEPT, *location);
                if let Some(name) = name {
                    self.unbind_exception(name, *location)?;
                }
            }
        }
        Ok(())
    }

    fn swap_if(&mut self, preserve_tos: bool, location: Location) {
        if preserve_tos {
            self.emit_arg(Opcode::SWAP, 2, location);
        }
    }

    /// `name = None; del name`, at the end of an `except … as name` body.
    pub(super) fn unbind_exception(&mut self, name: &Name, location: Location) -> Result {
        self.load_none(location);
        self.store_name(name, location)?;
        self.delete_name(name, location)
    }
}
