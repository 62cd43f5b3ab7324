//! `set_iterator`.

use std::cell::{Cell, RefCell};

use crate::call::Args;
use crate::objects::{Foreign, Set};
use crate::types::iterators::{AS_LIST, ITERATOR_METHODS};
use crate::types::{Def, foreign, unwrapped};
use crate::value::{Held, Ref, Value};
use crate::{Exc, PyResult, Vm};

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.set_iterator.clone();
    vm.define(&class, ITERATOR_METHODS);
    vm.define(&class, AS_LIST);
    vm.define(&class, &[Def::method("__length_hint__", "($self, /)", length_hint)]);
    class.iternext.set(Some(next));
}

#[derive(Debug)]
struct SetIterator {
    /// The set; `None` once the end was seen.
    set: RefCell<Option<Ref<Set>>>,
    place: Cell<usize>,
    /// How many keys there were at the start; `None` once that was seen to have changed.
    len: Cell<Option<usize>>,
    left: Cell<usize>,
}

impl Held for SetIterator {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        if let Some(set) = &*self.set.borrow() {
            visit(set.value());
        }
    }

    fn clear(&self) {
        drop(self.set.take());
    }
}

pub(super) fn iter(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let set = Ref::<Set>::of(unwrapped(&args[0])).cloned();
    let len = set.as_ref().map_or(0, |set| set.len());
    let iterator = SetIterator {
        set: RefCell::new(set),
        place: Cell::new(0),
        len: Cell::new(Some(len)),
        left: Cell::new(len),
    };
    Ok(Foreign::create(&vm.types.set_iterator, iterator))
}

fn next(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let Some(this) = foreign::<SetIterator>(value) else { return Ok(None) };
    let borrowed = this.set.borrow();
    let Some(set) = &*borrowed else { return Ok(None) };
    if this.len.get() != Some(set.len()) {
        this.len.set(None);
        return Err(vm.error(Exc::RuntimeError, "Set changed size during iteration"));
    }
    match set.next_from(this.place.get()) {
        Some((place, _, key)) => {
            this.place.set(place);
            this.left.set(this.left.get().saturating_sub(1));
            Ok(Some(key))
        }
        None => {
            drop(borrowed);
            drop(this.set.take());
            Ok(None)
        }
    }
}

fn length_hint(_: &mut Vm, args: Args<'_>) -> PyResult {
    let left = foreign::<SetIterator>(&args[0]).map_or(0, |this| {
        let len = this.set.borrow().as_ref().map(|set| set.len());
        if len.is_some() && len == this.len.get() { this.left.get() } else { 0 }
    });
    Ok(Value::int(left as i64))
}

/// What an iterator over a set has not yielded yet.
pub(crate) fn rest(iterator: &Value) -> Vec<Value> {
    let Some(this) = foreign::<SetIterator>(iterator) else { return Vec::new() };
    let Some(set) = this.set.borrow().clone() else { return Vec::new() };
    let (mut rest, mut place) = (Vec::new(), this.place.get());
    while let Some((next, _, key)) = set.next_from(place) {
        rest.push(key);
        place = next;
    }
    rest
}
