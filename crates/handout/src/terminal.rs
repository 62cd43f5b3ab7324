//! A document for the terminal: prose wrapped, listings as the views lay them out, marks as bold and quiet text.

use bytescope_views::{Role, Row, Style, unpainted};
use pulldown_cmark::{Event, Tag, TagEnd};
use unicode_width::UnicodeWidthStr;

use crate::document::{Callout, Cell, Document, Exercise, Matter, Part, Shown, View};
use crate::html::Answers;
use crate::layout;
use crate::prose::events;
use crate::words::{Words, fill};

/// Prose is no easier to read when it is wider.
const PROSE: usize = 88;

/// The page, `width` cells wide.
pub fn rows(document: &Document, width: usize, answers: Answers) -> Vec<Row> {
    let mut screen =
        Screen { rows: Vec::new(), width, words: document.language.words(), answers, later: Vec::new() };
    screen.prose(&document.title, 0, Style::BOLD);
    for part in &document.parts {
        screen.part(part, 0);
    }
    let later = std::mem::take(&mut screen.later);
    if !later.is_empty() {
        screen.title(screen.words.solutions, 0);
        for (title, solution) in later {
            screen.title(&title, 0);
            screen.matter(&solution, 0);
        }
    }
    screen.rows
}

struct Screen {
    rows: Vec<Row>,
    width: usize,
    words: &'static Words,
    answers: Answers,
    later: Vec<(String, Vec<Matter>)>,
}

impl Screen {
    fn gap(&mut self) {
        if self.rows.last().is_some_and(|row| !row.runs.is_empty()) {
            self.rows.push(Row::new());
        }
    }

    fn title(&mut self, text: &str, indent: usize) {
        self.gap();
        let mut row = Row::of(" ".repeat(indent), Style::PLAIN);
        row.append(unpainted(text, Style::BOLD));
        self.rows.push(row);
    }

    fn part(&mut self, part: &Part, indent: usize) {
        match part {
            Part::Heading(heading) => {
                self.gap();
                self.prose(&heading.text, indent, Style::BOLD);
                // The heading's row and an empty one were just added.
                let row = self.rows.len().checked_sub(2).and_then(|at| self.rows.get_mut(at));
                if let Some(row) = row.filter(|_| heading.level == 2) {
                    row.push(" ", Style::PLAIN);
                    let rest = self.width.min(PROSE).saturating_sub(row.width());
                    row.push("─".repeat(rest), Style::QUIET);
                }
            }
            Part::Prose(markdown) => self.prose(markdown, indent, Style::PLAIN),
            Part::Program(shown) => self.program(shown, indent),
            Part::Comparison(comparison) => {
                self.caption(&fill(self.words.true_for, &[&comparison.version.to_string()]), indent);
                let rows = layout::comparison(comparison, self.words, self.width - indent);
                self.listing(rows, indent);
            }
            Part::Pyc(listing) => {
                let version = fill(self.words.true_for, &[&listing.exploration.release()]);
                self.caption(&format!("{}, {version}", listing.title), indent);
                self.listing(layout::compiled(listing, self.width - indent), indent);
            }
            Part::Exercises(exercises) => {
                for exercise in exercises {
                    self.exercise(exercise, indent);
                }
            }
            Part::Callout(Callout { kind, title, parts, .. }) => {
                let title = if title.is_empty() { self.words.callout(kind) } else { title };
                self.prose(title, indent, Style::BOLD);
                for part in parts {
                    self.part(part, indent + 2);
                }
            }
        }
    }

    fn caption(&mut self, text: &str, indent: usize) {
        self.gap();
        let mut row = Row::of(" ".repeat(indent), Style::PLAIN);
        row.append(unpainted(text, Style::QUIET));
        self.rows.push(row);
    }

    fn listing(&mut self, rows: Vec<Row>, indent: usize) {
        for listed in rows {
            let mut row = Row::of(" ".repeat(indent), Style::PLAIN);
            row.append(listed);
            row.trim_end();
            self.rows.push(row);
        }
        self.gap();
    }

    fn program(&mut self, shown: &Shown, indent: usize) {
        let program = &shown.program;
        let version = fill(self.words.true_for, &[&program.version.to_string()]);
        for view in &shown.views {
            if matches!(view, View::Output) && program.is_silent() {
                self.caption(self.words.prints_nothing, indent);
                self.gap();
                continue;
            }
            let title = match view {
                View::Error(_) | View::Output => self.words.title(view).to_owned(),
                _ => format!("{}, {version}", self.words.title(view)),
            };
            self.caption(&title, indent);
            let mut rows = layout::rows(program, view, self.width - indent);
            if matches!(view, View::Explain) {
                rows = layout::explain(program)
                    .into_iter()
                    .flat_map(|(name, sentence)| {
                        wrapped(&[(format!("{name}: {sentence}"), Style::PLAIN)], self.width - indent)
                    })
                    .collect();
            }
            self.listing(rows, indent);
        }
    }

    fn exercise(&mut self, exercise: &Exercise, indent: usize) {
        let kind = self.words.exercise_kind(exercise.kind);
        let title = fill(self.words.exercise, &[&exercise.number.to_string(), kind]);
        self.title(&title, indent);
        self.matter(&exercise.question, indent);
        match self.answers {
            Answers::None => {}
            Answers::Inline => {
                self.title(self.words.solution, indent + 2);
                self.matter(&exercise.solution, indent + 2);
            }
            Answers::Separate => self.later.push((title, exercise.solution.clone())),
        }
    }

    fn matter(&mut self, all: &[Matter], indent: usize) {
        for one in all {
            match one {
                Matter::Text(markdown) => self.prose(markdown, indent, Style::PLAIN),
                Matter::Code { text, first_line } => {
                    self.gap();
                    let lines = text.lines().enumerate().map(|(at, line)| {
                        let mut row = Row::of(format!("{:>4}  ", first_line + at), Style::QUIET);
                        row.append(unpainted(line, Style::PLAIN));
                        row
                    });
                    self.listing(lines.collect(), indent);
                }
                Matter::Verbatim(text) => {
                    self.gap();
                    self.listing(
                        text.lines().map(|line| unpainted(line, Style::PLAIN)).collect(),
                        indent + 2,
                    );
                }
                Matter::Table { head, rows } => {
                    self.gap();
                    self.listing(table(head, rows), indent);
                }
                Matter::Choices(choices) => {
                    for (letter, choice) in ('A'..='Z').zip(choices) {
                        let mut row = Row::of(format!("{}{letter}  ", " ".repeat(indent)), Style::BOLD);
                        row.append(unpainted(choice, Style::PLAIN));
                        self.rows.push(row);
                    }
                    self.gap();
                }
                Matter::Room(_) => {}
            }
        }
    }

    /// Paragraphs, lists, quotations and tables of prose.
    fn prose(&mut self, markdown: &str, indent: usize, style: Style) {
        self.gap();
        let mut runs = Runs::new();
        let mut styles = vec![style];
        let mut lists: Vec<Option<u64>> = Vec::new();
        let mut depth = indent;
        let mut code = None;
        let mut lead = String::new();
        let mut cells: Vec<Vec<Runs>> = Vec::new();
        for event in events(markdown, &|title| Some(title.to_owned())) {
            let now = styles.last().copied().unwrap_or(style);
            match event {
                Event::Text(text) => match &mut code {
                    Some(block) => *block += &*text,
                    None => runs.push((text.into_string(), now)),
                },
                Event::Code(text) => {
                    runs.push((
                        text.into_string(),
                        Style { role: Role::Span(bytescope_views::Hue::Teal), bold: now.bold },
                    ));
                }
                Event::SoftBreak | Event::HardBreak => runs.push((" ".to_owned(), now)),
                Event::Rule => self.rows.push(Row::of("─".repeat(self.width.min(PROSE)), Style::QUIET)),
                Event::Start(tag) => match tag {
                    Tag::Strong | Tag::Emphasis | Tag::Heading { .. } => styles.push(Style::BOLD),
                    Tag::BlockQuote(_) => depth += 2,
                    Tag::List(first) => lists.push(first),
                    Tag::Item => {
                        self.paragraph(&mut runs, depth, &mut lead);
                        lead = match lists.last_mut() {
                            Some(Some(number)) => {
                                *number += 1;
                                format!("{}. ", *number - 1)
                            }
                            _ => "· ".to_owned(),
                        };
                        depth += 2;
                    }
                    Tag::CodeBlock(_) => code = Some(String::new()),
                    Tag::TableRow | Tag::TableHead => cells.push(Vec::new()),
                    _ => {}
                },
                Event::End(tag) => match tag {
                    TagEnd::Strong | TagEnd::Emphasis | TagEnd::Heading(_) => {
                        styles.pop();
                        if matches!(tag, TagEnd::Heading(_)) {
                            self.paragraph(&mut runs, depth, &mut lead);
                            self.gap();
                        }
                    }
                    TagEnd::Paragraph => {
                        self.paragraph(&mut runs, depth, &mut lead);
                        if lists.is_empty() {
                            self.gap();
                        }
                    }
                    TagEnd::BlockQuote(_) => depth -= 2,
                    TagEnd::Item => {
                        self.paragraph(&mut runs, depth, &mut lead);
                        depth -= 2;
                    }
                    TagEnd::List(_) => {
                        lists.pop();
                        self.gap();
                    }
                    TagEnd::CodeBlock => {
                        let block = code.take().unwrap_or_default();
                        self.gap();
                        let rows = block.lines().map(|line| unpainted(line, Style::PLAIN)).collect();
                        self.listing(rows, depth + 2);
                    }
                    TagEnd::TableCell => {
                        let cell = std::mem::take(&mut runs);
                        if let Some(row) = cells.last_mut() {
                            row.push(cell);
                        }
                    }
                    TagEnd::Table => {
                        self.gap();
                        let rows = prose_table(&std::mem::take(&mut cells), self.width.saturating_sub(depth));
                        self.listing(rows, depth);
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        self.paragraph(&mut runs, depth, &mut lead);
        self.gap();
    }

    fn paragraph(&mut self, runs: &mut Runs, indent: usize, lead: &mut String) {
        let runs = std::mem::take(runs);
        if runs.iter().all(|(text, _)| text.trim().is_empty()) {
            return;
        }
        let lead = std::mem::take(lead);
        let width = self.width.min(PROSE).saturating_sub(indent).max(20);
        for (index, line) in wrapped(&runs, width).into_iter().enumerate() {
            let start = if index == 0 { indent.saturating_sub(lead.chars().count()) } else { indent };
            let mut row = Row::of(" ".repeat(start), Style::PLAIN);
            if index == 0 {
                row.push(lead.clone(), Style::QUIET);
            }
            row.append(line);
            self.rows.push(row);
        }
    }
}

/// Pieces of prose in their styles.
type Runs = Vec<(String, Style)>;

/// Breaks runs at spaces.
fn wrapped(runs: &[(String, Style)], width: usize) -> Vec<Row> {
    // Words that touch, in their styles, stay together.
    let mut words: Vec<Vec<(String, Style)>> = vec![Vec::new()];
    for (text, style) in runs {
        for (index, piece) in text.split([' ', '\n']).enumerate() {
            if index > 0 {
                words.push(Vec::new());
            }
            if !piece.is_empty()
                && let Some(word) = words.last_mut()
            {
                word.push((piece.to_owned(), *style));
            }
        }
    }
    let mut rows = vec![Row::new()];
    let mut used = 0;
    for word in words.into_iter().filter(|word| !word.is_empty()) {
        let size: usize = word.iter().map(|(text, _)| text.width()).sum();
        if used > 0 && used + 1 + size > width {
            rows.push(Row::new());
            used = 0;
        }
        if let Some(row) = rows.last_mut() {
            if used > 0 {
                row.push(" ", Style::PLAIN);
                used += 1;
            }
            for (text, style) in word {
                row.append(unpainted(&text, style));
            }
            used += size;
        }
    }
    rows
}

/// A table of prose: where it is too wide the text in its widest columns is wrapped.
fn prose_table(rows: &[Vec<Runs>], width: usize) -> Vec<Row> {
    let natural = |cell: &Runs| cell.iter().map(|(text, _)| text.width()).sum::<usize>();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |column| rows.iter().filter_map(|row| row.get(column)).map(natural).max().unwrap_or(0);
    let mut sizes: Vec<_> = (0..columns).map(widest).collect();
    let room = width.saturating_sub(2 * columns);
    while sizes.iter().sum::<usize>() > room.max(columns)
        && let Some(size) = sizes.iter_mut().max()
    {
        *size -= 1;
    }
    let mut out = Vec::new();
    for (index, cells) in rows.iter().enumerate() {
        let cells: Vec<_> = cells.iter().zip(&sizes).map(|(cell, size)| wrapped(cell, *size)).collect();
        for line in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
            let mut row = Row::new();
            let mut end = 0;
            for (cell, size) in cells.iter().zip(&sizes) {
                row.append(cell.get(line).cloned().unwrap_or_default());
                end += size + 2;
                row.pad_to(end);
            }
            out.push(row);
        }
        if index == 0 {
            let rule = sizes.iter().map(|size| "─".repeat(*size)).collect::<Vec<_>>().join("  ");
            out.push(Row::of(rule, Style::QUIET));
        }
    }
    out
}

/// A table of plain texts, its columns as wide as they need to be.
fn table(head: &[String], rows: &[Vec<Cell>]) -> Vec<Row> {
    let cell = |cell: &Cell| match cell {
        Cell::Blank => "____________".to_owned(),
        Cell::Code(text) | Cell::Words(text) => text.clone(),
    };
    let columns = head.len();
    let size = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|text| cell(text).width());
        cells.chain(head.get(column).map(|title| title.width())).max().unwrap_or(0)
    };
    let sizes: Vec<_> = (0..columns).map(size).collect();
    let line = |cells: Vec<String>, style: Style| {
        let mut row = Row::new();
        let mut end = 0;
        for (text, size) in cells.iter().zip(&sizes) {
            row.append(unpainted(text, style));
            end += size + 2;
            row.pad_to(end);
        }
        row.trim_end();
        row
    };
    let mut out = vec![line(head.to_vec(), Style::QUIET)];
    out.extend(rows.iter().map(|row| line(row.iter().map(cell).collect(), Style::PLAIN)));
    out
}
