//! Instances of classes that Python code made.

use std::cell::RefCell;

use crate::value::{Held, Ref, Value};

use super::{Class, Dict};

/// An instance.
#[derive(Debug)]
pub struct Instance {
    /// Its class; `__class__` can be assigned.
    pub class: RefCell<Ref<Class>>,
    /// Attributes, when the class gives it a `__dict__`.
    pub attributes: Attributes,
    /// Values of `__slots__`, at the places that the class gives them.
    pub slots: RefCell<Vec<Option<Value>>>,
    /// The built-in object inside an instance of `class C(int)` or the like.
    pub native: Option<Value>,
}

/// Attributes of an instance.
///
/// While they were set in the order that the class knows ([`Class::keys`]), only their values are here; any
/// other order, a deletion in the middle, or a look at `__dict__` turns them into a real dictionary.
#[derive(Debug, Default)]
pub struct Attributes {
    /// Values, by the place of their name in the class.
    pub values: RefCell<Vec<Value>>,
    /// The dictionary, once there is one; `values` is empty then.
    pub dict: RefCell<Option<Ref<Dict>>>,
}

impl Held for Instance {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(self.class.borrow().value());
        self.attributes.traverse(visit);
        self.slots.borrow().iter().flatten().for_each(&mut *visit);
        self.native.iter().for_each(visit);
    }

    fn clear(&self) {
        self.attributes.clear();
        drop(self.slots.take());
    }
}

impl Held for Attributes {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        self.values.borrow().iter().for_each(&mut *visit);
        if let Some(dict) = &*self.dict.borrow() {
            visit(dict.value());
        }
    }

    fn clear(&self) {
        drop(self.values.take());
        drop(self.dict.take());
    }
}
