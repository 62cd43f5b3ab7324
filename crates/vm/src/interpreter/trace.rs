//! Telling an observer of every instruction before it runs.
//!
//! The loop exists twice: without a tracer not even a test is left of it.

use std::ops::ControlFlow;

use crate::objects::{Code, Dict};
use crate::types::Types;
use crate::value::{Ref, Stack, Value};
use crate::{Exc, PyResult, Vm};

use super::{Frame, FrameKind};

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
    /// The global names.
    pub globals: &'a Dict,
    /// The built-in names.
    pub builtins: &'a Dict,
    /// The frames below, which wait.
    pub below: Below<'a>,
    /// The exception that is being handled (`sys.exception()`).
    pub handled: Option<&'a Value>,
    /// Bytes that the program has written so far.
    pub written: u64,
    /// The `id` of the generator that the frame belongs to, if it belongs to one.
    pub generator: Option<usize>,
    /// The built-in classes.
    pub types: &'a Types,
}

/// Frames that wait for a call to come back.
#[derive(Clone, Copy, Debug)]
pub struct Below<'a> {
    frames: &'a [Frame],
    stack: &'a Stack,
}

/// A frame that waits.
#[derive(Clone, Copy, Debug, Default)]
pub struct Waiting<'a> {
    /// The fast slots.
    pub locals: &'a [Option<Value>],
    /// Its value stack, but for what the call took from it.
    pub stack: &'a [Option<Value>],
    /// The names of a module or class body.
    pub namespace: Option<&'a Value>,
}

impl<'a> Below<'a> {
    /// The frame at a depth, 0 for the outermost.
    pub fn get(&self, depth: usize) -> Option<Waiting<'a>> {
        let frame = self.frames.get(depth)?;
        let next = self.frames.get(depth + 1)?;
        let first = frame.base + frame.code.locals.len();
        Some(Waiting {
            locals: self.stack.get(frame.base..first)?,
            // A generator's frame may lie elsewhere.
            stack: self.stack.get(first..next.bottom).unwrap_or_default(),
            namespace: frame.namespace.as_ref(),
        })
    }
}

/// An exception on its way, in one of the frames that it goes through.
#[derive(Debug)]
pub struct Raise<'a> {
    /// How many frames are below.
    pub depth: usize,
    /// The code that was running.
    pub code: &'a Ref<Code>,
    /// The index of the instruction that raised, or that was calling.
    pub instruction: usize,
    /// The exception.
    pub exception: &'a Value,
    /// The index of the handler's first instruction; without one, the frame ends.
    pub handler: Option<u32>,
    /// As in [`Step`].
    pub generator: Option<usize>,
    /// The built-in classes.
    pub types: &'a Types,
}

/// Whoever wants to be told. It must not call into the machine: it is shown values, and looks at them.
pub trait Tracer {
    /// An instruction is about to run. `Break` interrupts the program: a `KeyboardInterrupt` is raised in its
    /// place.
    fn step(&mut self, step: &Step<'_>) -> ControlFlow<()>;

    /// An exception looked for a handler in a frame.
    fn raised(&mut self, _raise: &Raise<'_>) {}

    /// Another thread runs from here on; the main thread is 0.
    fn switched(&mut self, _from: i64, _to: i64) {}

    /// The program has ended, with this exit code.
    fn end(&mut self, _exit_code: u8) {}
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

    pub(super) fn trace_instruction(&mut self, pc: usize, sp: usize) -> PyResult<()> {
        let Some(tracer) = &mut self.tracer else { return Ok(()) };
        let depth = self.interpreter.frames.len().saturating_sub(1);
        let Some(frame) = self.interpreter.frames.last() else { return Ok(()) };
        let Frame { code, base, namespace, .. } = frame;
        let first = base + code.locals.len();
        let flow = tracer.step(&Step {
            depth,
            code,
            instruction: pc,
            locals: self.interpreter.stack.get(*base..first).unwrap_or_default(),
            stack: self.interpreter.stack.get(first..sp).unwrap_or_default(),
            namespace: namespace.as_ref(),
            globals: frame.globals(),
            builtins: frame.builtins(),
            below: Below { frames: &self.interpreter.frames, stack: &self.interpreter.stack },
            handled: self.interpreter.handled.iter().rev().flatten().next(),
            written: self.interpreter.written,
            generator: frame.generator(),
            types: &self.types,
        });
        match flow {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => {
                self.interpreter.pc = pc + 1;
                Err(self.error_with(Exc::KeyboardInterrupt, Vec::new()))
            }
        }
    }

    /// Tells that another thread runs.
    pub(super) fn trace_switch(&mut self, from: i64, to: i64) {
        if let Some(tracer) = &mut self.tracer {
            tracer.switched(from, to);
        }
    }

    /// Tells of an exception in the innermost frame, which `at` raised or let through.
    pub(super) fn trace_raised(&mut self, exception: &Value, at: usize, handler: Option<u32>) {
        let Some(tracer) = &mut self.tracer else { return };
        let depth = self.interpreter.frames.len().saturating_sub(1);
        let Some(frame) = self.interpreter.frames.last() else { return };
        let Frame { code, .. } = frame;
        let (generator, types) = (frame.generator(), &self.types);
        tracer.raised(&Raise { depth, code, instruction: at, exception, handler, generator, types });
    }
}

impl Frame {
    fn generator(&self) -> Option<usize> {
        match &self.kind {
            FrameKind::Inline(generator) | FrameKind::GeneratorEntry(generator) => {
                Some(generator.value().id())
            }
            FrameKind::Call | FrameKind::Init | FrameKind::Entry => None,
        }
    }
}
