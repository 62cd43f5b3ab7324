//! Typst source, which becomes a PDF with text to select, bookmarks and page numbers (`crate::pdf`).
//!
//! All text is escaped, sign by sign where it stands in paragraphs, as a string where it is a listing, so that nothing
//! in a program or a lesson can be taken for markup. How things look is said in `style.typ`, which every document
//! begins with: what follows calls its functions. On paper nothing can be folded away: the answers of folded
//! questions stand with the solutions of the exercises at the end, and each says on which page the other is.

mod listing;
mod prose;
mod stages;
mod text;

use std::fmt::Write as _;

use bytescope_bytecode::Version;
use bytescope_views::{Style, unpainted};

use self::listing::{headed, listing};
use self::prose::PAGE;
use self::text::{code, escaped, string};
use crate::book::Book;
use crate::document::{Callout, Cell, Document, Exercise, Matter, Part, Shown, View};
use crate::html::{Answers, Options, PageWords};
use crate::layout;
use crate::prose::plain_text;
use crate::words::{Words, fill};

/// How pages look.
const STYLE: &str = include_str!("style.typ");
/// An exercise that is longer than so many lines may go on on the next page.
const WHOLE: usize = 50;

/// A page for [`book`].
#[derive(Clone, Debug)]
pub struct Page {
    /// Its address.
    slug: String,
    /// Its title as Typst.
    title: String,
    /// What stands on it, under the title.
    body: String,
    /// Solutions and answers, which stand elsewhere.
    answers: String,
}

/// A page as a document of its own.
pub(crate) fn render(document: &Document, options: &Options<'_>) -> String {
    let words = document.language.words();
    let made = page(document, options, false);
    let mut out = head(&document.title, &document.author, document.language.code(), 1);
    out.push_str("#set page(numbering: \"1 / 1\")\n");
    out.push_str(&heading(1, &made.title, &format!("{PAGE}{}", made.slug)));
    let about = [document.author.as_str(), &fill(words.true_for, &[&document.version.to_string()])];
    let about: Vec<_> = about.into_iter().filter(|text| !text.is_empty()).map(escaped).collect();
    let _ = writeln!(out, "#caption[{}]\n", about.join(" · "));
    out.push_str(&made.body);
    if !made.answers.is_empty() {
        let _ = write!(out, "#pagebreak(weak: true)\n== {}\n\n{}", escaped(words.solutions), made.answers);
    }
    out + &made_by(words, document.version)
}

/// Many pages as one document with a title page, contents, and all answers at the end.
pub fn book(book: &Book, author: &str, version: Version, pages: &[Page]) -> String {
    let words = book.language.words();
    let title = escaped(&plain_text(&book.title));
    let mut out = head(&book.title, author, book.language.code(), 2);
    let prose = |text: &str| prose::prose(text, "", &|title| Some(format!("{PAGE}{}", book.file(title)?)));
    let about = prose(&book.about);
    let by = if author.is_empty() { String::new() } else { format!("#text(14pt)[{}]\n\n", escaped(author)) };
    let made = made_by(words, version);
    let _ = writeln!(out, "#cover[{title}][{by}][{about}][{made}]");
    let _ = writeln!(out, "#outline(title: [{}], depth: 2)", escaped(words.contents));
    let mut answers = String::new();
    let mut rest: Vec<&Page> = pages.iter().collect();
    for section in &book.sections {
        let _ = writeln!(out, "#pagebreak(weak: true)");
        if !section.title.is_empty() {
            let _ = writeln!(out, "= {}\n", escaped(&plain_text(&section.title)));
        }
        out.push_str(&prose(&section.about));
        for entry in &section.entries {
            let (title, summary) = (escaped(&plain_text(&entry.title)), prose(&entry.summary));
            if let Some(slug) = &entry.slug {
                let label = string(&format!("{PAGE}{slug}"));
                let _ = writeln!(out, "#entry([{title}], {label}, [{}]);", summary.trim());
            }
        }
        for entry in &section.entries {
            let Some(at) = rest.iter().position(|page| Some(&page.slug) == entry.slug.as_ref()) else {
                continue;
            };
            let page = rest.remove(at);
            out.push_str("#pagebreak(weak: true)\n");
            out.push_str(&heading(2, &page.title, &format!("{PAGE}{}", page.slug)));
            let _ = write!(out, "#[\n#set heading(offset: 1)\n{}]\n", page.body);
            if !page.answers.is_empty() {
                let _ = write!(
                    answers,
                    "#heading(depth: 2, outlined: false, bookmarked: true)[{}]\n\n{}",
                    page.title, page.answers
                );
            }
        }
    }
    if !answers.is_empty() {
        let _ = write!(out, "#pagebreak(weak: true)\n= {}\n\n{answers}", escaped(words.solutions));
    }
    out
}

/// A document for [`book`].
pub fn page(document: &Document, options: &Options<'_>, in_book: bool) -> Page {
    let mut writer = Writer {
        slug: &document.slug,
        words: document.language.words(),
        page_words: PageWords::of(document.language),
        options,
        in_book,
        width: document.width,
        heading: String::new(),
        answers: String::new(),
        answered: 0,
    };
    let title = escaped(&plain_text(&document.title));
    let parts: Vec<_> = document.parts.iter().map(|part| writer.part(part) + "\n").collect();
    Page { slug: document.slug.clone(), title, body: parts.concat(), answers: writer.answers }
}

fn head(title: &str, author: &str, language: &str, deepest: u8) -> String {
    let author = if author.is_empty() { String::new() } else { format!(", author: {}", string(author)) };
    format!(
        "#set document(title: {}{author})\n#set text(lang: \"{language}\")\n#let deepest = {deepest}\n{STYLE}\n",
        string(&plain_text(title))
    )
}

/// A heading that links find.
fn heading(depth: u8, title: &str, label: &str) -> String {
    format!("#heading(depth: {depth})[{}]#label({});\n\n", title.trim(), string(label))
}

fn made_by(words: &Words, version: Version) -> String {
    let made = fill(words.made_by, &[env!("CARGO_PKG_VERSION"), &version.to_string()]);
    format!("#caption[{}]\n", escaped(&made))
}

struct Writer<'a> {
    slug: &'a str,
    words: &'static Words,
    page_words: &'static PageWords,
    options: &'a Options<'a>,
    in_book: bool,
    /// Cells in a line of a listing.
    width: usize,
    /// The words of the last heading, which captions need not say again.
    heading: String,
    /// What comes at the end.
    answers: String,
    /// How many are there.
    answered: usize,
}

impl Writer<'_> {
    fn prose(&self, markdown: &str) -> String {
        prose::prose(markdown, self.slug, &|title| {
            let file = self.options.book.file(title).filter(|_| self.in_book)?;
            Some(format!("{PAGE}{file}"))
        })
    }

    fn part(&mut self, part: &Part) -> String {
        match part {
            Part::Heading(made) => {
                self.heading = plain_text(&made.text);
                let label = format!("{}#{}", self.slug, made.anchor);
                heading(made.level, &self.prose(&made.text), &label)
            }
            Part::Prose(markdown) => self.prose(markdown),
            Part::Program(shown) => self.program(shown),
            Part::Comparison(comparison) => {
                let version = fill(self.words.true_for, &[&comparison.version.to_string()]);
                caption("", &version) + &listing(layout::comparison(comparison, self.words, self.width))
            }
            Part::Pyc(file) => {
                let version = fill(self.words.true_for, &[&file.exploration.release()]);
                caption(&file.title, &version) + &listing(layout::compiled(file, self.width))
            }
            Part::Exercises(exercises) => exercises.iter().map(|exercise| self.exercise(exercise)).collect(),
            Part::Callout(callout) => self.callout(callout),
        }
    }

    fn callout(&mut self, callout: &Callout) -> String {
        let title = if callout.title.is_empty() { self.words.callout(&callout.kind) } else { &callout.title };
        let title = self.prose(title).trim().to_owned();
        let inner: String = callout.parts.iter().map(|part| self.part(part) + "\n").collect();
        let is_answer = callout.folded && callout.kind == "question";
        match self.options.answers {
            Answers::Separate if is_answer => {
                let way = self.answer(self.words.answer, &title, &inner);
                format!("#note([{title}], [{way}]);\n")
            }
            Answers::None if is_answer => format!("#note([{title}], []);\n"),
            _ => format!("#note([{title}], [{inner}]);\n"),
        }
    }

    /// Puts an answer at the end, and gives the way there.
    fn answer(&mut self, word: &str, title: &str, answer: &str) -> String {
        self.answered += 1;
        let label = |end: &str| string(&format!("{}:{end}:{}", self.slug, self.answered));
        let (asked, answered) = (label("asked"), label("answered"));
        let word = format!("{word}: {}", self.words.page);
        let _ = write!(
            self.answers,
            "#answer([{title}], {answered}, {asked}, [{}], [{answer}]);\n\n",
            escaped(self.words.page)
        );
        format!("#turn-to([{}], {asked}, {answered});\n", escaped(&word))
    }

    fn program(&self, shown: &Shown) -> String {
        let program = &shown.program;
        let only = program.options.only.as_deref();
        let version = fill(self.words.true_for, &[&program.version.to_string()]);
        let views = shown.views.iter().map(|view| {
            let title = self.words.title(view);
            let rows = || layout::rows(program, view, self.width);
            // What a program prints belongs to no release.
            match view {
                View::Output if program.is_silent() => {
                    return format!("{}\n\n", escaped(self.words.prints_nothing));
                }
                View::Output | View::Error(_) => return said(title, &listing(rows())),
                _ => {}
            }
            let title = if title == self.heading { "" } else { title };
            let shown = match view {
                View::Explain => stages::explain(program, self.words),
                View::Symbols(symbols) => stages::scopes(symbols, only, self.page_words),
                View::Cfg(passes) => {
                    stages::graphs(passes, only, self.page_words).unwrap_or_else(|| listing(rows()))
                }
                View::Trace(_) | View::Stepper { .. } => headed(rows()),
                _ => listing(rows()),
            };
            caption(title, &version) + &shown
        });
        views.collect()
    }

    fn exercise(&mut self, exercise: &Exercise) -> String {
        let kind = self.words.exercise_kind(exercise.kind);
        let title = escaped(&fill(self.words.exercise, &[&exercise.number.to_string(), kind]));
        let solution = self.matter(&exercise.solution);
        let after = match self.options.answers {
            Answers::None => String::new(),
            Answers::Inline => format!("#note([{}], [{solution}]);\n", escaped(self.words.solution)),
            Answers::Separate => self.answer(self.words.solution, &title, &solution),
        };
        let is_whole = exercise.question.iter().map(lines).sum::<usize>() <= WHOLE;
        format!("#task({is_whole})[\n=== {title}\n\n{}\n{after}]\n", self.matter(&exercise.question))
    }

    fn matter(&self, all: &[Matter]) -> String {
        let parts = all.iter().map(|one| match one {
            Matter::Text(markdown) => self.prose(markdown),
            Matter::Code { text, first_line } => {
                let rows = text.lines().enumerate().map(|(at, line)| {
                    let mut row = bytescope_views::Row::of(format!("{:>3}  ", first_line + at), Style::QUIET);
                    row.append(unpainted(line, Style::PLAIN));
                    row
                });
                listing(rows.collect())
            }
            Matter::Verbatim(text) => {
                listing(text.lines().map(|line| unpainted(line, Style::PLAIN)).collect())
            }
            Matter::Table { head, rows } => {
                // Columns to fill in take what room there is; long cells leave them some.
                let is_blank = |column: usize| rows.iter().any(|row| row.get(column) == Some(&Cell::Blank));
                let is_long = |column: usize| {
                    let mut cells = rows.iter().filter_map(|row| row.get(column));
                    cells.any(|cell| matches!(cell, Cell::Code(text) | Cell::Words(text) if text.len() > 30))
                };
                let has_blank = (0..head.len()).any(is_blank);
                let size = |column: usize| {
                    if is_blank(column) || (has_blank && is_long(column)) { "1fr" } else { "auto" }
                };
                let sizes: Vec<_> = (0..head.len()).map(size).collect();
                let mut out = format!("#form(columns: ({},), table.header(", sizes.join(", "));
                for cell in head {
                    let _ = write!(out, "[{}], ", escaped(cell));
                }
                out.push_str("),\n");
                for cell in rows.iter().flatten() {
                    let cell = match cell {
                        Cell::Blank => String::new(),
                        Cell::Code(text) => text::cell(text),
                        Cell::Words(text) => escaped(text),
                    };
                    let _ = write!(out, "[{cell}], ");
                }
                out + ");\n"
            }
            Matter::Choices(choices) => {
                let letters = ('A'..='Z').zip(choices);
                let letters =
                    letters.map(|(letter, choice)| format!("#choice[{letter}][{}];\n", code(choice)));
                letters.collect::<Vec<_>>().concat()
            }
            Matter::Room(lines) => format!("#room({lines});\n"),
        });
        parts.collect::<Vec<_>>().join("\n")
    }
}

/// What stands above a listing.
fn caption(title: &str, version: &str) -> String {
    let text = if title.is_empty() { version.to_owned() } else { format!("{title}, {version}") };
    format!("#caption[{}]\n", escaped(&text))
}

/// What a program says.
fn said(title: &str, listing: &str) -> String {
    format!("#caption[{}:]\n{listing}", escaped(title))
}

/// About how many lines of paper a piece of an exercise takes.
fn lines(matter: &Matter) -> usize {
    match matter {
        Matter::Text(text) => 2 + text.len() / 90,
        Matter::Code { text, .. } | Matter::Verbatim(text) => 2 + text.lines().count(),
        Matter::Table { rows, .. } => 2 * rows.len() + 2,
        Matter::Choices(choices) => 2 * choices.len(),
        Matter::Room(lines) => 3 * lines,
    }
}
