//! The value stack: slots that the loop reads and writes without a check of the index.
//!
//! Nothing here is checked in a release build because everything was checked before: code runs only after
//! [`verify`](crate::interpreter) proved that it never goes below its frame or above its `co_stacksize`, whose
//! slots are reserved when the frame is pushed. The interpreter's own arithmetic is checked in debug builds,
//! where the tests run.

use std::ops::{Index, IndexMut, Range};

use super::{Payload, Ref, Value};

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

    /// Two different slots, the first to be changed.
    #[inline]
    pub(crate) fn two(&mut self, first: usize, second: usize) -> (Option<&mut Value>, Option<&Value>) {
        debug_assert!(first != second && first < self.slots.len() && second < self.slots.len());
        // Safety: see the head of this file. The slots are not the same: one belongs to the variables or is the
        // topmost value, the other is a value below or above it.
        unsafe {
            let slots = self.slots.as_mut_ptr();
            ((*slots.add(first)).as_mut(), (*slots.add(second)).as_ref())
        }
    }

    /// Takes a value out, if it is of this type.
    #[inline]
    pub(crate) fn take_ref<T: Payload>(&mut self, index: usize) -> Option<Ref<T>> {
        self[index].take_if(|value| value.kind() == T::KIND).and_then(Ref::from_value)
    }

    /// Moves slots out, to the end of `saved`; they are empty then.
    #[inline]
    pub(crate) fn save(&mut self, range: Range<usize>, saved: &mut Vec<Option<Value>>) {
        debug_assert!(range.start <= range.end && range.end <= self.slots.len());
        let count = range.len();
        saved.reserve(count);
        // Safety: see the head of this file; there is room for as many in `saved`. Every value is moved once: its slot
        // becomes `None` without dropping it. One by one, because calls of `memcpy` and `memset` for a handful of
        // slots take longer.
        unsafe {
            let from = self.slots.as_mut_ptr().add(range.start);
            let to = saved.as_mut_ptr().add(saved.len());
            for index in 0..count {
                to.add(index).write(from.add(index).read());
                from.add(index).write(None);
            }
            saved.set_len(saved.len() + count);
        }
    }

    /// Moves saved slots back to `start` and what follows, where all is empty; says how many.
    #[inline]
    pub(crate) fn restore(&mut self, start: usize, saved: &mut Vec<Option<Value>>) -> usize {
        let count = saved.len();
        debug_assert!(start + count <= self.slots.len());
        // Safety: see the head of this file. Every value is moved once: `saved` forgets it.
        unsafe {
            let from = saved.as_mut_ptr();
            let to = self.slots.as_mut_ptr().add(start);
            for index in 0..count {
                to.add(index).write(from.add(index).read());
                from.add(index).write(None);
            }
            saved.set_len(0);
        }
        count
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
