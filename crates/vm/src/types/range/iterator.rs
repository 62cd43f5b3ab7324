//! Iterators over ranges: `range_iterator`, and `longrange_iterator` for numbers of any size.

use std::cell::RefCell;

use num_bigint::BigInt;
use num_traits::Zero;

use crate::objects::{Foreign, RangeIterator};
use crate::types::iterators::ITERATOR_METHODS;
use crate::types::{Def, foreign, native};
use crate::value::{Held, Value};
use crate::{PyResult, Vm};

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.range_iterator.clone();
    vm.define(&class, ITERATOR_METHODS);
    vm.define(
        &class,
        &[Def::method("__length_hint__", "($self, /)", |vm, args| {
            Ok(Value::int(vm.native::<RangeIterator>(&args[0])?.left.get().max(0)))
        })],
    );
    class.iternext.set(Some(|_, value| Ok(native::<RangeIterator>(value).and_then(RangeIterator::advance))));
    let class = vm.types.longrange_iterator.clone();
    vm.define(&class, ITERATOR_METHODS);
    vm.define(
        &class,
        &[Def::method("__length_hint__", "($self, /)", |vm, args| {
            let left = foreign::<BigIterator>(&args[0]).map(|iterator| iterator.state.borrow().1.clone());
            Ok(vm.int(left.unwrap_or_default()))
        })],
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
