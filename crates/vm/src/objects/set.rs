//! `set` and `frozenset`: CPython's own table, because the order of iteration shows it.
//!
//! The table is the one of `Objects/setobject.c`: open addressing, nine linear probes, then a jump that the
//! higher bits of the hash perturb; dummies stay until the table is rebuilt.

use std::cell::{Cell, RefCell};

use crate::value::{Held, Value};

/// A set or frozenset.
#[derive(Debug)]
pub struct Set {
    /// Whether it is a `frozenset`.
    pub is_frozen: bool,
    pub(crate) table: RefCell<Vec<Option<(i64, Value)>>>,
    /// The hash of a frozenset, once asked for.
    pub hash: Cell<Option<i64>>,
}

impl Held for Set {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        for (_, item) in self.table.borrow().iter().flatten() {
            visit(item);
        }
    }

    fn clear(&self) {
        drop(self.table.take());
    }
}
