//! The six iterators over dictionaries and their views.

use crate::call::Args;
use crate::objects::*;
use crate::types::iterators::{AS_LIST, ITERATOR_METHODS};
use crate::types::{Def, native};
use crate::value::Value;
use crate::{Exc, PyResult, Vm};

pub(super) fn install(vm: &mut Vm) {
    let types = &vm.types;
    let classes = [
        types.dict_keyiterator.clone(),
        types.dict_valueiterator.clone(),
        types.dict_itemiterator.clone(),
        types.dict_reversekeyiterator.clone(),
        types.dict_reversevalueiterator.clone(),
        types.dict_reverseitemiterator.clone(),
    ];
    for class in &classes {
        vm.define(class, ITERATOR_METHODS);
        vm.define(class, &[Def::method("__length_hint__", "($self, /)", length_hint)]);
        vm.define(class, AS_LIST);
        class.iternext.set(Some(next));
    }
}

/// No dictionary has that many keys: the mark of an iterator that saw its dictionary change.
const CHANGED: usize = usize::MAX;

fn next(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let Some(iterator) = native::<DictIterator>(value) else { return Ok(None) };
    let borrowed = iterator.dict.borrow();
    let Some(dict) = &*borrowed else { return Ok(None) };
    if iterator.len.get() != dict.len() {
        iterator.len.set(CHANGED);
        return Err(vm.error(Exc::RuntimeError, "dictionary changed size during iteration"));
    }
    let entry =
        if iterator.is_reversed { previous_entry(iterator, dict) } else { next_entry(iterator, dict) };
    drop(borrowed);
    let Some((key, value)) = entry else {
        drop(iterator.dict.take());
        return Ok(None);
    };
    Ok(Some(match iterator.part {
        DictPart::Keys => key,
        DictPart::Values => value,
        DictPart::Items => vm.tuple_of([key, value]),
    }))
}

fn next_entry(iterator: &DictIterator, dict: &Dict) -> Option<(Value, Value)> {
    let places = dict.places();
    let mut place = iterator.place.get();
    while place < places {
        let entry = dict.entry_at(place);
        place += 1;
        if entry.is_some() {
            iterator.place.set(place);
            return entry;
        }
    }
    None
}

fn previous_entry(iterator: &DictIterator, dict: &Dict) -> Option<(Value, Value)> {
    let mut place = iterator.place.get();
    while place > 0 {
        place -= 1;
        let entry = dict.entry_at(place);
        if entry.is_some() {
            iterator.place.set(place);
            return entry;
        }
    }
    None
}

fn length_hint(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let iterator = vm.native::<DictIterator>(&args[0])?;
    let borrowed = iterator.dict.borrow();
    let Some(dict) = borrowed.as_ref().filter(|dict| dict.len() == iterator.len.get()) else {
        return Ok(Value::int(0));
    };
    let place = iterator.place.get();
    let places = if iterator.is_reversed { 0..place } else { place..dict.places() };
    let left = places.filter(|place| dict.value_at(*place).is_some()).count();
    Ok(Value::int(left as i64))
}
