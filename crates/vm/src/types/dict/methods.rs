//! Methods of `dict`, apart from those that merge.

use crate::call::Args;
use crate::objects::*;
use crate::types::native;
use crate::value::Value;
use crate::{Exc, PyResult, Vm};

pub(super) fn clear(vm: &mut Vm, args: Args<'_>) -> PyResult {
    drop(vm.native::<Dict>(&args[0])?.take());
    Ok(Value::none())
}

pub(super) fn copy(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::new(vm.native::<Dict>(&args[0])?.copy()))
}

/// A new object of the class, with the same value for all keys; of a derived class by its `__setitem__`.
pub(super) fn from_keys(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let value = args.get(2).cloned().unwrap_or_else(Value::none);
    let object = vm.call(&args[0], [])?;
    let iterator = vm.iter(&args[1])?;
    while let Some(key) = vm.next_in_loop(&iterator)? {
        vm.setitem(&object, &key, value.clone())?;
    }
    Ok(object)
}

pub(super) fn get(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let dict = vm.native::<Dict>(&args[0])?;
    match vm.dict_get(dict, &args[1])? {
        Some(value) => Ok(value),
        None => Ok(args.take_required(2)),
    }
}

pub(super) fn pop(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let dict = vm.native::<Dict>(&args[0])?;
    let removed = if dict.is_empty() { None } else { vm.dict_remove(dict, &args[1])? };
    match (removed, args.take(2)) {
        (Some((_, value)), _) => Ok(value),
        (None, Some(default)) => Ok(default),
        (None, None) => {
            let key = args.take_required(1);
            Err(vm.error_with(Exc::KeyError, vec![key]))
        }
    }
}

pub(super) fn pop_item(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let dict = vm.native::<Dict>(&args[0])?;
    // There are no holes at the end.
    match dict.places().checked_sub(1).and_then(|last| dict.remove_at(last)) {
        Some((key, value)) => Ok(vm.tuple(vec![key, value])),
        None => Err(vm.error(Exc::KeyError, "popitem(): dictionary is empty")),
    }
}

pub(super) fn set_default(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let default = args.take_required(2);
    let dict = vm.native::<Dict>(&args[0])?;
    match vm.dict_find(dict, &args[1])? {
        (_, Some(place)) => Ok(dict.value_at(place).unwrap_or(default)),
        (hash, None) => {
            dict.insert(hash, args[1].clone(), default.clone());
            Ok(default)
        }
    }
}

pub(super) fn size_of_dict(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let dict = vm.native::<Dict>(&args[0])?;
    let places = dict.places();
    if places == 0 {
        return Ok(Value::int(48));
    }
    // The index has a power of two of slots, of which two thirds are used; it has a byte or more for each.
    let slots = (places * 3 / 2 + 1).next_power_of_two().max(8);
    let width = if slots <= 0x80 {
        1
    } else if slots <= 0x8000 {
        2
    } else {
        4
    };
    let of_strings = dict.items().iter().all(|(key, _)| native::<Str>(key).is_some());
    let entry = if of_strings { 16 } else { 24 };
    Ok(Value::int((48 + 32 + slots * width + slots * 2 / 3 * entry) as i64))
}
