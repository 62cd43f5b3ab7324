//! How deep a source may nest before there is a tree: the limits of CPython's tokenizer and parser.
//!
//! The parser library has none. Its memory grows with the depth of what it parses, so a large source that
//! could be deep is looked through before it is parsed ([`refuse_deep`]); all others are parsed first and
//! then checked on their tokens ([`check`]), which costs next to nothing.

use bytescope_bytecode::Location;
use memchr::memmem;
use ruff_python_ast::token::{Token, TokenKind};
use ruff_python_parser::{Mode, lexer};
use ruff_text_size::Ranged;

use crate::errors::ends_operand;
use crate::{ErrorKind, LineIndex, SyntaxError};

/// Brackets that may be open at once (`MAXLEVEL` of the tokenizer).
const MAX_BRACKETS: usize = 200;
/// Indents, one of which the tokenizer needs for itself (`MAXINDENT`).
const MAX_INDENTS: usize = 99;
/// F-strings within each other, likewise (`MAXFSTRINGLEVEL`).
const MAX_FSTRINGS: usize = 149;

/// Rules that the parser may be inside of (`MAXSTACK` in 3.13), without those that every expression needs.
pub(crate) const MAX_PARSER_LEVELS: u32 = 5968;

/// A source with fewer bytes, or fewer brackets and prefixes, is parsed however deep it is.
const LARGE: usize = 1 << 14;
const MANY: usize = 1 << 13;
/// No tree of the library is deeper, but for chains, which [`dismantle`](crate::library::dismantle) takes
/// apart, and for bad indentation, which takes the square of its depth in bytes.
pub(crate) const MAX_UNCHECKED_DEPTH: u32 = LARGE as u32;
/// Lambdas that may be inside of each other before a large source is refused unparsed. They have commas and
/// colons of their own, so they are counted more roughly than other prefixes, and more generously.
const MAX_LAMBDAS: u32 = 50_000;

/// What the parser raises when it is inside of too many rules.
pub(crate) fn parser_overflow() -> SyntaxError {
    SyntaxError {
        kind: ErrorKind::MemoryError,
        message: "Parser stack overflowed - Python source too complex to parse".into(),
        location: Location::NONE,
    }
}

fn too_many_brackets(offset: usize, lines: &LineIndex) -> SyntaxError {
    let location = lines.location(offset as u32, offset as u32);
    SyntaxError::new("too many nested parentheses", location)
}

/// The first token that is nested too deeply: its offset, and the error.
pub(crate) fn check(tokens: &[Token], lines: &LineIndex) -> Option<(usize, SyntaxError)> {
    let mut brackets = 0_usize;
    let mut indents = 0_usize;
    let mut fstrings = 0_usize;
    // Few tokens nest: one test of a bit passes over the others, where a `match` would jump by a table.
    let nests = |token: &&Token| {
        matches!(
            token.kind(),
            TokenKind::Lpar
                | TokenKind::Lsqb
                | TokenKind::Lbrace
                | TokenKind::Rpar
                | TokenKind::Rsqb
                | TokenKind::Rbrace
                | TokenKind::Indent
                | TokenKind::Dedent
                | TokenKind::FStringStart
                | TokenKind::FStringEnd
        )
    };
    for token in tokens.iter().filter(nests) {
        match token.kind() {
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => {
                brackets += 1;
                if brackets > MAX_BRACKETS {
                    let offset = token.start().to_usize();
                    return Some((offset, too_many_brackets(offset, lines)));
                }
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => brackets = brackets.saturating_sub(1),
            TokenKind::Indent => {
                indents += 1;
                if indents > MAX_INDENTS {
                    let (lineno, _) = lines.position(token.start().to_u32());
                    let error = SyntaxError {
                        kind: ErrorKind::IndentationError,
                        message: "too many levels of indentation".into(),
                        location: Location::new(lineno, lineno, 0, 0),
                    };
                    return Some((token.start().to_usize(), error));
                }
            }
            TokenKind::Dedent => indents = indents.saturating_sub(1),
            TokenKind::FStringStart => {
                fstrings += 1;
                if fstrings > MAX_FSTRINGS {
                    let quote = token.end().to_u32() - 1;
                    let error = SyntaxError::new("too many nested f-strings", lines.location(quote, quote));
                    return Some((token.start().to_usize(), error));
                }
            }
            TokenKind::FStringEnd => fstrings = fstrings.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Refuses a large source that the parser would need too much memory for.
pub(crate) fn refuse_deep(source: &str, lines: &LineIndex) -> Result<(), SyntaxError> {
    if source.len() < LARGE || !may_be_deep(source) {
        return Ok(());
    }
    match nesting(source) {
        Nesting::Fine => Ok(()),
        Nesting::Prefixes => Err(parser_overflow()),
        Nesting::Brackets => {
            // The lexer tells no offsets. The shortest beginning that is too deep ends with the bracket.
            let too_deep = |len: usize| {
                let len = source.floor_char_boundary(len);
                matches!(nesting(&source[..len]), Nesting::Brackets)
            };
            let mut end = MAX_BRACKETS;
            while end < source.len() && !too_deep(end) {
                end = (end * 2).min(source.len());
            }
            let mut start = end / 2;
            while start + 1 < end {
                let middle = usize::midpoint(start, end);
                if too_deep(middle) {
                    end = middle;
                } else {
                    start = middle;
                }
            }
            Err(too_many_brackets(end - 1, lines))
        }
    }
}

/// Whether there is enough of what nests: brackets, prefix operators and keywords.
fn may_be_deep(source: &str) -> bool {
    let nests = |byte: &u8| matches!(byte, b'(' | b'[' | b'{' | b'-' | b'+' | b'~' | b'*');
    // Chunks that a byte can count, so that the compiler compares many bytes at once.
    let in_chunk = |chunk: &[u8]| usize::from(chunk.iter().map(|byte| u8::from(nests(byte))).sum::<u8>());
    source.as_bytes().chunks(usize::from(u8::MAX)).map(in_chunk).sum::<usize>() > MANY
        || ["not", "lambda", "else"].iter().any(|keyword| {
            // Not `str::matches`, which took a twentieth of all the time there is.
            memmem::find_iter(source.as_bytes(), keyword).nth(MANY).is_some()
        })
}

enum Nesting {
    Fine,
    Brackets,
    Prefixes,
}

/// Counts brackets, and in each the prefixes without an end in sight.
fn nesting(source: &str) -> Nesting {
    let mut lexer = lexer::lex(source, Mode::Module);
    let mut outer = Vec::new();
    let (mut prefixes, mut lambdas) = (0_u32, 0_u32);
    let mut after_operand = false;
    loop {
        let kind = lexer.next_token();
        match kind {
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => {
                outer.push((prefixes, lambdas));
                if outer.len() > MAX_BRACKETS {
                    return Nesting::Brackets;
                }
                (prefixes, lambdas) = (0, 0);
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                (prefixes, lambdas) = outer.pop().unwrap_or_default();
            }
            TokenKind::Newline | TokenKind::Semi => (prefixes, lambdas) = (0, 0),
            TokenKind::Comma => prefixes = 0,
            TokenKind::Lambda => lambdas += 1,
            TokenKind::Not | TokenKind::Else | TokenKind::DoubleStar => prefixes += 1,
            TokenKind::Plus | TokenKind::Minus | TokenKind::Tilde if !after_operand => prefixes += 1,
            TokenKind::EndOfFile => return Nesting::Fine,
            _ => {}
        }
        if prefixes > MAX_PARSER_LEVELS || lambdas > MAX_LAMBDAS {
            return Nesting::Prefixes;
        }
        after_operand = ends_operand(kind);
    }
}
