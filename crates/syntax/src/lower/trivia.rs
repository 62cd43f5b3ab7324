//! What stands between two tokens: spaces, comments, line ends, backslashes at a line's end.

/// The offset of the first token at or after `offset`.
pub(super) fn next_token(source: &str, offset: usize) -> usize {
    let bytes = source.as_bytes();
    let mut at = offset;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b' ' | b'\t' | b'\x0c' | b'\n' | b'\\' => at += 1,
            b'#' => at += bytes[at..].iter().position(|&byte| byte == b'\n').unwrap_or(bytes.len() - at),
            _ => break,
        }
    }
    at
}

/// The offset after the `;` that follows `offset` in the same logical line, if there is one.
pub(super) fn after_semicolon(source: &str, offset: usize) -> Option<usize> {
    let bytes = source.as_bytes();
    let mut at = offset;
    loop {
        match bytes.get(at)? {
            b' ' | b'\t' | b'\x0c' => at += 1,
            b'\\' if bytes.get(at + 1) == Some(&b'\n') => at += 2,
            b';' => return Some(at + 1),
            _ => return None,
        }
    }
}
