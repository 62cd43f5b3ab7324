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
    Def::attribute_rw("start", |vm, args| big(vm, &args, Range::start), readonly),
    Def::attribute_rw("stop", |vm, args| big(vm, &args, Range::stop), readonly),
    Def::attribute_rw("step", |vm, args| big(vm, &args, Range::step), readonly),
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
        let fits = |value: &BigInt| value.to_i64().filter(|value| is_small(*value));
        match (fits(&start), fits(&stop), fits(&step)) {
            (Some(start), Some(stop), Some(step)) => Self::Small(start, stop, step),
            _ => Self::Big(Box::new([start, stop, step])),
        }
    }

    /// First number.
    pub(crate) fn start(&self) -> BigInt {
        match self {
            Self::Small(start, ..) => (*start).into(),
            Self::Big(parts) => parts[0].clone(),
        }
    }

    /// The number it does not reach.
    pub(crate) fn stop(&self) -> BigInt {
        match self {
            Self::Small(_, stop, _) => (*stop).into(),
            Self::Big(parts) => parts[1].clone(),
        }
    }

    /// Distance.
    pub(crate) fn step(&self) -> BigInt {
        match self {
            Self::Small(.., step) => (*step).into(),
            Self::Big(parts) => parts[2].clone(),
        }
    }

    /// Number of numbers.
    pub(crate) fn len(&self) -> BigInt {
        let [start, stop, step] = match self {
            Self::Small(start, stop, step) => return small_len(*start, *stop, *step).into(),
            Self::Big(parts) => &**parts,
        };
        let (low, high) = if step.sign() == Sign::Minus { (stop, start) } else { (start, stop) };
        if low >= high {
            return BigInt::zero();
        }
        (high - low - 1_i32) / BigInt::from(step.magnitude().clone()) + 1_i32
    }

    fn nth(&self, nth: &BigInt) -> BigInt {
        self.start() + nth * self.step()
    }

    /// Whether a number is one of it.
    fn has(&self, number: &BigInt) -> bool {
        let (start, stop, step) = (self.start(), self.stop(), self.step());
        let within = if step.sign() == Sign::Minus {
            &stop < number && number <= &start
        } else {
            &start <= number && number < &stop
        };
        within && (number - start).is_multiple_of(&step)
    }

    /// An iterator over it.
    pub(crate) fn iterator(&self, vm: &Vm) -> Value {
        match self {
            Self::Small(start, stop, step) => Value::new(RangeIterator {
                next: Cell::new(*start),
                step: *step,
                left: Cell::new(small_len(*start, *stop, *step)),
            }),
            Self::Big(_) => iterator::big(vm, self.start(), self.step(), self.len()),
        }
    }
}

/// Whether a number is so small that nothing overflows in a small range.
fn is_small(number: i64) -> bool {
    number.unsigned_abs() < 1 << 62
}

/// All three are [small](is_small), so nothing overflows.
fn small_len(start: i64, stop: i64, step: i64) -> i64 {
    match step {
        1.. if start < stop => (stop - start - 1) / step + 1,
        ..=-1 if stop < start => (start - stop - 1) / -step + 1,
        _ => 0,
    }
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let plain = |place| args.get(place).and_then(Value::as_int).filter(|number| is_small(*number));
    match (plain(1), args.get(2).map(|_| plain(2)), args.get(3)) {
        (Some(stop), None, None) => return Ok(Value::new(Range::Small(0, stop, 1))),
        (Some(start), Some(Some(stop)), None) => return Ok(Value::new(Range::Small(start, stop, 1))),
        _ => {}
    }
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
    let parts =
        vec![big(vm, &args, Range::start)?, big(vm, &args, Range::stop)?, big(vm, &args, Range::step)?];
    let parts = vm.tuple(parts);
    let class = vm.class_of(&args[0]).into_value();
    Ok(vm.tuple(vec![class, parts]))
}

fn big(vm: &mut Vm, args: &Args<'_>, part: fn(&Range) -> BigInt) -> PyResult {
    let part = part(vm.native::<Range>(&args[0])?);
    Ok(vm.int(part))
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let range = vm.native::<Range>(&args[0])?;
    let (start, stop, step) = (range.start(), range.stop(), range.step());
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
    let start = if len.is_zero() { Value::none() } else { vm.int(range.start()) };
    let step = if len <= BigInt::one() { Value::none() } else { vm.int(range.step()) };
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
        && (len.is_zero() || left.start() == right.start() && (len.is_one() || left.step() == right.step()));
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
    if let (Some(len), Some(last), Range::Small(.., step)) = (len.to_i64(), last.to_i64(), range) {
        let iterator = RangeIterator { next: Cell::new(last), step: -step, left: Cell::new(len) };
        return Ok(Value::new(iterator));
    }
    Ok(iterator::big(vm, last, -range.step(), len))
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
        let cut = Range::new(range.nth(&start), range.nth(&stop), step * range.step());
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
            return Ok(vm.int((number - range.start()) / range.step()));
        }
        let text = vm.repr_text(&args[1])?.to_string_lossy().into_owned();
        return Err(vm.value_error(format!("{text} is not in range")));
    }
    match find(vm, range, &args[1])? {
        Some(place) => Ok(Value::int(place)),
        None => Err(vm.value_error("sequence.index(x): x not in sequence")),
    }
}
