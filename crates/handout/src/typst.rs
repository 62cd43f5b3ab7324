//! Typst source, which becomes a PDF with text to select, bookmarks and page numbers.
//!
//! All text is escaped, sign by sign where it stands in paragraphs, as a string where it is a listing, so that nothing
//! in a program or a lesson can be taken for markup.

use std::fmt::Write as _;

use bytescope_views::plain;
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use crate::book::Book;
use crate::document::{Callout, Cell, Document, Exercise, Matter, Part, Shown, View};
use crate::format::code;
use crate::html::{Answers, Options};
use crate::layout;
use crate::prose::{events, plain_text};
use crate::words::{Words, fill};

/// How pages look.
const STYLE: &str = "\
#set page(paper: \"a4\", margin: 2cm, numbering: \"1\")
#set text(size: 10pt)
#set par(justify: false, leading: 0.62em)
#set heading(numbering: none)
#show heading.where(level: 1): it => block(above: 0pt, below: 1em, text(size: 1.5em, it.body))
#show heading: it => block(above: 1.4em, below: 0.7em, it)
#show link: underline
#show raw.where(block: true): it => block(width: 100%, inset: 6pt, stroke: (left: 1.5pt + luma(180)), text(size: 7pt, it))
#let note(title, body) = block(width: 100%, inset: 8pt, stroke: 0.5pt + luma(130), radius: 3pt, breakable: true)[*#title* #parbreak() #body]
#let small(body) = text(size: 8pt, fill: luma(80), body)
#let room(lines) = block(above: 0.8em)[#for _ in range(lines) { v(1.6em); line(length: 100%, stroke: 0.4pt + luma(150)) }]
";

/// A page as a document of its own.
pub(crate) fn render(document: &Document, options: &Options<'_>) -> String {
    let mut out = head(&document.title, &document.author, document.language.code());
    out.push_str(&body(document, options, false));
    out
}

/// Many pages, made by [`body`], as one document with a table of contents.
pub fn book(book: &Book, author: &str, pages: &[(String, String)]) -> String {
    let words = book.language.words();
    let mut out = head(&book.title, author, book.language.code());
    let _ = writeln!(
        out,
        "#align(center + horizon)[#text(size: 2.4em)[*{}*]]",
        escaped(&plain_text(&book.title))
    );
    if !book.about.is_empty() {
        let _ = writeln!(out, "#pagebreak()\n{}", prose(&book.about, &|_| None));
    }
    let _ = writeln!(out, "#pagebreak()\n#outline(title: [{}], depth: 2)", escaped(words.contents));
    for section in &book.sections {
        let _ = writeln!(out, "#pagebreak()\n= {}\n", escaped(&plain_text(&section.title)));
        if !section.about.is_empty() {
            out.push_str(&prose(&section.about, &|_| None));
        }
        for entry in &section.entries {
            let page = pages.iter().find(|(slug, _)| Some(slug) == entry.slug.as_ref());
            if let Some((_, page)) = page {
                let _ = write!(out, "#pagebreak(weak: true)\n#[\n#set heading(offset: 1)\n{page}]\n");
            }
        }
    }
    out
}

/// What stands on a page. With `in_book`, links lead to the pages of the same document.
pub fn body(document: &Document, options: &Options<'_>, in_book: bool) -> String {
    let words = document.language.words();
    let width = document.width;
    let mut writer = Writer { words, options, in_book, width, later: Vec::new() };
    let mut out = format!("= {} <page-{}>\n\n", escaped(&plain_text(&document.title)), document.slug);
    if !document.author.is_empty() && !in_book {
        let _ = writeln!(out, "{}\n", escaped(&document.author));
    }
    for part in &document.parts {
        out.push_str(&writer.part(part));
        out.push('\n');
    }
    if !writer.later.is_empty() {
        let all = std::mem::take(&mut writer.later);
        let _ = write!(out, "== {}\n\n{}", escaped(words.solutions), all.join("\n"));
    }
    let made = fill(words.made_by, &[env!("CARGO_PKG_VERSION"), &document.version.to_string()]);
    let _ = write!(out, "\n#small[{}]\n", escaped(&made));
    out
}

fn head(title: &str, author: &str, language: &str) -> String {
    let author = if author.is_empty() { String::new() } else { format!(", author: {}", string(author)) };
    format!(
        "#set document(title: {}{author})\n#set text(lang: \"{language}\")\n{STYLE}\n",
        string(&plain_text(title))
    )
}

struct Writer<'a> {
    words: &'static Words,
    options: &'a Options<'a>,
    in_book: bool,
    /// Cells in a line of a listing.
    width: usize,
    /// Solutions that come at the end.
    later: Vec<String>,
}

impl Writer<'_> {
    fn prose(&self, markdown: &str) -> String {
        prose(markdown, &|title| {
            let file = self.options.book.file(title).filter(|_| self.in_book)?;
            Some(format!("page:{file}"))
        })
    }

    fn part(&mut self, part: &Part) -> String {
        match part {
            Part::Heading(heading) => {
                format!("{} {}\n", "=".repeat(usize::from(heading.level)), self.prose(&heading.text).trim())
            }
            Part::Prose(markdown) => self.prose(markdown),
            Part::Program(shown) => self.program(shown),
            Part::Comparison(comparison) => {
                let version = fill(self.words.true_for, &[&comparison.version.to_string()]);
                let listing = raw(&plain(&layout::comparison(comparison, self.words, self.width)), "text");
                format!("#small[{}]\n{listing}", escaped(&version))
            }
            Part::Pyc(listing) => {
                let version = fill(self.words.true_for, &[&listing.exploration.release()]);
                let caption = escaped(&format!("{}, {version}", listing.title));
                format!("#small[{caption}]\n{}", raw(&plain(&layout::compiled(listing, self.width)), "text"))
            }
            Part::Exercises(exercises) => exercises.iter().map(|exercise| self.exercise(exercise)).collect(),
            Part::Callout(callout) => self.callout(callout),
        }
    }

    fn callout(&mut self, callout: &Callout) -> String {
        let title = if callout.title.is_empty() { self.words.callout(&callout.kind) } else { &callout.title };
        let title = self.prose(title);
        let inner: String = callout.parts.iter().map(|part| self.part(part) + "\n").collect();
        format!("#note([{}], [{inner}])\n", title.trim())
    }

    fn program(&self, shown: &Shown) -> String {
        let program = &shown.program;
        let version = fill(self.words.true_for, &[&program.version.to_string()]);
        let views = shown.views.iter().map(|view| {
            if matches!(view, View::Output) && program.is_silent() {
                return format!("{}\n", escaped(self.words.prints_nothing));
            }
            let title = self.words.title(view);
            // What a program prints belongs to no release.
            let caption = match view {
                View::Output | View::Error(_) => title.to_owned(),
                _ => format!("{title}, {version}"),
            };
            let listing = match view {
                View::Source => raw(&code(&program.source), "python"),
                _ => raw(&plain(&layout::rows(program, view, self.width)), "text"),
            };
            format!("#small[{}]\n{listing}", escaped(&caption))
        });
        views.collect()
    }

    fn exercise(&mut self, exercise: &Exercise) -> String {
        let kind = self.words.exercise_kind(exercise.kind);
        let title = escaped(&fill(self.words.exercise, &[&exercise.number.to_string(), kind]));
        let mut out = format!("=== {title}\n\n{}", self.matter(&exercise.question));
        let solution = self.matter(&exercise.solution);
        match self.options.answers {
            Answers::None => {}
            Answers::Inline => {
                let _ = writeln!(out, "#note([{}], [{solution}])", escaped(self.words.solution));
            }
            Answers::Separate => self.later.push(format!("*{title}*\n\n{solution}")),
        }
        out
    }

    fn matter(&self, all: &[Matter]) -> String {
        let parts = all.iter().map(|one| match one {
            Matter::Text(markdown) => self.prose(markdown),
            Matter::Code { text, first_line } => {
                let lines = text.lines().enumerate();
                let numbered: Vec<_> =
                    lines.map(|(at, line)| format!("{:>3}  {line}\n", first_line + at)).collect();
                raw(&layout::harmless(&numbered.concat()), "text")
            }
            Matter::Verbatim(text) => raw(&layout::harmless(text), "text"),
            Matter::Table { head, rows } => {
                // Columns to fill in take what room there is.
                let blank = |column: usize| rows.iter().any(|row| row.get(column) == Some(&Cell::Blank));
                let sizes: Vec<_> =
                    (0..head.len()).map(|column| if blank(column) { "1fr" } else { "auto" }).collect();
                let mut out =
                    format!("#table(columns: ({},), stroke: 0.4pt + luma(150),\n", sizes.join(", "));
                for cell in head {
                    let _ = write!(out, "[*{}*],", escaped(cell));
                }
                for cell in rows.iter().flatten() {
                    let _ = match cell {
                        Cell::Blank => write!(out, "[],"),
                        Cell::Code(text) => write!(out, "raw({}),", string(&layout::harmless(text))),
                        Cell::Words(text) => write!(out, "[{}],", escaped(text)),
                    };
                }
                out + ")\n"
            }
            Matter::Choices(choices) => {
                let letters = ('A'..='Z').zip(choices);
                letters
                    .map(|(letter, choice)| {
                        format!("*{letter}* #raw({}) \\\n", string(&layout::harmless(choice)))
                    })
                    .collect::<Vec<_>>()
                    .concat()
            }
            Matter::Room(lines) => format!("#room({lines})\n"),
        });
        parts.collect::<Vec<_>>().join("\n")
    }
}

/// Markdown as Typst.
fn prose(markdown: &str, target: crate::Target<'_>) -> String {
    let mut out = String::new();
    let mut code: Option<(String, String)> = None;
    // The numbers of ordered lists around, `None` for the others.
    let mut lists: Vec<Option<u64>> = Vec::new();
    for event in events(markdown, target) {
        if let Some((language, text)) = &mut code {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::End(TagEnd::CodeBlock) => {
                    out.push_str(&raw(&layout::harmless(text), language));
                    code = None;
                }
                _ => {}
            }
            continue;
        }
        match event {
            Event::Text(text) => out.push_str(&escaped(&text)),
            Event::Code(text) => {
                let _ = write!(out, "#raw({})", string(&layout::harmless(&text)));
            }
            Event::SoftBreak => out.push('\n'),
            Event::HardBreak => out.push_str(" \\\n"),
            Event::Rule => out.push_str("#line(length: 100%)\n"),
            Event::Start(tag) => match tag {
                Tag::Heading { level, .. } => {
                    let _ = write!(out, "{} ", "=".repeat(level as usize));
                }
                Tag::BlockQuote(_) => out.push_str("#quote(block: true)["),
                Tag::CodeBlock(kind) => {
                    let language = match kind {
                        CodeBlockKind::Fenced(info) => {
                            info.split_whitespace().next().unwrap_or("text").to_owned()
                        }
                        CodeBlockKind::Indented => "text".to_owned(),
                    };
                    code = Some((language, String::new()));
                }
                Tag::List(first) => lists.push(first),
                Tag::Item => {
                    let indent = "  ".repeat(lists.len().saturating_sub(1));
                    let mark = match lists.last_mut() {
                        Some(Some(number)) => {
                            *number += 1;
                            format!("{}.", *number - 1)
                        }
                        _ => "-".to_owned(),
                    };
                    let _ = write!(out, "\n{indent}{mark} #[");
                }
                Tag::Emphasis | Tag::Image { .. } => out.push_str("#emph["),
                Tag::Strong => out.push_str("#strong["),
                Tag::Strikethrough => out.push_str("#strike["),
                Tag::Link { dest_url, .. } => {
                    let _ = match dest_url.strip_prefix("page:") {
                        Some(page) => write!(out, "#link(label({}))[", string(&format!("page-{page}"))),
                        None => write!(out, "#link({})[", string(&dest_url)),
                    };
                }
                Tag::Table(alignments) => {
                    let columns = alignments.len();
                    let _ = writeln!(out, "#table(columns: {columns}, stroke: 0.4pt + luma(150),");
                }
                Tag::TableCell => out.push('['),
                _ => {}
            },
            Event::End(tag) => match tag {
                TagEnd::Paragraph | TagEnd::Heading(_) => out.push_str("\n\n"),
                TagEnd::BlockQuote(_) => out.push_str("]\n\n"),
                TagEnd::List(_) => {
                    lists.pop();
                    out.push_str("\n\n");
                }
                TagEnd::Item
                | TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image => {
                    out.push(']');
                }
                TagEnd::Table => out.push_str(")\n\n"),
                TagEnd::TableCell => out.push_str("],"),
                _ => {}
            },
            _ => {}
        }
    }
    out
}

/// A listing.
fn raw(text: &str, language: &str) -> String {
    format!("#raw(block: true, lang: {}, {})\n", string(language), string(text.trim_end_matches('\n')))
}

/// A string of Typst.
fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// Text in a paragraph.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in layout::harmless(text).chars() {
        if letter.is_ascii_punctuation() && !matches!(letter, ',' | ';' | '!' | '?' | '(' | ')') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}
