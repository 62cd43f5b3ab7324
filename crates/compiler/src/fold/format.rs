//! `'%s and %r' % (a, b)` rewritten as the f-string `f'{a!s} and {b!r}'` (`optimize_format` in `ast_opt.c`).
//!
//! Only `%s`, `%r` and `%a` are rewritten, with flags, a width and a precision of at most two digits each.
//! Of the flags only `-` has a meaning for text; the others are read and forgotten.

use bytescope_bytecode::Constant;
use bytescope_syntax::ast::{Conversion, Expr, ExprKind};
use rustpython_wtf8::{Wtf8, Wtf8Buf};

use super::unplaced;

/// A part of a format: text as it stands, or a place for a value.
enum Piece {
    Literal(Wtf8Buf),
    Field { conversion: Conversion, format_spec: String },
}

/// The values of the f-string. The arguments are taken only if there are as many as the format wants.
pub(super) fn rewrite(format: &Wtf8, arguments: &mut Vec<Expr>) -> Option<Vec<Expr>> {
    let pieces = parse(format)?;
    let fields = pieces.iter().filter(|piece| matches!(piece, Piece::Field { .. })).count();
    if fields != arguments.len() {
        return None;
    }
    let mut arguments = arguments.drain(..);
    let values = pieces.into_iter().filter_map(|piece| match piece {
        Piece::Literal(text) => Some(unplaced(Constant::Str(text))),
        Piece::Field { conversion, format_spec } => {
            let value = arguments.next()?;
            let location = value.location;
            let format_spec = (!format_spec.is_empty())
                .then(|| Box::new(unplaced(Constant::Str(Wtf8Buf::from_string(format_spec)))));
            let kind = ExprKind::FormattedValue { value: Box::new(value), conversion, format_spec };
            Some(Expr { kind, location })
        }
    });
    Some(values.collect())
}

/// Takes a format apart; nothing if a directive cannot be rewritten.
fn parse(format: &Wtf8) -> Option<Vec<Piece>> {
    let bytes = format.as_bytes();
    let mut pieces = Vec::new();
    let mut literal = Wtf8Buf::new();
    let mut position = 0;
    while position < bytes.len() {
        let next = bytes[position..].iter().position(|byte| *byte == b'%');
        let percent = next.map_or(bytes.len(), |next| position + next);
        literal.push_wtf8(&format[position..percent]);
        position = percent + 1;
        if bytes.get(position) == Some(&b'%') {
            literal.push_char('%');
            position += 1;
        } else if percent < bytes.len() {
            if !literal.is_empty() {
                pieces.push(Piece::Literal(std::mem::take(&mut literal)));
            }
            pieces.push(parse_field(bytes, &mut position)?);
        }
    }
    if !literal.is_empty() {
        pieces.push(Piece::Literal(literal));
    }
    Some(pieces)
}

/// A directive, from behind its `%` (`simple_format_arg_parse`).
fn parse_field(bytes: &[u8], position: &mut usize) -> Option<Piece> {
    let rest = bytes.get(*position..)?;
    let flags = rest.iter().take_while(|byte| b"-+ #0".contains(byte)).count();
    let left_aligned = rest[..flags].contains(&b'-');
    let (width, rest) = digits(&rest[flags..])?;
    let (precision, rest) = match rest {
        [b'.', rest @ ..] => {
            let (precision, rest) = digits(rest)?;
            (Some(precision), rest)
        }
        _ => (None, rest),
    };
    let (conversion, rest) = match rest {
        [b's', rest @ ..] => (Conversion::Str, rest),
        [b'r', rest @ ..] => (Conversion::Repr, rest),
        [b'a', rest @ ..] => (Conversion::Ascii, rest),
        _ => return None,
    };
    *position = bytes.len() - rest.len();
    let mut format_spec = String::new();
    if !width.is_empty() {
        // `%` aligns to the right, f-strings align text to the left.
        if !left_aligned {
            format_spec.push('>');
        }
        format_spec.push_str(width);
    }
    if let Some(precision) = precision {
        format_spec.push('.');
        // As CPython prints the number: without leading zeros, and 0 where there is none.
        let significant = precision.trim_start_matches('0');
        format_spec.push_str(if significant.is_empty() { "0" } else { significant });
    }
    Some(Piece::Field { conversion, format_spec })
}

/// Up to two digits and what follows them; nothing if there are more.
fn digits(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let count = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = bytes.split_at(count);
    (count <= 2).then_some((str::from_utf8(digits).ok()?, rest))
}
