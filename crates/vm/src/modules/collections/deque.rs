//! `deque`.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use num_traits::ToPrimitive;
use rustpython_wtf8::Wtf8Buf;

use crate::call::{Args, Arguments};
use crate::ops::Comparison;
use crate::types::Def;
use crate::value::Value;
use crate::{Exc, PyResult, Raised, Vm};

use super::super::support::{CLASS_GETITEM, ClassSpec, held, holds};

pub(super) static DEQUE: ClassSpec = ClassSpec::open("collections", "deque", METHODS).sequence();
pub(super) static ITERATOR: ClassSpec =
    ClassSpec::closed("collections", "_deque_iterator", ITERATOR_METHODS).iterator(next);
pub(super) static REVERSE_ITERATOR: ClassSpec =
    ClassSpec::closed("collections", "_deque_reverse_iterator", ITERATOR_METHODS).iterator(next);

const ITERATOR_METHODS: &[Def] = &[Def::method("__length_hint__", "($self, /)", length_hint)];

const METHODS: &[Def] = &[
    Def::staticmethod("__new__", "(type, *args, **kwargs)", new),
    Def::wrapper("__init__", "($self, iterable=(), maxlen=None)", init),
    Def::wrapper("__repr__", "($self, /)", repr),
    Def::wrapper("__len__", "($self, /)", len),
    Def::wrapper("__getitem__", "($self, key, /)", getitem),
    Def::wrapper("__setitem__", "($self, key, value, /)", setitem),
    Def::wrapper("__delitem__", "($self, key, /)", delitem),
    Def::wrapper("__contains__", "($self, key, /)", contains),
    Def::wrapper("__iter__", "($self, /)", iter),
    Def::method("__reversed__", "($self, /)", reversed),
    Def::wrapper("__add__", "($self, value, /)", add),
    Def::wrapper("__iadd__", "($self, value, /)", iadd),
    Def::wrapper("__mul__", "($self, value, /)", mul),
    Def::wrapper("__rmul__", "($self, value, /)", mul),
    Def::wrapper("__imul__", "($self, value, /)", imul),
    Def::wrapper("__eq__", "($self, value, /)", eq),
    Def::wrapper("__ne__", "($self, value, /)", ne),
    Def::wrapper("__lt__", "($self, value, /)", lt),
    Def::wrapper("__le__", "($self, value, /)", le),
    Def::wrapper("__gt__", "($self, value, /)", gt),
    Def::wrapper("__ge__", "($self, value, /)", ge),
    Def::method("append", "($self, item, /)", append),
    Def::method("appendleft", "($self, item, /)", appendleft),
    Def::method("clear", "($self, /)", clear),
    Def::method("copy", "($self, /)", copy),
    Def::method("__copy__", "($self, /)", copy),
    Def::method("count", "($self, value, /)", count),
    Def::method("extend", "($self, iterable, /)", extend),
    Def::method("extendleft", "($self, iterable, /)", extendleft),
    Def::method("index", "($self, value, start=0, stop=9223372036854775807, /)", index),
    Def::method("insert", "($self, index, value, /)", insert),
    Def::method("pop", "($self, /)", pop),
    Def::method("popleft", "($self, /)", popleft),
    Def::method("remove", "($self, value, /)", remove),
    Def::method("reverse", "($self, /)", reverse),
    Def::method("rotate", "($self, n=1, /)", rotate),
    Def::method("__reduce__", "($self, /)", reduce),
    Def::attribute("maxlen", maxlen),
    CLASS_GETITEM,
];

#[derive(Debug)]
struct Deque {
    items: RefCell<VecDeque<Value>>,
    max: Cell<Option<usize>>,
    /// Counts the changes of length and order, so that iterators notice them.
    state: Cell<u64>,
}

holds! { Deque: items }

impl Deque {
    fn changed(&self) {
        self.state.set(self.state.get() + 1);
    }

    fn len(&self) -> usize {
        self.items.borrow().len()
    }

    fn push_back(&self, item: Value) {
        self.changed();
        let mut items = self.items.borrow_mut();
        items.push_back(item);
        let gone = if self.max.get().is_some_and(|max| items.len() > max) { items.pop_front() } else { None };
        drop(items);
        drop(gone);
    }

    fn push_front(&self, item: Value) {
        self.changed();
        let mut items = self.items.borrow_mut();
        items.push_front(item);
        let gone = if self.max.get().is_some_and(|max| items.len() > max) { items.pop_back() } else { None };
        drop(items);
        drop(gone);
    }

    fn to_vec(&self) -> Vec<Value> {
        self.items.borrow().iter().cloned().collect()
    }
}

#[derive(Debug)]
struct Iterator {
    deque: Value,
    place: Cell<usize>,
    left: Cell<usize>,
    state: u64,
    is_reversed: bool,
}

holds! { Iterator: deque }

fn empty() -> Deque {
    Deque { items: RefCell::default(), max: Cell::new(None), state: Cell::new(0) }
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.foreign_for(&args[0], &DEQUE, empty())
}

fn init(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let deque = vm.held::<Deque>(&args[0])?;
    let max = match args.some(2) {
        None => None,
        Some(max) if crate::ops::as_big(max).is_none() => return Err(vm.type_error("an integer is required")),
        Some(max) => match usize::try_from(vm.index_i64(max)?) {
            Ok(max) => Some(max),
            Err(_) => return Err(vm.value_error("maxlen must be non-negative")),
        },
    };
    deque.max.set(max);
    deque.changed();
    drop(deque.items.take());
    match args.get(1) {
        Some(iterable) => extend_by(vm, deque, iterable, Deque::push_back),
        None => Ok(Value::none()),
    }
}

fn extend_by(vm: &mut Vm, deque: &Deque, iterable: &Value, push: fn(&Deque, Value)) -> PyResult {
    let same = held::<Deque>(iterable).is_some_and(|other| std::ptr::eq(other, deque));
    if same {
        deque.to_vec().into_iter().for_each(|item| push(deque, item));
        return Ok(Value::none());
    }
    let iterator = vm.iter(iterable)?;
    while let Some(item) = vm.next_in_loop(&iterator)? {
        push(deque, item);
        if deque.len().is_multiple_of(1024) {
            vm.check_memory(deque.len() * size_of::<Value>())?;
        }
    }
    Ok(Value::none())
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if !vm.enter_repr(&args[0]) {
        return Ok(vm.str("[...]"));
    }
    let deque = vm.held::<Deque>(&args[0])?;
    let list = vm.list(deque.to_vec());
    let items = vm.repr_text(&list);
    vm.leave_repr(&args[0]);
    let mut text = Wtf8Buf::from(vm.class_of(&args[0]).short_name().to_string());
    text.push_str("(");
    text.push_wtf8(&items?);
    if let Some(max) = deque.max.get() {
        text.push_str(&format!(", maxlen={max}"));
    }
    text.push_str(")");
    Ok(vm.str_from(text))
}

fn len(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(vm.held::<Deque>(&args[0])?.len() as i64))
}

/// The place that an index means, if there is one.
fn place(vm: &mut Vm, deque: &Deque, key: &Value) -> PyResult<usize> {
    if !has_index(vm, key) {
        let class = vm.class_of(key).name();
        return Err(vm.type_error(format!("sequence index must be integer, not '{class}'")));
    }
    let index = vm.index_i64(key)?;
    let len = deque.len() as i64;
    let place = if index < 0 { index + len } else { index };
    if (0..len).contains(&place) {
        return Ok(place as usize);
    }
    Err(vm.error(Exc::IndexError, "deque index out of range"))
}

fn has_index(vm: &mut Vm, value: &Value) -> bool {
    if crate::ops::as_big(value).is_some() {
        return true;
    }
    let (class, name) = (vm.class_of(value), vm.names.index.clone());
    vm.lookup(&class, &name).is_some()
}

fn getitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let deque = vm.held::<Deque>(&args[0])?;
    let place = place(vm, deque, &args[1])?;
    Ok(deque.items.borrow().get(place).cloned().unwrap_or_else(Value::none))
}

fn setitem(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let value = args.take_required(2);
    let deque = vm.held::<Deque>(&args[0])?;
    let place = place(vm, deque, &args[1])?;
    let old = deque.items.borrow_mut().get_mut(place).map(|item| std::mem::replace(item, value));
    drop(old);
    Ok(Value::none())
}

fn delitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let deque = vm.held::<Deque>(&args[0])?;
    let place = place(vm, deque, &args[1])?;
    deque.changed();
    let old = deque.items.borrow_mut().remove(place);
    drop(old);
    Ok(Value::none())
}

/// Looks for a value between two places; `changed` is the error when a comparison changed the deque.
fn find(vm: &mut Vm, deque: &Deque, value: &Value, start: usize, stop: usize) -> PyResult<Option<usize>> {
    let state = deque.state.get();
    for place in start..stop.min(deque.len()) {
        let Some(item) = deque.items.borrow().get(place).cloned() else { break };
        let same = vm.equals(&item, value)?;
        if deque.state.get() != state {
            return Err(vm.error(Exc::RuntimeError, "deque mutated during iteration"));
        }
        if same {
            return Ok(Some(place));
        }
    }
    Ok(None)
}

fn contains(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let deque = vm.held::<Deque>(&args[0])?;
    Ok(Value::bool(find(vm, deque, &args[1], 0, usize::MAX)?.is_some()))
}

fn count(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let deque = vm.held::<Deque>(&args[0])?;
    let (mut start, mut count) = (0, 0);
    while let Some(place) = find(vm, deque, &args[1], start, usize::MAX)? {
        count += 1;
        start = place + 1;
    }
    Ok(Value::int(count))
}

fn not_there(vm: &mut Vm, value: &Value) -> Raised {
    match vm.repr_text(value) {
        Ok(repr) => vm.value_error(format!("{} is not in deque", repr.to_string_lossy())),
        Err(raised) => raised,
    }
}

fn index(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let deque = vm.held::<Deque>(&args[0])?;
    let len = deque.len() as i64;
    let mut bounds = [0, i64::MAX];
    for (bound, slot) in bounds.iter_mut().zip([2, 3]) {
        if let Some(value) = args.get(slot) {
            let index = vm.clamp_index(value)?;
            *bound = if index < 0 { index.saturating_add(len).max(0) } else { index };
        }
    }
    match find(vm, deque, &args[1], bounds[0] as usize, bounds[1] as usize)? {
        Some(place) => Ok(Value::int(place as i64)),
        None => Err(not_there(vm, &args[1])),
    }
}

fn remove(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let deque = vm.held::<Deque>(&args[0])?;
    match find(vm, deque, &args[1], 0, usize::MAX)? {
        Some(place) => {
            deque.changed();
            let old = deque.items.borrow_mut().remove(place);
            drop(old);
            Ok(Value::none())
        }
        None => Err(not_there(vm, &args[1])),
    }
}

fn iter(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let deque = vm.held::<Deque>(&args[0])?;
    let (state, left) = (deque.state.get(), Cell::new(deque.len()));
    let deque = args[0].clone();
    let data = Iterator { deque, place: Cell::new(0), left, state, is_reversed: false };
    Ok(vm.foreign(&ITERATOR, data))
}

fn reversed(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let deque = vm.held::<Deque>(&args[0])?;
    let (state, left) = (deque.state.get(), Cell::new(deque.len()));
    let deque = args[0].clone();
    let data = Iterator { deque, place: Cell::new(0), left, state, is_reversed: true };
    Ok(vm.foreign(&REVERSE_ITERATOR, data))
}

fn next(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let iterator = vm.held::<Iterator>(value)?;
    let deque = vm.held::<Deque>(&iterator.deque)?;
    if deque.state.get() != iterator.state {
        iterator.left.set(0);
        return Err(vm.error(Exc::RuntimeError, "deque mutated during iteration"));
    }
    let left = iterator.left.get();
    if left == 0 {
        return Ok(None);
    }
    iterator.left.set(left - 1);
    let place = iterator.place.get();
    iterator.place.set(place + 1);
    let items = deque.items.borrow();
    let place = if iterator.is_reversed { items.len() - 1 - place } else { place };
    Ok(items.get(place).cloned())
}

fn length_hint(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(vm.held::<Iterator>(&args[0])?.left.get() as i64))
}

fn append(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let item = args.take_required(1);
    vm.held::<Deque>(&args[0])?.push_back(item);
    Ok(Value::none())
}

fn appendleft(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let item = args.take_required(1);
    vm.held::<Deque>(&args[0])?.push_front(item);
    Ok(Value::none())
}

fn extend(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let deque = vm.held::<Deque>(&args[0])?;
    extend_by(vm, deque, &args[1], Deque::push_back)
}

fn extendleft(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let deque = vm.held::<Deque>(&args[0])?;
    extend_by(vm, deque, &args[1], Deque::push_front)
}

fn taken(vm: &mut Vm, deque: &Deque, take: fn(&mut VecDeque<Value>) -> Option<Value>) -> PyResult {
    let item = take(&mut deque.items.borrow_mut());
    match item {
        Some(item) => {
            deque.changed();
            Ok(item)
        }
        None => Err(vm.error(Exc::IndexError, "pop from an empty deque")),
    }
}

fn pop(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let deque = vm.held::<Deque>(&args[0])?;
    taken(vm, deque, VecDeque::pop_back)
}

fn popleft(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let deque = vm.held::<Deque>(&args[0])?;
    taken(vm, deque, VecDeque::pop_front)
}

fn clear(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let deque = vm.held::<Deque>(&args[0])?;
    deque.changed();
    drop(deque.items.take());
    Ok(Value::none())
}

fn insert(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let value = args.take_required(2);
    let deque = vm.held::<Deque>(&args[0])?;
    let index = vm.index_i64(&args[1])?;
    let len = deque.len();
    if deque.max.get() == Some(len) {
        return Err(vm.error(Exc::IndexError, "deque already at its maximum size"));
    }
    let place = if index < 0 { index + len as i64 } else { index }.clamp(0, len as i64) as usize;
    deque.changed();
    deque.items.borrow_mut().insert(place, value);
    Ok(Value::none())
}

fn reverse(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let deque = vm.held::<Deque>(&args[0])?;
    deque.items.borrow_mut().make_contiguous().reverse();
    Ok(Value::none())
}

fn rotate(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let deque = vm.held::<Deque>(&args[0])?;
    let steps = args.get(1).map_or(Ok(1), |steps| vm.index_i64(steps))?;
    let len = deque.len() as i64;
    if len > 1 {
        deque.changed();
        deque.items.borrow_mut().rotate_right(steps.rem_euclid(len) as usize);
    }
    Ok(Value::none())
}

fn maxlen(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let max = vm.held::<Deque>(&args[0])?.max.get();
    Ok(max.map_or_else(Value::none, |max| Value::int(max as i64)))
}

fn max_value(deque: &Deque) -> Option<Value> {
    deque.max.get().map(|max| Value::int(max as i64))
}

fn copy(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let deque = vm.held::<Deque>(&args[0])?;
    let class = vm.class_of(&args[0]).into_value();
    let mut arguments = Arguments::positional([args[0].clone()]);
    arguments.positional.extend(max_value(deque));
    vm.call(&class, arguments)
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let deque = vm.held::<Deque>(&args[0])?;
    let class = vm.class_of(&args[0]).into_value();
    let arguments = match max_value(deque) {
        None => vm.tuple(Vec::new()),
        Some(max) => {
            let none = vm.tuple(Vec::new());
            vm.tuple(vec![none, max])
        }
    };
    let state = vm.own_dict(&args[0]).filter(|dict| !dict.is_empty());
    let state = state.map_or_else(Value::none, crate::Ref::into_value);
    let items = vm.iter(&args[0])?;
    Ok(vm.tuple(vec![class, arguments, state, items]))
}

fn add(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if held::<Deque>(&args[1]).is_none() {
        let class = vm.class_of(&args[1]).name();
        return Err(vm.type_error(format!("can only concatenate deque (not \"{class}\") to deque")));
    }
    let copy = copy(vm, Args::new(&mut [Some(args[0].clone())]))?;
    vm.call_method(&copy, "extend", [args[1].clone()])?;
    Ok(copy)
}

fn iadd(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let deque = vm.held::<Deque>(&args[0])?;
    extend_by(vm, deque, &args[1], Deque::push_back)?;
    Ok(args.take_required(0))
}

/// Puts the items `times` times into `target`, up to its bound.
fn multiply(vm: &mut Vm, items: &[Value], target: &Deque, times: &Value) -> PyResult<()> {
    let times = vm.index(times)?.to_i64().unwrap_or(i64::MAX).max(0) as usize;
    let total = items.len().saturating_mul(times);
    let max = target.max.get().unwrap_or(usize::MAX);
    vm.check_memory(total.min(max).saturating_mul(size_of::<Value>()))?;
    // Only the last `max` items stay.
    let skipped = total.saturating_sub(max);
    let all = (skipped..total).map(|place| items[place % items.len()].clone()).collect();
    target.changed();
    drop(target.items.replace(all));
    Ok(())
}

fn mul(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if !has_index(vm, &args[1]) {
        return Ok(Value::not_implemented());
    }
    let items = vm.held::<Deque>(&args[0])?.to_vec();
    let copy = copy(vm, Args::new(&mut [Some(args[0].clone())]))?;
    let target = vm.held::<Deque>(&copy)?;
    multiply(vm, &items, target, &args[1])?;
    Ok(copy)
}

fn imul(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    if !has_index(vm, &args[1]) {
        return Ok(Value::not_implemented());
    }
    let deque = vm.held::<Deque>(&args[0])?;
    let items = deque.to_vec();
    multiply(vm, &items, deque, &args[1])?;
    Ok(args.take_required(0))
}

/// Deques compare like lists.
fn compared(vm: &mut Vm, args: &Args<'_>, op: Comparison) -> PyResult {
    let (Some(left), Some(right)) = (held::<Deque>(&args[0]), held::<Deque>(&args[1])) else {
        return Ok(Value::not_implemented());
    };
    let (left, right) = (vm.list(left.to_vec()), vm.list(right.to_vec()));
    vm.compare(op, &left, &right)
}

fn eq(vm: &mut Vm, args: Args<'_>) -> PyResult {
    compared(vm, &args, Comparison::Eq)
}

fn ne(vm: &mut Vm, args: Args<'_>) -> PyResult {
    compared(vm, &args, Comparison::Ne)
}

fn lt(vm: &mut Vm, args: Args<'_>) -> PyResult {
    compared(vm, &args, Comparison::Lt)
}

fn le(vm: &mut Vm, args: Args<'_>) -> PyResult {
    compared(vm, &args, Comparison::Le)
}

fn gt(vm: &mut Vm, args: Args<'_>) -> PyResult {
    compared(vm, &args, Comparison::Gt)
}

fn ge(vm: &mut Vm, args: Args<'_>) -> PyResult {
    compared(vm, &args, Comparison::Ge)
}
