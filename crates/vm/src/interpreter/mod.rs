//! Frames and the instruction loop (`Python/ceval.c`).

use std::cell::Cell;

use crate::call::Arguments;
use crate::objects::*;
use crate::value::{Held, Ref, Value};
use crate::{Exc, PyResult, Vm};

/// An instruction made ready to run: its caches are its own, jumps lead to instruction indexes.
#[derive(Debug)]
pub struct Instruction {
    /// What to do.
    pub opcode: Cell<u8>,
    /// The argument.
    pub arg: Cell<u32>,
    /// What earlier executions found out.
    pub cache: Cell<u64>,
}

/// Frames and the value stack.
#[derive(Debug, Default)]
pub(crate) struct Interpreter {
    depth: u32,
}

/// A frame that waits in a generator.
#[derive(Debug)]
pub struct SavedFrame {
    /// Fast slots and stack.
    pub slots: Vec<Option<Value>>,
}

impl Held for SavedFrame {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        self.slots.iter().flatten().for_each(visit);
    }
}

impl Vm {
    /// Calls a function written in Python.
    pub(crate) fn call_function(&mut self, _function: &Ref<Function>, _arguments: Arguments) -> PyResult {
        Err(self.error(Exc::SystemError, "not yet"))
    }

    /// The next item of a generator.
    pub(crate) fn generator_next(&mut self, _generator: &Value) -> PyResult<Option<Value>> {
        Ok(None)
    }

    /// To be called before native code calls itself through Python objects, with what it is doing
    /// (`" in comparison"`); raises `RecursionError` when that is too deep.
    pub(crate) fn enter_recursion(&mut self, doing: &str) -> PyResult<()> {
        self.interpreter.depth += 1;
        if self.limits.depth != 0 && self.interpreter.depth > self.limits.depth {
            self.interpreter.depth -= 1;
            return Err(self.error(Exc::RecursionError, format!("maximum recursion depth exceeded{doing}")));
        }
        Ok(())
    }

    /// The end of what [`Vm::enter_recursion`] began.
    pub(crate) fn leave_recursion(&mut self) {
        self.interpreter.depth -= 1;
    }

    /// Refuses to make something of `bytes` bytes when that is more than the machine may use: to be called
    /// before anything large is allocated.
    pub(crate) fn check_memory(&mut self, bytes: usize) -> PyResult<()> {
        if self.limits.memory != 0 && bytes as u64 > self.limits.memory {
            return Err(self.error_with(Exc::MemoryError, Vec::new()));
        }
        Ok(())
    }
}
