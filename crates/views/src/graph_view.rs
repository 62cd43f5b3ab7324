//! The control flow graph in a terminal: blocks as boxes in the order of the code, jumps as arrows in the
//! margin, a `▾` where control runs on into the next box, and `!` with the handler's name where exceptions go.

use std::collections::BTreeMap;

use bytescope_explorer::{BasicBlock, BlockInstruction, EdgeKind, Passes, Unit, edges};

use crate::headings::titled_rule;
use crate::margin::Arrows;
use crate::options::Options;
use crate::pass_view::{argument, crumbs};
use crate::run::{Row, Style, cut};
use crate::text::{count, only_ascii, printable};

/// What a line number takes, with the space behind it.
const NUMBER: usize = 5;
/// From this width on, before and after stand side by side.
const SIDE_BY_SIDE: usize = 130;

/// Lanes for arrows; jumps that find none are still named in the instruction.
const LANES: usize = 8;

/// Which graphs to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Moment {
    /// As code generation leaves it.
    Before,
    /// As the assembler gets it.
    After,
    /// Both.
    #[default]
    Both,
}

impl Moment {
    /// The graphs of a unit, each with what it is.
    pub(crate) fn of(self, unit: &Unit) -> Vec<(&'static str, &[BasicBlock])> {
        // Bytecode that was read has no history.
        if let [only] = &unit.steps[..] {
            return vec![(only.pass, unit.final_blocks())];
        }
        let before = ("before optimisation", unit.blocks_after(0));
        let after = ("after optimisation", unit.final_blocks());
        match self {
            Self::Before => vec![before],
            Self::After => vec![after],
            Self::Both => vec![before, after],
        }
    }
}

/// The graphs of all units, or only those of a name (`options.only`).
pub fn graph_view(passes: &Passes, moment: Moment, options: &Options) -> Vec<Row> {
    let units: Vec<_> = passes.chosen(options.only.as_deref()).collect();
    let mut head = Row::of(printable(&passes.filename), Style::BOLD);
    let read = units.iter().any(|unit| unit.steps.len() == 1);
    let version = if read { passes.version.series() } else { passes.version.to_string() };
    let facts = format!("   control flow   CPython {version}   {}", count(units.len(), "code object"));
    head.push(facts, Style::QUIET);
    let mut rows = vec![head];
    for unit in units {
        let graphs = moment.of(unit);
        let sizes: Vec<_> = graphs.iter().map(|(_, blocks)| blocks.len().to_string()).collect();
        rows.push(Row::new());
        rows.push(titled_rule(&crumbs(unit), &format!("{} blocks", sizes.join(" → ")), options.width));
        let beside = graphs.len() > 1 && options.width >= SIDE_BY_SIDE;
        let room = if beside { (options.width - 2) / 2 } else { options.width };
        let drawn: Vec<_> = graphs.into_iter().map(|(name, blocks)| draw(name, blocks, room)).collect();
        if beside {
            rows.extend(side_by_side(drawn, room + 2));
        } else {
            rows.extend(drawn.into_iter().flatten());
        }
    }
    if options.ascii {
        rows.iter_mut().for_each(only_ascii);
    }
    rows
}

fn side_by_side(columns: Vec<Vec<Row>>, start: usize) -> Vec<Row> {
    let height = columns.iter().map(Vec::len).max().unwrap_or(0);
    let mut rows = vec![Row::new(); height];
    for (place, column) in columns.into_iter().enumerate() {
        for (row, cell) in rows.iter_mut().zip(column).filter(|(_, cell)| !cell.runs.is_empty()) {
            row.pad_to(start * place);
            row.append(cell);
        }
    }
    rows
}

/// A row of a box, still without its margin.
enum Piece {
    /// A border, or what stands between boxes.
    Frame(Row),
    /// An instruction, to be put between two edges.
    Line(Row),
}

/// One graph.
fn draw(name: &str, blocks: &[BasicBlock], limit: usize) -> Vec<Row> {
    let arrows = Arrows::new(&jumps(blocks), LANES);
    let names = blocks.iter().flat_map(|block| &block.instructions).map(|line| line.opcode.name().len());
    let opcode_width = names.max().unwrap_or(0);
    let content: Vec<Vec<Row>> = blocks.iter().map(|block| lines(block, opcode_width)).collect();
    let widest = content.iter().flatten().map(Row::width).max().unwrap_or(0);
    let inner = widest.clamp(24, limit.saturating_sub(arrows.lanes() + 6).max(24));
    let mut rows = vec![Row::of(format!("  {name}"), Style::BOLD)];
    for piece in pieces(blocks, content, inner) {
        let strokes = arrows.row(rows.len() - 1);
        let lanes: String = strokes.lanes.iter().map(|stroke| stroke.glyph()).collect();
        let lead = match (strokes.head, strokes.tail) {
            (true, _) => "─▸",
            (false, true) => "──",
            (false, false) => "  ",
        };
        let mut row = Row::of(format!("{lanes}{lead}"), Style::PLAIN);
        match piece {
            Piece::Frame(frame) => row.append(frame),
            Piece::Line(mut line) => {
                line.cut(inner);
                line.pad_to(inner);
                row.push(if strokes.tail { "┤ " } else { "│ " }, Style::QUIET);
                row.append(line);
                row.push(" │", Style::QUIET);
            }
        }
        row.cut(limit);
        row.trim_end();
        rows.push(row);
    }
    rows
}

/// Jumps from row to row. A box has a row above its instructions and two below.
fn jumps(blocks: &[BasicBlock]) -> Vec<(usize, usize)> {
    let mut tops = BTreeMap::new();
    let mut next = 0;
    for block in blocks {
        tops.insert(block.id, next);
        next += block.instructions.len() + 3;
    }
    let mut jumps = Vec::new();
    for block in blocks {
        for (index, instruction) in block.instructions.iter().enumerate() {
            if instruction.opcode.is_jump()
                && let Some(target) = instruction.target.and_then(|target| tops.get(&target))
            {
                jumps.push((tops[&block.id] + 1 + index, *target));
            }
        }
    }
    jumps
}

fn pieces(blocks: &[BasicBlock], content: Vec<Vec<Row>>, inner: usize) -> Vec<Piece> {
    let ways = edges(blocks);
    let mut pieces = Vec::new();
    for (block, lines) in blocks.iter().zip(content) {
        let of_block = || ways.iter().filter(|edge| edge.from == block.id);
        let handlers = of_block().filter(|edge| edge.kind == EdgeKind::Exception);
        let handlers: Vec<_> = handlers.map(|edge| format!("b{}", edge.to)).collect();
        pieces.push(Piece::Frame(top(block, &handlers.join(" "), inner)));
        pieces.extend(lines.into_iter().map(Piece::Line));
        let falls = of_block().any(|edge| edge.kind == EdgeKind::Fallthrough);
        let half = inner / 2;
        let (joint, arrow) = if falls { ("┬", "▾") } else { ("─", "") };
        let bottom = format!("╰{}{joint}{}╯", "─".repeat(half), "─".repeat(inner + 1 - half));
        pieces.push(Piece::Frame(Row::of(bottom, Style::QUIET)));
        pieces.push(Piece::Frame(Row::of(format!("{:half$} {arrow}", ""), Style::QUIET)));
    }
    pieces
}

/// `╭─ b3 handler ───── ! b7 ─╮`
fn top(block: &BasicBlock, handlers: &str, inner: usize) -> Row {
    let mut row = Row::of("╭─ ", Style::QUIET);
    let style = if block.handler { Style { bold: true, ..Style::EXCEPTION } } else { Style::BOLD };
    row.push(format!("b{}", block.id), style);
    let facts = [(block.handler, " handler"), (block.cold && !block.handler, " cold")];
    for (_, fact) in facts.into_iter().filter(|(holds, _)| *holds) {
        row.push(fact, Style::QUIET);
    }
    row.push(" ", Style::PLAIN);
    let mut tail = Row::new();
    if !handlers.is_empty() {
        tail.push(" ", Style::PLAIN);
        tail.push(cut(&format!("! {handlers}"), inner.saturating_sub(row.width())), Style::EXCEPTION);
        tail.push(" ", Style::PLAIN);
    }
    tail.push("─╮", Style::QUIET);
    let dashes = (inner + 4).saturating_sub(row.width() + tail.width());
    row.push("─".repeat(dashes), Style::QUIET);
    row.append(tail);
    row
}

/// The instructions of a block, each line number at its first.
fn lines(block: &BasicBlock, opcode_width: usize) -> Vec<Row> {
    let mut previous = None;
    let line = |instruction: &BlockInstruction| {
        let number = instruction.location.lineno;
        let is_new = previous.replace(number) != Some(number);
        let shown = if is_new && number > 0 { number.to_string() } else { String::new() };
        let mut row = Row::of(format!("{shown:>width$} ", width = NUMBER - 1), Style::QUIET);
        row.push(instruction.opcode.name(), Style::PLAIN);
        let argument = argument(instruction);
        if !argument.is_empty() {
            row.pad_to(NUMBER + opcode_width);
            row.push(format!("  {}", cut(&argument, 40)), Style::PLAIN);
        }
        row
    };
    block.instructions.iter().map(line).collect()
}
