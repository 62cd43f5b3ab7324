//! An exploration that starts from bytecode: the code object is there already, the source perhaps.

use bytescope_bytecode::Version;
use bytescope_bytecode::pyc::{Invalidation, Pyc};
use bytescope_syntax::{Mode, decode, parse};

use crate::exploration::{Exploration, Input};
use crate::syntax_tree::Tree;

/// Takes a `.pyc` file apart. `filename` is the file's own name, `source` what it was compiled from, if that is known.
///
/// A source that does not parse as the newest Python known is shown all the same; what needs a tree (the smallest
/// expression around a value) goes without.
pub fn explore_pyc(pyc: Pyc, filename: &str, source: Option<&[u8]>) -> Exploration {
    let text = source.and_then(|bytes| decode(bytes).ok()).unwrap_or_default();
    let parsed = parse(&text, Mode::Exec, Version::LATEST).ok();
    let tree = parsed.as_ref().map_or_else(Tree::default, Tree::of);
    let input = Input {
        version: pyc.version,
        filename: filename.to_owned(),
        mode: "exec",
        optimize: 0,
        source: text.into_owned(),
        pyc: Some(PycFacts { invalidation: pyc.invalidation, has_source: source.is_some() }),
    };
    Exploration::new(input, tree, pyc.code)
}

/// What an exploration knows of the `.pyc` file it started from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PycFacts {
    /// How the file goes out of date.
    pub invalidation: Invalidation,
    /// Whether its source was found.
    pub has_source: bool,
}
