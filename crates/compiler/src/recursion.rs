//! How deep a syntax tree may be.
//!
//! CPython's passes over the tree recurse in C and count how deep they are. Its parser refuses deep
//! brackets long before, but chains that lean to the left (`a+a+a+…`, `a.b.b.b…`) reach the limit. The
//! interpreter has used up two of its 10,000 levels when a script calls `compile()`; that is the
//! situation copied here.

use bytescope_bytecode::Location;
use bytescope_syntax::{ErrorKind, SyntaxError};

/// Nested statements and expressions that a pass may visit (`Py_C_RECURSION_LIMIT`).
const LIMIT: u32 = 9_998;

/// Counts the statements, expressions, patterns and type parameters that a pass is inside of.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Depth(u32);

impl Depth {
    /// Goes one level down; `RecursionError` below the limit. Each success needs a [`Depth::leave`].
    pub(crate) fn enter(&mut self) -> Result<(), SyntaxError> {
        self.0 += 1;
        if self.0 > LIMIT {
            return Err(SyntaxError {
                kind: ErrorKind::RecursionError,
                message: "maximum recursion depth exceeded during compilation".into(),
                location: Location::NONE,
            });
        }
        Ok(())
    }

    /// Goes one level up again.
    pub(crate) fn leave(&mut self) {
        self.0 -= 1;
    }
}
