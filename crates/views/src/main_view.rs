//! The main view: source lines at the left, the instructions they became at the right.
//!
//! No boxes: one vertical rule, one titled rule for each code object. The rows are written by hand, since
//! a margin that draws arrows through them is nothing a table library knows. Below 72 columns a line stands
//! above its instructions instead of beside them.

use bytescope_bytecode::{CodeFlags, DecodeError};
use bytescope_explorer::{Disassembly, Exploration, Instruction, Object, one_line};

use crate::fit::Columns;
use crate::glossary::glossary;
use crate::hues::Hues;
use crate::listing::{Group, Source, groups};
use crate::margin::{Arrows, Bracket};
use crate::options::Options;
use crate::run::{Role, Row, Style, cut, cut_start, visible, width};
use crate::tables::tables;
use crate::text::{painted, unpainted, wrap};

/// From here on source and instructions stand side by side.
const SIDE_BY_SIDE: usize = 72;
/// From here on there is room for names in the rules and for labels on the brackets.
const WIDE: usize = 100;
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
    std::iter::once(header(exploration)).chain(blocks).map(|block| {
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

fn header(exploration: &Exploration) -> Result<Vec<Row>, DecodeError> {
    let mut row = Row::of(printable(&exploration.filename), Style::BOLD);
    let mode =
        if exploration.mode == "exec" { String::new() } else { format!("   mode {}", exploration.mode) };
    let level = match exploration.optimize {
        0 => String::new(),
        level => format!("   optimize {level}"),
    };
    let kind = if exploration.pyc.is_some() { " bytecode" } else { "" };
    let version = exploration.release();
    let facts = format!("   CPython {version}{kind}{mode}{level}   {}", facts(exploration)?);
    row.push(facts, Style::QUIET);
    Ok(vec![row])
}

/// `6 lines, 2 code objects, 32 instructions`
pub(crate) fn facts(exploration: &Exploration) -> Result<String, DecodeError> {
    let mut instructions = 0;
    for object in &exploration.objects {
        let decoded = bytescope_bytecode::instruction::decode(&object.code.code, exploration.table());
        for instruction in decoded {
            instruction?;
            instructions += 1;
        }
    }
    let lines = if exploration.pyc.is_some_and(|pyc| !pyc.has_source) {
        "no source".to_owned()
    } else {
        count(exploration.source.line_count(), "line")
    };
    Ok(format!(
        "{lines}, {}, {}",
        count(exploration.objects.len(), "code object"),
        count(instructions, "instruction")
    ))
}

/// Drawn characters as ASCII, one for one.
pub(crate) fn only_ascii(row: &mut Row) {
    for run in &mut row.runs {
        if !run.text.is_ascii() {
            run.text = run.text.chars().map(ascii).collect();
        }
    }
}

/// The ASCII character for one that the views draw with; any other one stays.
pub fn ascii(letter: char) -> char {
    match letter {
        '─' | '╶' => '-',
        '━' => '=',
        '│' => '|',
        '≠' => '!',
        '╭' | '╰' | '├' | '┤' | '┬' | '┴' | '┼' | '└' | '┌' | '±' => '+',
        '╎' => ':',
        '▸' | '›' | '→' => '>',
        '↳' => '\\',
        '…' => '~',
        '·' => '.',
        other => other,
    }
}

pub(crate) fn count(number: usize, of: &str) -> String {
    format!("{number} {of}{}", if number == 1 { "" } else { "s" })
}

/// Text from a program, safe to print.
pub fn printable(text: &str) -> String {
    text.chars().map(visible).collect()
}

/// `── title ──────── facts ──`
pub(crate) fn titled_rule(crumbs: &[String], facts: &str, limit: usize) -> Row {
    let mut row = Row::of("── ", Style::QUIET);
    let room = limit.saturating_sub(width(facts) + 12);
    let (last, above) = crumbs.split_last().map_or(("", &[][..]), |(last, above)| (last.as_str(), above));
    let path = if above.is_empty() { String::new() } else { above.join(" › ") + " › " };
    let path = if path.is_empty() { path } else { cut_start(&path, room.saturating_sub(width(last)).max(4)) };
    row.push(path, Style::QUIET);
    row.push(cut(last, room.max(8)), Style::BOLD);
    row.push(" ", Style::PLAIN);
    let tail = if facts.is_empty() { String::new() } else { format!(" {facts} ──") };
    let dashes = limit.saturating_sub(row.width() + width(&tail));
    row.push("─".repeat(dashes), Style::QUIET);
    row.push(tail, Style::QUIET);
    row.cut(limit);
    row
}

/// What stands on one row at the right.
#[derive(Clone, Copy)]
pub(crate) enum Item {
    Instruction(usize),
    /// A prefix of instruction `.0` with argument byte `.1`.
    ExtendedArg(usize, u8),
    /// The cache field with this index of an instruction.
    Cache(usize, usize),
}

impl Item {
    /// The instruction it belongs to.
    fn instruction(self) -> usize {
        let (Self::Instruction(index) | Self::ExtendedArg(index, _) | Self::Cache(index, _)) = self;
        index
    }
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

/// A code object, laid out but for the widths.
pub(crate) struct View<'a> {
    pub(crate) exploration: &'a Exploration,
    index: usize,
    options: &'a Options,
    pub(crate) disassembly: Disassembly,
    pub(crate) hues: Hues,
    pub(crate) groups: Vec<(Group, Vec<Item>)>,
    pub(crate) arrows: Arrows,
    pub(crate) brackets: Vec<Bracket>,
    items: Vec<Item>,
    /// Offsets that jumps lead to, in order.
    jump_targets: Vec<u32>,
    label_width: usize,
    raw_digits: usize,
}

impl<'a> View<'a> {
    pub(crate) fn new(
        exploration: &'a Exploration,
        index: usize,
        options: &'a Options,
    ) -> Result<Self, DecodeError> {
        let disassembly = exploration.disassemble(&exploration.objects[index])?;
        let hues = Hues::new(exploration, &disassembly);
        let instructions = &disassembly.instructions;
        let mut jump_targets: Vec<_> =
            instructions.iter().filter_map(|instruction| instruction.jump_target).collect();
        jump_targets.sort_unstable();
        let last_label = instructions.iter().filter_map(|instruction| instruction.label).max();
        let largest = instructions.iter().filter_map(|instruction| instruction.arg).max();
        let mut view = Self {
            jump_targets,
            label_width: last_label.map_or(0, |label| format!("L{label}").len()),
            raw_digits: largest.map_or(0, |arg| arg.to_string().len()),
            exploration,
            index,
            options,
            disassembly,
            hues,
            groups: Vec::new(),
            arrows: Arrows::default(),
            brackets: Vec::new(),
            items: Vec::new(),
        };
        for group in groups(exploration, index, &view.disassembly) {
            let items: Vec<_> = group.instructions.clone().flat_map(|index| view.items_of(index)).collect();
            view.items.extend(&items);
            view.groups.push((group, items));
        }
        view.lay_out_margin();
        Ok(view)
    }

    fn items_of(&self, index: usize) -> Vec<Item> {
        let mut items = vec![Item::Instruction(index)];
        if self.options.caches {
            let instruction = &self.disassembly.instructions[index];
            let prefixes = (instruction.offset - instruction.start_offset) / 2;
            let arg = instruction.arg.unwrap_or(0);
            for byte in 1..=prefixes {
                items.insert(0, Item::ExtendedArg(index, (arg >> (8 * byte)) as u8));
            }
            let fields = self.exploration.table().cache_fields(instruction.opcode);
            items.extend((0..fields.len()).map(|field| Item::Cache(index, field)));
        }
        items
    }

    fn lay_out_margin(&mut self) {
        let instructions = &self.disassembly.instructions;
        let mut row_of = vec![0; instructions.len()];
        let mut first_row_of = vec![usize::MAX; instructions.len()];
        for (row, item) in self.items.iter().enumerate() {
            let index = item.instruction();
            first_row_of[index] = first_row_of[index].min(row);
            if matches!(item, Item::Instruction(_)) {
                row_of[index] = row;
            }
        }
        let index_of = |offset: u32| {
            instructions.binary_search_by_key(&offset, |instruction| instruction.start_offset).ok()
        };
        if self.options.arrows {
            let jumps: Vec<_> = instructions
                .iter()
                .enumerate()
                .filter(|(_, instruction)| instruction.opcode.has_target())
                .filter_map(|(from, instruction)| {
                    Some((row_of[from], first_row_of[index_of(instruction.jump_target?)?]))
                })
                .collect();
            let lanes = match self.options.width {
                ..80 => 3,
                80..100 => 5,
                100..140 => 8,
                _ => 12,
            };
            self.arrows = Arrows::new(&jumps, lanes);
        }
        if self.options.exceptions && !self.disassembly.exceptions.is_empty() {
            self.brackets = vec![Bracket::None; self.items.len()];
            // Ranges do not overlap, and where a damaged file has such, each row belongs to the first.
            let mut covered = 0;
            for range in &self.disassembly.exceptions {
                // Rows are in the order of the code.
                let row_at = |offset: u32| {
                    self.items.partition_point(|item| instructions[item.instruction()].start_offset < offset)
                };
                let (first, end) = (row_at(range.start).max(covered), row_at(range.end));
                if first >= end {
                    continue;
                }
                covered = end;
                let last = end - 1;
                self.brackets[first..=last].fill(Bracket::Middle);
                self.brackets[first] = Bracket::First;
                self.brackets[last] = if first == last { Bracket::Only } else { Bracket::Last };
            }
        }
    }

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

    /// The code object.
    pub(crate) fn object(&self) -> &'a Object {
        &self.exploration.objects[self.index]
    }

    fn title(&self) -> Row {
        let crumbs: Vec<_> =
            self.exploration.breadcrumb(self.object()).iter().map(|name| printable(name)).collect();
        titled_rule(&crumbs, &self.facts(self.options.width >= WIDE), self.options.width)
    }

    /// What the rule says at the right: sizes, kind, and names where there is room.
    pub(crate) fn facts(&self, with_names: bool) -> String {
        let code = &self.object().code;
        let instructions = count(self.disassembly.instructions.len(), "instruction");
        let mut facts = format!("{instructions}, stack {}", code.stacksize);
        let kinds = [
            (CodeFlags::GENERATOR, "generator"),
            (CodeFlags::COROUTINE, "coroutine"),
            (CodeFlags::ASYNC_GENERATOR, "async generator"),
        ];
        for (_, kind) in kinds.iter().filter(|(flag, _)| code.flags.contains(*flag)) {
            facts.push_str(", ");
            facts.push_str(kind);
        }
        let locals = self.disassembly.locals.iter();
        let (free, own): (Vec<_>, Vec<_>) =
            locals.filter(|local| !local.hidden).partition(|local| local.free);
        for (word, locals) in [("locals", own), ("free", free)] {
            let names: Vec<_> = locals.iter().map(|local| printable(&local.name)).collect();
            let list = names.join(" ");
            if with_names && !names.is_empty() && width(&facts) + width(&list) < self.options.width / 2 {
                facts.push_str(", ");
                facts.push_str(word);
                facts.push(' ');
                facts.push_str(&list);
            }
        }
        facts
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

    /// What stands in place of source, with the mark in place of its number.
    pub(crate) fn note(&self, source: &Source) -> Option<(&'static str, String)> {
        match source {
            Source::Line(_) | Source::Again(_) | Source::Idle(_) => None,
            Source::IdleLines(count) => Some(("…", format!("({count} more lines)"))),
            Source::Folded { indent, names } => {
                let below = if self.options.only.is_some() { "" } else { ", below" };
                Some(("…", format!("{}({}{below})", " ".repeat(*indent), names.join(", "))))
            }
            Source::Note(note) => Some(("", (*note).to_owned())),
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

    /// Whether brackets name their handler.
    fn bracket_labels(&self) -> bool {
        self.options.width >= WIDE
    }

    pub(crate) fn label_width(&self) -> usize {
        self.label_width
    }

    fn bracket_width(&self) -> usize {
        match (self.brackets.is_empty(), self.bracket_labels()) {
            (true, _) => 0,
            (false, false) => 2,
            (false, true) => 2 + self.label_width(),
        }
    }

    pub(crate) fn margin_width(&self) -> usize {
        let head = if self.arrows.lanes() > 0 { 2 } else { 0 };
        let label = self.label_width();
        self.bracket_width() + self.arrows.lanes() + head + label + usize::from(label > 0)
    }

    /// Brackets, arrows and label of a row.
    pub(crate) fn margin(&self, row: usize) -> Row {
        let mut margin = Row::new();
        if self.margin_width() == 0 {
            return margin;
        }
        let instruction = match self.items[row] {
            Item::Instruction(index) => Some(&self.disassembly.instructions[index]),
            _ => None,
        };
        if let Some(bracket) = self.brackets.get(row) {
            margin.push(bracket.glyph(), Style::EXCEPTION);
            if self.bracket_labels() && matches!(bracket, Bracket::First | Bracket::Only) {
                margin.push(self.handler_of(row).unwrap_or_default(), Style::EXCEPTION);
            }
            margin.pad_to(self.bracket_width());
        }
        let strokes = self.arrows.row(row);
        for stroke in &strokes.lanes {
            margin.push(stroke.glyph(), Style::PLAIN);
        }
        // With its prefixes shown, a label belongs to the first of them.
        let starts = |instruction: &&Instruction| {
            !self.options.caches || instruction.offset == instruction.start_offset
        };
        let label = match self.items[row] {
            Item::ExtendedArg(index, _) => {
                let first = row == 0
                    || !matches!(self.items[row - 1], Item::ExtendedArg(before, _) if before == index);
                self.disassembly.instructions[index].label.filter(|_| first)
            }
            _ => instruction.filter(starts).and_then(|instruction| instruction.label),
        };
        if let Some(label) = label {
            let head = match (strokes.head, strokes.lanes.is_empty()) {
                (true, _) => "─▸",
                (false, true) => "",
                (false, false) if strokes.tail => "──",
                (false, false) => "  ",
            };
            margin.push(head, Style::PLAIN);
            let jumped_to = strokes.head || self.is_jump_target(row);
            let style = if jumped_to { Style::BOLD } else { Style { role: Role::Exception, bold: false } };
            margin.push(format!("L{label}"), style);
        } else if strokes.tail {
            let dashes = self.margin_width().saturating_sub(margin.width() + 1);
            margin.push("─".repeat(dashes), Style::PLAIN);
        }
        margin.pad_to(self.margin_width());
        margin
    }

    /// The margin where there is source but no instruction: what goes on below it goes through.
    fn margin_before(&self, row: usize) -> Row {
        let mut margin = Row::new();
        if self.options.offsets {
            margin.pad_to(self.offset_digits() + 1);
        }
        if self.bracket_goes_on(row) {
            margin.push(Bracket::Middle.glyph(), Style::EXCEPTION);
        }
        let start = if self.options.offsets { self.offset_digits() + 1 } else { 0 };
        margin.pad_to(start + self.bracket_width());
        for stroke in self.arrows.before(row) {
            margin.push(stroke.glyph(), Style::PLAIN);
        }
        margin
    }

    /// Whether a bracket covers both the row before and this one.
    pub(crate) fn bracket_goes_on(&self, row: usize) -> bool {
        row > 0
            && matches!(self.brackets.get(row - 1), Some(Bracket::First | Bracket::Middle))
            && matches!(self.brackets.get(row), Some(Bracket::Middle | Bracket::Last))
    }

    fn offset_digits(&self) -> usize {
        self.exploration.objects[self.index].code.code.len().to_string().len()
    }

    pub(crate) fn is_jump_target(&self, row: usize) -> bool {
        let index = self.items[row].instruction();
        let offset = self.disassembly.instructions[index].start_offset;
        self.jump_targets.binary_search(&offset).is_ok()
    }

    pub(crate) fn handler_of(&self, row: usize) -> Option<String> {
        let index = self.items[row].instruction();
        let offset = self.disassembly.instructions[index].start_offset;
        let ranges = &self.disassembly.exceptions;
        let range = ranges.get(ranges.partition_point(|range| range.end <= offset))?;
        Some(format!("L{}", self.disassembly.label_at(range.target)?))
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
