//! Memory for objects: lists of free blocks, one for each size in steps of 16 bytes.
//!
//! Programs make and free objects of a few sizes all the time; taking a block off a list costs three instructions.
//! A block goes back to the list that it came from and stays there for the next object of its size. Large objects
//! are boxes, and so are all with the feature `separate-objects`: under valgrind, which is to see every access to a freed
//! one.

use std::alloc::{Layout, alloc, handle_alloc_error};
use std::cell::Cell;
use std::ptr::NonNull;

/// Blocks are so large, or a multiple of it.
const STEP: usize = 16;
/// How many sizes have a list.
const SIZES: usize = 16;

/// A block that is not in use.
struct Free {
    next: Option<NonNull<Free>>,
}

thread_local! {
    static LISTS: [Cell<Option<NonNull<Free>>>; SIZES] = const { [const { Cell::new(None) }; SIZES] };
}

/// The list of blocks for values of this type, if there is one.
const fn list_of<T>() -> Option<usize> {
    let steps = size_of::<T>().div_ceil(STEP);
    if cfg!(feature = "separate-objects") || steps == 0 || steps > SIZES || align_of::<T>() > STEP {
        None
    } else {
        Some(steps - 1)
    }
}

/// Puts a value into memory of its own.
#[inline]
pub(super) fn allocate<T>(value: T) -> NonNull<T> {
    let Some(list) = (const { list_of::<T>() }) else { return NonNull::from(Box::leak(Box::new(value))) };
    LISTS.with(|lists| {
        let block = match lists[list].get() {
            Some(block) => {
                // Safety: blocks on a list are not in use and start with the link to the next.
                lists[list].set(unsafe { block.as_ref() }.next);
                block.cast::<T>()
            }
            None => new_block(list).cast(),
        };
        // Safety: blocks of this list are large enough and aligned for `T`.
        unsafe { block.write(value) };
        block
    })
}

#[cold]
#[inline(never)]
fn new_block(list: usize) -> NonNull<u8> {
    // Safety: the size is not zero, the alignment a power of two.
    let (layout, block) = unsafe {
        let layout = Layout::from_size_align_unchecked((list + 1) * STEP, STEP);
        (layout, alloc(layout))
    };
    NonNull::new(block).unwrap_or_else(|| handle_alloc_error(layout))
}

/// Drops a value and takes its memory back.
///
/// # Safety
///
/// The value came from [`allocate`], and nothing refers to it any more.
#[inline]
pub(super) unsafe fn free<T>(value: NonNull<T>) {
    let Some(list) = (const { list_of::<T>() }) else {
        // Safety: by the caller; without a list it was a box.
        drop(unsafe { Box::from_raw(value.as_ptr()) });
        return;
    };
    // Safety: by the caller. The block is as large as it was when it was taken off this list.
    unsafe {
        value.drop_in_place();
        let block = value.cast::<Free>();
        LISTS.with(|lists| {
            block.write(Free { next: lists[list].get() });
            lists[list].set(Some(block));
        });
    }
}
