//! `enumerate`, `zip`, `map`, `filter`.

use std::cell::{Cell, RefCell};

use num_bigint::BigInt;
use smallvec::SmallVec;

use crate::call::Args;
use crate::objects::*;
use crate::types::{Def, foreign};
use crate::value::{Held, Ref, Value};
use crate::{PyResult, Vm};

use super::ITERATOR_METHODS;

pub(super) fn install(vm: &mut Vm) {
    let types = &vm.types;
    let classes: [(_, Def, IterNext); 4] = [
        (
            types.enumerate.clone(),
            Def::staticmethod("__new__", "(type, iterable, start=0)", new_enumerate),
            next_enumerate,
        ),
        (
            types.zip.clone(),
            Def::staticmethod("__new__", "(type, /, *iterables, strict=False)", new_zip),
            next_zip,
        ),
        (types.map.clone(), Def::staticmethod("__new__", "(type, /, *args, **kwargs)", new_map), next_map),
        (
            types.filter.clone(),
            Def::staticmethod("__new__", "(type, function, iterable, /)", new_filter),
            next_filter,
        ),
    ];
    for (class, new, next) in classes {
        vm.define(&class, ITERATOR_METHODS);
        vm.define(&class, &[new, Def::method("__reduce__", "($self, /)", reduce)]);
        class.iternext.set(Some(next));
    }
    let class = vm.types.zip.clone();
    vm.define(&class, &[Def::method("__setstate__", "($self, object, /)", set_strict)]);
    let class = vm.types.enumerate.clone();
    vm.define(
        &class,
        &[Def::classmethod("__class_getitem__", "($type, object, /)", crate::types::class_getitem)],
    );
}

/// `(class, arguments)`: what makes an iterator that stands where this one does; for a strict `zip` also its state.
fn reduce(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.class_of(&args[0]).value().clone();
    let mut state = None;
    let arguments = if let Some(this) = foreign::<Enumerate>(&args[0]) {
        let next = match &*this.big.borrow() {
            Some(next) => vm.int(next.clone()),
            None => Value::int(this.next.get()),
        };
        vec![this.iterator.clone(), next]
    } else if let Some(this) = foreign::<Zip>(&args[0]) {
        state = this.is_strict.get().then(|| Value::bool(true));
        this.iterators.to_vec()
    } else if let Some(this) = foreign::<Map>(&args[0]) {
        [&this.function].into_iter().chain(&this.iterators).cloned().collect()
    } else if let Some(this) = foreign::<Filter>(&args[0]) {
        vec![this.function.clone(), this.iterator.clone()]
    } else {
        Vec::new()
    };
    let mut parts = vec![class, vm.tuple(arguments)];
    parts.extend(state);
    Ok(vm.tuple(parts))
}

/// `zip.__setstate__(strict)`
fn set_strict(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let is_strict = vm.truth(&args[1])?;
    if let Some(this) = foreign::<Zip>(&args[0]) {
        this.is_strict.set(is_strict);
    }
    Ok(Value::none())
}

fn create(vm: &mut Vm, class: &Value, plain: &Ref<Class>, data: impl ForeignData) -> PyResult {
    let object = Foreign::create(plain, data);
    crate::types::wrap(vm, class, object)
}

#[derive(Debug)]
struct Enumerate {
    iterator: Value,
    next: Cell<i64>,
    /// Numbers beyond 64 bits.
    big: RefCell<Option<BigInt>>,
}

impl Held for Enumerate {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.iterator);
    }
}

fn new_enumerate(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let start = args.get(2).map_or(Ok(BigInt::ZERO), |start| vm.index(start))?;
    let iterator = vm.iter(&args[1])?;
    let (next, big) = match i64::try_from(&start) {
        Ok(next) => (next, None),
        Err(_) => (0, Some(start)),
    };
    let class = vm.types.enumerate.clone();
    create(vm, &args[0], &class, Enumerate { iterator, next: Cell::new(next), big: RefCell::new(big) })
}

fn next_enumerate(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let Some(this) = foreign::<Enumerate>(value) else { return Ok(None) };
    let Some(item) = vm.next_inside(&this.iterator)? else { return Ok(None) };
    let mut big = this.big.borrow_mut();
    let number = if let Some(number) = &mut *big {
        let after = &*number + 1_i32;
        vm.int(std::mem::replace(number, after))
    } else {
        let number = this.next.get();
        match number.checked_add(1) {
            Some(after) => this.next.set(after),
            None => *big = Some(BigInt::from(number) + 1_i32),
        }
        Value::int(number)
    };
    drop(big);
    Ok(Some(vm.tuple_of([number, item])))
}

#[derive(Debug)]
struct Zip {
    iterators: Box<[Value]>,
    is_strict: Cell<bool>,
    is_over: Cell<bool>,
}

impl Held for Zip {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        self.iterators.iter().for_each(visit);
    }
}

fn new_zip(vm: &mut Vm, args: Args<'_>) -> PyResult {
    // Slots: the class, `strict`, then the iterables.
    let is_strict = args.get(1).map_or(Ok(false), |strict| vm.truth(strict))?;
    let iterators = args.rest(2).iter().map(|iterable| vm.iter(iterable)).collect::<PyResult<_>>()?;
    let class = vm.types.zip.clone();
    create(
        vm,
        &args[0],
        &class,
        Zip { iterators, is_strict: Cell::new(is_strict), is_over: Cell::new(false) },
    )
}

fn next_zip(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let Some(this) = foreign::<Zip>(value) else { return Ok(None) };
    if this.iterators.is_empty() || this.is_over.get() {
        return Ok(None);
    }
    let mut items = SmallVec::<[Value; 3]>::new();
    for (place, iterator) in this.iterators.iter().enumerate() {
        match vm.next_inside(iterator)? {
            Some(item) => items.push(item),
            None if this.is_strict.get() => return uneven(vm, this, place),
            None => return Ok(None),
        }
    }
    Ok(Some(vm.tuple_of(items)))
}

/// The iterator at `place` ended: with `strict`, all must end in the same round.
fn uneven(vm: &mut Vm, this: &Zip, place: usize) -> PyResult<Option<Value>> {
    this.is_over.set(true);
    let arguments = |count: usize| if count == 1 { " " } else { "s 1-" };
    if place > 0 {
        let message =
            format!("zip() argument {} is shorter than argument{}{place}", place + 1, arguments(place));
        return Err(vm.value_error(message));
    }
    for (place, iterator) in this.iterators.iter().enumerate().skip(1) {
        if vm.next_inside(iterator)?.is_some() {
            let message =
                format!("zip() argument {} is longer than argument{}{place}", place + 1, arguments(place));
            return Err(vm.value_error(message));
        }
    }
    Ok(None)
}

#[derive(Debug)]
struct Map {
    function: Value,
    iterators: Box<[Value]>,
}

impl Held for Map {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.function);
        self.iterators.iter().for_each(visit);
    }
}

fn new_map(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if args.named(2).is_some_and(|named| !named.is_empty()) && is_plain(vm, &args[0]) {
        return Err(vm.type_error("map() takes no keyword arguments"));
    }
    let (function, iterators) = match args.rest(1) {
        [function, iterables @ ..] if !iterables.is_empty() => (function.clone(), iterables),
        _ => return Err(vm.type_error("map() must have at least two arguments.")),
    };
    let iterators = iterators.iter().map(|iterable| vm.iter(iterable)).collect::<PyResult<_>>()?;
    let class = vm.types.map.clone();
    create(vm, &args[0], &class, Map { function, iterators })
}

/// Whether it is the class itself and not one derived from it, which may take other arguments.
fn is_plain(_: &Vm, class: &Value) -> bool {
    class.downcast::<Class>().is_some_and(|class| !class.flags.get().is_heap)
}

fn next_map(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let Some(this) = foreign::<Map>(value) else { return Ok(None) };
    let mut arguments = crate::call::Arguments::default();
    for iterator in &this.iterators {
        match vm.next_inside(iterator)? {
            Some(item) => arguments.positional.push(item),
            None => return Ok(None),
        }
    }
    vm.call(&this.function, arguments).map(Some)
}

#[derive(Debug)]
struct Filter {
    function: Value,
    iterator: Value,
}

impl Held for Filter {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.function);
        visit(&self.iterator);
    }
}

fn new_filter(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let iterator = vm.iter(&args[2])?;
    let function = args.take_required(1);
    let class = vm.types.filter.clone();
    create(vm, &args[0], &class, Filter { function, iterator })
}

fn next_filter(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let Some(this) = foreign::<Filter>(value) else { return Ok(None) };
    let by_truth = this.function.is_none() || this.function.is(vm.types.bool.value());
    while let Some(item) = vm.next_inside(&this.iterator)? {
        vm.check_steps(1)?;
        let keep = if by_truth {
            vm.truth(&item)?
        } else {
            let verdict = vm.call(&this.function, [item.clone()])?;
            vm.truth(&verdict)?
        };
        if keep {
            return Ok(Some(item));
        }
    }
    Ok(None)
}
