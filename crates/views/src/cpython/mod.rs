//! What CPython's own tools print, character for character: `python -m dis` and its sisters.
//!
//! For those who want to compare, or who have programs that read it. Nothing here wraps, cuts or paints, so
//! these are strings and not rows. Each module says whose text it gives; all are those of 3.13,
//! but that bytecode of other releases is listed as their own `dis` does it.

mod columns;
mod dis;
mod dis_older;
mod symbols;
mod tokens;
mod tree;

pub use dis::{DisOptions, dis};
pub use symbols::symbols;
pub use tokens::tokens;
pub use tree::{TreeOptions, tree};
