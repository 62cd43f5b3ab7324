//! The symbol table: one box a scope, one row a name: where it lives, what the scope does with it, and why.
//!
//! Boxes step in by their depth; the columns stay where they are, so that a name can be followed down. Cells
//! and free names share a colour, which makes closures show.

use bytescope_compiler::symtable::ScopeKind;
use bytescope_explorer::{Scope, Symbol, Symbols};

use crate::options::Options;
use crate::run::{Hue, Row, Style, cut, width};
use crate::text::{count, only_ascii, printable};

/// How far a scope steps in, and how deep at most, so that the deepest still has room.
const STEP: usize = 3;

/// The scopes of a program, or only those of a name (`options.only`).
pub fn symbol_view(symbols: &Symbols, options: &Options) -> Vec<Row> {
    let chosen: Vec<_> = symbols
        .scopes
        .iter()
        .filter(|scope| options.only.as_deref().is_none_or(|name| scope.goes_by(name)))
        .collect();
    let mut head = Row::of(printable(&symbols.filename), Style::BOLD);
    let names = chosen.iter().map(|scope| scope.symbols.len()).sum();
    let facts = [
        "symbol table".to_owned(),
        format!("CPython {}", symbols.version),
        format!("{}, {}", count(chosen.len(), "scope"), count(names, "name")),
    ];
    head.push(format!("   {}", facts.join("   ")), Style::QUIET);
    let mut rows = vec![head, Row::new()];
    let columns = Columns::new(&chosen, options.width);
    for scope in chosen {
        columns.draw(scope, &mut rows);
    }
    if options.ascii {
        rows.iter_mut().for_each(only_ascii);
    }
    rows
}

/// Where the columns start.
struct Columns {
    kind: usize,
    uses: usize,
    why: usize,
    /// The last column, that of the right edges.
    edge: usize,
    deepest: usize,
}

impl Columns {
    fn new(scopes: &[&Scope], limit: usize) -> Self {
        let limit = limit.max(40);
        let deepest = limit / 4 / STEP;
        let indent = |scope: &Scope| STEP * scope.depth.min(deepest);
        let symbols =
            || scopes.iter().flat_map(|scope| scope.symbols.iter().map(move |symbol| (*scope, symbol)));
        let name_end = symbols().map(|(scope, symbol)| indent(scope) + width(&printable(&symbol.name))).max();
        let uses = symbols().map(|(_, symbol)| symbol.uses.join(", ").len()).max().unwrap_or(0);
        let why = symbols().map(|(_, symbol)| width(&printable(&symbol.why))).max().unwrap_or(0);
        // From the left: edge and space, name, two spaces, kind, two, uses, two, why, space and edge.
        let kind = name_end.unwrap_or(0).min(limit / 3) + 4;
        let kind_width = "parameter".len();
        let uses_column = kind + kind_width + 2;
        // The reasons give way first, and go altogether where only their first letters would be left.
        let room = limit.saturating_sub(uses_column + 4);
        let uses = uses.min(room);
        let why = if why > room - uses && room - uses < 12 { 0 } else { why };
        let edge = (uses_column + uses + 2 + why + 1).min(limit - 1);
        let why_column = if why == 0 { edge + 1 } else { uses_column + uses + 2 };
        Self { kind, uses: uses_column, why: why_column, edge, deepest }
    }

    fn draw(&self, scope: &Scope, rows: &mut Vec<Row>) {
        let indent = " ".repeat(STEP * scope.depth.min(self.deepest));
        let line = match scope.kind {
            ScopeKind::Module => scope.kind.to_string(),
            _ => format!("{}, line {}", scope.kind, scope.location.lineno),
        };
        let mut top = Row::of(format!("{indent}╭─ "), Style::QUIET);
        let room = self.edge.saturating_sub(top.width() + width(&line) + 4);
        top.push(cut(&printable(&scope.code_name), room.max(8)), Style::BOLD);
        top.push(format!(" {line} "), Style::QUIET);
        top.push("─".repeat(self.edge.saturating_sub(top.width())), Style::QUIET);
        top.push("╮", Style::QUIET);
        rows.push(top);
        for symbol in &scope.symbols {
            rows.push(self.row(&indent, symbol));
        }
        let size = self.edge.saturating_sub(indent.len() + 1);
        rows.push(Row::of(format!("{indent}╰{}╯", "─".repeat(size)), Style::QUIET));
    }

    fn row(&self, indent: &str, symbol: &Symbol) -> Row {
        let style = style(symbol.kind);
        let mut row = Row::of(format!("{indent}│ "), Style::QUIET);
        let cells = [
            (printable(&symbol.name), Style::BOLD, self.kind),
            (symbol.kind.to_owned(), style, self.uses),
            (symbol.uses.join(", "), Style::QUIET, self.why),
            (printable(&symbol.why), Style::QUIET, self.edge + 1),
        ];
        for (text, style, next) in cells {
            if row.width() >= self.edge - 1 {
                // No room for reasons.
                break;
            }
            let room = next.saturating_sub(2 + row.width());
            row.push(cut(&text, room), style);
            row.pad_to(next.min(self.edge - 1));
        }
        row.pad_to(self.edge);
        row.push("│", Style::QUIET);
        row
    }
}

/// The colour of a kind. Cells and free names share one.
pub(crate) fn style(kind: &str) -> Style {
    match kind {
        "cell" | "free" => Hue::Orange.into(),
        "parameter" => Hue::Teal.into(),
        "global" | "built-in" => Hue::Blue.into(),
        _ => Style::PLAIN,
    }
}
