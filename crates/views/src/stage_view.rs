//! The stages of a program side by side, source line by source line: tokens, syntax tree, symbols, bytecode.
//!
//! On each line the nodes that start there get letters, and every instruction repeats the letter of the node
//! it came from: the innermost one with exactly its positions. From 140 columns on each stage is a column; on less,
//! tokens and symbols flow below the source, and tree and bytecode stand side by side.

use std::collections::{BTreeMap, HashMap};

use bytescope_bytecode::Location;
use bytescope_explorer::{Exploration, Node, StageLine, Stages, Token, one_line};
use bytescope_syntax::TokenKind;

use crate::hues::Hues;
use crate::options::Options;
use crate::run::{Row, Style, width};
use crate::text::{only_ascii, painted, printable, unpainted};
use crate::tree_view::{Prefix, title};
use crate::{symbol_view, token_view};

/// From here on both sides add the piece of source.
const WIDE: usize = 140;

/// The stages, a block for each source line.
pub fn stage_view(stages: &Stages, options: &Options) -> Vec<Row> {
    let exploration = &stages.exploration;
    let names = [
        (stages.tokens.is_some(), "tokens"),
        (stages.has_tree, "syntax tree"),
        (stages.symbols.is_some(), "symbols"),
    ];
    let names: Vec<_> = names.into_iter().filter_map(|(shown, name)| shown.then_some(name)).collect();
    let names = names.join(", ");
    let mut head = Row::of(printable(&exploration.filename), Style::BOLD);
    head.push(format!("   {names} beside bytecode   CPython {}", exploration.version), Style::QUIET);
    let mut rows = vec![head];

    let mut lines: BTreeMap<i32, Block> = BTreeMap::new();
    if stages.has_tree {
        exploration.with_stack(|| {
            for (_, child) in exploration.tree().children() {
                place(child, None, &mut Prefix::default(), &mut lines);
            }
        });
    }
    for (line, content) in &stages.lines {
        // Line ends and the ends of blocks alone are no news.
        let tokens = stages.tokens.as_ref();
        let speaks = |index: &usize| {
            tokens
                .and_then(|tokens| tokens.tokens.get(*index))
                .is_some_and(|token| !is_line_end(token) && token.kind != TokenKind::Dedent)
        };
        if !content.instructions.is_empty()
            || !content.names.is_empty()
            || content.tokens.iter().any(speaks)
            || lines.contains_key(line)
        {
            lines.entry(*line).or_default().content = Some(content);
        }
    }
    let hues: Vec<_> =
        stages.disassemblies.iter().map(|disassembly| Hues::new(exploration, disassembly)).collect();
    let sizes = Sizes::new(&lines, stages, options);
    // What belongs to no line comes last.
    let (without, with): (Vec<_>, Vec<_>) = lines.iter().partition(|(line, _)| **line == 0);
    for (line, block) in with.into_iter().chain(without) {
        rows.push(Row::new());
        rows.extend(block_rows(stages, &hues, *line, block, &sizes, options));
    }
    if options.ascii {
        rows.iter_mut().for_each(only_ascii);
    }
    rows
}

/// What belongs to one source line.
#[derive(Default)]
struct Block<'a> {
    /// Nodes that start on the line, with the branches before them.
    nodes: Vec<(String, &'a Node)>,
    /// Tokens, names and instructions.
    content: Option<&'a StageLine>,
}

impl Block<'_> {
    fn instructions(&self) -> &[(usize, usize)] {
        self.content.map_or(&[], |content| &content.instructions)
    }
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
    opcode: usize,
    argument: usize,
    tree: usize,
    /// The columns before the bytecode: tokens, tree, symbols; 0 for one that is not there.
    tokens: usize,
    left: usize,
    symbols: usize,
    /// Whether nodes and instructions are followed by their pieces of source.
    slices: bool,
}

impl Sizes {
    fn new(lines: &BTreeMap<i32, Block<'_>>, stages: &Stages, options: &Options) -> Self {
        let nodes = lines.values().flat_map(|block| &block.nodes);
        let widest = nodes
            .map(|(prefix, node)| {
                let mut row = Row::of(prefix.clone(), Style::QUIET);
                row.append(title(node, Style::PLAIN, Style::PLAIN));
                row.width()
            })
            .max()
            .unwrap_or(0);
        let instructions = || stages.disassemblies.iter().flat_map(|disassembly| &disassembly.instructions);
        let opcode = instructions().map(|instruction| instruction.opcode.name().len()).max().unwrap_or(0);
        let most = lines.values().map(|block| block.nodes.len()).max().unwrap_or(0);
        let letter = if stages.has_tree { letters(most.saturating_sub(1)).len() } else { 0 };
        let opcode = opcode.min(if options.width >= 100 { 26 } else { 18 });
        let wide = options.width >= WIDE;
        let columns = wide && (stages.tokens.is_some() || stages.symbols.is_some());
        let slices = wide && !columns;
        let half = options.width / 2;
        let tree = widest.min(if wide { 40 } else { half - 4 });
        let left = match (stages.has_tree, wide, columns) {
            (false, _, _) => 0,
            (true, true, false) => half,
            (true, true, true) => tree + letter + 2,
            (true, false, _) => (tree + letter + 2).max(half.min(30)),
        };
        let column = |there: bool, size: usize| if columns && there { size } else { 0 };
        Self {
            letter,
            opcode,
            argument: if slices { 16 } else { 22 },
            tree,
            tokens: column(stages.tokens.is_some(), 22),
            left,
            symbols: column(stages.symbols.is_some(), 34),
            slices,
        }
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
    stages: &Stages,
    all_hues: &[Hues],
    line: i32,
    block: &Block<'_>,
    sizes: &Sizes,
    options: &Options,
) -> Vec<Row> {
    let exploration = &stages.exploration;
    // A line's colours are those of the object with the most instructions on it.
    let mut weight: HashMap<usize, usize> = HashMap::new();
    for (object, _) in block.instructions() {
        *weight.entry(*object).or_default() += 1;
    }
    let main = weight.into_iter().max_by_key(|(object, count)| (*count, std::cmp::Reverse(*object)));
    let hues = main.and_then(|(object, _)| all_hues.get(object));
    let none = Hues::default();
    let hues = hues.unwrap_or(&none);

    let mut rows = vec![rule(exploration, line, hues, options)];
    let mut by_place: HashMap<Location, usize> = HashMap::new();
    let mut tree = Vec::new();
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
        if sizes.slices {
            row.pad_to(sizes.tree + sizes.letter + 4);
            let slice = node.location.and_then(|location| exploration.source.slice(location));
            row.push(printable(&slice.map_or_else(String::new, one_line)), quiet);
        }
        tree.push(row);
    }
    let tokens = token_cells(stages, block);
    let symbols = symbol_cells(stages, block);
    if options.width < WIDE {
        rows.extend(flow("tokens", &tokens, options.width));
        rows.extend(flow("symbols", &symbols, options.width));
    }
    let right = instruction_rows(exploration, block, stages, all_hues, &by_place, hues, sizes);
    let columns = [(sizes.tokens, tokens), (sizes.left, tree), (sizes.symbols, symbols)];
    let columns: Vec<_> = columns.into_iter().filter(|(size, _)| *size > 0).collect();
    let height = columns.iter().map(|(_, column)| column.len()).max().unwrap_or(0).max(right.len());
    for index in 0..height {
        let mut row = Row::new();
        let mut end = 0;
        for (size, column) in &columns {
            let mut cell = column.get(index).cloned().unwrap_or_default();
            cell.cut(*size);
            row.append(cell);
            end += size;
            row.pad_to(end);
            row.push(" │ ", Style::QUIET);
            end += 3;
        }
        row.append(right.get(index).cloned().unwrap_or_default());
        row.cut(options.width);
        row.trim_end();
        rows.push(row);
    }
    rows
}

fn is_line_end(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Newline | TokenKind::Nl | TokenKind::Comment | TokenKind::EndMarker)
}

/// A token a row: its kind and its text.
fn token_cells(stages: &Stages, block: &Block<'_>) -> Vec<Row> {
    let (Some(tokens), Some(content)) = (&stages.tokens, block.content) else { return Vec::new() };
    let found = content.tokens.iter().filter_map(|index| tokens.tokens.get(*index));
    let found = found.filter(|token| !is_line_end(token));
    let cells = found.map(|token| {
        let mut row = Row::of(format!(" {:<6} ", token_view::kind(token, false)), Style::QUIET);
        row.push(token_view::shown(tokens, token), token_view::style(token));
        row
    });
    cells.collect()
}

/// A name a row: what it is, and in which scope if that is not the only one on the line.
fn symbol_cells(stages: &Stages, block: &Block<'_>) -> Vec<Row> {
    let (Some(symbols), Some(content)) = (&stages.symbols, block.content) else { return Vec::new() };
    let found = content.names.iter().filter_map(|name| {
        let scope = symbols.scopes.get(name.scope)?;
        Some((scope, scope.symbols.get(name.symbol)?))
    });
    let found: Vec<_> = found.collect();
    let several = found.windows(2).any(|pair| pair[0].0.path != pair[1].0.path);
    let longest = found.iter().map(|(_, symbol)| width(&symbol.name)).max().unwrap_or(0).min(12);
    let cells = found.into_iter().map(|(scope, symbol)| {
        let mut row = Row::of(" ", Style::PLAIN);
        row.push(printable(&symbol.name), Style::BOLD);
        row.pad_to(longest + 2);
        row.push(symbol.kind, symbol_view::style(symbol.kind));
        if several {
            row.push(format!(" in {}", printable(&scope.code_name)), Style::QUIET);
        }
        row
    });
    cells.collect()
}

/// Cells one after the other, as many on a line as fit.
fn flow(name: &str, cells: &[Row], limit: usize) -> Vec<Row> {
    const LEAD: usize = 9;
    let mut rows: Vec<Row> = Vec::new();
    for cell in cells {
        let size = cell.width();
        let fits = rows.last().is_some_and(|row| row.width() + size + 2 <= limit);
        if !fits {
            let lead = if rows.is_empty() { name } else { "" };
            rows.push(Row::of(format!(" {lead:<width$}", width = LEAD - 1), Style::QUIET));
        }
        if let Some(row) = rows.last_mut() {
            if row.width() > LEAD {
                row.push(" ", Style::PLAIN);
            }
            for run in &cell.runs {
                // What is a column elsewhere is one space here.
                let text = run.text.split_whitespace().collect::<Vec<_>>().join(" ");
                let space = if text.is_empty() { "" } else { " " };
                row.push(space, Style::PLAIN);
                row.push(text, run.style);
            }
        }
    }
    for row in &mut rows {
        row.cut(limit);
        row.trim_end();
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
    stages: &Stages,
    all_hues: &[Hues],
    by_place: &HashMap<Location, usize>,
    hues: &Hues,
    sizes: &Sizes,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let several = block.instructions().windows(2).any(|pair| pair[0].0 != pair[1].0);
    let mut current = None;
    for (object, at) in block.instructions() {
        if several && current != Some(*object) {
            let name = &exploration.objects[*object].code.name;
            rows.push(Row::of(format!("in {}", printable(name)), Style::QUIET));
        }
        current = Some(*object);
        let instruction = &stages.disassemblies[*object].instructions[*at];
        let span = exploration.source.range(instruction.location);
        let hue = hues.of(span.as_ref()).or_else(|| all_hues[*object].of(span.as_ref()));
        let style = Style::from(hue);
        let letter = by_place.get(&instruction.location).map_or_else(String::new, |index| letters(*index));
        let quiet = if style == Style::PLAIN { Style::QUIET } else { style };
        let mut row = Row::new();
        if sizes.left > 0 {
            row.push(format!("{letter:>width$} ", width = sizes.letter), quiet);
        }
        let start = row.width();
        let name = instruction.opcode.name();
        let mut opcode =
            Row::of(name, if matches!(name, "RESUME" | "NOP") { Style::QUIET } else { Style::PLAIN });
        opcode.cut(sizes.opcode);
        row.append(opcode);
        row.pad_to(start + sizes.opcode + 1);
        let mut argument = Row::of(printable(&instruction.meaning), style);
        if sizes.slices {
            argument.cut(sizes.argument);
        }
        row.append(argument);
        if sizes.slices {
            row.pad_to(start + sizes.opcode + 1 + sizes.argument + 1);
            let slice = exploration.source.slice(instruction.location).filter(|slice| !slice.is_empty());
            row.push(printable(&slice.map_or_else(String::new, one_line)), quiet);
        }
        rows.push(row);
    }
    rows
}
