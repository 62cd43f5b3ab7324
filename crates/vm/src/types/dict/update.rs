//! Merging dictionaries: `dict(...)`, `update`, `|`.

use crate::call::Args;
use crate::objects::*;
use crate::types::native;
use crate::value::{Kind, Ref, Value};
use crate::{Exc, PyResult, Vm};

pub(super) fn init(vm: &mut Vm, args: Args<'_>) -> PyResult {
    update_from_call(vm, &args, "dict")
}

pub(super) fn update(vm: &mut Vm, args: Args<'_>) -> PyResult {
    update_from_call(vm, &args, "update")
}

fn update_from_call(vm: &mut Vm, args: &Args<'_>, name: &str) -> PyResult {
    let dict = vm.native::<Dict>(&args[0])?;
    match args.rest(1) {
        [] => {}
        [source] => vm.dict_update(dict, source)?,
        many => {
            let message = format!("{name} expected at most 1 argument, got {}", many.len());
            return Err(vm.type_error(message));
        }
    }
    if let Some(named) = args.named(2) {
        for (hash, key, value) in named.hashed_items() {
            set_hashed(vm, dict, hash, key, value)?;
        }
    }
    Ok(Value::none())
}

fn set_hashed(vm: &mut Vm, dict: &Dict, hash: i64, key: Value, value: Value) -> PyResult<()> {
    match vm.dict_find_hashed(dict, hash, &key)? {
        Some(place) => drop(dict.replace_at(place, value)),
        None => dict.insert(hash, key, value),
    }
    Ok(())
}

impl Vm {
    /// Takes over the items of a mapping, or of an iterable of pairs (`dict_update_arg`).
    pub(crate) fn dict_update(&mut self, dict: &Dict, source: &Value) -> PyResult<()> {
        if source.kind() == Kind::Dict {
            return self.dict_merge(dict, source);
        }
        let keys = self.names.keys.clone();
        if self.find_attr(source, &keys)?.is_some() {
            return self.dict_merge(dict, source);
        }
        self.dict_update_from_pairs(dict, source)
    }

    /// Takes over the items of a mapping (`PyDict_Update`).
    pub(crate) fn dict_merge(&mut self, dict: &Dict, mapping: &Value) -> PyResult<()> {
        if let Some(other) = native::<Dict>(mapping)
            && self.iterates_as_dict(mapping)
        {
            if std::ptr::eq(dict, other) {
                return Ok(());
            }
            let len = other.len();
            let mut place = 0;
            for (hash, key, value) in other.hashed_items() {
                set_hashed(self, dict, hash, key, value)?;
                place += 1;
                if other.len() != len && place < len {
                    return Err(self.error(Exc::RuntimeError, "dict mutated during update"));
                }
            }
            return Ok(());
        }
        let keys = self.call_method(mapping, "keys", [])?;
        let iterator = self.iter(&keys)?;
        while let Some(key) = self.next_in_loop(&iterator)? {
            let value = self.getitem(mapping, &key)?;
            self.dict_set(dict, key, value)?;
        }
        Ok(())
    }

    /// Whether a dictionary's class leaves `__iter__` as it is: else `keys` and `__getitem__` are asked.
    pub(crate) fn iterates_as_dict(&mut self, value: &Value) -> bool {
        if value.kind() == Kind::Dict {
            return true;
        }
        let iter = self.names.iter.clone();
        let (class, plain) = (self.class_of(value), self.types.dict.clone());
        match (self.lookup(&class, &iter), self.lookup(&plain, &iter)) {
            (Some(own), Some(plain)) => own.is(&plain),
            _ => false,
        }
    }

    fn dict_update_from_pairs(&mut self, dict: &Dict, pairs: &Value) -> PyResult<()> {
        let iterator = self.iter(pairs)?;
        let mut number = 0;
        while let Some(pair) = self.next_in_loop(&iterator)? {
            let mut items = match self.iter(&pair) {
                Ok(iterator) => self.collect(&iterator)?,
                Err(raised) if raised.is(self, Exc::TypeError) => {
                    let message =
                        format!("cannot convert dictionary update sequence element #{number} to a sequence");
                    return Err(self.type_error(message));
                }
                Err(raised) => return Err(raised),
            };
            let len = items.len();
            let (2, Some(value), Some(key)) = (len, items.pop(), items.pop()) else {
                let message =
                    format!("dictionary update sequence element #{number} has length {len}; 2 is required");
                return Err(self.value_error(message));
            };
            self.dict_set(dict, key, value)?;
            number += 1;
        }
        Ok(())
    }
}

/// Both operands are dictionaries; the result is a plain one.
fn merged(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let (Some(dict), true) = (native::<Dict>(left), native::<Dict>(right).is_some()) else {
        return Ok(Value::not_implemented());
    };
    let result = Ref::new(dict.copy());
    vm.dict_merge(&result, right)?;
    Ok(result.into_value())
}

pub(super) fn or(vm: &mut Vm, args: Args<'_>) -> PyResult {
    merged(vm, &args[0], &args[1])
}

pub(super) fn reflected_or(vm: &mut Vm, args: Args<'_>) -> PyResult {
    merged(vm, &args[1], &args[0])
}

pub(super) fn in_place_or(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let dict = vm.native::<Dict>(&args[0])?;
    vm.dict_update(dict, &args[1])?;
    Ok(args.take_required(0))
}
