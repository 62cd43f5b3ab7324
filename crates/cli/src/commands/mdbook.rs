//! `bytescope mdbook`: a preprocessor for mdBook, which replaces live fences in chapters.
//!
//! mdBook asks `supports RENDERER`, answered by the exit status, then writes `[context, book]` as JSON and reads the book
//! back. Chapters are found by shape, wherever they are, so that the book's other parts and the names that differ from
//! release to release (`sections`, `items`) do not matter.

use std::io::{self, Read};
use std::process::ExitCode;

use bytescope_bytecode::Version;
use bytescope_handout::{Book, Language, Problem, Settings, weave};
use clap::{Args, Subcommand};
use serde_json::Value;

use crate::commands::run::in_thread;
use crate::course::{Beside, report};
use crate::error::Failure;
use crate::output::unprintable;

const EXAMPLES: &str = "\
Examples:
  bytescope mdbook supports html     answers what mdBook asks first: yes

In book.toml:
  [preprocessor.bytescope]
  command = \"bytescope mdbook\"

Then fences as in docs/lessons.md are live in every chapter.";

/// Replace live fences in the chapters of an mdBook.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct MdbookArgs {
    #[command(subcommand)]
    question: Option<Question>,
}

#[derive(Debug, Subcommand)]
enum Question {
    /// Whether a renderer is supported: all are
    Supports {
        /// The renderer's name
        renderer: String,
    },
}

pub(crate) fn run(args: &MdbookArgs) -> Result<ExitCode, Failure> {
    if let Some(Question::Supports { .. }) = &args.question {
        return Ok(ExitCode::SUCCESS);
    }
    in_thread(|| {
        let mut text = String::new();
        io::stdin()
            .lock()
            .read_to_string(&mut text)
            .map_err(|error| Failure::Bad(format!("cannot read the book: {error}")))?;
        let wrong =
            |error: serde_json::Error| Failure::Bad(format!("expected [context, book] of mdBook: {error}"));
        let (context, mut book): (Value, Value) = serde_json::from_str(&text).map_err(wrong)?;
        let root = context["root"].as_str().unwrap_or(".");
        let source = context["config"]["book"]["src"].as_str().unwrap_or("src");
        let folder = std::path::Path::new(root).join(source);
        let mut problems = Vec::new();
        chapters(&mut book, &folder, &mut problems);
        if !problems.is_empty() {
            return Err(report(problems));
        }
        serde_json::to_writer(io::stdout().lock(), &book).map_err(|error| unprintable(&error.into()))?;
        Ok(ExitCode::SUCCESS)
    })
}

/// Goes through the book to every chapter.
fn chapters(value: &mut Value, folder: &std::path::Path, problems: &mut Vec<Problem>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| chapters(item, folder, problems)),
        Value::Object(fields) => {
            for (name, field) in fields {
                match (name.as_str(), &mut *field) {
                    ("Chapter", Value::Object(chapter)) => {
                        let path =
                            chapter.get("path").and_then(Value::as_str).unwrap_or("chapter").to_owned();
                        if let Some(Value::String(content)) = chapter.get_mut("content") {
                            *content = woven(&path, content, folder, problems);
                        }
                        if let Some(inner) = chapter.get_mut("sub_items") {
                            chapters(inner, folder, problems);
                        }
                    }
                    ("sections" | "items", inner) => chapters(inner, folder, problems),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn woven(path: &str, content: &str, folder: &std::path::Path, problems: &mut Vec<Problem>) -> String {
    let own = folder.join(path);
    let files = Beside { folder: own.parent().unwrap_or(folder).to_owned(), is_built_in: false };
    let book = Book::default();
    let settings = Settings {
        version: Version::LATEST,
        // What fits into a column of mdBook.
        width: 80,
        language: Language::En,
        author: "",
        book: &book,
        files: &files,
        is_checked: true,
    };
    weave(path, content, &settings, problems)
}
