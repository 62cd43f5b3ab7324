//! Python source to CPython's syntax tree, position for position.

pub mod ast;
mod error;

pub use error::{ErrorKind, SyntaxError};
