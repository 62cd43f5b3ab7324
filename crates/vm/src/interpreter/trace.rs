//! Telling an observer of every instruction before it runs.
//!
//! The loop exists twice: without a tracer not even a test is left of it.

use crate::Vm;
use crate::objects::Code;
use crate::value::{Ref, Value};

use super::Frame;

/// An instruction that is about to run.
#[derive(Debug)]
pub struct Step<'a> {
    /// How many frames are below.
    pub depth: usize,
    /// The code that runs.
    pub code: &'a Ref<Code>,
    /// The index of the instruction in it.
    pub instruction: usize,
    /// The fast slots: parameters, variables, cells.
    pub locals: &'a [Option<Value>],
    /// The value stack, its top last. Empty slots are the NULLs of calls.
    pub stack: &'a [Option<Value>],
    /// The names of a module or class body.
    pub namespace: Option<&'a Value>,
    /// Bytes that the program has written so far.
    pub written: u64,
}

/// Whoever wants to be told. It must not call into the machine: it is shown values, and looks at them.
pub trait Tracer {
    /// An instruction is about to run.
    fn step(&mut self, step: &Step<'_>);
}

impl Vm {
    /// From now on, tells `tracer` of every instruction.
    pub fn set_tracer(&mut self, tracer: Box<dyn Tracer>) {
        self.tracer = Some(tracer);
    }

    /// Ends tracing; gives the tracer back.
    pub fn take_tracer(&mut self) -> Option<Box<dyn Tracer>> {
        self.tracer.take()
    }

    pub(super) fn trace_instruction(&mut self, pc: usize, sp: usize) {
        let Some(tracer) = &mut self.tracer else { return };
        let depth = self.interpreter.frames.len().saturating_sub(1);
        let Some(Frame { code, base, namespace, .. }) = self.interpreter.frames.last() else { return };
        let first = base + code.locals.len();
        tracer.step(&Step {
            depth,
            code,
            instruction: pc,
            locals: self.interpreter.stack.get(*base..first).unwrap_or_default(),
            stack: self.interpreter.stack.get(first..sp).unwrap_or_default(),
            namespace: namespace.as_ref(),
            written: self.interpreter.written,
        });
    }
}
