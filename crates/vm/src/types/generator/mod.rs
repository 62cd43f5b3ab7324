//! Generators and coroutines: `send`, `throw`, `close` and what they tell of themselves.
//!
//! Running them is the interpreter's ([`Vm::resume_generator`]).
//!
//! | file | what |
//! |---|---|
//! | `asynchronous` | asynchronous generators and the awaitables of their methods |

mod asynchronous;

use crate::call::Args;
use crate::interpreter::Exit;
use crate::objects::*;
use crate::types::{Def, native};
use crate::value::{Held, Ref, Value};
use crate::{Exc, PyResult, Raised, Vm};

fn this(vm: &mut Vm, value: &Value) -> PyResult<Ref<Generator>> {
    match Ref::<Generator>::of(value) {
        Some(generator) => Ok(generator.clone()),
        None => Err(vm.type_error("not a generator")),
    }
}

impl Vm {
    /// What a resumed generator gives, as an iterator gives it: the end is a `StopIteration` with the value.
    fn yielded_or_stop(&mut self, exit: Exit) -> PyResult {
        match exit {
            Exit::Yielded(value) => Ok(value),
            Exit::Returned(value) => Err(self.stop_iteration(value)),
        }
    }

    /// A `StopIteration` with a value (`_PyGen_SetStopIterationValue`).
    pub(crate) fn stop_iteration(&mut self, value: Value) -> Raised {
        let args = if value.is_none() { Vec::new() } else { vec![value.clone()] };
        let class = self.exception_class(Exc::StopIteration).clone();
        let exception = self.bare_exception(&class, args);
        if let Some(exception) = exception.downcast::<Exception>() {
            crate::types::exceptions::set_field(exception, 0, Some(value));
        }
        Raised(exception)
    }

    /// `generator.throw(exception)`: what it delegates to gets it first (`_gen_throw`).
    pub(crate) fn throw_into(&mut self, generator: &Ref<Generator>, raised: Raised) -> PyResult<Exit> {
        let Some(inner) = delegate(generator) else { return self.resume_generator(generator, Err(raised)) };
        if raised.is(self, Exc::GeneratorExit) {
            generator.state.set(GeneratorState::Running);
            let closed = self.close_iterator(&inner);
            generator.state.set(GeneratorState::Suspended);
            return match closed {
                Ok(()) => self.resume_generator(generator, Err(raised)),
                Err(other) => self.resume_generator(generator, Err(other)),
            };
        }
        let result = if let Some(inner) =
            Ref::<Generator>::of(&inner).filter(|g| g.kind != GeneratorKind::AsyncGenerator)
        {
            let inner = inner.clone();
            generator.state.set(GeneratorState::Running);
            let result = self.throw_into(&inner, raised);
            generator.state.set(GeneratorState::Suspended);
            result
        } else {
            let name = self.names.throw.clone();
            let Some(throw) = self.getattr_opt(&inner, &name)? else {
                return self.resume_generator(generator, Err(raised));
            };
            generator.state.set(GeneratorState::Running);
            let result = self.call(&throw, [raised.0]);
            generator.state.set(GeneratorState::Suspended);
            match result {
                Ok(value) => Ok(Exit::Yielded(value)),
                Err(raised) if raised.is(self, Exc::StopIteration) => {
                    Ok(Exit::Returned(crate::interpreter::stop_value(&raised)))
                }
                Err(raised) => Err(raised),
            }
        };
        match result {
            Ok(Exit::Yielded(value)) => Ok(Exit::Yielded(value)),
            // The end of what it delegated to comes as the exception that its code there expects.
            Ok(Exit::Returned(value)) => {
                let stop = self.stop_iteration(value);
                self.resume_generator(generator, Err(stop))
            }
            Err(raised) => self.resume_generator(generator, Err(raised)),
        }
    }

    /// Closes what a generator delegates to, if that can be closed (`gen_close_iter`).
    fn close_iterator(&mut self, iterator: &Value) -> PyResult<()> {
        if let Some(inner) =
            Ref::<Generator>::of(iterator).filter(|g| g.kind != GeneratorKind::AsyncGenerator)
        {
            return self.close_generator_object(&inner.clone());
        }
        let name = self.names.close.clone();
        match self.getattr_opt(iterator, &name)? {
            Some(close) => self.call(&close, []).map(drop),
            None => Ok(()),
        }
    }

    /// `generator.close()` (`gen_close`).
    pub(crate) fn close_generator_object(&mut self, generator: &Ref<Generator>) -> PyResult<()> {
        match generator.state.get() {
            GeneratorState::Closed => return Ok(()),
            GeneratorState::Created => {
                generator.state.set(GeneratorState::Closed);
                drop(generator.frame.take());
                return Ok(());
            }
            GeneratorState::Suspended if waits_outside_try(generator) => {
                // Nothing in it would see the exception.
                generator.state.set(GeneratorState::Closed);
                generator.value().clear_flag(crate::value::FINALIZER);
                drop(generator.frame.take());
                return Ok(());
            }
            _ => {}
        }
        let exit = self.error_with(Exc::GeneratorExit, Vec::new());
        match self.throw_into(generator, exit) {
            Ok(Exit::Returned(_)) => Ok(()),
            Ok(Exit::Yielded(_)) => {
                let what = kind_name(generator);
                Err(self.error(Exc::RuntimeError, format!("{what} ignored GeneratorExit")))
            }
            Err(raised) if raised.is(self, Exc::GeneratorExit) || raised.is(self, Exc::StopIteration) => {
                Ok(())
            }
            Err(raised) => Err(raised),
        }
    }

    /// What is to be raised for the arguments of `throw(type, value, traceback)`.
    fn thrown(&mut self, args: &Args<'_>, method: &str) -> PyResult<Raised> {
        if args.get(2).is_some() {
            let message = format!(
                "the (type, exc, tb) signature of {method}() is deprecated, use the single-arg signature instead."
            );
            let (warnings, message) = (self.import_module("warnings")?, self.str(&message));
            let category = self.exception_class(Exc::DeprecationWarning).value().clone();
            self.call_method(&warnings, "warn", [message, category])?;
        }
        let base = self.exception_class(Exc::BaseException).clone();
        if let Some(traceback) = args.some(3)
            && !self.class_of(traceback).is(&self.types.traceback)
        {
            return Err(self.type_error("throw() third argument must be a traceback object"));
        }
        let exception = if Ref::<Class>::of(&args[1]).is_some_and(|class| class.is_subclass(&base)) {
            let exception = match args.some(2) {
                Some(value) if self.is_exception(value) => value.clone(),
                Some(value) => {
                    let arguments =
                        native::<Tuple>(value).map_or_else(|| vec![value.clone()], |t| t.items.to_vec());
                    self.call(&args[1], arguments)?
                }
                None => self.call(&args[1], [])?,
            };
            if !self.is_exception(&exception) {
                let (class, other) = (self.repr(&args[1])?, self.class_of(&exception).name());
                let class = self.text(&class);
                return Err(self.type_error(format!(
                    "calling {class} should have returned an instance of BaseException, not {other}"
                )));
            }
            exception
        } else if self.is_exception(&args[1]) {
            if args.some(2).is_some() {
                return Err(self.type_error("instance exception may not have a separate value"));
            }
            args[1].clone()
        } else {
            let class = self.class_of(&args[1]).name();
            return Err(self.type_error(format!(
                "exceptions must be classes or instances deriving from BaseException, not {class}"
            )));
        };
        if let (Some(traceback), Some(object)) = (args.some(3), exception.downcast::<Exception>()) {
            let entries = self.traceback_entries(traceback)?;
            drop(object.traceback.replace(entries));
        }
        Ok(Raised(exception))
    }
}

/// What a generator that waits in `yield from` or `await` waits for.
fn delegate(generator: &Generator) -> Option<Value> {
    if generator.state.get() != GeneratorState::Suspended {
        return None;
    }
    let frame = generator.frame.borrow();
    let frame = frame.as_ref().filter(|frame| frame.delegates)?;
    frame.slots.last().cloned().flatten()
}

fn kind_name(generator: &Generator) -> &'static str {
    match generator.kind {
        GeneratorKind::Generator => "generator",
        GeneratorKind::Coroutine => "coroutine",
        GeneratorKind::AsyncGenerator => "async generator",
    }
}

fn next(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let generator = this(vm, &args[0])?;
    let exit = vm.resume_generator(&generator, Ok(Value::none()))?;
    vm.yielded_or_stop(exit)
}

fn send(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let generator = this(vm, &args[0])?;
    let exit = vm.resume_generator(&generator, Ok(args[1].clone()))?;
    vm.yielded_or_stop(exit)
}

fn throw(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let generator = this(vm, &args[0])?;
    let raised = vm.thrown(&args, "throw")?;
    let exit = vm.throw_into(&generator, raised)?;
    vm.yielded_or_stop(exit)
}

fn close(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let generator = this(vm, &args[0])?;
    match generator.state.get() {
        GeneratorState::Suspended => {}
        _ => {
            vm.close_generator_object(&generator)?;
            return Ok(Value::none());
        }
    }
    // Since 3.13 the value that the generator returns is the result.
    let exit = vm.error_with(Exc::GeneratorExit, Vec::new());
    match vm.throw_into(&generator, exit) {
        Ok(Exit::Returned(value)) => Ok(value),
        Ok(Exit::Yielded(_)) => {
            let what = kind_name(&generator);
            Err(vm.error(Exc::RuntimeError, format!("{what} ignored GeneratorExit")))
        }
        Err(raised) if raised.is(vm, Exc::GeneratorExit) || raised.is(vm, Exc::StopIteration) => {
            Ok(Value::none())
        }
        Err(raised) => Err(raised),
    }
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let generator = this(vm, &args[0])?;
    let class = vm.class_of(&args[0]).name();
    let qualname = vm.text(&generator.qualname.borrow());
    Ok(vm.str(&format!("<{class} object {qualname} at {:#x}>", args[0].id())))
}

fn name(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(this(vm, &args[0])?.name.borrow().clone())
}

fn qualname(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(this(vm, &args[0])?.qualname.borrow().clone())
}

fn set_text(vm: &mut Vm, args: &Args<'_>, attribute: &str) -> PyResult {
    let generator = this(vm, &args[0])?;
    let Some(value) = args.get(1).filter(|value| native::<Str>(value).is_some()) else {
        return Err(vm.type_error(format!("{attribute} must be set to a string object")));
    };
    let place = if attribute == "__name__" { &generator.name } else { &generator.qualname };
    drop(place.replace(value.clone()));
    Ok(Value::none())
}

fn code(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(this(vm, &args[0])?.code.clone())
}

fn running(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(this(vm, &args[0])?.state.get() == GeneratorState::Running))
}

fn suspended(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(this(vm, &args[0])?.state.get() == GeneratorState::Suspended))
}

fn waits_for(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(delegate(&*this(vm, &args[0])?).unwrap_or_else(Value::none))
}

fn itself(_: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(args[0].clone())
}

/// What `coroutine.__await__()` gives: an iterator that drives the coroutine.
#[derive(Debug)]
struct CoroutineWrapper {
    coroutine: Ref<Generator>,
}

impl Held for CoroutineWrapper {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(self.coroutine.value());
    }
}

fn await_(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let coroutine = this(vm, &args[0])?;
    Ok(Foreign::create(&vm.types.coroutine_wrapper, CoroutineWrapper { coroutine }))
}

fn wrapped(vm: &mut Vm, value: &Value) -> PyResult<Ref<Generator>> {
    match value.downcast::<Foreign>().and_then(Foreign::get::<CoroutineWrapper>) {
        Some(wrapper) => Ok(wrapper.coroutine.clone()),
        None => Err(vm.type_error("not a coroutine_wrapper")),
    }
}

fn wrapper_next(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let coroutine = wrapped(vm, &args[0])?;
    let exit = vm.resume_generator(&coroutine, Ok(Value::none()))?;
    vm.yielded_or_stop(exit)
}

fn wrapper_send(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let coroutine = wrapped(vm, &args[0])?;
    let exit = vm.resume_generator(&coroutine, Ok(args[1].clone()))?;
    vm.yielded_or_stop(exit)
}

fn wrapper_throw(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let coroutine = wrapped(vm, &args[0])?;
    let raised = vm.thrown(&args, "throw")?;
    let exit = vm.throw_into(&coroutine, raised)?;
    vm.yielded_or_stop(exit)
}

fn wrapper_close(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let coroutine = wrapped(vm, &args[0])?;
    vm.close_generator_object(&coroutine)?;
    Ok(Value::none())
}

const COMMON: &[Def] = &[
    Def::wrapper("__repr__", "($self, /)", repr),
    Def::attribute_rw("__name__", name, |vm, args| set_text(vm, &args, "__name__")),
    Def::attribute_rw("__qualname__", qualname, |vm, args| set_text(vm, &args, "__qualname__")),
];

const SENDS: &[Def] = &[
    Def::method("send", "($self, object, /)", send),
    Def::method("throw", "($self, typ, val=None, tb=None, /)", throw),
    Def::method("close", "($self, /)", close),
];

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.generator.clone();
    vm.define(&class, COMMON);
    vm.define(&class, SENDS);
    vm.define(
        &class,
        &[
            Def::wrapper("__iter__", "($self, /)", itself),
            Def::wrapper("__next__", "($self, /)", next),
            Def::attribute("gi_code", code),
            Def::attribute("gi_running", running),
            Def::attribute("gi_suspended", suspended),
            Def::attribute("gi_yieldfrom", waits_for),
            Def::attribute("gi_frame", frame),
        ],
    );
    let class = vm.types.coroutine.clone();
    vm.define(&class, COMMON);
    vm.define(&class, SENDS);
    vm.define(
        &class,
        &[
            Def::wrapper("__await__", "($self, /)", await_),
            Def::attribute("cr_code", code),
            Def::attribute("cr_running", running),
            Def::attribute("cr_suspended", suspended),
            Def::attribute("cr_await", waits_for),
            Def::attribute("cr_origin", |_, _| Ok(Value::none())),
            Def::attribute("cr_frame", frame),
        ],
    );
    let class = vm.types.coroutine_wrapper.clone();
    vm.define(
        &class,
        &[
            Def::wrapper("__iter__", "($self, /)", itself),
            Def::wrapper("__next__", "($self, /)", wrapper_next),
            Def::method("send", "($self, object, /)", wrapper_send),
            Def::method("throw", "($self, typ, val=None, tb=None, /)", wrapper_throw),
            Def::method("close", "($self, /)", wrapper_close),
        ],
    );
    let class = vm.types.async_generator.clone();
    vm.define(&class, COMMON);
    vm.define(
        &class,
        &[
            Def::attribute("ag_code", code),
            Def::attribute("ag_running", running),
            Def::attribute("ag_suspended", suspended),
            Def::attribute("ag_await", waits_for),
            Def::attribute("ag_frame", frame),
        ],
    );
    for class in [&vm.types.generator, &vm.types.coroutine, &vm.types.async_generator] {
        class.flags.set(ClassFlags { has_weakref: true, ..class.flags.get() });
    }
    asynchronous::install(vm);
}

/// The frame object, unless the generator is closed: whether it is there is what programs ask.
fn frame(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let generator = this(vm, &args[0])?;
    match generator.state.get() {
        GeneratorState::Closed => Ok(Value::none()),
        _ => Ok(vm.generator_frame(&generator)),
    }
}

/// Whether the generator waits at a `yield` in no other `try` than the one that every generator is (the bit
/// `RESUME_OPARG_DEPTH1_MASK`).
fn waits_outside_try(generator: &Generator) -> bool {
    const DEPTH_1: u32 = 4;
    let frame = generator.frame.borrow();
    let frame = frame.as_ref().and_then(|saved| saved.frame.as_ref());
    let next = frame.and_then(|frame| frame.code.instructions.get(frame.pc));
    next.is_some_and(|next| next.op == crate::interpreter::Op::RESUME && next.arg & DEPTH_1 != 0)
}
