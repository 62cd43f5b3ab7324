//! Backslash escapes in text.

use rustpython_wtf8::{CodePoint, Wtf8Buf};

/// The text that the body of a literal without `r` prefix stands for (CPython's
/// `decode_unicode_with_escapes`). Escapes that Python refuses were refused by the parser.
pub(super) fn decode(body: &str) -> Wtf8Buf {
    let mut text = Wtf8Buf::with_capacity(body.len());
    let mut rest = body;
    while let Some(backslash) = rest.find('\\') {
        text.push_str(&rest[..backslash]);
        rest = escape(&rest[backslash + 1..], &mut text);
    }
    text.push_str(rest);
    text
}

/// Decodes what follows a backslash; returns what is left of `body` after it.
fn escape<'body>(body: &'body str, text: &mut Wtf8Buf) -> &'body str {
    let Some(first) = body.chars().next() else {
        text.push_char('\\');
        return body;
    };
    let rest = &body[first.len_utf8()..];
    match first {
        '\n' => {}
        '\\' | '\'' | '"' => text.push_char(first),
        'a' => text.push_char('\x07'),
        'b' => text.push_char('\x08'),
        'f' => text.push_char('\x0c'),
        'n' => text.push_char('\n'),
        'r' => text.push_char('\r'),
        't' => text.push_char('\t'),
        'v' => text.push_char('\x0b'),
        '0'..='7' => return numeric(body, 3, 8, text),
        'x' => return numeric(rest, 2, 16, text),
        'u' => return numeric(rest, 4, 16, text),
        'U' => return numeric(rest, 8, 16, text),
        'N' => {
            if let Some((name, after)) = rest.strip_prefix('{').and_then(|name| name.split_once('}')) {
                text.push_char(unicode_names2::character(name).unwrap_or(char::REPLACEMENT_CHARACTER));
                return after;
            }
            text.push_str("\\N");
        }
        // An unknown escape stands for itself.
        other => {
            text.push_char('\\');
            text.push_char(other);
        }
    }
    rest
}

/// Reads up to `width` digits as one code point.
fn numeric<'body>(body: &'body str, width: usize, radix: u32, text: &mut Wtf8Buf) -> &'body str {
    let digits = body.chars().take(width).take_while(|digit| digit.is_digit(radix)).count();
    let value = u32::from_str_radix(&body[..digits], radix).unwrap_or_default();
    text.push(CodePoint::from_u32(value).unwrap_or_else(|| char::REPLACEMENT_CHARACTER.into()));
    &body[digits..]
}
