//! Python's `repr()` for what a code object can hold.
//!
//! Two things differ on purpose: the address of a code object is left out, for it means nothing outside
//! the process; and an integer of more than 4,300 digits, for which Python raises `ValueError`, is
//! written in hexadecimal.

use std::fmt::Write;

use num_bigint::BigInt;
use rustpython_literal::{complex, float};
use rustpython_wtf8::Wtf8;

use crate::tables::NOT_PRINTABLE;
use crate::{Constant, Version};

/// Python's `sys.int_info.default_max_str_digits`.
const MAX_DIGITS: u64 = 4300;

impl Constant {
    /// What `repr()` returns for it.
    pub fn repr(&self) -> String {
        let mut text = String::new();
        write_repr(&mut text, self);
        text
    }
}

/// Appends the repr of a constant.
pub fn write_repr(out: &mut String, value: &Constant) {
    write_repr_in(out, value, Version::LATEST.minor);
}

/// [`write_repr`] as the Unicode of a series of releases has it: older ones escape letters that they do not know.
pub(crate) fn write_repr_in(out: &mut String, value: &Constant, minor: u8) {
    match value {
        Constant::None => out.push_str("None"),
        Constant::Ellipsis => out.push_str("Ellipsis"),
        Constant::Bool(true) => out.push_str("True"),
        Constant::Bool(false) => out.push_str("False"),
        Constant::Int(int) => write_int(out, int),
        Constant::Float(value) => out.push_str(&float::to_string(*value)),
        Constant::Complex { real, imag } => out.push_str(&complex::to_string(*real, *imag)),
        Constant::Str(text) => write_str_in(out, text, minor),
        Constant::Bytes(bytes) => write_bytes(out, bytes),
        Constant::Tuple(items) => {
            out.push('(');
            write_items(out, items, minor);
            out.push_str(if items.len() == 1 { ",)" } else { ")" });
        }
        Constant::FrozenSet(items) if items.is_empty() => out.push_str("frozenset()"),
        Constant::FrozenSet(items) => {
            out.push_str("frozenset({");
            write_items(out, items, minor);
            out.push_str("})");
        }
        Constant::Slice(parts) => {
            out.push_str("slice(");
            write_items(out, &parts[..], minor);
            out.push(')');
        }
        Constant::Code(code) => {
            let _ = write!(
                out,
                "<code object {}, file \"{}\", line {}>",
                code.name, code.filename, code.firstlineno
            );
        }
    }
}

fn write_items(out: &mut String, items: &[Constant], minor: u8) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write_repr_in(out, item, minor);
    }
}

fn write_int(out: &mut String, int: &BigInt) {
    // A decimal digit is 3.32 bits; the exact limit does not matter, the time for larger ones does.
    if int.bits() > MAX_DIGITS * 10 / 3 {
        let _ = write!(out, "{int:#x}");
    } else {
        let _ = write!(out, "{int}");
    }
}

/// The repr of text, as of a Python string.
pub fn repr_of_text(text: &str) -> String {
    let mut out = String::new();
    write_str(&mut out, Wtf8::new(text));
    out
}

/// Appends the repr of a string (`unicode_repr`).
pub fn write_str(out: &mut String, text: &Wtf8) {
    write_str_in(out, text, Version::LATEST.minor);
}

fn write_str_in(out: &mut String, text: &Wtf8, minor: u8) {
    let bytes = text.as_bytes();
    let quote = quote_for(bytes);
    out.push(quote);
    let is_plain = |byte: &u8| (b' '..=b'~').contains(byte) && *byte != quote as u8 && *byte != b'\\';
    if bytes.iter().all(is_plain) {
        // Most are; to go over their letters one by one takes longer.
        out.push_str(&text.to_string_lossy());
        out.push(quote);
        return;
    }
    for code_point in text.code_points() {
        let number = code_point.to_u32();
        match code_point.to_char() {
            Some(c) if c == quote || c == '\\' => out.extend(['\\', c]),
            Some('\t') => out.push_str("\\t"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some(c) if is_printable_in(number, minor) => out.push(c),
            _ => {
                let _ = match number {
                    0..=0xFF => write!(out, "\\x{number:02x}"),
                    0x100..=0xFFFF => write!(out, "\\u{number:04x}"),
                    _ => write!(out, "\\U{number:08x}"),
                };
            }
        }
    }
    out.push(quote);
}

/// Appends the repr of a bytes object (`bytes_repr`).
pub fn write_bytes(out: &mut String, bytes: &[u8]) {
    let quote = quote_for(bytes);
    out.push('b');
    out.push(quote);
    for byte in bytes {
        match char::from(*byte) {
            c if c == quote || c == '\\' => out.extend(['\\', c]),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c @ ' '..='~' => out.push(c),
            _ => {
                let _ = write!(out, "\\x{byte:02x}");
            }
        }
    }
    out.push(quote);
}

/// Double quotes only where they save a backslash.
fn quote_for(bytes: &[u8]) -> char {
    if bytes.contains(&b'\'') && !bytes.contains(&b'"') { '"' } else { '\'' }
}

/// `str.isprintable` for one code point, by the Unicode version of the newest release that can be compiled for.
pub fn is_printable(code_point: u32) -> bool {
    is_printable_in(code_point, Version::LATEST.minor)
}

fn is_printable_in(code_point: u32, minor: u8) -> bool {
    if code_point < 0x7F {
        return code_point >= 0x20;
    }
    let after = NOT_PRINTABLE.partition_point(|(start, ..)| *start <= code_point);
    let range = after.checked_sub(1).map(|index| NOT_PRINTABLE[index]);
    range.is_none_or(|(_, end, since)| end < code_point || since <= minor)
}
