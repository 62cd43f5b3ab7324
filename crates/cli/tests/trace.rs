//! Traces as they are written: which events, which part of a run, and an end, however the program ends.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::process::{Command, Output, Stdio};
use std::time::Duration;

use serde_json::Value;

fn trace(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bytescope")).arg("trace").args(arguments).output().unwrap()
}

fn text(arguments: &[&str]) -> String {
    String::from_utf8(trace(arguments).stdout).unwrap()
}

/// The lines of a trace, which has an end.
fn lines(text: &str) -> Vec<Value> {
    let parse = |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    let lines: Vec<Value> = text.lines().map(parse).collect();
    assert_eq!(lines.last().unwrap()["event"], "end");
    lines
}

fn events(lines: &[Value]) -> std::collections::BTreeSet<&str> {
    lines.iter().filter_map(|line| line["event"].as_str()).collect()
}

const EVERYTHING: &str = "\
import gc
class Shape:
    sides = 0
    def name(self):
        return self.sides
def numbers(n):
    while n:
        yield n
        n -= 1
def risky():
    try:
        return int('x')
    finally:
        print('tried')
try:
    risky()
except ValueError as error:
    print(error)
print(Shape().name(), list(numbers(2)))
loop = []
loop.append(loop)
loop = None
gc.collect()
";

#[test]
fn every_kind_of_event_is_told() {
    let text = text(&["--events", "all", "--format", "json", "-c", EVERYTHING]);
    let lines = lines(&text);
    let expected = [
        "attribute",
        "check",
        "collected",
        "end",
        "entered",
        "freed",
        "left",
        "name",
        "raised",
        "resumed",
        "returned",
        "sought",
        "yielded",
    ];
    assert_eq!(events(&lines).into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn kinds_of_events_can_be_chosen() {
    let of = |kinds: &str| {
        let text = text(&["--events", kinds, "--format", "json", "-c", EVERYTHING]);
        events(&lines(&text)).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(of("none"), ["end"]);
    assert_eq!(of("names"), ["end", "name"]);
    assert_eq!(of("generators,objects"), ["collected", "end", "freed", "resumed", "yielded"]);
    let wrong = trace(&["--events", "everything", "-c", "pass"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8(wrong.stderr).unwrap().contains("names, attributes, frames"));
}

#[test]
fn a_trace_can_be_read_however_the_program_ends() {
    for (arguments, exit_code) in [
        (&["--max-steps", "5000", "-c", "while True: pass"][..], 1),
        (&["-c", "1 / 0"], 1),
        (&["-c", "raise SystemExit(3)"], 3),
        (&["--max-depth", "50", "-c", "def f(): f()\nf()"], 1),
        (&["--max-output", "10", "-c", "while True: print('x')"], 1),
        (&["--max-memory", "1000000", "-c", "x = 'a' * 10 ** 12"], 1),
        (&["-c", "def"], 1),
    ] {
        let mut all = vec!["--format", "json"];
        all.extend(arguments);
        let output = trace(&all);
        let text = String::from_utf8(output.stdout).unwrap();
        let lines = lines(&text);
        assert_eq!(lines.last().unwrap()["exit_code"], exit_code, "{arguments:?}");
        assert_eq!(output.status.code(), Some(exit_code), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_trace_can_be_read_after_an_interrupt() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("trace.jsonl");
    let mut child = Command::new(env!("CARGO_BIN_EXE_bytescope"))
        .args(["trace", "-o", path.to_str().unwrap(), "-c", "while True: pass"])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    // It runs when there is something to read.
    while std::fs::metadata(&path).map_or(0, |file| file.len()) == 0 {
        std::thread::sleep(Duration::from_millis(10));
    }
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let status = child.wait().unwrap();
    assert_eq!(status.code(), Some(1));
    let text = std::fs::read_to_string(&path).unwrap();
    // There may be many lines.
    let last: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    assert_eq!((&last["event"], &last["exit_code"]), (&"end".into(), &1.into()));
    assert!(text.contains("KeyboardInterrupt"));
    assert!(text.lines().all(|line| line.starts_with('{') && line.ends_with('}')));
}

#[test]
fn parts_of_a_run_are_shown() {
    let program = "def f(n):\n    return n\nfor i in range(100):\n    f(i)\nprint('done')\n";
    let only = text(&["--function", "f", "--steps", "1-60", "-c", program]);
    assert!(only.contains("f: n = 0") && !only.contains("FOR_ITER"), "{only}");
    let lines = text(&["--lines", "5-5", "-c", program]);
    assert!(lines.contains("print('done')") && !lines.contains("FOR_ITER"), "{lines}");
    let collapsed = text(&["--collapse-loops", "-c", program]);
    assert!(collapsed.contains("98 more rounds"), "{collapsed}");
    assert!(collapsed.contains("prints done"), "{collapsed}");
    for width in ["80", "100", "160"] {
        let text = text(&["--width", width, "--events", "all", "-c", EVERYTHING]);
        let most: usize = width.parse().unwrap();
        let longest = text.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(longest <= most, "{longest} of {most}");
    }
}

#[test]
fn frames_are_told_where_a_chosen_line_runs() {
    let code = "def one(n):\n    if n:\n        return 'chosen'\n    return 'other'\n\none(0)\none(1)\n";
    let text = text(&["--lines", "3-3", "--format", "json", "-c", code]);
    let lines = lines(&text);
    let told: Vec<_> = lines.iter().map(|line| line["event"].as_str().unwrap_or("step")).collect();
    // Only the second call comes to line 3; the module does not.
    assert_eq!(told, ["entered", "step", "returned", "end"], "{text}");
    assert_eq!(lines[0]["locals"]["n"], "1", "{text}");
}
