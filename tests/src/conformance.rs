//! Comparing code objects over a whole corpus: CPython's with ours, or with another CPython's.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io;

use bytescope_bytecode::difference::{Difference, Field, compare};
use bytescope_bytecode::{CodeObject, Version, listing};

use crate::bundle::Bundle;
use crate::oracle::{Answer, Refusal};
use crate::subject::{Outcome, Settings, in_parallel};

/// How many instructions a window shows before and after the first that differs.
const WINDOW: usize = 6;

/// How many other seeds are tried when CPython's answer may depend on one, and for how many files at most.
const SEEDS: u32 = 8;
const FEW: usize = 50;

/// The sum of a comparison over a corpus.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Files that CPython compiles.
    pub files: usize,
    /// Those of them that are the same in every field.
    pub identical_files: usize,
    /// Files that CPython refuses.
    pub refused: usize,
    /// Those of them that we refuse with the same exception.
    pub identically_refused: usize,
    /// Code objects in the files that CPython compiles.
    pub code_objects: usize,
    /// Those of them that are the same in every field.
    pub identical_code_objects: usize,
    /// For each field, in how many code objects it is the same.
    pub identical_fields: BTreeMap<Field, usize>,
    /// What went wrong, file by file.
    pub failures: Vec<Failure>,
    /// How often each kind of first difference came up, over all code objects.
    pub kinds: BTreeMap<String, usize>,
}

/// A file that is not the same.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Its name.
    pub file: String,
    /// Whether CPython refuses it.
    pub refused: bool,
    /// What is wrong first, on one line.
    pub summary: String,
    /// The source line and the instructions around the first difference, side by side.
    pub details: String,
}

/// One file's part of a report.
#[derive(Default)]
struct FileReport {
    refused: bool,
    code_objects: usize,
    identical_code_objects: usize,
    different_fields: Vec<Field>,
    kinds: Vec<String>,
    failure: Option<Failure>,
}

/// Compares the oracle's answers with what `actual` makes of the same sources.
pub fn run(
    sources: &Bundle,
    answers: &Bundle,
    settings: Settings,
    actual: impl Fn(usize, &str, &[u8]) -> Outcome + Sync,
) -> Report {
    let pairs: Vec<_> = sources.entries.iter().zip(&answers.entries).collect();
    let files = in_parallel(pairs.len(), |index| {
        let ((name, source), (_, answer)) = pairs[index];
        let outcome = actual(index, name, source);
        match Answer::decode(answer) {
            Ok(answer) => compare_file(name, source, &answer, &outcome, settings.version),
            Err(problem) => failed(name, format!("CPython's answer is unreadable: {problem}"), 1),
        }
    });
    files.into_iter().fold(Report::default(), |mut report, file| {
        report.add(file);
        report
    })
}

/// As [`run`], but where CPython's own answer depends on how it hashes strings, any of its answers will do.
/// (The order of free variables that come out of an inlined comprehension is that of a set.)
pub fn run_with_seeds(
    sources: &Bundle,
    settings: Settings,
    ask: impl Fn(&Bundle, u32) -> io::Result<Bundle>,
    actual: impl Fn(usize, &str, &[u8]) -> Outcome + Sync,
) -> io::Result<Report> {
    let mut answers = ask(sources, 0)?;
    let mut report = run(sources, &answers, settings, &actual);
    for seed in 1..=SEEDS {
        let failing = different(&report);
        if failing.is_empty() || failing.len() > FEW {
            break;
        }
        let indices: Vec<usize> = (0..sources.entries.len())
            .filter(|index| failing.contains(sources.entries[*index].0.as_str()))
            .collect();
        let some = Bundle { entries: indices.iter().map(|index| sources.entries[*index].clone()).collect() };
        let others = ask(&some, seed)?;
        let again = run(&some, &others, settings, |index, name, source| actual(indices[index], name, source));
        let still = different(&again);
        if still.len() == failing.len() {
            continue;
        }
        for (index, (name, answer)) in indices.into_iter().zip(others.entries) {
            if !still.contains(name.as_str()) {
                answers.entries[index].1 = answer;
            }
        }
        report = run(sources, &answers, settings, &actual);
    }
    Ok(report)
}

/// The files that CPython compiles, and that are not the same.
fn different(report: &Report) -> BTreeSet<&str> {
    let accepted = report.failures.iter().filter(|failure| !failure.refused);
    accepted.map(|failure| failure.file.as_str()).collect()
}

impl Report {
    fn add(&mut self, file: FileReport) {
        let same = file.failure.is_none();
        if file.refused {
            self.refused += 1;
            self.identically_refused += usize::from(same);
        } else {
            self.files += 1;
            self.identical_files += usize::from(same);
        }
        self.code_objects += file.code_objects;
        self.identical_code_objects += file.identical_code_objects;
        for field in Field::ALL {
            *self.identical_fields.entry(field).or_default() += file.code_objects;
        }
        for field in file.different_fields {
            *self.identical_fields.entry(field).or_default() -= 1;
        }
        for kind in file.kinds {
            *self.kinds.entry(kind).or_default() += 1;
        }
        self.failures.extend(file.failure);
    }
}

fn compare_file(
    name: &str,
    source: &[u8],
    answer: &Answer,
    outcome: &Outcome,
    version: Version,
) -> FileReport {
    match (answer, outcome) {
        (Answer::Code(expected), Outcome::Code(actual)) => {
            compare_code(name, source, expected, actual, version)
        }
        (Answer::Code(expected), Outcome::Refused(error)) => {
            failed(name, format!("refused: {error}"), count(expected))
        }
        (Answer::Code(expected), Outcome::Panicked(message)) => {
            failed(name, format!("panicked: {message}"), count(expected))
        }
        (Answer::Error(expected), outcome) => {
            FileReport { refused: true, ..refusal(name, expected, outcome) }
        }
    }
}

/// Code objects in one, itself included.
fn count(code: &CodeObject) -> usize {
    compare(code, code, Version::LATEST).code_objects
}

/// A file of which nothing is the same.
fn failed(file: &str, summary: String, code_objects: usize) -> FileReport {
    // Without what differs from file to file, so that equal causes are counted together.
    let kind = summary.split(['(', '\n']).next().unwrap_or_default().to_owned();
    let different_fields = Field::ALL.repeat(code_objects);
    let failure =
        Failure { file: file.to_owned(), refused: code_objects == 0, summary, details: String::new() };
    FileReport {
        code_objects,
        different_fields,
        kinds: vec![kind],
        failure: Some(failure),
        ..FileReport::default()
    }
}

fn refusal(name: &str, expected: &Refusal, outcome: &Outcome) -> FileReport {
    let summary = match outcome {
        Outcome::Code(_) => format!("accepted, but CPython says {}: {}", expected.kind, expected.message),
        Outcome::Panicked(message) => format!("panicked: {message}"),
        Outcome::Refused(error) => {
            if error == expected {
                return FileReport::default();
            }
            format!("refused otherwise: expected {expected}, found {error}")
        }
    };
    failed(name, summary, 0)
}

fn compare_code(
    name: &str,
    source: &[u8],
    expected: &CodeObject,
    actual: &CodeObject,
    version: Version,
) -> FileReport {
    let comparison = compare(expected, actual, version);
    let mut report = FileReport {
        code_objects: comparison.code_objects,
        identical_code_objects: comparison.identical,
        different_fields: comparison.differences.iter().map(|difference| difference.field).collect(),
        ..FileReport::default()
    };
    let mut last: Option<&CodeObject> = None;
    for difference in &comparison.differences {
        if !last.is_some_and(|code| std::ptr::eq(code, difference.expected_code)) {
            report.kinds.push(kind(difference));
            last = Some(difference.expected_code);
        }
    }
    let missing = comparison.code_objects - comparison.identical;
    report.failure = comparison.differences.first().map(|first| Failure {
        file: name.to_owned(),
        refused: false,
        summary: format!("{missing} of {} code objects; {first}", comparison.code_objects),
        details: details(first, source, version),
    });
    report
}

/// What sort of difference it is, so that equal causes are likely to have the same text.
fn kind(difference: &Difference<'_>) -> String {
    let Difference { field, expected, actual, .. } = difference;
    let [expected, actual] =
        [expected, actual].map(|text| text.split([' ', ',']).next().unwrap_or_default().to_owned());
    match field {
        Field::Code if expected == actual => format!("code: argument of {expected}"),
        Field::Code => format!("code: expected {expected}, found {actual}"),
        Field::Consts => format!("consts: expected {expected}, found {actual}"),
        Field::LineTable => format!("linetable: location of {expected}"),
        _ => field.to_string(),
    }
}

/// The source line of a difference, and both sides' instructions around it.
fn details(difference: &Difference<'_>, source: &[u8], version: Version) -> String {
    let mut out = String::new();
    let line = usize::try_from(difference.line - 1).unwrap_or_default();
    let text = source.split(|byte| *byte == b'\n').nth(line).unwrap_or_default();
    let _ = writeln!(out, "{:>5} | {}", difference.line, String::from_utf8_lossy(text));
    if !matches!(difference.field, Field::Code | Field::LineTable) {
        let _ = writeln!(out, "  expected {}\n  found    {}", difference.expected, difference.actual);
        return out;
    }
    let columns = [difference.expected_code, difference.actual_code].map(|code| {
        let instructions = listing::instructions(code, version).unwrap_or_default();
        let lines = instructions.iter().map(|located| {
            let text = listing::instruction_text(code, version, &located.instruction);
            let text: String = text.chars().take(44).collect();
            format!("{:>5} {text} @{:?}", located.instruction.offset, located.location)
        });
        lines.collect::<Vec<_>>()
    });
    let [expected, actual] = &columns;
    let first = expected.iter().zip(actual).position(|(expected, actual)| expected != actual);
    let first = first.unwrap_or(expected.len().min(actual.len()));
    for index in first.saturating_sub(WINDOW)..(first + WINDOW).min(expected.len().max(actual.len())) {
        let [left, right] = [expected, actual].map(|column| column.get(index).map_or("", String::as_str));
        let mark = if left == right { ' ' } else { '≠' };
        let _ = writeln!(out, "  {left:<66} {mark} {right}");
    }
    out
}
