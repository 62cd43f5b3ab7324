//! `dict`.

mod iterator;
mod methods;
mod update;
mod views;

use rustpython_wtf8::Wtf8Buf;

use crate::call::Args;
use crate::objects::*;
use crate::ops::{Comparison, dict_iterator};
use crate::types::sequence::comparison_methods;
use crate::types::{Def, native, unwrapped};
use crate::value::{Ref, Value};
use crate::{Exc, PyResult, Vm};

const METHODS: &[Def] = &[
    Def::staticmethod("__new__", "(type, *args, **kwargs)", new),
    Def::wrapper("__init__", "($self, *args, **kwargs)", update::init),
    Def::wrapper("__repr__", "($self, /)", repr),
    Def::wrapper("__len__", "($self, /)", len),
    Def::wrapper("__iter__", "($self, /)", iter),
    Def::method("__reversed__", "($self, /)", reversed),
    Def::method("__contains__", "($self, key, /)", contains),
    Def::method("__getitem__", "($self, key, /)", getitem),
    Def::wrapper("__setitem__", "($self, key, value, /)", setitem),
    Def::wrapper("__delitem__", "($self, key, /)", delitem),
    Def::wrapper("__or__", "($self, value, /)", update::or),
    Def::wrapper("__ror__", "($self, value, /)", update::reflected_or),
    Def::wrapper("__ior__", "($self, value, /)", update::in_place_or),
    Def::method("clear", "($self, /)", methods::clear),
    Def::method("copy", "($self, /)", methods::copy),
    Def::classmethod("fromkeys", "($type, iterable, value=None, /)", methods::from_keys),
    Def::method("get", "($self, key, default=None, /)", methods::get),
    Def::method("items", "($self, /)", |vm, args| views::view(vm, &args[0], DictPart::Items)),
    Def::method("keys", "($self, /)", |vm, args| views::view(vm, &args[0], DictPart::Keys)),
    Def::method("pop", "($self, key, default=<unrepresentable>, /)", methods::pop),
    Def::method("popitem", "($self, /)", methods::pop_item),
    Def::method("setdefault", "($self, key, default=None, /)", methods::set_default),
    Def::method("update", "($self, *args, **kwargs)", update::update),
    Def::method("values", "($self, /)", |vm, args| views::view(vm, &args[0], DictPart::Values)),
    Def::method("__sizeof__", "($self, /)", methods::size_of_dict),
    Def::classmethod("__class_getitem__", "($type, object, /)", crate::types::class_getitem),
];

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.dict.clone();
    vm.define(&class, METHODS);
    vm.define(&class, &comparison_methods!(compare));
    crate::types::make_unhashable(vm, &class);
    iterator::install(vm);
    views::install(vm);
}

/// The dictionary behind a `dict` or an instance of a derived class.
pub(crate) fn any_dict(value: &Value) -> Option<&Ref<Dict>> {
    Ref::of(unwrapped(value))
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    crate::types::wrap(vm, &args[0], Value::new(Dict::default()))
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let dict = vm.native::<Dict>(&args[0])?;
    if dict.is_empty() {
        return Ok(vm.str("{}"));
    }
    if !vm.enter_repr(&args[0]) {
        return Ok(vm.str("{...}"));
    }
    let text = repr_items(vm, dict);
    vm.leave_repr(&args[0]);
    Ok(vm.str_from(text?))
}

fn repr_items(vm: &mut Vm, dict: &Dict) -> PyResult<Wtf8Buf> {
    let mut text = Wtf8Buf::from("{");
    let mut is_first = true;
    let mut place = 0;
    while place < dict.places() {
        if let Some((key, value)) = dict.entry_at(place) {
            text.push_str(if is_first { "" } else { ", " });
            is_first = false;
            text.push_wtf8(&vm.repr_text(&key)?);
            text.push_str(": ");
            text.push_wtf8(&vm.repr_text(&value)?);
        }
        place += 1;
    }
    text.push_str("}");
    Ok(text)
}

fn compare(vm: &mut Vm, args: &Args<'_>, op: Comparison) -> PyResult {
    let (Some(left), Some(right)) = (native::<Dict>(&args[0]), native::<Dict>(&args[1])) else {
        return Ok(Value::not_implemented());
    };
    match op {
        Comparison::Eq => Ok(Value::bool(is_equal(vm, left, right)?)),
        Comparison::Ne => Ok(Value::bool(!is_equal(vm, left, right)?)),
        _ => Ok(Value::not_implemented()),
    }
}

fn is_equal(vm: &mut Vm, left: &Dict, right: &Dict) -> PyResult<bool> {
    if left.len() != right.len() {
        return Ok(false);
    }
    for (hash, key, value) in left.hashed_items() {
        let place = vm.dict_find_hashed(right, hash, &key)?;
        let Some(other) = place.and_then(|place| right.value_at(place)) else { return Ok(false) };
        if !vm.equals(&value, &other)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn len(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(vm.native::<Dict>(&args[0])?.len() as i64))
}

fn iter(vm: &mut Vm, args: Args<'_>) -> PyResult {
    iterate(vm, &args, false)
}

fn reversed(vm: &mut Vm, args: Args<'_>) -> PyResult {
    iterate(vm, &args, true)
}

fn iterate(vm: &mut Vm, args: &Args<'_>, is_reversed: bool) -> PyResult {
    match any_dict(&args[0]) {
        Some(dict) => Ok(dict_iterator(dict, DictPart::Keys, is_reversed)),
        None => vm.native::<Dict>(&args[0]).map(|_| Value::none()),
    }
}

fn contains(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let dict = vm.native::<Dict>(&args[0])?;
    Ok(Value::bool(vm.dict_find(dict, &args[1])?.1.is_some()))
}

fn getitem(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let dict = vm.native::<Dict>(&args[0])?;
    if let Some(value) = vm.dict_get(dict, &args[1])? {
        return Ok(value);
    }
    if args[0].kind() != crate::Kind::Dict {
        let missing = vm.names.missing.clone();
        if let Some(value) = vm.call_special(&args[0], &missing, std::slice::from_ref(&args[1]))? {
            return Ok(value);
        }
    }
    let key = args.take_required(1);
    Err(vm.error_with(Exc::KeyError, vec![key]))
}

fn setitem(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let (key, value) = (args.take_required(1), args.take_required(2));
    let dict = vm.native::<Dict>(&args[0])?;
    vm.dict_set(dict, key, value)?;
    Ok(Value::none())
}

fn delitem(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let dict = vm.native::<Dict>(&args[0])?;
    match vm.dict_remove(dict, &args[1])? {
        Some(removed) => {
            drop(removed);
            Ok(Value::none())
        }
        None => {
            let key = args.take_required(1);
            Err(vm.error_with(Exc::KeyError, vec![key]))
        }
    }
}
