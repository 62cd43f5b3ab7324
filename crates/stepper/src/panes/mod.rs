//! What is in the panes.

mod around;
mod bytecode;
mod effect;
mod frames;
mod happens;
mod output;
mod source;
mod stack;

pub(crate) use around::around;
pub(crate) use bytecode::bytecode;
pub(crate) use frames::frames;
pub(crate) use happens::happens;
pub(crate) use output::output;
pub(crate) use source::source;
pub(crate) use stack::stack;

/// The first of `count` rows to show on `room` rows so that row `at` is seen, as near the middle as may be.
fn first_row(count: usize, room: usize, at: usize) -> usize {
    at.saturating_sub(room / 2).min(count.saturating_sub(room))
}
