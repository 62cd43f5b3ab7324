//! Exceptions: how they are made, what they hold, how they show themselves (`Objects/exceptions.c`).
//!
//! | file | what |
//! |---|---|
//! | `fields` | what each built-in class makes of its arguments |
//! | `os_error` | `OSError`: several forms of arguments, and the class by the error number |
//! | `text` | `str` and `repr` |
//! | `base` | the methods and attributes of all exceptions |
//! | `group` | `ExceptionGroup`, and what `except*` asks for |

mod base;
mod fields;
mod group;
mod os_error;
mod text;

use std::cell::{Cell, RefCell};

use crate::objects::*;
use crate::value::{FINALIZER, Ref, Value};
use crate::{Exc, Vm};

impl Vm {
    /// An instance of an exception class, without calling Python code.
    pub(crate) fn new_exception(&mut self, class: &Ref<Class>, args: Vec<Value>) -> Value {
        let class = os_error::class_for(self, class, &args);
        let value = self.bare_exception(&class, args.clone());
        if let Some(exception) = value.downcast::<Exception>() {
            // Arguments that do not fit leave the attributes empty: such errors are Rust code's own.
            let _ = self.fill_fields(exception, &args, &[]);
        }
        value
    }

    /// An exception whose attributes are yet to be set.
    pub(crate) fn bare_exception(&mut self, class: &Ref<Class>, args: Vec<Value>) -> Value {
        let args = self.tuple(args);
        let value = Value::new(Exception {
            class: RefCell::new(class.clone()),
            args: RefCell::new(args),
            cause: RefCell::default(),
            context: RefCell::default(),
            suppress_context: Cell::new(false),
            traceback: RefCell::default(),
            fields: RefCell::default(),
            attributes: Attributes::default(),
        });
        if class.flags.get().has_finalizer {
            value.set_flag(FINALIZER);
        }
        value
    }

    /// The nearest built-in class among an exception class and its bases.
    pub(crate) fn built_in_exception(&self, class: &Class) -> Exc {
        let mro = class.mro.borrow();
        let found = mro.iter().find_map(|class| {
            let index = self.types.exceptions.iter().position(|known| known.is(class))?;
            Some(crate::error::EXCEPTIONS[index].0)
        });
        found.unwrap_or(Exc::BaseException)
    }
}

/// The value of an attribute that the built-in class defines.
pub(crate) fn field(exception: &Exception, index: usize) -> Option<Value> {
    exception.fields.borrow().get(index).cloned().flatten()
}

/// Sets an attribute that the built-in class defines.
pub(crate) fn set_field(exception: &Exception, index: usize, value: Option<Value>) {
    let old = {
        let mut fields = exception.fields.borrow_mut();
        if fields.len() <= index {
            fields.resize(index + 1, None);
        }
        std::mem::replace(&mut fields[index], value)
    };
    drop(old);
}

pub(super) fn install(vm: &mut Vm) {
    base::install(vm);
    fields::install(vm);
    text::install(vm);
    os_error::install(vm);
    group::install(vm);
}
