//! `range`.
//!
//! The numbers may be of any size. Most ranges fit 64 bits; those that do have a second, quick form.

mod iterator;

use std::cell::Cell;

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};

use crate::call::Args;
use crate::objects::*;
use crate::ops::Comparison;
use crate::types::sequence::{comparison_methods, readonly};
use crate::types::slice::big_indices;
use crate::types::{Def, native};
use crate::value::{Kind, Value};
use crate::{Exc, PyResult, Vm};

const METHODS: &[Def] = &[
    Def::staticmethod("__new__", "(type, start, stop=None, step=1, /)", new),
    Def::wrapper("__repr__", "($self, /)", repr),
    Def::wrapper("__hash__", "($self, /)", hash),
    Def::wrapper("__len__", "($self, /)", len),
    Def::wrapper("__bool__", "($self, /)", truth),
    Def::wrapper("__iter__", "($self, /)", iter),
    Def::method("__reversed__", "($self, /)", reversed),
    Def::method("__reduce__", "($self, /)", reduce),
    Def::wrapper("__contains__", "($self, key, /)", contains),
    Def::wrapper("__getitem__", "($self, key, /)", getitem),
    Def::attribute_rw("start", |vm, args| big(vm, &args, |range| &range.start), readonly),
    Def::attribute_rw("stop", |vm, args| big(vm, &args, |range| &range.stop), readonly),
    Def::attribute_rw("step", |vm, args| big(vm, &args, |range| &range.step), readonly),
    Def::method("count", "($self, object, /)", count),
    Def::method("index", "($self, object, /)", index),
];

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.range.clone();
    vm.define(&class, METHODS);
    vm.define(&class, &comparison_methods!(compare));
    iterator::install(vm);
}

impl Range {
    /// A range; `step` is not zero.
    pub(crate) fn new(start: BigInt, stop: BigInt, step: BigInt) -> Self {
        let range = Self { start, stop, step, small: None };
        let fits = |value: &BigInt| value.to_i64().filter(|value| value.unsigned_abs() < 1 << 62);
        let small = match (fits(&range.start), fits(&range.stop), fits(&range.step)) {
            (Some(start), Some(stop), Some(step)) => Some((start, stop, step)),
            _ => None,
        };
        Self { small, ..range }
    }

    /// Number of numbers.
    pub(crate) fn len(&self) -> BigInt {
        if let Some((start, stop, step)) = self.small {
            return small_len(start, stop, step).into();
        }
        let (low, high) = if self.step.sign() == Sign::Minus {
            (&self.stop, &self.start)
        } else {
            (&self.start, &self.stop)
        };
        if low >= high {
            return BigInt::zero();
        }
        (high - low - 1_i32) / BigInt::from(self.step.magnitude().clone()) + 1_i32
    }

    fn nth(&self, nth: &BigInt) -> BigInt {
        &self.start + nth * &self.step
    }

    /// Whether a number is one of it.
    fn has(&self, number: &BigInt) -> bool {
        let within = if self.step.sign() == Sign::Minus {
            &self.stop < number && number <= &self.start
        } else {
            &self.start <= number && number < &self.stop
        };
        within && (number - &self.start).is_multiple_of(&self.step)
    }

    /// An iterator over it.
    pub(crate) fn iterator(&self, vm: &Vm) -> Value {
        match self.small {
            Some((start, stop, step)) => Value::new(RangeIterator {
                next: Cell::new(start),
                step,
                left: Cell::new(small_len(start, stop, step)),
            }),
            None => iterator::big(vm, self.start.clone(), self.step.clone(), self.len()),
        }
    }
}

/// All three are below 2**62, so nothing overflows.
fn small_len(start: i64, stop: i64, step: i64) -> i64 {
    match step {
        1.. if start < stop => (stop - start - 1) / step + 1,
        ..=-1 if stop < start => (start - stop - 1) / -step + 1,
        _ => 0,
    }
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let first = vm.index(&args[1])?;
    let Some(stop) = args.get(2) else {
        return Ok(Value::new(Range::new(BigInt::zero(), first, BigInt::one())));
    };
    let stop = vm.index(stop)?;
    let step = args.get(3).map_or(Ok(BigInt::one()), |step| vm.index(step))?;
    if step.is_zero() {
        return Err(vm.value_error("range() arg 3 must not be zero"));
    }
    Ok(Value::new(Range::new(first, stop, step)))
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let parts = vec![
        big(vm, &args, |range| &range.start)?,
        big(vm, &args, |range| &range.stop)?,
        big(vm, &args, |range| &range.step)?,
    ];
    let parts = vm.tuple(parts);
    let class = vm.class_of(&args[0]).into_value();
    Ok(vm.tuple(vec![class, parts]))
}

fn big(vm: &mut Vm, args: &Args<'_>, part: impl Fn(&Range) -> &BigInt) -> PyResult {
    let range = vm.native::<Range>(&args[0])?;
    Ok(vm.int(part(range).clone()))
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Range { start, stop, step, .. } = vm.native::<Range>(&args[0])?;
    let text = if step.is_one() {
        format!("range({start}, {stop})")
    } else {
        format!("range({start}, {stop}, {step})")
    };
    Ok(vm.str(&text))
}

/// Equal ranges have the same numbers; so the hash is that of `(len, first or None, step or None)`.
fn hash(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let range = vm.native::<Range>(&args[0])?;
    let len = range.len();
    let start = if len.is_zero() { Value::none() } else { vm.int(range.start.clone()) };
    let step = if len <= BigInt::one() { Value::none() } else { vm.int(range.step.clone()) };
    let parts = vec![vm.int(len), start, step];
    let tuple = vm.tuple(parts);
    vm.hash(&tuple).map(Value::int)
}

fn compare(_: &mut Vm, args: &Args<'_>, op: Comparison) -> PyResult {
    let (Some(left), Some(right)) = (native::<Range>(&args[0]), native::<Range>(&args[1])) else {
        return Ok(Value::not_implemented());
    };
    let len = left.len();
    let equal = len == right.len()
        && (len.is_zero() || left.start == right.start && (len.is_one() || left.step == right.step));
    match op {
        Comparison::Eq => Ok(Value::bool(equal)),
        Comparison::Ne => Ok(Value::bool(!equal)),
        _ => Ok(Value::not_implemented()),
    }
}

fn len(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let len = vm.native::<Range>(&args[0])?.len();
    match len.to_i64() {
        Some(len) => Ok(Value::int(len)),
        None => Err(vm.error(Exc::OverflowError, "Python int too large to convert to C ssize_t")),
    }
}

fn truth(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(!vm.native::<Range>(&args[0])?.len().is_zero()))
}

fn iter(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(vm.native::<Range>(&args[0])?.iterator(vm))
}

fn reversed(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let range = vm.native::<Range>(&args[0])?;
    let len = range.len();
    let last = range.nth(&(&len - 1_i32));
    if let (Some(len), Some(last), Some((.., step))) = (len.to_i64(), last.to_i64(), range.small) {
        let iterator = RangeIterator { next: Cell::new(last), step: -step, left: Cell::new(len) };
        return Ok(Value::new(iterator));
    }
    Ok(iterator::big(vm, last, -&range.step, len))
}

/// A number, if it is exactly an `int` or a `bool`; other objects are compared with each number.
fn exact_int(value: &Value) -> Option<BigInt> {
    matches!(value.kind(), Kind::Int | Kind::Bool | Kind::BigInt).then(|| crate::ops::as_big(value)).flatten()
}

fn contains(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let range = vm.native::<Range>(&args[0])?;
    match exact_int(&args[1]) {
        Some(number) => Ok(Value::bool(range.has(&number))),
        None => Ok(Value::bool(find(vm, range, &args[1])?.is_some())),
    }
}

/// The place of the first number that an object claims to equal.
fn find(vm: &mut Vm, range: &Range, wanted: &Value) -> PyResult<Option<i64>> {
    let iterator = range.iterator(vm);
    let mut place = 0;
    while let Some(number) = vm.next_in_loop(&iterator)? {
        if vm.equals(&number, wanted)? {
            return Ok(Some(place));
        }
        place += 1;
    }
    Ok(None)
}

fn getitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let range = vm.native::<Range>(&args[0])?;
    let len = range.len();
    if let Some(slice) = args[1].downcast::<Slice>() {
        let (start, stop, step) = big_indices(vm, slice, &len)?;
        let cut = Range::new(range.nth(&start), range.nth(&stop), step * &range.step);
        return Ok(Value::new(cut));
    }
    let class = vm.class_of(&args[1]);
    let by_index = vm.names.index.clone();
    if vm.lookup(&class, &by_index).is_none() {
        let message = format!("range indices must be integers or slices, not {}", class.name());
        return Err(vm.type_error(message));
    }
    let mut index = vm.index(&args[1])?;
    if index.sign() == Sign::Minus {
        index += &len;
    }
    if index.sign() == Sign::Minus || index >= len {
        return Err(vm.error(Exc::IndexError, "range object index out of range"));
    }
    Ok(vm.int(range.nth(&index)))
}

fn count(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let range = vm.native::<Range>(&args[0])?;
    if let Some(number) = exact_int(&args[1]) {
        return Ok(Value::int(range.has(&number).into()));
    }
    let iterator = range.iterator(vm);
    let mut count = 0;
    while let Some(number) = vm.next_in_loop(&iterator)? {
        count += i64::from(vm.equals(&number, &args[1])?);
    }
    Ok(Value::int(count))
}

fn index(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let range = vm.native::<Range>(&args[0])?;
    if let Some(number) = exact_int(&args[1]) {
        if range.has(&number) {
            return Ok(vm.int((number - &range.start) / &range.step));
        }
        let text = vm.repr_text(&args[1])?.to_string_lossy().into_owned();
        return Err(vm.value_error(format!("{text} is not in range")));
    }
    match find(vm, range, &args[1])? {
        Some(place) => Ok(Value::int(place)),
        None => Err(vm.value_error("sequence.index(x): x not in sequence")),
    }
}
