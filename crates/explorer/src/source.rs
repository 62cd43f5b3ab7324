//! The program's text, cut into lines and into the slices that positions name.
//!
//! Positions count UTF-8 bytes, so slicing is cheap; they come from a compiler or from a file that anybody
//! may have written, so every cut is checked and yields nothing rather than panic.

use std::borrow::Cow;
use std::ops::Range;

use bytescope_bytecode::Location;

/// Decoded source text, lines ended by `\n`, with an index of where each line starts.
#[derive(Clone, Debug, Default)]
pub struct Source {
    text: String,
    line_starts: Vec<usize>,
}

impl Source {
    /// Indexes a text.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let mut line_starts = vec![0];
        line_starts.extend(text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1));
        if line_starts.last() == Some(&text.len()) {
            // What follows the final newline (or an empty file) is not a line.
            line_starts.pop();
        }
        Self { text, line_starts }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many lines there are.
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// Line `number` (from 1) without its line end; empty when there is no such line.
    pub fn line(&self, number: i32) -> &str {
        let Some(range) = self.line_range(number) else { return "" };
        self.text.get(range).unwrap_or("").trim_end_matches(['\n', '\r'])
    }

    fn line_range(&self, number: i32) -> Option<Range<usize>> {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        let start = *self.line_starts.get(index)?;
        let end = self.line_starts.get(index + 1).copied().unwrap_or(self.text.len());
        Some(start..end)
    }

    /// The byte range in the text that a location with columns names.
    pub fn range(&self, location: Location) -> Option<Range<usize>> {
        let start = self.offset(location.lineno, location.col_offset)?;
        let end = self.offset(location.end_lineno, location.end_col_offset)?;
        self.text.get(start..end).map(|_| start..end)
    }

    fn offset(&self, line: i32, column: i32) -> Option<usize> {
        let line = self.line_range(line)?;
        let offset = line.start + usize::try_from(column).ok()?;
        (offset <= line.end).then_some(offset)
    }

    /// The slice that a location names.
    pub fn slice(&self, location: Location) -> Option<&str> {
        self.text.get(self.range(location)?)
    }

    /// The part of line `number` that `location` covers, in bytes of that line.
    pub fn columns_on_line(&self, number: i32, location: Location) -> Option<Range<usize>> {
        if number < location.lineno || number > location.end_lineno {
            return None;
        }
        let text = self.line(number);
        let indent = text.len() - text.trim_start().len();
        let start =
            if number == location.lineno { usize::try_from(location.col_offset).ok()? } else { indent };
        let end = if number == location.end_lineno {
            usize::try_from(location.end_col_offset).ok()?
        } else {
            text.len()
        };
        text.get(start..end).filter(|part| !part.is_empty()).map(|_| start..end)
    }
}

/// Bytes of a slice that anybody wants to read at once. Every `LIST_APPEND` of a display of a hundred
/// thousand items points at all of it.
const LONGEST: usize = 400;

/// The start of a slice, with `…` in place of what is too long to be shown beside an instruction.
pub fn excerpt(slice: &str) -> Cow<'_, str> {
    if slice.len() <= LONGEST {
        return Cow::Borrowed(slice);
    }
    let end = (0..=LONGEST).rev().find(|&end| slice.is_char_boundary(end)).unwrap_or(0);
    Cow::Owned(format!("{}…", &slice[..end]))
}

/// An excerpt on one line: the first line and `…` where a statement goes on below its colon, otherwise the
/// lines joined by single spaces.
pub fn one_line(slice: &str) -> String {
    let slice = excerpt(slice);
    let mut lines = slice.lines().map(str::trim);
    let first = lines.next().unwrap_or("");
    if first.ends_with(':') && slice.contains('\n') {
        return format!("{first} …");
    }
    let mut joined = first.to_owned();
    for line in lines.filter(|line| !line.is_empty()) {
        if !joined.ends_with(['(', '[', '{']) && !line.starts_with([')', ']', '}']) {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_slices() {
        let source = Source::new("a = 1\nprint(\n  a)\n");
        assert_eq!(source.line_count(), 3);
        assert_eq!(source.line(3), "  a)");
        assert_eq!(source.line(4), "");
        assert_eq!(source.slice(Location::new(2, 3, 0, 4)), Some("print(\n  a)"));
        assert_eq!(source.slice(Location::new(2, 9, 0, 4)), None);
        assert_eq!(source.slice(Location::new(1, 1, 4, 99)), None);
        assert_eq!(one_line("print(\n  a)"), "print(a)");
        assert_eq!(one_line("def f(x):\n    return x"), "def f(x): …");
        assert_eq!(Source::new("").line_count(), 0);
    }

    #[test]
    fn columns_inside_a_character_are_refused() {
        let source = Source::new("ä = 1\n");
        assert_eq!(source.slice(Location::new(1, 1, 0, 2)), Some("ä"));
        assert_eq!(source.slice(Location::new(1, 1, 1, 2)), None);
    }
}
