//! What is wrong with a lesson, and where.

use std::fmt;

/// Something that keeps a lesson from being true, or from being rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The lesson's file.
    pub file: String,
    /// The line in it, from 1.
    pub line: usize,
    /// What was found and what was expected.
    pub message: String,
}

impl Problem {
    pub(crate) fn new(file: &str, line: usize, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}
