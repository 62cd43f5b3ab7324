//! Instances of classes that Python code made.

use std::cell::RefCell;

use crate::value::{Held, Ref, Value};

use super::{Class, Dict, Str};

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

impl Attributes {
    /// The value of an attribute.
    pub fn get(&self, class: &Class, name: &Value) -> Option<Value> {
        if let Some(dict) = &*self.dict.borrow() {
            return dict.get_str(name);
        }
        let values = self.values.borrow();
        let keys = class.keys.borrow();
        let place = keys.iter().take(values.len()).position(|key| key.is(name))?;
        values.get(place).cloned()
    }

    /// Sets or deletes an attribute; gives back the old value. Names are interned.
    #[must_use = "drop it when nothing is borrowed"]
    pub fn set(&self, class: &Class, name: &Value, value: Option<Value>) -> Option<Value> {
        if self.dict.borrow().is_none() {
            let mut values = self.values.borrow_mut();
            let mut keys = class.keys.borrow_mut();
            let place = keys.iter().position(|key| key.is(name));
            match (place, value.clone()) {
                (Some(place), Some(value)) if place < values.len() => {
                    return Some(std::mem::replace(&mut values[place], value));
                }
                (Some(place), Some(value)) if place == values.len() => {
                    values.push(value);
                    return None;
                }
                (None, Some(value))
                    if keys.len() == values.len() && keys.len() < class.shared_places.get().into() =>
                {
                    keys.push(name.clone());
                    // Caches that know the name for a method's learn that instances may have it themselves.
                    class.version.set(0);
                    values.push(value);
                    return None;
                }
                (Some(place), None) if place + 1 == values.len() => return values.pop(),
                (None, None) => return None,
                _ => {}
            }
        }
        let dict = self.dict(class);
        match value {
            Some(value) => dict.set_str(name, value),
            None => dict.remove_str(name),
        }
    }

    /// The attributes as a dictionary, which they are from now on.
    pub fn dict(&self, class: &Class) -> Ref<Dict> {
        if let Some(dict) = &*self.dict.borrow() {
            return dict.clone();
        }
        let dict = Dict::default();
        for (name, value) in class.keys.borrow().iter().zip(self.values.take()) {
            let hash = name.downcast::<Str>().map_or(0, Str::hash);
            dict.insert(hash, name.clone(), value);
        }
        dict.shared.set(class.shared_places.get());
        let dict = Ref::new(dict);
        self.dict.replace(Some(dict.clone()));
        dict
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
