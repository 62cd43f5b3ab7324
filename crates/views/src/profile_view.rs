//! Where a program spends its instructions, as two tables.

use bytescope_tracer::Profile;

use crate::run::{Row, Style};
use crate::text::unpainted;

/// How many rows a table has.
const ROWS: usize = 20;

/// The opcodes and the lines that were executed most.
pub fn profile_view(profile: &Profile, width: usize) -> Vec<Row> {
    let mut rows = vec![
        Row::of(format!("{} instructions", profile.total), Style::BOLD),
        Row::new(),
        Row::of(format!("{:>12} {:>6}  opcode", "times", "share"), Style::QUIET),
    ];
    for (name, count) in profile.opcodes.iter().take(ROWS) {
        rows.push(Row::of(format!("{}  {name}", numbers(*count, profile.total)), Style::PLAIN));
    }
    rows.extend(others(profile.opcodes.len(), profile.opcodes.iter().skip(ROWS).map(|opcode| opcode.1)));
    rows.push(Row::new());
    rows.push(Row::of(format!("{:>12} {:>6}  {:>5}  source", "times", "share", "line"), Style::QUIET));
    let mut file = profile.lines.first().map_or("", |line| &line.0);
    for (name, line, text, count) in profile.lines.iter().take(ROWS) {
        if name != file {
            file = name;
            rows.push(Row::of(format!("{:21}{file}", ""), Style::QUIET));
        }
        let mut row = Row::of(format!("{}  {line:>5}  ", numbers(*count, profile.total)), Style::PLAIN);
        row.append(unpainted(text.trim_end(), Style::PLAIN));
        row.cut(width);
        rows.push(row);
    }
    rows.extend(others(profile.lines.len(), profile.lines.iter().skip(ROWS).map(|line| line.3)));
    rows
}

#[expect(clippy::cast_precision_loss, reason = "a share is shown with one digit")]
fn numbers(count: u64, total: u64) -> String {
    format!("{count:>12} {:>5.1}%", count as f64 * 100.0 / total.max(1) as f64)
}

fn others(all: usize, counts: impl Iterator<Item = u64>) -> Option<Row> {
    let rest = all.checked_sub(ROWS).filter(|rest| *rest > 0)?;
    Some(Row::of(format!("{:>12} in {rest} others", counts.sum::<u64>()), Style::QUIET))
}
