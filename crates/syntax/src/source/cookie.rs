//! The coding cookie: `# -*- coding: NAME -*-` (PEP 263; CPython's `get_coding_spec`).

/// The encoding that one of the first two lines names, normalised. The second line counts only if the first
/// has nothing but a comment.
pub(super) fn find(bytes: &[u8]) -> Option<String> {
    let mut lines = bytes.split(|&byte| byte == b'\n');
    let first = lines.next()?;
    if let Some(name) = in_line(first) {
        return Some(name);
    }
    let code = first.iter().find(|&&byte| !is_blank(byte));
    if code.is_some_and(|&byte| byte != b'#') {
        return None;
    }
    in_line(lines.next()?)
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\x0c')
}

fn in_line(line: &[u8]) -> Option<String> {
    let start = line.iter().position(|&byte| !is_blank(byte))?;
    if line[start] != b'#' {
        return None;
    }
    line[start..].windows(b"coding:".len()).enumerate().find_map(|(at, window)| {
        if !matches!(window, b"coding:" | b"coding=") {
            return None;
        }
        let rest = &line[start + at + window.len()..];
        let name: String = rest
            .iter()
            .skip_while(|&&byte| byte == b' ' || byte == b'\t')
            .take_while(|&&byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
            .map(|&byte| char::from(byte))
            .collect();
        (!name.is_empty()).then(|| normal_name(name))
    })
}

/// The variants of UTF-8 and Latin-1 get one name; others keep theirs (CPython's `get_normal_name`).
fn normal_name(name: String) -> String {
    let start: String =
        name.chars().take(12).map(|char| if char == '_' { '-' } else { char.to_ascii_lowercase() }).collect();
    let is = |family: &str| {
        start.strip_prefix(family).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    if is("utf-8") {
        "utf-8".into()
    } else if is("latin-1") || is("iso-8859-1") || is("iso-latin-1") {
        "iso-8859-1".into()
    } else {
        name
    }
}
