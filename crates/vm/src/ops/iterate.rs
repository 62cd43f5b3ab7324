//! Iteration.

use std::cell::{Cell, RefCell};

use crate::objects::*;
use crate::value::{Kind, Ref, Value, peek};
use crate::{Exc, PyResult, Vm};

impl Vm {
    /// `iter(value)`
    #[allow(clippy::iter_not_returning_iterator, reason = "the iterator is Python's")]
    pub fn iter(&mut self, value: &Value) -> PyResult {
        match value.kind() {
            Kind::List | Kind::Tuple | Kind::Str => return Ok(sequence_iterator(value)),
            Kind::RangeIterator | Kind::Generator | Kind::SequenceIterator | Kind::DictIterator
                if !value.downcast::<Generator>().is_some_and(|g| g.kind != GeneratorKind::Generator) =>
            {
                return Ok(value.clone());
            }
            Kind::Range => {
                if let Some(range) = value.downcast::<Range>() {
                    return Ok(range.iterator(self));
                }
            }
            Kind::Dict => {
                if let Some(dict) = Ref::<Dict>::of(value) {
                    return Ok(dict_iterator(dict, DictPart::Keys, false));
                }
            }
            _ => {}
        }
        let (by_iter, by_item) = (self.names.iter.clone(), self.names.getitem.clone());
        let class = self.class_of(value);
        match self.lookup(&class, &by_iter) {
            Some(method) if method.is_none() => {}
            Some(_) => {
                let iterator = self.call_special(value, &by_iter, &[])?.unwrap_or_else(Value::none);
                let result_class = self.class_of(&iterator);
                let next = self.names.next.clone();
                if result_class.iternext.get().is_none() && self.lookup(&result_class, &next).is_none() {
                    let name = result_class.name();
                    return Err(self.type_error(format!("iter() returned non-iterator of type '{name}'")));
                }
                return Ok(iterator);
            }
            None if self.lookup(&class, &by_item).is_some() => return Ok(sequence_iterator(value)),
            None => {}
        }
        Err(self.type_error(format!("'{}' object is not iterable", class.name())))
    }

    /// The next item of an iterator, `None` at its end.
    pub fn next(&mut self, iterator: &Value) -> PyResult<Option<Value>> {
        if let Some(item) = quick_next(iterator) {
            return Ok(Some(item));
        }
        match iterator.kind() {
            Kind::RangeIterator => Ok(iterator.downcast::<RangeIterator>().and_then(RangeIterator::advance)),
            Kind::Generator => self.generator_next(iterator),
            Kind::SequenceIterator => crate::types::next_in_sequence(self, iterator),
            _ => {
                let class = self.class_of(iterator);
                if let Some(next) = class.iternext.get() {
                    return next(self, iterator);
                }
                let name = self.names.next.clone();
                match self.call_special(iterator, &name, &[]) {
                    Ok(Some(item)) => Ok(Some(item)),
                    Ok(None) => Err(self.type_error(format!("'{}' object is not an iterator", class.name()))),
                    Err(raised) if raised.is(self, Exc::StopIteration) => Ok(None),
                    Err(raised) => Err(raised),
                }
            }
        }
    }

    /// All items of an iterable.
    pub fn collect(&mut self, iterable: &Value) -> PyResult<Vec<Value>> {
        match iterable.kind() {
            Kind::List => return Ok(iterable.downcast::<List>().map(List::to_vec).unwrap_or_default()),
            Kind::Tuple => {
                return Ok(iterable
                    .downcast::<Tuple>()
                    .map(|tuple| tuple.items.to_vec())
                    .unwrap_or_default());
            }
            _ => {}
        }
        let iterator = self.iter(iterable)?;
        let mut items = Vec::new();
        while let Some(item) = self.next_in_loop(&iterator)? {
            items.push(item);
            if items.len().is_multiple_of(1024) {
                self.check_memory(items.len() * size_of::<Value>())?;
            }
        }
        Ok(items)
    }
}

/// What the loop tries first: the next item of an iterator over a range, a list or a tuple. At the end, and of
/// others, nothing.
#[inline(always)]
#[allow(clippy::inline_always, reason = "measured: the loop's arms are worth it")]
pub(crate) fn quick_next(iterator: &Value) -> Option<Value> {
    if let Some(range) = iterator.downcast::<RangeIterator>() {
        return range.advance();
    }
    let iterator = iterator.downcast::<SequenceIterator>()?;
    if iterator.is_reversed {
        return None;
    }
    let index = iterator.index.get();
    let item = peek(&iterator.sequence, |sequence| {
        let sequence = sequence.as_ref()?;
        match iterator.over {
            Over::List => sequence.downcast::<List>()?.get(index),
            Over::Tuple => sequence.downcast::<Tuple>()?.items.get(index).cloned(),
            _ => None,
        }
    })??;
    iterator.index.set(index + 1);
    Some(item)
}

impl RangeIterator {
    /// The next number.
    #[inline]
    pub fn advance(&self) -> Option<Value> {
        let left = self.left.get();
        if left <= 0 {
            return None;
        }
        self.left.set(left - 1);
        let next = self.next.get();
        self.next.set(next.wrapping_add(self.step));
        Some(Value::int(next))
    }
}

/// An iterator over a sequence, by index.
pub(crate) fn sequence_iterator(sequence: &Value) -> Value {
    let over = match sequence.kind() {
        Kind::List => Over::List,
        Kind::Tuple => Over::Tuple,
        Kind::Str if sequence.downcast().is_some_and(Str::is_ascii) => Over::Ascii,
        Kind::Str => Over::Str,
        Kind::Bytes => Over::Bytes,
        Kind::ByteArray => Over::ByteArray,
        _ => Over::Other,
    };
    Value::new(SequenceIterator {
        sequence: RefCell::new(Some(sequence.clone())),
        index: Cell::new(0),
        over,
        is_reversed: false,
    })
}

/// An iterator over a sequence of `len` items, from its end to its start.
pub(crate) fn reversed_sequence_iterator(sequence: &Value, len: usize) -> Value {
    let over = if sequence.kind() == Kind::List { Over::List } else { Over::Other };
    Value::new(SequenceIterator {
        sequence: RefCell::new(Some(sequence.clone())),
        index: Cell::new(len),
        over,
        is_reversed: true,
    })
}

/// An iterator over a dictionary.
pub(crate) fn dict_iterator(dict: &Ref<Dict>, part: DictPart, is_reversed: bool) -> Value {
    Value::new(DictIterator {
        dict: RefCell::new(Some(dict.clone())),
        part,
        place: Cell::new(if is_reversed { dict.places() } else { 0 }),
        len: Cell::new(dict.len()),
        is_reversed,
    })
}
