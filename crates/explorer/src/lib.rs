//! One Python program taken through every stage: source, syntax tree, code objects, instructions and the
//! operand stack after each of them, every one tied to source positions.
//!
//! An [`Exploration`] is all that any view shows and what `--format json` prints (`json` says in which
//! shape). Nothing here prints, reads a file or knows of colours.

mod code;
mod definitions;
mod disassemble;
mod effects;
mod exploration;
mod interpret;
mod json;
mod meaning;
mod node;
mod passes;
mod pipeline;
mod source;
mod spans;
mod stack;
mod symbols;
mod syntax_tree;
mod tokens;
mod traceback;
mod tree;
mod type_comments;
mod warnings;

pub use code::{ExceptionRange, Instruction, Local};
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
pub use symbols::{Scope, Symbol, Symbols, symbols};
pub use syntax_tree::{SyntaxTree, Tree, syntax_tree, syntax_tree_with_type_comments};
pub use tokens::{Token, Tokens, tokenize};
pub use traceback::quote;
pub use tree::tree;
pub use warnings::Warning;
