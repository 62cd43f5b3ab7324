//! Markdown for GitHub and mdBook, and what the other kinds of Markdown share with it.
//!
//! Listings are laid out by the views and stand in fences of plain text, so that they look the same everywhere. A
//! [`Flavour`] says how links, boxes and folded answers are written.

use std::fmt::Write as _;

use bytescope_views::plain;
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use crate::book::{Book, Entry};
use crate::document::{Callout, Cell, Document, Exercise, Heading, Matter, Part, Program, Shown, View};
use crate::format::code;
use crate::html::{Answers, Options};
use crate::layout;
use crate::prose::OPTIONS;
use crate::words::{Words, fill};

/// What differs between kinds of Markdown.
pub(crate) trait Flavour {
    /// A link to the page of a title or alias, or the words alone if there is none.
    fn link(&self, title: &str, words: &str) -> String;
    /// A box around a body, whose text ends with a line end.
    fn callout(&self, callout: &Callout, title: &str, body: &str, words: &Words) -> String;
    /// Something that is folded away until the reader asks for it.
    fn folded(&self, title: &str, body: &str) -> String;
}

/// A writer of one kind of Markdown.
pub(crate) struct Writer<'a> {
    pub(crate) flavour: &'a dyn Flavour,
    pub(crate) words: &'static Words,
    pub(crate) answers: Answers,
    /// Cells in a line of a listing.
    width: usize,
    /// The heading right above, which a caption need not repeat.
    pub(crate) above: String,
    /// Exercises whose solutions come at the end.
    later: Vec<String>,
}

/// The page.
pub(crate) fn render(document: &Document, options: &Options<'_>) -> String {
    let flavour = Plain { options };
    let words = document.language.words();
    let mut writer = Writer::new(&flavour, document, options.answers);
    let mut page = format!("# {}\n", document.title);
    if !document.author.is_empty() {
        let _ = write!(page, "\n{}\n", escaped(&document.author));
    }
    for part in &document.parts {
        let _ = write!(page, "\n{}", writer.part(part));
    }
    for piece in writer.solutions() {
        let _ = write!(page, "\n{piece}");
    }
    let (before, after) = options.book.neighbours(&document.slug);
    let step = |word: &str, entry: Option<&Entry>| {
        let entry = entry?;
        Some(format!("{word}: [{}]({}.md)", entry.title, entry.slug.as_deref()?))
    };
    let steps: Vec<_> =
        [step(words.previous, before), step(words.next, after)].into_iter().flatten().collect();
    if !steps.is_empty() {
        let _ = write!(page, "\n---\n\n{}\n", steps.join(" · "));
    }
    let _ = write!(page, "\n{}\n", made_by(document));
    page
}

/// The index.
pub(crate) fn index(book: &Book) -> String {
    let words = book.language.words();
    let mut page = format!("# {}\n", book.title);
    if !book.about.is_empty() {
        let _ = write!(page, "\n{}\n", book.about);
    }
    let _ = write!(page, "\n```mermaid\n{}```\n", crate::mind_map::mermaid(book));
    for section in &book.sections {
        if !section.title.is_empty() {
            let _ = write!(page, "\n## {}\n", section.title);
        }
        if !section.about.is_empty() {
            let _ = write!(page, "\n{}\n", section.about);
        }
        page.push('\n');
        for entry in &section.entries {
            let _ = match &entry.slug {
                Some(slug) if entry.summary.is_empty() => writeln!(page, "- [{}]({slug}.md)", entry.title),
                Some(slug) => writeln!(page, "- [{}]({slug}.md): {}", entry.title, entry.summary),
                None => writeln!(page, "- {} ({})", entry.title, words.not_written),
            };
        }
    }
    page
}

/// The line at the foot.
pub(crate) fn made_by(document: &Document) -> String {
    let words = document.language.words();
    format!("*{}*", fill(words.made_by, &[env!("CARGO_PKG_VERSION"), &document.version.to_string()]))
}

impl<'a> Writer<'a> {
    pub(crate) fn new(flavour: &'a dyn Flavour, document: &Document, answers: Answers) -> Self {
        let words = document.language.words();
        Self { flavour, words, answers, width: document.width, above: String::new(), later: Vec::new() }
    }

    /// A part, with a line end.
    pub(crate) fn part(&mut self, part: &Part) -> String {
        if let Part::Heading(heading) = part {
            return self.heading(heading);
        }
        let text = self.body(part);
        self.above.clear();
        text
    }

    fn body(&mut self, part: &Part) -> String {
        match part {
            Part::Heading(heading) => self.heading(heading),
            Part::Prose(markdown) => format!("{}\n", self.prose(markdown)),
            Part::Program(shown) => self.program(shown),
            Part::Comparison(comparison) => {
                let version = fill(self.words.true_for, &[&comparison.version.to_string()]);
                let listing = fence("text", &plain(&layout::comparison(comparison, self.words, self.width)));
                format!("{}\n{listing}", caption("", &version))
            }
            Part::Pyc(listing) => {
                let version = fill(self.words.true_for, &[&listing.exploration.release()]);
                let rows = layout::compiled(listing, self.width);
                format!("{}\n{}", caption(&listing.title, &version), fence("text", &plain(&rows)))
            }
            Part::Exercises(exercises) => {
                let all: Vec<_> = exercises.iter().map(|exercise| self.exercise(exercise)).collect();
                all.join("\n")
            }
            Part::Callout(callout) => {
                let inner: Vec<_> = callout.parts.iter().map(|part| self.part(part)).collect();
                let title = self.prose(&callout.title);
                self.flavour.callout(callout, &title, &inner.join("\n"), self.words)
            }
        }
    }

    pub(crate) fn heading(&mut self, heading: &Heading) -> String {
        self.above.clone_from(&heading.text);
        format!("{} {}\n", "#".repeat(usize::from(heading.level)), self.prose(&heading.text))
    }

    /// Prose with its links between pages written as the format wants them.
    pub(crate) fn prose(&self, markdown: &str) -> String {
        let mut out = String::new();
        let mut done = 0;
        let mut link = None;
        for (event, range) in Parser::new_ext(markdown, OPTIONS).into_offset_iter() {
            match event {
                Event::Start(Tag::Link {
                    link_type: LinkType::WikiLink { has_pothole }, dest_url, ..
                }) => {
                    let source = &markdown[range.clone()];
                    let words = source.trim_start_matches("[[").trim_end_matches("]]");
                    let words = if has_pothole {
                        words.split_once('|').map_or(words, |(_, words)| words)
                    } else {
                        words
                    };
                    link = Some((dest_url, words.to_owned()));
                }
                Event::End(TagEnd::Link) => {
                    if let Some((title, words)) = link.take() {
                        out.push_str(&markdown[done..range.start]);
                        out.push_str(&self.flavour.link(&title, &words));
                        done = range.end;
                    }
                }
                _ => {}
            }
        }
        out.push_str(&markdown[done..]);
        out
    }

    fn program(&self, shown: &Shown) -> String {
        let views: Vec<_> = shown.views.iter().map(|view| self.view(shown, view)).collect();
        views.join("\n")
    }

    /// A view with its caption.
    pub(crate) fn view(&self, shown: &Shown, view: &View) -> String {
        let program = &shown.program;
        let body = match view {
            View::Output if program.is_silent() => return format!("{}\n", self.words.prints_nothing),
            View::Source => return fence("python", &code(&program.source)),
            View::Explain => self.explained(&layout::explain(program)),
            _ => fence("text", &plain(&layout::rows(program, view, self.width))),
        };
        format!("{}\n{body}", self.caption(program, view))
    }

    /// The line above a view: what it is, if the heading does not say so, and what it is true for.
    pub(crate) fn caption(&self, program: &Program, view: &View) -> String {
        let title = self.words.title(view);
        let version = fill(self.words.true_for, &[&program.version.to_string()]);
        match view {
            View::Output | View::Error(_) => format!("{title}:\n"),
            _ => caption(if title == self.above { "" } else { title }, &version),
        }
    }

    /// Opcodes with their sentences.
    pub(crate) fn explained(&self, opcodes: &[(&str, &str)]) -> String {
        let mut table =
            format!("| {} | {} |\n| --- | --- |\n", self.words.instruction, self.words.what_it_does);
        for (name, sentence) in opcodes {
            let _ = writeln!(table, "| `{name}` | {} |", sentence.replace('|', "\\|"));
        }
        table
    }

    pub(crate) fn exercise(&mut self, exercise: &Exercise) -> String {
        let kind = self.words.exercise_kind(exercise.kind);
        let title = fill(self.words.exercise, &[&exercise.number.to_string(), kind]);
        let mut out = format!("### {title}\n\n{}", matter(&exercise.question));
        let solution = matter(&exercise.solution);
        match self.answers {
            Answers::None => {}
            Answers::Inline => {
                let _ = write!(out, "\n{}", self.flavour.folded(self.words.solution, &solution));
            }
            Answers::Separate => {
                self.later.push(format!("### {}: {title}\n\n{solution}", self.words.solution));
            }
        }
        out
    }

    /// The solutions that were kept for the end, below a heading.
    pub(crate) fn solutions(&mut self) -> Vec<String> {
        let mut pieces = std::mem::take(&mut self.later);
        if !pieces.is_empty() {
            pieces.insert(0, format!("## {}\n", self.words.solutions));
        }
        pieces
    }
}

/// What an exercise is made of.
pub(crate) fn matter(all: &[Matter]) -> String {
    let parts = all.iter().map(|one| match one {
        Matter::Text(markdown) => format!("{markdown}\n"),
        Matter::Code { text, first_line: 1 } => fence("python", &layout::harmless(text)),
        Matter::Code { text, first_line } => {
            let lines =
                text.lines().enumerate().map(|(index, line)| format!("{:>4}  {line}\n", first_line + index));
            fence("text", &layout::harmless(&lines.collect::<Vec<_>>().concat()))
        }
        Matter::Verbatim(text) => fence("text", &layout::harmless(text)),
        Matter::Table { head, rows } => table(head, rows),
        Matter::Choices(choices) => {
            let letters = ('A'..='Z').zip(choices);
            letters
                .map(|(letter, choice)| format!("- **{letter}** {}\n", inline_code(choice)))
                .collect::<Vec<_>>()
                .concat()
        }
        Matter::Room(lines) => fence("text", &"\n".repeat(*lines)),
    });
    parts.collect::<Vec<_>>().join("\n")
}

fn table(head: &[String], rows: &[Vec<Cell>]) -> String {
    let mut out = format!("{}|{}\n", row(head.iter().cloned()), " --- |".repeat(head.len()));
    for cells in rows {
        out.push_str(&row(cells.iter().map(|cell| match cell {
            Cell::Blank => ". . . . . . . .".to_owned(),
            Cell::Code(text) if text.is_empty() => String::new(),
            Cell::Code(text) => inline_code(text).replace('|', "\\|"),
            Cell::Words(text) => escaped(text),
        })));
    }
    out
}

/// A row of a table.
fn row(cells: impl Iterator<Item = String>) -> String {
    let cells = cells.map(|cell| if cell.is_empty() { " |".to_owned() } else { format!(" {cell} |") });
    format!("|{}\n", cells.collect::<String>())
}

/// A line above a listing.
fn caption(title: &str, version: &str) -> String {
    if title.is_empty() { format!("{version}\n") } else { format!("*{title}*, {version}\n") }
}

/// A fence that holds any text.
pub(crate) fn fence(language: &str, text: &str) -> String {
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    format!("{fence}{language}\n{text}{end}{fence}\n")
}

/// A code span that holds any text of one line.
pub(crate) fn inline_code(text: &str) -> String {
    let text = layout::harmless(text).replace('\n', "␊");
    let fence = "`".repeat(longest_run(&text) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') || text.is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Text that Markdown shall not take for marks.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::new();
    // What may begin a list, a heading or a quotation begins no other thing further on.
    let mut is_start = true;
    for letter in layout::harmless(text).chars() {
        let is_mark = "\\`*_[]<>|&~#$^{}".contains(letter);
        if is_mark || (is_start && letter.is_ascii_punctuation()) {
            out.push('\\');
        }
        is_start &= letter.is_ascii_digit();
        out.push(letter);
    }
    out
}

/// The longest run of backticks.
fn longest_run(text: &str) -> usize {
    let (mut longest, mut run) = (0, 0);
    for letter in text.chars() {
        run = if letter == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// As GitHub and mdBook understand it.
pub(crate) struct Plain<'a> {
    pub(crate) options: &'a Options<'a>,
}

impl Flavour for Plain<'_> {
    fn link(&self, title: &str, words: &str) -> String {
        self.options.book.file(title).map_or_else(|| words.to_owned(), |file| format!("[{words}]({file}.md)"))
    }

    fn callout(&self, callout: &Callout, title: &str, body: &str, words: &Words) -> String {
        let title = if title.is_empty() { words.callout(&callout.kind) } else { title };
        if callout.folded {
            return self.folded(title, body);
        }
        quoted(&format!("**{title}**\n\n{body}"))
    }

    fn folded(&self, title: &str, body: &str) -> String {
        // Inside of HTML, Markdown begins again behind an empty line.
        let mut summary = String::new();
        pulldown_cmark::html::push_html(&mut summary, crate::prose::events(title, &|_| None).into_iter());
        let summary = summary.trim().trim_start_matches("<p>").trim_end_matches("</p>");
        format!("<details>\n<summary>{summary}</summary>\n\n{body}\n</details>\n")
    }
}

/// A quotation.
pub(crate) fn quoted(text: &str) -> String {
    text.trim_end()
        .lines()
        .map(|line| if line.is_empty() { ">\n".to_owned() } else { format!("> {line}\n") })
        .collect::<Vec<_>>()
        .concat()
}
