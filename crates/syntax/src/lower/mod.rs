//! From the parser library's tree to CPython's.
//!
//! The two trees have nearly the same shape, so most of this is renaming. What is more than that: positions
//! that the library counts differently (decorated definitions, starred parameters, bodies that end in `;`),
//! string literals (lone surrogates, f-strings) and numbers (big integers).
//!
//! Lowering consumes the library's tree and never fails half-way: what CPython would refuse is noted in
//! [`Lowering::error`] and a placeholder takes its place. So every node is taken apart exactly once, and a
//! tree too deep for recursion is never left behind to be dropped by recursion.

mod arguments;
mod escape;
mod expr;
mod fstring;
mod literal;
mod pattern;
mod stmt;
mod trivia;

use bytescope_bytecode::{Constant, Location, Name, Version};
use ruff_python_ast as ruff;
use ruff_text_size::{Ranged, TextRange};
use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::ast::{Expr, ExprKind};
use crate::grammar::Grammar;
use crate::limits::{MAX_PARSER_LEVELS, parser_overflow};
use crate::{ErrorKind, LineIndex, SyntaxError};

/// Levels of statements and expressions that a tree may have: what CPython's passes over it can visit.
/// They count differently in detail, so the exact limit is theirs; this one only keeps ours finite.
pub(crate) const MAX_DEPTH: u32 = 10_000;

/// Levels between two looks at how much stack is left.
const LEVELS_PER_PROBE: u32 = 32;
/// Stack that must be left for [`LEVELS_PER_PROBE`] levels.
const RED_ZONE: usize = 256 * 1024;
/// Stack that is added when it is not.
const STACK_CHUNK: usize = 4 * 1024 * 1024;

/// The state of lowering one source.
pub(crate) struct Lowering<'source> {
    source: &'source str,
    lines: &'source LineIndex,
    grammar: Grammar,
    /// Where names stand for other words, see [`mend`](crate::mend).
    stand_ins: Vec<u32>,
    names: FxHashSet<Name>,
    depth: u32,
    deepest: u32,
    parser_levels: u32,
    error: Option<SyntaxError>,
}

impl<'source> Lowering<'source> {
    pub(crate) fn new(
        source: &'source str,
        lines: &'source LineIndex,
        version: Version,
        stand_ins: Vec<u32>,
    ) -> Self {
        // The library has a new name every 130 bytes, and a set that grows hashes all names again.
        let names = FxHashSet::with_capacity_and_hasher(source.len() / 128, FxBuildHasher);
        Self {
            source,
            lines,
            grammar: Grammar::of(version),
            stand_ins,
            names,
            depth: 0,
            deepest: 0,
            parser_levels: 0,
            error: None,
        }
    }

    /// How deep the lowered tree is, and, if CPython refuses it, why.
    pub(crate) fn finish(self) -> Result<u32, (SyntaxError, u32)> {
        self.error.map_or(Ok(self.deepest), |error| Err((error, self.deepest)))
    }

    /// Lowers one level further down, on more stack if need be.
    fn deeper<T>(&mut self, lower: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        let lowered = if self.depth.is_multiple_of(LEVELS_PER_PROBE) {
            stacker::maybe_grow(RED_ZONE, STACK_CHUNK, || lower(self))
        } else {
            lower(self)
        };
        self.depth -= 1;
        lowered
    }

    /// Lowers what follows a prefix for which CPython's parser needs `levels` more rules on its stack.
    fn prefixed<T>(&mut self, levels: u32, lower: impl FnOnce(&mut Self) -> T) -> T {
        self.parser_levels += levels;
        if self.parser_levels > MAX_PARSER_LEVELS {
            self.refuse(parser_overflow());
        }
        let lowered = lower(self);
        self.parser_levels -= levels;
        lowered
    }

    /// Notes what CPython would raise; the first error counts.
    fn refuse(&mut self, error: SyntaxError) {
        self.error.get_or_insert(error);
    }

    fn refuse_depth(&mut self) {
        self.refuse(SyntaxError {
            kind: ErrorKind::RecursionError,
            message: "maximum recursion depth exceeded during compilation".into(),
            location: Location::NONE,
        });
    }

    /// The word that a name stands for, if it does.
    fn stand_in(&self, range: TextRange) -> Option<&'source str> {
        self.stand_ins.contains(&range.start().to_u32()).then(|| &self.source[range])
    }

    fn locate(&self, node: &impl Ranged) -> Location {
        self.location(node.range())
    }

    fn location(&self, range: TextRange) -> Location {
        self.lines.location(range.start().to_u32(), range.end().to_u32())
    }

    fn name(&mut self, text: &str) -> Name {
        if let Some(name) = self.names.get(text) {
            return name.clone();
        }
        let name = Name::from(text);
        self.names.insert(name.clone());
        name
    }

    fn identifier(&mut self, identifier: &ruff::Identifier) -> Name {
        self.name(&identifier.id)
    }

    fn opt_identifier(&mut self, identifier: Option<&ruff::Identifier>) -> Option<Name> {
        identifier.map(|identifier| self.identifier(identifier))
    }
}

/// A constant without the `u` prefix.
fn constant(value: Constant, location: Location) -> Expr {
    Expr { kind: ExprKind::Constant { value, u_prefix: false }, location }
}
