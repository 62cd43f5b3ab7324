//! `list[int]` and `int | str`.

use crate::Vm;

pub(super) fn install(_vm: &mut Vm) {}
