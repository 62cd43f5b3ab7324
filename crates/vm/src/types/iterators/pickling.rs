//! `__reduce__` and `__setstate__` of iterators: where they stand, so that `copy` and `pickle` can take them apart and
//! put them together.
//!
//! An iterator over a sequence is `iter(sequence)` and the index; one over a dictionary or a set is an iterator over a
//! list of what is left. At the end there is an empty sequence.

use crate::call::Args;
use crate::objects::*;
use crate::types::{Def, native};
use crate::value::Value;
use crate::{PyResult, Vm};

/// Of iterators over sequences.
pub(super) const OF_SEQUENCE: &[Def] = &[
    Def::method("__reduce__", "($self, /)", reduce_sequence),
    Def::method("__setstate__", "($self, object, /)", set_state_of_sequence),
];

/// Of iterators over dictionaries and sets.
pub(crate) const AS_LIST: &[Def] = &[Def::method("__reduce__", "($self, /)", reduce_to_list)];

impl Vm {
    /// `(iter, (sequence,), index)`, without an index `(iter, (sequence,))`.
    pub(crate) fn reduced_iterator(
        &mut self,
        function: Value,
        sequence: Value,
        index: Option<Value>,
    ) -> Value {
        let arguments = self.tuple(vec![sequence]);
        let mut parts = vec![function, arguments];
        parts.extend(index);
        self.tuple(parts)
    }

    /// The function `iter`, as programs see it.
    pub(crate) fn iter_function(&mut self) -> Value {
        let key = self.intern("iter");
        self.builtins.get_str(&key).unwrap_or_else(Value::none)
    }
}

fn reduce_sequence(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let iterator = vm.native::<SequenceIterator>(&args[0])?;
    let function = if iterator.is_reversed { vm.types.reversed.value().clone() } else { vm.iter_function() };
    let sequence = iterator.sequence.borrow().clone();
    let index =
        if iterator.is_reversed { iterator.index.get().checked_sub(1) } else { Some(iterator.index.get()) };
    let (Some(sequence), Some(index)) = (sequence, index) else {
        let empty = match iterator.over {
            Over::List => vm.list(Vec::new()),
            Over::Ascii | Over::Str => vm.str(""),
            _ => vm.tuple(Vec::new()),
        };
        return Ok(vm.reduced_iterator(function, empty, None));
    };
    // The index of a string is in bytes.
    let before = sequence.downcast::<Str>().and_then(|text| text.wtf8().get(..index));
    let index = before.map_or(index, |before| before.code_points().count());
    Ok(vm.reduced_iterator(function, sequence, Some(Value::int(index as i64))))
}

fn set_state_of_sequence(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let iterator = vm.native::<SequenceIterator>(&args[0])?;
    let index = vm.index_i64(&args[1])?;
    let Some(sequence) = iterator.sequence.borrow().clone() else { return Ok(Value::none()) };
    if index < 0 && iterator.over == Over::List {
        drop(iterator.sequence.take());
        return Ok(Value::none());
    }
    let index = usize::try_from(index).unwrap_or_default();
    let place = match sequence.downcast::<Str>() {
        Some(text) => {
            let place = text.wtf8().code_point_indices().nth(index);
            place.map_or(text.wtf8().len(), |(place, _)| place)
        }
        None if iterator.over == Over::Other && !iterator.is_reversed => index,
        None => index.min(vm.len(&sequence)?),
    };
    let place = if iterator.is_reversed { (place + 1).min(vm.len(&sequence)?) } else { place };
    iterator.index.set(place);
    Ok(Value::none())
}

/// The items that are left, without taking them from the iterator.
fn reduce_to_list(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let rest = match native::<DictIterator>(&args[0]) {
        Some(iterator) => dict_rest(vm, iterator),
        None => crate::types::set_rest(&args[0]),
    };
    let (function, rest) = (vm.iter_function(), vm.list(rest));
    Ok(vm.reduced_iterator(function, rest, None))
}

fn dict_rest(vm: &mut Vm, iterator: &DictIterator) -> Vec<Value> {
    let Some(dict) = iterator.dict.borrow().clone() else { return Vec::new() };
    let place = iterator.place.get();
    let places: Vec<usize> =
        if iterator.is_reversed { (0..place).rev().collect() } else { (place..dict.places()).collect() };
    let entries = places.into_iter().filter_map(|place| dict.entry_at(place));
    entries
        .map(|(key, value)| match iterator.part {
            DictPart::Keys => key,
            DictPart::Values => value,
            DictPart::Items => vm.tuple_of([key, value]),
        })
        .collect()
}
