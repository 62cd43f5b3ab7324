//! What Unicode says about code points, by the version of CPython 3.13: Unicode 15.1.
//!
//! The data comes from a crate that follows newer versions. What a newer version added was not assigned in
//! 15.1, thus not printable, and `is_printable` goes by a table from CPython itself: so a property counts,
//! and a case mapping applies, only where all characters that take part were known.

use rustpython_unicode::data::Ucd;
use rustpython_unicode::{case, classify, identifier};
use rustpython_wtf8::CodePoint;

pub(crate) use bytescope_bytecode::repr::is_printable;

/// Old characters that became numbers after Unicode 15.1.
const LATER_NUMERIC: &[char] =
    &['\u{12038}', '\u{12039}', '\u{12079}', '\u{12226}', '\u{1222B}', '\u{1230B}', '\u{1230D}', '\u{12399}'];

/// Whether a character was assigned in Unicode 15.1, or is one that no version gives properties to.
fn is_known(char: char) -> bool {
    // Everything below was assigned long ago.
    char < '\u{378}' || is_printable(char.into())
}

/// `str.isalpha`
pub(crate) fn is_alpha(char: char) -> bool {
    if char.is_ascii() { char.is_ascii_alphabetic() } else { classify::is_alpha(char) && is_known(char) }
}

/// `str.isalnum`
pub(crate) fn is_alnum(char: char) -> bool {
    if char.is_ascii() { char.is_ascii_alphanumeric() } else { is_alpha(char) || is_numeric(char) }
}

/// `str.isdecimal`
pub(crate) fn is_decimal(char: char) -> bool {
    if char.is_ascii() { char.is_ascii_digit() } else { classify::is_decimal(char) && is_known(char) }
}

/// `str.isdigit`
pub(crate) fn is_digit(char: char) -> bool {
    if char.is_ascii() { char.is_ascii_digit() } else { classify::is_digit(char) && is_known(char) }
}

/// `str.isnumeric`
pub(crate) fn is_numeric(char: char) -> bool {
    if char.is_ascii() {
        return char.is_ascii_digit();
    }
    classify::is_numeric(char) && is_known(char) && !LATER_NUMERIC.contains(&char)
}

/// `str.isspace`
pub(crate) fn is_space(char: char) -> bool {
    if char.is_ascii() {
        matches!(char, '\t'..='\r' | '\x1C'..='\x1F' | ' ')
    } else {
        classify::is_space(char)
    }
}

/// Whether a code point is white space; a lone surrogate is not.
pub(crate) fn is_space_point(point: CodePoint) -> bool {
    point.is_char_and(is_space)
}

/// Whether `str.splitlines` ends a line here.
pub(crate) fn is_line_break(char: char) -> bool {
    matches!(char, '\n'..='\r' | '\x1C'..='\x1E' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// `str.islower` for one character.
pub(crate) fn is_lower(char: char) -> bool {
    // U+0295 was a small letter until Unicode 16.
    if char.is_ascii() {
        char.is_ascii_lowercase()
    } else {
        case::is_lowercase(char) && is_known(char) || char == '\u{295}'
    }
}

/// `str.isupper` for one character.
pub(crate) fn is_upper(char: char) -> bool {
    if char.is_ascii() { char.is_ascii_uppercase() } else { case::is_uppercase(char) && is_known(char) }
}

/// Whether a character is in title case.
pub(crate) fn is_title(char: char) -> bool {
    !char.is_ascii() && case::is_titlecase(char)
}

/// Whether a character has case.
pub(crate) fn is_cased(char: char) -> bool {
    is_lower(char) || is_upper(char) || is_title(char)
}

/// Whether a character does not interrupt a word when its last sigma is looked for.
pub(crate) fn is_case_ignorable(char: char) -> bool {
    case::is_case_ignorable(char)
}

/// Appends a mapping of `char`, or `char` itself if the mapping is newer than Unicode 15.1.
fn push_mapped(out: &mut impl Extend<char>, char: char, mapped: impl Iterator<Item = char> + Clone) {
    if is_known(char) && mapped.clone().all(is_known) { out.extend(mapped) } else { out.extend([char]) }
}

/// Appends a character in lower case.
pub(crate) fn push_lower(out: &mut impl Extend<char>, char: char) {
    push_mapped(out, char, char.to_lowercase());
}

/// Appends a character in upper case.
pub(crate) fn push_upper(out: &mut impl Extend<char>, char: char) {
    push_mapped(out, char, char.to_uppercase());
}

/// Appends a character in title case.
pub(crate) fn push_title(out: &mut impl Extend<char>, char: char) {
    if char.is_ascii() {
        return out.extend([char.to_ascii_uppercase()]);
    }
    let mapped = case::title_str(char.encode_utf8(&mut [0; 4]));
    push_mapped(out, char, mapped.chars());
}

/// Appends a character in the form in which case does not matter.
pub(crate) fn push_folded(out: &mut impl Extend<char>, char: char) {
    if char.is_ascii() {
        return out.extend([char.to_ascii_lowercase()]);
    }
    let mapped = case::casefold_str(char.encode_utf8(&mut [0; 4]));
    push_mapped(out, char, mapped.chars());
}

/// The value of a decimal digit of any script.
pub(crate) fn decimal_value(char: char) -> Option<u8> {
    if char.is_ascii() {
        return char.to_digit(10).map(|digit| digit as u8);
    }
    if !is_decimal(char) {
        return None;
    }
    Ucd::new(true).decimal(char.into()).map(|digit| digit as u8)
}

/// The text with ASCII digits for those of other scripts and ASCII spaces for other white space, as numbers
/// are read; `None` if it has other characters outside ASCII (`_PyUnicode_TransformDecimalAndSpaceToASCII`).
pub(crate) fn decimals_to_ascii(text: &str) -> Option<String> {
    let to_ascii = |char: char| {
        if char.is_ascii() {
            Some(char)
        } else if is_space(char) {
            Some(' ')
        } else {
            decimal_value(char).map(|digit| char::from(b'0' + digit))
        }
    };
    text.chars().map(to_ascii).collect()
}

/// `str.isidentifier`
pub(crate) fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    // The two joiners belong to identifiers although they are invisible, thus not printable.
    let is_joiner = |char: char| matches!(char, '\u{200C}' | '\u{200D}');
    chars.next().is_some_and(|first| identifier::is_start(first) && is_known(first))
        && chars.all(|char| identifier::is_continue(char) && is_known(char) || is_joiner(char))
}
