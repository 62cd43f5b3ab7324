//! Text from a program or a lesson, safe in a page and to look at.
//!
//! Nobody can hide anything in it: control characters become pictures of themselves, and characters that turn the
//! direction of writing or take no room are named (`U+202E`) instead of obeyed.

use std::fmt::Write as _;

use bytescope_views::visible;
use maud::{Escaper, Render};

/// Text inside an element.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text<'a>(pub(crate) &'a str);

impl Render for Text<'_> {
    fn render_to(&self, out: &mut String) {
        let mut plain = 0;
        for (at, letter) in self.0.char_indices().filter(|(_, letter)| !is_plain(*letter)) {
            // Writing to a string cannot fail.
            let _ = Escaper::new(out).write_str(&self.0[plain..at]);
            plain = at + letter.len_utf8();
            if is_hidden(letter) {
                let _ = write!(out, "<i class=\"u\">U+{:04X}</i>", u32::from(letter));
            } else {
                out.push(visible(letter));
            }
        }
        let _ = Escaper::new(out).write_str(&self.0[plain..]);
    }
}

/// Text for an attribute, where no element can name what is hidden.
pub(crate) fn attribute(text: &str) -> String {
    text.chars().map(|letter| if is_plain(letter) { letter } else { visible(letter) }).collect()
}

/// JSON that cannot end the script element it stands in.
pub(crate) fn script(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

fn is_plain(letter: char) -> bool {
    matches!(letter, '\t' | '\n') || (visible(letter) == letter && !is_hidden(letter))
}

/// What turns the direction of writing, takes no room, or is a control character without a picture. The joiners that
/// hold emoji and some scripts together are left alone.
fn is_hidden(letter: char) -> bool {
    matches!(
        letter,
        '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{e0001}'..='\u{e007f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_element() {
        assert_eq!(Text("</script><!-- \"&").render().0, "&lt;/script&gt;&lt;!-- &quot;&amp;");
        assert_eq!(script("\"</script>\""), "\"\\u003c/script>\"");
    }

    #[test]
    fn nothing_hides() {
        assert_eq!(Text("a\u{202e}b\u{1b}").render().0, "a<i class=\"u\">U+202E</i>b␛");
        assert_eq!(attribute("a\u{202e}b\u{0}"), "a\u{fffd}b␀");
        assert_eq!(Text("👨‍👩‍👧 é").render().0, "👨‍👩‍👧 é");
    }
}
