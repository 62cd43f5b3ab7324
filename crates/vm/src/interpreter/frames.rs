//! Frames: pushed and popped, and what they keep while a generator waits.
//!
//! A frame owns its code, whose `__code__` may be another by the time it ends, and the function, moved from the
//! caller's stack: pushing a frame counts one reference. Global and built-in names are found through the function, so
//! the code of a module gets a function, too, as in CPython. `enter_function` and `leave_function` are the quick ways,
//! part of the loop; whatever they do not know, they leave as it was to the general ones.

use crate::objects::{Code, Dict, Function, Generator};
use crate::value::{Held, Ref, Value};
use crate::{PyResult, Vm};

use super::Interpreter;

/// A call that is going on.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) code: Ref<Code>,
    /// The function that was called: it has the global names. The code of a module gets one, too.
    pub(crate) function: Ref<Function>,
    /// The names of a class body or module; functions have fast slots instead.
    pub(crate) namespace: Option<Value>,
    /// The next instruction. Of the running frame, only up to date while it waits for a call.
    pub(crate) pc: usize,
    /// Where its fast slots start.
    pub(crate) base: usize,
    /// What lies on the stack from here on goes when the frame ends, and the result comes here.
    pub(crate) bottom: usize,
    pub(crate) kind: FrameKind,
}

impl Frame {
    /// The module's names.
    #[inline]
    pub(crate) fn globals(&self) -> &Ref<Dict> {
        &self.function.globals
    }

    /// The built-in names.
    #[inline]
    pub(crate) fn builtins(&self) -> &Ref<Dict> {
        &self.function.builtins
    }
}

/// What happens when a frame ends.
#[derive(Debug)]
pub(crate) enum FrameKind {
    /// The result goes to the caller's stack.
    Call,
    /// `__init__`: the result is checked, the object at `bottom` goes to the caller's stack.
    Init,
    /// The loop was entered for it: it ends.
    Entry,
    /// A generator that `FOR_ITER` or `SEND` of the frame below runs.
    Inline(Ref<Generator>),
    /// A generator that native code runs: the loop ends.
    GeneratorEntry(Ref<Generator>),
}

/// What a generator keeps of its frame.
#[derive(Debug)]
pub struct SavedFrame {
    /// The frame, while it waits.
    pub(crate) frame: Option<Frame>,
    /// Fast slots and stack, while it waits.
    pub(crate) slots: Vec<Option<Value>>,
    /// The exception that it is handling.
    pub(crate) handled: Option<Value>,
    /// Whether it waits in `yield from` or `await`.
    pub(crate) delegates: bool,
}

impl Held for SavedFrame {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        if let Some(frame) = &self.frame {
            visit(frame.code.value());
            visit(frame.function.value());
        }
        self.slots.iter().flatten().for_each(&mut *visit);
        self.handled.iter().for_each(visit);
    }
}

impl Interpreter {
    /// Drops the innermost frame. Field by field, which stays in line.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "measured: the loop's arms are worth it")]
    pub(super) fn drop_frame(&mut self) {
        if let Some(Frame { code, function, namespace, kind, .. }) = self.frames.pop() {
            drop(code);
            drop(function);
            drop(namespace);
            drop(kind);
        }
        self.depth -= 1;
    }
}

impl Vm {
    /// The quick way into a function that lies at `at`, with its self or nothing and `count` arguments above it:
    /// one that needs only its arguments in place, and for which there is room. Returns the top of its stack.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "measured: the loop's arm is worth it")]
    pub(super) fn enter_function(&mut self, at: usize, count: usize) -> Option<usize> {
        let function = Ref::<Function>::of(self.interpreter.stack[at].as_ref()?)?;
        let has_self = usize::from(self.interpreter.stack[at + 1].is_some());
        let base = at + 2 - has_self;
        let code = {
            let code = function.code.borrow();
            if code.exact as usize != count + has_self || !self.is_clear(base + code.frame_size) {
                return None;
            }
            code.clone()
        };
        let function = self.interpreter.stack.take_ref::<Function>(at)?;
        self.interpreter.depth += 1;
        self.interpreter.steps += 1;
        let kind = FrameKind::Call;
        Some(self.push_frame(Frame { code, function, namespace: None, pc: 0, base, bottom: at, kind }))
    }

    /// Whether a frame that ends at `end` on the stack may be pushed without further ado: there is room for it, and
    /// no bound and no other thread's turn is near.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of `enter_function`")]
    pub(super) fn is_clear(&self, end: usize) -> bool {
        let interpreter = &self.interpreter;
        end <= interpreter.stack.len()
            && interpreter.depth <= self.limits.depth.wrapping_sub(1)
            && interpreter.steps + 1 < interpreter.check_at
    }

    /// Makes room for a frame that ends at `end` on the stack and counts it; fails where a bound is reached.
    #[inline]
    pub(super) fn admit(&mut self, end: usize) -> PyResult<()> {
        if !self.is_clear(end) {
            return self.admit_slowly(end);
        }
        self.interpreter.depth += 1;
        self.interpreter.steps += 1;
        Ok(())
    }

    #[inline(never)]
    fn admit_slowly(&mut self, end: usize) -> PyResult<()> {
        self.interpreter.stack.reserve(end);
        self.enter_recursion("")?;
        self.interpreter.steps += 1;
        if self.interpreter.steps >= self.interpreter.check_at
            && let Err(raised) = self.check_now()
        {
            self.leave_recursion();
            return Err(raised);
        }
        Ok(())
    }

    /// Pushes a frame that was admitted; returns the top of its stack.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of `enter_function`")]
    pub(super) fn push_frame(&mut self, frame: Frame) -> usize {
        let interpreter = &mut self.interpreter;
        let sp = frame.base + frame.code.locals.len();
        if let Some(caller) = interpreter.frames.last_mut() {
            caller.pc = interpreter.pc;
        }
        interpreter.pc = frame.pc;
        interpreter.frames.push(frame);
        sp
    }

    /// The quick way out of a function that the frame below called; gives the value back in other cases.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "measured: the loop's arms are worth it")]
    pub(super) fn leave_function(&mut self, locals: usize, value: Value) -> Result<usize, Value> {
        let interpreter = &mut self.interpreter;
        let Some(frame) = interpreter.frames.last() else { return Err(value) };
        let (base, bottom) = (frame.base, frame.bottom);
        let value = match frame.kind {
            FrameKind::Call => value,
            // The new object, if `__init__` returned nothing else.
            FrameKind::Init if value.is_none() => interpreter.stack[bottom].take().unwrap_or(value),
            _ => return Err(value),
        };
        for slot in base..base + locals {
            drop(interpreter.stack[slot].take());
        }
        interpreter.drop_frame();
        interpreter.stack.fill(bottom, value);
        Ok(bottom + 1)
    }

    /// Where native code may put a frame: above all that the running frame may use.
    pub(super) fn free_stack(&self) -> usize {
        match self.interpreter.frames.last() {
            Some(frame) => frame.base + frame.code.locals.len() + frame.code.object.stacksize as usize + 1,
            None => 0,
        }
    }

    /// Ends the running frame with its result.
    pub(super) fn finish_frame(&mut self, value: Value) -> PyResult<Finished> {
        let interpreter = &mut self.interpreter;
        let Some(frame) = interpreter.frames.pop() else { return Ok(Finished::Exit(value)) };
        interpreter.depth -= 1;
        let top = frame.base + frame.code.locals.len();
        let value = match frame.kind {
            FrameKind::Init => {
                let instance = interpreter.stack[frame.bottom].take();
                if !value.is_none() {
                    let class = self.class_of(&value).name();
                    self.clear_stack(frame.bottom, top);
                    self.interpreter.pc = self.interpreter.frames.last().map_or(0, |frame| frame.pc);
                    return Err(self.type_error(format!("__init__() should return None, not '{class}'")));
                }
                instance.unwrap_or(value)
            }
            _ => value,
        };
        self.clear_stack(frame.bottom, top);
        match frame.kind {
            FrameKind::Call | FrameKind::Init => {
                self.interpreter.stack[frame.bottom] = Some(value);
                Ok(Finished::Caller(frame.bottom + 1))
            }
            FrameKind::Entry => Ok(Finished::Exit(value)),
            FrameKind::GeneratorEntry(generator) => {
                self.close_generator(&generator);
                Ok(Finished::Exit(value))
            }
            FrameKind::Inline(generator) => {
                self.close_generator(&generator);
                Ok(Finished::Caller(self.generator_returned(frame.bottom, value)?))
            }
        }
    }

    /// Empties a part of the stack.
    pub(crate) fn clear_stack(&mut self, from: usize, to: usize) {
        for slot in from..to {
            drop(self.interpreter.stack[slot].take());
        }
    }
}

/// Where to go on after a frame ended.
pub(super) enum Finished {
    /// In the frame below, with this much on the stack.
    Caller(usize),
    /// The loop ends.
    Exit(Value),
}
