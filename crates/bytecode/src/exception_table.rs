//! The exception table, `co_exceptiontable`: which handler takes over when an instruction raises
//! (CPython's `Objects/exception_handling_notes.txt`, `assemble.c:assemble_emit_exception_table_entry`).
//!
//! An entry is four numbers: start, length, target (in code units), and `depth << 1 | lasti`. A number
//! takes as many 6-bit groups as it needs, the high ones first; the first byte of an entry has the top
//! bit set.

use crate::error::{DecodeError, DecodeProblem};

/// A protected range of code and its handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExceptionEntry {
    /// First code unit covered.
    pub start: u32,
    /// The code unit after the last one covered.
    pub end: u32,
    /// First code unit of the handler.
    pub target: u32,
    /// How many stack items stay when the handler starts.
    pub depth: u32,
    /// Whether the offset of the instruction that raised is pushed before the exception.
    pub lasti: bool,
}

/// The table with these entries, in this order.
pub fn encode(entries: &[ExceptionEntry]) -> Vec<u8> {
    let mut table = Vec::with_capacity(entries.len() * 5);
    for entry in entries {
        push_number(&mut table, entry.start, 0x80);
        push_number(&mut table, entry.end.saturating_sub(entry.start), 0);
        push_number(&mut table, entry.target, 0);
        push_number(&mut table, entry.depth << 1 | u32::from(entry.lasti), 0);
    }
    table
}

/// Appends the groups of a number, marking the first with `first_bit`.
fn push_number(table: &mut Vec<u8>, value: u32, mut first_bit: u8) {
    for shift in [30, 24, 18, 12, 6] {
        if value >> shift != 0 {
            table.push(first_bit | 0x40 | (value >> shift & 0x3F) as u8);
            first_bit = 0;
        }
    }
    table.push(first_bit | (value & 0x3F) as u8);
}

/// All entries of a table.
pub fn decode(table: &[u8]) -> Result<Vec<ExceptionEntry>, DecodeError> {
    let mut decoder = Decoder { table, position: 0 };
    let mut entries = Vec::new();
    while decoder.position < table.len() {
        let offset = decoder.position;
        let start = decoder.number(0x80)?;
        let length = decoder.number(0)?;
        let target = decoder.number(0)?;
        let depth_lasti = decoder.number(0)?;
        let end = start.checked_add(length).ok_or(DecodeError::new(offset, DecodeProblem::NumberTooLarge))?;
        entries.push(ExceptionEntry {
            start,
            end,
            target,
            depth: depth_lasti >> 1,
            lasti: depth_lasti & 1 == 1,
        });
    }
    Ok(entries)
}

struct Decoder<'a> {
    table: &'a [u8],
    position: usize,
}

impl Decoder<'_> {
    /// One number, whose first byte has the top bit as `first_bit` has it.
    fn number(&mut self, mut first_bit: u8) -> Result<u32, DecodeError> {
        let start = self.position;
        let mut value = 0_u32;
        loop {
            let byte = *self
                .table
                .get(self.position)
                .ok_or(DecodeError::new(self.position, DecodeProblem::Truncated))?;
            if byte & 0x80 != first_bit {
                return Err(DecodeError::new(self.position, DecodeProblem::EntryBoundary));
            }
            if value >= 1 << 26 {
                return Err(DecodeError::new(start, DecodeProblem::NumberTooLarge));
            }
            first_bit = 0;
            value = value << 6 | u32::from(byte & 0x3F);
            self.position += 1;
            if byte & 0x40 == 0 {
                return Ok(value);
            }
        }
    }
}
