//! Functions that ask an object about itself: its attributes, class, hash, length, text.

use crate::call::Args;
use crate::objects::*;
use crate::types::native;
use crate::value::Value;
use crate::{Exc, PyResult, Vm};

/// The name of an attribute, which must be a string.
fn attribute_name<'a>(vm: &mut Vm, args: &'a Args<'_>) -> PyResult<&'a Value> {
    if native::<Str>(&args[1]).is_some() {
        return Ok(&args[1]);
    }
    let class = vm.class_of(&args[1]).name();
    Err(vm.type_error(format!("attribute name must be string, not '{class}'")))
}

pub(super) fn getattr(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let name = attribute_name(vm, &args)?.clone();
    match args.take(2) {
        Some(default) => Ok(vm.find_attr(&args[0], &name)?.unwrap_or(default)),
        None => vm.getattr(&args[0], &name),
    }
}

pub(super) fn hasattr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = attribute_name(vm, &args)?;
    Ok(Value::bool(vm.find_attr(&args[0], name)?.is_some()))
}

pub(super) fn setattr(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let value = args.take_required(2);
    let name = attribute_name(vm, &args)?;
    vm.setattr(&args[0], name, Some(value))?;
    Ok(Value::none())
}

pub(super) fn delattr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = attribute_name(vm, &args)?;
    vm.setattr(&args[0], name, None)?;
    Ok(Value::none())
}

pub(super) fn callable(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(vm.is_callable(&args[0])))
}

pub(super) fn is_instance(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.is_instance_of(&args[0], &args[1]).map(Value::bool)
}

pub(super) fn is_subclass(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.is_subclass_of(&args[0], &args[1]).map(Value::bool)
}

pub(super) fn hash(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.hash(&args[0]).map(Value::int)
}

pub(super) fn id(_: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(args[0].id() as i64))
}

pub(super) fn len(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(vm.len(&args[0])? as i64))
}

pub(super) fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.repr(&args[0])
}

pub(super) fn ascii(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.ascii(&args[0])
}

pub(super) fn format(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let spec = match args.get(1) {
        Some(spec) if native::<Str>(spec).is_none() => {
            let class = vm.class_of(spec).name();
            return Err(vm.type_error(format!("format() argument 2 must be str, not {class}")));
        }
        Some(spec) => spec.clone(),
        None => vm.str(""),
    };
    vm.format(&args[0], &spec)
}

/// The names of the running code, or what `__dir__` says; sorted.
pub(super) fn dir(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let names = match args.get(0) {
        None => {
            let locals = vm.locals()?;
            vm.call_method(&locals, "keys", [])?
        }
        Some(object) => {
            let name = vm.names.dir.clone();
            match vm.call_special(object, &name, &[])? {
                Some(names) => names,
                None => return Err(vm.type_error("object does not provide __dir__")),
            }
        }
    };
    let list = crate::types::list_of(vm, &names)?;
    crate::types::sort_list(vm, &list, None, false)?;
    Ok(list.into_value())
}

pub(super) fn vars(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(object) = args.get(0) else { return vm.locals() };
    let name = vm.names.dict.clone();
    match vm.find_attr(object, &name)? {
        Some(dict) => Ok(dict),
        None => Err(vm.error(Exc::TypeError, "vars() argument must have __dict__ attribute")),
    }
}
