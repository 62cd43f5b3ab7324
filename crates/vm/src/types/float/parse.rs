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

fn parse_ascii(text: &str) -> Option<f64> {
    let text =
        text.trim_matches(|char: char| char.is_ascii_whitespace() || ('\x0B'..='\x1F').contains(&char));
    if !text.contains('_') {
        // Rust reads all that Python does, `nan` and `infinity` in any case included, and nothing more.
        return text.parse().ok();
    }
    let bytes = text.as_bytes();
    let stands_between_digits = |place: usize| {
        let digit = |place: usize| bytes.get(place).is_some_and(u8::is_ascii_digit);
        place > 0 && digit(place - 1) && digit(place + 1)
    };
    let all = (0..bytes.len()).filter(|place| bytes[*place] == b'_').all(stands_between_digits);
    if all { text.replace('_', "").parse().ok() } else { None }
}
