//! Sequences: `list`, `tuple`, `bytes`, `bytearray`, `range`, `slice`.

use std::cell::{Cell, Ref, RefCell, RefMut};

use num_bigint::BigInt;
use smallvec::SmallVec;

use crate::value::{Held, Value, peek};

/// A tuple. It never changes.
#[derive(Debug)]
pub struct Tuple {
    /// The items; a few of them lie in the object itself.
    pub items: SmallVec<[Value; 3]>,
}

impl Drop for Tuple {
    /// From the end, as in CPython.
    fn drop(&mut self) {
        while let Some(item) = self.items.pop() {
            drop(item);
        }
    }
}

impl Held for Tuple {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        self.items.iter().for_each(visit);
    }
}

/// A list. Its room grows and shrinks as CPython's does, because `sys.getsizeof` shows it: the vector's capacity is
/// what CPython calls `allocated`.
#[derive(Debug, Default)]
pub struct List {
    items: RefCell<Vec<Value>>,
}

/// Makes room for `wanted` items, or gives room back, before their number changes to that (`list_resize`).
pub(crate) fn list_resize(items: &mut Vec<Value>, wanted: usize) {
    let (len, allocated) = (items.len(), items.capacity());
    if allocated >= wanted && wanted >= allocated / 2 {
        return;
    }
    let mut room = (wanted + (wanted >> 3) + 6) & !3;
    // Not more than asked for, when much is asked for at once.
    if wanted > len && wanted - len > room - wanted {
        room = (wanted + 3) & !3;
    }
    if wanted == 0 {
        room = 0;
    }
    if room > allocated {
        items.reserve_exact(room - len);
    } else {
        items.shrink_to(room);
    }
}

/// Makes room in an empty list for what is to come; an even number of items (`list_preallocate_exact`).
pub(crate) fn list_preallocate(items: &mut Vec<Value>, wanted: usize) {
    items.reserve_exact(wanted.next_multiple_of(2));
}

impl List {
    /// A list of these items.
    pub fn new(items: Vec<Value>) -> Self {
        crate::value::note_allocation(items.len() * size_of::<Value>());
        Self { items: RefCell::new(items) }
    }

    /// Number of items.
    #[inline]
    pub fn len(&self) -> usize {
        peek(&self.items, Vec::len).unwrap_or_default()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The item at `index`, counted from 0.
    #[inline]
    pub fn get(&self, index: usize) -> Option<Value> {
        peek(&self.items, |items| items.get(index).cloned()).flatten()
    }

    /// Replaces an item; gives back the old one, or `value` if there is no such place.
    #[inline]
    pub fn set(&self, index: usize, value: Value) -> Result<Value, Value> {
        match self.items.borrow_mut().get_mut(index) {
            Some(item) => Ok(std::mem::replace(item, value)),
            None => Err(value),
        }
    }

    /// Appends an item.
    #[inline]
    pub fn push(&self, value: Value) {
        let mut items = self.items.borrow_mut();
        if items.len() == items.capacity() {
            grow(&mut items);
        }
        items.push(value);
    }

    /// Appends items whose number is known (`list_extend_fast`).
    pub fn append(&self, mut more: Vec<Value>) {
        let mut items = self.items.borrow_mut();
        if items.capacity() == 0 {
            list_preallocate(&mut items, more.len());
        } else {
            let wanted = items.len() + more.len();
            list_resize(&mut items, wanted);
        }
        items.append(&mut more);
    }

    /// Inserts an item before the one at `place`.
    pub fn insert(&self, place: usize, value: Value) {
        let mut items = self.items.borrow_mut();
        let wanted = items.len() + 1;
        list_resize(&mut items, wanted);
        items.insert(place, value);
    }

    /// Removes the item at `place`, and gives room back if much is left.
    pub fn remove(&self, place: usize) -> Value {
        let mut items = self.items.borrow_mut();
        let item = items.remove(place);
        let len = items.len();
        list_resize(&mut items, len);
        item
    }

    /// A copy of the items: what to work on when Python code may run meanwhile.
    pub fn to_vec(&self) -> Vec<Value> {
        self.items.borrow().clone()
    }

    /// The items, to be looked at. No Python code may run while they are borrowed.
    pub fn borrow(&self) -> Ref<'_, Vec<Value>> {
        self.items.borrow()
    }

    /// The items, to be changed. No Python code may run meanwhile: move what is removed out, and drop it later.
    pub fn borrow_mut(&self) -> RefMut<'_, Vec<Value>> {
        self.items.borrow_mut()
    }

    /// Puts other items in place of all; gives back the old ones.
    #[must_use = "drop them when nothing is borrowed"]
    pub fn replace(&self, items: Vec<Value>) -> Vec<Value> {
        self.items.replace(items)
    }
}

#[cold]
#[inline(never)]
fn grow(items: &mut Vec<Value>) {
    let wanted = items.len() + 1;
    list_resize(items, wanted);
}

impl Drop for List {
    /// From the end, as in CPython: finalizers show the order.
    fn drop(&mut self) {
        let items = self.items.get_mut();
        while let Some(item) = items.pop() {
            drop(item);
        }
    }
}

impl Held for List {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        self.items.borrow().iter().for_each(visit);
    }

    fn clear(&self) {
        drop(self.items.take());
    }
}

/// A bytes object. It never changes.
#[derive(Debug)]
pub struct Bytes {
    /// The bytes.
    pub data: Box<[u8]>,
    /// The hash, once asked for.
    pub hash: Cell<Option<i64>>,
}

impl Bytes {
    /// A bytes object.
    pub fn new(data: impl Into<Box<[u8]>>) -> Self {
        let data = data.into();
        crate::value::note_allocation(data.len());
        Self { data, hash: Cell::new(None) }
    }
}

impl Held for Bytes {}

/// A bytearray.
#[derive(Debug, Default)]
pub struct ByteArray {
    /// The bytes.
    pub data: RefCell<Vec<u8>>,
    /// How many memoryviews keep its size fixed.
    pub exports: Cell<usize>,
}

impl Held for ByteArray {}

/// A range: its first number, the one that it does not reach, and the distance, which is never zero.
#[derive(Debug)]
pub enum Range {
    /// All its numbers and its length fit 64 bits.
    Small(i64, i64, i64),
    /// They may be of any size.
    Big(Box<[BigInt; 3]>),
}

impl Held for Range {}

/// A slice.
#[derive(Debug)]
pub struct Slice {
    /// Start, any object.
    pub start: Value,
    /// Stop, any object.
    pub stop: Value,
    /// Step, any object.
    pub step: Value,
}

impl Held for Slice {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.start);
        visit(&self.stop);
        visit(&self.step);
    }
}
