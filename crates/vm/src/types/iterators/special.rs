//! `callable_iterator`: `iter(function, sentinel)`.

use std::cell::RefCell;

use crate::call::Args;
use crate::objects::Foreign;
use crate::types::{Def, foreign};
use crate::value::{Held, Value};
use crate::{Exc, PyResult, Vm};

use super::ITERATOR_METHODS;

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.callable_iterator.clone();
    vm.define(&class, ITERATOR_METHODS);
    vm.define(&class, &[Def::method("__reduce__", "($self, /)", reduce)]);
    class.iternext.set(Some(next));
}

#[derive(Debug)]
struct CallableIterator {
    /// The function and the sentinel; `None` once the end was seen.
    state: RefCell<Option<(Value, Value)>>,
}

impl Held for CallableIterator {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        if let Some((function, sentinel)) = &*self.state.borrow() {
            visit(function);
            visit(sentinel);
        }
    }

    fn clear(&self) {
        drop(self.state.take());
    }
}

impl Vm {
    /// Calls `function` until it returns what equals `sentinel`.
    pub(crate) fn callable_iterator(&self, function: Value, sentinel: Value) -> Value {
        let state = RefCell::new(Some((function, sentinel)));
        Foreign::create(&self.types.callable_iterator, CallableIterator { state })
    }
}

/// `(iter, (function, sentinel))`, at the end an empty tuple's iterator.
fn reduce(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let state = foreign::<CallableIterator>(&args[0]).and_then(|this| this.state.borrow().clone());
    let arguments = match state {
        Some((function, sentinel)) => vec![function, sentinel],
        None => vec![vm.tuple(Vec::new())],
    };
    let (function, arguments) = (vm.iter_function(), vm.tuple(arguments));
    Ok(vm.tuple(vec![function, arguments]))
}

fn next(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let Some(this) = foreign::<CallableIterator>(value) else { return Ok(None) };
    let Some((function, sentinel)) = this.state.borrow().clone() else { return Ok(None) };
    match vm.call(&function, []) {
        Ok(result) => {
            if vm.equals(&sentinel, &result)? {
                drop(this.state.take());
                return Ok(None);
            }
            Ok(Some(result))
        }
        Err(raised) if raised.is(vm, Exc::StopIteration) => {
            drop(this.state.take());
            Ok(None)
        }
        Err(raised) => Err(raised),
    }
}
