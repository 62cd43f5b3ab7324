//! Objects of all other built-in types: each brings a Rust type of its own.

use std::any::Any;
use std::cell::RefCell;
use std::fmt;

use crate::value::{Held, Ref, Value};

use super::{Class, Dict};

/// What a built-in object of a rarer type holds: `deque`, `re.Pattern`, `zip`, `property`, a dictionary view.
pub trait ForeignData: Held + Any + fmt::Debug {}

impl<T: Held + Any + fmt::Debug> ForeignData for T {}

/// An object of a rarer built-in type.
#[derive(Debug)]
pub struct Foreign {
    /// Its class, built-in.
    pub class: Ref<Class>,
    /// `__dict__`, once there is one, of objects whose class gives them one.
    pub dict: RefCell<Option<Ref<Dict>>>,
    data: Box<dyn ForeignData>,
}

impl Foreign {
    /// A new object of `class`.
    pub fn create(class: &Ref<Class>, data: impl ForeignData) -> Value {
        Value::new(Self { class: class.clone(), dict: RefCell::default(), data: Box::new(data) })
    }

    /// What it holds, if it is of this type.
    pub fn get<T: ForeignData>(&self) -> Option<&T> {
        (&*self.data as &dyn Any).downcast_ref::<T>()
    }
}

impl Held for Foreign {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(self.class.value());
        if let Some(dict) = &*self.dict.borrow() {
            visit(dict.value());
        }
        self.data.traverse(visit);
    }

    fn clear(&self) {
        drop(self.dict.take());
        self.data.clear();
    }
}
