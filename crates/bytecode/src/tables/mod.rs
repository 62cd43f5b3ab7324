//! Opcode tables, generated from real interpreters' own metadata and committed. Never edit them by hand.
//!
//! `python3 crates/bytecode/tables.py INTERPRETER...` writes them again, this file too; a further release is a
//! further argument.

mod names;
mod printable;
mod v3_10;
mod v3_11;
mod v3_12;
mod v3_13;
mod v3_14;
mod v3_15;
mod v3_6;
mod v3_7;
mod v3_8;
mod v3_9;

pub(crate) use names::{JUMPS, NAMES};
pub(crate) use printable::NOT_PRINTABLE;

use crate::table::OpcodeTable;

/// The table of each minor release, oldest first.
pub(crate) static TABLES: [&OpcodeTable; 10] = [
    &v3_6::TABLE,
    &v3_7::TABLE,
    &v3_8::TABLE,
    &v3_9::TABLE,
    &v3_10::TABLE,
    &v3_11::TABLE,
    &v3_12::TABLE,
    &v3_13::TABLE,
    &v3_14::TABLE,
    &v3_15::TABLE,
];
