//! Functions of iterables.

use smallvec::SmallVec;

use crate::call::{Args, Arguments};
use crate::interpreter::Exit;
use crate::ops::Comparison;
use crate::types::Def;
use crate::value::Value;
use crate::{Exc, PyResult, Vm};

use super::super::support::{ClassSpec, holds, itself};

pub(super) fn all(vm: &mut Vm, args: Args<'_>) -> PyResult {
    has_item(vm, &args[0], false).map(|found| Value::bool(!found))
}

pub(super) fn any(vm: &mut Vm, args: Args<'_>) -> PyResult {
    has_item(vm, &args[0], true).map(Value::bool)
}

/// Whether an iterable has an item with this truth value.
fn has_item(vm: &mut Vm, iterable: &Value, wanted: bool) -> PyResult<bool> {
    let iterator = vm.iter(iterable)?;
    while let Some(item) = vm.next_in_loop(&iterator)? {
        if vm.truth(&item)? == wanted {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(super) fn max(vm: &mut Vm, args: Args<'_>) -> PyResult {
    extreme(vm, args, "max", Comparison::Gt)
}

pub(super) fn min(vm: &mut Vm, args: Args<'_>) -> PyResult {
    extreme(vm, args, "min", Comparison::Lt)
}

/// The first item that no other one beats. Slots: `key`, `default`, the items or one iterable of them.
fn extreme(vm: &mut Vm, mut args: Args<'_>, name: &str, beats: Comparison) -> PyResult {
    let default = args.take(1);
    let iterator = match args.rest(2) {
        [] => return Err(vm.type_error(format!("{name} expected at least 1 argument, got 0"))),
        [iterable] => vm.iter(iterable)?,
        _ if default.is_some() => {
            let message = format!("Cannot specify a default for {name}() with multiple positional arguments");
            return Err(vm.type_error(message));
        }
        _ => vm.iter(&args[2])?,
    };
    let key = args.some(0);
    let mut best: Option<(Value, Value)> = None;
    while let Some(item) = vm.next_in_loop(&iterator)? {
        let value = match key {
            Some(key) => vm.call(key, [item.clone()])?,
            None => item.clone(),
        };
        let is_better = match &best {
            Some((_, best)) => vm.compare_bool(beats, &value, best)?,
            None => true,
        };
        if is_better {
            best = Some((item, value));
        }
    }
    match best.map(|(item, _)| item).or(default) {
        Some(item) => Ok(item),
        None => Err(vm.value_error(format!("{name}() iterable argument is empty"))),
    }
}

/// What comes by keyword is for `list.sort`, which says so if it knows it not.
pub(super) fn sorted(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let [iterable] = args.rest(0) else {
        let given = args.rest(0).len();
        return Err(vm.type_error(format!("sorted expected 1 argument, got {given}")));
    };
    let list = crate::types::list_of(vm, iterable)?;
    match args.named(1).filter(|named| !named.is_empty()) {
        Some(named) => {
            let name = vm.intern("sort");
            let sort = vm.getattr(list.value(), &name)?;
            vm.call_with(&sort, Arguments { positional: SmallVec::new(), keywords: named.items() })?;
        }
        None => crate::types::sort_list(vm, &list, None, false)?,
    }
    Ok(list.into_value())
}

pub(super) fn iter(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let Some(sentinel) = args.take(1) else { return vm.iter(&args[0]) };
    if !vm.is_callable(&args[0]) {
        return Err(vm.type_error("iter(v, w): v must be callable"));
    }
    Ok(vm.callable_iterator(args.take_required(0), sentinel))
}

pub(super) fn next(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let default = args.take(1);
    let iterator = &args[0];
    let class = vm.class_of(iterator);
    if class.iternext.get().is_some() {
        return match (vm.next(iterator)?, default) {
            (Some(item), _) | (None, Some(item)) => Ok(item),
            (None, None) => Err(vm.error_with(Exc::StopIteration, Vec::new())),
        };
    }
    // The exception may bear a value: the method is called itself.
    let name = vm.names.next.clone();
    match (vm.call_special(iterator, &name, &[]), default) {
        (Ok(Some(item)), _) => Ok(item),
        (Ok(None), _) => Err(vm.type_error(format!("'{}' object is not an iterator", class.name()))),
        (Err(raised), Some(default)) if raised.is(vm, Exc::StopIteration) => Ok(default),
        (Err(raised), _) => Err(raised),
    }
}

pub(super) fn aiter(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = vm.names.aiter.clone();
    match vm.call_special(&args[0], &name, &[])? {
        Some(iterator) => Ok(iterator),
        None => {
            let class = vm.class_of(&args[0]).name();
            Err(vm.type_error(format!("'{class}' object is not an async iterable")))
        }
    }
}

pub(super) fn anext(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = vm.names.anext.clone();
    match vm.call_special(&args[0], &name, &[])? {
        Some(awaitable) => match args.get(1) {
            Some(default) => Ok(vm.foreign(&ANEXT, Anext { awaitable, default: default.clone() })),
            None => Ok(awaitable),
        },
        None => {
            let class = vm.class_of(&args[0]).name();
            Err(vm.type_error(format!("'{class}' object is not an async iterator")))
        }
    }
}

static ANEXT: ClassSpec = ClassSpec::closed(
    "builtins",
    "anext_awaitable",
    &[
        Def::wrapper("__await__", "($self, /)", itself),
        Def::method("send", "($self, value, /)", |vm, args| drive(vm, &args[0], args[1].clone())),
        Def::method("throw", "($self, typ, val=None, tb=None, /)", throw_anext),
        Def::method("close", "($self, /)", close_anext),
    ],
)
.iterator(|vm, value| drive(vm, value, Value::none()).map(Some));

/// What `anext(iterator, default)` gives: it ends with the default where the other ends with `StopAsyncIteration`.
#[derive(Debug)]
struct Anext {
    awaitable: Value,
    default: Value,
}

holds! { Anext: awaitable, default }

fn drive(vm: &mut Vm, value: &Value, sent: Value) -> PyResult {
    let this = vm.held::<Anext>(value)?;
    let iterator = vm.awaitable(&this.awaitable, 0)?;
    let result = vm.send(&iterator, sent);
    settle(vm, this, result)
}

fn settle(vm: &mut Vm, this: &Anext, result: PyResult<Exit>) -> PyResult {
    match result {
        Ok(Exit::Yielded(value)) => Ok(value),
        Ok(Exit::Returned(value)) => Err(vm.error_with(Exc::StopIteration, vec![value])),
        Err(raised) if raised.is(vm, Exc::StopAsyncIteration) => {
            Err(vm.error_with(Exc::StopIteration, vec![this.default.clone()]))
        }
        Err(raised) => Err(raised),
    }
}

fn throw_anext(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let this = vm.held::<Anext>(&args[0])?;
    let iterator = vm.awaitable(&this.awaitable, 0)?;
    let arguments: Vec<Value> = (1..4).filter_map(|place| args.get(place).cloned()).collect();
    let result = vm.call_method(&iterator, "throw", arguments).map(Exit::Yielded);
    settle(vm, this, result)
}

fn close_anext(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let this = vm.held::<Anext>(&args[0])?;
    let iterator = vm.awaitable(&this.awaitable, 0)?;
    vm.call_method(&iterator, "close", Vec::new())
}
