//! Python source to CPython's syntax tree, position for position.
//!
//! ```
//! use bytescope_bytecode::Version;
//! use bytescope_syntax::{Mode, ast, parse};
//!
//! let parsed = parse("answer = 6 * 7\n", Mode::Exec, Version::LATEST)?;
//! let ast::Mod::Module { body } = parsed.module() else { unreachable!("exec makes a Module") };
//! assert!(matches!(body[0].kind, ast::StmtKind::Assign { .. }));
//! assert_eq!(body[0].location.end_col_offset, 14);
//!
//! let error = parse("1 +", Mode::Eval, Version::LATEST).unwrap_err();
//! assert_eq!(error.location.lineno, 1);
//! # Ok::<(), bytescope_syntax::SyntaxError>(())
//! ```

pub mod ast;
mod dump;
mod error;
mod errors;
mod grammar;
mod library;
mod limits;
mod lines;
mod lower;
mod mend;
mod parse;
mod source;
mod stack;
mod tokens;

pub use dump::dump;
pub use error::{ErrorKind, SyntaxError};
pub use lines::LineIndex;
pub use parse::{Mode, Parsed, parse};
pub use source::{decode, decode_lines, normalize};
pub use stack::with_stack_for;
pub use tokens::{Token, TokenKind, tokenize, tokens};
