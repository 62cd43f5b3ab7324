//! `bool`: an `int` that is 0 or 1. Only what differs from `int` is here.

use super::int::{BINARY, UNARY};
use crate::call::Args;
use crate::objects::ClassFlags;
use crate::types::{Def, wrap};
use crate::value::Value;
use crate::{PyResult, Vm};

const METHODS: &[Def] = &[
    Def::staticmethod("__new__", "(type, object=False, /)", new),
    Def::wrapper("__repr__", UNARY, repr),
    Def::wrapper("__and__", BINARY, |vm, args| logical(vm, &args, |a, b| a & b, "__and__")),
    Def::wrapper("__rand__", BINARY, |vm, args| logical(vm, &args, |a, b| a & b, "__rand__")),
    Def::wrapper("__or__", BINARY, |vm, args| logical(vm, &args, |a, b| a | b, "__or__")),
    Def::wrapper("__ror__", BINARY, |vm, args| logical(vm, &args, |a, b| a | b, "__ror__")),
    Def::wrapper("__xor__", BINARY, |vm, args| logical(vm, &args, |a, b| a ^ b, "__xor__")),
    Def::wrapper("__rxor__", BINARY, |vm, args| logical(vm, &args, |a, b| a ^ b, "__rxor__")),
];

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.bool.clone();
    class.flags.set(ClassFlags { matches_self: true, ..class.flags.get() });
    vm.define(&class, METHODS);
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let truth = match args.get(1) {
        Some(value) => vm.truth(value)?,
        None => false,
    };
    wrap(vm, &args[0], Value::bool(truth))
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = if args[0].as_bool() == Some(true) { "True" } else { "False" };
    Ok(vm.intern(name))
}

/// Between two bools the result is a bool; with any other number, what `int` makes of it.
fn logical(vm: &mut Vm, args: &Args<'_>, both: fn(bool, bool) -> bool, name: &str) -> PyResult {
    if let (Some(left), Some(right)) = (args[0].as_bool(), args[1].as_bool()) {
        return Ok(Value::bool(both(left, right)));
    }
    let int = vm.types.int.clone();
    let name = vm.intern(name);
    match vm.lookup(&int, &name) {
        Some(method) => vm.call(&method, [args[0].clone(), args[1].clone()]),
        None => Ok(Value::not_implemented()),
    }
}
