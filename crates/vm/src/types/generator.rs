//! Generators, coroutines, asynchronous generators.

use crate::Vm;

pub(super) fn install(_vm: &mut Vm) {}
