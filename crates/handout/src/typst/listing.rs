//! Listings: rows of text with roles as Typst's `raw`, whose pieces `style.typ` colours.
//!
//! What does not fit on a line is wrapped here, with `↳`, so that nothing runs out of the page. Short listings stay on
//! one page; in long ones a code object starts a block of its own.

use std::fmt::Write as _;

use bytescope_views::{Hue, Role, Row, Style, wrap};

use super::text::string;
use crate::layout::harmless;

/// Cells in a line: what fits on A4 paper.
pub(super) const WIDTH: usize = 100;
/// Lines that are kept on one page.
const WHOLE: usize = 36;

/// A listing.
pub(super) fn listing(rows: Vec<Row>) -> String {
    let rows = fitted(rows);
    if rows.len() <= WHOLE {
        return block(&rows);
    }
    let mut out = String::new();
    let mut start = 0;
    for at in 1..rows.len() {
        if rows[at].text().starts_with("── ") && rows[at - 1].runs.is_empty() {
            out.push_str(&block(&rows[start..at - 1]));
            start = at;
        }
    }
    out + &block(&rows[start..])
}

/// A listing whose first row stands above it on every page.
pub(super) fn headed(mut rows: Vec<Row>) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let head = [rows.remove(0)];
    format!("#headed({}, {});\n", marked(&head), marked(&fitted(rows)))
}

fn block(rows: &[Row]) -> String {
    format!("#listing({}, {});\n", rows.len() <= WHOLE, marked(rows))
}

fn fitted(rows: Vec<Row>) -> Vec<Row> {
    let mut fitted: Vec<Row> = rows.iter().flat_map(|row| wrap(row, WIDTH)).collect();
    for row in &mut fitted {
        row.trim_end();
    }
    while fitted.last().is_some_and(|row| row.runs.is_empty()) {
        fitted.pop();
    }
    fitted
}

/// The pieces of the lines that have some, and the text.
fn marked(rows: &[Row]) -> String {
    let mut marks = String::new();
    let mut text = String::new();
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        let is_marked = row.runs.iter().any(|run| run.style != Style::PLAIN);
        if is_marked {
            let _ = write!(marks, "\"{}\": (", index + 1);
        }
        for run in &row.runs {
            let piece = harmless(&run.text);
            text.push_str(&piece);
            if is_marked {
                let _ = write!(marks, "({}, \"{}\"), ", piece.len(), style(run.style));
            }
        }
        if is_marked {
            marks.push_str("), ");
        }
    }
    let marks = if marks.is_empty() { ":" } else { &marks };
    format!("({marks}), {}", string(&text))
}

/// The letters of `style.typ`.
fn style(style: Style) -> String {
    let role = match style.role {
        Role::Plain => "",
        Role::Quiet => "q",
        Role::Span(Hue::Blue) => "b",
        Role::Span(Hue::Orange) => "o",
        Role::Span(Hue::Teal) => "t",
        Role::Exception => "x",
    };
    format!("{role}{}", if style.bold { "s" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_count_bytes() {
        let mut row = Row::of("é ", Style::QUIET);
        row.push("\u{85}x", Style { role: Role::Exception, bold: true });
        assert_eq!(
            listing(vec![Row::of("a", Style::PLAIN), row]),
            "#listing(true, (\"2\": ((3, \"q\"), (4, \"xs\"), ), ), \"a\\né \u{fffd}x\");\n"
        );
    }

    #[test]
    fn long_lines_are_wrapped_and_long_listings_split() {
        let row = Row::of("x".repeat(1000), Style::PLAIN);
        assert!(
            listing(vec![row]).contains("\\n  ↳ x")
                || fitted(vec![Row::of("x".repeat(1000), Style::PLAIN)]).len() > 10
        );
        let object = |name: &str| {
            let mut rows = vec![Row::of(format!("── {name} ──"), Style::QUIET)];
            rows.extend((0..30).map(|line| Row::of(line.to_string(), Style::PLAIN)));
            rows.push(Row::new());
            rows
        };
        let rows = [object("a"), object("b")].concat();
        assert_eq!(listing(rows).matches("#listing(true").count(), 2);
    }
}
