//! Errors of CPython's tokenizer: brackets, numbers, strings, characters, indentation.

use ruff_python_ast::token::{Token, TokenKind};
use ruff_python_parser::{InterpolatedStringErrorType, LexicalErrorType, ParseError, ParseErrorType};
use ruff_text_size::Ranged;

use super::open::{Open, open_before};
use super::{Found, NO_END, NO_TOKEN_END, Refused, escapes};
use crate::ErrorKind;

/// The tokenizer's first error, and the innermost bracket that is still open at the end.
pub(super) fn first_error(refused: &Refused, errors: &[ParseError]) -> (Option<Found>, Option<Found>) {
    let (first, open) = first_error_of_module(refused, errors);
    let character = refused.tokens.iter().find_map(|token| character(refused, *token));
    (first.into_iter().chain(character).min_by_key(|found| found.offset), open)
}

/// The same for the module `tokenize`, which takes every character.
pub(super) fn first_error_of_module(
    refused: &Refused,
    errors: &[ParseError],
) -> (Option<Found>, Option<Found>) {
    let lexical = errors.iter().filter_map(|error| lexical(refused, error)).min_by_key(|found| found.offset);
    let (bracket, open) = brackets(refused);
    let number = refused.tokens.iter().find_map(|token| number(refused, *token));
    let first = [lexical, bracket, number].into_iter().flatten().min_by_key(|found| found.offset);
    (first, open)
}

/// An error that the library's lexer found, in CPython's words.
fn lexical(refused: &Refused, error: &ParseError) -> Option<Found> {
    let (start, end) = (error.location.start().to_usize(), error.location.end().to_usize());
    let unterminated_fstring = |error: &InterpolatedStringErrorType| match error {
        InterpolatedStringErrorType::UnterminatedString => Some("string literal"),
        InterpolatedStringErrorType::UnterminatedTripleQuotedString => Some("triple-quoted"),
        _ => None,
    };
    let error = match &error.error {
        ParseErrorType::Lexical(error) => error,
        ParseErrorType::FStringError(error) if unterminated_fstring(error).is_some() => {
            return fstring(refused, start);
        }
        ParseErrorType::FStringError(InterpolatedStringErrorType::SingleRbrace) => {
            return single_brace(refused, start);
        }
        _ => return None,
    };
    match error {
        LexicalErrorType::UnclosedStringError => Some(string(refused, start)),
        LexicalErrorType::FStringError(InterpolatedStringErrorType::SingleRbrace) => {
            single_brace(refused, start)
        }
        LexicalErrorType::FStringError(error) if unterminated_fstring(error).is_some() => {
            fstring(refused, start)
        }
        LexicalErrorType::IndentationError => Some(indentation(refused, start).noted(start)),
        LexicalErrorType::LineContinuationError => {
            let message = "unexpected character after line continuation character";
            Some(refused.open_ended(start + 1, message, NO_END).noted(start))
        }
        LexicalErrorType::Eof
            if refused.source[..start].ends_with('\\') || refused.byte(start) == Some(b'\\') =>
        {
            let backslash = refused.source.rfind('\\')?;
            let message = "unexpected EOF while parsing";
            Some(refused.open_ended(backslash + 1, message, NO_TOKEN_END).noted(backslash))
        }
        LexicalErrorType::InvalidByteLiteral => {
            let token = enclosing_string(refused, start)?;
            Some(refused.token(token, "bytes can only contain ASCII literal characters"))
        }
        LexicalErrorType::UnicodeError
        | LexicalErrorType::StringError
        | LexicalErrorType::MissingUnicodeLbrace
        | LexicalErrorType::MissingUnicodeRbrace => escapes::error(refused, start),
        // A number with nothing but its prefix: `0x`, or digits that are not of its base.
        LexicalErrorType::OtherError(message) if message.starts_with("ParseIntError") => {
            let kind = radix_name(&refused.source[start..])?;
            match refused.byte(start + 2) {
                Some(b'_') => Some(refused.at(start + 2, format!("invalid {kind} literal"))),
                Some(digit @ b'0'..=b'9') if kind != "hexadecimal" => Some(
                    refused.at(start + 2, format!("invalid digit '{}' in {kind} literal", char::from(digit))),
                ),
                _ => Some(refused.at(start + 1, format!("invalid {kind} literal"))),
            }
        }
        LexicalErrorType::OtherError(message) if &**message == "Invalid decimal integer literal" => {
            let digits = &refused.source[start..end];
            let zeros = digits.len() - digits.trim_start_matches(['0', '_']).len();
            let message = "leading zeros in decimal integer literals are not permitted; use an 0o prefix for \
                           octal integers";
            Some(refused.over(start, start + zeros, message))
        }
        _ => None,
    }
}

/// A `}` in the text of an f-string. The library's lexer leaves a replacement field at the parser's first error, and
/// then takes the brace that ends the field for one of the text: that one is none.
fn single_brace(refused: &Refused, start: usize) -> Option<Found> {
    let index = refused.tokens.partition_point(|token| token.start().to_usize() < start);
    let is_text = matches!(open_before(refused, index).last(), None | Some(Open::FString));
    is_text.then(|| refused.at(start, "f-string: single '}' is not allowed"))
}

fn enclosing_string(refused: &Refused, offset: usize) -> Option<Token> {
    let token = *refused.tokens.get(refused.token_at(offset))?;
    (token.start().to_usize() <= offset).then_some(token)
}

/// A string literal without end that begins in a replacement field with the f-string's own quote.
pub(super) fn missing_brace(refused: &Refused, start: usize) -> Found {
    refused.at(start - prefix_before(refused, start), "f-string: expecting '}'")
}

/// A string literal without end.
fn string(refused: &Refused, start: usize) -> Found {
    let text = &refused.source[start..];
    let quotes = text.trim_start_matches(|char: char| char.is_ascii_alphabetic());
    let (body, triple) = match quotes.strip_prefix("'''").or_else(|| quotes.strip_prefix("\"\"\"")) {
        Some(body) => (body, true),
        None => (quotes.get(1..).unwrap_or_default(), false),
    };
    let body_start = refused.source.len() - body.len();
    if triple {
        return refused.at(start, triple_quoted(refused, "string"));
    }
    let quote = quotes.chars().next().unwrap_or_default();
    if field_of(refused, start, quote) {
        return missing_brace(refused, start);
    }
    let mut chars = body.char_indices();
    let mut escaped_quote = false;
    let mut end = body.len();
    while let Some((at, char)) = chars.next() {
        match char {
            '\\' => escaped_quote |= chars.next().is_some_and(|(_, next)| next == quote),
            '\n' => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    let (line, _) = refused.lines.position((body_start + end) as u32);
    let hint = if escaped_quote { "; perhaps you escaped the end quote?" } else { "" };
    refused.at(start, format!("unterminated string literal (detected at line {line}){hint}"))
}

/// The length of a word right before `offset` that makes a string's quote a raw or a bytes' one. Behind `!` our tokens
/// have a conversion there, CPython's a string.
pub(super) fn prefix_before(refused: &Refused, offset: usize) -> usize {
    let before = &refused.source[..offset];
    let word = &before[before.trim_end_matches(|char: char| char.is_alphanumeric() || char == '_').len()..];
    let is_prefix = matches!(word.to_ascii_lowercase().as_str(), "r" | "u" | "b" | "br" | "rb");
    if is_prefix { word.len() } else { 0 }
}

/// Whether a quote at `offset` is in a replacement field of an f-string that it would end.
fn field_of(refused: &Refused, offset: usize, quote: char) -> bool {
    let index = refused.tokens.partition_point(|token| token.end().to_usize() <= offset);
    let mut ended = 0_u32;
    let innermost = refused.before(index).find(|token| match token.kind() {
        TokenKind::FStringEnd => {
            ended += 1;
            false
        }
        TokenKind::FStringStart if ended > 0 => {
            ended -= 1;
            false
        }
        kind => kind == TokenKind::FStringStart,
    });
    innermost.is_some_and(|token| {
        let quotes = refused.text(*token).trim_start_matches(|char: char| char.is_ascii_alphabetic());
        quotes.len() == 1 && quotes.starts_with(quote)
    })
}

fn triple_quoted(refused: &Refused, what: &str) -> String {
    let (line, _) = refused.lines.position(refused.source.trim_end_matches('\n').len() as u32);
    format!("unterminated triple-quoted {what} literal (detected at line {line})")
}

/// An f-string without end. If a replacement field is open, that is what CPython sees.
fn fstring(refused: &Refused, offset: usize) -> Option<Found> {
    let index = refused.tokens.partition_point(|token| token.start().to_usize() <= offset);
    let mut depth = 0_i32;
    for token in refused.before(index) {
        match token.kind() {
            TokenKind::FStringEnd => depth += 1,
            TokenKind::FStringStart if depth > 0 => depth -= 1,
            TokenKind::Lbrace if depth == 0 => return None,
            TokenKind::FStringStart => {
                let start = token.start().to_usize();
                let text = refused.text(token);
                if text.ends_with("'''") || text.ends_with("\"\"\"") {
                    return Some(refused.at(start, triple_quoted(refused, "f-string")));
                }
                let (line, _) = refused.lines.position(start as u32);
                return Some(
                    refused.at(start, format!("unterminated f-string literal (detected at line {line})")),
                );
            }
            _ => {}
        }
    }
    None
}

/// Dedents to a column that no line before has, and tabs that would make the meaning depend on their width.
fn indentation(refused: &Refused, offset: usize) -> Found {
    let (lineno, _) = refused.lines.position(offset as u32);
    let start = refused.lines.start_of(lineno).unwrap_or_default() as usize;
    let line = refused.source[start..].lines().next().unwrap_or_default();
    if is_ambiguous(refused, start) {
        let mut found = refused.at(start, "inconsistent use of tabs and spaces in indentation");
        found.error.location.end_col_offset = NO_END;
        return found.of_kind(ErrorKind::TabError);
    }
    let message = "unindent does not match any outer indentation level";
    let mut found = refused.open_ended(start, message, NO_TOKEN_END).of_kind(ErrorKind::IndentationError);
    found.error.location.col_offset = line.len() as i32;
    found
}

/// Whether the line that starts at `offset` compares differently to the lines around it when a tab is one
/// column wide than when it is eight (the tokenizer's `altcol` and `col`).
fn is_ambiguous(refused: &Refused, offset: usize) -> bool {
    let mut stack = vec![(0, 0)];
    let mut fresh = true;
    for token in refused.tokens {
        match token.kind() {
            TokenKind::Newline => fresh = true,
            TokenKind::Indent | TokenKind::Dedent | TokenKind::Comment | TokenKind::NonLogicalNewline => {}
            _ if fresh => {
                fresh = false;
                let (lineno, _) = refused.lines.position(token.start().to_u32());
                let start = refused.lines.start_of(lineno).unwrap_or_default() as usize;
                let columns = widths(&refused.source[start..]);
                while stack.last().is_some_and(|top| columns.0 < top.0) {
                    stack.pop();
                }
                let top = stack.last().copied().unwrap_or_default();
                let ambiguous = match columns.0.cmp(&top.0) {
                    std::cmp::Ordering::Equal => columns.1 != top.1,
                    std::cmp::Ordering::Greater => {
                        stack.push(columns);
                        columns.1 <= top.1
                    }
                    std::cmp::Ordering::Less => false,
                };
                if start >= offset {
                    return ambiguous;
                }
            }
            _ => {}
        }
    }
    false
}

/// The width of an indentation with tabs that stop every eight columns, and with tabs one column wide.
fn widths(line: &str) -> (usize, usize) {
    let (mut wide, mut narrow) = (0, 0);
    for byte in line.bytes() {
        match byte {
            b' ' => (wide, narrow) = (wide + 1, narrow + 1),
            b'\t' => (wide, narrow) = ((wide / 8 + 1) * 8, narrow + 1),
            b'\x0c' => (wide, narrow) = (0, 0),
            _ => break,
        }
    }
    (wide, narrow)
}

/// The first bracket that closes nothing or the wrong one, and the innermost that is open at the end.
fn brackets(refused: &Refused) -> (Option<Found>, Option<Found>) {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut fstrings = 0_u32;
    for token in refused.tokens {
        let offset = token.start().to_usize();
        let Some(char) = refused.source[offset..].chars().next() else { break };
        match token.kind() {
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => open.push((char, offset)),
            TokenKind::FStringStart => fstrings += 1,
            TokenKind::FStringEnd => fstrings = fstrings.saturating_sub(1),
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                let Some((opening, opened)) = open.pop() else {
                    let message = format!("unmatched '{char}'");
                    return (Some(refused.at(offset, message)), None);
                };
                if !matches!((opening, char), ('(', ')') | ('[', ']') | ('{', '}')) {
                    let line = |offset: usize| refused.lines.position(offset as u32).0;
                    let mut message = format!(
                        "closing parenthesis '{char}' does not match opening parenthesis '{opening}'"
                    );
                    if fstrings > 0 && opening == '{' {
                        message = format!("f-string: unmatched '{char}'");
                    } else if line(opened) != line(offset) {
                        message = format!("{message} on line {}", line(opened));
                    }
                    return (Some(refused.at(offset, message)), None);
                }
            }
            _ => {}
        }
    }
    let open = open
        .pop()
        .map(|(bracket, offset)| refused.open_ended(offset, format!("'{bracket}' was never closed"), NO_END));
    (None, open)
}

/// A number that runs into what follows it (`verify_end_of_number` and its callers).
fn number(refused: &Refused, token: Token) -> Option<Found> {
    if !matches!(token.kind(), TokenKind::Int | TokenKind::Float | TokenKind::Complex) {
        return None;
    }
    let text = refused.text(token);
    let end = token.end().to_usize();
    let rest = &refused.source[end..];
    let kind = match radix_name(text) {
        Some(kind) => kind,
        None if text.ends_with(['j', 'J']) => "imaginary",
        None => "decimal",
    };
    let message = format!("invalid {kind} literal");
    let next = rest.bytes().next()?;
    match next {
        b'_' => Some(refused.at(end, message)),
        b'0'..=b'9' if matches!(kind, "octal" | "binary") => {
            Some(refused.at(end, format!("invalid digit '{}' in {kind} literal", char::from(next))))
        }
        _ if text.ends_with('_')
            || (text.len() == 2 && matches!(kind, "hexadecimal" | "octal" | "binary")) =>
        {
            Some(refused.at(end - 1, message))
        }
        b'e' | b'E' if kind == "decimal" && matches!(rest.as_bytes().get(1), Some(b'+' | b'-')) => {
            Some(refused.at(end + 1, message))
        }
        _ if ["and", "else", "for", "if", "in", "is", "or", "not"]
            .iter()
            .any(|keyword| rest.starts_with(keyword)) =>
        {
            None
        }
        _ if next.is_ascii_alphabetic() => Some(refused.at(end - 1, message)),
        _ => None,
    }
}

fn radix_name(literal: &str) -> Option<&'static str> {
    match literal.as_bytes() {
        [b'0', b'x' | b'X', ..] => Some("hexadecimal"),
        [b'0', b'o' | b'O', ..] => Some("octal"),
        [b'0', b'b' | b'B', ..] => Some("binary"),
        _ => None,
    }
}

/// A character that no token has.
fn character(refused: &Refused, token: Token) -> Option<Found> {
    if token.kind() != TokenKind::Unknown {
        return None;
    }
    let offset = token.start().to_usize();
    let char = refused.text(token).chars().next()?;
    let code = u32::from(char);
    if char.is_ascii() && !char.is_ascii_control() {
        return None;
    }
    let printable = !char.is_control() && !char.is_whitespace() && !is_unprintable(code);
    let message = if printable {
        format!("invalid character '{char}' (U+{code:04X})")
    } else {
        format!("invalid non-printable character U+{code:04X}")
    };
    Some(refused.at(offset, message))
}

/// Format characters, private use and unassigned blocks: the usual ones that Python does not print.
fn is_unprintable(code: u32) -> bool {
    matches!(
        code,
        0xad | 0x61c | 0x180e | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xe000..=0xf8ff
            | 0xfeff | 0xfff0..=0xfffb | 0xe0000..=0xe00ff | 0xf0000..=0x10_ffff
    )
}
