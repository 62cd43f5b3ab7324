//! `defaultdict`: a dictionary whose class answers for keys that are missing.
//!
//! An object is an instance with a dictionary inside; its first slot is the default factory.

use rustpython_wtf8::Wtf8Buf;

use crate::call::{Args, Arguments};
use crate::objects::{Class, ClassFlags, Dict, Instance, Layout};
use crate::types::{Def, native};
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

use super::super::support::CLASS_GETITEM;

const METHODS: &[Def] = &[
    Def::wrapper("__init__", "($self, default_factory=None, /, *args, **kwargs)", init),
    Def::wrapper("__repr__", "($self, /)", repr),
    Def::method("__missing__", "($self, key, /)", missing),
    Def::method("copy", "($self, /)", copy),
    Def::method("__copy__", "($self, /)", copy),
    Def::method("__reduce__", "($self, /)", reduce),
    Def::wrapper("__or__", "($self, value, /)", or),
    Def::wrapper("__ror__", "($self, value, /)", ror),
    Def::attribute_rw("default_factory", factory, set_factory),
    CLASS_GETITEM,
];

pub(super) fn class(vm: &mut Vm) -> Ref<Class> {
    let key = METHODS.as_ptr() as usize;
    if let Some(class) = vm.module_state.classes.get(&key) {
        return class.clone();
    }
    let base = vm.types.dict.clone();
    let class = vm.new_native_class("collections", "defaultdict", Some(&base), Layout::Dict, METHODS);
    class.slots.borrow_mut().push(vm.intern("default_factory"));
    class.flags.set(ClassFlags { names_module: true, ..base.flags.get() });
    vm.class_changed(&class);
    vm.module_state.classes.insert(key, class.clone());
    class
}

fn factory_of(value: &Value) -> Option<Value> {
    value.downcast::<Instance>()?.slots.borrow().first().cloned().flatten()
}

fn put_factory(value: &Value, factory: Option<Value>) {
    if let Some(instance) = value.downcast::<Instance>() {
        let mut slots = instance.slots.borrow_mut();
        if slots.is_empty() {
            slots.push(None);
        }
        let old = std::mem::replace(&mut slots[0], factory);
        drop(slots);
        drop(old);
    }
}

fn factory(_vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(factory_of(&args[0]).unwrap_or_else(Value::none))
}

fn set_factory(_vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let value = args.take(1);
    put_factory(&args[0], value);
    Ok(Value::none())
}

fn init(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let factory = args.some(1).cloned();
    if let Some(factory) = &factory
        && !vm.is_callable(factory)
    {
        return Err(vm.type_error("first argument must be callable or None"));
    }
    put_factory(&args[0], factory);
    let mut arguments = Arguments::positional([args[0].clone()]);
    arguments.positional.extend(args.rest(2).iter().cloned());
    if let Some(named) = args.named(3) {
        arguments.keywords = named.items();
    }
    let (base, name) = (vm.types.dict.clone(), vm.names.init.clone());
    match vm.lookup(&base, &name) {
        Some(init) => vm.call(&init, arguments),
        None => Ok(Value::none()),
    }
}

fn missing(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(factory) = factory_of(&args[0]) else { return Err(vm.key_error(&args[1])) };
    let value = vm.call(&factory, Vec::new())?;
    vm.setitem(&args[0], &args[1], value.clone())?;
    Ok(value)
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let mut text = Wtf8Buf::from(vm.class_of(&args[0]).short_name().to_string());
    text.push_str("(");
    match factory_of(&args[0]) {
        None => text.push_str("None"),
        // A factory may be a method of the very dictionary.
        Some(factory) if vm.enter_repr(&args[0]) => {
            let factory = vm.repr_text(&factory);
            vm.leave_repr(&args[0]);
            text.push_wtf8(&factory?);
        }
        Some(_) => text.push_str("..."),
    }
    text.push_str(", ");
    let (base, name) = (vm.types.dict.clone(), vm.names.repr.clone());
    if let Some(method) = vm.lookup(&base, &name) {
        let items = vm.call(&method, [args[0].clone()])?;
        text.push_wtf8(&vm.str_text(&items)?);
    }
    text.push_str(")");
    Ok(vm.str_from(text))
}

fn copy(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.class_of(&args[0]).into_value();
    let factory = factory_of(&args[0]).unwrap_or_else(Value::none);
    vm.call(&class, [factory, args[0].clone()])
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.class_of(&args[0]).into_value();
    let arguments = vm.tuple(factory_of(&args[0]).into_iter().collect());
    let items = vm.call_method(&args[0], "items", Vec::new())?;
    let items = vm.iter(&items)?;
    Ok(vm.tuple(vec![class, arguments, Value::none(), Value::none(), items]))
}

fn or(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if native::<Dict>(&args[1]).is_none() {
        return Ok(Value::not_implemented());
    }
    let copy = vm.call_method(&args[0], "copy", Vec::new())?;
    vm.call_method(&copy, "update", [args[1].clone()])?;
    Ok(copy)
}

fn ror(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if native::<Dict>(&args[1]).is_none() {
        return Ok(Value::not_implemented());
    }
    let class = vm.class_of(&args[0]).into_value();
    let factory = factory_of(&args[0]).unwrap_or_else(Value::none);
    let copy = vm.call(&class, [factory, args[1].clone()])?;
    vm.call_method(&copy, "update", [args[0].clone()])?;
    Ok(copy)
}
