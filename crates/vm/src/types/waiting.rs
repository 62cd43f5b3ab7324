//! What the interpreter is going to provide.

use crate::objects::*;
use crate::value::{Ref, Value};
use crate::{Exc, PyResult, Vm};

impl Vm {
    /// Runs a class body with this namespace; what it returns is the cell of `__class__` or `None`.
    pub(crate) fn run_class_body(&mut self, _function: &Ref<Function>, _namespace: &Value) -> PyResult {
        Err(self.error(Exc::SystemError, "not yet"))
    }

    /// The global names of the running Python function, if one runs.
    pub(crate) fn current_globals(&mut self) -> Option<Ref<Dict>> {
        None
    }

    /// The text that ends with `ValueError: message`, as it goes to `stderr`.
    pub fn format_exception(&mut self, _exception: &Value) -> String {
        String::new()
    }
}
