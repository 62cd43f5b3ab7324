//! `set` and `frozenset`.

use crate::Vm;

pub(super) fn install(_vm: &mut Vm) {}
