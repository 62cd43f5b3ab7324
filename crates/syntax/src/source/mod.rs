//! From the bytes of a file to the text that is parsed.
//!
//! In CPython's order: NUL bytes are refused, line ends become `\n`, a byte order mark is skipped, and a
//! coding cookie (PEP 263) in the first two lines names the encoding. What surprised us: the file that says
//! `utf8` (without the hyphen) is decoded as a whole, with other errors than the one that says `utf-8`; and
//! without a cookie, bytes that are not UTF-8 are fine inside comments, when `compile()` is given bytes.

mod codec;
mod cookie;
mod utf8;

use std::borrow::Cow;

use bytescope_bytecode::Location;

use crate::SyntaxError;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Decodes a source file as CPython's `compile()` does when it is given bytes.
///
/// The text has `\n` for every line end, ends with one unless it is empty, and has no byte order mark.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, SyntaxError> {
    refuse_nul(bytes)?;
    let bytes = translate_newlines(bytes);
    let (content, has_mark) = match bytes.strip_prefix(BYTE_ORDER_MARK) {
        Some(content) => (content.len(), true),
        None => (bytes.len(), false),
    };
    let content = match bytes {
        Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[bytes.len() - content..]),
        Cow::Owned(mut bytes) => {
            bytes.drain(..bytes.len() - content);
            Cow::Owned(bytes)
        }
    };
    match cookie::find(&content) {
        Some(name) if has_mark && name != "utf-8" => {
            Err(SyntaxError::new(format!("encoding problem: {name} with BOM"), Location::NONE))
        }
        Some(name) if name != "utf-8" => codec::decode(&content, &name).map(Cow::Owned),
        _ => utf8::decode(content),
    }
}

/// Decodes a source file as Python's `tokenize` reads it: line ends stay as they are. Gives the encoding too,
/// by the name that `tokenize` has for it.
pub fn decode_lines(bytes: &[u8]) -> Result<(Cow<'_, str>, String), SyntaxError> {
    refuse_nul(bytes)?;
    let content = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let has_mark = content.len() < bytes.len();
    match cookie::find(content) {
        Some(name) if has_mark && name != "utf-8" => {
            Err(SyntaxError::new(format!("encoding problem: {name} with BOM"), Location::NONE))
        }
        Some(name) if name != "utf-8" => Ok((codec::decode(content, &name)?.into(), name)),
        _ => {
            let name = if has_mark { "utf-8-sig" } else { "utf-8" };
            Ok((utf8::decode(Cow::Borrowed(content))?, name.to_owned()))
        }
    }
}

/// Prepares text that is already decoded, as `compile()` does when it is given a string: a coding cookie
/// means nothing there.
pub fn normalize(text: &str) -> Result<Cow<'_, str>, SyntaxError> {
    refuse_nul(text.as_bytes())?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Ok(match translate_newlines(text.as_bytes()) {
        Cow::Borrowed(_) => Cow::Borrowed(text),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    })
}

pub(crate) fn refuse_nul(bytes: &[u8]) -> Result<(), SyntaxError> {
    if memchr::memchr(0, bytes).is_some() {
        return Err(SyntaxError::new("source code string cannot contain null bytes", Location::NONE));
    }
    Ok(())
}

/// `\r\n` and `\r` become `\n`, and the last line gets one (CPython's `translate_newlines`).
fn translate_newlines(bytes: &[u8]) -> Cow<'_, [u8]> {
    let ends_well = bytes.last().is_none_or(|&last| last == b'\n');
    if ends_well && memchr::memchr(b'\r', bytes).is_none() {
        return Cow::Borrowed(bytes);
    }
    let mut translated = Vec::with_capacity(bytes.len() + 1);
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|&byte| byte == b'\r') {
        translated.extend_from_slice(&rest[..at]);
        translated.push(b'\n');
        rest = &rest[at + 1..];
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    translated.extend_from_slice(rest);
    if translated.last().is_some_and(|&last| last != b'\n') {
        translated.push(b'\n');
    }
    Cow::Owned(translated)
}

#[cfg(test)]
mod tests;
