//! The tables that led from code to lines before PEP 657, and one way to ask any of them.
//!
//! Up to 3.9 there is `co_lnotab`: pairs of bytes, how much further in the code another line starts, and how much that
//! line differs from the one before. 3.10 has the first `co_linetable` (PEP 626): pairs too, but the line comes first
//! and holds for the bytes of code that the pair names; the difference -128 means no line at all.
//!
//! A surprise: both tables go on in small steps where a number does not fit into a byte, so entries may be empty, and
//! what they add up to counts.

use crate::error::{DecodeError, DecodeProblem};
use crate::form::LineTable;
use crate::location_table::{self, LocationRange};
use crate::{CodeObject, Location, OpcodeTable};

/// The difference that means no line.
const NO_LINE: i8 = -128;

impl OpcodeTable {
    /// The locations of a code object of this release, range by range. Ends after the first error.
    pub fn locations<'a>(&self, code: &'a CodeObject) -> Locations<'a> {
        let pairs = Pairs {
            table: &code.linetable,
            position: 0,
            start: 0,
            line: code.firstlineno,
            code_size: code.code.len(),
        };
        Locations(match self.form.lines {
            LineTable::Positions => {
                Kind::Positions(location_table::decode(&code.linetable, code.firstlineno))
            }
            LineTable::Ranges => Kind::Ranges(pairs),
            LineTable::Lnotab => Kind::Lnotab(pairs),
        })
    }
}

/// The iterator over the entries of a line or location table of any release.
#[derive(Clone, Debug)]
pub struct Locations<'a>(Kind<'a>);

#[derive(Clone, Debug)]
enum Kind<'a> {
    Positions(location_table::Decoder<'a>),
    Ranges(Pairs<'a>),
    Lnotab(Pairs<'a>),
}

impl Iterator for Locations<'_> {
    type Item = Result<LocationRange, DecodeError>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Kind::Positions(decoder) => decoder.next(),
            Kind::Ranges(pairs) => pairs.next_range().transpose(),
            Kind::Lnotab(pairs) => pairs.next_line().transpose(),
        }
    }
}

/// Finds the location of one code unit after the other.
#[derive(Clone, Debug)]
pub struct LocationCursor<'a> {
    locations: Locations<'a>,
    current: Option<LocationRange>,
}

impl<'a> LocationCursor<'a> {
    /// Starts at the first unit.
    pub fn new(locations: Locations<'a>) -> Self {
        Self { locations, current: Some(LocationRange { start: 0, end: 0, location: Location::NONE }) }
    }

    /// The location of a unit, which must not lie before one that was asked for earlier;
    /// [`Location::NONE`] where the table has none.
    #[inline]
    pub fn at(&mut self, unit: u32) -> Result<Location, DecodeError> {
        while self.current.as_ref().is_some_and(|range| range.end <= unit) {
            self.current = self.locations.next().transpose()?;
        }
        Ok(self.current.as_ref().map_or(Location::NONE, |range| range.location))
    }
}

/// A table of pairs, and how far it has been read.
#[derive(Clone, Debug)]
struct Pairs<'a> {
    table: &'a [u8],
    position: usize,
    /// The byte of code at which the next range starts.
    start: usize,
    line: i32,
    code_size: usize,
}

impl Pairs<'_> {
    fn pair(&mut self) -> Result<Option<(u8, i8)>, DecodeError> {
        let rest = self.table.get(self.position..).unwrap_or_default();
        match rest {
            [] => Ok(None),
            [_] => Err(self.fail(DecodeProblem::Truncated)),
            [bytes, line, ..] => {
                self.position += 2;
                Ok(Some((*bytes, line.cast_signed())))
            }
        }
    }

    /// The next range of 3.10's table.
    fn next_range(&mut self) -> Result<Option<LocationRange>, DecodeError> {
        while let Some((size, delta)) = self.pair()? {
            if delta != NO_LINE {
                self.advance(delta)?;
            }
            if size > 0 {
                let start = self.start;
                self.start += usize::from(size);
                let location = if delta == NO_LINE { Location::NONE } else { self.location() };
                return Ok(Some(range(start, self.start, location)));
            }
        }
        Ok(None)
    }

    /// The next range of `co_lnotab`. What is left after the last pair reaches to the end of the code.
    fn next_line(&mut self) -> Result<Option<LocationRange>, DecodeError> {
        let start = self.start;
        while let Some((size, delta)) = self.pair()? {
            let location = self.location();
            self.advance(delta)?;
            if size > 0 {
                self.start += usize::from(size);
                return Ok(Some(range(start, self.start, location)));
            }
        }
        self.start = self.code_size;
        Ok((start < self.code_size).then(|| range(start, self.code_size, self.location())))
    }

    fn location(&self) -> Location {
        Location::new(self.line, self.line, -1, -1)
    }

    fn advance(&mut self, delta: i8) -> Result<(), DecodeError> {
        self.line = self
            .line
            .checked_add(i32::from(delta))
            .ok_or_else(|| self.fail(DecodeProblem::NumberTooLarge))?;
        Ok(())
    }

    /// An error, after which there is nothing more.
    fn fail(&mut self, problem: DecodeProblem) -> DecodeError {
        let offset = self.position;
        self.position = self.table.len();
        DecodeError::new(offset, problem)
    }
}

/// A range of bytes of code. In wordcode they are even; where a damaged table has odd ones, whole units count.
fn range(start: usize, end: usize, location: Location) -> LocationRange {
    LocationRange { start: start.div_ceil(2) as u32, end: end.div_ceil(2) as u32, location }
}
