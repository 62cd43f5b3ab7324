//! Search without a server: a script beside the pages holds what is looked in, since a page opened from a file may
//! read nothing else.

use maud::{Markup, html};
use serde_json::{Value, json};

use super::escape::script;
use super::words::PageWords;
use crate::document::{Document, Part};
use crate::words::Words;

/// The script [`super::SEARCH_INDEX`] for the pages of a book, of the pieces of all pages.
pub fn search_index(pieces: Vec<Value>) -> String {
    format!("window.bytescopeSearch = {};\n", script(&Value::from(pieces).to_string()))
}

/// The field in which to type, and the list of what was found.
pub(super) fn field(words: &Words, page: &PageWords) -> Markup {
    html! {
        form.search.screen role="search" hidden {
            label for="search" { (words.search) }
            input type="search" id="search" placeholder=(page.search_hint) autocomplete="off" role="combobox"
                aria-expanded="false" aria-controls="found" aria-autocomplete="list";
            ul id="found" role="listbox" aria-label=(words.search) hidden {}
            p.vh role="status" aria-live="polite" {}
        }
    }
}

/// A piece for each heading of a page, with the words below it.
pub fn search_pieces(document: &Document) -> Vec<Value> {
    let about = format!("{} {}", crate::plain_text(&document.summary), document.aliases.join(" "));
    let mut found = vec![(String::new(), String::new(), about)];
    collect(&document.parts, &mut found);
    let title = crate::plain_text(&document.title);
    let pieces = found.into_iter().map(|(anchor, heading, text)| {
        json!({ "page": document.slug, "title": title, "anchor": anchor, "heading": heading, "text": text.trim() })
    });
    pieces.collect()
}

fn collect(parts: &[Part], found: &mut Vec<(String, String, String)>) {
    for part in parts {
        let mut add = |text: &str| {
            if let Some((.., words)) = found.last_mut() {
                words.push(' ');
                words.push_str(text.trim());
            }
        };
        match part {
            Part::Heading(heading) => {
                found.push((heading.anchor.clone(), crate::plain_text(&heading.text), String::new()));
            }
            Part::Prose(markdown) => add(&crate::plain_text(markdown)),
            Part::Program(shown) => add(shown.program.source.text()),
            Part::Callout(callout) => {
                add(&crate::plain_text(&callout.title));
                collect(&callout.parts, found);
            }
            Part::Comparison(_) | Part::Pyc(_) | Part::Exercises(_) => {}
        }
    }
}
