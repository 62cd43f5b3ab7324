//! A Jupyter notebook, nbformat 4.5: text in Markdown cells, programs in code cells with what they print.
//!
//! The notebook runs: a program that should fail carries the tag that says so, one that reads input or starts an event
//! loop of its own runs in a process of its own (a notebook has one loop already and nobody who types).

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::document::{Callout, Document, Part, Program, Shown, View};
use crate::html::Options;
use crate::markdown::{Plain, Writer, made_by};

/// The notebook.
pub(crate) fn render(document: &Document, options: &Options<'_>) -> String {
    let flavour = Plain { options };
    let words = document.language.words();
    let writer = Writer { flavour: &flavour, words, answers: options.answers, later: Vec::new() };
    let mut sheet = Sheet { writer, cells: Vec::new(), text: format!("# {}\n", document.title) };
    if !document.author.is_empty() {
        sheet.text(&document.author);
    }
    sheet.parts(&document.parts);
    let solutions = sheet.writer.solutions();
    sheet.text(&solutions);
    sheet.text(&made_by(document));
    sheet.flush();
    let notebook = json!({
        "cells": sheet.cells,
        "metadata": {
            "kernelspec": { "display_name": "Python 3", "language": "python", "name": "python3" },
            "language_info": { "name": "python", "version": document.version.to_string() },
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    });
    let mut text = escaped(&serde_json::to_string_pretty(&notebook).unwrap_or_default());
    text.push('\n');
    text
}

struct Sheet<'a> {
    writer: Writer<'a>,
    cells: Vec<Value>,
    /// The Markdown that is not yet a cell.
    text: String,
}

impl Sheet<'_> {
    fn parts(&mut self, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Program(shown) => self.program(shown),
                Part::Callout(Callout { title, parts, .. }) if has_program(parts) => {
                    let title = self.writer.prose(title);
                    self.text(&format!("**{title}**\n"));
                    self.parts(parts);
                }
                Part::Heading(heading) => {
                    self.flush();
                    let text = self.writer.heading(heading);
                    self.text(&text);
                }
                _ => {
                    let text = self.writer.part(part);
                    self.text(&text);
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        if !self.text.is_empty() && !text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text);
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        let id = self.id();
        self.cells.push(json!({
            "cell_type": "markdown", "id": id, "metadata": {}, "source": lines(text.trim_end()),
        }));
    }

    fn id(&self) -> String {
        format!("cell-{}", self.cells.len() + 1)
    }

    fn program(&mut self, shown: &Shown) {
        let program = &*shown.program;
        self.flush();
        let id = self.id();
        let (source, runs_apart) = cell_source(program);
        let mut outputs = Vec::new();
        let mut metadata = json!({});
        if let Some(ran) = &program.ran {
            for (name, text) in [("stdout", &ran.stdout), ("stderr", &ran.stderr)] {
                if !text.is_empty() && (name == "stdout" || runs_apart) {
                    outputs.push(json!({ "output_type": "stream", "name": name, "text": lines(text) }));
                }
            }
            if ran.exit_code != 0 {
                metadata = json!({ "tags": ["raises-exception"] });
                if !runs_apart {
                    let last = ran.stderr.trim_end().lines().next_back().unwrap_or("");
                    let (name, value) = last.split_once(": ").unwrap_or((last, ""));
                    let traceback: Vec<_> = ran.stderr.lines().collect();
                    outputs.push(json!({
                        "output_type": "error", "ename": name, "evalue": value, "traceback": traceback,
                    }));
                }
            }
        }
        self.cells.push(json!({
            "cell_type": "code", "execution_count": null, "id": id, "metadata": metadata, "outputs": outputs,
            "source": lines(&source),
        }));
        let others =
            shown.views.iter().filter(|view| !matches!(view, View::Source | View::Output | View::Error(_)));
        for view in others {
            let text = self.writer.view(shown, view);
            self.text(&text);
        }
    }
}

fn has_program(parts: &[Part]) -> bool {
    parts.iter().any(|part| matches!(part, Part::Program(_)))
}

/// The text of the cell of a program, and whether that runs in a process of its own.
fn cell_source(program: &Program) -> (String, bool) {
    let text = program.source.text().trim_end();
    let options = &program.options;
    if let Some(file) = &options.file {
        // The folder may not be there yet; both lines do no harm where it is.
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        return if folder.is_empty() {
            (format!("%%writefile {file}\n{text}"), false)
        } else {
            let quoted = serde_json::to_string(text).unwrap_or_default();
            let code = format!(
                "from pathlib import Path\n\nPath(\"{folder}\").mkdir(parents=True, exist_ok=True)\n\
                 _ = Path(\"{file}\").write_text({quoted})"
            );
            (code, false)
        };
    }
    if !options.runs {
        let commented: Vec<_> = text.lines().map(|line| format!("# {line}")).collect();
        return (commented.join("\n"), false);
    }
    let apart = !options.input.is_empty() || text.contains("asyncio.run(") || options.optimize > 0;
    if !apart {
        return (text.to_owned(), false);
    }
    let optimize = "O".repeat(usize::from(options.optimize));
    let flag = if optimize.is_empty() { String::new() } else { format!(" -{optimize}") };
    let errors = if options.fails.is_some() { " --no-raise-error" } else { "" };
    let input = if options.input.is_empty() {
        String::new()
    } else {
        let input = serde_json::to_string(&options.input).unwrap_or_default();
        format!("import io, sys\nsys.stdin = io.StringIO({input})\n")
    };
    (format!("%%script{errors} python3{flag}\n{input}{text}"), true)
}

/// JSON in which what would turn the direction of writing is escaped: a program keeps it, a reader of the file sees it.
fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{2028}'
            | '\u{2029}' => {
                let _ = write!(text, "\\u{:04x}", u32::from(letter));
            }
            _ => text.push(letter),
        }
    }
    text
}

/// As notebooks keep text: a list of lines.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}
