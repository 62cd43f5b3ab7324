//! `_functools`: `partial`, `reduce`, `cmp_to_key`, and the heart of `lru_cache`.

mod cache;
mod partial;

use crate::call::Args;
use crate::objects::Dict;
use crate::ops::Comparison;
use crate::types::Def;
use crate::value::{Ref, Value};
use crate::{Exc, PyResult, Vm};

use super::support::{ClassSpec, held, holds};

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    vm.add_class(dict, &partial::PARTIAL);
    vm.add_class(dict, &cache::LRU_CACHE);
    let functions = [
        Def::function("reduce", "(function, iterable, initial=None, /)", reduce),
        Def::function("cmp_to_key", "(mycmp)", cmp_to_key),
    ];
    vm.define_functions(dict, "_functools", &functions);
    Ok(())
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let iterator = match vm.iter(&args[1]) {
        Err(raised) if raised.is(vm, Exc::TypeError) => {
            return Err(vm.type_error("reduce() arg 2 must support iteration"));
        }
        other => other?,
    };
    let mut result = args.get(2).cloned();
    while let Some(item) = vm.next_in_loop(&iterator)? {
        result = Some(match result {
            None => item,
            Some(result) => vm.call(&args[0], [result, item])?,
        });
    }
    match result {
        Some(result) => Ok(result),
        None => Err(vm.type_error("reduce() of empty iterable with no initial value")),
    }
}

static KEY: ClassSpec = ClassSpec::closed(
    "functools",
    "KeyWrapper",
    &[
        Def::wrapper("__call__", "($self, obj)", wrap),
        Def::wrapper("__lt__", "($self, value, /)", lt),
        Def::wrapper("__le__", "($self, value, /)", le),
        Def::wrapper("__eq__", "($self, value, /)", eq),
        Def::wrapper("__ne__", "($self, value, /)", ne),
        Def::wrapper("__gt__", "($self, value, /)", gt),
        Def::wrapper("__ge__", "($self, value, /)", ge),
        Def::attribute("obj", object),
    ],
);

#[derive(Debug)]
struct Key {
    compare: Value,
    object: Option<Value>,
}

holds! { Key: compare, object }

fn cmp_to_key(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let compare = args.take_required(0);
    let class = vm.spec_class(&KEY);
    crate::types::make_unhashable(vm, &class);
    Ok(vm.foreign(&KEY, Key { compare, object: None }))
}

fn wrap(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let object = args.take(1);
    let compare = vm.held::<Key>(&args[0])?.compare.clone();
    Ok(vm.foreign(&KEY, Key { compare, object }))
}

fn object(vm: &mut Vm, args: Args<'_>) -> PyResult {
    match &vm.held::<Key>(&args[0])?.object {
        Some(object) => Ok(object.clone()),
        None => Err(vm.error(Exc::AttributeError, "object")),
    }
}

fn compared(vm: &mut Vm, args: &Args<'_>, op: Comparison) -> PyResult {
    let left = vm.held::<Key>(&args[0])?;
    let Some(right) = held::<Key>(&args[1]) else {
        return Err(vm.type_error("other argument must be K instance"));
    };
    match (&left.object, &right.object) {
        (Some(a), Some(b)) => {
            let result = vm.call(&left.compare, [a.clone(), b.clone()])?;
            vm.compare(op, &result, &Value::int(0))
        }
        _ => Err(vm.error(Exc::AttributeError, "object")),
    }
}

fn lt(vm: &mut Vm, args: Args<'_>) -> PyResult {
    compared(vm, &args, Comparison::Lt)
}

fn le(vm: &mut Vm, args: Args<'_>) -> PyResult {
    compared(vm, &args, Comparison::Le)
}

fn eq(vm: &mut Vm, args: Args<'_>) -> PyResult {
    compared(vm, &args, Comparison::Eq)
}

fn ne(vm: &mut Vm, args: Args<'_>) -> PyResult {
    compared(vm, &args, Comparison::Ne)
}

fn gt(vm: &mut Vm, args: Args<'_>) -> PyResult {
    compared(vm, &args, Comparison::Gt)
}

fn ge(vm: &mut Vm, args: Args<'_>) -> PyResult {
    compared(vm, &args, Comparison::Ge)
}
