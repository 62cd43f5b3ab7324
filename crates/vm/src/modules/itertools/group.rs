//! `groupby` and `tee`: several iterators over one.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::call::Args;
use crate::types::Def;
use crate::value::{Held, Value};
use crate::{PyResult, Vm};

use super::super::support::{ClassSpec, Holding, holds};

pub(super) static GROUPBY: ClassSpec = ClassSpec::open(
    "itertools",
    "groupby",
    &[Def::staticmethod("__new__", "(type, iterable, key=None)", new_groupby)],
)
.iterator(next_groupby);

pub(super) static GROUPER: ClassSpec = ClassSpec::closed("itertools", "_grouper", &[]).iterator(next_grouper);

#[derive(Debug)]
struct GroupBy {
    iterator: Value,
    key: Option<Value>,
    /// Key of the group that was handed out last.
    target: RefCell<Option<Value>>,
    current_key: RefCell<Option<Value>>,
    current: RefCell<Option<Value>>,
    /// Numbers the groups: only the last one goes on.
    group: Cell<u64>,
}

holds! { GroupBy: iterator, key, target, current_key, current }

#[derive(Debug)]
struct Grouper {
    parent: Value,
    key: Value,
    group: u64,
}

holds! { Grouper: parent, key }

fn new_groupby(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let data = GroupBy {
        iterator: vm.iter(&args[1])?,
        key: args.some(2).cloned(),
        target: RefCell::default(),
        current_key: RefCell::default(),
        current: RefCell::default(),
        group: Cell::new(0),
    };
    vm.foreign_for(&args[0], &GROUPBY, data)
}

/// Moves on to the next item; false at the end.
fn step(vm: &mut Vm, state: &GroupBy) -> PyResult<bool> {
    let Some(item) = vm.next(&state.iterator)? else { return Ok(false) };
    let key = match &state.key {
        None => item.clone(),
        Some(function) => vm.call(function, [item.clone()])?,
    };
    drop((state.current.replace(Some(item)), state.current_key.replace(Some(key))));
    Ok(true)
}

fn next_groupby(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let state = vm.held::<GroupBy>(value)?;
    state.group.set(state.group.get() + 1);
    loop {
        let (target, current) = (state.target.borrow().clone(), state.current_key.borrow().clone());
        match (target, current) {
            (_, None) => {}
            (None, Some(_)) => break,
            (Some(target), Some(current)) => {
                if !vm.equals(&target, &current)? {
                    break;
                }
            }
        }
        if !step(vm, state)? {
            return Ok(None);
        }
    }
    let key = state.current_key.borrow().clone().unwrap_or_else(Value::none);
    drop(state.target.replace(Some(key.clone())));
    // The groupby object itself, also when a derived class holds it.
    let parent = crate::types::unwrapped(value).clone();
    let group = vm.foreign(&GROUPER, Grouper { parent, key: key.clone(), group: state.group.get() });
    Ok(Some(vm.tuple(vec![key, group])))
}

fn next_grouper(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let grouper = vm.held::<Grouper>(value)?;
    let state = vm.held::<GroupBy>(&grouper.parent)?;
    if state.group.get() != grouper.group {
        return Ok(None);
    }
    if state.current.borrow().is_none() && !step(vm, state)? {
        return Ok(None);
    }
    let current = state.current_key.borrow().clone().unwrap_or_else(Value::none);
    if !vm.equals(&grouper.key, &current)? {
        return Ok(None);
    }
    Ok(state.current.take())
}

pub(super) static TEE: ClassSpec = ClassSpec::open(
    "itertools",
    "_tee",
    &[
        Def::staticmethod("__new__", "(type, iterable, /)", new_tee),
        Def::method("__copy__", "($self, /)", copy_tee),
    ],
)
.iterator(next_tee);

/// An item that some of the iterators have not reached yet, and what follows. A link that no iterator can
/// reach any more is freed.
#[derive(Debug, Default)]
struct Link {
    item: RefCell<Option<Value>>,
    next: RefCell<Option<Rc<Link>>>,
}

impl Drop for Link {
    /// One after the other: a long list must not need a deep stack.
    fn drop(&mut self) {
        let mut next = self.next.take();
        while let Some(link) = next {
            next = Rc::into_inner(link).and_then(|link| link.next.take());
        }
    }
}

#[derive(Debug)]
struct Tee {
    iterator: Value,
    /// The link that the next item is in, or will be.
    link: RefCell<Rc<Link>>,
}

impl Held for Tee {
    // Items in links are shared by several iterators, so the collector is not told of them: each would count
    // them as its own. A cycle through a tee is not found.
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        self.iterator.show(visit);
    }
}

fn new_tee(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let iterator = vm.iter(&args[1])?;
    if let Some(tee) = super::super::support::held::<Tee>(&iterator) {
        let link = RefCell::new(Rc::clone(&tee.link.borrow()));
        return vm.foreign_for(&args[0], &TEE, Tee { iterator: tee.iterator.clone(), link });
    }
    vm.foreign_for(&args[0], &TEE, Tee { iterator, link: RefCell::default() })
}

fn copy_tee(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let tee = vm.held::<Tee>(&args[0])?;
    let link = RefCell::new(Rc::clone(&tee.link.borrow()));
    Ok(vm.foreign(&TEE, Tee { iterator: tee.iterator.clone(), link }))
}

fn next_tee(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let tee = vm.held::<Tee>(value)?;
    let link = Rc::clone(&tee.link.borrow());
    let known = link.item.borrow().clone();
    let item = match known {
        Some(item) => item,
        None => {
            let Some(item) = vm.next(&tee.iterator)? else { return Ok(None) };
            link.item.replace(Some(item.clone()));
            link.next.replace(Some(Rc::default()));
            item
        }
    };
    let next = link.next.borrow().clone();
    if let Some(next) = next {
        drop(tee.link.replace(next));
    }
    drop(link);
    Ok(Some(item))
}

pub(super) fn tee(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let count = args.get(1).map_or(Ok(2), |count| vm.index_i64(count))?;
    if count < 0 {
        return Err(vm.value_error("n must be >= 0"));
    }
    vm.check_memory((count as usize).saturating_mul(64))?;
    let iterator = vm.iter(&args[0])?;
    let class = vm.spec_class(&TEE).into_value();
    let mut tees = Vec::new();
    for _ in 0..count {
        let source = tees.first().cloned().unwrap_or_else(|| iterator.clone());
        tees.push(vm.call(&class, [source])?);
    }
    Ok(vm.tuple(tees))
}
