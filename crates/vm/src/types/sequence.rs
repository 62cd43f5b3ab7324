//! What all sequences share: indices, slices, repetition, comparison item by item, the text of what is inside.

use rustpython_wtf8::Wtf8Buf;

use crate::call::Args;
use crate::objects::*;
use crate::ops::Comparison;
use crate::value::{Kind, Ref, Value};
use crate::{Exc, PyResult, Vm};

/// A slice whose parts are numbers, not yet fitted to a length (`PySlice_Unpack`).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unpacked {
    start: i64,
    stop: i64,
    step: i64,
}

/// A slice fitted to a sequence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Indices {
    /// Index of the first item.
    pub start: i64,
    /// Distance; never zero.
    pub step: i64,
    /// Number of items.
    pub len: usize,
}

impl Unpacked {
    /// Fits it to a sequence of `len` items (`PySlice_AdjustIndices`).
    pub(crate) fn adjust(self, len: usize) -> Indices {
        let len = len as i64;
        let (lowest, highest) = if self.step < 0 { (-1, len - 1) } else { (0, len) };
        let fit = |index: i64| if index < 0 { (index + len).max(lowest) } else { index.min(highest) };
        let (start, stop, step) = (fit(self.start), fit(self.stop), self.step);
        let count = if step < 0 && stop < start {
            (start - stop - 1) / -step + 1
        } else if step > 0 && start < stop {
            (stop - start - 1) / step + 1
        } else {
            0
        };
        Indices { start, step, len: count as usize }
    }
}

impl Indices {
    /// The indices of the items, in order.
    pub(crate) fn places(self) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator {
        (0..self.len).map(move |nth| (self.start + nth as i64 * self.step) as usize)
    }

    /// The range of items, when there are no gaps.
    pub(crate) fn contiguous(self) -> Option<std::ops::Range<usize>> {
        let start = self.start as usize;
        (self.step == 1).then(|| start..start + self.len)
    }

    /// The items of the slice.
    pub(crate) fn select<T: Clone>(self, items: &[T]) -> Vec<T> {
        match self.contiguous() {
            Some(range) => items[range].to_vec(),
            None => self.places().map(|place| items[place].clone()).collect(),
        }
    }
}

/// How a key of a sequence is meant.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Subscript {
    /// One item, counted from the end if negative.
    Item(i64),
    /// Several items.
    Slice(Unpacked),
}

/// The place that an index means in a sequence of `len` items, if there is one.
pub(crate) fn place(index: i64, len: usize) -> Option<usize> {
    let index = if index < 0 { index + len as i64 } else { index };
    usize::try_from(index).ok().filter(|place| *place < len)
}

/// The argument of `list(...)` and the like, if there is one; slots 1 and 2 are `*args` and `**kwargs`. Keywords are let
/// pass where `partner`, if there is one, is a program's own: the other one of `__new__` and `__init__`, which they are for.
pub(crate) fn only_argument<'a>(
    vm: &mut Vm,
    args: &'a Args<'_>,
    class: &str,
    partner: Option<&Value>,
) -> PyResult<Option<&'a Value>> {
    if args.named(2).is_some_and(|named| !named.is_empty()) && !has_own(vm, &args[0], partner) {
        return Err(vm.type_error(format!("{class}() takes no keyword arguments")));
    }
    match args.rest(1) {
        [] => Ok(None),
        [only] => Ok(Some(only)),
        many => Err(vm.type_error(format!("{class} expected at most 1 argument, got {}", many.len()))),
    }
}

/// Whether a class, or the class of an object, has such a method from Python code.
fn has_own(vm: &mut Vm, of: &Value, name: Option<&Value>) -> bool {
    let class = Ref::<Class>::of(of).cloned().unwrap_or_else(|| vm.class_of(of));
    name.and_then(|name| vm.lookup(&class, name)).is_some_and(|found| found.kind() != Kind::Native)
}

impl Vm {
    /// Reads a key that must be an index or a slice. `what` names the sequence in the refusal:
    /// `"list indices"`.
    pub(crate) fn subscript(&mut self, what: &str, key: &Value) -> PyResult<Subscript> {
        if let Some(index) = key.as_int() {
            return Ok(Subscript::Item(index));
        }
        if let Some(slice) = key.downcast::<Slice>() {
            return Ok(Subscript::Slice(self.unpack_slice(slice)?));
        }
        let class = self.class_of(key);
        let by_index = self.names.index.clone();
        if self.lookup(&class, &by_index).is_none() {
            let class = class.name();
            return Err(self.type_error(format!("{what} must be integers or slices, not {class}")));
        }
        match self.index_i64(key) {
            Err(raised) if raised.is(self, Exc::OverflowError) => {
                let message = format!("cannot fit '{}' into an index-sized integer", class.name());
                Err(self.error(Exc::IndexError, message))
            }
            index => index.map(Subscript::Item),
        }
    }

    /// The numbers of a slice; may call `__index__` (`PySlice_Unpack`).
    pub(crate) fn unpack_slice(&mut self, slice: &Slice) -> PyResult<Unpacked> {
        let step = if slice.step.is_none() { 1 } else { self.slice_index(&slice.step)? };
        if step == 0 {
            return Err(self.value_error("slice step cannot be zero"));
        }
        let step = step.max(-i64::MAX);
        let (first, last) = if step < 0 { (i64::MAX, i64::MIN) } else { (0, i64::MAX) };
        let start = if slice.start.is_none() { first } else { self.slice_index(&slice.start)? };
        let stop = if slice.stop.is_none() { last } else { self.slice_index(&slice.stop)? };
        Ok(Unpacked { start, stop, step })
    }

    /// An index whose size does not matter: what does not fit is cut to the largest (`_PyEval_SliceIndex`).
    pub(crate) fn slice_index(&mut self, value: &Value) -> PyResult<i64> {
        if let Some(index) = value.as_index() {
            return Ok(index);
        }
        let class = self.class_of(value);
        let by_index = self.names.index.clone();
        if self.lookup(&class, &by_index).is_none() {
            let message = "slice indices must be integers or None or have an __index__ method";
            return Err(self.type_error(message));
        }
        let index = self.index(value)?;
        let furthest = if index.sign() == num_bigint::Sign::Minus { i64::MIN } else { i64::MAX };
        Ok(num_traits::ToPrimitive::to_i64(&index).unwrap_or(furthest))
    }

    /// The arguments `start` and `stop` of an `index` method, fitted to a length.
    pub(crate) fn search_range(
        &mut self,
        start: Option<&Value>,
        stop: Option<&Value>,
        len: usize,
    ) -> PyResult<std::ops::Range<usize>> {
        let start = start.map_or(Ok(0), |start| self.search_bound(start))?;
        let stop = stop.map_or(Ok(i64::MAX), |stop| self.search_bound(stop))?;
        let fit = |index: i64| if index < 0 { (index + len as i64).max(0) as usize } else { index as usize };
        Ok(fit(start)..fit(stop))
    }

    /// Unlike in a slice, `None` is no bound (`_PyEval_SliceIndexNotNone`).
    fn search_bound(&mut self, value: &Value) -> PyResult<i64> {
        let class = self.class_of(value);
        let by_index = self.names.index.clone();
        if value.as_index().is_none() && self.lookup(&class, &by_index).is_none() {
            return Err(self.type_error("slice indices must be integers or have an __index__ method"));
        }
        self.slice_index(value)
    }

    /// The factor of a repetition; `None` if `value` is no integer.
    pub(crate) fn repetitions(&mut self, value: &Value) -> PyResult<Option<usize>> {
        if let Some(times) = value.as_index() {
            return Ok(Some(times.max(0) as usize));
        }
        let class = self.class_of(value);
        let by_index = self.names.index.clone();
        if self.lookup(&class, &by_index).is_none() {
            return Ok(None);
        }
        self.index_i64(value).map(|times| Some(times.max(0) as usize))
    }

    /// `items * times`
    pub(crate) fn repeat(&mut self, items: &[Value], times: usize) -> PyResult<Vec<Value>> {
        let bytes = items.len().checked_mul(times).and_then(|len| len.checked_mul(size_of::<Value>()));
        self.check_memory(bytes.unwrap_or(usize::MAX))?;
        let mut all = Vec::with_capacity(items.len() * times);
        for _ in 0..times {
            all.extend_from_slice(items);
        }
        Ok(all)
    }

    /// Compares two sequences item by item; `get` gives the items of both at a place, or `None` at the end of
    /// either, for Python code may change them meanwhile. `lens` gives their lengths.
    pub(crate) fn compare_items(
        &mut self,
        op: Comparison,
        get: impl Fn(usize) -> Option<(Value, Value)>,
        lens: impl Fn() -> (usize, usize),
    ) -> PyResult {
        let (left_len, right_len) = lens();
        if left_len != right_len && matches!(op, Comparison::Eq | Comparison::Ne) {
            return Ok(Value::bool(op == Comparison::Ne));
        }
        let mut place = 0;
        while let Some((left, right)) = get(place) {
            if !self.equals(&left, &right)? {
                // Comparing may have shortened them: then their lengths decide.
                if get(place).is_none() {
                    break;
                }
                return match op {
                    Comparison::Eq => Ok(Value::bool(false)),
                    Comparison::Ne => Ok(Value::bool(true)),
                    _ => self.compare(op, &left, &right),
                };
            }
            place += 1;
        }
        let (left_len, right_len) = lens();
        Ok(Value::bool(op.holds(left_len.cmp(&right_len))))
    }

    /// Begins the text of a container that may contain itself; false if it is being written already
    /// (`Py_ReprEnter`).
    pub(crate) fn enter_repr(&mut self, value: &Value) -> bool {
        let id = value.id();
        if self.in_repr.contains(&id) {
            return false;
        }
        self.in_repr.push(id);
        true
    }

    /// Ends what [`Vm::enter_repr`] began.
    pub(crate) fn leave_repr(&mut self, value: &Value) {
        let id = value.id();
        if let Some(place) = self.in_repr.iter().rposition(|other| *other == id) {
            self.in_repr.remove(place);
        }
    }

    /// The texts of items with commas in between. `get` gives the item at a place, `None` at the end.
    pub(crate) fn repr_items(&mut self, mut get: impl FnMut(usize) -> Option<Value>) -> PyResult<Wtf8Buf> {
        let mut text = Wtf8Buf::new();
        let mut place = 0;
        while let Some(item) = get(place) {
            if place > 0 {
                text.push_str(", ");
            }
            text.push_wtf8(&self.repr_text(&item)?);
            place += 1;
        }
        Ok(text)
    }
}

/// The setter of an attribute that CPython keeps in a read-only member of a structure.
pub(crate) fn readonly(vm: &mut Vm, _: Args<'_>) -> PyResult {
    Err(vm.error(Exc::AttributeError, "readonly attribute"))
}

/// The six comparison methods, all by one function `fn(&mut Vm, &Args, Comparison) -> PyResult`.
macro_rules! comparison_methods {
    ($function:path) => {
        [
            Def::wrapper("__lt__", "($self, value, /)", |vm, args| $function(vm, &args, Comparison::Lt)),
            Def::wrapper("__le__", "($self, value, /)", |vm, args| $function(vm, &args, Comparison::Le)),
            Def::wrapper("__eq__", "($self, value, /)", |vm, args| $function(vm, &args, Comparison::Eq)),
            Def::wrapper("__ne__", "($self, value, /)", |vm, args| $function(vm, &args, Comparison::Ne)),
            Def::wrapper("__gt__", "($self, value, /)", |vm, args| $function(vm, &args, Comparison::Gt)),
            Def::wrapper("__ge__", "($self, value, /)", |vm, args| $function(vm, &args, Comparison::Ge)),
        ]
    };
}
pub(crate) use comparison_methods;
