//! Text as Typst takes it: as a string, or sign by sign in a paragraph.

use crate::layout::harmless;

/// Letters without a space after which a line may be broken: nothing runs out of the page.
const WORD: usize = 40;
/// The same in cells of tables.
const CELL: usize = 20;

/// A string of Typst.
pub(super) fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in harmless(text).chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// Text in a paragraph.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    let mut length = 0;
    for letter in harmless(text).chars() {
        length = if letter.is_whitespace() { 0 } else { length + 1 };
        if length > WORD {
            out.push_str("#box[];");
            length = 1;
        }
        if letter.is_ascii_punctuation() && !matches!(letter, ',' | ';' | '!' | '?' | '(' | ')') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// Code in a paragraph.
pub(super) fn code(text: &str) -> String {
    broken(text, WORD)
}

/// Code in a cell of a table, whose column may be narrow.
pub(super) fn cell(text: &str) -> String {
    broken(text, CELL)
}

fn broken(text: &str, word: usize) -> String {
    let mut pieces = vec![String::new()];
    let mut length = 0;
    for letter in text.chars() {
        length = if letter.is_whitespace() { 0 } else { length + 1 };
        if length > word {
            pieces.push(String::new());
            length = 1;
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
        }
    }
    let pieces: Vec<_> = pieces.iter().map(|piece| format!("#raw({});", string(piece))).collect();
    pieces.join("#box[];")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup() {
        assert_eq!(
            escaped("#let $x$ = [_a_](b) // <c> ~ \"'"),
            r#"\#let \$x\$ \= \[\_a\_\](b) \/\/ \<c\> \~ \"\'"#
        );
        assert_eq!(string("\"\\\n\t\u{0}\u{202e}"), "\"\\\"\\\\\\n\\t␀\u{fffd}\"");
        assert_eq!(code("a(b)"), "#raw(\"a(b)\");");
    }

    #[test]
    fn long_words_can_be_broken() {
        let word = "x".repeat(90);
        assert_eq!(escaped(&word).matches("#box[];").count(), 2);
        assert_eq!(code(&word).matches("#raw").count(), 3);
    }
}
