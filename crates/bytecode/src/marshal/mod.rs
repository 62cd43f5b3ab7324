//! Marshal, CPython's format for code objects in files (`Python/marshal.c`, versions 4 to 6).
//!
//! Only what a code object can hold is read and written: no lists, dicts or sets. What CPython puts into
//! the reference flag depends on its live reference counts, so the bytes written here are not CPython's
//! to the last bit; the objects that come out of them are.

mod code;
mod read;
mod write;

pub use read::{load, load_as};
pub use write::{dump, dump_code};

/// CPython's `MAX_MARSHAL_STACK_DEPTH`: how deeply objects may nest.
const MAX_DEPTH: u32 = 2000;

/// The bit of a type code that makes the object available to references.
const FLAG_REF: u8 = 0x80;
