//! `dict`: a hash table that keeps the order of insertion.
//!
//! Comparing keys may run Python code, and Python code may change the dictionary. So a search here decides
//! only what it can decide natively and else [asks](Found::Ask); [`Vm::dict_find`](crate::Vm::dict_find)
//! compares, and starts again if the dictionary changed meanwhile.

use std::cell::{Cell, RefCell};

use hashbrown::HashTable;

use crate::value::{Held, Kind, Value, peek};

use super::Str;

/// A dictionary.
#[derive(Debug, Default)]
pub struct Dict {
    table: RefCell<Table>,
    /// Names the present set of keys and their places, or 0: see [`Dict::version`].
    version: Cell<u32>,
    /// Of an instance's dictionary: for how many attributes it shares the names with its class in CPython, which
    /// `sys.getsizeof` shows. 0 of all others.
    pub shared: Cell<u8>,
}

#[derive(Debug, Default)]
struct Table {
    index: HashTable<u32>,
    /// In order of insertion; `None` where an entry was deleted.
    entries: Vec<Option<Entry>>,
    live: usize,
}

#[derive(Debug)]
struct Entry {
    hash: i64,
    key: Value,
    value: Value,
}

/// Result of a search.
#[derive(Debug)]
pub enum Found {
    /// The key is at this place.
    At(usize),
    /// There is no such key.
    Missing,
    /// These have the same hash; only `==` can tell.
    Ask(Vec<(usize, Value)>),
}

/// What the table goes by: it looks at the lowest and the topmost bits, and small integers are their own hashes.
#[inline]
fn spread(hash: i64) -> u64 {
    let product = (hash as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    product ^ (product >> 32)
}

thread_local! {
    static LAST_VERSION: Cell<u32> = const { Cell::new(0) };
}

/// Whether two keys with the same hash are equal, where that is certain without Python code.
#[inline]
pub(super) fn same_key(a: &Value, b: &Value) -> Option<bool> {
    if a.is(b) {
        return Some(true);
    }
    match (a.kind(), b.kind()) {
        (Kind::Str, Kind::Str) => Some(match (a.downcast::<Str>(), b.downcast::<Str>()) {
            (Some(a), Some(b)) => a.same_text(b),
            _ => false,
        }),
        (Kind::Int, Kind::Int) => Some(a.as_int() == b.as_int()),
        (Kind::Str, Kind::Int | Kind::None | Kind::Float)
        | (Kind::Int | Kind::None | Kind::Float, Kind::Str) => Some(false),
        _ => None,
    }
}

impl Dict {
    /// Number of keys.
    #[inline]
    pub fn len(&self) -> usize {
        self.table.borrow().live
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A number for the present keys and their places. The same number, the same places, whatever the
    /// dictionary; caches rely on it.
    pub fn version(&self) -> u32 {
        if self.version.get() == 0 {
            LAST_VERSION.set(LAST_VERSION.get() + 1);
            self.version.set(LAST_VERSION.get());
        }
        self.version.get()
    }

    /// Whether the version is this one; cheaper than asking for it.
    #[inline]
    pub fn has_version(&self, version: u32) -> bool {
        self.version.get() == version
    }

    /// Looks for a key.
    #[inline]
    pub fn find(&self, hash: i64, key: &Value) -> Found {
        let table = self.table.borrow();
        let mut unsure = false;
        let found = table.index.find(spread(hash), |place| {
            matches!(&table.entries[*place as usize], Some(entry) if entry.hash == hash && {
                let same = same_key(&entry.key, key);
                unsure |= same.is_none();
                same == Some(true)
            })
        });
        match found {
            Some(place) if !unsure => Found::At(*place as usize),
            None if !unsure => Found::Missing,
            _ => Found::Ask(table.same_hash(hash)),
        }
    }

    /// The value of a key that is a string. Keys of other types that claim to equal a string are not asked.
    #[inline]
    pub fn get_str(&self, name: &Value) -> Option<Value> {
        let place = self.find_str(name)?;
        self.value_at(place)
    }

    /// The place of a key that is a string.
    #[inline]
    pub fn find_str(&self, name: &Value) -> Option<usize> {
        let hash = name.downcast::<Str>()?.hash();
        let table = self.table.borrow();
        let place = table.index.find(spread(hash), |place| {
            matches!(&table.entries[*place as usize],
                Some(entry) if entry.hash == hash && same_key(&entry.key, name) == Some(true))
        });
        place.map(|place| *place as usize)
    }

    /// Sets the value of a key that is a string; gives back the old value.
    pub fn set_str(&self, name: &Value, value: Value) -> Option<Value> {
        if let Some(place) = self.find_str(name) {
            return self.replace_at(place, value);
        }
        let hash = name.downcast::<Str>().map_or(0, Str::hash);
        self.insert(hash, name.clone(), value);
        None
    }

    /// Removes a key that is a string; gives back its value.
    pub fn remove_str(&self, name: &Value) -> Option<Value> {
        self.find_str(name).and_then(|place| self.remove_at(place)).map(|(_, value)| value)
    }

    /// The key and value at a place, if there is one: places are counted in order of insertion, with holes.
    pub fn entry_at(&self, place: usize) -> Option<(Value, Value)> {
        let table = self.table.borrow();
        let entry = table.entries.get(place)?.as_ref()?;
        Some((entry.key.clone(), entry.value.clone()))
    }

    /// The value at a place.
    #[inline]
    pub fn value_at(&self, place: usize) -> Option<Value> {
        peek(&self.table, |table| Some(table.entries.get(place)?.as_ref()?.value.clone())).flatten()
    }

    /// How many places there are, holes included.
    #[inline]
    pub fn places(&self) -> usize {
        self.table.borrow().entries.len()
    }

    /// Replaces the value at a place; gives back the old one.
    #[inline]
    pub fn replace_at(&self, place: usize, value: Value) -> Option<Value> {
        let mut table = self.table.borrow_mut();
        let entry = table.entries.get_mut(place)?.as_mut()?;
        Some(std::mem::replace(&mut entry.value, value))
    }

    /// Adds a key that is known not to be there.
    pub fn insert(&self, hash: i64, key: Value, value: Value) {
        let mut table = self.table.borrow_mut();
        let table = &mut *table;
        // Holes are closed when the index would have to grow anyway.
        if table.index.len() == table.index.capacity() && table.live < table.entries.len() {
            table.compact();
        }
        let place = table.entries.len() as u32;
        table.entries.push(Some(Entry { hash, key, value }));
        table.live += 1;
        let entries = &table.entries;
        let rehash = |place: &u32| entries[*place as usize].as_ref().map_or(0, |entry| spread(entry.hash));
        table.index.insert_unique(spread(hash), place, rehash);
        self.version.set(0);
    }

    /// Removes what is at a place.
    pub fn remove_at(&self, place: usize) -> Option<(Value, Value)> {
        let mut table = self.table.borrow_mut();
        let entry = table.entries.get_mut(place)?.take()?;
        if let Ok(found) = table.index.find_entry(spread(entry.hash), |other| *other as usize == place) {
            found.remove();
        }
        table.live -= 1;
        while let Some(None) = table.entries.last() {
            table.entries.pop();
        }
        self.version.set(0);
        Some((entry.key, entry.value))
    }

    /// Removes everything; what was there is in the result, to be dropped when nothing is borrowed.
    #[must_use = "drop it when nothing is borrowed"]
    pub fn take(&self) -> Self {
        self.version.set(0);
        Self { table: RefCell::new(self.table.take()), ..Self::default() }
    }

    /// A copy with the same keys and values.
    #[must_use]
    pub fn copy(&self) -> Self {
        let copy = Self::default();
        let table = self.table.borrow();
        for entry in table.entries.iter().flatten() {
            copy.insert(entry.hash, entry.key.clone(), entry.value.clone());
        }
        copy
    }

    /// All keys and values, in order: what to work on when Python code may run meanwhile.
    pub fn items(&self) -> Vec<(Value, Value)> {
        let table = self.table.borrow();
        table.entries.iter().flatten().map(|entry| (entry.key.clone(), entry.value.clone())).collect()
    }

    /// All keys with their hashes and values, in order.
    pub fn hashed_items(&self) -> Vec<(i64, Value, Value)> {
        let table = self.table.borrow();
        (table.entries.iter().flatten())
            .map(|entry| (entry.hash, entry.key.clone(), entry.value.clone()))
            .collect()
    }
}

impl Table {
    fn same_hash(&self, hash: i64) -> Vec<(usize, Value)> {
        let mut found: Vec<(usize, Value)> = self
            .index
            .iter_hash(spread(hash))
            .filter_map(|place| {
                let entry = self.entries[*place as usize].as_ref()?;
                (entry.hash == hash).then(|| (*place as usize, entry.key.clone()))
            })
            .collect();
        found.sort_by_key(|(place, _)| *place);
        found
    }

    fn compact(&mut self) {
        self.entries.retain(Option::is_some);
        self.index.clear();
        for (place, entry) in self.entries.iter().enumerate() {
            let entries = &self.entries;
            let rehash =
                |place: &u32| entries[*place as usize].as_ref().map_or(0, |entry| spread(entry.hash));
            if let Some(entry) = entry {
                self.index.insert_unique(spread(entry.hash), place as u32, rehash);
            }
        }
    }
}

impl Held for Dict {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        for entry in self.table.borrow().entries.iter().flatten() {
            visit(&entry.key);
            visit(&entry.value);
        }
    }

    fn clear(&self) {
        drop(self.take());
    }
}
