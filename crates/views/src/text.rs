//! Source lines as rows: painted, tabs made visible, wrapped to a width.

use unicode_width::UnicodeWidthChar;

use crate::hues::Hues;
use crate::run::{Row, Style, visible};

/// A tab reaches the next multiple of this.
const TAB: usize = 4;

/// A character in its style, and how many cells it takes.
type Cell = (char, Style, usize);

/// A source line, painted where its pieces became instructions.
pub(crate) fn painted(hues: &Hues, line: i32, text: &str) -> Row {
    let mut cells = Vec::new();
    let mut column = 0;
    for (part, span) in hues.parts(line, text) {
        push(&mut cells, &mut column, part, hues.of(span).into());
    }
    row(&cells)
}

/// A line of text in one style, tabs and control characters made visible.
pub fn unpainted(text: &str, style: Style) -> Row {
    let mut cells = Vec::new();
    push(&mut cells, &mut 0, text, style);
    row(&cells)
}

fn push(cells: &mut Vec<Cell>, column: &mut usize, text: &str, style: Style) {
    for letter in text.chars() {
        if letter == '\t' {
            let size = TAB - *column % TAB;
            cells.push(('→', Style::QUIET, 1));
            cells.extend(std::iter::repeat_n((' ', Style::PLAIN, 1), size - 1));
            *column += size;
        } else {
            let letter = visible(letter);
            let size = letter.width().unwrap_or(0);
            cells.push((letter, style, size));
            *column += size;
        }
    }
}

fn row(cells: &[Cell]) -> Row {
    let mut row = Row::new();
    for (letter, style, _) in cells {
        row.push(letter.to_string(), *style);
    }
    row
}

/// Breaks a row into rows of at most `limit` cells, after a space or punctuation where there is one. Rows
/// after the first are indented as the first is and start with `↳`.
pub fn wrap(source: &Row, limit: usize) -> Vec<Row> {
    if source.width() <= limit {
        return vec![source.clone()];
    }
    let mut cells: Vec<Cell> = Vec::new();
    for run in &source.runs {
        cells.extend(run.text.chars().map(|letter| (letter, run.style, letter.width().unwrap_or(0))));
    }
    let blank = |cell: &&Cell| cell.0 == ' ' || (cell.0 == '→' && cell.1 == Style::QUIET);
    let indent = cells.iter().take_while(blank).count().min(limit / 2);

    let mut rows = Vec::new();
    let mut rest = &cells[..];
    while !rest.is_empty() {
        let lead = if rows.is_empty() { 0 } else { indent + 2 };
        let room = limit.saturating_sub(lead).max(1);
        let end = break_at(rest, room);
        let mut line = Row::new();
        if lead > 0 {
            line.push(" ".repeat(indent), Style::PLAIN);
            line.push("↳ ", Style::QUIET);
        }
        line.append(row(&rest[..end]));
        line.trim_end();
        rows.push(line);
        rest = &rest[end..];
        let spaces = rest.iter().take_while(|cell| cell.0 == ' ').count();
        rest = &rest[spaces..];
    }
    rows
}

/// How many cells go on this line.
fn break_at(cells: &[Cell], room: usize) -> usize {
    let mut used = 0;
    let fits = cells.iter().take_while(|cell| {
        used += cell.2;
        used <= room
    });
    let fits = fits.count().max(1);
    if fits == cells.len() {
        return fits;
    }
    // A space just after the line is as good a break as one on it.
    if cells[fits].0 == ' ' {
        return fits;
    }
    let text_start = cells.iter().take_while(|cell| cell.0 == ' ').count();
    let last = |from: usize, good: &str| {
        (text_start.max(from)..fits).rev().find(|&index| good.contains(cells[index].0)).map(|index| index + 1)
    };
    // A space or comma in the second half is a better place than a bracket at the end.
    last(fits / 2, " ,;、").or_else(|| last(fits / 3, " ,;([{:=")).unwrap_or(fits)
}

/// Drawn characters as ASCII, one for one.
pub(crate) fn only_ascii(row: &mut Row) {
    for run in &mut row.runs {
        if !run.text.is_ascii() {
            run.text = run.text.chars().map(ascii).collect();
        }
    }
}

/// The ASCII character for one that the views draw with; any other one stays.
pub fn ascii(letter: char) -> char {
    match letter {
        '─' | '╶' => '-',
        '━' => '=',
        '│' => '|',
        '≠' => '!',
        '╭' | '╰' | '├' | '┤' | '┬' | '┴' | '┼' | '└' | '┌' | '±' => '+',
        '╎' => ':',
        '▸' | '›' | '→' => '>',
        '↳' => '\\',
        '…' => '~',
        '·' => '.',
        other => other,
    }
}

pub(crate) fn count(number: usize, of: &str) -> String {
    format!("{number} {of}{}", if number == 1 { "" } else { "s" })
}

/// Text from a program, safe to print.
pub fn printable(text: &str) -> String {
    text.chars().map(visible).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, limit: usize) -> Vec<String> {
        wrap(&unpainted(text, Style::PLAIN), limit).iter().map(Row::text).collect()
    }

    #[test]
    fn lines_break_at_spaces_and_punctuation() {
        assert_eq!(wrapped("    print(first, second)", 20), ["    print(first,", "    ↳ second)"]);
        assert_eq!(wrapped("abcdefghij", 4), ["abcd", "↳ ef", "↳ gh", "↳ ij"]);
        assert_eq!(wrapped("fits", 4), ["fits"]);
    }

    #[test]
    fn tabs_and_control_characters_are_seen() {
        assert_eq!(wrapped("\tx = '\u{1b}'", 40), ["→   x = '␛'"]);
        assert_eq!(wrapped("ab\tc", 40), ["ab→ c"]);
    }
}
