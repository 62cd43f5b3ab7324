//! `CALL_INTRINSIC_1` and `CALL_INTRINSIC_2` (`Python/intrinsics.c`).

use crate::objects::*;
use crate::value::Value;
use crate::{Exc, PyResult, Raised, Vm};

impl Vm {
    /// By the argument of `CALL_INTRINSIC_1`.
    pub(super) fn intrinsic_1(&mut self, which: u32, value: Value) -> PyResult {
        match which {
            1 => self.display(&value),
            2 => self.import_star(&value),
            3 => Ok(self.stop_iteration_error(value)),
            4 => Ok(self.wrap_async_yield(value)),
            5 => self.unary(crate::ops::UnaryOp::Positive, &value),
            6 => {
                let items = value.downcast::<List>().map(List::to_vec).unwrap_or_default();
                Ok(self.tuple(items))
            }
            7 => self.typing("typevar", vec![value]),
            8 => self.typing("paramspec", vec![value]),
            9 => self.typing("typevartuple", vec![value]),
            10 => self.typing("subscript_generic", vec![value]),
            11 => self.typing("typealias", vec![value]),
            _ => Err(self.broken("an unknown intrinsic function")),
        }
    }

    /// By the argument of `CALL_INTRINSIC_2`.
    pub(super) fn intrinsic_2(&mut self, which: u32, first: Value, second: Value) -> PyResult {
        match which {
            1 => self.prep_reraise_star(&first, &second),
            2 => self.typing("typevar_with_bound", vec![first, second]),
            3 => self.typing("typevar_with_constraints", vec![first, second]),
            4 => {
                if let Some(function) = first.downcast::<Function>() {
                    drop(function.type_params.replace(second));
                }
                Ok(first)
            }
            5 => self.typing("set_typeparam_default", vec![first, second]),
            _ => Err(self.broken("an unknown intrinsic function")),
        }
    }

    /// What `_typing` makes of type parameters.
    fn typing(&mut self, function: &str, arguments: Vec<Value>) -> PyResult {
        let module = self.import_module("_typing")?;
        let name = self.intern(function);
        let function = self.getattr(&module, &name)?;
        self.call(&function, arguments)
    }

    /// An expression statement at the prompt: `sys.displayhook(value)`.
    fn display(&mut self, value: &Value) -> PyResult {
        let sys = self.import_module("sys")?;
        let name = self.intern("displayhook");
        let hook = self.getattr(&sys, &name)?;
        self.call(&hook, [value.clone()])
    }

    /// A `StopIteration` must not leave a generator (PEP 479).
    fn stop_iteration_error(&mut self, exception: Value) -> Value {
        let raised = Raised(exception);
        let (is_stop, is_async_stop) =
            (raised.is(self, Exc::StopIteration), raised.is(self, Exc::StopAsyncIteration));
        let what = match self.interpreter.frames.last().map(|frame| frame.code.object.flags) {
            Some(flags) if flags.contains(bytescope_bytecode::CodeFlags::COROUTINE) => "coroutine",
            Some(flags) if flags.contains(bytescope_bytecode::CodeFlags::ASYNC_GENERATOR) => {
                "async generator"
            }
            _ => "generator",
        };
        let kind = match (is_stop, is_async_stop && what == "async generator") {
            (true, _) => "StopIteration",
            (_, true) => "StopAsyncIteration",
            _ => return raised.0,
        };
        let replacement = self.error(Exc::RuntimeError, format!("{what} raised {kind}"));
        if let Some(object) = replacement.0.downcast::<Exception>() {
            object.suppress_context.set(true);
            drop(object.cause.replace(Some(raised.0.clone())));
            drop(object.context.replace(Some(raised.0)));
        }
        replacement.0
    }

    /// Marks a value that an asynchronous generator yields, as opposed to what it waits for.
    fn wrap_async_yield(&mut self, value: Value) -> Value {
        let class = self.types.async_generator_wrapped_value.clone();
        Foreign::create(&class, AsyncYield(value))
    }
}

/// A value that an asynchronous generator yielded (`_PyAsyncGenWrappedValue`).
#[derive(Debug)]
pub(crate) struct AsyncYield(pub(crate) Value);

impl crate::value::Held for AsyncYield {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.0);
    }
}
