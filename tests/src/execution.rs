//! The order of execution: which instruction of which code object runs after which, in CPython and in
//! `bytescope trace`.
//!
//! Both sides write JSON lines with `code` (a qualified name) and `offset` (in bytes); [`read`] takes either,
//! [`text`] makes them short enough to be committed in `tests/goldens/execution`, and a comparison is one of
//! texts. What CPython does not report, [`read`] leaves out of a trace of ours: RESUME, `EXTENDED_ARG` (part of
//! the instruction behind it, which both sides count), and what a frame does before its first RESUME.
//!
//! Functions are told apart by name only, so two lambdas side by side look alike. That has hidden nothing yet:
//! the offsets go on to differ.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, io};

use serde::Deserialize;

use crate::bundle::Bundle;
use crate::interpreter::Interpreter;
use crate::programs::{self, Program};
use crate::scoreboard::Scoreboard;
use crate::{goldens, repository, subject};

/// The command that writes the scoreboard anew.
pub const COMMAND: &str = "cargo run -p bytescope-tests --bin execution -- --write";

/// How many instructions of a program are compared.
pub const LIMIT: usize = 20_000;

/// The areas of `tests/programs` whose order of execution is compared: those about the language itself.
const AREAS: [&str; 7] =
    ["comprehensions", "expressions", "generators", "match", "scopes", "statements", "tracebacks"];

/// The programs whose order of execution is compared.
pub fn programs() -> io::Result<Vec<Program>> {
    let mut programs = programs::all()?;
    // Programs with modules beside them are left out: a trace does not say which file an instruction is of.
    programs.retain(|program| AREAS.contains(&program.area()) && !program.path.ends_with("/main.py"));
    Ok(programs)
}

/// Where CPython's word on a program is kept.
pub fn golden(program: &Program) -> PathBuf {
    repository().join("tests/goldens/execution").join(&program.path).with_extension("txt")
}

/// One executed instruction.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
pub struct Step {
    /// The qualified name of its code object.
    pub code: String,
    /// Its offset, in bytes.
    pub offset: u32,
    /// Its name, which CPython's events do not have.
    #[serde(default)]
    opname: String,
}

/// What a line may be.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    /// A frame that is there from now on, and the file of its code. The first is the program's.
    Frame { frame: u64, file: String },
    /// An instruction; CPython's have no frame.
    Step {
        #[serde(default)]
        frame: u64,
        #[serde(flatten)]
        step: Step,
    },
}

/// Reads JSON lines and leaves out what CPython does not report, and code that is not of the program's file. Lines
/// that are neither frames nor steps are passed over.
pub fn read(lines: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let (mut own, mut files) = (None, HashMap::new());
    let in_file = lines.lines().filter_map(|line| match serde_json::from_str(line).ok()? {
        Line::Frame { frame, file } => {
            own.get_or_insert_with(|| file.clone());
            files.insert(frame, file);
            None
        }
        Line::Step { frame, step } => {
            files.get(&frame).is_none_or(|file| Some(file) == own.as_ref()).then_some(step)
        }
    });
    // Where a generator goes on when it is first asked: the POP_TOP behind its RETURN_GENERATOR.
    let mut entries = HashSet::new();
    for step in in_file {
        match step.opname.as_str() {
            "RESUME" | "EXTENDED_ARG" | "COPY_FREE_VARS" => {}
            // Also an instruction of comprehensions; those of a frame's start follow one another from 0.
            "MAKE_CELL" if step.offset == 0 || entries.contains(&(step.code.clone(), step.offset)) => {
                entries.insert((step.code, step.offset + 2));
            }
            "RETURN_GENERATOR" => {
                entries.insert((step.code, step.offset + 2));
            }
            "POP_TOP" if entries.contains(&(step.code.clone(), step.offset)) => {}
            _ => steps.push(step),
        }
    }
    steps.truncate(LIMIT);
    steps
}

/// Steps as text: a line for each stretch without a jump back, with the name of the code and the offsets;
/// `3 times` before a line that comes thrice in a row.
pub fn text(steps: &[Step]) -> String {
    let mut lines: Vec<(String, usize)> = Vec::new();
    for stretch in steps.chunk_by(|step, next| step.code == next.code && step.offset < next.offset) {
        let mut line = stretch[0].code.clone();
        for step in stretch {
            let _ = write!(line, " {}", step.offset);
        }
        match lines.last_mut() {
            Some((last, times)) if *last == line => *times += 1,
            _ => lines.push((line, 1)),
        }
    }
    let mut out = format!("# CPython 3.13.0. Written by: {}\n", goldens::COMMAND);
    for (line, times) in lines {
        if times > 1 {
            let _ = write!(out, "{times} times ");
        }
        let _ = writeln!(out, "{line}");
    }
    out
}

/// Where the order of our steps first differs from CPython's, for people to read; `None` if nowhere.
pub fn difference(program: &Program, trace: &str) -> Option<String> {
    let Ok(expected) = fs::read_to_string(golden(program)) else {
        return Some(format!("it has no golden (write them with: {})", goldens::COMMAND));
    };
    let actual = text(&read(trace));
    let mut lines = expected.lines().zip(actual.lines().chain(["the end"])).enumerate();
    let differs = lines.find(|(_, (expected, actual))| expected != actual);
    differs
        .map(|(line, (expected, actual))| format!("line {}: expected {expected}, found {actual}", line + 1))
        .or((expected != actual).then(|| "it goes on where CPython has ended".to_owned()))
}

/// Lets `bytescope trace` run all programs, and compares.
pub fn compare(executable: &Path) -> io::Result<Scoreboard> {
    let programs = programs()?;
    let differences = subject::in_parallel(programs.len(), |index| {
        let program = &programs[index];
        match trace(executable, program) {
            Ok(trace) => difference(program, &trace),
            Err(error) => Some(format!("cannot be traced: {error}")),
        }
    });
    let mut failing = Vec::new();
    let mut sources = Bundle::default();
    for (program, difference) in programs.iter().zip(differences) {
        failing.extend(difference.map(|difference| (program.path.clone(), difference)));
        sources.entries.push((program.path.clone(), fs::read(program.file())?));
    }
    Ok(Scoreboard {
        name: "execution-3.13.0".to_owned(),
        title: "Programs whose instructions run in the order of CPython 3.13.0, by sys.monitoring."
            .to_owned(),
        command: COMMAND,
        corpus: format!("tests/programs, {} programs, {}", programs.len(), sources.identity()),
        counts: vec![("programs".to_owned(), programs.len() - failing.len(), programs.len())],
        failing,
    })
}

/// What `bytescope trace` tells of a program, as far as it is compared.
fn trace(executable: &Path, program: &Program) -> io::Result<String> {
    let file = program.file().canonicalize()?;
    let output = Command::new(executable)
        .arg("trace")
        .arg(file.file_name().unwrap_or_default())
        .args(["--python-version", "3.13.0", "--format", "json", "--no-stdlib", "--max-steps", "5000000"])
        .current_dir(file.parent().unwrap_or(&file))
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Lets CPython run the programs and writes the goldens. Returns how many.
pub fn write_goldens(interpreter: &Interpreter) -> io::Result<usize> {
    let executable = interpreter.executable().ok_or(io::Error::other("not a native executable"))?;
    let programs = programs()?;
    let texts = subject::in_parallel(programs.len(), |index| -> io::Result<String> {
        let file = programs[index].file().canonicalize()?;
        let output = env::temp_dir().join(format!("bytescope-{}-{index}.jsonl", std::process::id()));
        let status = Command::new(executable)
            .args(programs::CPYTHON)
            .arg(repository().join("tests/oracle/execution_order.py").canonicalize()?)
            .args([file.as_os_str(), output.as_os_str()])
            .arg(LIMIT.to_string())
            .current_dir(file.parent().unwrap_or(&file))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        let lines = fs::read_to_string(&output)?;
        fs::remove_file(&output)?;
        if status.success() { Ok(text(&read(&lines))) } else { Err(io::Error::other("the script failed")) }
    });
    let goldens = repository().join("tests/goldens/execution");
    if goldens.exists() {
        fs::remove_dir_all(goldens)?;
    }
    for (program, text) in programs.iter().zip(texts) {
        let path = golden(program);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text?)?;
    }
    Ok(programs.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(steps: &[(&str, u32, &str)]) -> String {
        let line = |(code, offset, opname): &(&str, u32, &str)| {
            format!(
                "{{\"step\":1,\"frame\":0,\"code\":\"{code}\",\"offset\":{offset},\"opname\":\"{opname}\"}}\n"
            )
        };
        steps.iter().map(line).collect()
    }

    #[test]
    fn what_cpython_does_not_report_is_left_out() {
        let trace = lines(&[
            ("<module>", 0, "RESUME"),
            ("<module>", 2, "LOAD_NAME"),
            ("g", 0, "COPY_FREE_VARS"),
            ("g", 2, "RETURN_GENERATOR"),
            ("<module>", 4, "POP_TOP"),
            ("g", 4, "POP_TOP"),
            ("g", 6, "RESUME"),
            ("g", 8, "LOAD_FAST"),
            ("f", 0, "MAKE_CELL"),
            ("f", 2, "MAKE_CELL"),
            ("f", 4, "RESUME"),
            ("f", 6, "MAKE_CELL"),
        ]);
        let kept: Vec<_> = read(&trace).into_iter().map(|step| (step.code, step.offset)).collect();
        let expected = [("<module>", 2), ("<module>", 4), ("g", 8), ("f", 6)];
        assert_eq!(kept, expected.map(|(code, offset)| (code.to_owned(), offset)));
    }

    #[test]
    fn code_of_other_files_is_left_out() {
        let lines = r#"
{"event":"entered","frame":0,"caller":null,"code":"<module>","file":"main.py","first_line":1,"locals":{}}
{"step":1,"frame":0,"code":"<module>","offset":2,"opname":"LOAD_NAME"}
{"event":"entered","frame":1,"caller":0,"code":"<module>","file":"<string>","first_line":1,"locals":{}}
{"step":2,"frame":1,"code":"<module>","offset":2,"opname":"LOAD_NAME"}
{"step":3,"frame":0,"code":"<module>","offset":4,"opname":"POP_TOP"}
"#;
        let kept: Vec<_> = read(lines).into_iter().map(|step| step.offset).collect();
        assert_eq!(kept, [2, 4]);
    }

    #[test]
    fn loops_are_folded() {
        let trace = lines(&[
            ("f", 2, "A"),
            ("f", 4, "B"),
            ("f", 8, "C"),
            ("f", 4, "B"),
            ("f", 8, "C"),
            ("f", 4, "B"),
            ("f", 8, "C"),
            ("g", 8, "C"),
        ]);
        let text = text(&read(&trace));
        let lines: Vec<_> = text.lines().skip(1).collect();
        assert_eq!(lines, ["f 2 4 8", "2 times f 4 8", "g 8"]);
    }
}
