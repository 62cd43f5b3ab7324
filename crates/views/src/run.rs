//! Text runs with roles: the one form all output passes through, so that plain text, terminal colours and
//! HTML are made from the same rows.
//!
//! Widths are terminal cells: wide characters count two, combining marks none.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// One of the three colours that tell pieces of source apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hue {
    /// The first choice.
    Blue,
    /// The second.
    Orange,
    /// The third.
    Teal,
}

impl Hue {
    /// All of them, in order of preference.
    pub const ALL: [Self; 3] = [Self::Blue, Self::Orange, Self::Teal];
}

/// What a piece of text is, which decides its colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// The terminal's own colour.
    #[default]
    Plain,
    /// Numbers, rules, notes.
    Quiet,
    /// Belongs to a piece of source.
    Span(Hue),
    /// Has to do with exceptions.
    Exception,
}

/// A role, perhaps bold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Style {
    /// The role.
    pub role: Role,
    /// Headings and labels.
    pub bold: bool,
}

impl Style {
    /// Nothing special.
    pub const PLAIN: Self = Self { role: Role::Plain, bold: false };
    /// Kept in the background.
    pub const QUIET: Self = Self { role: Role::Quiet, bold: false };
    /// Bold.
    pub const BOLD: Self = Self { role: Role::Plain, bold: true };
    /// Has to do with exceptions.
    pub const EXCEPTION: Self = Self { role: Role::Exception, bold: false };
}

impl From<Hue> for Style {
    fn from(hue: Hue) -> Self {
        Self { role: Role::Span(hue), bold: false }
    }
}

impl From<Option<Hue>> for Style {
    fn from(hue: Option<Hue>) -> Self {
        hue.map_or(Self::PLAIN, Self::from)
    }
}

/// A piece of text in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The text; no line ends, no tabs, no control characters.
    pub text: String,
    /// Its style.
    pub style: Style,
}

/// A line of output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The runs, from left to right.
    pub runs: Vec<Run>,
}

impl Row {
    /// An empty line.
    pub fn new() -> Self {
        Self::default()
    }

    /// A line in one style.
    pub fn of(text: impl Into<String>, style: Style) -> Self {
        let mut row = Self::new();
        row.push(text, style);
        row
    }

    /// Appends text; neighbours of one style become one run.
    pub fn push(&mut self, text: impl Into<String>, style: Style) {
        let text = text.into();
        match self.runs.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.style == style => last.text.push_str(&text),
            _ => self.runs.push(Run { text, style }),
        }
    }

    /// Appends another line's runs.
    pub fn append(&mut self, other: Self) {
        for run in other.runs {
            self.push(run.text, run.style);
        }
    }

    /// Width in cells.
    pub fn width(&self) -> usize {
        self.runs.iter().map(|run| width(&run.text)).sum()
    }

    /// Appends spaces until the line is `target` cells wide.
    pub fn pad_to(&mut self, target: usize) {
        let missing = target.saturating_sub(self.width());
        self.push(" ".repeat(missing), Style::PLAIN);
    }

    /// Cuts the line to `limit` cells, with `…` in place of what is lost.
    pub fn cut(&mut self, limit: usize) {
        if self.width() <= limit {
            return;
        }
        let mut room = limit.saturating_sub(1);
        let mut kept = Vec::new();
        for run in std::mem::take(&mut self.runs) {
            let size = width(&run.text);
            if size <= room {
                room -= size;
                kept.push(run);
                continue;
            }
            let text = format!("{}…", prefix(&run.text, room));
            kept.push(Run { text, style: run.style });
            break;
        }
        self.runs = kept;
    }

    /// Removes spaces at the end.
    pub fn trim_end(&mut self) {
        while let Some(last) = self.runs.last_mut() {
            last.text.truncate(last.text.trim_end().len());
            if !last.text.is_empty() {
                break;
            }
            self.runs.pop();
        }
    }

    /// The text alone.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// Width of a text in terminal cells.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// As much of the start of a text as fits into `room` cells.
fn prefix(text: &str, room: usize) -> &str {
    let mut used = 0;
    for (at, letter) in text.char_indices() {
        used += letter.width().unwrap_or(0);
        if used > room {
            return &text[..at];
        }
    }
    text
}

/// Cuts a text to `limit` cells, with `…` in place of what is lost.
pub fn cut(text: &str, limit: usize) -> String {
    if width(text) <= limit {
        text.to_owned()
    } else {
        format!("{}…", prefix(text, limit.saturating_sub(1)))
    }
}

/// Cuts from the start: `… b, c`.
pub fn cut_start(text: &str, limit: usize) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    let room = limit.saturating_sub(2);
    let mut start = text.len();
    let mut used = 0;
    for (at, letter) in text.char_indices().rev() {
        used += letter.width().unwrap_or(0);
        if used > room {
            break;
        }
        start = at;
    }
    format!("… {}", text[start..].trim_start())
}

/// What a terminal can show of a character from a source file: control characters become pictures of
/// themselves, so that no file can move the cursor.
pub fn visible(letter: char) -> char {
    match letter {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(letter)).unwrap_or('\u{fffd}'),
        '\u{7f}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            '\u{fffd}'
        }
        _ => letter,
    }
}

/// Breaks words into lines of at most `limit` cells.
pub fn wrap_words(text: &str, limit: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().map_or(0, |line| width(line));
        if line > 0 && line + 1 + width(word) > limit {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_cells() {
        assert_eq!(width("名前"), 4);
        assert_eq!(cut("名前です", 6), "名前…");
        assert_eq!(cut_start("first, second, third", 10), "… d, third");
        let mut row = Row::of("abc", Style::PLAIN);
        row.push("def", Style::QUIET);
        row.cut(4);
        assert_eq!(row.text(), "abc…");
    }
}
