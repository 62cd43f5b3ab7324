//! CPython's compiler, phase by phase: syntax tree in, code object out, to the byte.
//!
//! Each phase is a module named after CPython's and a function from one printable thing to the next:
//!
//! | phase | from | to |
//! |---|---|---|
//! | [`future`] | tree | the `__future__` features it asks for |
//! | [`fold`] | tree | tree with constants computed |
//! | [`symtable`] | tree | what every name means in every scope |
//! | `codegen` | tree and symbols | instructions with labels, one [`CodeUnit`] a scope |
//! | [`flowgraph`] | instructions | basic blocks, optimised pass by pass, flattened again |
//! | [`assemble`] | instructions | bytes, line table, exception table: the code object |
//!
//! What differs between releases is in [`Dialect`]. The crate reads no files and prints nothing; warnings
//! that CPython would issue (`"is" with a literal`) are not issued.
//!
//! ```
//! use bytescope_bytecode::Version;
//! use bytescope_compiler::{Options, compile};
//! use bytescope_syntax::{Mode, parse};
//!
//! let parsed = parse("answer = 6 * 7", Mode::Exec, Version::LATEST)?;
//! let code = compile(parsed.into_module(), &Options::default())?;
//! // Multiplied by the compiler already.
//! assert_eq!(code.consts[0].repr(), "42");
//! assert_eq!(&*code.names[0], "answer");
//! # Ok::<(), bytescope_syntax::SyntaxError>(())
//! ```

mod codegen;

pub mod assemble;
mod dialect;
pub mod flowgraph;
pub mod fold;
pub mod future;
pub mod instruction;
pub mod mangle;
mod nan;
mod recursion;
pub mod symtable;
mod unit;
pub mod unparse;

use bytescope_bytecode::{CodeObject, Name, Version};
use bytescope_syntax::SyntaxError;
use bytescope_syntax::ast::Mod;

pub use dialect::Dialect;
pub use unit::{CodeUnit, ConstantTable, NameTable};

use flowgraph::Observer;
use future::FutureFeatures;
use symtable::SymbolTable;

/// How to compile: the arguments of Python's `compile()`.
#[derive(Clone, Debug)]
pub struct Options {
    /// The release to be exact for.
    pub version: Version,
    /// The optimisation level: 0, 1 (`-O`) or 2 (`-OO`).
    pub optimize: u8,
    /// Recorded as `co_filename`.
    pub filename: Name,
}

impl Default for Options {
    fn default() -> Self {
        Self { version: Version::LATEST, optimize: 0, filename: Name::from("<string>") }
    }
}

/// Compiles a tree, which decides by its root whether it is a file, a statement or an expression.
///
/// Trees may be deep: run this where the stack is large (see [`bytescope_syntax::with_stack_for`]).
///
/// # Errors
///
/// The `SyntaxError`s that CPython's symbol table and code generator raise, with CPython's message and
/// position, and `RecursionError` for a tree deeper than CPython goes.
pub fn compile(module: Mod, options: &Options) -> Result<CodeObject, SyntaxError> {
    compile_observed(module, options, None)
}

/// [`compile`], while `observer` is shown every unit after each pass of the flowgraph.
///
/// # Errors
///
/// As [`compile`].
pub fn compile_observed(
    mut module: Mod,
    options: &Options,
    observer: Option<&mut dyn Observer>,
) -> Result<CodeObject, SyntaxError> {
    let future = FutureFeatures::of(&module)?;
    fold::fold(&mut module, options.optimize, &future)?;
    let symbols = SymbolTable::build(&module, &future)?;
    let observer = observer.map(|observer| observer as &mut dyn Observer);
    codegen::generate(&module, symbols, options, future, observer)
}
