//! `_tuplegetter`: the descriptor of a field of a named tuple.

use std::cell::RefCell;

use crate::call::Args;
use crate::objects::Tuple;
use crate::types::{Def, native};
use crate::value::Value;
use crate::{Exc, PyResult, Vm};

use super::super::support::{ClassSpec, holds};

pub(super) static TUPLE_GETTER: ClassSpec = ClassSpec::closed(
    "collections",
    "_tuplegetter",
    &[
        Def::staticmethod("__new__", "(type, index, doc, /)", new),
        Def::wrapper("__get__", "($self, instance, owner=None, /)", get),
        Def::wrapper("__set__", "($self, instance, value, /)", set),
        Def::wrapper("__delete__", "($self, instance, /)", delete),
        Def::method("__reduce__", "($self, /)", reduce),
        Def::wrapper("__repr__", "($self, /)", repr),
        Def::attribute_rw("__doc__", doc, set_doc),
    ],
);

#[derive(Debug)]
struct Getter {
    index: i64,
    doc: RefCell<Option<Value>>,
}

holds! { Getter: doc }

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let index = vm.index_i64(&args[1])?;
    Ok(vm.foreign(&TUPLE_GETTER, Getter { index, doc: RefCell::new(Some(args[2].clone())) }))
}

fn get(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let index = vm.held::<Getter>(&args[0])?.index;
    if args[1].is_none() {
        return Ok(args.take_required(0));
    }
    let Some(tuple) = native::<Tuple>(&args[1]) else {
        let class = vm.class_of(&args[1]).name();
        let message =
            format!("descriptor for index '{index}' for tuple subclasses doesn't apply to '{class}' object");
        return Err(vm.type_error(message));
    };
    match tuple.items.get(index as usize) {
        Some(item) => Ok(item.clone()),
        None => Err(vm.error(Exc::IndexError, "tuple index out of range")),
    }
}

fn set(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Err(vm.error(Exc::AttributeError, "can't set attribute"))
}

fn delete(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Err(vm.error(Exc::AttributeError, "can't delete attribute"))
}

fn doc(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(vm.held::<Getter>(&args[0])?.doc.borrow().clone().unwrap_or_else(Value::none))
}

fn set_doc(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let value = args.take(1);
    drop(vm.held::<Getter>(&args[0])?.doc.replace(value));
    Ok(Value::none())
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.class_of(&args[0]).into_value();
    let getter = vm.held::<Getter>(&args[0])?;
    let doc = getter.doc.borrow().clone().unwrap_or_else(Value::none);
    let arguments = vm.tuple(vec![Value::int(getter.index), doc]);
    Ok(vm.tuple(vec![class, arguments]))
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let getter = vm.held::<Getter>(&args[0])?;
    let doc = getter.doc.borrow().clone().unwrap_or_else(Value::none);
    let doc = vm.repr_text(&doc)?;
    Ok(vm.str(&format!("_tuplegetter({}, {})", getter.index, doc.to_string_lossy())))
}
