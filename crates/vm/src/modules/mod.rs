//! The standard modules that are written in Rust, one file a module.

mod builtins;

use crate::objects::Dict;
use crate::value::Ref;
use crate::{PyResult, Vm};

/// Makes the names of a module that is written in Rust.
type Make = fn(&mut Vm, &Ref<Dict>) -> PyResult<()>;

/// The modules written in Rust, by name; each is made when it is imported first.
pub(crate) const NATIVE: &[(&str, Make)] = &[];

/// Makes the module `builtins`.
pub(crate) fn install(vm: &mut Vm) {
    builtins::install(vm);
}
