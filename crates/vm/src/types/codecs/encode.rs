//! Text to bytes.

use std::fmt::Write;

use rustpython_wtf8::CodePoint;

use super::errors::{Replacement, encode_error};
use super::{Encoding, Order, cp1252};
use crate::objects::Str;
use crate::types::str::push_escaped;
use crate::value::Value;
use crate::{PyResult, Vm};

pub(super) fn encode(vm: &mut Vm, value: &Value, encoding: Encoding, errors: &str) -> PyResult<Vec<u8>> {
    let text = vm.native::<Str>(value)?;
    let mut out = mark(encoding);
    match (encoding, text.as_str()) {
        (Encoding::Utf8 | Encoding::Utf8Sig, Some(text)) => {
            out.extend_from_slice(text.as_bytes());
            return Ok(out);
        }
        (Encoding::Ascii | Encoding::Latin1, Some(text)) if text.is_ascii() => return Ok(text.into()),
        _ => {}
    }
    if encoding == Encoding::Utf7 {
        return Ok(super::utf7::encode(text.wtf8()));
    }
    let points: Vec<CodePoint> = text.wtf8().code_points().collect();
    let mut place = 0;
    while let Some(point) = points.get(place) {
        if push(&mut out, encoding, *point) {
            place += 1;
            continue;
        }
        let end = run_end(encoding, &points, place);
        let reason = match encoding {
            Encoding::Ascii => "ordinal not in range(128)",
            Encoding::Latin1 => "ordinal not in range(256)",
            Encoding::Cp1252 => cp1252::REASON,
            _ => "surrogates not allowed",
        };
        match encode_error(vm, errors, encoding, value, &points, place..end, reason)? {
            Replacement::Bytes(bytes) => out.extend_from_slice(&bytes),
            Replacement::Text(text) => {
                for char in text.chars() {
                    push(&mut out, encoding, char.into());
                }
            }
        }
        place = end;
    }
    Ok(out)
}

/// The byte order mark that a text begins with.
fn mark(encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8Sig => vec![0xEF, 0xBB, 0xBF],
        Encoding::Utf16(Order::Marked) => vec![0xFF, 0xFE],
        Encoding::Utf32(Order::Marked) => vec![0xFF, 0xFE, 0, 0],
        _ => Vec::new(),
    }
}

/// The end of the code points that fail together: the wider encodings take them one by one.
fn run_end(encoding: Encoding, points: &[CodePoint], start: usize) -> usize {
    if matches!(encoding, Encoding::Utf16(_) | Encoding::Utf32(_)) {
        return start + 1;
    }
    let run = points[start..].iter().take_while(|point| !push(&mut Vec::new(), encoding, **point));
    start + run.count()
}

/// Appends a code point; false if the encoding does not have it.
fn push(out: &mut Vec<u8>, encoding: Encoding, point: CodePoint) -> bool {
    let number = point.to_u32();
    match encoding {
        Encoding::Ascii if number < 0x80 => out.push(number as u8),
        Encoding::Latin1 if number < 0x100 => out.push(number as u8),
        // UTF-7 is encoded as a whole, because letters depend on what stands before them.
        Encoding::Ascii | Encoding::Latin1 | Encoding::Utf7 => return false,
        Encoding::Cp1252 => match point.to_char().and_then(cp1252::byte_of) {
            Some(byte) => out.push(byte),
            None => return false,
        },
        Encoding::Utf8 | Encoding::Utf8Sig => match point.to_char() {
            Some(char) => out.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes()),
            None => return false,
        },
        Encoding::Utf16(order) => match point.to_char() {
            Some(char) => {
                for unit in char.encode_utf16(&mut [0; 2]) {
                    out.extend(if order == Order::Big { unit.to_be_bytes() } else { unit.to_le_bytes() });
                }
            }
            None => return false,
        },
        Encoding::Utf32(order) => match point.to_char() {
            Some(_) => {
                out.extend(if order == Order::Big { number.to_be_bytes() } else { number.to_le_bytes() });
            }
            None => return false,
        },
        Encoding::UnicodeEscape => push_unicode_escape(out, point),
        Encoding::RawUnicodeEscape => {
            let mut text = String::new();
            push_escaped(&mut text, point);
            if number < 0x100 { out.push(number as u8) } else { out.extend_from_slice(text.as_bytes()) }
        }
    }
    true
}

fn push_unicode_escape(out: &mut Vec<u8>, point: CodePoint) {
    let mut text = String::new();
    match point.to_u32() {
        0x09 => text.push_str("\\t"),
        0x0A => text.push_str("\\n"),
        0x0D => text.push_str("\\r"),
        0x5C => text.push_str("\\\\"),
        control @ (0..0x20 | 0x7F) => {
            let _ = write!(text, "\\x{control:02x}");
        }
        _ => push_escaped(&mut text, point),
    }
    out.extend_from_slice(text.as_bytes());
}

/// Surrogates as `surrogatepass` writes them; `None` in encodings that have no way to.
pub(super) fn surrogates(encoding: Encoding, points: &[CodePoint]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    for point in points {
        let number = point.to_u32();
        match encoding {
            Encoding::Utf8 | Encoding::Utf8Sig => {
                let mut buffer = [0; 4];
                out.extend_from_slice(point.encode_wtf8(&mut buffer).as_bytes());
            }
            Encoding::Utf16(Order::Big) => out.extend((number as u16).to_be_bytes()),
            Encoding::Utf16(_) => out.extend((number as u16).to_le_bytes()),
            Encoding::Utf32(Order::Big) => out.extend(number.to_be_bytes()),
            Encoding::Utf32(_) => out.extend(number.to_le_bytes()),
            _ => return None,
        }
    }
    Some(out)
}
