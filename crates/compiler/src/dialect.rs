//! What differs between Python releases, as data.
//!
//! Passes ask the dialect; none of them compares version numbers.

use bytescope_bytecode::Version;

use crate::flowgraph::Pass;

/// The behaviour of one release's compiler.
#[derive(Clone, Copy, Debug)]
pub struct Dialect {
    /// The release.
    pub version: Version,
    /// Synchronous comprehensions run `GET_ITER` once more when they reach their loop (gh-125038; 3.13.0
    /// does not).
    pub comprehension_iterates_twice: bool,
    /// The flowgraph's passes, in this order.
    pub passes: &'static [Pass],
}

impl Dialect {
    /// The dialect of a release.
    pub fn of(version: Version) -> Self {
        Self { version, comprehension_iterates_twice: version > Version::V3_13_0, passes: Pass::CPYTHON_3_13 }
    }
}
