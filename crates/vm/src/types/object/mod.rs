//! `object`: what every object can do unless its class says otherwise.

mod attributes;
mod copying;
mod pending;

pub(crate) use attributes::attribute_name;

use crate::call::Args;
use crate::objects::*;
use crate::types::Def;
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

/// `object.__new__`: other than through [`Vm::call_class`], it is reached by `super().__new__(cls)`.
fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(class) = Ref::<Class>::of(&args[0]).cloned() else {
        let of = vm.class_of(&args[0]).name();
        return Err(vm.type_error(format!("object.__new__(X): X is not a type object ({of})")));
    };
    let has_arguments = !args.rest(1).is_empty() || args.named(2).is_some_and(|named| !named.is_empty());
    if class.layout != Layout::Object {
        let native = class.mro.borrow().iter().find(|base| !base.flags.get().is_heap).cloned();
        let native = native.unwrap_or_else(|| class.clone());
        let (name, native) = (class.name(), native.name());
        return Err(vm.type_error(format!("object.__new__({name}) is not safe, use {native}.__new__()")));
    }
    vm.check_object_new(&class, has_arguments)?;
    Ok(vm.new_instance(&class))
}

fn init(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.class_of(&args[0]);
    let has_arguments = !args.rest(1).is_empty() || args.named(2).is_some_and(|named| !named.is_empty());
    vm.check_object_init(&class, has_arguments)?;
    Ok(Value::none())
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.class_of(&args[0]);
    let name = vm.qualified_name(&class);
    Ok(vm.str(&format!("<{name} object at {:#x}>", args[0].id())))
}

fn str(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.repr(&args[0])
}

fn hash(_: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(crate::hash::address(args[0].id())))
}

fn eq(_: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(if args[0].is(&args[1]) { Value::bool(true) } else { Value::not_implemented() })
}

/// `!=` is the opposite of what `==` says.
fn ne(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = vm.names.eq.clone();
    let result = vm.call_special(&args[0], &name, std::slice::from_ref(&args[1]))?;
    match result {
        Some(result) if !result.is_not_implemented() => Ok(Value::bool(!vm.truth(&result)?)),
        _ => Ok(Value::not_implemented()),
    }
}

fn unordered(_: &mut Vm, _: Args<'_>) -> PyResult {
    Ok(Value::not_implemented())
}

fn nothing(_: &mut Vm, _: Args<'_>) -> PyResult {
    Ok(Value::none())
}

fn format(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let spec = &args[1];
    let Some(text) = super::native::<Str>(spec) else {
        let class = vm.class_of(spec).name();
        return Err(vm.type_error(format!("__format__() argument must be str, not {class}")));
    };
    if !text.is_empty() {
        let class = vm.class_of(&args[0]).name();
        return Err(vm.type_error(format!("unsupported format string passed to {class}.__format__")));
    }
    vm.str_of(&args[0])
}

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.object.clone();
    vm.define(
        &class,
        &[
            Def::staticmethod("__new__", "(type, /, *args, **kwargs)", new),
            Def::wrapper("__repr__", "($self, /)", repr),
            Def::wrapper("__hash__", "($self, /)", hash),
            Def::wrapper("__str__", "($self, /)", str),
            Def::wrapper("__lt__", "($self, value, /)", unordered),
            Def::wrapper("__le__", "($self, value, /)", unordered),
            Def::wrapper("__eq__", "($self, value, /)", eq),
            Def::wrapper("__ne__", "($self, value, /)", ne),
            Def::wrapper("__gt__", "($self, value, /)", unordered),
            Def::wrapper("__ge__", "($self, value, /)", unordered),
            Def::wrapper("__init__", "($self, /, *args, **kwargs)", init),
            Def::method("__format__", "($self, format_spec, /)", format),
            Def::classmethod("__init_subclass__", "($type, /)", nothing),
            Def::classmethod("__subclasshook__", "($type, object, /)", |_, _| Ok(Value::not_implemented())),
        ],
    );
    attributes::install(vm);
    copying::install(vm);
}
