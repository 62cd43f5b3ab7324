//! Attributes of any object, as methods of `object`.

use crate::call::Args;
use crate::objects::*;
use crate::types::{Def, native, unwrapped};
use crate::value::{Kind, Ref, Value};
use crate::{PyResult, Vm};

/// A name for an attribute, interned.
pub(crate) fn attribute_name(vm: &mut Vm, name: &Value) -> PyResult {
    if native::<Str>(name).is_some() {
        return Ok(vm.intern_value(unwrapped(name)));
    }
    let class = vm.class_of(name).name();
    Err(vm.type_error(format!("attribute name must be string, not '{class}'")))
}

fn getattribute(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = attribute_name(vm, &args[1])?;
    let class = vm.class_of(&args[0]);
    match vm.generic_getattr(&args[0], &class, &name)? {
        Some(value) => Ok(value),
        None => Err(vm.no_attribute(&args[0], &name)),
    }
}

fn setattr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = attribute_name(vm, &args[1])?;
    refuse_class(vm, &args[0], "__setattr__")?;
    let class = vm.class_of(&args[0]);
    vm.generic_setattr(&args[0], &class, &name, Some(args[2].clone()))?;
    Ok(Value::none())
}

fn delattr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = attribute_name(vm, &args[1])?;
    refuse_class(vm, &args[0], "__delattr__")?;
    let class = vm.class_of(&args[0]);
    vm.generic_setattr(&args[0], &class, &name, None)?;
    Ok(Value::none())
}

/// `object.__setattr__` must not go round what `type.__setattr__` checks (`hackcheck`).
fn refuse_class(vm: &mut Vm, object: &Value, method: &str) -> PyResult<()> {
    if object.kind() != Kind::Class {
        return Ok(());
    }
    let class = vm.class_of(object).name();
    Err(vm.type_error(format!("can't apply this {method} to {class} object")))
}

fn get_class(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(vm.class_of(&args[0]).into_value())
}

fn set_class(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(value) = args.get(1) else { return Err(vm.type_error("can't delete __class__ attribute")) };
    let Some(class) = Ref::<Class>::of(value).cloned() else {
        let of = vm.class_of(value).name();
        return Err(vm.type_error(format!("__class__ must be set to a class, not '{of}' object")));
    };
    let old = vm.class_of(&args[0]);
    if args[0].kind() != Kind::Module && !(class.flags.get().is_heap && old.flags.get().is_heap) {
        return Err(
            vm.type_error("__class__ assignment only supported for mutable types or ModuleType subclasses")
        );
    }
    let same_shape = class.layout == old.layout
        && class.flags.get().has_dict == old.flags.get().has_dict
        && same_slots(&class, &old);
    if !same_shape {
        return Err(vm.type_error(format!(
            "__class__ assignment: '{}' object layout differs from '{}'",
            class.name(),
            old.name()
        )));
    }
    let replaced = match args[0].kind() {
        Kind::Instance => {
            let Some(instance) = args[0].downcast::<Instance>() else { return Ok(Value::none()) };
            // The shared names belong to the class.
            drop(instance.attributes.dict(&old));
            instance.class.replace(class)
        }
        Kind::Exception => {
            let Some(exception) = args[0].downcast::<Exception>() else { return Ok(Value::none()) };
            drop(exception.attributes.dict(&old));
            exception.class.replace(class)
        }
        Kind::Module => {
            let Some(module) = args[0].downcast::<Module>() else { return Ok(Value::none()) };
            module.class.replace(class)
        }
        Kind::Class => {
            let Some(this) = args[0].downcast::<Class>() else { return Ok(Value::none()) };
            return Ok(this.metaclass.replace(Some(class)).map_or_else(Value::none, |_| Value::none()));
        }
        _ => return Ok(Value::none()),
    };
    drop(replaced);
    Ok(Value::none())
}

fn same_slots(a: &Class, b: &Class) -> bool {
    let (a, b) = (a.slots.borrow(), b.slots.borrow());
    a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.is(b))
}

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.object.clone();
    vm.define(
        &class,
        &[
            Def::wrapper("__getattribute__", "($self, name, /)", getattribute),
            Def::wrapper("__setattr__", "($self, name, value, /)", setattr),
            Def::wrapper("__delattr__", "($self, name, /)", delattr),
            Def::attribute_rw("__class__", get_class, set_class),
        ],
    );
}
