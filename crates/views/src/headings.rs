//! What stands above the views: the line about the file, and the titled rules.

use bytescope_bytecode::DecodeError;
use bytescope_explorer::Exploration;

use crate::run::{Row, Style, cut, cut_start, width};
use crate::text::{count, printable};

/// The file and what is known of it; what has no room on the line goes on below.
pub(crate) fn header(exploration: &Exploration, limit: usize) -> Result<Vec<Row>, DecodeError> {
    let kind = if exploration.pyc.is_some() { " bytecode" } else { "" };
    let mut parts = vec![format!("CPython {}{kind}", exploration.release())];
    if exploration.mode != "exec" {
        parts.push(format!("mode {}", exploration.mode));
    }
    if exploration.optimize > 0 {
        parts.push(format!("optimize {}", exploration.optimize));
    }
    let facts = facts(exploration)?;
    if width(&facts) + 3 > limit {
        parts.extend(facts.split(", ").map(str::to_owned));
    } else {
        parts.push(facts);
    }

    let mut rows = Vec::new();
    let mut row = Row::of(printable(&exploration.filename), Style::BOLD);
    for part in parts {
        if row.width() + 3 + width(&part) > limit {
            rows.push(std::mem::take(&mut row));
        }
        row.push(format!("   {part}"), Style::QUIET);
    }
    rows.push(row);
    Ok(rows)
}

/// `6 lines, 2 code objects, 32 instructions`
pub(crate) fn facts(exploration: &Exploration) -> Result<String, DecodeError> {
    let mut instructions = 0;
    for object in &exploration.objects {
        let decoded = bytescope_bytecode::instruction::decode(&object.code.code, exploration.table());
        for instruction in decoded {
            instruction?;
            instructions += 1;
        }
    }
    let lines = if exploration.pyc.is_some_and(|pyc| !pyc.has_source) {
        "no source".to_owned()
    } else {
        count(exploration.source.line_count(), "line")
    };
    Ok(format!(
        "{lines}, {}, {}",
        count(exploration.objects.len(), "code object"),
        count(instructions, "instruction")
    ))
}

/// `── title ──────── facts ──`
pub(crate) fn titled_rule(crumbs: &[String], facts: &str, limit: usize) -> Row {
    let mut row = Row::of("── ", Style::QUIET);
    let room = limit.saturating_sub(width(facts) + 12);
    let (last, above) = crumbs.split_last().map_or(("", &[][..]), |(last, above)| (last.as_str(), above));
    let path = if above.is_empty() { String::new() } else { above.join(" › ") + " › " };
    let path = if path.is_empty() { path } else { cut_start(&path, room.saturating_sub(width(last)).max(4)) };
    row.push(path, Style::QUIET);
    row.push(cut(last, room.max(8)), Style::BOLD);
    row.push(" ", Style::PLAIN);
    let tail = if facts.is_empty() { String::new() } else { format!(" {facts} ──") };
    let dashes = limit.saturating_sub(row.width() + width(&tail));
    row.push("─".repeat(dashes), Style::QUIET);
    row.push(tail, Style::QUIET);
    row.cut(limit);
    row
}
