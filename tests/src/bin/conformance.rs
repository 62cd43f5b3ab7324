//! Compares our code objects with a real CPython's, field by field, over its standard library or any files.
//!
//! ```text
//! cargo run --release -p bytescope-tests --bin conformance -- [OPTIONS] [PATH]...
//! ```
//!
//! Without paths the corpus is the standard library of CPython 3.13.0, and numbers lower than those on the
//! committed scoreboard are an error. `--all --write` writes the scoreboards anew.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it is a command")]

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use bytescope_bytecode::Version;
use bytescope_tests::bundle::Bundle;
use bytescope_tests::conformance::{self, Report};
use bytescope_tests::interpreter::Interpreter;
use bytescope_tests::oracle::{self, Answer};
use bytescope_tests::scoreboard::Scoreboard;
use bytescope_tests::subject::{self, Outcome, Settings};
use clap::Parser;

/// The script that compiles a bundle.
const SCRIPT: &str = "compile_bundle.py";

/// How many kinds of differences are listed.
const KINDS: usize = 25;

/// Compares our code objects with a real CPython's, field by field.
#[derive(Parser)]
struct Arguments {
    /// Folders, Python files or bundles to compile instead of the standard library.
    paths: Vec<PathBuf>,
    /// The release to be exact for.
    #[arg(long, default_value = "3.13.0")]
    version: Version,
    /// The optimisation level.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=2))]
    optimize: u8,
    /// Every release and every level, whatever the two options above say.
    #[arg(long)]
    all: bool,
    /// Compare with the CPython of another release instead of our compiler.
    #[arg(long)]
    against: Option<Version>,
    /// Show the instructions around the first difference of this many files.
    #[arg(long, default_value_t = 3)]
    show: usize,
    /// Show only files whose first difference has this in its description.
    #[arg(long, default_value = "")]
    only: String,
    /// Write the scoreboards.
    #[arg(long)]
    write: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let corpus = match corpus(&arguments.paths) {
        Ok(corpus) => corpus,
        Err(reason) => {
            println!("skipped: {reason}");
            return ExitCode::SUCCESS;
        }
    };
    println!("corpus: {} files from {}", corpus.sources.entries.len(), corpus.origin);
    let runs: Vec<Settings> = if arguments.all {
        let all = Version::KNOWN.into_iter();
        all.flat_map(|version| [0, 1, 2].map(|optimize| Settings { version, optimize })).collect()
    } else {
        vec![Settings { version: arguments.version, optimize: arguments.optimize }]
    };
    let good = runs.into_iter().filter(|settings| {
        run(&arguments, &corpus, *settings).unwrap_or_else(|error| {
            eprintln!("error: {error}");
            false
        })
    });
    if good.count() == if arguments.all { 3 * Version::KNOWN.len() } else { 1 } {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

struct Corpus {
    sources: Bundle,
    origin: String,
}

/// The files to compile; or why there are none.
fn corpus(paths: &[PathBuf]) -> Result<Corpus, String> {
    if paths.is_empty() {
        let version = Version::V3_13_0;
        let interpreter = Interpreter::find(version)?;
        let folder = interpreter.standard_library().ok_or("its standard library was not found")?;
        let sources = Bundle::of_folder(&folder).map_err(|error| error.to_string())?;
        return Ok(Corpus { sources, origin: format!("Lib of CPython {version}") });
    }
    let mut sources = Bundle::default();
    for path in paths {
        let bundle = Bundle::of_path(path).map_err(|error| format!("{}: {error}", path.display()))?;
        sources.entries.extend(bundle.entries);
    }
    let origin = paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
    Ok(Corpus { sources, origin })
}

/// One comparison. Whether nothing got worse.
fn run(arguments: &Arguments, corpus: &Corpus, settings: Settings) -> std::io::Result<bool> {
    let Settings { version, optimize } = settings;
    let interpreter = match Interpreter::find(version) {
        Ok(interpreter) => interpreter,
        Err(reason) => {
            println!("\nskipped level {optimize}: {reason}");
            return Ok(true);
        }
    };
    println!("\n{interpreter}, level {optimize}");
    let level = optimize.to_string();
    let options = ["--optimize", level.as_str()];
    let start = Instant::now();
    let answers = oracle::ask(&interpreter, SCRIPT, &corpus.sources, &options)?;
    let asked = start.elapsed();
    let start = Instant::now();
    let report = match arguments.against {
        None => conformance::run(&corpus.sources, &answers, settings, |_, name, source| {
            subject::guarded(|| subject::compile(name, source, settings))
        }),
        Some(other) => {
            let other = Interpreter::find(other).map_err(std::io::Error::other)?;
            let others = oracle::ask(&other, SCRIPT, &corpus.sources, &options)?;
            conformance::run(&corpus.sources, &answers, settings, |index, _, _| {
                Answer::decode(&others.entries[index].1).map_or_else(Outcome::Panicked, Outcome::from)
            })
        }
    };
    println!(
        "(answers in {:.1} s, comparison in {:.1} s)",
        asked.as_secs_f64(),
        start.elapsed().as_secs_f64()
    );

    let of =
        format!("{}, {} files, {}", corpus.origin, corpus.sources.entries.len(), corpus.sources.identity());
    let name = format!("code-{version}-O{optimize}");
    let title = format!("Code objects that are those of CPython {version} at optimisation level {optimize}.");
    let scoreboard = Scoreboard::of_code(name, title, of, &report);
    show(arguments, &report, &scoreboard);
    if !arguments.paths.is_empty() || arguments.against.is_some() {
        return Ok(report.failures.is_empty());
    }
    let regressions = scoreboard.regressions();
    for regression in &regressions {
        println!("LOWER than the scoreboard: {regression}");
    }
    if arguments.write {
        scoreboard.write()?;
        println!("wrote {}", scoreboard.path().display());
        return Ok(true);
    }
    Ok(regressions.is_empty())
}

fn show(arguments: &Arguments, report: &Report, scoreboard: &Scoreboard) {
    let wanted = report.failures.iter().filter(|failure| failure.summary.contains(&arguments.only));
    for failure in wanted.take(arguments.show) {
        println!("\n{}: {}", failure.file, failure.summary);
        print!("{}", failure.details);
    }
    let mut kinds: Vec<_> = report.kinds.iter().collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    if !kinds.is_empty() {
        println!("\nfirst differences, by kind:");
    }
    for (kind, count) in kinds.iter().take(KINDS) {
        println!("{count:>7}  {}", kind.chars().take(120).collect::<String>());
    }
    println!();
    for (what, same, all) in &scoreboard.counts {
        println!("{what}: {same} of {all}");
    }
}
