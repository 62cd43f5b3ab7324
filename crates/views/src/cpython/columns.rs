//! Numbers and names in columns, written without the machinery of `format!`: a listing of the standard library has ten
//! million of them.

/// As many as any column is wide; wider ones take several.
const SPACES: &str = "                                                                ";

/// Appends spaces.
pub(super) fn pad(out: &mut String, mut count: usize) {
    while count > SPACES.len() {
        out.push_str(SPACES);
        count -= SPACES.len();
    }
    out.push_str(&SPACES[..count]);
}

/// Appends a number at the right of its column.
pub(super) fn right(out: &mut String, number: u32, width: usize) {
    let mut digits = [b'0'; 10];
    let mut start = digits.len();
    let mut rest = number;
    loop {
        start -= 1;
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    pad(out, width.saturating_sub(digits.len() - start));
    out.push_str(str::from_utf8(&digits[start..]).unwrap_or_default());
}

/// Appends a text at the left of its column.
pub(super) fn left(out: &mut String, text: &str, width: usize) {
    out.push_str(text);
    pad(out, width.saturating_sub(text.len()));
}

/// How many digits a number has.
pub(super) fn digits(number: usize) -> usize {
    number.checked_ilog10().unwrap_or(0) as usize + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns() {
        let mut out = String::new();
        right(&mut out, 0, 3);
        right(&mut out, 4_294_967_295, 3);
        left(&mut out, "ab", 4);
        left(&mut out, "abcde", 4);
        assert_eq!(out, "  04294967295ab  abcde");
        pad(&mut out, 200);
        assert_eq!(out.len(), 222);
    }
}
