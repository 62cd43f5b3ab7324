//! Two programs side by side: what each costs, then every code object with its instructions aligned.
//!
//! The mark between the halves says what colour says too: `≠` stands between two that are not the same, `<`
//! and `>` point at what only one side has. From 160 columns on (120 where both sides have one text) the
//! source stands at the outside; below, each line of it heads its instructions. Long runs of instructions
//! that are the same are folded, code objects that are the same are only named.

use std::collections::HashSet;

use bytescope_explorer::{Aligned, Change, Comparison, Cost, FieldChange, Instruction, Pair, Part, Side};

use crate::headings::titled_rule;
use crate::options::Options;
use crate::run::{Hue, Row, Style, cut, width, wrap_words};
use crate::text::{count, only_ascii, printable, unpainted};

/// Instructions shown before and after a difference, where much is the same.
const AROUND: usize = 3;

/// Fewer lines than this are not worth folding.
const WORTH_FOLDING: usize = 4;

/// Values listed of a field that differs.
const MOST_VALUES: usize = 6;

/// What stands between the halves.
const GUTTER: usize = 3;

/// The whole comparison.
pub fn comparison_view(comparison: &Comparison, options: &Options) -> Vec<Row> {
    let mut rows = vec![header(comparison)];
    rows.push(Row::new());
    rows.extend(cost_table(comparison));
    if comparison.differs() {
        for pair in &comparison.pairs {
            rows.push(Row::new());
            rows.extend(pair_rows(comparison, pair, options));
        }
    } else {
        rows.push(Row::new());
        rows.push(Row::of("Nothing differs.", Style::PLAIN));
    }
    for row in &mut rows {
        row.cut(options.width);
        row.trim_end();
        if options.ascii {
            only_ascii(row);
        }
    }
    rows
}

fn header(comparison: &Comparison) -> Row {
    let Comparison { left, right, .. } = comparison;
    let mut row = Row::new();
    if left.filename == right.filename && left.filename != left.label && !left.filename.starts_with('<') {
        row.push(printable(&left.filename), Style::BOLD);
        row.push("   ", Style::PLAIN);
    }
    row.push(printable(&left.label), Style::BOLD);
    row.push(" beside ", Style::QUIET);
    row.push(printable(&right.label), Style::BOLD);
    let versions = if left.version == right.version {
        left.version.to_string()
    } else {
        format!("{} and {}", left.version, right.version)
    };
    row.push(format!("   CPython {versions}"), Style::QUIET);
    row
}

/// What both sides cost, and the difference.
pub(crate) fn cost_table(comparison: &Comparison) -> Vec<Row> {
    const LONGEST: usize = 24;
    let labels = [&comparison.left, &comparison.right].map(|side| cut(&printable(&side.label), LONGEST));
    let sizes = [width(&labels[0]).max(5) + 3, width(&labels[1]).max(5) + 3];
    let cells = |row: &mut Row, texts: [&str; 2], style: Style| {
        for (text, size) in texts.into_iter().zip(sizes) {
            row.push(" ".repeat(size.saturating_sub(width(text))), style);
            row.push(text, style);
        }
    };
    let mut head = Row::of(" ".repeat(15), Style::PLAIN);
    cells(&mut head, [&labels[0], &labels[1]], Style::QUIET);
    let mut rows = vec![head];
    let [left, right] = comparison.costs();
    for ((name, one), (_, other)) in left.entries().into_iter().zip(right.entries()) {
        let style = if one == other { Style::QUIET } else { Style::PLAIN };
        let mut row = Row::of(format!("  {name:<13}"), style);
        cells(&mut row, [&one.to_string(), &other.to_string()], style);
        if one != other {
            row.push(format!("{:>7}", difference(one, other)), Style { bold: true, ..Style::PLAIN });
        }
        rows.push(row);
    }
    rows
}

fn difference(one: usize, other: usize) -> String {
    if other > one { format!("+{}", other - one) } else { format!("-{}", one - other) }
}

pub(crate) fn title(comparison: &Comparison, pair: &Pair, limit: usize) -> Row {
    let crumbs: Vec<_> = pair.path.split('.').map(printable).collect();
    titled_rule(&crumbs, &facts(comparison, pair), limit)
}

fn facts(comparison: &Comparison, pair: &Pair) -> String {
    let only = |part: &Part, side: &Side| {
        format!(
            "{}, only in {}",
            count(part.cost().instructions, "instruction"),
            cut(&printable(&side.label), 24)
        )
    };
    let (one, other) = match (&pair.left, &pair.right) {
        (Some(left), Some(right)) => (left, right),
        (Some(left), None) => return only(left, &comparison.left),
        (None, Some(right)) => return only(right, &comparison.right),
        (None, None) => return String::new(),
    };
    let [left, right] = [one.cost(), other.cost()];
    if !pair.differs() {
        return format!("{}, the same", count(left.instructions, "instruction"));
    }
    let change = |of: fn(&Cost) -> usize| {
        let (one, other) = (of(&left), of(&right));
        if one == other { one.to_string() } else { format!("{one} → {other}") }
    };
    let beside = if one.code.name == other.code.name {
        String::new()
    } else {
        format!("beside {}, ", printable(&other.code.name))
    };
    format!(
        "{beside}{} instructions, stack {}",
        change(|cost| cost.instructions),
        change(|cost| cost.stack_size as usize)
    )
}

fn pair_rows(comparison: &Comparison, pair: &Pair, options: &Options) -> Vec<Row> {
    let mut rows = vec![title(comparison, pair, options.width)];
    if !pair.differs() {
        return rows;
    }
    let layout = Layout::new(comparison, pair, options);
    let shown = shown(&pair.rows);
    let mut lines = [Lines::default(), Lines::default()];
    let mut folded = 0;
    for (row, shown) in pair.rows.iter().zip(shown) {
        if !shown {
            folded += 1;
            continue;
        }
        if folded > 0 {
            rows.push(Row::of(
                format!("  … {} that are the same", count(folded, "instruction")),
                Style::QUIET,
            ));
            folded = 0;
            for lines in &mut lines {
                lines.current = None;
            }
        }
        rows.extend(layout.rows(comparison, pair, row, &mut lines));
    }
    if folded > 0 {
        rows.push(Row::of(format!("  … {} that are the same", count(folded, "instruction")), Style::QUIET));
    }
    if !pair.fields.is_empty() {
        rows.push(Row::new());
    }
    for change in &pair.fields {
        rows.extend(layout.field(change));
    }
    rows
}

/// The lines of one side that were shown.
#[derive(Default)]
struct Lines {
    current: Option<i32>,
    seen: HashSet<i32>,
}

impl Lines {
    /// The line to show, if it is another than before, and how: quiet where it is only recalled.
    fn next(&mut self, line: i32) -> Option<(i32, Style)> {
        if self.current.replace(line) == Some(line) || line <= 0 {
            return None;
        }
        Some((line, if self.seen.insert(line) { Style::BOLD } else { Style::QUIET }))
    }
}

/// Which rows are near a difference, or in a run too short to be folded.
fn shown(rows: &[Aligned]) -> Vec<bool> {
    let mut shown: Vec<_> = rows.iter().map(|row| row.change != Change::Same).collect();
    let changed: Vec<_> = (0..rows.len()).filter(|index| shown[*index]).collect();
    for index in changed {
        let last = (index + AROUND + 1).min(rows.len());
        shown[index.saturating_sub(AROUND)..last].fill(true);
    }
    let mut start = 0;
    while start < shown.len() {
        let end = start + shown[start..].iter().take_while(|other| **other == shown[start]).count();
        if !shown[start] && end - start < WORTH_FOLDING {
            shown[start..end].fill(true);
        }
        start = end.max(start + 1);
    }
    shown
}

/// The widths of one code object's columns.
struct Layout {
    /// Cells of the source columns, 0 where the source heads its instructions.
    source: [usize; 2],
    /// Whether there is source to head them with.
    headed: bool,
    number: usize,
    label: usize,
    opcode: usize,
    half: usize,
}

impl Layout {
    fn new(comparison: &Comparison, pair: &Pair, options: &Options) -> Self {
        let texts = [&comparison.left, &comparison.right].map(|side| side.source.text());
        let known = texts.iter().any(|text| !text.is_empty());
        let same_text = texts[0] == texts[1];
        let instructions = || {
            [&pair.left, &pair.right].into_iter().flatten().flat_map(|part| &part.disassembly.instructions)
        };
        let opcode = instructions().map(|instruction| instruction.opcode.name().len()).max().unwrap_or(0);
        let opcode = opcode.min(if options.width >= 100 { 22 } else { 18 });
        let label = instructions().filter_map(|instruction| instruction.label).max();
        let label = label.map_or(0, |label| format!("L{label} ").len());
        let argument = instructions().map(|instruction| width(&instruction.meaning)).max().unwrap_or(0);
        let lines = [&comparison.left, &comparison.right].map(|side| side.source.line_count());
        let number = lines.into_iter().max().unwrap_or(0).to_string().len().max(3);
        let beside = known && options.width >= if same_text { 120 } else { 160 };
        if beside {
            let half = (label + opcode + 1 + argument.min(22)).max(24);
            let room = options.width.saturating_sub(2 * half + 2 * GUTTER);
            let source = if same_text { [room, 0] } else { [room / 2, (room / 2).saturating_sub(GUTTER)] };
            return Self { source, headed: false, number, label, opcode, half };
        }
        let half = options.width.saturating_sub(GUTTER) / 2;
        Self { source: [0, 0], headed: known, number, label, opcode, half }
    }

    /// The rows of one alignment.
    fn rows(&self, comparison: &Comparison, pair: &Pair, row: &Aligned, lines: &mut [Lines; 2]) -> Vec<Row> {
        let find = |part: Option<&Part>, index: Option<usize>| {
            part.and_then(|part| part.disassembly.instructions.get(index?)).cloned()
        };
        let both = [find(pair.left.as_ref(), row.left), find(pair.right.as_ref(), row.right)];
        let mut fresh = [None, None];
        for (index, instruction) in both.iter().enumerate() {
            fresh[index] = instruction.as_ref().and_then(|found| lines[index].next(found.location.lineno));
        }
        let sides = [&comparison.left, &comparison.right];
        let mut rows = Vec::new();
        let source = |index: usize, limit: usize| match fresh[index] {
            Some((line, style)) if limit > 0 => self.source(sides[index], line, style, limit),
            _ => Row::new(),
        };
        if self.headed && fresh.iter().any(Option::is_some) {
            let [left, right] = [0, 1].map(|index| source(index, self.half));
            rows.push(self.join([Row::new(), Row::new()], left, Row::of(" │ ", Style::QUIET), right));
        }
        let opcodes = both.each_ref().map(|found| found.as_ref().map(|instruction| instruction.opcode));
        let mut halves = [0, 1].map(|index| match &both[index] {
            Some(instruction) => self.half(instruction, row.change, opcodes[0] == opcodes[1], index),
            None => Row::new(),
        });
        let outside = [0, 1].map(|index| source(index, self.source[index]));
        let mark = match row.change {
            Change::Same => Row::of(" │ ", Style::QUIET),
            Change::Changed => Row::of(" ≠ ", Style::BOLD),
            Change::Removed => Row::of(" < ", Style::BOLD),
            Change::Added => Row::of(" > ", Style::BOLD),
        };
        let [left, right] = halves.each_mut().map(std::mem::take);
        rows.push(self.join(outside, left, mark, right));
        rows
    }

    /// A source line with its number.
    fn source(&self, side: &Side, line: i32, style: Style, limit: usize) -> Row {
        let mut row = Row::of(format!("{line:>width$} ", width = self.number), Style::QUIET);
        row.append(unpainted(side.source.line(line).trim_end(), style));
        row.cut(limit);
        row
    }

    fn half(&self, instruction: &Instruction, change: Change, same_opcode: bool, side: usize) -> Row {
        let marked = Style::from(if side == 0 { Hue::Blue } else { Hue::Orange });
        let changed = change != Change::Same;
        let indent = if self.headed { self.number + 1 } else { 0 };
        let mut row = Row::of(" ".repeat(indent), Style::PLAIN);
        let label = instruction.label.map_or_else(String::new, |label| format!("L{label}"));
        row.push(format!("{label:<width$}", width = self.label), Style::BOLD);
        let name = cut(instruction.opcode.name(), self.opcode);
        row.push(
            name,
            if changed && !(change == Change::Changed && same_opcode) { marked } else { Style::PLAIN },
        );
        row.pad_to(indent + self.label + self.opcode + 1);
        row.push(printable(&instruction.meaning), if changed { marked } else { Style::PLAIN });
        row.cut(self.half);
        row
    }

    fn join(&self, outside: [Row; 2], left: Row, mark: Row, right: Row) -> Row {
        let [mut row, source] = outside;
        if self.source[0] > 0 {
            row.pad_to(self.source[0]);
            row.push(" │ ", Style::QUIET);
        }
        let start = row.width();
        row.append(left);
        row.pad_to(start + self.half);
        row.append(mark);
        row.append(right);
        if self.source[1] > 0 {
            row.pad_to(start + 2 * self.half + GUTTER);
            row.push(" │ ", Style::QUIET);
            row.append(source);
        }
        row
    }

    /// A field that differs, the values of each side below each other.
    fn field(&self, change: &FieldChange) -> Vec<Row> {
        const NAME: usize = 12;
        let room = self.half.saturating_sub(NAME + 2).max(8);
        let values = |values: &[String]| {
            let more = values.len().saturating_sub(MOST_VALUES);
            let mut shown: Vec<_> = values.iter().take(MOST_VALUES).map(|value| printable(value)).collect();
            if more > 0 {
                shown.push(format!("… {more} more"));
            }
            if shown.is_empty() { vec!["·".to_owned()] } else { wrap_words(&shown.join(", "), room) }
        };
        let [left, right] = [values(&change.left), values(&change.right)];
        let mut rows = Vec::new();
        for index in 0..left.len().max(right.len()) {
            let name = if index == 0 { change.field } else { "" };
            let halves = [(&left, Hue::Blue), (&right, Hue::Orange)].map(|(lines, hue)| {
                let mut row = Row::of(format!("  {name:<NAME$}"), Style::QUIET);
                row.push(lines.get(index).map_or("", String::as_str), hue.into());
                row.cut(self.half);
                row
            });
            let mark =
                if index == 0 { Row::of(" ≠ ", Style::BOLD) } else { Row::of(" │ ", Style::QUIET) };
            let [left, right] = halves;
            rows.push(self.join([Row::new(), Row::new()], left, mark, right));
        }
        rows
    }
}
