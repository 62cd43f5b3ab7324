//! Slides in Markdown: `---` between them, as reveal.js and its kin read it.
//!
//! A heading begins a slide, and whatever no longer fits goes on to the next: paragraph by paragraph, listings by their
//! code objects and their lines. What was folded away is on the slide after its question.

use bytescope_views::{Row, plain};
use pulldown_cmark::{Event, Parser};

use crate::book::Book;
use crate::document::{Callout, Document, Exercise, Matter, Part, Shown, View};
use crate::format::code;
use crate::html::{Answers, Options};
use crate::layout;
use crate::markdown::{Plain, Writer, fence, made_by, matter};
use crate::prose::OPTIONS;
use crate::words::{Words, fill};

/// Lines on a slide.
const TALL: usize = 20;

/// Lines of a listing on a slide, below a heading and a caption.
const LISTING: usize = 16;

/// Letters in a line of prose.
const LETTERS: usize = 60;

/// How reveal.js shows them, whatever the theme: listings as wide as theirs are, on a slide without scroll bars, and names
/// as they are written. Measured on its slides of 960 by 700 points.
const STYLE: &str =
    "<style>.reveal pre { font-size: 0.42em } .reveal :is(h1, h2, h3) { text-transform: none }</style>\n";

/// The slides.
pub(crate) fn render(document: &Document, options: &Options<'_>) -> String {
    let words = document.language.words();
    // There are no pages that links could lead to.
    let book = Book::default();
    let flavour = Plain { options: &Options { book: &book, ..*options } };
    let mut deck = Deck {
        writer: Writer::new(&flavour, document, options.answers),
        words,
        width: document.width,
        answers: options.answers,
        slides: vec![format!("# {}\n\n{STYLE}", document.title)],
        used: 2,
        later: Vec::new(),
    };
    if !document.author.is_empty() {
        deck.put(&format!("{}\n", crate::markdown::escaped(&document.author)));
    }
    for part in &document.parts {
        deck.part(part);
    }
    for (title, solution) in std::mem::take(&mut deck.later) {
        deck.begin(&format!("## {}: {title}\n", words.solution));
        deck.matter(solution);
    }
    deck.begin(&format!("{}\n", made_by(document)));
    deck.slides.join("\n---\n\n")
}

struct Deck<'a> {
    writer: Writer<'a>,
    words: &'static Words,
    width: usize,
    answers: Answers,
    slides: Vec<String>,
    /// Lines on the last one.
    used: usize,
    /// Titles and solutions of exercises that come at the end.
    later: Vec<(String, &'a [Matter])>,
}

impl<'a> Deck<'a> {
    /// A slide that starts with this.
    fn begin(&mut self, text: &str) {
        self.slides.push(text.to_owned());
        self.used = height(text);
    }

    /// Adds to the slide, or to a new one if it is full.
    fn put(&mut self, text: &str) {
        if self.used + height(text) > TALL {
            return self.begin(text);
        }
        if let Some(slide) = self.slides.last_mut() {
            slide.push('\n');
            slide.push_str(text);
            self.used += height(text);
        }
    }

    fn part(&mut self, part: &'a Part) {
        match part {
            Part::Heading(heading) => {
                let text = self.writer.heading(heading);
                self.begin(&text);
            }
            Part::Prose(markdown) => self.prose(markdown),
            Part::Program(shown) => {
                for view in &shown.views {
                    self.view(shown, view);
                }
            }
            Part::Comparison(comparison) => {
                let version = fill(self.words.true_for, &[&comparison.version.to_string()]);
                self.listing(
                    &format!("{version}\n"),
                    &layout::comparison(comparison, self.words, self.width),
                );
            }
            Part::Pyc(listing) => {
                let version = fill(self.words.true_for, &[&listing.exploration.release()]);
                let rows = layout::compiled(listing, self.width);
                self.listing(&format!("*{}*, {version}\n", listing.title), &rows);
            }
            Part::Exercises(exercises) => exercises.iter().for_each(|exercise| self.exercise(exercise)),
            Part::Callout(callout) => self.callout(callout),
        }
        if !matches!(part, Part::Heading(_)) {
            self.writer.above.clear();
        }
    }

    /// Block by block.
    fn prose(&mut self, markdown: &str) {
        let text = self.writer.prose(markdown);
        let mut depth = 0;
        for (event, range) in Parser::new_ext(&text, OPTIONS).into_offset_iter() {
            match event {
                Event::Start(_) if depth == 0 => {
                    self.put(&format!("{}\n", text[range].trim_end()));
                    depth += 1;
                }
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
    }

    fn view(&mut self, shown: &Shown, view: &View) {
        let program = &shown.program;
        let caption = self.writer.caption(program, view);
        match view {
            View::Output if program.is_silent() => self.put(&format!("{}\n", self.words.prints_nothing)),
            View::Source => {
                let text = code(&program.source);
                let lines: Vec<_> = text.lines().collect();
                for lines in lines.chunks(LISTING) {
                    self.put(&fence("python", &lines.join("\n")));
                }
            }
            View::Explain => {
                for (index, piece) in layout::explain(program).chunks(LISTING / 2).enumerate() {
                    let table = self.writer.explained(piece);
                    self.put(&if index == 0 { format!("{caption}\n{table}") } else { table });
                }
            }
            _ => self.listing(&caption, &layout::rows(program, view, self.width)),
        }
    }

    /// A listing on as many slides as it takes. An empty row is a good place to go on to the next.
    fn listing(&mut self, caption: &str, rows: &[Row]) {
        let mut caption = Some(caption);
        for object in rows.split(|row| row.runs.is_empty()).filter(|object| !object.is_empty()) {
            let slides = object.len().div_ceil(LISTING);
            for (index, rows) in object.chunks(object.len().div_ceil(slides)).enumerate() {
                let listing = fence("text", &plain(rows));
                match caption.take() {
                    Some(caption) => self.put(&format!("{caption}\n{listing}")),
                    None if index > 0 => self.begin(&listing),
                    None => self.put(&listing),
                }
            }
        }
    }

    fn callout(&mut self, callout: &'a Callout) {
        let title = if callout.title.is_empty() { self.words.callout(&callout.kind) } else { &callout.title };
        let title = self.writer.prose(title);
        self.begin(&format!("## {title}\n"));
        if callout.folded {
            // The class waits until it is asked again.
            self.used = TALL;
        }
        for part in &callout.parts {
            self.part(part);
        }
    }

    fn exercise(&mut self, exercise: &'a Exercise) {
        let kind = self.words.exercise_kind(exercise.kind);
        let title = fill(self.words.exercise, &[&exercise.number.to_string(), kind]);
        self.begin(&format!("## {title}\n"));
        self.matter(&exercise.question);
        match self.answers {
            Answers::None => {}
            Answers::Inline => {
                self.begin(&format!("## {}: {title}\n", self.words.solution));
                self.matter(&exercise.solution);
            }
            Answers::Separate => self.later.push((title, &exercise.solution)),
        }
    }

    /// All but the room to write: nobody writes on a slide.
    fn matter(&mut self, all: &[Matter]) {
        for one in all.iter().filter(|one| !matches!(one, Matter::Room(_))) {
            self.put(&matter(std::slice::from_ref(one)));
        }
    }
}

/// About how many lines a piece of a slide takes.
fn height(text: &str) -> usize {
    let mut lines = 0;
    let mut is_listing = false;
    for line in text.lines().filter(|line| !line.is_empty()) {
        if line.starts_with("```") {
            is_listing = !is_listing;
        } else {
            lines += if is_listing { 1 } else { 1 + line.chars().count() / LETTERS };
        }
    }
    lines
}
