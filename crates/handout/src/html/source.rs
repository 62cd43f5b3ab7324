//! Source text with its pieces marked: every span that became instructions is an element that names its bytes
//! (`data-p`), spans inside it are elements inside, and what is left is plain text.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

use bytescope_bytecode::Location;
use bytescope_explorer::{Disassembly, Exploration, Source};
use bytescope_views::{Hue, Sheet};
use maud::{Markup, PreEscaped, Render, html};

use super::escape::{Text, attribute};

/// Spans of more lines are not marked: nobody sees both of their ends.
const MOST_LINES: i32 = 100;

/// The spans of some code objects, line by line.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    lines: HashMap<i32, Vec<Piece>>,
}

/// A part of a line that belongs to one span.
#[derive(Clone, Debug)]
struct Piece {
    /// Bytes of the line.
    columns: Range<usize>,
    /// Bytes of the source.
    span: Range<usize>,
    hue: Option<Hue>,
}

impl Pieces {
    /// The spans of the instructions of some code objects.
    pub(crate) fn of<'a>(exploration: &Exploration, sheets: impl IntoIterator<Item = &'a Sheet>) -> Self {
        let mut pieces = Self::default();
        for sheet in sheets {
            pieces.add(&exploration.source, &sheet.disassembly, |span| sheet.hue(span));
        }
        for line in pieces.lines.values_mut() {
            // Outer ones first; of two that cover the same, the longer span is outside.
            line.sort_by_key(|piece| {
                (piece.columns.start, Reverse(piece.columns.end), Reverse(piece.span.len()))
            });
            line.dedup_by(|one, other| one.span == other.span);
        }
        pieces
    }

    fn add(
        &mut self,
        source: &Source,
        disassembly: &Disassembly,
        hue: impl Fn(&Range<usize>) -> Option<Hue>,
    ) {
        for instruction in &disassembly.instructions {
            let location = instruction.location;
            let Some(span) = place(source, location) else { continue };
            for line in location.lineno..=location.end_lineno {
                let Some(columns) = source.columns_on_line(line, location) else { continue };
                let piece = Piece { columns, span: span.clone(), hue: hue(&span) };
                self.lines.entry(line).or_default().push(piece);
            }
        }
    }

    /// A line of source.
    pub(crate) fn line(&self, number: i32, text: &str) -> Markup {
        let mut out = String::new();
        let mut at = 0;
        let mut open: Vec<usize> = Vec::new();
        let mut write = |out: &mut String, to: usize| {
            Text(text.get(at..to).unwrap_or("")).render_to(out);
            at = at.max(to);
        };
        for piece in self.lines.get(&number).map_or(&[][..], Vec::as_slice) {
            while let Some(end) = open.last().copied().filter(|end| *end <= piece.columns.start) {
                write(&mut out, end);
                out.push_str("</span>");
                open.pop();
            }
            write(&mut out, piece.columns.start);
            // Spans nest. Should two cross, the later one ends where the earlier does.
            let end = open.last().map_or(piece.columns.end, |outer| piece.columns.end.min(*outer));
            let hue = piece.hue.map_or(String::new(), |hue| format!(" {}", class(hue)));
            // Writing to a string cannot fail.
            let _ = write!(out, "<span class=\"p{hue}\" data-p=\"{}\">", dashed(&piece.span));
            open.push(end);
        }
        while let Some(end) = open.pop() {
            write(&mut out, end);
            out.push_str("</span>");
        }
        write(&mut out, text.len());
        PreEscaped(out)
    }
}

/// The bytes that a location names, if it names any.
pub(crate) fn place(source: &Source, location: Location) -> Option<Range<usize>> {
    let is_short = location.end_lineno - location.lineno <= MOST_LINES;
    source.range(location).filter(|span| is_short && !span.is_empty())
}

/// A span as the attribute `data-p` has it.
pub(crate) fn dashed(span: &Range<usize>) -> String {
    format!("{}-{}", span.start, span.end)
}

/// The class of a colour.
pub(crate) fn class(hue: Hue) -> &'static str {
    match hue {
        Hue::Blue => "s0",
        Hue::Orange => "s1",
        Hue::Teal => "s2",
    }
}

/// A whole program with line numbers.
pub(crate) fn program(source: &Source, pieces: &Pieces, label: &str) -> Markup {
    html! {
        div.code role="group" aria-label=(attribute(label)) {
            @for number in 1..=source.line_count() as i32 {
                div.cl { span.no { (number) } code { (pieces.line(number, source.line(number))) } }
            }
        }
    }
}
