//! A note in an Obsidian vault: wiki links, callouts, front matter. A note's name is its title, as far as a file
//! may be called so, and links name notes. It has no heading of its own: Obsidian shows the note's name above it.

use std::fmt::Write as _;

use crate::book::Book;
use crate::document::{Callout, Document};
use crate::html::Options;
use crate::markdown::{Flavour, Writer, made_by, quoted};
use crate::prose::plain_text;
use crate::words::Words;

/// The note's name.
pub(crate) fn file_name(title: &str) -> String {
    let title = plain_text(title);
    let kept = title.chars().map(|c| match c {
        '/' | '\\' | ':' | '|' => '-',
        '*' | '"' | '<' | '>' | '?' | '#' | '^' | '[' | ']' => ' ',
        c => c,
    });
    kept.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The note.
pub(crate) fn render(document: &Document, options: &Options<'_>) -> String {
    let flavour = Vault { book: options.book };
    let words = document.language.words();
    let mut writer = Writer::new(&flavour, document, options.answers);
    let mut page = String::from("---\n");
    let _ = writeln!(page, "title: {}", yaml(&plain_text(&document.title)));
    if !document.aliases.is_empty() {
        let _ = writeln!(page, "aliases:");
        for alias in &document.aliases {
            let _ = writeln!(page, "  - {}", yaml(alias));
        }
    }
    if !document.section.is_empty() {
        let _ = writeln!(page, "section: {}", yaml(&document.section));
    }
    if !document.author.is_empty() {
        let _ = writeln!(page, "author: {}", yaml(&document.author));
    }
    let _ = writeln!(page, "python: {}", yaml(&document.version.to_string()));
    page.push_str("---\n");
    for part in &document.parts {
        let _ = write!(page, "\n{}", writer.part(part));
    }
    for piece in writer.solutions() {
        let _ = write!(page, "\n{piece}");
    }
    let (before, after) = options.book.neighbours(&document.slug);
    let step = |word: &str, title: &str| format!("{word}: {}", flavour.link(title, &plain_text(title)));
    let steps: Vec<_> = [(words.previous, before), (words.next, after)]
        .into_iter()
        .filter_map(|(word, entry)| Some(step(word, &entry?.title)))
        .collect();
    if !steps.is_empty() {
        let _ = write!(page, "\n---\n\n{}\n", steps.join(" · "));
    }
    let _ = write!(page, "\n{}\n", made_by(document));
    page
}

/// The note that lists all notes.
pub(crate) fn index(book: &Book) -> String {
    let flavour = Vault { book };
    let words = book.language.words();
    let mut page = format!("# {}\n", book.title);
    if !book.about.is_empty() {
        let _ = write!(page, "\n{}\n", book.about);
    }
    let _ = write!(page, "\n![[{}.canvas]]\n", words.mind_map);
    for section in &book.sections {
        let _ = write!(page, "\n## {}\n\n", section.title);
        if !section.about.is_empty() {
            let _ = write!(page, "{}\n\n", section.about);
        }
        for entry in &section.entries {
            let title = plain_text(&entry.title);
            let _ = if entry.slug.is_some() {
                let dash = if entry.summary.is_empty() { "" } else { ": " };
                writeln!(page, "- {}{dash}{}", flavour.link(&entry.title, &title), entry.summary)
            } else {
                writeln!(page, "- {title} ({})", words.not_written)
            };
        }
    }
    page
}

/// A string that YAML takes for nothing else.
fn yaml(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

struct Vault<'a> {
    book: &'a Book,
}

impl Flavour for Vault<'_> {
    fn link(&self, title: &str, words: &str) -> String {
        let Some(entry) = self.book.find(title).filter(|entry| entry.slug.is_some()) else {
            return words.to_owned();
        };
        let name = file_name(&entry.title);
        let words = plain_text(words);
        if words == name { format!("[[{name}]]") } else { format!("[[{name}|{words}]]") }
    }

    fn callout(&self, callout: &Callout, title: &str, body: &str, _words: &Words) -> String {
        let fold = if callout.folded { "-" } else { "" };
        quoted(&format!("[!{}]{fold} {title}\n{body}", callout.kind))
    }

    fn folded(&self, title: &str, body: &str) -> String {
        quoted(&format!("[!success]- {title}\n{body}"))
    }
}
