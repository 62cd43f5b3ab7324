//! Floats from text.

use crate::types::unicode;

/// The float that a text spells as `float()` reads it: white space around it, digits of all scripts,
/// underscores between digits.
pub(crate) fn parse(text: &str) -> Option<f64> {
    if text.is_ascii() {
        return parse_ascii(text);
    }
    parse_ascii(&unicode::decimals_to_ascii(text)?)
}

/// White space around numbers: that of C, not all of ASCII's that `str.isspace` knows.
pub(crate) fn is_space(char: char) -> bool {
    matches!(char, '\t'..='\r' | ' ')
}

fn parse_ascii(text: &str) -> Option<f64> {
    let text = text.trim_matches(is_space);
    if !text.contains('_') {
        // Rust reads all that Python does, `nan` and `infinity` in any case included, and nothing more.
        return text.parse().ok();
    }
    if has_misplaced_underscores(text) { None } else { text.replace('_', "").parse().ok() }
}

/// Whether an underscore is not between two digits.
pub(crate) fn has_misplaced_underscores(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digit = |place: usize| bytes.get(place).is_some_and(u8::is_ascii_digit);
    let is_misplaced =
        |place: usize| bytes[place] == b'_' && !(place > 0 && digit(place - 1) && digit(place + 1));
    (0..bytes.len()).any(is_misplaced)
}
