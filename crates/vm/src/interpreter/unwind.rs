//! Exceptions: raised, looking for a handler, leaving frames.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use crate::objects::*;
use crate::value::{Kind, Ref, Value};
use crate::{Exc, PyResult, Raised, Vm};

use super::FrameKind;

/// What became of an exception.
pub(super) enum Unwound {
    /// A handler takes over, with this much on the stack.
    Handled(usize),
    /// It left the frame that the loop was entered for.
    Left(Raised),
}

impl Vm {
    /// Looks for a handler in the running frame and those that called it, up to the one that the loop was
    /// entered for (`exception_unwind`).
    pub(super) fn unwind(&mut self, raised: Raised) -> Unwound {
        loop {
            let at = self.interpreter.pc.saturating_sub(1);
            let reraising = std::mem::take(&mut self.interpreter.reraising);
            let Some(frame) = self.interpreter.frames.last() else { return Unwound::Left(raised) };
            let code = frame.code.clone();
            let base = frame.base;
            let stack = base + code.locals.len();
            if !reraising && !code.is_hidden.get() {
                let globals = frame.globals().clone();
                self.note_traceback(&raised.0, &code, globals, at);
            }
            // A program that is stopped handles nothing any more.
            let handler = code
                .handlers
                .iter()
                .find(|range| (range.start as usize..range.end as usize).contains(&at))
                .filter(|_| !self.interpreter.is_stopped);
            self.trace_raised(&raised.0, at, handler.map(|handler| handler.target));
            let limit = (stack + code.object.stacksize as usize + 1).min(self.interpreter.stack.len());
            if let Some(handler) = handler {
                let mut sp = stack + handler.depth as usize;
                self.clear_stack(sp, limit);
                if handler.lasti {
                    self.interpreter.stack[sp] = Some(Value::int(at as i64));
                    sp += 1;
                }
                self.interpreter.stack[sp] = Some(raised.0);
                if let Some(frame) = self.interpreter.frames.last_mut() {
                    frame.pc = handler.target as usize;
                }
                return Unwound::Handled(sp + 1);
            }
            let Some(frame) = self.interpreter.frames.pop() else { return Unwound::Left(raised) };
            self.interpreter.depth -= 1;
            if frame.namespace.is_none() && !self.interpreter.is_stopped {
                self.keep_slots(&raised.0, &code, base..stack);
            }
            self.clear_stack(frame.bottom, limit);
            self.interpreter.pc = self.interpreter.frames.last().map_or(0, |frame| frame.pc);
            match frame.kind {
                FrameKind::Call | FrameKind::Init => {}
                FrameKind::Entry => return Unwound::Left(raised),
                FrameKind::GeneratorEntry(generator) => {
                    self.close_generator(&generator);
                    return Unwound::Left(raised);
                }
                // A `StopIteration` never comes out of a generator (PEP 479): there is nothing to catch here.
                FrameKind::Inline(generator) => self.close_generator(&generator),
            }
        }
    }

    /// Adds the frame to the exception's traceback; a new exception gets its context.
    fn note_traceback(&mut self, exception: &Value, code: &Ref<Code>, globals: Ref<Dict>, at: usize) {
        let Some(object) = exception.downcast::<Exception>() else { return };
        let is_new = object.traceback.borrow().is_empty();
        let is_thrown = std::mem::take(&mut self.interpreter.is_thrown);
        if is_new && !is_thrown && object.context.borrow().is_none() {
            self.set_context(exception);
        }
        // A hint about a name that is not there looks at the variables of the frame, when that is gone.
        let frame = if is_new && self.is_instance(exception, &self.exception_class(Exc::NameError).clone()) {
            self.frame_object(0).ok().flatten()
        } else {
            None
        };
        let entry =
            TracebackEntry { code: code.clone(), instruction: at as u32, globals, frame, slots: None };
        object.traceback.borrow_mut().push(entry);
    }

    /// Gives the variables of a frame that the exception leaves to its place in the traceback.
    fn keep_slots(&mut self, exception: &Value, code: &Ref<Code>, slots: Range<usize>) {
        let Some(object) = exception.downcast::<Exception>() else { return };
        let mut traceback = object.traceback.borrow_mut();
        if let Some(entry) = traceback.last_mut().filter(|entry| entry.code.is(code) && entry.slots.is_none())
            && !slots.is_empty()
        {
            let slots: Vec<_> = slots.map(|slot| self.interpreter.stack[slot].take()).collect();
            entry.slots = Some(Rc::new(RefCell::new(slots)));
        }
    }

    /// Makes the exception being handled the context of a new one (`_PyErr_SetObject`).
    pub(super) fn set_context(&mut self, exception: &Value) {
        let Some(handled) = self.handled_exception() else { return };
        if handled.is(exception) {
            return;
        }
        // Contexts must not go round in a circle.
        let mut link = handled.clone();
        while let Some(object) = link.downcast::<Exception>() {
            let next = object.context.borrow().clone();
            match next {
                Some(next) if next.is(exception) => {
                    drop(object.context.take());
                    break;
                }
                Some(next) => link = next,
                None => break,
            }
        }
        if let Some(object) = exception.downcast::<Exception>() {
            let old = object.context.replace(Some(handled));
            drop(old);
        }
    }

    /// `raise`, `raise exception`, `raise exception from cause` (`do_raise`).
    pub(super) fn raise(&mut self, exception: Option<Value>, cause: Option<Value>) -> Raised {
        let Some(exception) = exception else {
            return match self.handled_exception() {
                Some(handled) => {
                    self.interpreter.reraising = true;
                    Raised(handled)
                }
                None => self.error(Exc::RuntimeError, "No active exception to reraise"),
            };
        };
        let exception = match self.exception_instance(exception) {
            Ok(Some(exception)) => exception,
            Ok(None) => return self.type_error("exceptions must derive from BaseException"),
            Err(raised) => return raised,
        };
        if let Some(cause) = cause {
            let cause = if cause.is_none() {
                None
            } else {
                match self.exception_instance(cause) {
                    Ok(Some(cause)) => Some(cause),
                    Ok(None) => return self.type_error("exception causes must derive from BaseException"),
                    Err(raised) => return raised,
                }
            };
            if let Some(object) = exception.downcast::<Exception>() {
                object.suppress_context.set(true);
                drop(object.cause.replace(cause));
            }
        }
        self.set_context(&exception);
        Raised(exception)
    }

    /// An exception, or an instance of an exception class; `None` for anything else.
    fn exception_instance(&mut self, value: Value) -> PyResult<Option<Value>> {
        if value.kind() == Kind::Exception {
            return Ok(Some(value));
        }
        let Some(class) = Ref::<Class>::of(&value).cloned() else { return Ok(None) };
        if !class.is_subclass(self.exception_class(Exc::BaseException)) {
            return Ok(None);
        }
        let instance = self.call(&value, [])?;
        if instance.kind() != Kind::Exception {
            let (class, other) = (class.name(), self.class_of(&instance).name());
            return Err(self.type_error(format!(
                "calling <class '{class}'> should have returned an instance of BaseException, not <class '{other}'>"
            )));
        }
        Ok(Some(instance))
    }

    /// Whether an exception is of a class, or of one of a tuple of classes.
    pub(crate) fn exception_matches(&mut self, exception: &Value, class: &Value) -> PyResult<bool> {
        const WRONG: &str = "catching classes that do not inherit from BaseException is not allowed";
        let base = self.exception_class(Exc::BaseException).clone();
        if let Some(class) = Ref::<Class>::of(class)
            && class.is_subclass(&base)
        {
            return Ok(self.class_of(exception).is_subclass(class));
        }
        let classes: Rc<[Value]> = match class.downcast::<Tuple>() {
            Some(tuple) => tuple.items.to_vec().into(),
            None => Rc::new([class.clone()]),
        };
        if !classes.iter().all(|class| Ref::<Class>::of(class).is_some_and(|class| class.is_subclass(&base)))
        {
            return Err(self.type_error(WRONG));
        }
        let own = self.class_of(exception);
        Ok(classes.iter().filter_map(Ref::<Class>::of).any(|class| own.is_subclass(class)))
    }
}
