//! Iterators without an end: `count`, `cycle`, `repeat`.

use std::cell::{Cell, RefCell};

use rustpython_wtf8::Wtf8Buf;

use crate::call::Args;
use crate::ops::BinaryOp;
use crate::types::Def;
use crate::value::Value;
use crate::{PyResult, Vm};

use super::super::support::{ClassSpec, holds};

pub(super) static COUNT: ClassSpec = ClassSpec::open(
    "itertools",
    "count",
    &[
        Def::staticmethod("__new__", "(type, start=0, step=1)", new_count),
        Def::wrapper("__repr__", "($self, /)", repr_count),
    ],
)
.iterator(next_count);

#[derive(Debug)]
struct Count {
    next: RefCell<Option<Value>>,
    step: Value,
}

holds! { Count: next, step }

fn new_count(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let start = args.get(1).cloned().unwrap_or_else(|| Value::int(0));
    let step = args.get(2).cloned().unwrap_or_else(|| Value::int(1));
    for value in [&start, &step] {
        if !is_number(vm, value) {
            return Err(vm.type_error("a number is required"));
        }
    }
    let start = if start.as_bool().is_some() { vm.index(&start).map(|int| vm.int(int))? } else { start };
    vm.foreign_for(&args[0], &COUNT, Count { next: RefCell::new(Some(start)), step })
}

/// `PyNumber_Check`
fn is_number(vm: &mut Vm, value: &Value) -> bool {
    let class = vm.class_of(value);
    let names = [vm.names.index.clone(), vm.names.int.clone(), vm.names.float.clone()];
    value.as_index().is_some()
        || value.as_float().is_some()
        || value.kind() == crate::Kind::Complex
        || names.iter().any(|name| vm.lookup(&class, name).is_some())
}

fn next_count(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let count = vm.held::<Count>(value)?;
    let Some(current) = count.next.borrow().clone() else { return Ok(None) };
    let next = vm.binary(BinaryOp::Add, false, &current, &count.step)?;
    drop(count.next.replace(Some(next)));
    Ok(Some(current))
}

fn repr_count(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let count = vm.held::<Count>(&args[0])?;
    let next = count.next.borrow().clone().unwrap_or_else(Value::none);
    let mut text = Wtf8Buf::from(format!("{}(", vm.class_of(&args[0]).short_name()));
    text.push_wtf8(&vm.repr_text(&next)?);
    // A step of exactly the integer 1 goes without saying.
    if count.step.as_int() != Some(1) {
        text.push_str(", ");
        text.push_wtf8(&vm.repr_text(&count.step)?);
    }
    text.push_str(")");
    Ok(vm.str_from(text))
}

pub(super) static CYCLE: ClassSpec =
    ClassSpec::open("itertools", "cycle", &[Def::staticmethod("__new__", "(type, iterable, /)", new_cycle)])
        .iterator(next_cycle);

#[derive(Debug)]
struct Cycle {
    /// `None` once its end was seen.
    iterator: RefCell<Option<Value>>,
    seen: RefCell<Vec<Value>>,
    place: Cell<usize>,
}

holds! { Cycle: iterator, seen }

fn new_cycle(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let iterator = vm.iter(&args[1])?;
    let cycle =
        Cycle { iterator: RefCell::new(Some(iterator)), seen: RefCell::default(), place: Cell::new(0) };
    vm.foreign_for(&args[0], &CYCLE, cycle)
}

fn next_cycle(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let cycle = vm.held::<Cycle>(value)?;
    let iterator = cycle.iterator.borrow().clone();
    if let Some(iterator) = iterator {
        if let Some(item) = vm.next(&iterator)? {
            cycle.seen.borrow_mut().push(item.clone());
            return Ok(Some(item));
        }
        drop(cycle.iterator.take());
    }
    let seen = cycle.seen.borrow();
    if seen.is_empty() {
        return Ok(None);
    }
    let place = cycle.place.get();
    cycle.place.set((place + 1) % seen.len());
    Ok(seen.get(place).cloned())
}

pub(super) static REPEAT: ClassSpec = ClassSpec::open(
    "itertools",
    "repeat",
    &[
        Def::staticmethod("__new__", "(type, object, times=-1)", new_repeat),
        Def::wrapper("__repr__", "($self, /)", repr_repeat),
        Def::method("__length_hint__", "($self, /)", length_hint),
    ],
)
.iterator(next_repeat);

#[derive(Debug)]
struct Repeat {
    object: Value,
    /// `None` without an end.
    left: Cell<Option<i64>>,
}

holds! { Repeat: object }

fn new_repeat(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let times = args.get(2).map(|times| vm.index_i64(times)).transpose()?.map(|times| times.max(0));
    vm.foreign_for(&args[0], &REPEAT, Repeat { object: args[1].clone(), left: Cell::new(times) })
}

fn next_repeat(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let repeat = vm.held::<Repeat>(value)?;
    match repeat.left.get() {
        Some(0) => return Ok(None),
        Some(left) => repeat.left.set(Some(left - 1)),
        None => {}
    }
    Ok(Some(repeat.object.clone()))
}

fn repr_repeat(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let repeat = vm.held::<Repeat>(&args[0])?;
    let mut text = Wtf8Buf::from(format!("{}(", vm.class_of(&args[0]).short_name()));
    text.push_wtf8(&vm.repr_text(&repeat.object)?);
    if let Some(left) = repeat.left.get() {
        text.push_str(&format!(", {left}"));
    }
    text.push_str(")");
    Ok(vm.str_from(text))
}

fn length_hint(vm: &mut Vm, args: Args<'_>) -> PyResult {
    match vm.held::<Repeat>(&args[0])?.left.get() {
        Some(left) => Ok(Value::int(left)),
        None => Err(vm.type_error("len() of unsized object")),
    }
}
