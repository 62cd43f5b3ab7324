//! The examples and fixtures compile to what CPython compiled them to, and the examples run.
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "these are tests")]

use std::fs;
use std::process::Command;

use bytescope_bytecode::{Version, listing};
use bytescope_tests::interpreter::Interpreter;
use bytescope_tests::subject::{self, Outcome, Settings};
use bytescope_tests::texts::golden;
use bytescope_tests::{goldens, repository};

const VERSION: Version = Version::V3_13_0;

fn compare(folder: &str) {
    let programs = goldens::programs(folder).unwrap().entries;
    let problems = subject::in_parallel(programs.len(), |index| {
        let (program, source) = &programs[index];
        let listings = [0, 1, 2].map(|optimize| {
            let settings = Settings { version: VERSION, optimize };
            match subject::guarded(|| subject::compile(program, source, settings)) {
                Outcome::Code(code) => listing::listing(&code, VERSION),
                Outcome::Refused(refusal) => format!("{refusal}\n"),
                Outcome::Panicked(message) => format!("panicked: {message}\n"),
            }
        });
        let expected = fs::read_to_string(goldens::path(folder, program)).unwrap();
        let actual = goldens::text(&VERSION.to_string(), &listings);
        let differs = expected.lines().zip(actual.lines()).find(|(expected, actual)| expected != actual);
        (expected != actual).then(|| {
            let (expected, actual) = differs.unwrap_or(("", "the end, or more than expected"));
            format!("{program}\n  expected {}\n  found    {}", expected.trim(), actual.trim())
        })
    });
    let problems: Vec<_> = problems.into_iter().flatten().collect();
    assert!(
        problems.is_empty(),
        "{} of {} differ from CPython {VERSION}:\n{}",
        problems.len(),
        programs.len(),
        problems.join("\n")
    );
}

#[test]
fn examples_are_compiled_exactly() {
    compare("examples");
}

#[test]
fn fixtures_are_compiled_exactly() {
    compare("tests/fixtures");
}

#[test]
fn texts_are_those_of_cpythons_tools() {
    let all = golden::ours(VERSION).unwrap();
    assert!(all.len() >= golden::EXAMPLES.len() * 8, "{}", all.len());
    for golden in all {
        let expected = fs::read_to_string(&golden.path).unwrap();
        let differs = expected.lines().zip(golden.text.lines()).find(|(expected, actual)| expected != actual);
        assert!(expected == golden.text, "{}: {differs:?}", golden.path.display());
    }
}

#[test]
fn examples_run() {
    let interpreter = match Interpreter::find(VERSION) {
        Ok(interpreter) => interpreter,
        Err(reason) => {
            eprintln!("skipped: {reason}");
            return;
        }
    };
    let Some(executable) = interpreter.executable() else { return };
    for (program, _) in goldens::programs("examples").unwrap().entries {
        // The lessons' own sources define what their listings show, and print nothing.
        if program.starts_with("foundations") {
            continue;
        }
        let output =
            Command::new(executable).arg(repository().join("examples").join(&program)).output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && !output.stdout.is_empty(), "{program}: {errors}");
    }
}
