//! The value stack: slots that the loop reads and writes without a check of the index.
//!
//! Nothing here is checked in a release build because everything was checked before: code runs only after
//! [`verify`](crate::interpreter) proved that it never goes below its frame or above its `co_stacksize`, whose
//! slots are reserved when the frame is pushed. The interpreter's own arithmetic is checked in debug builds,
//! where the tests run.

use std::ops::{Index, IndexMut, Range};

use super::Value;

/// Slots for values; an empty one stands for NULL or is not in use.
#[derive(Debug, Default)]
pub(crate) struct Stack {
    slots: Vec<Option<Value>>,
}

impl Stack {
    /// How many slots there are.
    pub(crate) fn len(&self) -> usize {
        self.slots.len()
    }

    /// Makes room for at least `len` slots.
    #[inline]
    pub(crate) fn reserve(&mut self, len: usize) {
        if len > self.slots.len() {
            self.grow(len);
        }
    }

    #[cold]
    fn grow(&mut self, len: usize) {
        self.slots.resize_with(len.next_power_of_two().max(1024), || None);
    }

    /// Exchanges two slots.
    #[inline]
    pub(crate) fn swap(&mut self, a: usize, b: usize) {
        debug_assert!(a < self.slots.len() && b < self.slots.len());
        // Safety: see the head of this file. Both pointers are into the same allocation; they may be equal.
        unsafe {
            let slots = self.slots.as_mut_ptr();
            std::ptr::swap(slots.add(a), slots.add(b));
        }
    }

    /// Fills a slot that is known to be empty: what is there is not dropped.
    #[inline]
    pub(crate) fn fill(&mut self, index: usize, value: Value) {
        debug_assert!(self.slots[index].is_none());
        // Safety: see the head of this file. A value that was there after all would leak, which is safe.
        unsafe { self.slots.as_mut_ptr().add(index).write(Some(value)) }
    }

    /// Moves slots out, to the end of `saved`; they are empty then.
    #[inline]
    pub(crate) fn save(&mut self, range: Range<usize>, saved: &mut Vec<Option<Value>>) {
        debug_assert!(range.start <= range.end && range.end <= self.slots.len());
        let count = range.len();
        saved.reserve(count);
        // Safety: see the head of this file; there is room for as many in `saved`. Every value is copied once and
        // its slot, by zeros, becomes `None`: an `Option` of a pointer is null then.
        unsafe {
            let from = self.slots.as_mut_ptr().add(range.start);
            std::ptr::copy_nonoverlapping(from, saved.as_mut_ptr().add(saved.len()), count);
            std::ptr::write_bytes(from, 0, count);
            saved.set_len(saved.len() + count);
        }
    }

    /// Moves saved slots back to `start` and what follows, where all is empty.
    #[inline]
    pub(crate) fn restore(&mut self, start: usize, saved: &mut Vec<Option<Value>>) {
        debug_assert!(start + saved.len() <= self.slots.len());
        // Safety: see the head of this file. Every value is copied once, and `saved` forgets it.
        unsafe {
            let to = self.slots.as_mut_ptr().add(start);
            std::ptr::copy_nonoverlapping(saved.as_ptr(), to, saved.len());
            saved.set_len(0);
        }
    }

    /// A part of the slots, if they exist.
    pub(crate) fn get(&self, range: Range<usize>) -> Option<&[Option<Value>]> {
        self.slots.get(range)
    }

    /// A part of the slots, to be changed.
    pub(crate) fn range_mut(&mut self, range: Range<usize>) -> &mut [Option<Value>] {
        self.slots.get_mut(range).unwrap_or_default()
    }
}

impl Index<usize> for Stack {
    type Output = Option<Value>;

    #[inline]
    fn index(&self, index: usize) -> &Option<Value> {
        debug_assert!(index < self.slots.len());
        // Safety: see the head of this file.
        unsafe { self.slots.get_unchecked(index) }
    }
}

impl IndexMut<usize> for Stack {
    #[inline]
    fn index_mut(&mut self, index: usize) -> &mut Option<Value> {
        debug_assert!(index < self.slots.len());
        // Safety: see the head of this file.
        unsafe { self.slots.get_unchecked_mut(index) }
    }
}
