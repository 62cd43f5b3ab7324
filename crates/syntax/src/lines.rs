//! From byte offsets to lines and columns.
//!
//! Positions are asked for in almost ascending order, so a lookup first tries the line of the last answer
//! and the lines right after it; only jumps pay for a binary search.

use std::cell::Cell;

use bytescope_bytecode::Location;

/// How many lines a lookup walks forward before it searches.
const NEAR: usize = 4;

/// Where the lines of a text start. Lines end with `\n` alone, as in decoded source.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    last: Cell<usize>,
}

impl LineIndex {
    /// Finds the lines of `source`.
    pub fn new(source: &str) -> Self {
        let ends = memchr::memchr_iter(b'\n', source.as_bytes());
        let starts = std::iter::once(0).chain(ends.map(|index| index as u32 + 1)).collect();
        Self { starts, last: Cell::new(0) }
    }

    /// The 1-based line and the byte column of `offset`.
    pub fn position(&self, offset: u32) -> (i32, i32) {
        let line = self.line_of(offset);
        (line as i32 + 1, (offset - self.starts[line]) as i32)
    }

    /// The location of the bytes from `start` to `end`.
    pub fn location(&self, start: u32, end: u32) -> Location {
        let line = self.line_of(start);
        // Most ranges end on the line they start on.
        let end_line = if end >= start && self.ends_after(line, end) { line } else { self.line_of(end) };
        let column = |line: usize, offset: u32| (offset - self.starts[line]) as i32;
        Location::new(line as i32 + 1, end_line as i32 + 1, column(line, start), column(end_line, end))
    }

    /// The byte offset at which the 1-based `lineno` starts, if the text has that line.
    pub fn start_of(&self, lineno: i32) -> Option<u32> {
        self.starts.get(usize::try_from(lineno).ok()?.checked_sub(1)?).copied()
    }

    /// The byte offset of a line and column as [`LineIndex::position`] gives them.
    pub fn offset(&self, lineno: i32, col_offset: i32) -> Option<u32> {
        self.start_of(lineno)?.checked_add(u32::try_from(col_offset).ok()?)
    }

    /// How many lines there are; text after the last `\n` counts as one, even if it is empty.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never: even an empty text has one line.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Whether the line goes on after `offset`.
    #[inline]
    fn ends_after(&self, line: usize, offset: u32) -> bool {
        self.starts.get(line + 1).is_none_or(|&next| offset < next)
    }

    fn line_of(&self, offset: u32) -> usize {
        let last = self.last.get();
        if self.starts[last] <= offset {
            if self.ends_after(last, offset) {
                return last;
            }
            let near = &self.starts[last + 1..self.starts.len().min(last + 1 + NEAR)];
            if let Some(steps) = near.iter().position(|&start| start > offset) {
                self.last.set(last + steps);
                return last + steps;
            }
        }
        let line = self.starts.partition_point(|&start| start <= offset) - 1;
        self.last.set(line);
        line
    }
}

#[cfg(test)]
mod tests {
    use super::LineIndex;

    #[test]
    fn finds_every_offset_in_any_order() {
        let text = "a\n\nbc\n\n\n\n\n\nd";
        let index = LineIndex::new(text);
        let expected = |offset: usize| {
            let before = &text[..offset];
            let column = before.len() - before.rfind('\n').map_or(0, |newline| newline + 1);
            (before.matches('\n').count() as i32 + 1, column as i32)
        };
        for first in 0..=text.len() {
            for second in 0..=text.len() {
                assert_eq!(index.position(first as u32), expected(first));
                assert_eq!(index.position(second as u32), expected(second));
            }
        }
        assert_eq!(index.offset(3, 1), Some(4));
        assert_eq!(index.start_of(0), None);
        assert_eq!(index.start_of(99), None);
    }
}
