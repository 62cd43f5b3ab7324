//! A run, row by row: what each instruction takes from the stack, what it gives, what it changes.
//!
//! Frames that begin and end are titled rules, output and exceptions rows of their own. Where a line begins its
//! source stands above its instructions, quiet. What an instruction takes and gives follows from the number of
//! values that its opcode pops and pushes.

use bytescope_tracer::{Event, Exit, Record, Texts};

use crate::event_words::{
    CHECK_WORDS, attribute_words, freed_words, name_words, rounds_words, search_words, switch_words,
};
use crate::options::Options;
use crate::run::{Row, Style, cut, width};
use crate::text::unpainted;

/// Events as rows.
#[derive(Debug)]
pub struct TraceView {
    width: usize,
    is_ascii: bool,
    columns: Columns,
    /// The frame and line of the last row.
    place: Option<(u32, Option<i32>)>,
}

/// Widths, in cells.
#[derive(Clone, Copy, Debug)]
struct Columns {
    opcode: usize,
    argument: usize,
    takes: usize,
    gives: usize,
    /// The stack afterwards, on wide screens only.
    stack: usize,
}

/// Step and line with the space behind them.
const NUMBERS: usize = 7 + 6 + 1;
/// From this width on the whole stack is shown.
const WIDE: usize = 140;

impl TraceView {
    /// A view of this width.
    pub fn new(options: &Options) -> Self {
        let opcode = if options.width < 100 { 18 } else { 20 };
        let room = options.width.saturating_sub(NUMBERS + opcode + 1).max(40);
        let columns = if options.width >= WIDE {
            Columns { opcode, argument: 16, takes: room * 2 / 9, gives: room * 2 / 11, stack: room * 2 / 7 }
        } else {
            let argument = if room >= 60 { 14 } else { 10 };
            let room = room - argument;
            Columns { opcode, argument, takes: room * 2 / 5 + 1, gives: room / 3, stack: 0 }
        };
        Self { width: options.width, is_ascii: options.ascii, columns, place: None }
    }

    /// The rows above all others.
    pub fn head(&self, name: &str, version: &str) -> Vec<Row> {
        let Columns { opcode, argument, takes, gives, stack } = self.columns;
        let mut title = Row::of(name, Style::BOLD);
        title.push(format!("   trace   CPython {version}"), Style::QUIET);
        let wide = if stack > 0 { "stack after" } else { "" };
        let head = format!(
            "{:>6} {:>5}  {:<opcode$} {:argument$} {:<takes$}{:<gives$}{wide:<stack$}changes",
            "step", "line", "instruction", "", "takes", "gives"
        );
        vec![title, Row::new(), Row::of(head, Style::QUIET)]
    }

    /// The rows of an event.
    pub fn rows(&mut self, event: &Event<'_>) -> Vec<Row> {
        match event {
            Event::Step(record) => self.step(record),
            Event::Entered { code, is_resumed, locals, .. } => {
                self.place = None;
                let locals: Vec<_> = locals.iter().map(|(name, value)| format!("{name} = {value}")).collect();
                let goes_on = if *is_resumed { " goes on" } else { "" };
                let locals = if locals.is_empty() || code.name.starts_with("<module") {
                    String::new()
                } else {
                    format!(": {}", locals.join(", "))
                };
                vec![self.rule(&format!("{}{goes_on}{locals}", code.title))]
            }
            Event::Left { code, exit, value, .. } => {
                self.place = None;
                let what = match exit {
                    Exit::Returned => "returns",
                    Exit::Yielded => "yields",
                    Exit::Raised => "is left by",
                };
                vec![self.rule(&format!("{} {what} {value}", code.title))]
            }
            Event::Raised { headline, handler, .. } => {
                let mut row = Row::of(" ".repeat(NUMBERS), Style::PLAIN);
                row.push(format!("! {headline}"), Style::EXCEPTION);
                let note = match handler {
                    Some((Some(line), _)) => format!("a handler on line {line}"),
                    Some((None, _)) => "a handler cleans up".to_owned(),
                    None => "no handler here".to_owned(),
                };
                if row.width() + 2 + width(&note) > self.width {
                    let mut rows = vec![self.fitted(row)];
                    rows.extend(self.remark(&note));
                    return rows;
                }
                row.push(format!("  {note}"), Style::QUIET);
                vec![row]
            }
            Event::Sought { offset, asked, is_found, .. } => {
                self.remark(&search_words(*offset, asked, *is_found))
            }
            Event::Named { name, lookup, .. } => self.remark(&name_words(name, *lookup)),
            Event::Attribute { name, lookup, .. } => self.remark(&attribute_words(name, lookup)),
            Event::Freed { object, is_collected } => self.remark(&freed_words(object, *is_collected)),
            Event::Check { .. } => self.remark(CHECK_WORDS),
            Event::Switched { from, to } => self.remark(&switch_words(*from, *to)),
            Event::Wrote(text) => self.prints(text),
            Event::Rounds { rounds, steps, .. } => {
                self.place = None;
                self.remark(&format!("… {}", rounds_words(*rounds, *steps)))
            }
            Event::End { steps, exit_code } => {
                let steps = format!("{steps} instruction{}", if *steps == 1 { "" } else { "s" });
                vec![self.rule(&format!("end: {steps}, exit status {exit_code}"))]
            }
        }
    }

    fn step(&mut self, record: &Record<'_>) -> Vec<Row> {
        let instruction = record.instruction;
        let mut rows = Vec::new();
        let place = Some((record.frame, instruction.line));
        if self.place != place {
            self.place = place;
            let source = record.code.source.as_ref();
            if let Some((source, line)) = source.zip(instruction.line)
                && !source.line(line).trim().is_empty()
            {
                let mut row = Row::of(" ".repeat(7), Style::PLAIN);
                row.push(format!("{line:>5}  "), Style::QUIET);
                row.append(unpainted(source.line(line).trim_end(), Style::QUIET));
                rows.push(self.fitted(row));
            }
        }
        let columns = self.columns;
        let mut row = Row::of(format!("{:>6} ", record.step), Style::QUIET);
        let line = instruction.line.map_or(String::new(), |line| line.to_string());
        row.push(format!("{line:>5}  "), Style::QUIET);
        let name = cut(instruction.opcode.name(), columns.opcode);
        row.push(format!("{name:<size$} ", size = columns.opcode), Style::PLAIN);
        let mut end = row.width();
        let mut column = |text: String, size: usize, style: Style| {
            row.append(unpainted(&text, style));
            end += size;
            row.pad_to(end);
        };
        column(cut(&instruction.meaning, columns.argument), columns.argument + 1, Style::PLAIN);
        let kept = record.before.len().saturating_sub(instruction.popped);
        column(from(record.before, kept, columns.takes - 1), columns.takes, Style::PLAIN);
        // An iterator that ends is gone as well: there is less than was kept.
        let gives = record.after.map_or_else(String::new, |after| from(after, kept, columns.gives - 1));
        column(gives, columns.gives, Style::PLAIN);
        if columns.stack > 0 {
            let stack = record.after.map_or_else(String::new, |after| match after.len() {
                0 => "·".to_owned(),
                _ => from(after, 0, columns.stack - 2),
            });
            column(stack, columns.stack, Style::QUIET);
        }
        let changes: Vec<_> = record
            .changes
            .iter()
            .map(|change| match &change.value {
                Some(value) => format!("{} = {value}", change.name),
                None => format!("del {}", change.name),
            })
            .collect();
        row.append(unpainted(&changes.join(", "), Style::BOLD));
        row.trim_end();
        rows.push(self.fitted(row));
        rows.extend(self.prints(record.output));
        rows
    }

    fn prints(&self, text: &str) -> Vec<Row> {
        let line = |text: &str| {
            let mut row = Row::of(" ".repeat(NUMBERS), Style::PLAIN);
            row.push("prints ", Style::QUIET);
            row.append(unpainted(text, Style::BOLD));
            self.fitted(row)
        };
        text.lines().map(line).collect()
    }

    /// Rows of its own for something that happened besides. Who was asked in vain comes last in a sentence, and is
    /// what it is read for: nothing is cut off.
    fn remark(&self, text: &str) -> Vec<Row> {
        let mut lines = vec![String::new()];
        for word in text.split(' ') {
            let line = lines.len() - 1;
            let indent = NUMBERS + 2 * usize::from(line > 0);
            if !lines[line].is_empty() && indent + width(&lines[line]) + 1 + width(word) > self.width {
                lines.push(word.to_owned());
            } else {
                let space = if lines[line].is_empty() { "" } else { " " };
                lines[line] = format!("{}{space}{word}", lines[line]);
            }
        }
        let rows = lines.iter().enumerate().map(|(index, line)| {
            let mut row = Row::of(" ".repeat(NUMBERS + 2 * usize::from(index > 0)), Style::PLAIN);
            row.append(unpainted(line, Style::QUIET));
            self.fitted(row)
        });
        rows.collect()
    }

    /// A rule with a title.
    fn rule(&self, title: &str) -> Row {
        let dash = if self.is_ascii { "-" } else { "─" };
        let mut row = Row::of(format!("{} ", dash.repeat(2)), Style::QUIET);
        row.append(unpainted(&cut(title, self.width.saturating_sub(8)), Style::BOLD));
        let rest = self.width.saturating_sub(row.width() + 1);
        row.push(format!(" {}", dash.repeat(rest)), Style::QUIET);
        row
    }

    fn fitted(&self, mut row: Row) -> Row {
        row.cut(self.width);
        row
    }
}

/// The values from a place of a stack on, the top at the right, in so much room.
fn from(texts: &Texts, start: usize, room: usize) -> String {
    let values: Vec<_> = texts.iter().skip(start).collect();
    fit_values(&values, room)
}

/// Values in so much room: `… b, c`. The first ones are left out; of one that alone is too long, the end.
pub fn fit_values(values: &[&str], room: usize) -> String {
    let all = values.join(", ");
    if width(&all) <= room {
        return all;
    }
    for first in 1..values.len() {
        let rest = format!("… {}", values[first..].join(", "));
        if width(&rest) <= room {
            return rest;
        }
    }
    cut(values.last().unwrap_or(&""), room)
}
