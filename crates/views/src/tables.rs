//! What a code object holds besides instructions, as tables: constants, names, slots, handlers.

use bytescope_explorer::{Disassembly, Exploration, Local, brief};
use comfy_table::{ContentArrangement, Table, presets};

use crate::run::{Row, Style};
use crate::text::printable;

/// The tables of one code object, each under a quiet title. Empty ones are left out.
pub(crate) fn tables(
    exploration: &Exploration,
    index: usize,
    disassembly: &Disassembly,
    limit: usize,
) -> Vec<Row> {
    let code = &exploration.objects[index].code;
    let numbered = |items: Vec<Vec<String>>| -> Vec<Vec<String>> {
        let rows = items.into_iter().enumerate().map(|(number, mut row)| {
            row.insert(0, number.to_string());
            row
        });
        rows.collect()
    };
    let constants =
        code.consts.iter().map(|value| vec![value.type_name().to_owned(), printable(&brief(value))]);
    let names = code.names.iter().map(|name| vec![printable(name)]);
    let slots = disassembly.locals.iter().map(|local| vec![printable(&local.name), kinds(local)]);
    let label = |offset: u32| {
        disassembly.label_at(offset).map_or_else(|| "end".to_owned(), |label| format!("L{label}"))
    };
    let handlers = disassembly.exceptions.iter().map(|range| {
        vec![
            format!("{} to {}", label(range.start), label(range.end)),
            label(range.target),
            range.depth.to_string(),
            if range.lasti { "lasti, exc" } else { "exc" }.to_owned(),
        ]
    });
    let mut rows = Vec::new();
    let mut add = |title: &str, headers: &[&str], cells: Vec<Vec<String>>| {
        if cells.is_empty() {
            return;
        }
        rows.push(Row::new());
        rows.push(Row::of(format!("    {title}"), Style::BOLD));
        let mut table = Table::new();
        table
            .load_style(presets::NOTHING)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(u16::try_from(limit.saturating_sub(4)).unwrap_or(u16::MAX))
            .set_header(headers.iter().copied());
        table.add_rows(cells);
        for (line, text) in table.lines().enumerate() {
            let style = if line == 0 { Style::QUIET } else { Style::PLAIN };
            rows.push(Row::of(format!("   {}", text.trim_end()), style));
        }
    };
    add("constants", &["", "type", "value"], numbered(constants.collect()));
    add("names", &["", "name"], numbered(names.collect()));
    add("local slots", &["", "name", "kind"], numbered(slots.collect()));
    add("on an exception", &["from", "goes to", "keeps", "pushes"], handlers.collect());
    rows
}

fn kinds(local: &Local) -> String {
    let kinds =
        [(local.local, "local"), (local.cell, "cell"), (local.free, "free"), (local.hidden, "hidden")];
    kinds.into_iter().filter_map(|(has, kind)| has.then_some(kind)).collect::<Vec<_>>().join(", ")
}
