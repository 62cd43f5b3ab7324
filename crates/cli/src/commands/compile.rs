//! `bytescope compile`: `.pyc` files.
//!
//! One input goes to the file that `-o` names. Files and folders go below `--out-dir`, compiled by several
//! threads; a file that fails is reported and the others are written all the same.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::UNIX_EPOCH;

use bytescope_bytecode::pyc::{self, Invalidation};
use bytescope_explorer::{Program, Settings, compile};
use bytescope_syntax::Mode;
use clap::{Args, ValueEnum};

use crate::args::{Color, CompileOptions};
use crate::batch::{Progress, in_parallel, python_files};
use crate::error::{Failure, headline, reason, say};
use crate::input::{name, read};
use crate::output::{unprintable, write_whole};
use crate::terminal;

const EXAMPLES: &str = "\
Examples:
  bytescope compile hello.py -o hello.pyc
  bytescope compile src tests --out-dir build -j 8 --optimize 1

A folder is searched for .py files, and build/a/b.pyc is written for src/a/b.py. Files that do not compile are
reported one a line and do not keep the others from being written.";

/// Write .pyc files that CPython loads and runs.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct CompileArgs {
    /// Python files, or folders of them; - for standard input
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// The file to write, for one input
    #[arg(short, long, value_name = "FILE", conflicts_with = "out_dir", required_unless_present = "out_dir")]
    pub(crate) output: Option<PathBuf>,
    /// The folder to write to
    #[arg(long, value_name = "DIR")]
    pub(crate) out_dir: Option<PathBuf>,
    /// Files to compile at a time; as many as there are processors
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
    /// How Python finds out that a file is out of date
    #[arg(long, value_enum, default_value_t, value_name = "MODE")]
    pub(crate) invalidation_mode: InvalidationMode,
    #[command(flatten)]
    pub(crate) how: CompileOptions,
    /// When to colour messages
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: Color,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum InvalidationMode {
    /// By the source's time and size
    #[default]
    Timestamp,
    /// By a hash of the source, which Python checks
    CheckedHash,
    /// By a hash of the source, which Python believes
    UncheckedHash,
}

pub(crate) fn run(args: &CompileArgs) -> Result<(), Failure> {
    match (&args.output, &args.out_dir) {
        (Some(output), _) => compile_one(args, output),
        (None, Some(folder)) => compile_all(args, folder),
        (None, None) => Err(Failure::Usage("where to? Give --output or --out-dir.".to_owned())),
    }
}

fn compile_one(args: &CompileArgs, output: &Path) -> Result<(), Failure> {
    let [path] = &args.paths[..] else {
        return Err(Failure::Usage("--output takes one input; for several, use --out-dir".to_owned()));
    };
    compile_file(args, path, output).map_err(|failure| match failure {
        Failure::Refused { name, refusal, .. } => {
            Failure::Refused { name, refusal, paint: terminal::stderr_paint(args.color, None) }
        }
        other => other,
    })
}

fn compile_file(args: &CompileArgs, path: &Path, output: &Path) -> Result<(), Failure> {
    let source = read(path)?;
    let settings = Settings {
        filename: name(path),
        mode: Mode::Exec,
        version: args.how.python_version,
        optimize: args.how.optimize,
    };
    let code = compile(Program::File(&source), &settings).map_err(|refusal| Failure::Refused {
        name: settings.filename.clone(),
        refusal,
        paint: None,
    })?;
    let hash = || pyc::source_hash(settings.version, &source);
    let invalidation = match args.invalidation_mode {
        InvalidationMode::CheckedHash => Invalidation::CheckedHash(hash()),
        InvalidationMode::UncheckedHash => Invalidation::UncheckedHash(hash()),
        // The format has 32 bits for both.
        InvalidationMode::Timestamp => {
            Invalidation::Timestamp { mtime: modified(path) as u32, size: source.len() as u32 }
        }
    };
    let data = pyc::write(settings.version, invalidation, &code)
        .map_err(|error| Failure::Bad(format!("{}: {error}", path.display())))?;
    write_whole(output, |out| out.write_all(&data).map_err(|error| unprintable(&error)))
}

/// When a file was changed, in seconds since 1970; 0 for standard input.
fn modified(path: &Path) -> u64 {
    let time = fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    time.and_then(|time| time.duration_since(UNIX_EPOCH).ok()).map_or(0, |age| age.as_secs())
}

/// A file to compile and where the result goes.
struct Job {
    source: PathBuf,
    output: PathBuf,
}

fn compile_all(args: &CompileArgs, folder: &Path) -> Result<(), Failure> {
    let failed = AtomicBool::new(false);
    let fail = |message: &str| {
        failed.store(true, Ordering::Relaxed);
        say(message);
    };
    let jobs = jobs(&args.paths, folder, &fail);
    let progress = Progress::new(jobs.len());
    let work = |(): &mut (), _: usize, job: &Job| {
        if let Err(message) = compile_job(args, job) {
            progress.suspend(|| fail(&message));
        }
    };
    in_parallel(&jobs, args.jobs, &progress, || (), work);
    if failed.into_inner() { Err(Failure::Reported) } else { Ok(()) }
}

/// Compiles one file of many; what goes wrong fits on a line.
fn compile_job(args: &CompileArgs, job: &Job) -> Result<(), String> {
    if let Some(parent) = job.output.parent() {
        fs::create_dir_all(parent)
            .map_err(|error| format!("bytescope: cannot make {}: {}", parent.display(), reason(&error)))?;
    }
    compile_file(args, &job.source, &job.output).map_err(|failure| match failure {
        Failure::Refused { name, refusal, .. } => headline(&name, &refusal),
        Failure::Bad(message) | Failure::Usage(message) => format!("bytescope: {message}"),
        Failure::Reported | Failure::BrokenPipe => format!("bytescope: {} failed", job.source.display()),
    })
}

/// The files below the paths, in order. `a/b.py` of the folder `src` goes to `a/b.pyc`; a file given by
/// itself goes to the top.
fn jobs(paths: &[PathBuf], folder: &Path, fail: &dyn Fn(&str)) -> Vec<Job> {
    let mut jobs = Vec::new();
    let mut taken = HashSet::new();
    let mut add = |source: &Path, relative: &Path| {
        let output = folder.join(relative).with_extension("pyc");
        if taken.insert(output.clone()) {
            jobs.push(Job { source: source.to_owned(), output });
        } else {
            fail(&format!("bytescope: {}: another input goes to {} too", source.display(), output.display()));
        }
    };
    for path in paths {
        if path == Path::new("-") {
            add(path, Path::new("stdin.py"));
        } else if !path.is_dir() {
            add(path, Path::new(path.file_name().unwrap_or(path.as_os_str())));
        } else {
            for file in python_files(path) {
                match file {
                    Ok(file) => add(&file, file.strip_prefix(path).unwrap_or(&file)),
                    Err(error) => fail(&error),
                }
            }
        }
    }
    jobs
}
