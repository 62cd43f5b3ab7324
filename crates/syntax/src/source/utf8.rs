//! Text without a cookie, or with the cookie `utf-8`.
//!
//! CPython does not decode such a file. Its tokenizer works on the bytes, and only names and strings are
//! decoded, so that a position in the message counts from the start of one of those. Comments are not
//! decoded at all: bytes there may be anything.

use std::borrow::Cow;
use std::string::FromUtf8Error;

use ruff_python_ast::token::TokenKind;
use ruff_text_size::Ranged;

use crate::library::Library;
use crate::{LineIndex, SyntaxError};

/// What stands for a byte that cannot be decoded. One byte wide, so that columns stay.
const SUBSTITUTE: u8 = b'?';

pub(super) fn decode(bytes: Cow<'_, [u8]>) -> Result<Cow<'_, str>, SyntaxError> {
    let decoded = match bytes {
        Cow::Borrowed(bytes) => std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| bytes.to_vec()),
        Cow::Owned(bytes) => String::from_utf8(bytes).map(Cow::Owned).map_err(FromUtf8Error::into_bytes),
    };
    decoded.or_else(|bytes| with_substitutes(bytes).map(Cow::Owned))
}

/// The text with a substitute for each byte that is not UTF-8, if all of them stand in comments.
fn with_substitutes(mut bytes: Vec<u8>) -> Result<String, SyntaxError> {
    let original = bytes.clone();
    let mut wrong = Vec::new();
    let mut start = 0;
    while let Err(error) = std::str::from_utf8(&bytes[start..]) {
        start += error.valid_up_to();
        let len = error.error_len().unwrap_or(bytes.len() - start);
        wrong.push(start);
        bytes[start..start + len].fill(SUBSTITUTE);
        start += len;
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let lines = LineIndex::new(&text);
    let parsed = Library::tokenize(&text, &lines)?;
    let is_in_comment = |offset: usize| {
        let tokens = parsed.tokens();
        let next = tokens.partition_point(|token| token.end().to_usize() <= offset);
        tokens
            .get(next)
            .is_some_and(|token| token.kind() == TokenKind::Comment && token.start().to_usize() <= offset)
    };
    match wrong.into_iter().find(|&offset| !is_in_comment(offset)) {
        None => Ok(text),
        Some(offset) => Err(refusal(&original, offset, &lines)),
    }
}

fn refusal(bytes: &[u8], offset: usize, lines: &LineIndex) -> SyntaxError {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || !byte.is_ascii();
    let start = bytes[..offset].iter().rposition(|byte| !is_word(byte)).map_or(0, |at| at + 1);
    let end = bytes[offset..].iter().position(|byte| !is_word(byte)).map_or(bytes.len(), |len| offset + len);
    let message = describe(&bytes[start..end]).unwrap_or_default();
    SyntaxError::new(format!("(unicode error) {message}"), lines.location(start as u32, end as u32))
}

/// The first error in `bytes` as Python's codec words it.
pub(super) fn describe(bytes: &[u8]) -> Option<String> {
    let error = std::str::from_utf8(bytes).err()?;
    let start = error.valid_up_to();
    let (len, reason) = match error.error_len() {
        None => (bytes.len() - start, "unexpected end of data"),
        // Bytes that no character starts with; 0xc0 and 0xc1 would start overlong ones.
        Some(len) if matches!(bytes[start], 0x80..=0xc1 | 0xf5..) => (len, "invalid start byte"),
        Some(len) => (len, "invalid continuation byte"),
    };
    let place = if len == 1 {
        format!("byte {:#04x} in position {start}", bytes[start])
    } else {
        format!("bytes in position {start}-{}", start + len - 1)
    };
    Some(format!("'utf-8' codec can't decode {place}: {reason}"))
}
