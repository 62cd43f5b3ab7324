//! One Python program taken through every stage: source, syntax tree, code objects, instructions and the
//! operand stack after each of them, every one tied to source positions.
//!
//! An [`Exploration`] is all that any view shows and what `--format json` prints (`json` says in which
//! shape). Nothing here prints, reads a file or knows of colours.
//!
//! ```
//! use bytescope_bytecode::Version;
//! use bytescope_explorer::{Comparison, Program, Settings, Side, explore};
//! use bytescope_syntax::Mode;
//!
//! let settings = |optimize| Settings {
//!     filename: "add.py".to_owned(),
//!     mode: Mode::Exec,
//!     version: Version::LATEST,
//!     optimize,
//! };
//! let source = Program::Text("def add(a, b):\n    assert a\n    return a + b\n");
//! let exploration = explore(source, &settings(0)).map_err(|refusal| refusal.error)?;
//! let add = &exploration.objects[1];
//! let code = exploration.disassemble(add)?;
//! let plus = code.instructions.iter().find(|instruction| instruction.opcode.name() == "BINARY_OP");
//! let plus = plus.ok_or("no addition")?;
//! assert_eq!(exploration.source.slice(plus.location), Some("a + b"));
//! let stack = plus.stack.as_ref().ok_or("never reached")?;
//! assert_eq!(&*stack.bottom_up()[0].text, "a + b");
//!
//! // What does `-O` save?
//! let optimised = explore(source, &settings(1)).map_err(|refusal| refusal.error)?;
//! let [left, right] = [&exploration, &optimised].map(Side::of);
//! let comparison = Comparison::new(left.ok_or("no code")?, right.ok_or("no code")?)?;
//! let [before, after] = comparison.costs();
//! assert!(comparison.differs() && after.instructions < before.instructions);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod blocks;
mod bytecode;
mod code;
mod comparison;
mod definitions;
mod disassemble;
mod effects;
mod exploration;
mod interpret;
mod json;
mod meaning;
mod node;
mod other_releases;
mod passes;
mod pipeline;
#[cfg(feature = "schema")]
pub mod schema;
mod source;
mod spans;
mod stack;
mod stages;
mod symbols;
mod syntax_tree;
mod tokens;
mod traceback;
mod tree;
mod type_comments;
mod verification;
mod warnings;

pub use blocks::graphs_of;
pub use bytecode::{PycFacts, explore_pyc};
pub use code::{ExceptionRange, Instruction, Local};
pub use comparison::{Aligned, Change, Comparison, Cost, FieldChange, Pair, Part, Side};
pub use disassemble::{Disassembly, disassemble};
pub use exploration::{Exploration, Input, Object};
pub use interpret::Unsound;
pub use json::{CodeObjects, Graphs, PassSteps, SCHEMA, Scopes};
pub use meaning::brief;
pub use node::{Field, Node};
pub use passes::{
    BasicBlock, BlockInstruction, Edge, EdgeKind, Passes, Step, Unit, about_pass, edges, passes,
};
pub use pipeline::{Program, Refusal, Settings, compile, compile_with_warnings, explore};
pub use source::{Source, excerpt, one_line};
pub use spans::Spans;
pub use stack::{Stack, Value};
pub use stages::{NameUse, StageLine, Stages};
pub use symbols::{Scope, Symbol, Symbols, is_builtin, symbols};
pub use syntax_tree::{SyntaxTree, Tree, syntax_tree, syntax_tree_with_type_comments};
pub use tokens::{Token, Tokens, tokenize};
pub use traceback::quote;
pub use tree::tree;
pub use verification::{FirstDifference, Status, Summary, Verification, VerifiedFile};
pub use warnings::Warning;
