//! Traces the programs of `tests/programs` that are about the language itself, and compares the order of their
//! instructions with CPython's.
//!
//! ```text
//! cargo run -p bytescope-tests --bin execution -- [--write] [--bytescope PATH]
//! ```
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it is a command")]

use std::path::PathBuf;
use std::process::ExitCode;

use bytescope_tests::{execution, programs};
use clap::Parser;

/// Compares the order of executed instructions with `CPython`'s.
#[derive(Parser)]
struct Arguments {
    /// The bytescope to run, instead of building the one of this checkout.
    #[arg(long, value_name = "PATH")]
    bytescope: Option<PathBuf>,
    /// Write the scoreboard.
    #[arg(long)]
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
    let executable = match &arguments.bytescope {
        Some(path) => path.canonicalize()?,
        None => programs::build_bytescope()?,
    };
    let scoreboard = execution::compare(&executable)?;
    print!("{}", scoreboard.text());
    if arguments.write {
        scoreboard.write()?;
        return Ok(true);
    }
    let regressions = scoreboard.regressions();
    for regression in &regressions {
        println!("WORSE: {regression}");
    }
    Ok(regressions.is_empty())
}
