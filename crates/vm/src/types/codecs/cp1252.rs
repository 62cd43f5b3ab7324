//! The encoding of Western Windows: Latin-1 but for 32 bytes.

/// Why a byte or a character has no counterpart.
pub(super) const REASON: &str = "character maps to <undefined>";

/// What the bytes from 0x80 to 0x9F mean; `\0` where they mean nothing.
const HIGH: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', //
    '\0', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// The character of a byte.
pub(super) fn char_of(byte: u8) -> Option<char> {
    match byte {
        0x80..=0x9F => Some(HIGH[usize::from(byte - 0x80)]).filter(|char| *char != '\0'),
        _ => Some(char::from(byte)),
    }
}

/// The byte of a character.
pub(super) fn byte_of(char: char) -> Option<u8> {
    match u8::try_from(char) {
        Ok(0x80..=0x9F) => None,
        Ok(byte) => Some(byte),
        Err(_) => HIGH.iter().position(|high| *high == char).map(|place| place as u8 + 0x80),
    }
}
