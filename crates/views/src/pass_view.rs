//! The passes of the flowgraph: all instructions after code generation, and then what each pass changed.
//!
//! A change is shown as a difference, with a few lines around it; lines that went have a `-` and are quiet,
//! lines that came have a `+` and a colour, and where only the line number, the handler or what is known of the
//! block is new, there is a `~`. A pass may well run without changing anything, and says so.

use std::time::{Duration, Instant};

use bytescope_explorer::{BasicBlock, BlockInstruction, Passes, Source, Step, Unit, about_pass, one_line};
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline, group_diff_ops};

use crate::headings::titled_rule;
use crate::options::Options;
use crate::run::{Hue, Row, Style};
use crate::text::{count, only_ascii, printable};

/// Unchanged lines shown before and after a change.
const AROUND: usize = 2;

/// After this the difference of two long listings is no longer made as small as it can be.
const PATIENCE: Duration = Duration::from_millis(500);

/// From this width on each instruction is followed by its piece of source.
const WITH_SOURCE: usize = 120;

/// Which passes to show.
#[derive(Clone, Debug, Default)]
pub struct PassOptions {
    /// Only this one; `codegen` is the listing before all passes.
    pub pass: Option<String>,
    /// Leave out what changes nothing.
    pub only_changes: bool,
}

/// The passes of all units, or only those of a name (`options.only`).
pub fn pass_view(passes: &Passes, which: &PassOptions, options: &Options) -> Vec<Row> {
    let mut head = Row::of(printable(&passes.filename), Style::BOLD);
    let units: Vec<_> = passes.chosen(options.only.as_deref()).collect();
    let facts = format!("   passes   CPython {}   {}", passes.version, count(units.len(), "code object"));
    head.push(facts, Style::QUIET);
    let mut rows = vec![head];
    for unit in units {
        rows.push(Row::new());
        rows.push(title(unit, options.width));
        for index in 0..unit.steps.len() {
            step(unit, index, which, &passes.source, options, &mut rows);
        }
    }
    if options.ascii {
        rows.iter_mut().for_each(only_ascii);
    }
    rows
}

fn title(unit: &Unit, limit: usize) -> Row {
    let size = |blocks: &[BasicBlock]| blocks.iter().map(|block| block.instructions.len()).sum::<usize>();
    let changing = unit.steps.iter().skip(1).filter(|step| step.blocks.is_some()).count();
    let facts = format!(
        "{} → {} instructions, {changing} of {} passes changed them",
        size(unit.blocks_after(0)),
        size(unit.final_blocks()),
        unit.steps.len().saturating_sub(1),
    );
    titled_rule(&crumbs(unit), &facts, limit)
}

/// `<module>` or `Basket › total`, as far as the qualified name tells.
pub(crate) fn crumbs(unit: &Unit) -> Vec<String> {
    unit.path().split('.').map(printable).collect()
}

fn step(
    unit: &Unit,
    index: usize,
    which: &PassOptions,
    source: &Source,
    options: &Options,
    rows: &mut Vec<Row>,
) {
    let Some(Step { pass, blocks }) = unit.steps.get(index) else { return };
    if which.pass.as_deref().is_some_and(|name| name != *pass) || (which.only_changes && blocks.is_none()) {
        return;
    }
    let after_listing =
        rows.last().is_some_and(|row| row.runs.first().is_some_and(|run| run.text.starts_with("   ")));
    let mut head = Row::of(if index == 0 { "   ".to_owned() } else { format!("{index:>2} ") }, Style::QUIET);
    if blocks.is_none() {
        head.push(format!("{pass}: no change"), Style::QUIET);
        head.cut(options.width);
        if after_listing {
            rows.push(Row::new());
        }
        rows.push(head);
        return;
    }
    head.push(*pass, Style::BOLD);
    head.push(format!("   {}", about_pass(pass)), Style::QUIET);
    head.cut(options.width);
    rows.push(Row::new());
    rows.push(head);
    let source = (options.width >= WITH_SOURCE).then_some(source);
    for change in changes(unit, index) {
        rows.push(change.line.row(change.sign, source, options.width));
    }
}

/// A line of what a pass did.
#[derive(Clone, Debug)]
pub struct PassChange<'a> {
    /// `+` came, `-` went, `~` only the line, the handler or what is known of the block is new, `…` lines are left
    /// out, a space stayed.
    pub sign: char,
    /// What it is about.
    pub line: PassLine<'a>,
}

/// What a step did to a unit: everything for the first, a difference with a few lines around it for the others,
/// nothing where nothing changed.
pub fn changes(unit: &Unit, index: usize) -> Vec<PassChange<'_>> {
    let Some(blocks) = unit.steps.get(index).and_then(|step| step.blocks.as_deref()) else {
        return Vec::new();
    };
    let mut changes = Vec::new();
    let new = listing(blocks);
    if index == 0 {
        push(&mut changes, ' ', &new);
        return changes;
    }
    let old = listing(unit.blocks_after(index - 1));
    let deadline = Instant::now() + PATIENCE;
    let operations = capture_diff_slices_deadline(Algorithm::Myers, &old, &new, Some(deadline));
    for (position, group) in group_diff_ops(operations, AROUND).into_iter().enumerate() {
        if position > 0 {
            push(&mut changes, '…', &[PassLine::Gap]);
        }
        for operation in group {
            let (went, came) = (operation.old_range(), operation.new_range());
            if matches!(operation, DiffOp::Equal { .. }) {
                push(&mut changes, ' ', &new[came]);
            } else {
                replacement(&old[went], &new[came], &mut changes);
            }
        }
    }
    changes
}

/// Lines that went and lines that came. Where they go in pairs, what stayed the same instruction is one line,
/// with a `~`, as it is now.
fn replacement<'a>(old: &[PassLine<'a>], new: &[PassLine<'a>], changes: &mut Vec<PassChange<'a>>) {
    let (mut went, mut came) = (0, 0);
    for index in 0..if old.len() == new.len() { old.len() } else { 0 } {
        if old[index].is_same_instruction(&new[index]) {
            push(changes, '-', &old[went..index]);
            push(changes, '+', &new[came..index]);
            push(changes, '~', &new[index..=index]);
            (went, came) = (index + 1, index + 1);
        }
    }
    push(changes, '-', &old[went..]);
    push(changes, '+', &new[came..]);
}

fn push<'a>(changes: &mut Vec<PassChange<'a>>, sign: char, lines: &[PassLine<'a>]) {
    changes.extend(lines.iter().map(|line| PassChange { sign, line: *line }));
}

/// A line of a listing. Equal lines look the same.
#[derive(Clone, Copy, Debug)]
pub enum PassLine<'a> {
    /// Where a block begins.
    Block(&'a BasicBlock),
    /// An instruction.
    Instruction(&'a BlockInstruction),
    /// Lines that are left out.
    Gap,
}

/// What tells lines apart: blocks by what is known of them, instructions by what they do, where they come from and
/// who handles their exceptions.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key<'a> {
    Block(u32, bool, bool, Option<u32>),
    Instruction(&'a str, Option<u32>, &'a str, Option<u32>, i32, i32),
    Gap,
}

impl<'a> PassLine<'a> {
    fn key(&self) -> Key<'a> {
        match *self {
            Self::Block(BasicBlock { id, handler, cold, depth, .. }) => {
                Key::Block(*id, *handler, *cold, *depth)
            }
            Self::Instruction(BlockInstruction { opcode, oparg, argrepr, handler, location, .. }) => {
                let (line, column) = (location.lineno, location.col_offset);
                Key::Instruction(opcode.name(), *oparg, argrepr, *handler, line, column)
            }
            Self::Gap => Key::Gap,
        }
    }
}

impl PartialEq for PassLine<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for PassLine<'_> {}

impl std::hash::Hash for PassLine<'_> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl PartialOrd for PassLine<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PassLine<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

fn listing(blocks: &[BasicBlock]) -> Vec<PassLine<'_>> {
    let mut lines = Vec::new();
    for block in blocks {
        lines.push(PassLine::Block(block));
        lines.extend(block.instructions.iter().map(PassLine::Instruction));
    }
    lines
}

impl PassLine<'_> {
    /// Whether only the line, the handler or what is known of the block is another.
    fn is_same_instruction(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Block(one), Self::Block(two)) => one.id == two.id,
            (Self::Instruction(one), Self::Instruction(two)) => {
                (one.opcode, one.oparg, &one.argrepr) == (two.opcode, two.oparg, &two.argrepr)
            }
            _ => false,
        }
    }

    fn row(&self, sign: char, source: Option<&Source>, limit: usize) -> Row {
        let (plain, bold) = match sign {
            '+' | '~' => (Style::from(Hue::Orange), Style { bold: true, ..Hue::Orange.into() }),
            '-' => (Style::QUIET, Style::QUIET),
            _ => (Style::PLAIN, Style::BOLD),
        };
        let mut row = Row::of(format!("   {sign} "), plain);
        match self {
            Self::Gap => {}
            Self::Block(BasicBlock { id, handler, cold, depth, .. }) => {
                row.push(format!("b{id}"), bold);
                let mut facts = Vec::new();
                if *handler {
                    facts.push("handler".to_owned());
                }
                if *cold {
                    facts.push("cold".to_owned());
                }
                facts.extend(depth.map(|depth| format!("depth {depth}")));
                if !facts.is_empty() {
                    row.push(format!("   {}", facts.join(", ")), Style::QUIET);
                }
            }
            Self::Instruction(instruction) => {
                let line = instruction.location.lineno;
                let line = if line < 0 { "--".to_owned() } else { line.to_string() };
                row.push(format!("{line:>5}  "), Style::QUIET);
                row.push(format!("{:<22} ", instruction.opcode.name()), plain);
                row.push(argument(instruction), plain);
                if let Some(handler) = instruction.handler {
                    row.push(" ", plain);
                    row.pad_to(50);
                    row.push(
                        format!("! b{handler}"),
                        if sign == '-' { Style::QUIET } else { Style::EXCEPTION },
                    );
                }
                let slice = source.and_then(|source| source.slice(instruction.location)).map(one_line);
                if let Some(slice) = slice {
                    row.push("  ", plain);
                    row.pad_to(60);
                    row.push(printable(&slice), Style::QUIET);
                }
            }
        }
        row.cut(limit);
        row.trim_end();
        row
    }
}

/// As `dis` words it: the number, and what it stands for; a block without its number.
pub fn argument(instruction: &BlockInstruction) -> String {
    match (instruction.oparg, &*instruction.argrepr) {
        (None, _) => String::new(),
        (Some(_), to) if instruction.target.is_some() => to.to_owned(),
        (Some(number), "") => number.to_string(),
        (Some(number), meaning) => format!("{number} ({})", printable(meaning)),
    }
}
