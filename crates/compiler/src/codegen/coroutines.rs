//! `yield`, `yield from`, `await`, and what stands around a generator's code.

use bytescope_bytecode::{Location, Opcode};

use super::{Codegen, RESUME_AFTER_AWAIT, RESUME_AFTER_YIELD, RESUME_AFTER_YIELD_FROM};
use crate::instruction::{Instruction, Label};

/// `CALL_INTRINSIC_1`: turns a `StopIteration` that escapes a generator into a `RuntimeError`.
const INTRINSIC_STOPITERATION_ERROR: u32 = 3;
/// `CALL_INTRINSIC_1`: wraps what an async generator yields.
const INTRINSIC_ASYNC_GEN_WRAP: u32 = 4;

/// `GET_AWAITABLE`'s argument: what is awaited, for the error message.
#[derive(Clone, Copy)]
#[repr(u32)]
pub(super) enum Awaited {
    Expression = 0,
    Aenter = 1,
    Aexit = 2,
}

impl Codegen<'_> {
    /// Yields the value on the stack (`addop_yield`).
    pub(super) fn yield_value(&mut self, location: Location) {
        let scope = self.scope();
        if scope.generator && scope.coroutine {
            self.emit_arg(Opcode::CALL_INTRINSIC_1, INTRINSIC_ASYNC_GEN_WRAP, location);
        }
        self.emit_arg(Opcode::YIELD_VALUE, 0, location);
        self.emit_arg(Opcode::RESUME, RESUME_AFTER_YIELD, location);
    }

    /// Awaits the object on the stack.
    pub(super) fn await_value(&mut self, awaited: Awaited, location: Location) {
        self.emit_arg(Opcode::GET_AWAITABLE, awaited as u32, location);
        self.load_none(location);
        self.send_loop(RESUME_AFTER_AWAIT, location);
    }

    /// Awaits what `__aexit__` returned.
    pub(super) fn await_exit(&mut self, location: Location) {
        self.await_value(Awaited::Aexit, location);
    }

    /// Yields everything that the iterable on the stack yields.
    pub(super) fn yield_from(&mut self, location: Location) {
        self.emit(Opcode::GET_YIELD_FROM_ITER, location);
        self.load_none(location);
        self.send_loop(RESUME_AFTER_YIELD_FROM, location);
    }

    /// Asks the async iterator on the stack for its next item; at its end goes on at `except`.
    pub(super) fn fetch_next(&mut self, except: Label, location: Location) {
        self.emit_jump(Opcode::SETUP_FINALLY, except, location);
        self.emit(Opcode::GET_ANEXT, location);
        self.load_none(location);
        self.send_loop(RESUME_AFTER_AWAIT, location);
        self.emit(Opcode::POP_BLOCK, location);
    }

    /// The loop that passes values between our caller and an inner iterator (`compiler_add_yield_from`).
    fn send_loop(&mut self, resume: u32, location: Location) {
        let send = self.new_label();
        let fail = self.new_label();
        let exit = self.new_label();
        self.use_label(send);
        self.emit_jump(Opcode::SEND, exit, location);
        // close() and throw() raise at the yield; CLEANUP_THROW passes a StopIteration's value on.
        self.emit_jump(Opcode::SETUP_FINALLY, fail, location);
        self.emit_arg(Opcode::YIELD_VALUE, 1, location);
        self.emit(Opcode::POP_BLOCK, Location::NONE);
        self.emit_arg(Opcode::RESUME, resume, location);
        self.emit_jump(Opcode::JUMP_NO_INTERRUPT, send, location);
        self.use_label(fail);
        self.emit(Opcode::CLEANUP_THROW, location);
        self.use_label(exit);
        self.emit(Opcode::END_SEND, location);
    }

    /// Guards a whole generator against a stray `StopIteration` (`wrap_in_stopiteration_handler`).
    pub(super) fn wrap_in_stopiteration_handler(&mut self) {
        let handler = self.new_label();
        let setup = Instruction { opcode: Opcode::SETUP_CLEANUP, oparg: handler.0, location: Location::NONE };
        self.unit.code.instructions.insert(0, setup);
        self.load_none(Location::NONE);
        self.emit(Opcode::RETURN_VALUE, Location::NONE);
        self.use_label(handler);
        self.emit_arg(Opcode::CALL_INTRINSIC_1, INTRINSIC_STOPITERATION_ERROR, Location::NONE);
        self.emit_arg(Opcode::RERAISE, 1, Location::NONE);
    }
}
