//! The main view: source lines at the left, the instructions they became at the right.
//!
//! No boxes: one vertical rule, one titled rule for each code object. The rows are written by hand, since
//! a margin that draws arrows through them is nothing a table library knows. Below 72 columns a line stands
//! above its instructions instead of beside them.

use bytescope_bytecode::DecodeError;
use bytescope_explorer::{Exploration, Instruction, one_line};

use crate::fit::Columns;
use crate::glossary::glossary;
use crate::headings::{header, titled_rule};
use crate::layout::{Item, View, WIDE};
use crate::listing::{Group, Source};
use crate::options::Options;
use crate::run::{Row, Style, cut, cut_start, width};
use crate::tables::tables;
use crate::text::{only_ascii, painted, printable, unpainted, wrap};

/// From here on source and instructions stand side by side.
const SIDE_BY_SIDE: usize = 72;
/// No argument is worth more than this.
const ARGUMENT: usize = 26;
/// What starts the list of handlers.
const EXCEPTION_LEAD: &str = "    on an exception ";
/// The header of the stack column.
const STACK_TITLE: &str = "stack after, top at right";

/// The view as blocks of rows: a header, then one block for each code object.
pub fn main_view<'a>(
    exploration: &'a Exploration,
    options: &'a Options,
) -> impl Iterator<Item = Result<Vec<Row>, DecodeError>> + 'a {
    let blocks = selected(exploration, options).map(move |index| {
        let mut rows = vec![Row::new()];
        rows.extend(View::new(exploration, index, options)?.rows());
        Ok(rows)
    });
    std::iter::once(header(exploration, options.width)).chain(blocks).map(|block| {
        let mut rows = block?;
        if options.ascii {
            rows.iter_mut().for_each(only_ascii);
        }
        Ok(rows)
    })
}

/// The objects to show.
pub(crate) fn selected<'a>(
    exploration: &'a Exploration,
    options: &'a Options,
) -> impl Iterator<Item = usize> + use<'a> {
    let objects = exploration
        .objects
        .iter()
        .enumerate()
        .filter(|(_, object)| options.only.as_deref().is_none_or(|name| object.code.goes_by(name)));
    objects.map(|(index, _)| index)
}

/// The cells at the right of one row.
struct Cells {
    offset: String,
    opcode: Row,
    raw: String,
    argument: Row,
    from: Row,
    effect: String,
    stack: Row,
}

impl View<'_> {
    fn rows(&self) -> Vec<Row> {
        let options = self.options;
        let mut rows = vec![self.title()];
        let cells: Vec<_> = self.items.iter().map(|item| self.cells(*item)).collect();
        let beside = options.width >= SIDE_BY_SIDE;
        let columns = self.columns(&cells, beside);
        if options.more_columns() {
            let mut titles = self.column_titles(&columns, beside);
            titles.cut(options.width);
            rows.push(titles);
        }
        let mut next = 0;
        for (group, items) in &self.groups {
            let mut left = self.left(group, &columns);
            let right: Vec<_> =
                (next..next + items.len()).map(|row| self.right(row, &cells[row], &columns)).collect();
            next += items.len();
            if beside {
                let height = left.len().max(right.len()).max(1);
                left.resize(height, Row::new());
                let mut right = right.into_iter();
                for mut row in left {
                    row.pad_to(columns.source + self.number_width() + 1);
                    row.push(" │ ", Style::QUIET);
                    row.append(right.next().unwrap_or_else(|| self.margin_before(next)));
                    row.cut(options.width);
                    rows.push(row);
                }
            } else {
                rows.extend(left);
                for right in right {
                    let mut row = Row::of("      ", Style::PLAIN);
                    row.append(right);
                    row.cut(options.width);
                    rows.push(row);
                }
            }
        }
        if !self.bracket_labels() {
            rows.extend(self.exception_list());
        }
        if options.explain {
            rows.push(Row::new());
            let opcodes = self.disassembly.instructions.iter().map(|instruction| instruction.opcode);
            rows.extend(glossary(opcodes, options.width));
        }
        if options.tables {
            rows.extend(tables(self.exploration, self.index, &self.disassembly, options.width));
        }
        for row in &mut rows {
            row.cut(options.width);
        }
        rows
    }

    fn title(&self) -> Row {
        let crumbs: Vec<_> =
            self.exploration.breadcrumb(self.object()).iter().map(|name| printable(name)).collect();
        titled_rule(&crumbs, &self.facts(self.options.width >= WIDE), self.options.width)
    }

    fn number_width(&self) -> usize {
        self.exploration.source.line_count().to_string().len().max(3)
    }

    /// The left side of a group.
    fn left(&self, group: &Group, columns: &Columns) -> Vec<Row> {
        let text = |line: i32| self.exploration.source.line(line);
        let numbered = |number: &str, rows: Vec<Row>| -> Vec<Row> {
            let blank = String::new();
            let numbers = std::iter::once(number).chain(std::iter::repeat(blank.as_str()));
            let rows = rows.into_iter().zip(numbers).map(|(row, number)| {
                let mut line =
                    Row::of(format!("{number:>width$} ", width = self.number_width()), Style::QUIET);
                line.append(row);
                line
            });
            rows.collect()
        };
        let quiet = |text: &str| {
            let mut row = unpainted(text, Style::QUIET);
            row.cut(columns.source);
            vec![row]
        };
        match &group.source {
            Source::Line(line) => {
                let row = painted(&self.hues, *line, text(*line).trim_end());
                numbered(&line.to_string(), wrap(&row, columns.source))
            }
            Source::Again(line) | Source::Idle(line) => {
                numbered(&line.to_string(), quiet(text(*line).trim_end()))
            }
            Source::IdleLines(_) | Source::Folded { .. } | Source::Note(_) => {
                let (number, text) = self.note(&group.source).unwrap_or_default();
                numbered(number, quiet(&text))
            }
        }
    }

    fn cells(&self, item: Item) -> Cells {
        let mut cells = Cells {
            offset: String::new(),
            opcode: Row::new(),
            raw: String::new(),
            argument: Row::new(),
            from: Row::new(),
            effect: String::new(),
            stack: Row::new(),
        };
        match item {
            Item::Instruction(index) => self.instruction_cells(index, &mut cells),
            Item::ExtendedArg(index, byte) => {
                let instruction = &self.disassembly.instructions[index];
                cells.opcode = Row::of("EXTENDED_ARG", Style::QUIET);
                cells.raw = byte.to_string();
                let name = instruction.opcode.name();
                cells.argument = Row::of(format!("for {name}"), Style::QUIET);
            }
            Item::Cache(index, field) => {
                let instruction = &self.disassembly.instructions[index];
                let fields = self.exploration.table().cache_fields(instruction.opcode);
                let before: u32 = fields[..field].iter().map(|(_, units)| u32::from(*units)).sum();
                cells.offset = (instruction.offset + 2 + 2 * before).to_string();
                cells.opcode = Row::of("CACHE", Style::QUIET);
                let (name, units) = fields[field];
                let size = if units == 1 { String::new() } else { format!(" ({units} units)") };
                cells.argument = Row::of(format!("{name}{size}"), Style::QUIET);
            }
        }
        cells
    }

    fn instruction_cells(&self, index: usize, cells: &mut Cells) {
        let instruction = &self.disassembly.instructions[index];
        let source = &self.exploration.source;
        let span = source.range(instruction.location);
        let hue = self.hues.of(span.as_ref());
        let name = instruction.opcode.name();
        let idle = matches!(name, "RESUME" | "NOP" | "CACHE" | "EXTENDED_ARG");
        cells.offset = instruction.offset.to_string();
        cells.opcode = Row::of(name, if idle { Style::QUIET } else { Style::PLAIN });
        cells.raw = instruction.arg.map_or_else(String::new, |arg| arg.to_string());
        cells.argument = Row::of(printable(&instruction.meaning), hue.into());
        if self.options.from {
            let slice = source.slice(instruction.location).filter(|slice| !slice.is_empty());
            let style = hue.map_or(Style::QUIET, Style::from);
            cells.from = Row::of(printable(&slice.map_or_else(String::new, one_line)), style);
        }
        cells.effect = match instruction.stack_effect {
            0 => "0".to_owned(),
            effect => format!("{effect:+}"),
        };
        if self.options.stack {
            cells.stack = stack_row(instruction, self.disassembly.sound.is_ok());
        }
    }

    /// The widths that show everything, made to fit.
    fn columns(&self, cells: &[Cells], beside: bool) -> Columns {
        let options = self.options;
        let widest = |of: &dyn Fn(&Cells) -> usize| cells.iter().map(of).max().unwrap_or(0);
        let mut columns = Columns {
            source: 0,
            opcode: widest(&|cells| cells.opcode.width()),
            argument: widest(&|cells| cells.argument.width()).min(ARGUMENT),
            from: 0,
            stack: 0,
        };
        if options.more_columns() {
            columns.opcode = columns.opcode.max("instruction".len());
            columns.argument = columns.argument.max("argument".len());
        }
        if options.from {
            columns.from = widest(&|cells| cells.from.width()).clamp("from source".len(), 44);
        }
        if options.stack {
            columns.stack = widest(&|cells| cells.stack.width()).max(STACK_TITLE.len());
        }
        let fixed = self.margin_width()
            + if options.offsets { self.offset_digits() + 1 } else { 0 }
            + if options.raw { self.raw_digits + 1 } else { 0 }
            + 1
            + if options.from { 2 } else { 0 }
            + if options.effect { 4 } else { 0 }
            + if options.stack { 2 } else { 0 };
        if beside {
            let natural = |group: &Group| match &group.source {
                Source::Line(line) | Source::Again(line) | Source::Idle(line) => {
                    unpainted(self.exploration.source.line(*line).trim_end(), Style::PLAIN).width()
                }
                Source::Folded { .. } | Source::IdleLines(_) | Source::Note(_) => {
                    self.note(&group.source).map_or(0, |(_, text)| width(&text))
                }
            };
            columns.source = self.groups.iter().map(|(group, _)| natural(group)).max().unwrap_or(0).max(9);
            let room = options.width.saturating_sub(fixed + self.number_width() + 1 + 3);
            columns.fit(room, options.width >= WIDE)
        } else {
            let mut columns = columns.fit(options.width.saturating_sub(fixed + 6), false);
            columns.source = options.width.saturating_sub(self.number_width() + 1);
            columns
        }
    }

    /// The right side of a row.
    fn right(&self, row: usize, cells: &Cells, columns: &Columns) -> Row {
        let options = self.options;
        let mut line = Row::new();
        if options.offsets {
            line.push(format!("{:>width$} ", cells.offset, width = self.offset_digits()), Style::QUIET);
        }
        line.append(self.margin(row));
        let mut end = line.width();
        let mut column = |line: &mut Row, cell: &Row, size: usize, gap: usize| {
            let mut cell = cell.clone();
            cell.cut(size);
            line.append(cell);
            end += size;
            line.pad_to(end);
            end += gap;
            line.pad_to(end);
        };
        column(&mut line, &cells.opcode, columns.opcode, 1);
        if options.raw {
            let digits = self.raw_digits;
            column(&mut line, &Row::of(format!("{:>digits$}", cells.raw), Style::QUIET), digits, 1);
        }
        column(&mut line, &cells.argument, columns.argument, 2);
        if options.from {
            column(&mut line, &cells.from, columns.from, if options.effect { 1 } else { 2 });
        }
        if options.effect {
            column(&mut line, &Row::of(format!("{:>2}", cells.effect), Style::QUIET), 2, 2);
        }
        if options.stack {
            let mut stack = cells.stack.clone();
            if stack.width() > columns.stack {
                stack = shorten_stack(&stack, columns.stack);
            }
            column(&mut line, &stack, columns.stack, 0);
        }
        line.trim_end();
        line
    }

    fn column_titles(&self, columns: &Columns, beside: bool) -> Row {
        let mut row = Row::new();
        if beside {
            row.push(format!("{} source", " ".repeat(self.number_width())), Style::QUIET);
            row.pad_to(columns.source + self.number_width() + 1);
            row.push(" │ ", Style::QUIET);
        } else {
            row.push("      ", Style::PLAIN);
        }
        let offsets = if self.options.offsets { self.offset_digits() + 1 } else { 0 };
        let mut end = row.width() + offsets + self.margin_width();
        let mut title = |row: &mut Row, text: &str, size: usize| {
            row.pad_to(end);
            row.push(cut(text, size), Style::QUIET);
            end += size;
        };
        title(&mut row, "instruction", columns.opcode + 1);
        if self.options.raw {
            title(&mut row, "", self.raw_digits + 1);
        }
        title(&mut row, "argument", columns.argument + 2);
        if self.options.from {
            title(&mut row, "from source", columns.from + if self.options.effect { 1 } else { 2 });
        }
        if self.options.effect {
            title(&mut row, " ±", 4);
        }
        if self.options.stack {
            let short = columns.stack < STACK_TITLE.len();
            title(&mut row, if short { "stack after" } else { STACK_TITLE }, columns.stack);
        }
        row
    }

    /// `on an exception L1 to L4 goes to L5`: what the brackets have no room to say.
    fn exception_list(&self) -> Vec<Row> {
        if !self.options.exceptions {
            return Vec::new();
        }
        let label = |offset: u32| match self.disassembly.label_at(offset) {
            Some(label) => format!("L{label}"),
            None => "the end".to_owned(),
        };
        let mut rows: Vec<Row> = Vec::new();
        for range in &self.disassembly.exceptions {
            let text =
                format!("{} to {} goes to {}", label(range.start), label(range.end), label(range.target));
            match rows.last_mut() {
                Some(row) if row.width() + 2 + width(&text) <= self.options.width => {
                    row.push(", ", Style::QUIET);
                    row.push(text, Style::EXCEPTION);
                }
                last => {
                    let lead = if last.is_none() {
                        EXCEPTION_LEAD.to_owned()
                    } else {
                        " ".repeat(EXCEPTION_LEAD.len())
                    };
                    let mut row = Row::of(lead, Style::QUIET);
                    row.push(text, Style::EXCEPTION);
                    rows.push(row);
                }
            }
        }
        rows
    }
}

/// The stack, bottom first; what lies below the top is quiet.
fn stack_row(instruction: &Instruction, sound: bool) -> Row {
    let Some(stack) = &instruction.stack else {
        // Where paths do not agree nobody knows what leads where.
        return Row::of(if sound { "never reached" } else { "not known" }, Style::QUIET);
    };
    let mut row = Row::new();
    let values = stack.bottom_up();
    let Some((top, below)) = values.split_last() else { return Row::of("·", Style::QUIET) };
    for value in below {
        row.push(format!("{}, ", printable(&value.text)), Style::QUIET);
    }
    row.push(printable(&top.text), Style::PLAIN);
    row
}

/// Drops values from the bottom.
fn shorten_stack(stack: &Row, limit: usize) -> Row {
    let Some((top, below)) = stack.runs.split_last() else { return Row::new() };
    let mut row = Row::new();
    let room = limit.saturating_sub(width(&top.text));
    if room >= 3 {
        let below: String = below.iter().map(|run| run.text.as_str()).collect();
        let mut rest = cut_start(&below, room);
        // Whole values only.
        if let Some((_, whole)) = rest.split_once(", ").filter(|_| rest.starts_with('…')) {
            rest = format!("… {whole}");
        }
        row.push(rest, Style::QUIET);
    }
    row.push(top.text.clone(), Style::PLAIN);
    row.cut(limit);
    row
}
