//! What is wrong with a program, and where.

use std::fmt;

use bytescope_bytecode::Location;

/// The exception that CPython would raise for a program it refuses to compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "these are Python's exceptions, by name")]
pub enum ErrorKind {
    SyntaxError,
    IndentationError,
    TabError,
    RecursionError,
    MemoryError,
    OverflowError,
    ValueError,
    SystemError,
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// A refusal: what CPython's tokenizer, parser, symbol table or code generator raises.
///
/// `location` is in the coordinates of the syntax tree (byte columns from 0); a missing end is -1. The
/// `offset` that Python's `SyntaxError` shows counts characters from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The exception's type.
    pub kind: ErrorKind,
    /// The exception's message, CPython's wording where it is known.
    pub message: String,
    /// Where; [`Location::NONE`] if CPython does not say.
    pub location: Location,
}

impl SyntaxError {
    /// A plain `SyntaxError`.
    pub fn new(message: impl Into<String>, location: Location) -> Self {
        Self { kind: ErrorKind::SyntaxError, message: message.into(), location }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind, self.message)
    }
}

impl std::error::Error for SyntaxError {}
