//! Combinatorial iterators: `product`, `permutations`, `combinations`, `combinations_with_replacement`.
//!
//! All four keep the indices of the items of the last result and step them like an odometer.

use std::cell::{Cell, RefCell};

use crate::call::Args;
use crate::types::Def;
use crate::value::Value;
use crate::{Exc, PyResult, Vm};

use super::super::support::{ClassSpec, holds};

macro_rules! spec {
    ($name:ident, $text:literal, $signature:literal, $new:ident) => {
        pub(super) static $name: ClassSpec = ClassSpec::open(
            "itertools",
            $text,
            &[Def::staticmethod("__new__", concat!("(type, ", $signature, ")"), $new)],
        )
        .iterator(next);
    };
}

spec!(PRODUCT, "product", "*iterables, repeat=1", new_product);
spec!(PERMUTATIONS, "permutations", "iterable, r=None", new_permutations);
spec!(COMBINATIONS, "combinations", "iterable, r", new_combinations);
spec!(COMBINATIONS_WITH_REPLACEMENT, "combinations_with_replacement", "iterable, r", new_replacing);

/// How the indices go on.
#[derive(Clone, Copy, Debug)]
enum Order {
    Product,
    Permutations,
    Combinations,
    Replacing,
}

#[derive(Debug)]
struct Selection {
    order: Order,
    /// One pool; of `product`, one for each place, repeated.
    pools: Vec<Vec<Value>>,
    indices: RefCell<Vec<usize>>,
    /// `permutations`: how often each place is still to be exchanged.
    cycles: RefCell<Vec<usize>>,
    /// Number of items in a result.
    width: usize,
    state: Cell<State>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    First,
    Running,
    Done,
}

holds! { Selection: pools }

impl Selection {
    fn new(order: Order, pools: Vec<Vec<Value>>, width: usize, indices: Vec<usize>) -> Self {
        let (indices, cycles) = (RefCell::new(indices), RefCell::default());
        Self { order, pools, indices, cycles, width, state: Cell::new(State::First) }
    }

    fn result(&self, indices: &[usize]) -> Vec<Value> {
        let pool = |place: usize| match self.order {
            Order::Product => &self.pools[place % self.pools.len()],
            _ => &self.pools[0],
        };
        indices
            .iter()
            .take(self.width)
            .enumerate()
            .map(|(place, index)| pool(place)[*index].clone())
            .collect()
    }

    /// Steps the indices; false at the end.
    fn step(&self) -> bool {
        let indices = &mut *self.indices.borrow_mut();
        let size = self.pools.first().map_or(0, Vec::len);
        match self.order {
            Order::Product => {
                for place in (0..indices.len()).rev() {
                    indices[place] += 1;
                    if indices[place] < self.pools[place % self.pools.len()].len() {
                        return true;
                    }
                    indices[place] = 0;
                }
                false
            }
            Order::Combinations => {
                let turning =
                    (0..self.width).rev().find(|place| indices[*place] != place + size - self.width);
                let Some(turning) = turning else { return false };
                indices[turning] += 1;
                for place in turning + 1..self.width {
                    indices[place] = indices[place - 1] + 1;
                }
                true
            }
            Order::Replacing => {
                let turning = (0..self.width).rev().find(|place| indices[*place] != size - 1);
                let Some(turning) = turning else { return false };
                let next = indices[turning] + 1;
                indices[turning..].fill(next);
                true
            }
            Order::Permutations => {
                let cycles = &mut *self.cycles.borrow_mut();
                for place in (0..self.width).rev() {
                    cycles[place] -= 1;
                    if cycles[place] == 0 {
                        indices[place..].rotate_left(1);
                        cycles[place] = size - place;
                    } else {
                        indices.swap(place, size - cycles[place]);
                        return true;
                    }
                }
                false
            }
        }
    }
}

fn next(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let selection = vm.held::<Selection>(value)?;
    match selection.state.get() {
        State::Done => return Ok(None),
        State::First => selection.state.set(State::Running),
        State::Running if selection.step() => {}
        State::Running => {
            selection.state.set(State::Done);
            return Ok(None);
        }
    }
    let items = selection.result(&selection.indices.borrow());
    Ok(Some(vm.tuple(items)))
}

fn new_product(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let repeat = args.get(1).map_or(Ok(1), |repeat| vm.index_i64(repeat))?;
    if repeat < 0 {
        return Err(vm.value_error("repeat argument cannot be negative"));
    }
    let iterables = if repeat == 0 { &[][..] } else { args.rest(2) };
    let pools = iterables.iter().map(|pool| vm.collect(pool)).collect::<PyResult<Vec<_>>>()?;
    let Some(width) = pools.len().checked_mul(repeat as usize).filter(|width| *width < 1 << 40) else {
        return Err(vm.error(Exc::OverflowError, "repeat argument too large"));
    };
    vm.check_memory(width.saturating_mul(8))?;
    let is_empty = pools.iter().any(Vec::is_empty);
    let selection = Selection::new(Order::Product, pools, width, vec![0; width]);
    if is_empty {
        selection.state.set(State::Done);
    }
    vm.foreign_for(&args[0], &PRODUCT, selection)
}

/// The length of results, which must not be negative.
fn width(vm: &mut Vm, value: &Value) -> PyResult<usize> {
    let width = vm.index_i64(value)?;
    usize::try_from(width).map_err(|_| vm.value_error("r must be non-negative"))
}

fn new_permutations(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let pool = vm.collect(&args[1])?;
    let size = pool.len();
    let width = match args.some(2) {
        None => size,
        Some(value) if crate::ops::as_big(value).is_none() => {
            return Err(vm.type_error("Expected int as r"));
        }
        Some(value) => width(vm, value)?,
    };
    let selection = Selection::new(Order::Permutations, vec![pool], width, (0..size).collect());
    if width > size {
        selection.state.set(State::Done);
    } else {
        selection.cycles.replace((0..width).map(|place| size - place).collect());
    }
    vm.foreign_for(&args[0], &PERMUTATIONS, selection)
}

fn new_combinations(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let pool = vm.collect(&args[1])?;
    let (size, width) = (pool.len(), width(vm, &args[2])?);
    let selection = Selection::new(Order::Combinations, vec![pool], width, (0..width.min(size)).collect());
    if width > size {
        selection.state.set(State::Done);
    }
    vm.foreign_for(&args[0], &COMBINATIONS, selection)
}

fn new_replacing(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let pool = vm.collect(&args[1])?;
    let (size, width) = (pool.len(), width(vm, &args[2])?);
    vm.check_memory(width.saturating_mul(8))?;
    let selection = Selection::new(Order::Replacing, vec![pool], width, vec![0; width]);
    if size == 0 && width > 0 {
        selection.state.set(State::Done);
    }
    vm.foreign_for(&args[0], &COMBINATIONS_WITH_REPLACEMENT, selection)
}
