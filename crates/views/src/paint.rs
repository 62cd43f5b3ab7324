//! Rows as text: plain, or with terminal colours.

use owo_colors::{OwoColorize, Style as Ansi, XtermColors};

use crate::run::{Hue, Role, Row, Style};

/// Which colours suit the terminal's background.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Readable on any background, brilliant on none.
    #[default]
    Any,
    /// For dark backgrounds.
    Dark,
    /// For light backgrounds.
    Light,
}

/// The rows without any colour.
pub fn plain(rows: &[Row]) -> String {
    let mut text = String::new();
    for row in rows {
        text.push_str(row.text().trim_end());
        text.push('\n');
    }
    text
}

/// The rows with ANSI escape sequences.
pub fn ansi(rows: &[Row], theme: Theme) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    for row in rows {
        let mut row = row.clone();
        row.trim_end();
        for run in &row.runs {
            if run.style == Style::PLAIN || run.text.trim().is_empty() {
                text.push_str(&run.text);
            } else {
                // Writing to a `String` cannot fail.
                let _ = write!(text, "{}", run.text.style(escape(run.style, theme)));
            }
        }
        text.push('\n');
    }
    text
}

fn escape(style: Style, theme: Theme) -> Ansi {
    let ansi = match colour(style.role, theme) {
        Some(index) => Ansi::new().color(XtermColors::from(index)),
        None => Ansi::new(),
    };
    if style.bold { ansi.bold() } else { ansi }
}

/// The index among the 256 colours. Chosen for contrast with black, white and both Solarized backgrounds,
/// and to stay apart for red-green blind readers.
pub fn colour(role: Role, theme: Theme) -> Option<u8> {
    let (any, dark, light) = match role {
        Role::Plain => return None,
        Role::Quiet => (244, 247, 241),
        Role::Span(Hue::Blue) => (32, 75, 25),
        Role::Span(Hue::Orange) => (166, 215, 130),
        Role::Span(Hue::Teal) => (30, 79, 23),
        Role::Exception => (168, 211, 125),
    };
    Some(match theme {
        Theme::Any => any,
        Theme::Dark => dark,
        Theme::Light => light,
    })
}
