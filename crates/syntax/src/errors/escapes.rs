//! Escapes that mean nothing: `'\x1'`, `'\N{nothing}'`, `b'\x'`.

use ruff_python_ast::token::TokenKind;

use super::{Found, Refused};

/// Python's decoder sees each character outside ASCII as an escape of this length.
const WIDE: usize = "\\U00000000".len();

/// The error in the string literal around `offset`, at the whole literal, as CPython has it.
pub(super) fn error(refused: &Refused, offset: usize) -> Option<Found> {
    let mut index = refused.token_at(offset);
    // The library may point at the end of the literal.
    if !matches!(refused.tokens.get(index)?.kind(), TokenKind::String | TokenKind::FStringMiddle) {
        index = index.checked_sub(1)?;
    }
    let token = *refused.tokens.get(index)?;
    let text = refused.text(token);
    if token.kind() == TokenKind::FStringMiddle {
        let message = format!("(unicode error) {}", first(text)?);
        return Some(refused.token(token, message));
    }
    let body = text.trim_start_matches(|char: char| char.is_ascii_alphabetic());
    let is_bytes = text[..text.len() - body.len()].contains(['b', 'B']);
    let quote = if body.starts_with("'''") || body.starts_with("\"\"\"") { 3 } else { 1 };
    let body = body.get(quote..body.len() - quote)?;
    let message = if is_bytes {
        format!("(value error) invalid \\x escape at position {}", bytes_error(body)?)
    } else {
        format!("(unicode error) {}", first(body)?)
    };
    Some(refused.token(token, message))
}

/// The first bad escape of `body`, worded as the codec `unicode_escape` does.
fn first(body: &str) -> Option<String> {
    let mut position = 0;
    let mut rest = body;
    loop {
        let backslash = rest.find('\\')?;
        position += width(&rest[..backslash]);
        rest = &rest[backslash + 1..];
        let escape = rest.chars().next()?;
        rest = &rest[escape.len_utf8()..];
        let (digits, shape) = match escape {
            'x' => (2, "\\xXX"),
            'u' => (4, "\\uXXXX"),
            'U' => (8, "\\UXXXXXXXX"),
            'N' => {
                let name = rest.strip_prefix('{').and_then(|name| name.split_once('}'));
                let (end, reason) = match name {
                    Some((name, _)) if !name.is_empty() => {
                        if unicode_names2::character(name).is_some() {
                            position += 2 + name.len() + 2;
                            rest = &rest[name.len() + 2..];
                            continue;
                        }
                        (position + 3 + name.len(), "unknown Unicode character name")
                    }
                    Some(_) => (position + 2, "malformed \\N character escape"),
                    None if rest.starts_with('{') => {
                        (position + 1 + width(rest), "malformed \\N character escape")
                    }
                    None => (position + 1, "malformed \\N character escape"),
                };
                return Some(codec_error(position, end, reason));
            }
            other => {
                position += 1 + if other.is_ascii() { 1 } else { WIDE };
                continue;
            }
        };
        let found = rest.chars().take(digits).take_while(char::is_ascii_hexdigit).count();
        if found < digits {
            let reason = format!("truncated {shape} escape");
            return Some(codec_error(position, position + 1 + found, &reason));
        }
        if u32::from_str_radix(&rest[..digits], 16).is_ok_and(|code| code > 0x0010_ffff) {
            return Some(codec_error(position, position + 1 + found, "illegal Unicode character"));
        }
        position += 2 + digits;
        rest = &rest[digits..];
    }
}

fn width(text: &str) -> usize {
    text.chars().map(|char| if char.is_ascii() { 1 } else { WIDE }).sum()
}

fn codec_error(start: usize, end: usize, reason: &str) -> String {
    format!("'unicodeescape' codec can't decode bytes in position {start}-{end}: {reason}")
}

/// Where the first `\x` without two digits stands in the body of a bytes literal.
fn bytes_error(body: &str) -> Option<usize> {
    let mut chars = body.char_indices();
    while let Some((at, char)) = chars.next() {
        if char == '\\'
            && let Some((_, 'x')) = chars.next()
        {
            let digits = body[at + 2..].chars().take(2).take_while(char::is_ascii_hexdigit).count();
            if digits < 2 {
                return Some(at);
            }
        }
    }
    None
}
