//! Opcode tables, generated from real interpreters' own metadata and committed. Never edit them by hand.
//!
//! `python3 crates/bytecode/tables.py python3.13` writes them again; a further release is a further
//! argument, and a line in [`TABLES`].

mod names;
mod printable;
mod v3_13;

pub(crate) use names::{JUMPS, NAMES};
pub(crate) use printable::NOT_PRINTABLE;

use crate::table::OpcodeTable;

/// The table of each minor release, oldest first.
pub(crate) static TABLES: [(u8, &OpcodeTable); 1] = [(13, &v3_13::TABLE)];
