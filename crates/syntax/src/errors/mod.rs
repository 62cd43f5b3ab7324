//! CPython's words and positions for a source that the parser library refuses.
//!
//! CPython finds errors in this order. The tokenizer's come first, wherever they are, because after any
//! error of the parser the rest of the source is read once more just to look for them; an unexpected indent
//! is the exception. A bracket that stays open is next, if it was opened on a line before the error's. What
//! the parser found comes last. [`tokenizer`] looks for the first kind, [`parser`] words the last.
//!
//! The library stops at other places than CPython's parser now and then, so this is the most likely error,
//! not always CPython's own.

mod escapes;
mod names;
mod open;
mod parser;
mod tokenizer;

use bytescope_bytecode::Location;
use ruff_python_ast::token::{Token, TokenKind};
use ruff_text_size::Ranged;

use crate::library::Library;
use crate::{ErrorKind, LineIndex, SyntaxError};

/// What CPython counts as the column of an end that is not known. Its `offset`s show one more: 0 and -1.
const NO_END: i32 = -1;
const NO_TOKEN_END: i32 = -2;

/// A refused source, and how to say where.
struct Refused<'source> {
    source: &'source str,
    lines: &'source LineIndex,
    tokens: &'source [Token],
}

/// An error and the offset at which CPython meets it.
struct Found {
    offset: usize,
    error: SyntaxError,
    /// Whether it counts although the parser met its own error before.
    overrides: bool,
}

/// What CPython says to a source that the library refused.
pub(crate) fn explain(source: &str, lines: &LineIndex, library: Library) -> SyntaxError {
    let refused = Refused { source, lines, tokens: library.tokens() };
    let (in_tokens, open_bracket) = tokenizer::first_error(&refused, library.errors());
    let in_tree = parser::first_error(&refused, &library);
    let parsed = match in_tree {
        parser::Answer::Found(found) => found,
        parser::Answer::AboutTarget { range, word } => {
            let name = names::of_expression(library, range);
            return match in_tokens {
                Some(found) => found.error,
                None => word(&name),
            };
        }
    };
    let is_indent = parsed.error.message == "unexpected indent";
    if let Some(found) = in_tokens
        && (parsed.offset >= found.offset || (found.overrides && !is_indent))
    {
        return found.error;
    }
    if let Some(open) = open_bracket
        && !is_indent
    {
        let (open_line, _) = lines.position(open.offset as u32);
        let (line, _) = lines.position(parsed.offset as u32);
        if line > open_line || parsed.offset >= source.trim_end().len() {
            return open.error;
        }
    }
    parsed.error
}

/// What CPython's module `tokenize` says to a source, if it refuses it.
pub(crate) fn of_tokens(source: &str, lines: &LineIndex, library: &Library) -> Option<SyntaxError> {
    let refused = Refused { source, lines, tokens: library.tokens() };
    let (first, open_bracket) = tokenizer::first_error_of_module(&refused, library.errors());
    first.or(open_bracket).map(|found| found.error)
}

impl<'source> Refused<'source> {
    fn text(&self, range: impl Ranged) -> &'source str {
        &self.source[range.range()]
    }

    fn byte(&self, offset: usize) -> Option<u8> {
        self.source.as_bytes().get(offset).copied()
    }

    fn location(&self, start: usize, end: usize) -> Location {
        self.lines.location(start as u32, end as u32)
    }

    /// The character at `offset`, as the tokenizer gives positions: without extent.
    fn at(&self, offset: usize, message: impl Into<String>) -> Found {
        self.over(offset, offset, message)
    }

    /// From `start` to `end`.
    fn over(&self, start: usize, end: usize, message: impl Into<String>) -> Found {
        let error = SyntaxError::new(message, self.location(start, end));
        Found { offset: start, error, overrides: true }
    }

    /// A character, with an end that CPython leaves unknown.
    fn open_ended(&self, offset: usize, message: impl Into<String>, end_col_offset: i32) -> Found {
        let mut found = self.at(offset, message);
        found.error.location.end_col_offset = end_col_offset;
        found
    }

    /// A whole token.
    fn token(&self, token: Token, message: impl Into<String>) -> Found {
        let start = token.start().to_usize();
        // Line ends are one column wide.
        if token.kind().is_any_newline() || token.kind() == TokenKind::EndOfFile {
            let (lineno, col_offset) = self.lines.position(start as u32);
            let location = Location::new(lineno, lineno, col_offset, col_offset + 1);
            let error = SyntaxError::new(message, location);
            return Found { offset: start, error, overrides: true };
        }
        self.over(start, token.end().to_usize(), message)
    }

    /// The index of the first token that ends behind `offset`.
    fn token_at(&self, offset: usize) -> usize {
        self.tokens.partition_point(|token| token.end().to_usize() <= offset)
    }

    /// The tokens before `index` that matter to the parser, last first.
    fn before(&self, index: usize) -> impl Iterator<Item = &'source Token> {
        self.tokens[..index.min(self.tokens.len())].iter().rev().filter(|token| !is_trivia(token.kind()))
    }

    /// The tokens from `index` on that matter to the parser.
    fn from(&self, index: usize) -> impl Iterator<Item = &'source Token> {
        self.tokens[index.min(self.tokens.len())..].iter().filter(|token| !is_trivia(token.kind()))
    }
}

fn is_trivia(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Comment | TokenKind::NonLogicalNewline)
}

/// Whether an operand may end with such a token.
pub(crate) fn ends_operand(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Name
            | TokenKind::Int
            | TokenKind::Float
            | TokenKind::Complex
            | TokenKind::String
            | TokenKind::FStringEnd
            | TokenKind::Ellipsis
            | TokenKind::None
            | TokenKind::True
            | TokenKind::False
            | TokenKind::Rpar
            | TokenKind::Rsqb
            | TokenKind::Rbrace
    ) || kind.is_soft_keyword()
}

impl Found {
    /// An error that CPython's tokenizer only notes, for whoever asked for the token that would start at `token`:
    /// it does not count after an error of the parser.
    fn noted(self, token: usize) -> Self {
        Self { overrides: false, offset: token, ..self }
    }

    fn of_kind(mut self, kind: ErrorKind) -> Self {
        self.error.kind = kind;
        self
    }
}
