//! Sets with keys of any type: where comparing keys runs Python code.

use crate::objects::{Dict, Set, SetStep};
use crate::types::native;
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

/// Result of a search.
enum Place {
    Found(usize),
    Free(usize),
}

impl Vm {
    /// A `set` of these items.
    pub fn set(&mut self, items: impl IntoIterator<Item = Value>) -> PyResult<Ref<Set>> {
        let set = Ref::new(Set::new(false));
        for item in items {
            self.set_add(&set, item)?;
        }
        Ok(set)
    }

    fn set_find(&mut self, set: &Set, hash: i64, key: &Value) -> PyResult<Place> {
        'again: loop {
            let mut search = set.search(hash);
            loop {
                match set.step(&mut search, key) {
                    SetStep::Found(place) => return Ok(Place::Found(place)),
                    SetStep::Free(place) => return Ok(Place::Free(place)),
                    SetStep::Ask(place, candidate) => {
                        let same = self.equals(&candidate, key)?;
                        if !set.is_unchanged(&search, place, &candidate) {
                            continue 'again;
                        }
                        if same {
                            return Ok(Place::Found(place));
                        }
                    }
                }
            }
        }
    }

    /// Adds a key to a set; whether it was not there yet.
    pub fn set_add(&mut self, set: &Set, key: Value) -> PyResult<bool> {
        let hash = self.hash(&key)?;
        self.set_add_hashed(set, hash, key)
    }

    pub(crate) fn set_add_hashed(&mut self, set: &Set, hash: i64, key: Value) -> PyResult<bool> {
        match self.set_find(set, hash, &key)? {
            Place::Found(_) => Ok(false),
            Place::Free(place) => {
                set.insert_at(place, hash, key);
                Ok(true)
            }
        }
    }

    /// Whether a key is in a set.
    pub fn set_contains(&mut self, set: &Set, key: &Value) -> PyResult<bool> {
        let hash = self.hash(key)?;
        self.set_contains_hashed(set, hash, key)
    }

    pub(crate) fn set_contains_hashed(&mut self, set: &Set, hash: i64, key: &Value) -> PyResult<bool> {
        Ok(matches!(self.set_find(set, hash, key)?, Place::Found(_)))
    }

    /// Removes a key from a set; whether it was there.
    pub fn set_discard(&mut self, set: &Set, key: &Value) -> PyResult<bool> {
        let hash = self.hash(key)?;
        self.set_discard_hashed(set, hash, key)
    }

    pub(crate) fn set_discard_hashed(&mut self, set: &Set, hash: i64, key: &Value) -> PyResult<bool> {
        match self.set_find(set, hash, key)? {
            Place::Found(place) => {
                drop(set.remove_at(place));
                Ok(true)
            }
            Place::Free(_) => Ok(false),
        }
    }

    /// Adds all items of an iterable to a set (`set_update_internal`).
    pub fn set_update(&mut self, set: &Set, iterable: &Value) -> PyResult<()> {
        if let Some(other) = native::<Set>(iterable) {
            return self.set_merge(set, other);
        }
        if let Some(dict) = iterable.downcast::<Dict>() {
            set.reserve(dict.len());
            for (hash, key, _) in dict.hashed_items() {
                self.set_add_hashed(set, hash, key)?;
            }
            return Ok(());
        }
        let iterator = self.iter(iterable)?;
        while let Some(key) = self.next_in_loop(&iterator)? {
            self.set_add(set, key)?;
        }
        Ok(())
    }

    fn set_merge(&mut self, set: &Set, other: &Set) -> PyResult<()> {
        if std::ptr::eq(set, other) || other.is_empty() {
            return Ok(());
        }
        set.reserve(other.len());
        if set.fill_from(other) {
            return Ok(());
        }
        let mut place = 0;
        while let Some((next, hash, key)) = other.next_from(place) {
            place = next;
            self.set_add_hashed(set, hash, key)?;
        }
        Ok(())
    }
}
