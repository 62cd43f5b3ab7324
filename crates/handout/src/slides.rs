//! Slides in Markdown: `---` between them, as reveal.js and its kin read it. A heading begins a slide, and so does
//! every listing; what was folded away is on the slide after its question.

use std::fmt::Write as _;

use crate::document::{Callout, Document, Part};
use crate::html::Options;
use crate::markdown::{Flavour, Writer, made_by};
use crate::words::Words;

/// Between slides.
const BREAK: &str = "\n---\n\n";

/// The slides.
pub(crate) fn render(document: &Document, options: &Options<'_>) -> String {
    let flavour = Deck;
    let mut writer = Writer {
        flavour: &flavour,
        words: document.language.words(),
        answers: options.answers,
        later: Vec::new(),
    };
    let mut page = format!("# {}\n", document.title);
    if !document.author.is_empty() {
        let _ = write!(page, "\n{}\n", document.author);
    }
    let mut slide = String::new();
    for part in &document.parts {
        match part {
            Part::Heading(heading) => {
                page.push_str(&slide);
                page.push_str(BREAK);
                slide = writer.heading(heading);
            }
            Part::Program(shown) => {
                for view in &shown.views {
                    page.push_str(&slide);
                    slide = format!("{BREAK}{}", writer.view(shown, view));
                }
            }
            Part::Prose(_) => {
                let separator = if slide.contains("```") { BREAK } else { "\n" };
                let _ = write!(slide, "{separator}{}", writer.part(part));
            }
            _ => {
                page.push_str(&slide);
                slide = format!("{BREAK}{}", writer.part(part));
            }
        }
    }
    page.push_str(&slide);
    let solutions = writer.solutions();
    if !solutions.is_empty() {
        page.push_str(BREAK);
        page.push_str(solutions.trim_start());
    }
    let _ = writeln!(page, "{BREAK}{}", made_by(document));
    page
}

struct Deck;

impl Flavour for Deck {
    fn link(&self, _title: &str, words: &str) -> String {
        words.to_owned()
    }

    fn callout(&self, callout: &Callout, title: &str, body: &str, words: &Words) -> String {
        let title = if title.is_empty() { words.callout(&callout.kind) } else { title };
        if callout.folded { self.folded(title, body) } else { format!("**{title}**\n\n{body}") }
    }

    fn folded(&self, title: &str, body: &str) -> String {
        format!("**{title}**\n{BREAK}{body}")
    }
}
