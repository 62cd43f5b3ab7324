//! Room for recursion over deep syntax trees.
//!
//! CPython compiles trees that are 10,000 levels deep (`a+a+a+…` leans to the left), more than the stack of
//! a thread holds when every level takes a few hundred bytes. Everything that recurses over a tree from
//! [`parse`](crate::parse) runs inside [`with_stack_for`], which costs nothing for the trees that people
//! write.

/// Trees no deeper than this fit the stack of any thread.
const SHALLOW: u32 = 150;

/// Stack that a caller is expected to have left, and that one level may take: generous, as builds without
/// optimisation need several times more than others.
const BYTES_PER_LEVEL: usize = 4096;

/// Runs `work`, which recurses over a tree `depth` levels deep, with enough stack for it.
///
/// The memory is reserved from the system for the time of the call; only what is used is ever touched.
pub fn with_stack_for<T>(depth: u32, work: impl FnOnce() -> T) -> T {
    if depth <= SHALLOW {
        return work();
    }
    let bytes = (depth as usize + SHALLOW as usize) * BYTES_PER_LEVEL;
    stacker::maybe_grow(bytes, bytes, work)
}
