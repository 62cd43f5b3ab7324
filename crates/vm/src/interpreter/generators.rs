//! Generators, coroutines and asynchronous generators: frames that leave the stack and come back.

use std::cell::{Cell, RefCell};

use bytescope_bytecode::CodeFlags;

use crate::objects::*;
use crate::value::{Kind, Ref, Value};
use crate::{Exc, PyResult, Raised, Vm};

use super::run::{Exit, stop_value};
use super::{Frame, FrameKind, Op, SavedFrame};

impl Vm {
    /// Turns the running frame into a generator (`RETURN_GENERATOR`).
    pub(super) fn make_generator(&mut self, sp: usize) -> PyResult {
        let Some(frame) = self.interpreter.frames.last() else { return Err(self.broken("no frame")) };
        let (code, function, base) = (frame.code.clone(), frame.function.clone(), frame.base);
        let slots = self.interpreter.stack.range_mut(base..sp).iter_mut().map(Option::take).collect();
        let flags = code.object.flags;
        let kind = if flags.contains(CodeFlags::COROUTINE) {
            GeneratorKind::Coroutine
        } else if flags.contains(CodeFlags::ASYNC_GENERATOR) {
            GeneratorKind::AsyncGenerator
        } else {
            GeneratorKind::Generator
        };
        let (name, qualname) = (function.name.borrow().clone(), function.qualname.borrow().clone());
        let pc = self.interpreter.pc;
        let kept = code.value().clone();
        let frame = Frame { code, function, namespace: None, pc, base: 0, bottom: 0, kind: FrameKind::Call };
        let saved = SavedFrame { frame: Some(frame), slots, handled: None, delegates: false };
        let generator = Value::new(Generator {
            kind,
            state: Cell::new(GeneratorState::Created),
            frame: RefCell::new(Some(Box::new(saved))),
            name: RefCell::new(name),
            qualname: RefCell::new(qualname),
            is_awaited: Cell::new(false),
            is_hooked: Cell::new(false),
            code: kept,
        });
        // Closing it runs its `finally` blocks.
        generator.set_flag(crate::value::FINALIZER);
        Ok(generator)
    }

    /// Puts the frame of a generator that waits back, and its slots on the stack, at `at`.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "measured: the loop's arms are worth it")]
    fn restore_frame(
        &mut self,
        generator: Ref<Generator>,
        value: Value,
        at: usize,
        kind: impl FnOnce(Ref<Generator>) -> FrameKind,
    ) -> PyResult<usize> {
        let size = match &*generator.frame.borrow() {
            Some(saved) => saved.frame.as_ref().map(|frame| frame.code.frame_size),
            None => None,
        };
        let Some(size) = size else { return Err(self.broken("a generator without a frame")) };
        self.admit(at + size)?;
        let (frame, sp) = {
            let mut saved = generator.frame.borrow_mut();
            let Some(saved) = &mut *saved else { return Err(self.broken("a generator without a frame")) };
            let sp = at + self.interpreter.stack.restore(at, &mut saved.slots);
            self.interpreter.handled.push(saved.handled.take());
            (saved.frame.take(), sp)
        };
        let Some(mut frame) = frame else { return Err(self.broken("a generator without a frame")) };
        generator.state.set(GeneratorState::Running);
        self.interpreter.stack.fill(sp, value);
        (frame.base, frame.bottom, frame.kind) = (at, at, kind(generator));
        self.push_frame(frame);
        Ok(sp + 1)
    }

    /// Resumes a generator that [waits plainly](Generator::waits_plainly) in the same loop: for `FOR_ITER` and `SEND`.
    pub(super) fn resume_inline(
        &mut self,
        generator: Ref<Generator>,
        value: Value,
        sp: usize,
    ) -> PyResult<usize> {
        self.restore_frame(generator, value, sp, FrameKind::Inline)
    }

    /// Resumes a generator from native code, with a value or an exception.
    pub(crate) fn resume_generator(
        &mut self,
        generator: &Ref<Generator>,
        action: Result<Value, Raised>,
    ) -> PyResult<Exit> {
        let what = match generator.kind {
            GeneratorKind::Generator => "generator",
            GeneratorKind::Coroutine => "coroutine",
            GeneratorKind::AsyncGenerator => "async generator",
        };
        match generator.state.get() {
            GeneratorState::Running => return Err(self.value_error(format!("{what} already executing"))),
            GeneratorState::Closed => {
                return match action {
                    Err(raised) => Err(raised),
                    Ok(_) if generator.kind == GeneratorKind::Coroutine => {
                        Err(self.error(Exc::RuntimeError, "cannot reuse already awaited coroutine"))
                    }
                    Ok(_) => Ok(Exit::Returned(Value::none())),
                };
            }
            GeneratorState::Created => {
                if let Ok(value) = &action
                    && !value.is_none()
                {
                    return Err(
                        self.type_error(format!("can't send non-None value to a just-started {what}"))
                    );
                }
            }
            GeneratorState::Suspended => {}
        }
        self.check_stack()?;
        let at = self.free_stack();
        let (value, raise) = match action {
            Ok(value) => (value, None),
            Err(raised) => (Value::none(), Some(raised)),
        };
        let sp = self.restore_frame(generator.clone(), value, at, FrameKind::GeneratorEntry)?;
        if let Some(raised) = &raise {
            // It is raised where the generator waits: by the instruction before the next one. What the generator
            // itself handles there is its context, what its caller handles is not (`_PyErr_ChainStackItem`).
            self.interpreter.reraising = false;
            self.interpreter.is_thrown = true;
            if matches!(self.interpreter.handled.last(), Some(Some(_))) {
                self.set_context(&raised.0);
            }
        }
        let result = self.run(sp, raise);
        self.interpreter.pc = self.interpreter.frames.last().map_or(0, |frame| frame.pc);
        result
    }

    /// `yield`: takes the running frame off the stack.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "measured: the loop's arm is worth it")]
    pub(super) fn suspend(&mut self, value: Value, sp: usize, delegates: bool) -> PyResult<Suspended> {
        let interpreter = &mut self.interpreter;
        let Some(mut frame) = interpreter.frames.pop() else { return Err(self.broken("no frame")) };
        let (generator, is_inline) = match std::mem::replace(&mut frame.kind, FrameKind::Call) {
            FrameKind::Inline(generator) => (generator, true),
            FrameKind::GeneratorEntry(generator) => (generator, false),
            _ => return Err(self.broken("yield outside a generator")),
        };
        interpreter.depth -= 1;
        let bottom = frame.bottom;
        generator.state.set(GeneratorState::Suspended);
        if let Some(saved) = &mut *generator.frame.borrow_mut() {
            interpreter.stack.save(frame.base..sp, &mut saved.slots);
            saved.handled = interpreter.handled.pop().flatten();
            saved.delegates = delegates;
            frame.pc = interpreter.pc;
            saved.frame = Some(frame);
        }
        drop(generator);
        interpreter.pc = interpreter.frames.last().map_or(0, |frame| frame.pc);
        if is_inline {
            interpreter.stack.fill(bottom, value);
            return Ok(Suspended::Caller(bottom + 1));
        }
        Ok(Suspended::Exit(value))
    }

    /// The frame of a generator is gone.
    pub(super) fn close_generator(&mut self, generator: &Ref<Generator>) {
        generator.state.set(GeneratorState::Closed);
        generator.value().clear_flag(crate::value::FINALIZER);
        drop(generator.frame.take());
        drop(self.interpreter.handled.pop());
    }

    /// A generator that `FOR_ITER` or `SEND` ran has returned; its frame was at `top`. Returns the caller's top.
    pub(super) fn generator_returned(&mut self, top: usize, value: Value) -> PyResult<usize> {
        let Some(frame) = self.interpreter.frames.last_mut() else { return Err(self.broken("no frame")) };
        let instruction = &frame.code.instructions[frame.pc - 1];
        let target = instruction.arg as usize;
        if instruction.op == Op::FOR_ITER {
            frame.pc = target + 2;
            drop(self.interpreter.stack[top - 1].take());
            return Ok(top - 1);
        }
        frame.pc = target;
        self.interpreter.stack[top] = Some(value);
        Ok(top + 1)
    }

    /// The next item of a generator, for native code.
    pub(crate) fn generator_next(&mut self, generator: &Value) -> PyResult<Option<Value>> {
        let Some(generator) = Ref::<Generator>::of(generator).cloned() else { return Ok(None) };
        match self.resume_generator(&generator, Ok(Value::none()))? {
            Exit::Yielded(value) => Ok(Some(value)),
            Exit::Returned(_) => Ok(None),
        }
    }

    /// `generator.send(value)` of any iterator, as `SEND` does it.
    pub(crate) fn send(&mut self, receiver: &Value, value: Value) -> PyResult<Exit> {
        if let Some(generator) = Ref::<Generator>::of(receiver)
            && generator.kind != GeneratorKind::AsyncGenerator
        {
            return self.resume_generator(&generator.clone(), Ok(value));
        }
        let result = if let Some(result) = self.send_to_awaitable(receiver, &value) {
            match result {
                Ok(exit) => return Ok(exit),
                Err(raised) => raised,
            }
        } else if value.is_none() {
            match self.next_or_stop(receiver) {
                Ok(item) => return Ok(Exit::Yielded(item)),
                Err(raised) => raised,
            }
        } else {
            match self.call_method(receiver, "send", [value]) {
                Ok(item) => return Ok(Exit::Yielded(item)),
                Err(raised) => raised,
            }
        };
        if result.is(self, Exc::StopIteration) {
            return Ok(Exit::Returned(stop_value(&result)));
        }
        Err(result)
    }

    /// `next(iterator)` with the `StopIteration`, whose value is wanted.
    fn next_or_stop(&mut self, iterator: &Value) -> PyResult {
        let class = self.class_of(iterator);
        if let Some(next) = class.iternext.get() {
            return match next(self, iterator)? {
                Some(item) => Ok(item),
                None => Err(self.error_with(Exc::StopIteration, Vec::new())),
            };
        }
        let name = self.names.next.clone();
        match self.call_special(iterator, &name, &[])? {
            Some(item) => Ok(item),
            None => Err(self.type_error(format!("'{}' object is not an iterator", class.name()))),
        }
    }

    /// What `yield from` iterates over.
    pub(super) fn yield_from_iterator(&mut self, iterable: &Value, code: &Ref<Code>) -> PyResult {
        if let Some(generator) = iterable.downcast::<Generator>() {
            let is_coroutine = generator.kind == GeneratorKind::Coroutine;
            let may_await =
                code.object.flags.intersects(CodeFlags::COROUTINE | CodeFlags::ITERABLE_COROUTINE);
            if is_coroutine && !may_await {
                return Err(
                    self.type_error("cannot 'yield from' a coroutine object in a non-coroutine generator")
                );
            }
            if is_coroutine || generator.kind == GeneratorKind::Generator {
                return Ok(iterable.clone());
            }
        }
        self.iter(iterable)
    }

    /// What `await` waits for; `context` is 1 in `async with` on entry and 2 on exit.
    pub(crate) fn awaitable(&mut self, value: &Value, context: u32) -> PyResult {
        let iterator = self.await_iterator(value, context)?;
        if let Some(generator) = iterator.downcast::<Generator>()
            && generator.kind == GeneratorKind::Coroutine
            && generator.frame.borrow().as_ref().is_some_and(|frame| frame.delegates)
        {
            return Err(self.error(Exc::RuntimeError, "coroutine is being awaited already"));
        }
        Ok(iterator)
    }

    fn await_iterator(&mut self, value: &Value, context: u32) -> PyResult {
        if let Some(generator) = value.downcast::<Generator>() {
            let is_iterable_coroutine = generator
                .code
                .downcast::<Code>()
                .is_some_and(|code| code.object.flags.contains(CodeFlags::ITERABLE_COROUTINE));
            if generator.kind == GeneratorKind::Coroutine || is_iterable_coroutine {
                return Ok(value.clone());
            }
        }
        let name = self.names.await_.clone();
        let class = self.class_of(value);
        let Some(iterator) = self.call_special(value, &name, &[])? else {
            let class = class.name();
            return Err(match context {
                1 => self.type_error(format!(
                    "'async with' received an object from __aenter__ that does not implement __await__: {class}"
                )),
                2 => self.type_error(format!(
                    "'async with' received an object from __aexit__ that does not implement __await__: {class}"
                )),
                _ => self.type_error(format!("object {class} can't be used in 'await' expression")),
            });
        };
        let result = self.class_of(&iterator);
        if iterator
            .downcast::<Generator>()
            .is_some_and(|generator| generator.kind == GeneratorKind::Coroutine)
        {
            return Err(self.type_error("__await__() returned a coroutine"));
        }
        let next = self.names.next.clone();
        if result.iternext.get().is_none()
            && iterator.kind() != Kind::Generator
            && self.lookup(&result, &next).is_none()
        {
            let result = result.name();
            return Err(self.type_error(format!("__await__() returned non-iterator of type '{result}'")));
        }
        Ok(iterator)
    }

    /// The iterator of an `async for`.
    pub(super) fn async_iter(&mut self, value: &Value) -> PyResult {
        let (aiter, anext) = (self.names.aiter.clone(), self.names.anext.clone());
        let class = self.class_of(value).name();
        let Some(iterator) = self.call_special(value, &aiter, &[])? else {
            return Err(
                self.type_error(format!("'async for' requires an object with __aiter__ method, got {class}"))
            );
        };
        let result = self.class_of(&iterator);
        if self.lookup(&result, &anext).is_none() {
            let result = result.name();
            return Err(self.type_error(format!(
                "'async for' received an object from __aiter__ that does not implement __anext__: {result}"
            )));
        }
        Ok(iterator)
    }

    /// What an `async for` awaits for its next item.
    pub(super) fn async_next(&mut self, iterator: &Value) -> PyResult {
        if let Some(awaitable) = self.next_of_async_generator(iterator) {
            return awaitable;
        }
        let anext = self.names.anext.clone();
        let class = self.class_of(iterator).name();
        let Some(awaitable) = self.call_special(iterator, &anext, &[])? else {
            return Err(self
                .type_error(format!("'async for' requires an iterator with __anext__ method, got {class}")));
        };
        match self.await_iterator(&awaitable, 0) {
            Ok(iterator) => Ok(iterator),
            Err(cause) => {
                let class = self.class_of(&awaitable).name();
                let raised = self
                    .type_error(format!("'async for' received an invalid object from __anext__: {class}"));
                if let Some(exception) = raised.0.downcast::<Exception>() {
                    drop(exception.cause.replace(Some(cause.0)));
                }
                Err(raised)
            }
        }
    }
}

/// Where to go on after a `yield`.
pub(super) enum Suspended {
    /// In the frame below, with this much on the stack.
    Caller(usize),
    /// The loop ends.
    Exit(Value),
}
