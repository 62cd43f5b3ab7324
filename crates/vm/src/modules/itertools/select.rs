//! Iterators over one iterable that leave out, join or map items.

use std::cell::{Cell, RefCell};

use num_traits::ToPrimitive;

use crate::call::Args;
use crate::ops::BinaryOp;
use crate::types::Def;
use crate::value::Value;
use crate::{PyResult, Raised, Vm};

use super::super::support::{ClassSpec, holds};

macro_rules! spec {
    ($name:ident, $text:literal, $signature:literal, $new:ident, $next:ident) => {
        pub(super) static $name: ClassSpec = ClassSpec::open(
            "itertools",
            $text,
            &[Def::staticmethod("__new__", concat!("(type, ", $signature, ")"), $new)],
        )
        .iterator($next);
    };
}

spec!(ACCUMULATE, "accumulate", "iterable, func=None, *, initial=None", new_accumulate, next_accumulate);
spec!(BATCHED, "batched", "iterable, n, *, strict=False", new_batched, next_batched);
spec!(COMPRESS, "compress", "data, selectors", new_compress, next_compress);
spec!(DROPWHILE, "dropwhile", "predicate, iterable, /", new_dropwhile, next_dropwhile);
spec!(FILTERFALSE, "filterfalse", "function, iterable, /", new_filterfalse, next_filterfalse);
spec!(ISLICE, "islice", "iterable, start, stop=None, step=None, /", new_islice, next_islice);
spec!(PAIRWISE, "pairwise", "iterable, /", new_pairwise, next_pairwise);
spec!(STARMAP, "starmap", "function, iterable, /", new_starmap, next_starmap);
spec!(TAKEWHILE, "takewhile", "predicate, iterable, /", new_takewhile, next_takewhile);

#[derive(Debug)]
struct Accumulate {
    iterator: Value,
    function: Option<Value>,
    initial: RefCell<Option<Value>>,
    total: RefCell<Option<Value>>,
}

holds! { Accumulate: iterator, function, initial, total }

fn new_accumulate(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let iterator = vm.iter(&args[1])?;
    let data = Accumulate {
        iterator,
        function: args.some(2).cloned(),
        initial: RefCell::new(args.some(3).cloned()),
        total: RefCell::default(),
    };
    vm.foreign_for(&args[0], &ACCUMULATE, data)
}

fn next_accumulate(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let state = vm.held::<Accumulate>(value)?;
    let initial = state.initial.take();
    if initial.is_some() {
        state.total.replace(initial.clone());
        return Ok(initial);
    }
    let Some(item) = vm.next(&state.iterator)? else { return Ok(None) };
    let total = state.total.borrow().clone();
    let total = match (total, &state.function) {
        (None, _) => item,
        (Some(total), None) => vm.binary(BinaryOp::Add, false, &total, &item)?,
        (Some(total), Some(function)) => vm.call(function, [total, item])?,
    };
    drop(state.total.replace(Some(total.clone())));
    Ok(Some(total))
}

#[derive(Debug)]
struct Batched {
    iterator: RefCell<Option<Value>>,
    size: usize,
    is_strict: bool,
}

holds! { Batched: iterator }

fn new_batched(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let size = vm.index_i64(&args[2])?;
    let is_strict = args.get(3).map_or(Ok(false), |strict| vm.truth(strict))?;
    if size < 1 {
        return Err(vm.value_error("n must be at least one"));
    }
    let iterator = vm.iter(&args[1])?;
    let data = Batched { iterator: RefCell::new(Some(iterator)), size: size as usize, is_strict };
    vm.foreign_for(&args[0], &BATCHED, data)
}

fn next_batched(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let state = vm.held::<Batched>(value)?;
    let Some(iterator) = state.iterator.borrow().clone() else { return Ok(None) };
    let mut batch = Vec::new();
    while batch.len() < state.size {
        match vm.next(&iterator)? {
            Some(item) => batch.push(item),
            None => {
                drop(state.iterator.take());
                if state.is_strict && !batch.is_empty() {
                    return Err(vm.value_error("batched(): incomplete batch"));
                }
                break;
            }
        }
    }
    Ok((!batch.is_empty()).then(|| vm.tuple(batch)))
}

#[derive(Debug)]
struct Compress {
    data: Value,
    selectors: Value,
}

holds! { Compress: data, selectors }

fn new_compress(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let data = Compress { data: vm.iter(&args[1])?, selectors: vm.iter(&args[2])? };
    vm.foreign_for(&args[0], &COMPRESS, data)
}

fn next_compress(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let state = vm.held::<Compress>(value)?;
    loop {
        let Some(item) = vm.next(&state.data)? else { return Ok(None) };
        let Some(selector) = vm.next(&state.selectors)? else { return Ok(None) };
        if vm.truth(&selector)? {
            return Ok(Some(item));
        }
    }
}

/// `dropwhile`, `takewhile`, `filterfalse`, `starmap`: a function and an iterator.
#[derive(Debug)]
struct Mapped {
    function: Value,
    iterator: Value,
    /// `dropwhile`: an item was let through. `takewhile`: an item was refused.
    is_past: Cell<bool>,
}

holds! { Mapped: function, iterator }

fn new_mapped(vm: &mut Vm, args: &Args<'_>, spec: &'static ClassSpec) -> PyResult {
    let data = Mapped { function: args[1].clone(), iterator: vm.iter(&args[2])?, is_past: Cell::new(false) };
    vm.foreign_for(&args[0], spec, data)
}

fn new_dropwhile(vm: &mut Vm, args: Args<'_>) -> PyResult {
    new_mapped(vm, &args, &DROPWHILE)
}

fn new_takewhile(vm: &mut Vm, args: Args<'_>) -> PyResult {
    new_mapped(vm, &args, &TAKEWHILE)
}

fn new_filterfalse(vm: &mut Vm, args: Args<'_>) -> PyResult {
    new_mapped(vm, &args, &FILTERFALSE)
}

fn new_starmap(vm: &mut Vm, args: Args<'_>) -> PyResult {
    new_mapped(vm, &args, &STARMAP)
}

fn holds_for(vm: &mut Vm, function: &Value, item: &Value) -> PyResult<bool> {
    let result = vm.call(function, [item.clone()])?;
    vm.truth(&result)
}

fn next_dropwhile(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let state = vm.held::<Mapped>(value)?;
    while let Some(item) = vm.next_in_loop(&state.iterator)? {
        if state.is_past.get() || !holds_for(vm, &state.function, &item)? {
            state.is_past.set(true);
            return Ok(Some(item));
        }
    }
    Ok(None)
}

fn next_takewhile(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let state = vm.held::<Mapped>(value)?;
    if state.is_past.get() {
        return Ok(None);
    }
    let Some(item) = vm.next(&state.iterator)? else { return Ok(None) };
    if holds_for(vm, &state.function, &item)? {
        return Ok(Some(item));
    }
    state.is_past.set(true);
    Ok(None)
}

fn next_filterfalse(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let state = vm.held::<Mapped>(value)?;
    let by_itself = state.function.is_none() || state.function.is(vm.types.bool.value());
    while let Some(item) = vm.next_in_loop(&state.iterator)? {
        let holds = if by_itself { vm.truth(&item)? } else { holds_for(vm, &state.function, &item)? };
        if !holds {
            return Ok(Some(item));
        }
    }
    Ok(None)
}

fn next_starmap(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let state = vm.held::<Mapped>(value)?;
    let Some(arguments) = vm.next(&state.iterator)? else { return Ok(None) };
    let arguments = vm.collect(&arguments)?;
    vm.call(&state.function, arguments).map(Some)
}

#[derive(Debug)]
struct Islice {
    iterator: RefCell<Option<Value>>,
    /// Index of the next item that is wanted.
    next: Cell<u64>,
    stop: Option<u64>,
    step: u64,
    /// How many items were taken.
    count: Cell<u64>,
}

holds! { Islice: iterator }

fn new_islice(vm: &mut Vm, args: Args<'_>) -> PyResult {
    const INDICES: &str = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    const STOP: &str = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    const STEP: &str = "Step for islice() must be a positive integer or None.";
    let (start, stop) = match args.get(3) {
        None => (0, bound(vm, args.get(2), STOP)?),
        Some(stop) => {
            let stop = bound(vm, Some(stop), STOP)?;
            (bound(vm, args.get(2), INDICES)?.unwrap_or(0), stop)
        }
    };
    let step = match bound(vm, args.get(4), STEP)? {
        Some(0) => return Err(vm.value_error(STEP)),
        step => step.unwrap_or(1),
    };
    let iterator = vm.iter(&args[1])?;
    let data = Islice {
        iterator: RefCell::new(Some(iterator)),
        next: Cell::new(start),
        stop,
        step,
        count: Cell::new(0),
    };
    vm.foreign_for(&args[0], &ISLICE, data)
}

fn bound(vm: &mut Vm, value: Option<&Value>, message: &str) -> PyResult<Option<u64>> {
    let Some(value) = value.filter(|value| !value.is_none()) else { return Ok(None) };
    let wrong = |vm: &mut Vm| -> Raised { vm.value_error(message) };
    match vm.index(value) {
        Ok(int) => match int.to_i64().filter(|int| *int >= 0) {
            Some(int) => Ok(Some(int as u64)),
            None => Err(wrong(vm)),
        },
        Err(_) => Err(wrong(vm)),
    }
}

fn next_islice(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let state = vm.held::<Islice>(value)?;
    let Some(iterator) = state.iterator.borrow().clone() else { return Ok(None) };
    let wanted = state.next.get();
    let end = state.stop.map_or(wanted, |stop| stop.min(wanted));
    while state.count.get() < end {
        if vm.next(&iterator)?.is_none() {
            drop(state.iterator.take());
            return Ok(None);
        }
        state.count.set(state.count.get() + 1);
    }
    if state.stop.is_some_and(|stop| wanted >= stop) {
        drop(state.iterator.take());
        return Ok(None);
    }
    let item = vm.next(&iterator)?;
    state.count.set(state.count.get() + 1);
    state.next.set(wanted.saturating_add(state.step));
    if item.is_none() {
        drop(state.iterator.take());
    }
    Ok(item)
}

#[derive(Debug)]
struct Pairwise {
    iterator: RefCell<Option<Value>>,
    last: RefCell<Option<Value>>,
}

holds! { Pairwise: iterator, last }

fn new_pairwise(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let iterator = vm.iter(&args[1])?;
    let data = Pairwise { iterator: RefCell::new(Some(iterator)), last: RefCell::default() };
    vm.foreign_for(&args[0], &PAIRWISE, data)
}

fn next_pairwise(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let state = vm.held::<Pairwise>(value)?;
    let Some(iterator) = state.iterator.borrow().clone() else { return Ok(None) };
    let last = state.last.borrow().clone();
    let last = match last {
        Some(last) => Some(last),
        None => vm.next(&iterator)?,
    };
    let next = if last.is_some() { vm.next(&iterator)? } else { None };
    match (last, next) {
        (Some(last), Some(next)) => {
            drop(state.last.replace(Some(next.clone())));
            Ok(Some(vm.tuple(vec![last, next])))
        }
        _ => {
            drop((state.iterator.take(), state.last.take()));
            Ok(None)
        }
    }
}
