//! The location table, `co_linetable`: which source text each instruction came from (PEP 657; CPython's
//! `Objects/locations.md`, `assemble.c:write_location_info_entry`, `codeobject.c:advance_with_locations`).
//!
//! An entry covers one to eight code units. Its first byte is `0x80 | code << 3 | units - 1`, where the
//! code chooses the shortest form that holds the location; no other byte of an entry has the top bit.
//! Lines are differences to the entry before, the first one to `co_firstlineno`.
//!
//! A surprise: a number takes as many 6-bit groups as it needs, the low ones **first**; the exception
//! table does the opposite.

use crate::Location;
use crate::error::{DecodeError, DecodeProblem};

/// The longest run of code units that one entry can cover.
const MAX_UNITS: u32 = 8;

/// Codes of the forms. 0 to 9 are short forms, named after the upper bits of the column.
const ONE_LINE: u8 = 10;
const NO_COLUMNS: u8 = 13;
const LONG: u8 = 14;
const NONE: u8 = 15;

/// An entry: a run of code units and their common location.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocationRange {
    /// First code unit.
    pub start: u32,
    /// The code unit after the last one.
    pub end: u32,
    /// Where it came from; absent numbers are -1.
    pub location: Location,
}

/// The table for a sequence of instructions, each given by its size in code units (caches and
/// `EXTENDED_ARG` included) and its location. Neighbours with equal locations share entries.
pub fn encode(firstlineno: i32, instructions: impl IntoIterator<Item = (u32, Location)>) -> Vec<u8> {
    let instructions = instructions.into_iter();
    // Short forms take two bytes, and most instructions share their entry with a neighbour or take three.
    let table = Vec::with_capacity(2 * instructions.size_hint().0);
    let mut encoder = Encoder { line: firstlineno, table };
    let mut units = 0;
    let mut location = Location::NONE;
    for (size, next) in instructions {
        if next != location {
            encoder.run(units, location);
            (units, location) = (0, next);
        }
        units += size;
    }
    encoder.run(units, location);
    encoder.table
}

/// Writes entries; knows the line of the previous one.
struct Encoder {
    line: i32,
    table: Vec<u8>,
}

impl Encoder {
    /// The entries for a run of any length, also none.
    fn run(&mut self, mut units: u32, location: Location) {
        // Seldom more than one. The last one is outside of the loop, which has the compiler prepare for many.
        while units > MAX_UNITS {
            self.entry(MAX_UNITS, location);
            units -= MAX_UNITS;
        }
        if units > 0 {
            self.entry(units, location);
        }
    }

    fn entry(&mut self, units: u32, location: Location) {
        let Location { lineno, end_lineno, col_offset: column, end_col_offset: end_column } = location;
        if lineno < 0 {
            self.table.push(first_byte(NONE, units));
            return;
        }
        let delta = lineno.wrapping_sub(self.line);
        let one_line = end_lineno == lineno;
        if column < 0 || end_column < 0 {
            if one_line || end_lineno == -1 {
                self.table.push(first_byte(NO_COLUMNS, units));
                self.signed(delta);
                self.line = lineno;
                return;
            }
        } else if one_line {
            let width = end_column - column;
            if delta == 0 && column < 80 && (0..16).contains(&width) {
                let first = first_byte((column >> 3) as u8, units);
                self.table.extend_from_slice(&[first, ((column & 7) << 4 | width) as u8]);
                return;
            }
            if (0..3).contains(&delta) && column < 128 && end_column < 128 {
                let first = first_byte(ONE_LINE + delta as u8, units);
                self.table.extend_from_slice(&[first, column as u8, end_column as u8]);
                self.line = lineno;
                return;
            }
        }
        self.table.push(first_byte(LONG, units));
        self.signed(delta);
        // CPython's unsigned arithmetic: an absent number becomes zero.
        self.unsigned(end_lineno.wrapping_sub(lineno) as u32);
        self.unsigned(column.wrapping_add(1) as u32);
        self.unsigned(end_column.wrapping_add(1) as u32);
        self.line = lineno;
    }

    fn unsigned(&mut self, mut value: u32) {
        while value >= 0x40 {
            self.table.push(0x40 | (value & 0x3F) as u8);
            value >>= 6;
        }
        self.table.push(value as u8);
    }

    /// The sign goes into the lowest bit. The magnitude of the smallest number does not fit: as in C, it wraps.
    fn signed(&mut self, value: i32) {
        let sign = u32::from(value < 0);
        self.unsigned(value.unsigned_abs() << 1 | sign);
    }
}

fn first_byte(code: u8, units: u32) -> u8 {
    0x80 | code << 3 | (units - 1) as u8
}

/// Reads a table entry by entry. Ends after the first error.
pub fn decode(table: &[u8], firstlineno: i32) -> Decoder<'_> {
    Decoder { table, position: 0, unit: 0, line: firstlineno }
}

/// One location for each code unit.
pub fn decode_units(table: &[u8], firstlineno: i32) -> Result<Vec<Location>, DecodeError> {
    let mut units = Vec::new();
    for range in decode(table, firstlineno) {
        let range = range?;
        units.resize(range.end as usize, range.location);
    }
    Ok(units)
}

/// The iterator over a table's entries.
#[derive(Clone, Debug)]
pub struct Decoder<'a> {
    table: &'a [u8],
    position: usize,
    unit: u32,
    line: i32,
}

impl Iterator for Decoder<'_> {
    type Item = Result<LocationRange, DecodeError>;

    fn next(&mut self) -> Option<Self::Item> {
        let first = *self.table.get(self.position)?;
        let entry = self.entry(first);
        if entry.is_err() {
            self.position = self.table.len();
        }
        Some(entry)
    }
}

impl Decoder<'_> {
    fn entry(&mut self, first: u8) -> Result<LocationRange, DecodeError> {
        if first & 0x80 == 0 {
            return Err(DecodeError::new(self.position, DecodeProblem::EntryBoundary));
        }
        self.position += 1;
        let start = self.unit;
        let too_large = DecodeError::new(self.position - 1, DecodeProblem::NumberTooLarge);
        self.unit = start.checked_add(u32::from(first & 7) + 1).ok_or_else(|| too_large.clone())?;

        let code = first >> 3 & 0xF;
        let location = match code {
            NONE => Location::NONE,
            NO_COLUMNS => {
                let line = self.next_line()?;
                Location::new(line, line, -1, -1)
            }
            LONG => {
                let line = self.next_line()?;
                let end = i64::from(line) + i64::from(self.unsigned()?);
                let end = i32::try_from(end).map_err(|_| too_large)?;
                Location::new(line, end, self.column()?, self.column()?)
            }
            ONE_LINE.. => {
                self.advance_line(i32::from(code - ONE_LINE), self.position)?;
                let column = i32::from(self.byte()?);
                Location::new(self.line, self.line, column, i32::from(self.byte()?))
            }
            _ => {
                let byte = self.byte()?;
                let column = i32::from(code << 3 | byte >> 4);
                Location::new(self.line, self.line, column, column + i32::from(byte & 0xF))
            }
        };
        Ok(LocationRange { start, end: self.unit, location })
    }

    /// The next byte of the entry.
    fn byte(&mut self) -> Result<u8, DecodeError> {
        let problem = match self.table.get(self.position) {
            Some(byte) if byte & 0x80 == 0 => {
                self.position += 1;
                return Ok(*byte);
            }
            Some(_) => DecodeProblem::EntryBoundary,
            None => DecodeProblem::Truncated,
        };
        Err(DecodeError::new(self.position, problem))
    }

    fn unsigned(&mut self) -> Result<u32, DecodeError> {
        let start = self.position;
        let mut value = 0_u64;
        for shift in (0..36).step_by(6) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x3F) << shift;
            if byte & 0x40 == 0 {
                return u32::try_from(value)
                    .map_err(|_| DecodeError::new(start, DecodeProblem::NumberTooLarge));
            }
        }
        Err(DecodeError::new(start, DecodeProblem::NumberTooLarge))
    }

    /// A column, written as one more than it is so that 0 means none.
    fn column(&mut self) -> Result<i32, DecodeError> {
        let start = self.position;
        let column = i64::from(self.unsigned()?) - 1;
        i32::try_from(column).map_err(|_| DecodeError::new(start, DecodeProblem::NumberTooLarge))
    }

    fn next_line(&mut self) -> Result<i32, DecodeError> {
        let start = self.position;
        let value = self.unsigned()?;
        let magnitude = (value >> 1) as i32;
        self.advance_line(if value & 1 == 1 { -magnitude } else { magnitude }, start)?;
        Ok(self.line)
    }

    /// Moves on by a number of lines that was read at `offset`.
    fn advance_line(&mut self, delta: i32, offset: usize) -> Result<(), DecodeError> {
        let line = self.line.checked_add(delta);
        self.line = line.ok_or(DecodeError::new(offset, DecodeProblem::NumberTooLarge))?;
        Ok(())
    }
}
