//! What to do with what cannot be encoded or decoded (`Python/codecs.c`).

use std::fmt::Write;
use std::ops::Range;

use rustpython_unicode::data::character_name;
use rustpython_wtf8::{CodePoint, Wtf8Buf};

use super::Encoding;
use crate::types::str::push_escaped;
use crate::value::Value;
use crate::{Exc, PyResult, Vm};

/// What takes the place of code points that cannot be encoded.
pub(super) enum Replacement {
    /// Text, to be encoded in turn.
    Text(String),
    /// Bytes as they are.
    Bytes(Vec<u8>),
}

/// Handles code points that an encoding does not have. `points` are all of the text, `range` those that fail.
pub(super) fn encode_error(
    vm: &mut Vm,
    handler: &str,
    encoding: Encoding,
    text: &Value,
    points: &[CodePoint],
    range: Range<usize>,
    reason: &str,
) -> PyResult<Replacement> {
    let failing = &points[range.clone()];
    let mut out = String::new();
    match handler {
        "ignore" => {}
        "replace" => out.extend(failing.iter().map(|_| '?')),
        "xmlcharrefreplace" => {
            for point in failing {
                let _ = write!(out, "&#{};", point.to_u32());
            }
        }
        "backslashreplace" => {
            for point in failing {
                push_backslashed(&mut out, *point);
            }
        }
        "namereplace" => {
            for point in failing {
                match point.to_char().and_then(character_name) {
                    Some(name) => {
                        let _ = write!(out, "\\N{{{name}}}");
                    }
                    None => push_backslashed(&mut out, *point),
                }
            }
        }
        "surrogateescape" if failing.iter().all(|point| (0xDC80..=0xDCFF).contains(&point.to_u32())) => {
            return Ok(Replacement::Bytes(
                failing.iter().map(|point| (point.to_u32() - 0xDC00) as u8).collect(),
            ));
        }
        "surrogatepass" if failing.iter().all(|point| point.to_char().is_none()) => {
            let bytes = super::encode::surrogates(encoding, failing);
            if let Some(bytes) = bytes {
                return Ok(Replacement::Bytes(bytes));
            }
            return Err(encode_refusal(vm, encoding, text, range, reason));
        }
        "strict" | "surrogateescape" | "surrogatepass" => {
            return Err(encode_refusal(vm, encoding, text, range, reason));
        }
        _ => return Err(unknown_handler(vm, handler)),
    }
    Ok(Replacement::Text(out))
}

/// Appends a code point as an escape, ASCII included.
fn push_backslashed(out: &mut String, point: CodePoint) {
    if point.is_ascii() {
        let _ = write!(out, "\\x{:02x}", point.to_u32());
    } else {
        push_escaped(out, point);
    }
}

fn encode_refusal(
    vm: &mut Vm,
    encoding: Encoding,
    text: &Value,
    range: Range<usize>,
    reason: &str,
) -> crate::Raised {
    let args = vec![
        vm.str(encoding.name()),
        text.clone(),
        Value::int(range.start as i64),
        Value::int(range.end as i64),
        vm.str(reason),
    ];
    vm.error_with(Exc::UnicodeEncodeError, args)
}

fn unknown_handler(vm: &mut Vm, handler: &str) -> crate::Raised {
    vm.error(Exc::LookupError, format!("unknown error handler name '{handler}'"))
}

/// Handles bytes that mean nothing in an encoding: appends what stands for them and gives where to go on.
pub(super) fn decode_error(
    vm: &mut Vm,
    handler: &str,
    encoding: Encoding,
    bytes: &[u8],
    range: Range<usize>,
    reason: &str,
    out: &mut Wtf8Buf,
) -> PyResult<usize> {
    let failing = &bytes[range.clone()];
    match handler {
        "ignore" => return Ok(range.end),
        "replace" => {
            out.push_char('\u{FFFD}');
            return Ok(range.end);
        }
        "backslashreplace" => {
            for byte in failing {
                out.push_str(&format!("\\x{byte:02x}"));
            }
            return Ok(range.end);
        }
        "surrogateescape" => {
            let escaped = failing.iter().take_while(|byte| !byte.is_ascii()).count();
            if escaped > 0 {
                let points = failing[..escaped].iter().map(|byte| CodePoint::from(0xDC00 + u16::from(*byte)));
                out.extend(points.map(Wtf8Buf::from));
                return Ok(range.start + escaped);
            }
        }
        "surrogatepass" => {
            if let Some((point, len)) = super::decode::surrogate_at(encoding, &bytes[range.start..]) {
                out.push(point);
                return Ok(range.start + len);
            }
        }
        "strict" => {}
        _ => return Err(unknown_handler(vm, handler)),
    }
    let args = vec![
        vm.str(encoding.name()),
        vm.bytes(bytes.to_vec()),
        Value::int(range.start as i64),
        Value::int(range.end as i64),
        vm.str(reason),
    ];
    Err(vm.error_with(Exc::UnicodeDecodeError, args))
}
