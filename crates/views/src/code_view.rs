//! A code object for views that show one place in it: its instructions with their margin, and source lines with one
//! piece marked.

use bytescope_bytecode::{DecodeError, Location};
use bytescope_explorer::{Exploration, one_line};

use crate::hues::Hues;
use crate::layout::View;
use crate::options::Options;
use crate::run::{Row, Style};
use crate::text::{painted, printable, unpainted};

/// The instructions of a code object, in rows.
#[derive(Debug)]
pub struct CodeView {
    exploration: Exploration,
    hues: Hues,
    /// One row for each instruction.
    pub rows: Vec<CodeRow>,
    /// Cells of the margin.
    pub margin_width: usize,
}

/// An instruction in columns.
#[derive(Clone, Debug)]
pub struct CodeRow {
    /// The line, where it is another than that of the row before.
    pub line: Option<i32>,
    /// Brackets, arrows and label.
    pub margin: Row,
    /// The name.
    pub opcode: Row,
    /// The argument in words.
    pub argument: Row,
    /// The piece of source.
    pub from: Row,
}

impl CodeView {
    /// Lays out the first code object of an exploration, its margin for so many columns of terminal.
    pub fn new(exploration: Exploration, width: usize) -> Result<Self, DecodeError> {
        let options = Options { width, ..Options::default() };
        let view = View::new(&exploration, 0, &options)?;
        let mut rows = Vec::new();
        for (index, instruction) in view.disassembly.instructions.iter().enumerate() {
            let span = exploration.source.range(instruction.location);
            let style = Style::from(view.hues.of(span.as_ref()));
            let name = instruction.opcode.name();
            let idle = matches!(name, "RESUME" | "NOP" | "CACHE");
            let slice = exploration.source.slice(instruction.location).unwrap_or("");
            rows.push(CodeRow {
                line: Some(instruction.location.lineno).filter(|line| *line > 0 && instruction.starts_line),
                margin: view.margin(index),
                opcode: Row::of(name, if idle { Style::QUIET } else { Style::PLAIN }),
                argument: Row::of(printable(&instruction.meaning), style),
                from: Row::of(printable(&one_line(slice)), style),
            });
        }
        let margin_width = view.margin_width();
        let hues = view.hues;
        Ok(Self { exploration, hues, rows, margin_width })
    }

    /// How many source lines there are.
    pub fn line_count(&self) -> usize {
        self.exploration.source.line_count()
    }

    /// A source line, painted if `is_painted`, in three parts: before, in and after the piece at `mark`.
    pub fn source_line(&self, line: i32, is_painted: bool, mark: Option<Location>) -> [Row; 3] {
        let source = &self.exploration.source;
        let text = source.line(line).trim_end();
        let whole = if is_painted { painted(&self.hues, line, text) } else { unpainted(text, Style::PLAIN) };
        let Some(columns) = mark.and_then(|mark| source.columns_on_line(line, mark)) else {
            return [whole, Row::new(), Row::new()];
        };
        // Tabs make rows longer than texts, so the parts are found by their widths.
        let cells = |part: Option<&str>| unpainted(part.unwrap_or(""), Style::PLAIN).text().chars().count();
        let start = cells(text.get(..columns.start));
        let end = cells(text.get(..columns.end));
        split(whole, start, end)
    }

    /// The style of a piece of source.
    pub fn style_of(&self, location: Location) -> Style {
        Style::from(self.hues.of(self.exploration.source.range(location).as_ref()))
    }
}

/// A row in three parts, cut after so many characters.
fn split(row: Row, start: usize, end: usize) -> [Row; 3] {
    let mut parts = [Row::new(), Row::new(), Row::new()];
    let mut at = 0;
    for run in row.runs {
        for letter in run.text.chars() {
            let part = usize::from(at >= start) + usize::from(at >= end);
            parts[part].push(letter.to_string(), run.style);
            at += 1;
        }
    }
    parts
}
