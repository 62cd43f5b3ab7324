//! Views of a program as rows of text, for all formats that show monospaced text. The crate `views` lays them out;
//! here is what it has no view of.

use bytescope_explorer::Exploration;
use bytescope_views::{
    Moment, Options, PassOptions, Row, Style, graph_view, main_view, pass_view, profile_view, symbol_view,
    token_view, tree_view, unpainted,
};

use crate::document::{ComparedInstruction, Comparison, Listing, Program, View};
use crate::fence::ViewKind;
use crate::words::{Words, fill};

/// The rows of a view, `width` cells wide.
pub fn rows(program: &Program, view: &View, width: usize) -> Vec<Row> {
    let options = Options { width, only: program.options.only.clone(), ..Options::default() };
    let code =
        |options: &Options| program.exploration.as_ref().map_or_else(Vec::new, |code| listing(code, options));
    let text = |text: &str| text.lines().map(|line| unpainted(line, Style::PLAIN)).collect();
    let all = match view {
        View::Source => return source(program),
        View::Bytecode => return code(&options),
        View::Stack => return code(&Options { stack: true, ..options }),
        View::Explain => {
            let sentences = explain(program);
            return sentences
                .into_iter()
                .map(|(name, sentence)| {
                    let mut row = Row::of(format!("{name:<24}"), Style::BOLD);
                    row.push(sentence, Style::PLAIN);
                    row
                })
                .collect();
        }
        View::Tokens(tokens) => token_view(tokens, false, &options),
        View::Ast(tree) => tree_view(tree, &options),
        View::Symbols(symbols) => symbol_view(symbols, &options),
        View::Passes(passes) => {
            let which = PassOptions { pass: None, only_changes: true };
            pass_view(passes, &which, &options)
        }
        View::Cfg(passes) => graph_view(passes, Moment::Both, &options),
        View::Trace(rows) | View::Stepper { rows, .. } => rows.clone(),
        View::Output => return program.ran.as_ref().map_or_else(Vec::new, |ran| text(&ran.stdout)),
        View::Error(message) => return text(message),
        View::Profile => {
            return program.ran.as_ref().map_or_else(Vec::new, |ran| profile_view(&ran.profile, width));
        }
    };
    // The first row names the file and the release, which every format says in its own way.
    all.into_iter().skip(1).skip_while(|row| row.runs.is_empty()).collect()
}

/// Text in which nothing can move a cursor, turn the direction of writing or end a line: what does is shown as a
/// picture of itself or as `\u{fffd}`.
pub fn harmless(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '\n' | '\t' => letter,
            '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(letter)).unwrap_or('\u{fffd}'),
            '\u{7f}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{2028}'
            | '\u{2029}' => '\u{fffd}',
            _ => letter,
        })
        .collect()
}

/// The program with line numbers.
fn source(program: &Program) -> Vec<Row> {
    let count = program.source.line_count();
    let digits = count.to_string().len();
    let rows = (1..=count).map(|line| {
        let mut row = Row::of(format!("{line:>digits$}  "), Style::QUIET);
        row.append(unpainted(program.source.line(line as i32), Style::PLAIN));
        row
    });
    rows.collect()
}

/// The listings of a compiled file.
pub(crate) fn compiled(compiled: &Listing, width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for kind in &compiled.show {
        let stack = *kind == ViewKind::Stack;
        let options = Options { width, only: compiled.only.clone(), stack, ..Options::default() };
        rows.extend(listing(&compiled.exploration, &options));
    }
    rows
}

/// The code objects, without the head.
fn listing(exploration: &Exploration, options: &Options) -> Vec<Row> {
    let blocks = main_view(exploration, options).skip(1).filter_map(Result::ok);
    blocks.flatten().skip_while(|row| row.runs.is_empty()).collect()
}

/// The opcodes that occur, in order, each with its sentence.
pub fn explain(program: &Program) -> Vec<(&'static str, &'static str)> {
    let only = program.options.only.as_deref();
    let mut sentences: Vec<(&str, &str)> = Vec::new();
    if let Some(exploration) = &program.exploration {
        for object in
            exploration.objects.iter().filter(|object| only.is_none_or(|name| object.code.goes_by(name)))
        {
            let Ok(listing) = exploration.disassemble(object) else { continue };
            for instruction in listing.instructions {
                let name = instruction.opcode.name();
                if !sentences.iter().any(|(known, _)| *known == name) {
                    sentences
                        .push((name, instruction.opcode.description().map_or("", |words| words.summary)));
                }
            }
        }
    }
    sentences
}

/// A comparison as rows: what differs is marked in the middle.
pub fn comparison(comparison: &Comparison, words: &Words, width: usize) -> Vec<Row> {
    let half = width.saturating_sub(3) / 2;
    let mut rows = Vec::new();
    for object in &comparison.objects {
        if !rows.is_empty() {
            rows.push(Row::new());
        }
        let title = |side: usize| match object.names[side].as_str() {
            "" => String::new(),
            name => {
                let count = fill(words.instructions, &[&object.counts[side].to_string()]);
                format!("{}: {name}, {count}", comparison.names[side])
            }
        };
        rows.push(beside(&Row::of(title(0), Style::BOLD), ' ', &Row::of(title(1), Style::BOLD), half));
        for [left, right] in &object.rows {
            let same = left.as_ref().zip(right.as_ref()).is_some_and(|(left, right)| left.does_what(right));
            let style = if same { Style::QUIET } else { Style::PLAIN };
            let side = |one: &Option<ComparedInstruction>| {
                one.as_ref().map_or_else(Row::new, |one| instruction(one, style))
            };
            rows.push(beside(&side(left), if same { '=' } else { '≠' }, &side(right), half));
        }
    }
    rows
}

fn instruction(one: &ComparedInstruction, style: Style) -> Row {
    let line = if one.line > 0 { one.line.to_string() } else { String::new() };
    let mut row = Row::of(format!("{line:>4}  "), Style::QUIET);
    row.append(unpainted(&format!("{:<20} {}", one.opcode, one.meaning), style));
    row
}

fn beside(left: &Row, mark: char, right: &Row, half: usize) -> Row {
    let mut row = left.clone();
    row.cut(half);
    row.pad_to(half);
    row.push(format!(" {mark} "), Style::QUIET);
    let mut right = right.clone();
    right.cut(half);
    row.append(right);
    row.trim_end();
    row
}
