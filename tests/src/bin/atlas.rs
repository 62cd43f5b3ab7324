//! Counts how much of the Foundations atlas is true, of our machine and of CPython; `--write` keeps the numbers.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it is a command")]

use std::process::ExitCode;

use bytescope_tests::atlas::{Atlas, VERSION};
use bytescope_tests::interpreter::Interpreter;

fn main() -> ExitCode {
    let done = Interpreter::find(VERSION).map_err(std::io::Error::other).and_then(|interpreter| {
        let scoreboard = Atlas::read()?.scoreboard(Some(&interpreter));
        print!("{}", scoreboard.text());
        if std::env::args().any(|argument| argument == "--write") { scoreboard.write() } else { Ok(()) }
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
