//! Syntax tree and bytecode side by side, source line by source line.
//!
//! On each line the nodes that start there get letters, and every instruction repeats the letter of the node
//! it came from: the innermost one with exactly its positions.

use std::collections::{BTreeMap, HashMap};

use bytescope_bytecode::{DecodeError, Location};
use bytescope_explorer::{Disassembly, Exploration, Node, one_line};

use crate::hues::Hues;
use crate::main_view::{only_ascii, printable};
use crate::options::Options;
use crate::run::{Row, Style};
use crate::text::{painted, unpainted};
use crate::tree_view::{Prefix, title};

/// From here on both sides add the piece of source.
const WIDE: usize = 140;

/// The comparison, a block for each source line.
pub fn compare_ast(exploration: &Exploration, options: &Options) -> Result<Vec<Row>, DecodeError> {
    let mut head = Row::of(printable(&exploration.filename), Style::BOLD);
    head.push(format!("   syntax tree beside bytecode   CPython {}", exploration.version), Style::QUIET);
    let mut rows = vec![head];

    let mut lines: BTreeMap<i32, Block> = BTreeMap::new();
    exploration.with_stack(|| {
        for (_, child) in exploration.tree().children() {
            place(child, None, &mut Prefix::default(), &mut lines);
        }
    });
    let mut objects = Vec::new();
    for object in &exploration.objects {
        let disassembly = exploration.disassemble(object)?;
        let hues = Hues::new(exploration, &disassembly);
        objects.push((disassembly, hues));
    }
    for (index, (disassembly, _)) in objects.iter().enumerate() {
        for (at, instruction) in disassembly.instructions.iter().enumerate() {
            lines.entry(instruction.location.lineno.max(0)).or_default().instructions.push((index, at));
        }
    }
    let sizes = Sizes::new(&lines, &objects, options);
    // What belongs to no line comes last.
    let (without, with): (Vec<_>, Vec<_>) = lines.iter().partition(|(line, _)| **line == 0);
    for (line, block) in with.into_iter().chain(without) {
        rows.push(Row::new());
        rows.extend(block_rows(exploration, *line, block, &objects, &sizes, options));
    }
    if options.ascii {
        rows.iter_mut().for_each(only_ascii);
    }
    Ok(rows)
}

/// What belongs to one source line.
#[derive(Default)]
struct Block<'a> {
    /// Nodes that start on the line, with the branches before them.
    nodes: Vec<(String, &'a Node)>,
    /// Object and index of the instructions.
    instructions: Vec<(usize, usize)>,
}

/// Puts nodes on the lines where they start. A node without a position stands with its parent; a node on
/// another line than its parent starts a tree of its own there.
fn place<'a>(node: &'a Node, parent: Option<i32>, prefix: &mut Prefix, lines: &mut BTreeMap<i32, Block<'a>>) {
    let line =
        node.location.map(|location| location.lineno).or(parent).or_else(|| first_line(node)).unwrap_or(0);
    let here = |child: &Node| {
        child.location.map_or_else(|| first_line(child), |location| Some(location.lineno)).unwrap_or(line)
            == line
    };
    lines.entry(line).or_default().nodes.push((prefix.text(), node));
    let (near, far): (Vec<_>, Vec<_>) = node.children().into_iter().partition(|(_, child)| here(child));
    // Empty parameter lists are noise here.
    let near: Vec<_> = near.into_iter().filter(|(_, child)| !is_empty(child)).collect();
    for (index, (_, child)) in near.iter().enumerate() {
        prefix.enter(index + 1 < near.len());
        place(child, Some(line), prefix, lines);
        prefix.leave();
    }
    for (_, child) in far {
        place(child, None, &mut Prefix::default(), lines);
    }
}

fn is_empty(node: &Node) -> bool {
    node.kind == "arguments" && node.children().is_empty()
}

fn first_line(node: &Node) -> Option<i32> {
    node.children().iter().filter_map(|(_, child)| child.location).map(|location| location.lineno).min()
}

/// Column widths, the same for the whole program.
struct Sizes {
    letter: usize,
    left: usize,
    opcode: usize,
    argument: usize,
    tree: usize,
}

impl Sizes {
    fn new(lines: &BTreeMap<i32, Block<'_>>, objects: &[(Disassembly, Hues)], options: &Options) -> Self {
        let nodes = lines.values().flat_map(|block| &block.nodes);
        let widest = nodes
            .map(|(prefix, node)| {
                let mut row = Row::of(prefix.clone(), Style::QUIET);
                row.append(title(node, Style::PLAIN, Style::PLAIN));
                row.width()
            })
            .max()
            .unwrap_or(0);
        let instructions = || objects.iter().flat_map(|(disassembly, _)| &disassembly.instructions);
        let opcode = instructions().map(|instruction| instruction.opcode.name().len()).max().unwrap_or(0);
        let most = lines.values().map(|block| block.nodes.len()).max().unwrap_or(0);
        let letter = letters(most.saturating_sub(1)).len();
        let opcode = opcode.min(if options.width >= 100 { 26 } else { 18 });
        let wide = options.width >= WIDE;
        let half = options.width / 2;
        let tree = widest.min(if wide { 40 } else { half - 4 });
        let left = if wide { half } else { (tree + letter + 2).max(half.min(30)) };
        Self { letter, left, opcode, argument: if wide { 16 } else { 22 }, tree }
    }
}

/// `a` … `z`, `aa` …
fn letters(mut index: usize) -> String {
    let mut text = Vec::new();
    loop {
        text.push(b'a' + (index % 26) as u8);
        if index < 26 {
            break;
        }
        index = index / 26 - 1;
    }
    text.iter().rev().map(|byte| char::from(*byte)).collect()
}

fn block_rows(
    exploration: &Exploration,
    line: i32,
    block: &Block<'_>,
    objects: &[(Disassembly, Hues)],
    sizes: &Sizes,
    options: &Options,
) -> Vec<Row> {
    // A line's colours are those of the object with the most instructions on it.
    let mut weight: HashMap<usize, usize> = HashMap::new();
    for (object, _) in &block.instructions {
        *weight.entry(*object).or_default() += 1;
    }
    let main = weight.into_iter().max_by_key(|(object, count)| (*count, std::cmp::Reverse(*object)));
    let hues = main.map(|(object, _)| &objects[object].1);
    let none = Hues::default();
    let hues = hues.unwrap_or(&none);

    let mut rows = vec![rule(exploration, line, hues, options)];
    let mut by_place: HashMap<Location, usize> = HashMap::new();
    let mut left = Vec::new();
    for (index, (prefix, node)) in block.nodes.iter().enumerate() {
        if let Some(location) = node.location {
            // Later is deeper: of nodes with the same positions the innermost one wins.
            by_place.insert(location, index);
        }
        let span = node.location.and_then(|location| exploration.source.range(location));
        let style = Style::from(hues.of(span.as_ref()));
        let quiet = if style == Style::PLAIN { Style::QUIET } else { style };
        let mut row = Row::of(format!(" {:>width$} ", letters(index), width = sizes.letter), quiet);
        row.push(prefix.clone(), Style::QUIET);
        row.append(title(node, Style::PLAIN, style));
        row.cut(sizes.tree + sizes.letter + 2);
        if options.width >= WIDE {
            row.pad_to(sizes.tree + sizes.letter + 4);
            let slice = node.location.and_then(|location| exploration.source.slice(location));
            row.push(printable(&slice.map_or_else(String::new, one_line)), quiet);
        }
        row.cut(sizes.left);
        left.push(row);
    }

    let right = instruction_rows(exploration, block, objects, &by_place, hues, sizes, options);
    let height = left.len().max(right.len());
    left.resize(height, Row::new());
    let mut right = right.into_iter();
    for mut row in left {
        row.pad_to(sizes.left);
        row.push(" │ ", Style::QUIET);
        row.append(right.next().unwrap_or_default());
        row.cut(options.width);
        row.trim_end();
        rows.push(row);
    }
    rows
}

fn rule(exploration: &Exploration, line: i32, hues: &Hues, options: &Options) -> Row {
    let mut rule = Row::of("── ", Style::QUIET);
    if line > 0 {
        rule.push(format!("{line} "), Style::QUIET);
        let text = exploration.source.line(line).trim_end();
        let mut source = Row::new();
        for run in painted(hues, line, text).runs {
            source.push(run.text, Style { bold: true, ..run.style });
        }
        let indent = source.text().len() - source.text().trim_start_matches([' ', '→']).len();
        let mut trimmed = Row::new();
        let mut skip = indent;
        for run in source.runs {
            let cut = skip.min(run.text.len());
            skip -= cut;
            trimmed.push(run.text.get(cut..).unwrap_or(""), run.style);
        }
        trimmed.cut(options.width.saturating_sub(12));
        rule.append(trimmed);
    } else {
        rule.append(unpainted("(no line)", Style::QUIET));
    }
    rule.push(" ", Style::PLAIN);
    let rest = options.width.saturating_sub(rule.width());
    rule.push("─".repeat(rest), Style::QUIET);
    rule
}

fn instruction_rows(
    exploration: &Exploration,
    block: &Block<'_>,
    objects: &[(Disassembly, Hues)],
    by_place: &HashMap<Location, usize>,
    hues: &Hues,
    sizes: &Sizes,
    options: &Options,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let several = block.instructions.windows(2).any(|pair| pair[0].0 != pair[1].0);
    let mut current = None;
    for (object, at) in &block.instructions {
        if several && current != Some(*object) {
            let name = &exploration.objects[*object].code.name;
            rows.push(Row::of(format!("in {}", printable(name)), Style::QUIET));
        }
        current = Some(*object);
        let instruction = &objects[*object].0.instructions[*at];
        let span = exploration.source.range(instruction.location);
        let hue = hues.of(span.as_ref()).or_else(|| objects[*object].1.of(span.as_ref()));
        let style = Style::from(hue);
        let letter = by_place.get(&instruction.location).map_or_else(String::new, |index| letters(*index));
        let quiet = if style == Style::PLAIN { Style::QUIET } else { style };
        let mut row = Row::of(format!("{letter:>width$} ", width = sizes.letter), quiet);
        let name = instruction.opcode.name();
        let mut opcode =
            Row::of(name, if matches!(name, "RESUME" | "NOP") { Style::QUIET } else { Style::PLAIN });
        opcode.cut(sizes.opcode);
        row.append(opcode);
        row.pad_to(sizes.letter + 1 + sizes.opcode + 1);
        let mut argument = Row::of(printable(&instruction.meaning), style);
        if options.width >= WIDE {
            argument.cut(sizes.argument);
        }
        row.append(argument);
        if options.width >= WIDE {
            row.pad_to(sizes.letter + 1 + sizes.opcode + 1 + sizes.argument + 1);
            let slice = exploration.source.slice(instruction.location).filter(|slice| !slice.is_empty());
            row.push(printable(&slice.map_or_else(String::new, one_line)), quiet);
        }
        rows.push(row);
    }
    rows
}
