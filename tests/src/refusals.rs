//! Programs that CPython refuses, with what it says: the files of `tests/errors`.
//!
//! Such a file is a list of programs, each after a line `===` and followed by a line `---` with CPython's
//! answer, which [`write()`] fills in: the exception, its message, and `line:column-end line:end column` with
//! `?` for what is absent; or `compiles`, for some programs look wrong and are not.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{fs, io};

use bytescope_bytecode::Version;

use crate::bundle::Bundle;
use crate::interpreter::Interpreter;
use crate::oracle::{self, Answer};
use crate::repository;
use crate::scoreboard::{COMMAND, Scoreboard};
use crate::subject::{self, Outcome, Settings};

const PROGRAM: &str = "===\n";
const ANSWER: &str = "\n--- ";

/// The answer to a valid program.
pub const COMPILES: &str = "compiles";

/// A program and CPython's answer to it.
#[derive(Clone, Debug)]
pub struct Case {
    /// The program. It ends without a newline.
    pub program: String,
    /// What CPython says; empty if it was not asked yet.
    pub answer: String,
}

/// The files, sorted.
pub fn files() -> io::Result<Vec<PathBuf>> {
    let folder = fs::read_dir(repository().join("tests/errors"))?;
    let mut files = folder.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    files.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    files.sort_unstable();
    Ok(files)
}

/// The cases in the text of a file.
pub fn cases(text: &str) -> Vec<Case> {
    let separator = format!("\n{PROGRAM}");
    let parts = text.strip_prefix(PROGRAM).unwrap_or(text).split(&separator);
    let case = |part: &str| {
        let part = part.strip_suffix('\n').unwrap_or(part);
        let (program, answer) = part.rsplit_once(ANSWER).unwrap_or((part, ""));
        Case { program: program.to_owned(), answer: answer.to_owned() }
    };
    parts.map(case).collect()
}

/// Asks CPython about all programs and writes its answers into the files. Returns how many.
pub fn write(interpreter: &Interpreter) -> io::Result<usize> {
    let mut count = 0;
    for file in files()? {
        let mut cases = cases(&fs::read_to_string(&file)?);
        let entries = cases.iter().map(|case| ("error.py".to_owned(), case.program.clone().into_bytes()));
        let answers =
            oracle::ask(interpreter, "compile_bundle.py", &Bundle { entries: entries.collect() }, &[])?;
        let mut text = String::new();
        for (case, (_, answer)) in cases.iter_mut().zip(&answers.entries) {
            case.answer = match Answer::decode(answer).map_err(io::Error::other)? {
                Answer::Code(_) => COMPILES.to_owned(),
                Answer::Error(refusal) => refusal.to_string(),
            };
            let _ = writeln!(text, "{PROGRAM}{}{ANSWER}{}", case.program, case.answer);
        }
        fs::write(file, text)?;
        count += cases.len();
    }
    Ok(count)
}

/// Our answer to a program, in the words of the files.
pub fn answer(program: &str, version: Version) -> String {
    let settings = Settings { version, optimize: 0 };
    match subject::guarded(|| subject::compile("error.py", program.as_bytes(), settings)) {
        Outcome::Code(_) => COMPILES.to_owned(),
        Outcome::Refused(refusal) => refusal.to_string(),
        Outcome::Panicked(message) => format!("panicked: {message}"),
    }
}

/// The scoreboard of our answers to all programs.
pub fn compare(version: Version) -> io::Result<Scoreboard> {
    let mut counts = Vec::new();
    let mut failing = Vec::new();
    let mut programs = Bundle::default();
    for file in files()? {
        let name = file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let cases = cases(&fs::read_to_string(&file)?);
        let answers = subject::in_parallel(cases.len(), |index| answer(&cases[index].program, version));
        let (mut alike, mut same_message, mut identical) = (0, 0, 0);
        for (case, answer) in cases.iter().zip(&answers) {
            let message = |text: &str| text.rsplit_once(" (").map(|(message, _)| message.to_owned());
            alike += usize::from((case.answer == COMPILES) == (answer == COMPILES));
            same_message += usize::from(message(&case.answer) == message(answer));
            identical += usize::from(case.answer == *answer);
            if case.answer != *answer {
                let program: String = case.program.chars().take(60).collect();
                failing.push((
                    format!("{name}: {}", program.escape_debug()),
                    format!("expected {}, found {answer}", case.answer),
                ));
            }
            programs.entries.push((name.clone(), case.program.clone().into_bytes()));
        }
        counts.push((format!("{name}, refused or not"), alike, cases.len()));
        counts.push((format!("{name}, the message"), same_message, cases.len()));
        counts.push((format!("{name}, the position as well"), identical, cases.len()));
    }
    Ok(Scoreboard {
        name: format!("errors-{version}"),
        title: format!("Invalid programs to which the answer is that of CPython {version}."),
        command: COMMAND,
        corpus: format!("tests/errors, {} programs, {}", programs.entries.len(), programs.identity()),
        counts,
        failing,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_told_apart() {
        let cases = cases("===\na\n\nb\n--- compiles\n===\nc\n");
        let parts: Vec<_> = cases.iter().map(|case| (case.program.as_str(), case.answer.as_str())).collect();
        assert_eq!(parts, [("a\n\nb", "compiles"), ("c", "")]);
    }
}
