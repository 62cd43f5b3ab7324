//! A run, row by row: what each instruction takes from the stack, what it gives, what it changes.
//!
//! Frames that begin and end are titled rules, output and exceptions rows of their own. Where a line begins its
//! source stands above its instructions, quiet. What an instruction takes and gives follows from the number of
//! values that its opcode pops and pushes.

use bytescope_tracer::{Event, Exit, Record, Texts};

use crate::options::Options;
use crate::run::{Row, Style, cut, cut_start, width};
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
    argument: usize,
    takes: usize,
    gives: usize,
    /// The stack afterwards, on wide screens only.
    stack: usize,
}

/// Step and line with the space behind them.
const NUMBERS: usize = 7 + 6 + 1;
const OPCODE: usize = 20;
/// From this width on the whole stack is shown.
const WIDE: usize = 140;

impl TraceView {
    /// A view of this width.
    pub fn new(options: &Options) -> Self {
        let room = options.width.saturating_sub(NUMBERS + OPCODE + 1).max(40);
        let columns = if options.width >= WIDE {
            Columns { argument: 16, takes: room * 2 / 9, gives: room * 2 / 11, stack: room * 2 / 7 }
        } else {
            let argument = if room >= 60 { 14 } else { 10 };
            let room = room - argument;
            Columns { argument, takes: room * 2 / 5, gives: room * 3 / 10, stack: 0 }
        };
        Self { width: options.width, is_ascii: options.ascii, columns, place: None }
    }

    /// The rows above all others.
    pub fn head(&self, name: &str, version: &str) -> Vec<Row> {
        let Columns { argument, takes, gives, stack } = self.columns;
        let mut title = Row::of(name, Style::BOLD);
        title.push(format!("   trace   CPython {version}"), Style::QUIET);
        let wide = if stack > 0 { "stack after" } else { "" };
        let head = format!(
            "{:>6} {:>5}  {:<20} {:argument$} {:<takes$}{:<gives$}{wide:<stack$}changes",
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
                vec![self.rule(&format!("{}{goes_on}{locals}", code.qualname))]
            }
            Event::Left { code, exit, value, .. } => {
                self.place = None;
                let what = match exit {
                    Exit::Returned => "returns",
                    Exit::Yielded => "yields",
                    Exit::Raised => "is left by",
                };
                vec![self.rule(&format!("{} {what} {value}", code.qualname))]
            }
            Event::Raised { headline, handler, .. } => {
                let mut row = Row::of(" ".repeat(NUMBERS), Style::PLAIN);
                row.push(format!("! {headline}"), Style::EXCEPTION);
                match handler {
                    Some((Some(line), _)) => row.push(format!("  handled on line {line}"), Style::QUIET),
                    Some((None, _)) => row.push("  a handler cleans up", Style::QUIET),
                    None => row.push("  no handler here", Style::QUIET),
                }
                vec![self.fitted(row)]
            }
            Event::Wrote(text) => self.prints(text),
            Event::Rounds { rounds, steps, .. } => {
                self.place = None;
                let plural = if *rounds == 1 { "" } else { "s" };
                let mut row = Row::of(" ".repeat(NUMBERS), Style::PLAIN);
                row.push(format!("… {rounds} more round{plural}, {steps} instructions"), Style::QUIET);
                vec![row]
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
        row.push(format!("{:<OPCODE$} ", cut(instruction.opcode.name(), OPCODE)), Style::PLAIN);
        let mut end = row.width();
        let mut column = |text: String, size: usize, style: Style| {
            row.append(unpainted(&text, style));
            end += size;
            row.pad_to(end);
        };
        column(cut(&instruction.meaning, columns.argument), columns.argument + 1, Style::PLAIN);
        let takes = joined(record.before, instruction.popped);
        column(cut_start(&takes, columns.takes - 1), columns.takes, Style::PLAIN);
        let gives = record.after.map_or_else(String::new, |after| joined(after, instruction.pushed));
        column(cut(&gives, columns.gives - 1), columns.gives, Style::PLAIN);
        if columns.stack > 0 {
            let stack = record.after.map_or_else(String::new, |after| match after.len() {
                0 => "·".to_owned(),
                all => cut_start(&joined(after, all), columns.stack - 2),
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

/// The topmost texts, the top at the right.
fn joined(texts: &Texts, count: usize) -> String {
    let skipped = texts.len().saturating_sub(count);
    let mut out = String::new();
    for text in texts.iter().skip(skipped) {
        if width(&out) > 0 {
            out.push_str(", ");
        }
        out.push_str(text);
    }
    out
}
