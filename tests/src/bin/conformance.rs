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

use bytescope_bytecode::{OpcodeTable, Version};
use bytescope_tests::bundle::Bundle;
use bytescope_tests::conformance::{self, Report};
use bytescope_tests::interpreter::Interpreter;
use bytescope_tests::oracle::{self, Answer};
use bytescope_tests::scoreboard::Scoreboard;
use bytescope_tests::subject::{self, Outcome, Settings};
use bytescope_tests::texts::{self, Tool};
use bytescope_tests::{instructions, refusals, trees};
use clap::{Parser, ValueEnum};

/// The script that compiles a bundle.
const SCRIPT: &str = "compile_bundle.py";

/// How many kinds of differences are listed.
const KINDS: usize = 25;

/// Compares our code objects with a real CPython's, field by field.
#[derive(Parser)]
struct Arguments {
    /// Folders, Python files or bundles to compile instead of the standard library.
    paths: Vec<PathBuf>,
    /// What to compare.
    #[arg(long, value_enum, default_value = "code")]
    stage: Choice,
    /// The release to be exact for.
    #[arg(long, default_value = "3.13.0", value_parser = Version::readable)]
    version: Version,
    /// The optimisation level.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=2))]
    optimize: u8,
    /// Everything that has a scoreboard, whatever the options above say.
    #[arg(long)]
    all: bool,
    /// Compare with the CPython of another release instead of our compiler.
    #[arg(long)]
    against: Option<Version>,
    /// For `.pyc` files only one file of so many; what fails must be known from the scoreboard.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    sample: u16,
    /// Show the instructions around the first difference of this many files.
    #[arg(long, default_value_t = 3)]
    show: usize,
    /// Show only files whose first difference has this in its description.
    #[arg(long, default_value = "")]
    only: String,
    /// Write the scoreboards.
    #[arg(long)]
    write: bool,
    /// Only print which executable is the CPython of that release, if there is one.
    #[arg(long)]
    which: bool,
}

/// The stages of which one can be chosen.
#[derive(Clone, Copy, ValueEnum)]
enum Choice {
    /// Code objects.
    Code,
    /// Syntax trees.
    Tree,
    /// Answers to invalid programs.
    Errors,
    /// What `python -m dis` prints.
    Dis,
    /// What `python -m tokenize` prints.
    Tokens,
    /// Instructions after code generation and after optimising the graph.
    Passes,
    /// What `python -m ast` prints.
    Ast,
    /// What `python -m symtable` prints.
    Symbols,
    /// What `dis.get_instructions` says of `.pyc` files of the release that `--version` names, or of all.
    Pyc,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.which {
        let interpreter = Interpreter::find(arguments.version).ok();
        return match interpreter.as_ref().and_then(Interpreter::executable) {
            Some(path) => {
                println!("{}", path.display());
                ExitCode::SUCCESS
            }
            None => ExitCode::FAILURE,
        };
    }
    let corpus = match corpus(&arguments.paths) {
        Ok(corpus) => corpus,
        Err(reason) => {
            println!("skipped: {reason}");
            return ExitCode::SUCCESS;
        }
    };
    println!("corpus: {} files from {}", corpus.sources.entries.len(), corpus.origin);
    let stages: Vec<Stage> = if arguments.all {
        let versions = Version::KNOWN.into_iter();
        let code = versions
            .flat_map(|version| [0, 1, 2].map(|optimize| Stage::Code(Settings { version, optimize })));
        let texts = texts::ALL.into_iter().map(Stage::Text);
        let read = instructions::releases().map(Stage::Pyc);
        [Stage::Tree, Stage::Errors].into_iter().chain(texts).chain(code).chain(read).collect()
    } else {
        vec![match arguments.stage {
            Choice::Pyc => Stage::Pyc(arguments.version),
            Choice::Tree => Stage::Tree,
            Choice::Errors => Stage::Errors,
            Choice::Tokens => Stage::Text(texts::TOKENS),
            Choice::Symbols => Stage::Text(texts::SYMBOLS),
            Choice::Ast => Stage::Text(texts::TREE),
            Choice::Passes => Stage::Text(texts::PASSES),
            Choice::Dis => Stage::Text(texts::DIS),
            Choice::Code => {
                Stage::Code(Settings { version: arguments.version, optimize: arguments.optimize })
            }
        }]
    };
    let mut good = true;
    for stage in stages {
        match run(&arguments, &corpus, stage) {
            Ok(fine) => good &= fine,
            Err(error) => {
                eprintln!("error: {error}");
                good = false;
            }
        }
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// One thing that is compared and has a scoreboard.
#[derive(Clone, Copy)]
enum Stage {
    /// Syntax trees.
    Tree,
    /// Answers to the invalid programs of `tests/errors`.
    Errors,
    /// The texts of one of CPython's tools.
    Text(Tool),
    /// Code objects.
    Code(Settings),
    /// Instructions read from the `.pyc` files of a release.
    Pyc(Version),
}

struct Corpus {
    sources: Bundle,
    origin: String,
}

impl Corpus {
    /// How scoreboards name it.
    fn identity(&self) -> String {
        format!("{}, {} files, {}", self.origin, self.sources.entries.len(), self.sources.identity())
    }
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
fn run(arguments: &Arguments, corpus: &Corpus, stage: Stage) -> std::io::Result<bool> {
    let version = match stage {
        Stage::Code(settings) => settings.version,
        Stage::Pyc(version) => version,
        Stage::Tree | Stage::Errors | Stage::Text(_) => Version::V3_13_0,
    };
    let interpreter = match Interpreter::find(version) {
        Ok(interpreter) => interpreter,
        Err(reason) => {
            println!("\nskipped: {reason}");
            return Ok(true);
        }
    };
    let start = Instant::now();
    let scoreboard = match stage {
        Stage::Tree => trees::compare(&interpreter, &corpus.sources, corpus.identity())?,
        Stage::Errors => refusals::compare(version)?,
        Stage::Text(tool) => texts::compare(&interpreter, &corpus.sources, corpus.identity(), tool)?,
        Stage::Code(settings) => code(arguments, corpus, &interpreter, settings)?,
        Stage::Pyc(_) => {
            // Every release compiles its own library.
            let own = if arguments.paths.is_empty() { interpreter.own_library()? } else { None };
            let own = own.map(|sources| Corpus {
                sources,
                origin: format!("Lib of CPython {}", OpcodeTable::of(version).release()),
            });
            let corpus = own.as_ref().unwrap_or(corpus);
            if arguments.sample > 1 {
                let few = corpus.sources.sample(usize::from(arguments.sample));
                let scoreboard = instructions::compare(&interpreter, &few, "a sample".to_owned())?;
                report(arguments, stage, &scoreboard, &interpreter, start);
                return Ok(scoreboard.unknown_failures().is_empty());
            }
            instructions::compare(&interpreter, &corpus.sources, corpus.identity())?
        }
    };
    report(arguments, stage, &scoreboard, &interpreter, start);
    if !arguments.paths.is_empty() || arguments.against.is_some() {
        return Ok(scoreboard.failing.is_empty());
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

fn report(
    arguments: &Arguments,
    stage: Stage,
    scoreboard: &Scoreboard,
    interpreter: &Interpreter,
    start: Instant,
) {
    println!("\n{} ({interpreter}, {:.1} s)", scoreboard.title, start.elapsed().as_secs_f64());
    for (what, same, all) in &scoreboard.counts {
        println!("{what}: {same} of {all}");
    }
    if !matches!(stage, Stage::Code(_)) {
        for (file, summary) in scoreboard.failing.iter().take(arguments.show) {
            println!("  {file}: {summary}");
        }
    }
}

/// The comparison of code objects.
fn code(
    arguments: &Arguments,
    corpus: &Corpus,
    interpreter: &Interpreter,
    settings: Settings,
) -> std::io::Result<Scoreboard> {
    let Settings { version, optimize } = settings;
    let level = optimize.to_string();
    let options = ["--optimize", level.as_str()];
    let ask = |sources: &Bundle, seed| oracle::ask_seeded(interpreter, SCRIPT, sources, &options, seed);
    let report = match arguments.against {
        None => conformance::run_with_seeds(&corpus.sources, settings, ask, |_, name, source| {
            subject::guarded(|| subject::compile(name, source, settings))
        })?,
        Some(other) => {
            let other = Interpreter::find(other).map_err(std::io::Error::other)?;
            let others = oracle::ask(&other, SCRIPT, &corpus.sources, &options)?;
            conformance::run_with_seeds(&corpus.sources, settings, ask, |index, _, _| {
                Answer::decode(&others.entries[index].1).map_or_else(Outcome::Panicked, Outcome::from)
            })?
        }
    };
    show(arguments, &report);
    let name = format!("code-{version}-O{optimize}");
    let title = format!("Code objects that are those of CPython {version} at optimisation level {optimize}.");
    Ok(Scoreboard::of_code(name, title, corpus.identity(), &report))
}

/// The first differences, and what kinds of them there are.
fn show(arguments: &Arguments, report: &Report) {
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
}
