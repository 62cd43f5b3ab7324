//! The stages that are more than a listing on paper: names as tables, the control flow as a picture, opcodes with what
//! they do.

use std::fmt::Write as _;

use bytescope_compiler::symtable::ScopeKind;
use bytescope_explorer::{BasicBlock, Passes, Symbols};
use bytescope_views::print_graph;

use super::text::{cell, code, escaped, string};
use crate::document::Program;
use crate::html::PageWords;
use crate::layout;
use crate::words::Words;

/// The font of listings, of the pictures too.
const MONO: &str = "DejaVu Sans Mono";
/// What fits on a page, in pixels of a picture whose letters are as large as those of listings.
const PAGE: (usize, usize) = (840, 1100);

/// A table a scope, those inside further to the right.
pub(super) fn scopes(symbols: &Symbols, only: Option<&str>, words: &PageWords) -> String {
    let mut out = String::new();
    let chosen = symbols.scopes.iter().filter(|scope| only.is_none_or(|name| scope.goes_by(name)));
    for scope in chosen {
        let depth = if only.is_some() { 0 } else { scope.depth.min(4) };
        let kind = match scope.kind {
            ScopeKind::Module => scope.kind.to_string(),
            _ => format!("{}, {} {}", scope.kind, words.line, scope.location.lineno),
        };
        let _ =
            write!(out, "#scope({depth}, [*{}* #text(fill: quiet)[{}]]", code(&scope.path), escaped(&kind));
        if !scope.symbols.is_empty() {
            let head =
                [words.name, words.kind, words.uses, words.why].map(|word| format!("[{}]", escaped(word)));
            let _ = write!(out, ", table.header({})", head.join(", "));
        }
        for symbol in &scope.symbols {
            let _ = write!(
                out,
                ",\n[{}], [{}], [{}], [{}]",
                cell(&symbol.name),
                escaped(symbol.kind),
                escaped(&symbol.uses.join(", ")),
                escaped(&symbol.why)
            );
        }
        out.push_str(");\n");
    }
    out
}

/// The opcodes that occur, in a table.
pub(super) fn explain(program: &Program, words: &Words) -> String {
    let mut out = String::from("#table(columns: (auto, 1fr), ");
    let _ =
        writeln!(out, "table.header([{}], [{}]),", escaped(words.instruction), escaped(words.what_it_does));
    for (name, sentence) in layout::explain(program) {
        let _ = writeln!(out, "[{}], [{}],", code(name), escaped(sentence));
    }
    out + ");\n"
}

/// The graphs before and after optimisation, beside each other where there is room; `None` if one is larger than a page.
pub(super) fn graphs(passes: &Passes, only: Option<&str>, words: &PageWords) -> Option<String> {
    let mut out = String::new();
    for unit in passes.chosen(only) {
        let graph = |blocks: &[BasicBlock], name: &str| {
            let (picture, width, height) = print_graph(blocks, MONO);
            let alt = format!("{}, {name}", unit.path());
            let call =
                format!("[#caption[{}]#picture({}, {})]", escaped(name), string(&alt), string(&picture));
            // Wider pictures shrink.
            (width <= 2 * PAGE.0 && height * PAGE.0 / PAGE.0.max(width) <= PAGE.1).then_some((call, width))
        };
        let (before, wide) = graph(unit.blocks_after(0), words.before)?;
        let (after, narrow) = graph(unit.final_blocks(), words.after)?;
        let _ = writeln!(out, "#block(sticky: true)[*{}*]", code(&unit.path()));
        let columns = if wide + narrow <= PAGE.0 { "2" } else { "1" };
        let _ = writeln!(out, "#grid(columns: {columns}, column-gutter: 1.5em, {before}, {after});");
    }
    Some(out)
}
