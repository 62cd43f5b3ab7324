//! Bytes to text.

use rustpython_wtf8::{CodePoint, Wtf8Buf};

use super::errors::decode_error;
use super::{Encoding, Order, cp1252};
use crate::{PyResult, Vm};

pub(super) fn decode(vm: &mut Vm, bytes: &[u8], encoding: Encoding, errors: &str) -> PyResult<Wtf8Buf> {
    match encoding {
        Encoding::Utf8 => utf8(vm, bytes, encoding, errors),
        Encoding::Utf8Sig => {
            let rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            utf8(vm, rest, encoding, errors)
        }
        Encoding::Ascii if bytes.is_ascii() => utf8(vm, bytes, encoding, errors),
        Encoding::Ascii => {
            let char_of = |byte: u8| byte.is_ascii().then_some(char::from(byte));
            by_bytes(vm, bytes, encoding, errors, char_of, "ordinal not in range(128)")
        }
        Encoding::Cp1252 => by_bytes(vm, bytes, encoding, errors, cp1252::char_of, cp1252::REASON),
        Encoding::Latin1 => Ok(bytes.iter().map(|byte| char::from(*byte)).collect::<String>().into()),
        Encoding::Utf16(order) => {
            let (order, skip) = order_of(order, bytes, &[0xFF, 0xFE], &[0xFE, 0xFF]);
            utf16(vm, bytes, skip, order, errors)
        }
        Encoding::Utf32(order) => {
            let (order, skip) = order_of(order, bytes, &[0xFF, 0xFE, 0, 0], &[0, 0, 0xFE, 0xFF]);
            utf32(vm, bytes, skip, order, errors)
        }
        Encoding::Utf7 => super::utf7::decode(vm, bytes, errors),
        Encoding::UnicodeEscape | Encoding::RawUnicodeEscape => escapes(vm, bytes, encoding, errors),
    }
}

fn utf8(vm: &mut Vm, bytes: &[u8], encoding: Encoding, errors: &str) -> PyResult<Wtf8Buf> {
    let mut out = Wtf8Buf::with_capacity(bytes.len());
    let mut place = 0;
    loop {
        let error = match std::str::from_utf8(&bytes[place..]) {
            Ok(text) => {
                out.push_str(text);
                return Ok(out);
            }
            Err(error) => error,
        };
        let start = place + error.valid_up_to();
        if let Ok(valid) = std::str::from_utf8(&bytes[place..start]) {
            out.push_str(valid);
        }
        // Rust finds the same maximal invalid parts as CPython.
        let (end, reason) = match error.error_len() {
            None => (bytes.len(), "unexpected end of data"),
            Some(len) if matches!(bytes[start], 0x80..=0xC1 | 0xF5..) => (start + len, "invalid start byte"),
            Some(len) => (start + len, "invalid continuation byte"),
        };
        place = decode_error(vm, errors, encoding, bytes, start..end, reason, &mut out)?;
    }
}

/// Encodings in which each byte is a character, or means nothing.
fn by_bytes(
    vm: &mut Vm,
    bytes: &[u8],
    encoding: Encoding,
    errors: &str,
    char_of: fn(u8) -> Option<char>,
    reason: &str,
) -> PyResult<Wtf8Buf> {
    let mut out = Wtf8Buf::with_capacity(bytes.len());
    let mut place = 0;
    while let Some(byte) = bytes.get(place) {
        match char_of(*byte) {
            Some(char) => {
                out.push_char(char);
                place += 1;
            }
            None => place = decode_error(vm, errors, encoding, bytes, place..place + 1, reason, &mut out)?,
        }
    }
    Ok(out)
}

/// The order of the bytes, and how many of them are the mark that tells it.
fn order_of(order: Order, bytes: &[u8], little: &[u8], big: &[u8]) -> (Order, usize) {
    match order {
        Order::Marked if bytes.starts_with(little) => (Order::Little, little.len()),
        Order::Marked if bytes.starts_with(big) => (Order::Big, big.len()),
        Order::Marked => (Order::Little, 0),
        order => (order, 0),
    }
}

fn utf16(vm: &mut Vm, bytes: &[u8], skip: usize, order: Order, errors: &str) -> PyResult<Wtf8Buf> {
    let encoding = Encoding::Utf16(order);
    let unit = |place: usize| {
        let unit = [*bytes.get(place)?, *bytes.get(place + 1)?];
        Some(if order == Order::Big { u16::from_be_bytes(unit) } else { u16::from_le_bytes(unit) })
    };
    let mut out = Wtf8Buf::with_capacity(bytes.len());
    let mut place = skip;
    while place < bytes.len() {
        let (len, reason) = match unit(place) {
            None => (1, "truncated data"),
            Some(first @ (0..0xD800 | 0xE000..)) => {
                out.push(first.into());
                place += 2;
                continue;
            }
            Some(0xDC00..) => (2, "illegal encoding"),
            Some(first) => match unit(place + 2) {
                Some(second @ 0xDC00..0xE000) => {
                    out.extend(char::decode_utf16([first, second]).flatten());
                    place += 4;
                    continue;
                }
                Some(_) => (2, "illegal UTF-16 surrogate"),
                None => (bytes.len() - place, "unexpected end of data"),
            },
        };
        place = decode_error(vm, errors, encoding, bytes, place..place + len, reason, &mut out)?;
    }
    Ok(out)
}

fn utf32(vm: &mut Vm, bytes: &[u8], skip: usize, order: Order, errors: &str) -> PyResult<Wtf8Buf> {
    let encoding = Encoding::Utf32(order);
    let mut out = Wtf8Buf::with_capacity(bytes.len());
    let mut place = skip;
    while place < bytes.len() {
        let (len, reason) = match bytes[place..].first_chunk::<4>() {
            None => (bytes.len() - place, "truncated data"),
            Some(unit) => {
                let number =
                    if order == Order::Big { u32::from_be_bytes(*unit) } else { u32::from_le_bytes(*unit) };
                match char::from_u32(number) {
                    Some(char) => {
                        out.push_char(char);
                        place += 4;
                        continue;
                    }
                    None if number < 0x11_0000 => {
                        (4, "code point in surrogate code point range(0xd800, 0xe000)")
                    }
                    None => (4, "code point not in range(0x110000)"),
                }
            }
        };
        place = decode_error(vm, errors, encoding, bytes, place..place + len, reason, &mut out)?;
    }
    Ok(out)
}

/// The surrogate that stands at the beginning of bytes, and how many bytes it takes.
pub(super) fn surrogate_at(encoding: Encoding, bytes: &[u8]) -> Option<(CodePoint, usize)> {
    let (number, len) = match (encoding, bytes) {
        (Encoding::Utf8 | Encoding::Utf8Sig, [0xED, second @ 0xA0..=0xBF, third @ 0x80..=0xBF, ..]) => {
            (0xD000 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F), 3)
        }
        (Encoding::Utf16(Order::Big), [a, b, ..]) => (u16::from_be_bytes([*a, *b]).into(), 2),
        (Encoding::Utf16(_), [a, b, ..]) => (u16::from_le_bytes([*a, *b]).into(), 2),
        (Encoding::Utf32(Order::Big), [a, b, c, d, ..]) => (u32::from_be_bytes([*a, *b, *c, *d]), 4),
        (Encoding::Utf32(_), [a, b, c, d, ..]) => (u32::from_le_bytes([*a, *b, *c, *d]), 4),
        _ => return None,
    };
    let point = CodePoint::from_u32(number).filter(|point| point.to_char().is_none())?;
    Some((point, len))
}

/// The escapes of string literals (`unicode_escape`), or `\u` and `\U` only.
fn escapes(vm: &mut Vm, bytes: &[u8], encoding: Encoding, errors: &str) -> PyResult<Wtf8Buf> {
    let mut out = Wtf8Buf::with_capacity(bytes.len());
    let mut place = 0;
    while let Some(byte) = bytes.get(place) {
        if *byte != b'\\' {
            out.push_char(char::from(*byte));
            place += 1;
            continue;
        }
        match escape(&bytes[place..], encoding == Encoding::RawUnicodeEscape) {
            Ok((point, len)) => {
                out.extend(point.map(Wtf8Buf::from));
                place += len;
            }
            Err((len, reason)) => {
                place = decode_error(vm, errors, encoding, bytes, place..place + len, reason, &mut out)?;
            }
        }
    }
    Ok(out)
}

/// The code point that an escape means, if any, and its length; or how much of it is wrong, and why.
fn escape(bytes: &[u8], is_raw: bool) -> Result<(Option<CodePoint>, usize), (usize, &'static str)> {
    let simple = |char: char| Ok((Some(CodePoint::from(char)), 2));
    match (bytes.get(1), is_raw) {
        (Some(b'u'), _) => hex(bytes, 4, "truncated \\uXXXX escape"),
        (Some(b'U'), _) => hex(bytes, 8, "truncated \\UXXXXXXXX escape"),
        (_, true) => Ok((Some('\\'.into()), 1)),
        (None, _) => Err((1, "\\ at end of string")),
        (Some(b'\n'), _) => Ok((None, 2)),
        (Some(b'x'), _) => hex(bytes, 2, "truncated \\xXX escape"),
        (Some(b'\\'), _) => simple('\\'),
        (Some(b'\''), _) => simple('\''),
        (Some(b'"'), _) => simple('"'),
        (Some(b'a'), _) => simple('\x07'),
        (Some(b'b'), _) => simple('\x08'),
        (Some(b'f'), _) => simple('\x0C'),
        (Some(b'n'), _) => simple('\n'),
        (Some(b'r'), _) => simple('\r'),
        (Some(b't'), _) => simple('\t'),
        (Some(b'v'), _) => simple('\x0B'),
        (Some(b'0'..=b'7'), _) => {
            let digits = bytes[1..].iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7'));
            let (value, len) =
                digits.fold((0, 1), |(value, len), byte| (value * 8 + u32::from(byte - b'0'), len + 1));
            Ok((CodePoint::from_u32(value), len))
        }
        (Some(b'N'), _) => {
            let malformed = "malformed \\N character escape";
            let Some(rest) = bytes[2..].strip_prefix(b"{") else { return Err((2, malformed)) };
            let Some(len) = rest.iter().position(|byte| *byte == b'}') else {
                return Err((bytes.len(), malformed));
            };
            let name = std::str::from_utf8(&rest[..len]).ok().and_then(unicode_names2::character);
            match name {
                Some(char) => Ok((Some(char.into()), len + 4)),
                None => Err((len + 4, "unknown Unicode character name")),
            }
        }
        (Some(_), _) => Ok((Some('\\'.into()), 1)),
    }
}

fn hex(
    bytes: &[u8],
    digits: usize,
    truncated: &'static str,
) -> Result<(Option<CodePoint>, usize), (usize, &'static str)> {
    let found = bytes[2..].iter().take(digits).take_while(|byte| byte.is_ascii_hexdigit()).count();
    if found < digits {
        return Err((2 + found, truncated));
    }
    let value =
        std::str::from_utf8(&bytes[2..2 + digits]).ok().and_then(|text| u32::from_str_radix(text, 16).ok());
    match value.and_then(CodePoint::from_u32) {
        Some(point) => Ok((Some(point), 2 + digits)),
        None => Err((2 + digits, "illegal Unicode character")),
    }
}
