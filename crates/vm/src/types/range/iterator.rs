//! Iterators over ranges: `range_iterator`, and `longrange_iterator` for numbers of any size.

use std::cell::RefCell;

use num_bigint::BigInt;
use num_traits::Zero;

use crate::call::Args;
use crate::objects::{Foreign, Range, RangeIterator};
use crate::types::iterators::ITERATOR_METHODS;
use crate::types::{Def, foreign, native};
use crate::value::{Held, Value};
use crate::{PyResult, Vm};

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.range_iterator.clone();
    vm.define(&class, ITERATOR_METHODS);
    vm.define(
        &class,
        &[
            Def::method("__length_hint__", "($self, /)", |vm, args| {
                Ok(Value::int(vm.native::<RangeIterator>(&args[0])?.left.get().max(0)))
            }),
            Def::method("__reduce__", "($self, /)", reduce),
            Def::method("__setstate__", "($self, object, /)", set_state),
        ],
    );
    class.iternext.set(Some(|_, value| Ok(native::<RangeIterator>(value).and_then(RangeIterator::advance))));
    let class = vm.types.longrange_iterator.clone();
    vm.define(&class, ITERATOR_METHODS);
    vm.define(
        &class,
        &[
            Def::method("__length_hint__", "($self, /)", |vm, args| {
                let left = foreign::<BigIterator>(&args[0]).map(|iterator| iterator.state.borrow().1.clone());
                Ok(vm.int(left.unwrap_or_default()))
            }),
            Def::method("__reduce__", "($self, /)", reduce_big),
            Def::method("__setstate__", "($self, object, /)", set_state_of_big),
        ],
    );
    class.iternext.set(Some(next_big));
}

/// Over numbers of any size.
#[derive(Debug)]
struct BigIterator {
    /// The next number, and how many are left.
    state: RefCell<(BigInt, BigInt)>,
    step: BigInt,
}

impl Held for BigIterator {}

pub(super) fn big(vm: &Vm, next: BigInt, step: BigInt, left: BigInt) -> Value {
    Foreign::create(&vm.types.longrange_iterator, BigIterator { state: RefCell::new((next, left)), step })
}

fn next_big(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let Some(iterator) = foreign::<BigIterator>(value) else { return Ok(None) };
    let mut state = iterator.state.borrow_mut();
    let (next, left) = &mut *state;
    if left.is_zero() {
        return Ok(None);
    }
    *left -= 1_i32;
    let after = &*next + &iterator.step;
    Ok(Some(vm.int(std::mem::replace(next, after))))
}

/// As [`reduce`].
fn reduce_big(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(iterator) = foreign::<BigIterator>(&args[0]) else { return Ok(Value::none()) };
    let (next, left) = iterator.state.borrow().clone();
    let stop = &next + &iterator.step * left;
    let range = Value::new(Range::new(next, stop, iterator.step.clone()));
    let function = vm.iter_function();
    Ok(vm.reduced_iterator(function, range, Some(Value::none())))
}

fn set_state_of_big(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(iterator) = foreign::<BigIterator>(&args[0]) else { return Ok(Value::none()) };
    let wanted = vm.index(&args[1])?;
    let mut state = iterator.state.borrow_mut();
    let skipped = wanted.clamp(BigInt::zero(), state.1.clone());
    state.0 += &iterator.step * &skipped;
    state.1 -= skipped;
    Ok(Value::none())
}

/// `(iter, (range,), None)`: a range of what is left.
fn reduce(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let iterator = vm.native::<RangeIterator>(&args[0])?;
    let (next, step) = (BigInt::from(iterator.next.get()), BigInt::from(iterator.step));
    let stop = &next + &step * BigInt::from(iterator.left.get().max(0));
    let range = Value::new(Range::new(next, stop, step));
    let function = vm.iter_function();
    Ok(vm.reduced_iterator(function, range, Some(Value::none())))
}

fn set_state(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let iterator = vm.native::<RangeIterator>(&args[0])?;
    let skipped = vm.index_i64(&args[1])?.clamp(0, iterator.left.get().max(0));
    iterator.next.set(iterator.next.get().wrapping_add(iterator.step.wrapping_mul(skipped)));
    iterator.left.set(iterator.left.get() - skipped);
    Ok(Value::none())
}
