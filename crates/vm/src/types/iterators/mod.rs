//! Iterators: what all native ones share, and those of built-in functions.
//!
//! A native iterator is a function [`IterNext`](crate::objects::IterNext) in its class, which loops call
//! directly; its `__next__` is made from it.

mod combining;
mod pickling;
mod sequence;
mod special;

pub(crate) use pickling::AS_LIST;
pub(crate) use sequence::next as next_in_sequence;

use crate::call::Args;
use crate::types::Def;
use crate::value::Value;
use crate::{Exc, PyResult, Vm};

pub(super) fn install(vm: &mut Vm) {
    sequence::install(vm);
    combining::install(vm);
    special::install(vm);
}

/// Methods of every native iterator.
pub(crate) const ITERATOR_METHODS: &[Def] =
    &[Def::wrapper("__iter__", "($self, /)", iter), Def::wrapper("__next__", "($self, /)", next)];

fn iter(_: &mut Vm, mut args: Args<'_>) -> PyResult {
    Ok(args.take_required(0))
}

/// The native `__next__` of a class or of the first of its bases that has one.
fn next(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.class_of(&args[0]);
    let next = class.mro.borrow().iter().find_map(|class| class.iternext.get());
    let item = match next {
        Some(next) => next(vm, &args[0])?,
        None => None,
    };
    match item {
        Some(item) => Ok(item),
        None => Err(vm.error_with(Exc::StopIteration, Vec::new())),
    }
}

impl Vm {
    /// The next item in a loop of native code: a step of the program, which may be as endless as a loop of its own.
    #[inline]
    pub(crate) fn next_in_loop(&mut self, iterator: &Value) -> PyResult<Option<Value>> {
        self.check_steps(1)?;
        self.next(iterator)
    }

    /// The next item of an iterator inside another one. Chains of them may be long.
    fn next_inside(&mut self, iterator: &Value) -> PyResult<Option<Value>> {
        self.enter_recursion("")?;
        let item = self.next(iterator);
        self.leave_recursion();
        item
    }
}
