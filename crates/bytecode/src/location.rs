//! A piece of source text, in CPython's coordinates.

use std::fmt;

/// The source range of a syntax node or an instruction: 1-based lines, UTF-8 **byte** columns, exclusive
/// end. This is CPython's `location` (`pycore_symtable.h`), -1 for what is absent included, because
/// passes compare and copy these values field by field.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Location {
    /// First line, or -1.
    pub lineno: i32,
    /// Last line, or -1.
    pub end_lineno: i32,
    /// Byte column of the first character, or -1.
    pub col_offset: i32,
    /// Byte column after the last character, or -1.
    pub end_col_offset: i32,
}

impl Location {
    /// No location at all: CPython's `NO_LOCATION`.
    pub const NONE: Self = Self::new(-1, -1, -1, -1);

    /// In the order of CPython's `LOCATION` macro: line, end line, column, end column.
    pub const fn new(lineno: i32, end_lineno: i32, col_offset: i32, end_col_offset: i32) -> Self {
        Self { lineno, end_lineno, col_offset, end_col_offset }
    }

    /// Whether there is a line at all.
    pub const fn has_line(self) -> bool {
        self.lineno >= 0
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { lineno, end_lineno, col_offset, end_col_offset } = self;
        write!(f, "{lineno}:{col_offset}-{end_lineno}:{end_col_offset}")
    }
}
