//! Writes everything that is committed as CPython's word: listings of the examples and fixtures, what CPython's tools
//! print of a few examples, answers to the invalid programs, what the programs of `tests/programs` print and in which
//! order their instructions run; and `.pyc` files of every release with what its `dis` says of them.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it is a command")]

use std::process::ExitCode;

use bytescope_bytecode::Version;
use bytescope_tests::interpreter::Interpreter;
use bytescope_tests::texts::golden;
use bytescope_tests::{execution, goldens, instructions, programs, refusals};

fn main() -> ExitCode {
    match write() {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("error: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn write() -> Result<(), Box<dyn std::error::Error>> {
    let interpreter = Interpreter::find(Version::V3_13_0)?;
    println!("{interpreter}");
    for folder in goldens::FOLDERS {
        println!("{folder}: {} programs", goldens::write(&interpreter, folder)?);
    }
    println!("texts of CPython's tools: {}", golden::write(&interpreter)?);
    println!("tests/errors: {} programs", refusals::write(&interpreter)?);
    println!("tests/programs: {} programs", programs::write_goldens(&interpreter)?);
    println!("order of execution: {} programs", execution::write_goldens(&interpreter)?);
    for version in instructions::releases() {
        match Interpreter::find(version) {
            Ok(interpreter) => {
                println!("tests/pyc: {} files of {interpreter}", instructions::write_goldens(&interpreter)?);
            }
            Err(reason) => println!("skipped: {reason}"),
        }
    }
    Ok(())
}
