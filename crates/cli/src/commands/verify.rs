//! `bytescope verify`: the same sources compiled by a real CPython, every field compared.
//!
//! The comparison is the one behind the scoreboards. A few things depend on how CPython hashes strings (the
//! order of free variables that come out of a comprehension); a file that differs is asked for again with other
//! seeds, and any answer of CPython's will do.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use bytescope_bytecode::CodeObject;
use bytescope_explorer::{Program, Settings, Status, Verification, VerifiedFile, compile};
use bytescope_syntax::{Mode, decode};
use bytescope_views::verification_view;
use clap::Args;

use crate::args::{Format, OutputArgs};
use crate::batch::{Progress, in_parallel, python_files};
use crate::commands::show::json;
use crate::error::{Failure, reason};
use crate::input::{name, read};
use crate::output::{format, paint, put, write};
use crate::python::{Answer, Exception, Interpreter, Session};

/// Seeds tried before a difference is one.
const SEEDS: u32 = 8;

const EXAMPLES: &str = "\
Examples:
  bytescope verify examples                          every file of a folder
  bytescope verify -j 4 --optimize 2 src tests
  bytescope verify fib.py --python /usr/bin/python3.13
  bytescope verify src --json | jq '.files[] | select(.status != \"same\")'

The interpreter is --python, or python3.13 on the PATH, or one of pyenv's. The release to be exact for is its
own. The programs are not run.

Exit status: 0 all the same, 1 a difference was found or a file could not be read, 2 usage.";

/// Compile with a real CPython too, and compare every field.
///
/// For each code object that is not the same, its first difference is told: source line, field, place, and what
/// stands there on either side.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct VerifyArgs {
    /// Python files, or folders of them
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// The CPython to compare with
    #[arg(long, value_name = "PROGRAM")]
    pub(crate) python: Option<PathBuf>,
    /// Optimisation level
    #[arg(long, value_name = "LEVEL", default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=2))]
    pub(crate) optimize: u8,
    /// Files to compare at a time; as many as there are processors
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
    /// The report as JSON: --format json
    #[arg(long, help_heading = "Output")]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

pub(crate) fn run(args: &VerifyArgs) -> Result<(), Failure> {
    let format = if args.json { Format::Json } else { format(&args.output)? };
    if !matches!(format, Format::Text | Format::Json) {
        return Err(Failure::Usage("a verification is printed as text or json".to_owned()));
    }
    let interpreter = Interpreter::find(args.python.as_deref())?;
    let files = files(&args.paths)?;
    let reports = Mutex::new(Vec::new());
    let work = |sessions: &mut Sessions<'_>, index: usize, file: &PathBuf| {
        let report = sessions.verify(file);
        if let Ok(mut reports) = reports.lock() {
            reports.push((index, report));
        }
    };
    let sessions =
        || Sessions { interpreter: &interpreter, optimize: args.optimize, running: HashMap::new() };
    in_parallel(&files, args.jobs, &Progress::new(files.len()), sessions, work);
    let mut reports = reports.into_inner().unwrap_or_default();
    reports.sort_by_key(|(index, _)| *index);
    let files = reports.into_iter().map(|(_, report)| report).collect();
    let executable = interpreter.program.to_string_lossy().into_owned();
    let verification = Verification::new(interpreter.version, executable, args.optimize, files);
    write(&args.output, |out| match format {
        Format::Json => json(&verification, out),
        _ => put(out, &paint(&args.output, &verification_view(&verification))),
    })?;
    if verification.is_good() { Ok(()) } else { Err(Failure::Reported) }
}

/// The files that the command line names.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            for file in python_files(path) {
                files.push(file.map_err(Failure::Bad)?);
            }
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

/// The interpreters of one thread, one for each seed that was needed.
struct Sessions<'a> {
    interpreter: &'a Interpreter,
    optimize: u8,
    running: HashMap<u32, Session>,
}

impl Sessions<'_> {
    fn verify(&mut self, path: &Path) -> VerifiedFile {
        let file = name(path);
        let failed = |message: String| VerifiedFile::told(&name(path), Status::Failed, None, Some(message));
        let source = match read(path) {
            Ok(source) => source,
            Err(Failure::Bad(message)) => return failed(message),
            Err(_) => return failed("it cannot be read".to_owned()),
        };
        let version = self.interpreter.version;
        let settings =
            Settings { filename: file.clone(), mode: Mode::Exec, version, optimize: self.optimize };
        let ours = compile(Program::File(&source), &settings).map_err(|refusal| Exception {
            class: refusal.error.kind.to_string(),
            message: refusal.error.message.clone(),
            line: Some(refusal.error.location.lineno).filter(|line| *line > 0),
        });
        let mut first = None;
        for seed in 0..=SEEDS {
            let report = match (self.ask(seed, &file, &source), &ours) {
                (Err(error), _) => return failed(format!("the interpreter: {}", reason(&error))),
                (Ok(Answer::Code(expected)), Ok(actual)) => {
                    let text = decode(&source).unwrap_or_default();
                    VerifiedFile::compared(&file, &text, version, &expected, actual)
                }
                (Ok(answer), ours) => return refused(&file, &answer, ours),
            };
            if report.status == Status::Same {
                return report;
            }
            first.get_or_insert(report);
        }
        first.unwrap_or_else(|| failed("it was not compared".to_owned()))
    }

    fn ask(&mut self, seed: u32, file: &str, source: &[u8]) -> io::Result<Answer> {
        let session = match self.running.remove(&seed) {
            Some(session) => session,
            None => self.interpreter.start(self.optimize, seed)?,
        };
        let session = self.running.entry(seed).or_insert(session);
        let answer = session.compile(file, source);
        if answer.is_err() {
            // Whatever state it is in, the next file gets a new one.
            self.running.remove(&seed);
        }
        answer
    }
}

/// A file that at least one side does not compile.
fn refused(file: &str, answer: &Answer, ours: &Result<CodeObject, Exception>) -> VerifiedFile {
    let compiles = || "it compiles".to_owned();
    let (expected, same) = match answer {
        Answer::Code(_) => (compiles(), false),
        Answer::Refusal(exception) => (exception.to_string(), ours.as_ref().err() == Some(exception)),
    };
    let actual = ours.as_ref().map_or_else(ToString::to_string, |_| compiles());
    let status = if same { Status::Refused } else { Status::Differs };
    VerifiedFile::told(file, status, Some(expected), Some(actual))
}

impl std::fmt::Display for Exception {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.class, self.message)?;
        self.line.map_or(Ok(()), |line| write!(f, " (line {line})"))
    }
}
