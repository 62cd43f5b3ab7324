//! `set` and `frozenset`.

mod iterator;
mod operations;
mod operators;

use rustpython_wtf8::Wtf8Buf;

use crate::call::Args;
use crate::objects::*;
use crate::ops::Comparison;
use crate::types::sequence::comparison_methods;
use crate::types::{Def, native};
use crate::value::{Kind, Ref, Value};
use crate::{Exc, PyResult, Vm};

pub(crate) use iterator::rest;
pub(crate) use operations::{difference, intersection, plain_copy, symmetric_difference_update};

/// Methods of both classes.
const SHARED: &[Def] = &[
    Def::wrapper("__repr__", "($self, /)", repr),
    Def::wrapper("__len__", "($self, /)", len),
    Def::wrapper("__iter__", "($self, /)", iterator::iter),
    Def::wrapper("__contains__", "($self, key, /)", contains),
    Def::wrapper("__and__", "($self, value, /)", operators::and),
    Def::wrapper("__rand__", "($self, value, /)", operators::reflected_and),
    Def::wrapper("__or__", "($self, value, /)", operators::or),
    Def::wrapper("__ror__", "($self, value, /)", operators::reflected_or),
    Def::wrapper("__sub__", "($self, value, /)", operators::sub),
    Def::wrapper("__rsub__", "($self, value, /)", operators::reflected_sub),
    Def::wrapper("__xor__", "($self, value, /)", operators::xor),
    Def::wrapper("__rxor__", "($self, value, /)", operators::reflected_xor),
    Def::method("difference", "($self, /, *others)", operators::difference_method),
    Def::method("intersection", "($self, /, *others)", operators::intersection_method),
    Def::method("isdisjoint", "($self, other, /)", operators::is_disjoint),
    Def::method("issubset", "($self, other, /)", operators::is_subset_method),
    Def::method("issuperset", "($self, other, /)", operators::is_superset_method),
    Def::method("symmetric_difference", "($self, other, /)", operators::symmetric_difference_method),
    Def::method("union", "($self, /, *others)", operators::union_method),
    Def::method("__sizeof__", "($self, /)", size_of_set),
    Def::method("__reduce__", "($self, /)", reduce),
    Def::classmethod("__class_getitem__", "($type, object, /)", crate::types::class_getitem),
];

/// Methods of `set` alone.
const MUTABLE: &[Def] = &[
    Def::staticmethod("__new__", "(type, *args, **kwargs)", new),
    Def::wrapper("__init__", "($self, *args, **kwargs)", init),
    Def::wrapper("__iand__", "($self, value, /)", operators::in_place_and),
    Def::wrapper("__ior__", "($self, value, /)", operators::in_place_or),
    Def::wrapper("__isub__", "($self, value, /)", operators::in_place_sub),
    Def::wrapper("__ixor__", "($self, value, /)", operators::in_place_xor),
    Def::method("add", "($self, object, /)", add),
    Def::method("clear", "($self, /)", clear),
    Def::method("copy", "($self, /)", copy),
    Def::method("difference_update", "($self, /, *others)", operators::difference_update_method),
    Def::method("discard", "($self, object, /)", discard),
    Def::method("intersection_update", "($self, /, *others)", operators::intersection_update_method),
    Def::method("pop", "($self, /)", pop),
    Def::method("remove", "($self, object, /)", remove),
    Def::method(
        "symmetric_difference_update",
        "($self, other, /)",
        operators::symmetric_difference_update_method,
    ),
    Def::method("update", "($self, /, *others)", operators::update_method),
];

/// Methods of `frozenset` alone.
const FROZEN: &[Def] = &[
    Def::staticmethod("__new__", "(type, *args, **kwargs)", new_frozen),
    Def::wrapper("__hash__", "($self, /)", hash),
    Def::method("copy", "($self, /)", copy),
];

pub(super) fn install(vm: &mut Vm) {
    let (set, frozenset) = (vm.types.set.clone(), vm.types.frozenset.clone());
    for (class, own) in [(&set, MUTABLE), (&frozenset, FROZEN)] {
        vm.define(class, SHARED);
        vm.define(class, own);
        vm.define(class, &comparison_methods!(operators::compare));
    }
    crate::types::make_unhashable(vm, &set);
    iterator::install(vm);
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    crate::types::wrap(vm, &args[0], Value::new(Set::new(false)))
}

fn init(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let set = vm.native::<Set>(&args[0])?;
    drop(set.take());
    if let Some(iterable) = crate::types::sequence::only_argument(vm, &args, "set", None)? {
        vm.set_update(set, iterable)?;
    }
    Ok(Value::none())
}

fn new_frozen(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let partner = vm.names.init.clone();
    let set = match crate::types::sequence::only_argument(vm, &args, "frozenset", Some(&partner))? {
        Some(same) if is_exact_frozenset(same) => same.clone(),
        Some(iterable) => {
            let set = Set::new(true);
            vm.set_update(&set, iterable)?;
            Value::new(set)
        }
        None => Value::new(Set::new(true)),
    };
    crate::types::wrap(vm, &args[0], set)
}

fn is_exact_frozenset(value: &Value) -> bool {
    value.downcast::<Set>().is_some_and(|set| set.is_frozen)
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let set = vm.native::<Set>(&args[0])?;
    let class = vm.class_of(&args[0]).name();
    if set.is_empty() {
        return Ok(vm.str(&format!("{class}()")));
    }
    if !vm.enter_repr(&args[0]) {
        return Ok(vm.str(&format!("{class}(...)")));
    }
    let keys = set.to_vec();
    let items = vm.repr_items(|place| keys.get(place).cloned());
    vm.leave_repr(&args[0]);
    let is_plain = args[0].kind() == Kind::Set && !set.is_frozen;
    let mut text = if is_plain { Wtf8Buf::from("{") } else { Wtf8Buf::from(format!("{class}({{")) };
    text.push_wtf8(&items?);
    text.push_str(if is_plain { "}" } else { "})" });
    Ok(vm.str_from(text))
}

fn len(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(vm.native::<Set>(&args[0])?.len() as i64))
}

fn hash(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let set = vm.native::<Set>(&args[0])?;
    if let Some(hash) = set.hash.get() {
        return Ok(Value::int(hash));
    }
    let hash = crate::hash::frozenset(set.hashes().into_iter());
    set.hash.set(Some(hash));
    Ok(Value::int(hash))
}

/// Does something with a key. A key that is a set, and so has no hash, stands for the frozenset equal to it.
fn with_key(
    vm: &mut Vm,
    args: &Args<'_>,
    mut action: impl FnMut(&mut Vm, &Set, &Value) -> PyResult<bool>,
) -> PyResult<bool> {
    let set = vm.native::<Set>(&args[0])?;
    match action(vm, set, &args[1]) {
        Err(raised) if raised.is(vm, Exc::TypeError) => match native::<Set>(&args[1]) {
            Some(key) if !key.is_frozen => {
                let frozen = plain_copy(key, true);
                action(vm, set, frozen.value())
            }
            _ => Err(raised),
        },
        result => result,
    }
}

fn contains(vm: &mut Vm, args: Args<'_>) -> PyResult {
    with_key(vm, &args, Vm::set_contains).map(Value::bool)
}

fn add(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let key = args.take_required(1);
    let set = vm.native::<Set>(&args[0])?;
    vm.set_add(set, key)?;
    Ok(Value::none())
}

fn discard(vm: &mut Vm, args: Args<'_>) -> PyResult {
    with_key(vm, &args, Vm::set_discard)?;
    Ok(Value::none())
}

fn remove(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    if with_key(vm, &args, Vm::set_discard)? {
        return Ok(Value::none());
    }
    let key = args.take_required(1);
    Err(vm.error_with(Exc::KeyError, vec![key]))
}

fn pop(vm: &mut Vm, args: Args<'_>) -> PyResult {
    match vm.native::<Set>(&args[0])?.pop() {
        Some(key) => Ok(key),
        None => Err(vm.error(Exc::KeyError, "pop from an empty set")),
    }
}

fn clear(vm: &mut Vm, args: Args<'_>) -> PyResult {
    drop(vm.native::<Set>(&args[0])?.take());
    Ok(Value::none())
}

fn copy(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if is_exact_frozenset(&args[0]) {
        return Ok(args[0].clone());
    }
    let set = vm.native::<Set>(&args[0])?;
    Ok(plain_copy(set, set.is_frozen).into_value())
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let items = vm.native::<Set>(&args[0])?.to_vec();
    let items = vm.list(items);
    let arguments = vm.tuple(vec![items]);
    let state = vm.own_dict(&args[0]).map_or_else(Value::none, crate::Ref::into_value);
    let parts = vec![vm.class_of(&args[0]).into_value(), arguments, state];
    Ok(vm.tuple(parts))
}

fn size_of_set(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let slots = vm.native::<Set>(&args[0])?.slots();
    // Eight slots are part of the object.
    Ok(Value::int(200 + if slots > 8 { 16 * slots as i64 } else { 0 }))
}

/// The set behind a `set`, a `frozenset` or an instance of a derived class.
fn any_set(value: &Value) -> Option<&Ref<Set>> {
    Ref::of(crate::types::unwrapped(value))
}
