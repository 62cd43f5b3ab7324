//! Asynchronous generators: `asend`, `athrow`, `aclose` and the awaitables that they give (PEP 525).
//!
//! An awaitable drives the generator. What the generator yields comes wrapped ([`AsyncYield`]) and ends the
//! awaiting with that value; anything else is what it waits for, and goes on to the event loop.

use std::cell::{Cell, RefCell};

use crate::call::Args;
use crate::interpreter::{AsyncYield, Exit};
use crate::objects::*;
use crate::types::Def;
use crate::value::{Held, Ref, Value};
use crate::{Exc, PyResult, Raised, Vm};

/// What an awaitable does with its generator when it is first resumed.
#[derive(Debug)]
enum Task {
    /// `asend(value)`, `__anext__()`
    Send(Value),
    /// `athrow(exception)`
    Throw(Value),
    /// `aclose()`
    Close,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    New,
    Started,
    Done,
}

/// The awaitable that a method of an asynchronous generator gives.
#[derive(Debug)]
struct Awaitable {
    generator: Ref<Generator>,
    task: RefCell<Task>,
    state: Cell<State>,
}

impl Held for Awaitable {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(self.generator.value());
        match &*self.task.borrow() {
            Task::Send(value) | Task::Throw(value) => visit(value),
            Task::Close => {}
        }
    }
}

impl Awaitable {
    /// How the method is called in messages.
    fn method(&self) -> &'static str {
        match &*self.task.borrow() {
            Task::Send(_) => "anext",
            Task::Throw(_) => "athrow",
            Task::Close => "aclose",
        }
    }

    fn is_close(&self) -> bool {
        matches!(&*self.task.borrow(), Task::Close)
    }
}

fn this<'v>(vm: &mut Vm, value: &'v Value) -> PyResult<&'v Awaitable> {
    match value.downcast::<Foreign>().and_then(Foreign::get::<Awaitable>) {
        Some(awaitable) => Ok(awaitable),
        None => Err(vm.type_error("not an awaitable of an asynchronous generator")),
    }
}

impl Vm {
    fn async_method(&mut self, generator: &Value, task: Task) -> PyResult {
        let value = generator;
        let generator = super::this(self, value)?;
        if !generator.is_hooked.replace(true)
            && let Some(first) = self.module_state.asyncgen_hooks[0].clone()
        {
            self.call(&first, [value.clone()])?;
        }
        let class = match task {
            Task::Send(_) => &self.types.async_generator_asend,
            _ => &self.types.async_generator_athrow,
        };
        let awaitable = Awaitable { generator, task: RefCell::new(task), state: Cell::new(State::New) };
        Ok(Foreign::create(class, awaitable))
    }

    /// What `async for` awaits for the next item of an asynchronous generator; `None` for other iterators.
    pub(crate) fn next_of_async_generator(&mut self, iterator: &Value) -> Option<PyResult> {
        let generator = iterator.downcast::<Generator>()?;
        (generator.kind == GeneratorKind::AsyncGenerator)
            .then(|| self.async_method(iterator, Task::Send(Value::none())))
    }

    /// `awaitable.send(value)`, if it is one of an asynchronous generator. What the generator yields is what such an
    /// awaitable returns: `SEND` wants it without the exception that tells Python code of it.
    pub(crate) fn send_to_awaitable(&mut self, receiver: &Value, value: &Value) -> Option<PyResult<Exit>> {
        let awaitable = receiver.downcast::<Foreign>()?.get::<Awaitable>()?;
        Some(self.drive(awaitable, Ok(value.clone())))
    }

    /// Resumes the generator for an awaitable, with a value or an exception from the event loop.
    fn drive(&mut self, awaitable: &Awaitable, action: Result<Value, Raised>) -> PyResult<Exit> {
        let generator = awaitable.generator.clone();
        let action = match awaitable.state.get() {
            State::Done => {
                let method = match awaitable.method() {
                    "anext" => "__anext__()/asend()",
                    _ => "aclose()/athrow()",
                };
                return Err(self.error(Exc::RuntimeError, format!("cannot reuse already awaited {method}")));
            }
            State::Started => action,
            State::New => self.begin(awaitable, action)?,
        };
        let result = match action {
            Ok(value) => self.resume_generator(&generator, Ok(value)),
            Err(raised) => self.throw_into(&generator, raised),
        };
        self.outcome(awaitable, result)
    }

    fn begin(
        &mut self,
        awaitable: &Awaitable,
        action: Result<Value, Raised>,
    ) -> PyResult<Result<Value, Raised>> {
        let generator = &awaitable.generator;
        if generator.is_awaited.get() {
            awaitable.state.set(State::Done);
            let method = awaitable.method();
            let message = format!("{method}(): asynchronous generator is already running");
            return Err(self.error(Exc::RuntimeError, message));
        }
        let is_closed = generator.state.get() == GeneratorState::Closed;
        let action = match (action, &*awaitable.task.borrow()) {
            (Err(raised), _) => Err(raised),
            (Ok(given), Task::Send(value)) => Ok(if given.is_none() { value.clone() } else { given }),
            (Ok(_), _) if is_closed => {
                awaitable.state.set(State::Done);
                return Err(if awaitable.is_close() {
                    self.stop_iteration(Value::none())
                } else {
                    self.error_with(Exc::StopAsyncIteration, Vec::new())
                });
            }
            (Ok(given), _) if !given.is_none() => {
                return Err(
                    self.error(Exc::RuntimeError, "can't send non-None value to a just-started coroutine")
                );
            }
            (Ok(_), Task::Throw(exception)) => Err(Raised(exception.clone())),
            (Ok(_), Task::Close) => Err(self.error_with(Exc::GeneratorExit, Vec::new())),
        };
        awaitable.state.set(State::Started);
        generator.is_awaited.set(true);
        Ok(action)
    }

    fn outcome(&mut self, awaitable: &Awaitable, result: PyResult<Exit>) -> PyResult<Exit> {
        let done = || {
            awaitable.state.set(State::Done);
            awaitable.generator.is_awaited.set(false);
        };
        let raised = match result {
            Ok(Exit::Yielded(value)) => {
                let Some(yielded) = value.downcast::<Foreign>().and_then(Foreign::get::<AsyncYield>) else {
                    return Ok(Exit::Yielded(value));
                };
                done();
                if awaitable.is_close() {
                    return Err(self.error(Exc::RuntimeError, "async generator ignored GeneratorExit"));
                }
                return Ok(Exit::Returned(yielded.0.clone()));
            }
            Ok(Exit::Returned(_)) => self.error_with(Exc::StopAsyncIteration, Vec::new()),
            Err(raised) => raised,
        };
        done();
        let is_end = raised.is(self, Exc::StopAsyncIteration) || raised.is(self, Exc::GeneratorExit);
        if awaitable.is_close() && is_end {
            return Ok(Exit::Returned(Value::none()));
        }
        Err(raised)
    }

    /// How Python code learns of it.
    fn told(&mut self, exit: Exit) -> PyResult {
        match exit {
            Exit::Yielded(value) => Ok(value),
            Exit::Returned(value) => Err(self.stop_iteration(value)),
        }
    }
}

fn anext(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.async_method(&args[0], Task::Send(Value::none()))
}

fn asend(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.async_method(&args[0], Task::Send(args[1].clone()))
}

fn athrow(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let raised = vm.thrown(&args, "athrow")?;
    vm.async_method(&args[0], Task::Throw(raised.0))
}

fn aclose(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.async_method(&args[0], Task::Close)
}

fn next(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let awaitable = this(vm, &args[0])?;
    let exit = vm.drive(awaitable, Ok(Value::none()))?;
    vm.told(exit)
}

fn send(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let awaitable = this(vm, &args[0])?;
    let exit = vm.drive(awaitable, Ok(args[1].clone()))?;
    vm.told(exit)
}

fn throw(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let raised = vm.thrown(&args, "throw")?;
    let awaitable = this(vm, &args[0])?;
    let exit = vm.drive(awaitable, Err(raised))?;
    vm.told(exit)
}

fn close(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let awaitable = this(vm, &args[0])?;
    if awaitable.state.get() == State::Done {
        return Ok(Value::none());
    }
    let exit = vm.error_with(Exc::GeneratorExit, Vec::new());
    match vm.drive(awaitable, Err(exit)) {
        Ok(Exit::Yielded(_)) => Err(vm.error(Exc::RuntimeError, "coroutine ignored GeneratorExit")),
        Ok(Exit::Returned(_)) => Ok(Value::none()),
        Err(raised)
            if raised.is(vm, Exc::StopIteration)
                || raised.is(vm, Exc::StopAsyncIteration)
                || raised.is(vm, Exc::GeneratorExit) =>
        {
            Ok(Value::none())
        }
        Err(raised) => Err(raised),
    }
}

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.async_generator.clone();
    vm.define(
        &class,
        &[
            Def::wrapper("__aiter__", "($self, /)", super::itself),
            Def::wrapper("__anext__", "($self, /)", anext),
            Def::method("asend", "($self, object, /)", asend),
            Def::method("athrow", "($self, typ, val=None, tb=None, /)", athrow),
            Def::method("aclose", "($self, /)", aclose),
        ],
    );
    for class in [vm.types.async_generator_asend.clone(), vm.types.async_generator_athrow.clone()] {
        vm.define(
            &class,
            &[
                Def::wrapper("__await__", "($self, /)", super::itself),
                Def::wrapper("__iter__", "($self, /)", super::itself),
                Def::wrapper("__next__", "($self, /)", next),
                Def::method("send", "($self, object, /)", send),
                Def::method("throw", "($self, typ, val=None, tb=None, /)", throw),
                Def::method("close", "($self, /)", close),
            ],
        );
    }
}
