//! Runs the programs of `tests/programs` and compares what they print with what CPython printed.
//!
//! ```text
//! cargo run -p bytescope-tests --bin programs -- [OPTIONS] [FILTER]...
//! ```
//!
//! Without filters the numbers are compared with the committed scoreboard, and a program that passed there and
//! fails now is an error.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it is a command")]

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use bytescope_bytecode::Version;
use bytescope_tests::interpreter::Interpreter;
use bytescope_tests::programs::{self, Runner};
use clap::Parser;

/// Runs the programs of tests/programs and compares what they print with what `CPython` printed.
#[derive(Parser)]
struct Arguments {
    /// Run only programs whose path has one of these in it.
    filters: Vec<String>,
    /// Describe the first difference of this many programs.
    #[arg(long, default_value_t = 10)]
    show: usize,
    /// The bytescope to run, instead of building the one of this checkout.
    #[arg(long, value_name = "PATH", conflicts_with = "cpython")]
    bytescope: Option<PathBuf>,
    /// Run `CPython` 3.13.0 instead: all programs must pass then, or they are not fit to be here.
    #[arg(long)]
    cpython: bool,
    /// Write the scoreboard.
    #[arg(long, conflicts_with_all = ["filters", "cpython"])]
    write: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether all is as good as it was.
fn run(arguments: &Arguments) -> Result<bool, Box<dyn std::error::Error>> {
    let runner = if arguments.cpython {
        Runner::cpython(&Interpreter::find(Version::V3_13_0)?)?
    } else {
        Runner::bytescope(match &arguments.bytescope {
            Some(path) => path.canonicalize()?,
            None => programs::build_bytescope()?,
        })
    };
    let mut chosen = programs::all()?;
    let filters = &arguments.filters;
    chosen.retain(|program| filters.is_empty() || filters.iter().any(|filter| program.path.contains(filter)));
    let start = Instant::now();
    let report = programs::compare(&runner, chosen);
    let scoreboard = report.scoreboard()?;
    print!("{}", programs::summary(&report, &scoreboard, arguments.show));
    println!("({:.1} s)", start.elapsed().as_secs_f64());
    if arguments.cpython {
        return Ok(scoreboard.failing.is_empty());
    }
    if arguments.write {
        scoreboard.write()?;
        println!("wrote {}", scoreboard.path().display());
        return Ok(true);
    }
    let passing = programs::passing()?;
    let mut good = true;
    for (program, difference) in report.failing().filter(|(program, _)| passing(program)) {
        println!("PASSED on the scoreboard: {}: {difference}", program.path);
        good = false;
    }
    Ok(good)
}
