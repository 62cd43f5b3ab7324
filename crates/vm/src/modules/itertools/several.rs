//! Iterators over several iterables: `chain`, `zip_longest`.

use std::cell::{Cell, RefCell};

use crate::call::Args;
use crate::objects::Dict;
use crate::types::Def;
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

use super::super::support::{CLASS_GETITEM, ClassSpec, holds};

pub(super) static CHAIN: ClassSpec = ClassSpec::open(
    "itertools",
    "chain",
    &[
        Def::staticmethod("__new__", "(type, *iterables)", new_chain),
        Def::classmethod("from_iterable", "($type, iterable, /)", from_iterable),
        CLASS_GETITEM,
    ],
)
.iterator(next_chain);

#[derive(Debug)]
struct Chain {
    /// Over the iterables; `None` at the end.
    iterables: RefCell<Option<Value>>,
    current: RefCell<Option<Value>>,
}

holds! { Chain: iterables, current }

fn new_chain(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let iterables = vm.tuple(args.rest(1).to_vec());
    chain_of(vm, &args[0], &iterables)
}

fn from_iterable(vm: &mut Vm, args: Args<'_>) -> PyResult {
    chain_of(vm, &args[0], &args[1])
}

fn chain_of(vm: &mut Vm, class: &Value, iterables: &Value) -> PyResult {
    let iterables = vm.iter(iterables)?;
    let data = Chain { iterables: RefCell::new(Some(iterables)), current: RefCell::default() };
    vm.foreign_for(class, &CHAIN, data)
}

fn next_chain(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let chain = vm.held::<Chain>(value)?;
    loop {
        let current = chain.current.borrow().clone();
        if let Some(current) = current {
            if let Some(item) = vm.next(&current)? {
                return Ok(Some(item));
            }
            drop(chain.current.take());
        }
        let Some(iterables) = chain.iterables.borrow().clone() else { return Ok(None) };
        let next = vm.next(&iterables);
        match next {
            Ok(Some(iterable)) => {
                let iterator = vm.iter(&iterable)?;
                drop(chain.current.replace(Some(iterator)));
            }
            other => {
                drop(chain.iterables.take());
                return other;
            }
        }
    }
}

pub(super) static ZIP_LONGEST: ClassSpec = ClassSpec::open(
    "itertools",
    "zip_longest",
    &[Def::staticmethod("__new__", "(type, *iterables, **kwargs)", new_zip)],
)
.iterator(next_zip);

#[derive(Debug)]
struct ZipLongest {
    /// `None` for those that ended.
    iterators: RefCell<Vec<Option<Value>>>,
    active: Cell<usize>,
    fill: Value,
}

holds! { ZipLongest: iterators, fill }

fn new_zip(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let fill = match args.named(2) {
        None => Value::none(),
        Some(named) => fill_value(vm, named)?,
    };
    let iterators: Vec<Option<Value>> =
        args.rest(1).iter().map(|iterable| vm.iter(iterable).map(Some)).collect::<PyResult<_>>()?;
    let active = Cell::new(iterators.len());
    vm.foreign_for(&args[0], &ZIP_LONGEST, ZipLongest { iterators: RefCell::new(iterators), active, fill })
}

fn fill_value(vm: &mut Vm, named: &Ref<Dict>) -> PyResult {
    let key = vm.intern("fillvalue");
    match (named.get_str(&key), named.len()) {
        (Some(fill), 1) => Ok(fill),
        (None, 0) => Ok(Value::none()),
        _ => Err(vm.type_error("zip_longest() got an unexpected keyword argument")),
    }
}

fn next_zip(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let zip = vm.held::<ZipLongest>(value)?;
    let count = zip.iterators.borrow().len();
    if zip.active.get() == 0 {
        return Ok(None);
    }
    let mut items = Vec::with_capacity(count);
    for place in 0..count {
        let iterator = zip.iterators.borrow().get(place).cloned().flatten();
        let item = match iterator {
            None => None,
            Some(iterator) => {
                let item = vm.next(&iterator);
                if !matches!(item, Ok(Some(_))) {
                    let ended = zip.iterators.borrow_mut().get_mut(place).and_then(Option::take);
                    drop(ended);
                    zip.active.set(if item.is_err() { 0 } else { zip.active.get() - 1 });
                    if zip.active.get() == 0 {
                        return item.map(|_| None);
                    }
                }
                item?
            }
        };
        items.push(item.unwrap_or_else(|| zip.fill.clone()));
    }
    Ok(Some(vm.tuple(items)))
}
