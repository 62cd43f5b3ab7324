//! Iterators over sequences by index: of lists, tuples, strings and bytes, of objects with `__getitem__`, and
//! `reversed`.

use crate::call::Args;
use crate::objects::*;
use crate::ops::reversed_sequence_iterator;
use crate::types::{Def, native};
use crate::value::{Kind, Value};
use crate::{Exc, PyResult, Vm};

use super::ITERATOR_METHODS;
use super::pickling::OF_SEQUENCE;

pub(super) fn install(vm: &mut Vm) {
    let types = &vm.types;
    let classes = [
        types.list_iterator.clone(),
        types.list_reverseiterator.clone(),
        types.tuple_iterator.clone(),
        types.str_iterator.clone(),
        types.str_ascii_iterator.clone(),
        types.bytes_iterator.clone(),
        types.bytearray_iterator.clone(),
        types.iterator.clone(),
        types.reversed.clone(),
    ];
    for class in &classes {
        vm.define(class, ITERATOR_METHODS);
        vm.define(class, &[Def::method("__length_hint__", "($self, /)", length_hint)]);
        vm.define(class, OF_SEQUENCE);
        class.iternext.set(Some(next));
    }
    let reversed = vm.types.reversed.clone();
    vm.define(&reversed, &[Def::staticmethod("__new__", "(type, object, /)", new_reversed)]);
}

/// The next item of a [`SequenceIterator`].
pub(crate) fn next(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let Some(iterator) = native::<SequenceIterator>(value) else { return Ok(None) };
    if iterator.is_reversed {
        return previous(vm, iterator);
    }
    let index = iterator.index.get();
    let borrowed = iterator.sequence.borrow();
    let Some(sequence) = &*borrowed else { return Ok(None) };
    let mut step = 1;
    let item = match sequence.kind() {
        Kind::List => sequence.downcast::<List>().and_then(|list| list.get(index)),
        Kind::Tuple => sequence.downcast::<Tuple>().and_then(|tuple| tuple.items.get(index).cloned()),
        Kind::Bytes => {
            let byte = sequence.downcast::<Bytes>().and_then(|bytes| bytes.data.get(index).copied());
            byte.map(|byte| Value::int(byte.into()))
        }
        Kind::ByteArray => {
            let array = sequence.downcast::<ByteArray>();
            let byte = array.and_then(|array| array.data.borrow().get(index).copied());
            byte.map(|byte| Value::int(byte.into()))
        }
        Kind::Str => {
            let text = sequence.downcast::<Str>().map(Str::wtf8);
            let point = text.and_then(|text| text.get(index..)?.code_points().next());
            point.map(|point| {
                step = point.len_wtf8();
                vm.char(point)
            })
        }
        _ => {
            let sequence = sequence.clone();
            drop(borrowed);
            return next_by_index(vm, iterator, &sequence, index);
        }
    };
    drop(borrowed);
    match item {
        Some(item) => {
            iterator.index.set(index + step);
            Ok(Some(item))
        }
        None => {
            drop(iterator.sequence.take());
            Ok(None)
        }
    }
}

/// An object with `__getitem__` is asked until it raises `IndexError` or `StopIteration`.
fn next_by_index(
    vm: &mut Vm,
    iterator: &SequenceIterator,
    sequence: &Value,
    index: usize,
) -> PyResult<Option<Value>> {
    match vm.getitem(sequence, &Value::int(index as i64)) {
        Ok(item) => {
            iterator.index.set(index + 1);
            Ok(Some(item))
        }
        Err(raised) if raised.is(vm, Exc::IndexError) || raised.is(vm, Exc::StopIteration) => {
            drop(iterator.sequence.take());
            Ok(None)
        }
        Err(raised) => Err(raised),
    }
}

fn previous(vm: &mut Vm, iterator: &SequenceIterator) -> PyResult<Option<Value>> {
    let sequence = iterator.sequence.borrow().clone();
    let (Some(sequence), Some(index)) = (sequence, iterator.index.get().checked_sub(1)) else {
        drop(iterator.sequence.take());
        return Ok(None);
    };
    let item = match sequence.downcast::<List>() {
        Some(list) => list.get(index),
        None => match vm.getitem(&sequence, &Value::int(index as i64)) {
            Ok(item) => Some(item),
            Err(raised) if raised.is(vm, Exc::IndexError) || raised.is(vm, Exc::StopIteration) => None,
            Err(raised) => return Err(raised),
        },
    };
    if item.is_some() {
        iterator.index.set(index);
    } else {
        drop(iterator.sequence.take());
    }
    Ok(item)
}

fn length_hint(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let iterator = vm.native::<SequenceIterator>(&args[0])?;
    let index = iterator.index.get();
    let Some(sequence) = iterator.sequence.borrow().clone() else { return Ok(Value::int(0)) };
    if iterator.is_reversed {
        let len = vm.len(&sequence)?;
        return Ok(Value::int(if len < index { 0 } else { index as i64 }));
    }
    let left = match sequence.downcast::<Str>() {
        // The index of a string is in bytes.
        Some(text) => text.wtf8().get(index..).map_or(0, |rest| rest.code_points().count()),
        None => {
            let class = vm.class_of(&sequence);
            let by_len = vm.names.len.clone();
            if vm.lookup(&class, &by_len).is_none() {
                return Ok(Value::not_implemented());
            }
            vm.len(&sequence)?.saturating_sub(index)
        }
    };
    Ok(Value::int(left as i64))
}

/// `reversed(object)`: what `__reversed__` returns, or an iterator by index.
fn new_reversed(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.class_of(&args[1]);
    let hook = vm.names.reversed.clone();
    let by_item = vm.names.getitem.clone();
    let is_sequence = vm.lookup(&class, &by_item).is_some() && vm.native::<Dict>(&args[1]).is_err();
    match vm.lookup(&class, &hook) {
        Some(hook_found) if !hook_found.is_none() => {
            let result = vm.call_special(&args[1], &hook, &[])?;
            Ok(result.unwrap_or_else(Value::none))
        }
        None if is_sequence => {
            let len = vm.len(&args[1])?;
            let iterator = reversed_sequence_iterator(&args[1], len);
            crate::types::wrap(vm, &args[0], iterator)
        }
        _ => Err(vm.type_error(format!("'{}' object is not reversible", class.name()))),
    }
}
