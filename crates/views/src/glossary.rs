//! One plain sentence for each opcode that a listing uses.

use bytescope_bytecode::Opcode;

use crate::run::{Row, Style, width, wrap_words};

/// The sentences, in order of first use.
pub(crate) fn glossary(opcodes: impl Iterator<Item = Opcode>, limit: usize) -> Vec<Row> {
    const INDENT: &str = "    ";
    let mut seen = Vec::new();
    for opcode in opcodes {
        if !seen.contains(&opcode) {
            seen.push(opcode);
        }
    }
    let names = seen.iter().map(|opcode| width(opcode.name())).max().unwrap_or(0);
    let mut rows = vec![Row::of(format!("{INDENT}in plain words"), Style::QUIET)];
    for opcode in seen {
        let room = limit.saturating_sub(INDENT.len() + names + 2).max(24);
        let sentence = opcode.description().map_or("", |description| description.summary);
        for (index, line) in wrap_words(sentence, room).into_iter().enumerate() {
            let name = if index == 0 { opcode.name() } else { "" };
            let mut row = Row::of(format!("{INDENT}{name:names$}  "), Style::PLAIN);
            row.push(line, Style::QUIET);
            rows.push(row);
        }
    }
    rows
}
