//! The passes of the flowgraph: all instructions after code generation, and then what each pass changed.
//!
//! A change is shown as a difference, with a few lines around it; lines that went have a `-` and are quiet,
//! lines that came have a `+` and a colour, and where only the line number, the handler or what is known of the
//! block is new, there is a `~`. A pass may well run without changing anything, and says so.

use std::time::{Duration, Instant};

use bytescope_explorer::{BasicBlock, BlockInstruction, Passes, Source, Step, Unit, about_pass, one_line};
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline, group_diff_ops};

use crate::main_view::{count, only_ascii, printable, titled_rule};
use crate::options::Options;
use crate::run::{Hue, Row, Style};

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
    let Some(blocks) = blocks else {
        head.push(format!("{pass}: no change"), Style::QUIET);
        head.cut(options.width);
        if after_listing {
            rows.push(Row::new());
        }
        rows.push(head);
        return;
    };
    head.push(*pass, Style::BOLD);
    head.push(format!("   {}", about_pass(pass)), Style::QUIET);
    head.cut(options.width);
    rows.push(Row::new());
    rows.push(head);
    let new = listing(blocks);
    let source = (options.width >= WITH_SOURCE).then_some(source);
    let mut draw = |sign: char, line: &Line| rows.push(line.row(sign, source, options.width));
    if index == 0 {
        for line in &new {
            draw(' ', line);
        }
        return;
    }
    let old = listing(unit.blocks_after(index - 1));
    let deadline = Instant::now() + PATIENCE;
    let operations = capture_diff_slices_deadline(Algorithm::Myers, &old, &new, Some(deadline));
    for (position, group) in group_diff_ops(operations, AROUND).into_iter().enumerate() {
        if position > 0 {
            draw('…', &Line::Gap);
        }
        for operation in group {
            let (went, came) = (operation.old_range(), operation.new_range());
            if matches!(operation, DiffOp::Equal { .. }) {
                new[came].iter().for_each(|line| draw(' ', line));
            } else {
                replacement(&old[went], &new[came], &mut draw);
            }
        }
    }
}

/// Lines that went and lines that came. Where they go in pairs, what stayed the same instruction is one line,
/// with a `~`, as it is now.
fn replacement<'a>(old: &[Line<'a>], new: &[Line<'a>], draw: &mut impl FnMut(char, &Line<'a>)) {
    let (mut went, mut came) = (0, 0);
    for index in 0..if old.len() == new.len() { old.len() } else { 0 } {
        if old[index].is_same_instruction(&new[index]) {
            old[went..index].iter().for_each(|line| draw('-', line));
            new[came..index].iter().for_each(|line| draw('+', line));
            draw('~', &new[index]);
            (went, came) = (index + 1, index + 1);
        }
    }
    old[went..].iter().for_each(|line| draw('-', line));
    new[came..].iter().for_each(|line| draw('+', line));
}

/// A line of a listing. Equal lines look the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Line<'a> {
    Block { id: u32, handler: bool, cold: bool, depth: Option<u32> },
    Instruction(Shown<'a>),
    Gap,
}

/// What tells instructions apart.
#[derive(Clone, Debug)]
struct Shown<'a>(&'a BlockInstruction);

impl Shown<'_> {
    fn key(&self) -> (&str, Option<u32>, &str, Option<u32>, i32, i32) {
        let BlockInstruction { opcode, oparg, argrepr, handler, location, .. } = self.0;
        (opcode.name(), *oparg, argrepr, *handler, location.lineno, location.col_offset)
    }
}

impl PartialEq for Shown<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Shown<'_> {}

impl std::hash::Hash for Shown<'_> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl PartialOrd for Shown<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Shown<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

fn listing(blocks: &[BasicBlock]) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for block in blocks {
        let BasicBlock { id, handler, cold, depth, instructions } = block;
        lines.push(Line::Block { id: *id, handler: *handler, cold: *cold, depth: *depth });
        lines.extend(instructions.iter().map(|instruction| Line::Instruction(Shown(instruction))));
    }
    lines
}

impl Line<'_> {
    /// Whether only the line, the handler or what is known of the block is another.
    fn is_same_instruction(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Block { id: one, .. }, Self::Block { id: two, .. }) => one == two,
            (Self::Instruction(Shown(one)), Self::Instruction(Shown(two))) => {
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
            Self::Block { id, handler, cold, depth } => {
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
            Self::Instruction(Shown(instruction)) => {
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
pub(crate) fn argument(instruction: &BlockInstruction) -> String {
    match (instruction.oparg, &*instruction.argrepr) {
        (None, _) => String::new(),
        (Some(_), to) if instruction.target.is_some() => to.to_owned(),
        (Some(number), "") => number.to_string(),
        (Some(number), meaning) => format!("{number} ({})", printable(meaning)),
    }
}
