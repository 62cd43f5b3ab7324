//! `list`.

use crate::Vm;

pub(super) fn install(_vm: &mut Vm) {}
