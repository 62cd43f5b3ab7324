//! Scoreboards: how much of a corpus is the same as CPython's, committed in `tests/scoreboards`.
//!
//! A number may only rise. A scoreboard is a text file so that progress and regressions show as diffs.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{fs, io};

use bytescope_bytecode::difference::Field;

use crate::conformance::Report;
use crate::repository;

/// The command that writes the scoreboards of the compiler anew.
pub const COMMAND: &str = "cargo run --release -p bytescope-tests --bin conformance -- --all --write";

/// One scoreboard.
#[derive(Clone, Debug)]
pub struct Scoreboard {
    /// File name without its ending, `code-3.13.0-O0`.
    pub name: String,
    /// What is compared, in a sentence.
    pub title: String,
    /// The command that writes it anew.
    pub command: &'static str,
    /// Which files: where they are from, how many, and a hash over their names and contents.
    pub corpus: String,
    /// What is counted, how many are the same, and out of how many.
    pub counts: Vec<(String, usize, usize)>,
    /// What fails: a file and why.
    pub failing: Vec<(String, String)>,
}

impl Scoreboard {
    /// The scoreboard of a comparison of code objects.
    pub fn of_code(name: String, title: String, corpus: String, report: &Report) -> Self {
        let mut counts = vec![
            ("files".to_owned(), report.identical_files, report.files),
            ("refused files".to_owned(), report.identically_refused, report.refused),
            ("code objects".to_owned(), report.identical_code_objects, report.code_objects),
        ];
        counts.extend(Field::ALL.into_iter().map(|field| {
            let identical = report.identical_fields.get(&field).copied().unwrap_or_default();
            (format!("  {field}"), identical, report.code_objects)
        }));
        let failing = report.failures.iter();
        let failing = failing.map(|failure| (failure.file.clone(), failure.summary.clone())).collect();
        Self { name, title, command: COMMAND, corpus, counts, failing }
    }

    /// Where it is kept.
    pub fn path(&self) -> PathBuf {
        repository().join("tests/scoreboards").join(format!("{}.txt", self.name))
    }

    /// The files that fail and of which the committed scoreboard does not know it.
    pub fn unknown_failures(&self) -> Vec<&str> {
        let known = fs::read_to_string(self.path()).unwrap_or_default();
        let is_known = |file: &str| known.lines().any(|line| line.starts_with(&format!("  {file}: ")));
        self.failing.iter().map(|(file, _)| file.as_str()).filter(|file| !is_known(file)).collect()
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let Self { title, command, corpus, counts, failing, .. } = self;
        let mut out = format!("# {title}\n# Written by: {command}\ncorpus: {corpus}\n");
        for (what, same, all) in counts {
            let _ = writeln!(out, "{what}: {same} of {all}");
        }
        if !failing.is_empty() {
            out.push_str("failing:\n");
        }
        for (file, summary) in failing {
            let summary: String = summary.chars().take(200).collect();
            let _ = writeln!(out, "  {file}: {summary}");
        }
        out
    }

    /// Writes the file.
    pub fn write(&self) -> io::Result<()> {
        let path = self.path();
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, self.text())
    }

    /// Where this one is lower than the committed one. A scoreboard for another corpus, or none at all,
    /// cannot be compared; then there is nothing to say.
    pub fn regressions(&self) -> Vec<String> {
        let Ok(committed) = fs::read_to_string(self.path()) else {
            return Vec::new();
        };
        if !committed.lines().any(|line| line == format!("corpus: {}", self.corpus)) {
            return Vec::new();
        }
        let lower = |(what, same, all): &(String, usize, usize)| {
            let start = format!("{what}: ");
            let before = committed.lines().find_map(|line| line.strip_prefix(&start))?;
            let before: usize = before.split(' ').next()?.parse().ok()?;
            (*same < before).then(|| format!("{}: {same} of {all}, {before} before", what.trim()))
        };
        self.counts.iter().filter_map(lower).collect()
    }
}
