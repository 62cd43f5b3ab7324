//! CPython's compiler, phase by phase: syntax tree in, code object out, to the byte.
//!
//! Each phase is a module named after CPython's: [`fold`], [`future`], [`symtable`], [`codegen`],
//! [`flowgraph`], [`assemble`].

pub mod assemble;
pub mod dialect;
pub mod flowgraph;
pub mod fold;
pub mod future;
pub mod instruction;
pub mod mangle;
mod recursion;
pub mod symtable;
pub mod unit;
pub mod unparse;

/// How to compile (the arguments of Python's `compile()`).
#[derive(Clone, Debug)]
pub struct Options {
    /// The release to be exact for.
    pub version: bytescope_bytecode::Version,
    /// The optimisation level: 0, 1 (`-O`) or 2 (`-OO`).
    pub optimize: u8,
    /// Recorded as `co_filename`.
    pub filename: bytescope_bytecode::Name,
}
