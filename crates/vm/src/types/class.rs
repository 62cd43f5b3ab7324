//! `type`: making classes, calling them, and what follows from their attributes.

use std::cell::{Cell, RefCell};

use crate::call::Arguments;
use crate::objects::*;
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

impl Vm {
    /// Calls a class: `__new__`, then `__init__` (`type_call`).
    pub(crate) fn call_class(&mut self, class: &Ref<Class>, _arguments: Arguments) -> PyResult {
        Err(self.type_error(format!("cannot create '{}' instances", class.name())))
    }

    /// Brings the flags of a class that follow from its attributes up to date.
    pub(crate) fn update_class_flags(&mut self, _class: &Ref<Class>) {}

    /// An instance of an exception class, without calling Python code.
    pub(crate) fn new_exception(&mut self, class: &Ref<Class>, args: Vec<Value>) -> Value {
        let args = self.tuple(args);
        Value::new(Exception {
            class: RefCell::new(class.clone()),
            args: RefCell::new(args),
            cause: RefCell::default(),
            context: RefCell::default(),
            suppress_context: Cell::new(false),
            traceback: RefCell::default(),
            fields: RefCell::default(),
            attributes: Attributes::default(),
            slots: RefCell::default(),
        })
    }
}

/// Methods of `type`.
pub(super) fn install(_vm: &mut Vm) {}
