//! A Jupyter notebook, nbformat 4.5: text in Markdown cells, programs in code cells with what they print.
//!
//! The notebook runs, and prints what it says: a program that should fail carries the tag that says so, one that could tell
//! that it runs in a notebook has a process of its own. `tests/documents` runs notebooks and compares.

use std::fmt::Write as _;
use std::rc::Rc;

use serde_json::{Value, json};

use crate::document::{Callout, Document, Part, Program, Shown, View};
use crate::html::Options;
use crate::markdown::{Plain, Writer, escaped as escaped_prose, made_by};

/// The notebook.
pub(crate) fn render(document: &Document, options: &Options<'_>) -> String {
    let flavour = Plain { options };
    let writer = Writer::new(&flavour, document, options.answers);
    let text = format!("# {}\n", document.title);
    let mut sheet = Sheet { writer, cells: Vec::new(), text, shown: Vec::new() };
    if !document.author.is_empty() {
        sheet.text(&format!("{}\n", escaped_prose(&document.author)));
    }
    sheet.parts(&document.parts);
    for solution in sheet.writer.solutions() {
        sheet.flush();
        sheet.text(&solution);
    }
    sheet.flush();
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
    /// The programs that have a cell already: more views of them need no other.
    shown: Vec<Rc<Program>>,
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
                Part::Exercises(exercises) => {
                    for exercise in exercises {
                        self.flush();
                        let text = self.writer.exercise(exercise);
                        self.text(&text);
                    }
                    self.flush();
                }
                _ => {
                    if matches!(part, Part::Heading(_)) {
                        self.flush();
                    }
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
        if !self.shown.iter().any(|known| Rc::ptr_eq(known, &shown.program)) {
            self.shown.push(Rc::clone(&shown.program));
            self.code(&shown.program);
        }
        let others =
            shown.views.iter().filter(|view| !matches!(view, View::Source | View::Output | View::Error(_)));
        for view in others {
            let text = self.writer.view(shown, view);
            self.text(&text);
        }
        self.writer.above.clear();
    }

    /// The cell of a program.
    fn code(&mut self, program: &Program) {
        self.flush();
        let options = &program.options;
        let text = program.source.text().trim_end();
        if let Some(file) = &options.file {
            if let Some((folder, _)) = file.rsplit_once('/') {
                let source = format!("import os\n\nos.makedirs(\"{folder}\", exist_ok=True)");
                self.cell(&source, json!({}), Vec::new());
            }
            let said = format!("Writing {file}\n");
            self.cell(&format!("%%writefile {file}\n{text}"), json!({}), vec![stream("stdout", &said)]);
            return;
        }
        if !options.runs {
            let commented: Vec<_> =
                text.lines().map(|line| format!("# {line}").trim_end().to_owned()).collect();
            self.cell(&commented.join("\n"), json!({}), Vec::new());
            return;
        }
        let is_apart = is_apart(program);
        let mut outputs = Vec::new();
        let mut metadata = json!({});
        if let Some(ran) = &program.ran {
            if !ran.stdout.is_empty() {
                outputs.push(stream("stdout", &ran.stdout));
            }
            if is_apart && !ran.stderr.is_empty() {
                outputs.push(stream("stderr", &ran.stderr));
            }
            if ran.exit_code != 0 {
                metadata = json!({ "tags": ["raises-exception"] });
                if !is_apart {
                    let last = ran.stderr.trim_end().lines().next_back().unwrap_or("");
                    let (name, value) = last.split_once(": ").unwrap_or((last, ""));
                    let traceback: Vec<_> = ran.stderr.lines().collect();
                    outputs.push(json!({
                        "output_type": "error", "ename": name, "evalue": value, "traceback": traceback,
                    }));
                }
            }
        }
        let source = if is_apart { apart(program) } else { text.to_owned() };
        self.cell(&source, metadata, outputs);
    }

    fn cell(&mut self, source: &str, metadata: Value, outputs: Vec<Value>) {
        self.cells.push(json!({
            "cell_type": "code", "execution_count": null, "id": self.id(), "metadata": metadata, "outputs": outputs,
            "source": lines(source),
        }));
    }
}

fn stream(name: &str, text: &str) -> Value {
    json!({ "output_type": "stream", "name": name, "text": lines(text) })
}

fn has_program(parts: &[Part]) -> bool {
    parts.iter().any(|part| matches!(part, Part::Program(_)))
}

/// By what a program can tell that it is a cell: that has an event loop already, is compiled statement by statement (so equal
/// constants are not one object), runs in frames of its kernel, and shows values in the kernel's way.
const TELLTALE: [&str; 5] = ["asyncio.run(", " is ", "id(", "_getframe(", "\"single\""];

/// Whether a program needs a process of its own to do what it does as a program.
fn is_apart(program: &Program) -> bool {
    let (options, text) = (&program.options, program.source.text());
    let text = text.replace(" is None", "").replace(" is not None", "");
    // Modules are imported once in a process, and what a kernel refuses to compile it refuses in words of its own.
    program.refusal.is_some()
        || !program.files.is_empty()
        || !options.input.is_empty()
        || options.optimize > 0
        || TELLTALE.iter().any(|sign| text.contains(sign))
}

/// The text of a cell that runs a program in a process of its own.
fn apart(program: &Program) -> String {
    let options = &program.options;
    let mut line = "%%script".to_owned();
    if options.fails.is_some() {
        line.push_str(" --no-raise-error");
    }
    line.push_str(" python3");
    if options.optimize > 0 {
        let _ = write!(line, " -{}", "O".repeat(usize::from(options.optimize)));
    }
    if !options.input.is_empty() {
        let input = serde_json::to_string(&options.input).unwrap_or_default();
        let _ = write!(line, "\nimport io, sys\nsys.stdin = io.StringIO({input})");
    }
    format!("{line}\n{}", program.source.text().trim_end())
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
