//! What `verify` found: the files that are not the same, each difference with its source line and what stands
//! there on either side, and then the sum.

use bytescope_explorer::{FirstDifference, Status, Verification, VerifiedFile};

use crate::run::{Row, Style};
use crate::text::{count, printable, unpainted};

/// The differences and the sum.
pub fn verification_view(verification: &Verification) -> Vec<Row> {
    let python = format!("CPython {}", verification.python_version);
    let mut rows = Vec::new();
    for file in &verification.files {
        if matches!(file.status, Status::Differs | Status::Failed) {
            rows.extend(file_rows(file, &python));
            rows.push(Row::new());
        }
    }
    rows.push(sum(verification, &python));
    rows
}

fn file_rows(file: &VerifiedFile, python: &str) -> Vec<Row> {
    let mut head = Row::of(printable(&file.file), Style::BOLD);
    if file.code_objects > 0 {
        let different = file.code_objects - file.identical_code_objects;
        let of = count(file.code_objects, "code object");
        let verb = if different == 1 { "differs" } else { "differ" };
        head.push(format!("   {different} of {of} {verb}"), Style::QUIET);
    }
    let mut rows = vec![head];
    for difference in &file.differences {
        rows.extend(difference_rows(difference, python));
    }
    match (&file.expected, &file.actual) {
        (Some(expected), Some(actual)) => rows.extend(values(python, expected, actual)),
        (None, Some(actual)) => rows.push(Row::of(format!("    {}", printable(actual)), Style::EXCEPTION)),
        _ => {}
    }
    rows
}

fn difference_rows(difference: &FirstDifference, python: &str) -> Vec<Row> {
    let mut head = Row::of(format!("  {:>5} │ ", difference.line), Style::QUIET);
    head.append(unpainted(&difference.source, Style::PLAIN));
    let mut place = Row::of("    in ", Style::QUIET);
    place.push(printable(&difference.co_qualname), Style::BOLD);
    place.push(format!(", {}", difference.field), Style::PLAIN);
    if let Some(at) = difference.place {
        place.push(format!(" at {at}"), Style::PLAIN);
    }
    let mut rows = vec![head, place];
    rows.extend(values(python, &difference.expected, &difference.actual));
    rows
}

/// What either side has.
fn values(python: &str, expected: &str, actual: &str) -> [Row; 2] {
    [(python, expected, Style::PLAIN), ("bytescope", actual, Style::EXCEPTION)].map(|(who, what, style)| {
        let mut row = Row::of(format!("    {who:<16}"), Style::QUIET);
        row.push(printable(what), style);
        row
    })
}

fn sum(verification: &Verification, python: &str) -> Row {
    let summary = &verification.summary;
    let compiled = summary.files - summary.refused;
    let mut row =
        Row::of(format!("{} of {} the same", summary.identical_files, count(compiled, "file")), Style::BOLD);
    let objects = count(summary.code_objects, "code object");
    row.push(format!(", {} of {objects}", summary.identical_code_objects), Style::PLAIN);
    if summary.refused > 0 {
        row.push(format!("; {} refused by both", summary.refused), Style::PLAIN);
    }
    let level = match verification.optimize {
        0 => String::new(),
        level => format!(", optimize {level}"),
    };
    row.push(format!("   {python}{level}, {}", printable(&verification.executable)), Style::QUIET);
    row
}
