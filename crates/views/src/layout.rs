//! A code object laid out but for the widths: which row shows what, and the margin of arrows, brackets and labels.
//!
//! The main view, the sheet beside a page's source and the listings read it; none of them decides again where a
//! row or an arrow goes.

use bytescope_bytecode::{CodeFlags, DecodeError};
use bytescope_explorer::{Disassembly, Exploration, Instruction, Object};

use crate::hues::Hues;
use crate::listing::{Group, Source, groups};
use crate::margin::{Arrows, Bracket};
use crate::options::Options;
use crate::run::{Role, Row, Style, width};
use crate::text::{count, printable};

/// From here on there is room for names in the rules and for labels on the brackets.
pub(crate) const WIDE: usize = 100;

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

/// A code object, laid out but for the widths.
pub(crate) struct View<'a> {
    pub(crate) exploration: &'a Exploration,
    pub(crate) index: usize,
    pub(crate) options: &'a Options,
    pub(crate) disassembly: Disassembly,
    pub(crate) hues: Hues,
    pub(crate) groups: Vec<(Group, Vec<Item>)>,
    pub(crate) arrows: Arrows,
    pub(crate) brackets: Vec<Bracket>,
    pub(crate) items: Vec<Item>,
    /// Offsets that jumps lead to, in order.
    jump_targets: Vec<u32>,
    label_width: usize,
    pub(crate) raw_digits: usize,
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

    /// The code object.
    pub(crate) fn object(&self) -> &'a Object {
        &self.exploration.objects[self.index]
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

    /// Whether brackets name their handler.
    pub(crate) fn bracket_labels(&self) -> bool {
        self.options.width >= WIDE
    }

    pub(crate) fn label_width(&self) -> usize {
        self.label_width
    }

    pub(crate) fn bracket_width(&self) -> usize {
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
    pub(crate) fn margin_before(&self, row: usize) -> Row {
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

    pub(crate) fn offset_digits(&self) -> usize {
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
}
