//! Every program that the scoreboard counts as passing still passes; CPython, where there is one, passes all.
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "these are tests")]

use bytescope_bytecode::Version;
use bytescope_tests::interpreter::Interpreter;
use bytescope_tests::programs::{self, Report, Runner};
use bytescope_tests::{execution, goldens};

fn assert_all_pass(report: &Report) {
    let failing: Vec<_> = report.failing().map(|(program, why)| format!("{}: {why}", program.path)).collect();
    let (failing, all) = (failing.join("\n"), report.programs.len());
    assert!(failing.is_empty(), "of {all} programs that should pass, these do not:\n{failing}");
}

#[test]
fn what_passed_still_passes() {
    let passing = programs::passing().unwrap();
    let mut programs = programs::all().unwrap();
    programs.retain(|program| passing(program));
    if !programs.is_empty() {
        let runner = Runner::bytescope(programs::build_bytescope().unwrap());
        assert_all_pass(&programs::compare(&runner, programs));
    }
}

#[test]
fn instructions_run_in_the_order_that_they_ran_in() {
    let scoreboard = execution::compare(&programs::build_bytescope().unwrap()).unwrap();
    let regressions = scoreboard.regressions();
    assert!(regressions.is_empty(), "{regressions:?}\n{}", scoreboard.text());
}

#[test]
fn cpython_passes() {
    match Interpreter::find(Version::V3_13_0).and_then(|interpreter| Runner::cpython(&interpreter)) {
        Ok(runner) => assert_all_pass(&programs::compare(&runner, programs::all().unwrap())),
        Err(reason) => eprintln!("skipped: {reason}"),
    }
}

#[test]
fn nothing_lacks_a_golden() {
    let printed = programs::all().unwrap().into_iter().map(|program| program.golden());
    let ordered = execution::programs().unwrap().into_iter().map(|program| execution::golden(&program));
    let missing: Vec<_> = printed.chain(ordered).filter(|path| !path.is_file()).collect();
    assert!(missing.is_empty(), "write them with {}: {missing:?}", goldens::COMMAND);
}
