//! A document as one self-contained page, and the index of a book.
//!
//! This first body is plain: text, listings, folded answers. It settles what goes in and what comes out.

use std::fmt::Write as _;

use bytescope_views::plain;

use crate::book::Book;
use crate::document::{Callout, Document, Exercise, Matter, Part, Shown};
use crate::layout;
use crate::prose::events;
use crate::words::{Words, fill};

/// Where the solutions of exercises stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answers {
    /// At the end of the page.
    #[default]
    Separate,
    /// Under each exercise, folded away.
    Inline,
    /// Nowhere.
    None,
}

/// How pages are rendered.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The pages that links lead to, and the neighbours. A page that stands alone has an empty book.
    pub book: &'a Book,
    /// Where the solutions of exercises stand.
    pub answers: Answers,
}

impl Options<'_> {
    /// The address of the page of a title or alias.
    pub fn target(&self, title: &str) -> Option<String> {
        Some(format!("{}.html", self.book.find(title)?.slug.as_ref()?))
    }
}

/// The page.
pub fn render(document: &Document, options: &Options<'_>) -> String {
    let words = document.language.words();
    let mut body = String::new();
    for part in &document.parts {
        self::part(&mut body, part, words, options);
    }
    page(document.language.code(), &document.title, &body)
}

/// The index of a book: its sections with their pages.
pub fn index(book: &Book, _options: &Options<'_>) -> String {
    let words = book.language.words();
    let mut body = String::new();
    prose(&mut body, &book.about, &|_| None);
    for section in &book.sections {
        let _ = write!(body, "<h2>{}</h2><ul>", escaped(&section.title));
        for entry in &section.entries {
            let title = escaped(&crate::plain_text(&entry.title));
            let _ = match &entry.slug {
                Some(slug) => {
                    let summary = escaped(&entry.summary);
                    write!(body, "<li><a href=\"{}.html\">{title}</a> {summary}</li>", escaped(slug))
                }
                None => write!(body, "<li>{title} ({})</li>", words.not_written),
            };
        }
        body.push_str("</ul>");
    }
    page(book.language.code(), &book.title, &body)
}

fn page(language: &str, title: &str, body: &str) -> String {
    let title = escaped(&crate::plain_text(title));
    format!(
        "<!doctype html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{title}</title></head>\n\
         <body><main><h1>{title}</h1>\n{body}</main></body></html>\n"
    )
}

fn part(out: &mut String, part: &Part, words: &Words, options: &Options<'_>) {
    let target = |title: &str| options.target(title);
    match part {
        Part::Heading(heading) => {
            let _ = write!(out, "<h{} id=\"{}\">", heading.level, escaped(&heading.anchor));
            inline(out, &heading.text, &target);
            let _ = writeln!(out, "</h{}>", heading.level);
        }
        Part::Prose(markdown) => prose(out, markdown, &target),
        Part::Program(shown) => program(out, shown, words),
        Part::Comparison(comparison) => pre(out, &plain(&layout::comparison(comparison, words, 100))),
        Part::Pyc(listing) => pre(out, &plain(&listing.rows)),
        Part::Exercises(exercises) => {
            for exercise in exercises {
                self::exercise(out, exercise, words);
            }
        }
        Part::Callout(callout) => self::callout(out, callout, words, options),
    }
}

fn program(out: &mut String, shown: &Shown, words: &Words) {
    for view in &shown.views {
        let title = view.kind().map_or(words.ends_with, |kind| words.view(kind));
        let _ = write!(
            out,
            "<p><small>{title}, {}</small></p>",
            fill(words.true_for, &[&shown.program.version.to_string()])
        );
        pre(out, &plain(&layout::rows(&shown.program, view, 100)));
    }
}

fn exercise(out: &mut String, exercise: &Exercise, words: &Words) {
    let kind = words.exercise_kind(exercise.kind);
    let _ = write!(out, "<h3>{}</h3>", escaped(&fill(words.exercise, &[&exercise.number.to_string(), kind])));
    matter(out, &exercise.question);
    let _ = write!(out, "<details><summary>{}</summary>", words.solution);
    matter(out, &exercise.solution);
    out.push_str("</details>");
}

fn matter(out: &mut String, matter: &[Matter]) {
    for one in matter {
        match one {
            Matter::Text(markdown) => prose(out, markdown, &|_| None),
            Matter::Code { text, .. } | Matter::Verbatim(text) => pre(out, text),
            Matter::Table { head, rows } => {
                out.push_str("<table><tr>");
                for cell in head {
                    let _ = write!(out, "<th>{}</th>", escaped(cell));
                }
                out.push_str("</tr>");
                for row in rows {
                    out.push_str("<tr>");
                    for cell in row {
                        let _ = write!(out, "<td>{}</td>", escaped(cell.as_deref().unwrap_or_default()));
                    }
                    out.push_str("</tr>");
                }
                out.push_str("</table>");
            }
            Matter::Choices(choices) => {
                out.push_str("<ol type=\"A\">");
                for choice in choices {
                    let _ = write!(out, "<li><code>{}</code></li>", escaped(choice));
                }
                out.push_str("</ol>");
            }
            Matter::Room(lines) => out.push_str(&"<br>".repeat(*lines)),
        }
    }
}

fn callout(out: &mut String, callout: &Callout, words: &Words, options: &Options<'_>) {
    let title = if callout.title.is_empty() { words.callout(&callout.kind) } else { &callout.title };
    let _ = write!(out, "<details{}><summary>", if callout.folded { "" } else { " open" });
    inline(out, title, &|title| options.target(title));
    out.push_str("</summary>");
    for inner in &callout.parts {
        part(out, inner, words, options);
    }
    out.push_str("</details>\n");
}

fn prose(out: &mut String, markdown: &str, target: crate::Target<'_>) {
    pulldown_cmark::html::push_html(out, events(markdown, target).into_iter());
}

/// Markdown without the paragraph around it.
fn inline(out: &mut String, markdown: &str, target: crate::Target<'_>) {
    let mut html = String::new();
    prose(&mut html, markdown, target);
    out.push_str(html.trim().trim_start_matches("<p>").trim_end_matches("</p>"));
}

fn pre(out: &mut String, text: &str) {
    let _ = writeln!(out, "<pre>{}</pre>", escaped(text));
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
