//! Small programs that are run: does `bytescope run` print what CPython prints, and end as CPython ends?
//!
//! `tests/programs` has a folder for each area. A program is a Python file in such a folder, or a `main.py`
//! one level deeper, where the modules that it imports lie beside it. It runs in its own folder, as
//! `python3.13 -E -s -B -X utf8 NAME.py`: `-I` would be the obvious choice, but it also takes the program's
//! folder off `sys.path`, and then no sibling can be imported. CPython makes the path of a program absolute,
//! so tracebacks name this machine's folders; [`Run`] cuts the program's folder off every path.
//!
//! What CPython printed is committed in `tests/goldens/programs`, one file a program.

use std::fmt::{self, Write as _};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use walkdir::WalkDir;

use crate::bundle::Bundle;
use crate::goldens;
use crate::interpreter::Interpreter;
use crate::repository;
use crate::scoreboard::Scoreboard;
use crate::subject;

/// The command that writes the scoreboard anew.
pub const COMMAND: &str = "cargo run -p bytescope-tests --bin programs -- --write";

/// The release that the goldens are of.
const RELEASE: &str = "3.13.0";

/// How CPython runs programs: no variables of the environment, no packages of the user, no `__pycache__`, UTF-8
/// everywhere.
pub(crate) const CPYTHON: [&str; 5] = ["-E", "-s", "-B", "-X", "utf8"];

/// How long a program may run.
const TIME_LIMIT: Duration = Duration::from_secs(10);

/// How much of an output stream is read, in bytes. No program prints as much; one that never ends does.
const OUTPUT_LIMIT: u64 = 1 << 20;

/// One program of `tests/programs`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Program {
    /// Its path in `tests/programs`, with `/`: `classes/super.py`, `imports/package/main.py`.
    pub path: String,
}

impl Program {
    /// The area: the first folder of its path.
    pub fn area(&self) -> &str {
        self.path.split('/').next().unwrap_or_default()
    }

    /// Where it is.
    pub fn file(&self) -> PathBuf {
        folder().join(&self.path)
    }

    /// Where CPython's word on it is kept.
    pub fn golden(&self) -> PathBuf {
        repository().join("tests/goldens/programs").join(&self.path).with_extension("txt")
    }
}

/// Where the programs are.
pub fn folder() -> PathBuf {
    repository().join("tests/programs")
}

/// All programs, sorted.
pub fn all() -> io::Result<Vec<Program>> {
    let mut programs = Vec::new();
    for entry in WalkDir::new(folder()).min_depth(2).max_depth(3) {
        let entry = entry?;
        let path = entry.path().strip_prefix(folder()).unwrap_or(entry.path());
        if path.extension().is_some_and(|ending| ending == "py")
            && (entry.depth() == 2 || entry.file_name() == "main.py")
        {
            let path = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
            programs.push(Program { path });
        }
    }
    programs.sort_unstable();
    Ok(programs)
}

/// What runs programs: an executable, and what stands before the path of the program.
#[derive(Clone, Debug)]
pub struct Runner {
    executable: PathBuf,
    arguments: &'static [&'static str],
}

impl Runner {
    /// `bytescope run`, of that executable.
    pub fn bytescope(executable: PathBuf) -> Self {
        Self { executable, arguments: &["run"] }
    }

    /// CPython.
    pub fn cpython(interpreter: &Interpreter) -> Result<Self, String> {
        let executable =
            interpreter.executable().ok_or("CPython runs programs only as a native executable")?;
        Ok(Self { executable: executable.to_owned(), arguments: &CPYTHON })
    }

    /// Runs a program.
    pub fn run(&self, program: &Program) -> io::Result<Run> {
        let file = program.file().canonicalize()?;
        let folder = file.parent().unwrap_or(Path::new("/"));
        let mut child = Command::new(&self.executable)
            .args(self.arguments)
            .arg(file.file_name().unwrap_or_default())
            .current_dir(folder)
            .env_remove("FORCE_COLOR")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let stdout = child.stdout.take().map(|stream| thread::spawn(|| read(stream)));
        let stderr = child.stderr.take().map(|stream| thread::spawn(|| read(stream)));
        let end = wait(&mut child)?;
        let here = format!("{}{}", folder.display(), std::path::MAIN_SEPARATOR);
        let text = |reader: Option<thread::JoinHandle<Vec<u8>>>| {
            let bytes = reader.and_then(|reader| reader.join().ok()).unwrap_or_default();
            String::from_utf8_lossy(&bytes).replace(&here, "")
        };
        Ok(Run { end, stdout: text(stdout), stderr: text(stderr) })
    }
}

/// Reads a stream to its end or to the limit. Dropping it then ends whoever goes on writing.
fn read(stream: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What was read before an error is kept: the comparison will show that something is missing.
    let _ = stream.take(OUTPUT_LIMIT).read_to_end(&mut bytes);
    bytes
}

/// Waits for a program until the time is up.
fn wait(child: &mut Child) -> io::Result<End> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.code().map_or(End::Killed, End::Exit));
        }
        if start.elapsed() > TIME_LIMIT {
            child.kill()?;
            child.wait()?;
            return Ok(End::TimeLimit);
        }
        thread::sleep(Duration::from_millis(2));
    }
}

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// With this code.
    Exit(i32),
    /// By a signal: it crashed.
    Killed,
    /// Not at all, in the time it was given.
    TimeLimit,
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exit(code) => write!(f, "exit {code}"),
            Self::Killed => f.write_str("killed by a signal"),
            Self::TimeLimit => write!(f, "no end within {} s", TIME_LIMIT.as_secs()),
        }
    }
}

/// What a run of a program shows of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// How it ended.
    pub end: End,
    /// What it printed, with paths relative to its folder.
    pub stdout: String,
    /// What it printed to the error stream: warnings, the traceback.
    pub stderr: String,
}

impl fmt::Display for Run {
    /// As in a golden: how it ended, then the lines of stdout after `> ` and those of stderr after `! `.
    /// A last line without a newline is followed by a line with a backslash.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.end)?;
        for (mark, text) in [('>', &self.stdout), ('!', &self.stderr)] {
            for line in text.split_inclusive('\n') {
                match line.strip_suffix('\n') {
                    Some("") => writeln!(f, "{mark}")?,
                    Some(line) => writeln!(f, "{mark} {line}")?,
                    None => writeln!(f, "{mark} {line}\n\\")?,
                }
            }
        }
        Ok(())
    }
}

/// The text of a golden.
fn golden(run: &Run) -> String {
    format!("# CPython {RELEASE}. Written by: {}\n{run}", goldens::COMMAND)
}

/// Where a run first differs from the golden of its program, for people to read; `None` if nowhere.
pub fn difference(program: &Program, run: &Run) -> Option<String> {
    let Ok(expected) = fs::read_to_string(program.golden()) else {
        return Some(format!("it has no golden (write them with: {})", goldens::COMMAND));
    };
    let actual = golden(run);
    if expected == actual {
        return None;
    }
    let end = expected.lines().nth(1).unwrap_or_default();
    if end != run.end.to_string() {
        let first = run.stderr.lines().find(|line| line.starts_with("error"));
        let last = run.stderr.lines().rfind(|line| !line.trim().is_empty());
        let message = first.or(last).unwrap_or("nothing on stderr");
        return Some(format!("{} instead of {end}: {message}", run.end));
    }
    let (mut expected, mut actual) = (expected.lines(), actual.lines());
    for line in 0.. {
        let (expected, actual) = (expected.next(), actual.next());
        if expected != actual {
            let shown = |line: Option<&str>| line.unwrap_or("the end").to_owned();
            return Some(format!("line {}: expected {}, found {}", line + 1, shown(expected), shown(actual)));
        }
    }
    None
}

/// Lets CPython run all programs and writes the goldens. Returns how many.
///
/// Each program runs twice, with different seeds for the hashes of strings: one that does not print the same
/// twice is of no use here, and is an error.
pub fn write_goldens(interpreter: &Interpreter) -> io::Result<usize> {
    let runner = Runner::cpython(interpreter).map_err(io::Error::other)?;
    let programs = all()?;
    let runs = subject::in_parallel(programs.len(), |index| -> io::Result<(Run, Run)> {
        Ok((runner.run(&programs[index])?, runner.run(&programs[index])?))
    });
    let goldens = repository().join("tests/goldens/programs");
    if goldens.exists() {
        fs::remove_dir_all(goldens)?;
    }
    for (program, runs) in programs.iter().zip(runs) {
        let (run, again) = runs?;
        if run != again || run.end == End::TimeLimit {
            return Err(io::Error::other(format!("{} is not deterministic", program.path)));
        }
        let path = program.golden();
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, golden(&run))?;
    }
    Ok(programs.len())
}

/// Builds the `bytescope` of this checkout, in the profile of this program, so that what is tested is never an
/// older one. Returns where it is.
pub fn build_bytescope() -> io::Result<PathBuf> {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["build", "--quiet", "--package", "bytescope"]).current_dir(repository());
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    if !command.status()?.success() {
        return Err(io::Error::other("bytescope does not build"));
    }
    // This program is beside it; a test is in `deps`.
    let name = format!("bytescope{}", env::consts::EXE_SUFFIX);
    let this = env::current_exe()?;
    let found = this.ancestors().skip(1).take(2).map(|folder| folder.join(&name)).find(|path| path.is_file());
    found.ok_or_else(|| io::Error::other("bytescope was built, but not into the folder of this program"))
}

/// What became of some programs.
#[derive(Debug)]
pub struct Report {
    /// The programs.
    pub programs: Vec<Program>,
    /// For each, where it differs from CPython, if it does.
    pub differences: Vec<Option<String>>,
}

/// Runs programs and compares them with their goldens.
pub fn compare(runner: &Runner, programs: Vec<Program>) -> Report {
    let differences = subject::in_parallel(programs.len(), |index| match runner.run(&programs[index]) {
        Ok(run) => difference(&programs[index], &run),
        Err(error) => Some(format!("cannot be run: {error}")),
    });
    Report { programs, differences }
}

impl Report {
    /// The programs that differ, and how.
    pub fn failing(&self) -> impl Iterator<Item = (&Program, &str)> {
        let pairs = self.programs.iter().zip(&self.differences);
        pairs.filter_map(|(program, difference)| Some((program, difference.as_deref()?)))
    }

    /// The scoreboard, with a line for each area.
    pub fn scoreboard(&self) -> io::Result<Scoreboard> {
        let mut counts = vec![("programs".to_owned(), 0, 0)];
        let mut sources = Bundle::default();
        for (program, difference) in self.programs.iter().zip(&self.differences) {
            let area = format!("  {}", program.area());
            if counts.last().is_none_or(|(last, ..)| *last != area) {
                counts.push((area, 0, 0));
            }
            let last = counts.len() - 1;
            for index in [0, last] {
                counts[index].1 += usize::from(difference.is_none());
                counts[index].2 += 1;
            }
            sources.entries.push((program.path.clone(), fs::read(program.file())?));
        }
        Ok(Scoreboard {
            name: format!("programs-{RELEASE}"),
            title: format!("Programs whose stdout, stderr and exit code are those of CPython {RELEASE}."),
            command: COMMAND,
            corpus: format!("tests/programs, {} programs, {}", self.programs.len(), sources.identity()),
            counts,
            failing: self.failing().map(|(program, why)| (program.path.clone(), why.to_owned())).collect(),
        })
    }
}

/// Whether the committed scoreboard counts a program as passing: all that it does not name as failing do. So a
/// new program must pass, or be put on the scoreboard.
pub fn passing() -> io::Result<impl Fn(&Program) -> bool> {
    let path = repository().join(format!("tests/scoreboards/programs-{RELEASE}.txt"));
    let text = fs::read_to_string(&path).map_err(|error| {
        io::Error::other(format!("{}: {error} (write it with: {COMMAND})", path.display()))
    })?;
    let failing = text.lines().skip_while(|line| *line != "failing:").skip(1);
    let failing: Vec<_> = failing
        .filter_map(|line| line.trim_start().split_once(": ").map(|(program, _)| program.to_owned()))
        .collect();
    Ok(move |program: &Program| !failing.contains(&program.path))
}

/// A report in words: the first differences, how many of each area pass.
pub fn summary(report: &Report, scoreboard: &Scoreboard, show: usize) -> String {
    let mut out = String::new();
    for (program, difference) in report.failing().take(show) {
        let _ = writeln!(out, "{}: {difference}", program.path);
    }
    for (what, same, all) in &scoreboard.counts {
        let _ = writeln!(out, "{what}: {same} of {all}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_written_line_by_line() {
        let run = Run { end: End::Exit(1), stdout: "a\n\nb".to_owned(), stderr: "oh\n".to_owned() };
        assert_eq!(run.to_string(), "exit 1\n> a\n>\n> b\n\\\n! oh\n");
    }
}
