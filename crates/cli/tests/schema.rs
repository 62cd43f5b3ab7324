//! Everything that is printed as JSON has a schema in `docs/schema`, and keeps to it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::fs;
use std::path::Path;
use std::process::Command;

use bytescope_bytecode::Version;
use bytescope_tests::interpreter::Interpreter;
use bytescope_tests::{goldens, repository, schemas};
use serde_json::Value;

fn bytescope(args: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_bytescope")).current_dir(repository()).args(args).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn validate(name: &str, texts: &[&str], what: &str) {
    let schema: Value = serde_json::from_str(&fs::read_to_string(schemas::path(name)).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for text in texts {
        let value: Value = serde_json::from_str(text).unwrap();
        let errors: Vec<_> = validator
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()).chars().take(300).collect::<String>())
            .collect();
        assert!(
            errors.is_empty(),
            "{what} is not what docs/schema/{name}.json says: {:#?}",
            &errors[..errors.len().min(3)]
        );
    }
}

#[test]
fn the_committed_schemas_are_those_of_the_types() {
    for (name, schema) in schemas::all() {
        let committed = fs::read_to_string(schemas::path(name)).unwrap_or_default();
        assert_eq!(committed, schema, "docs/schema/{name}.json is old; write it anew: {}", schemas::COMMAND);
    }
    let committed = fs::read_dir(repository().join("docs/schema")).unwrap().count();
    assert_eq!(committed, schemas::all().len(), "a schema in docs/schema belongs to nothing");
}

#[test]
fn every_stage_of_every_example_keeps_to_its_schema() {
    for (example, _) in goldens::programs("examples").unwrap().entries {
        let file = format!("examples/{example}");
        let stages: [(&str, &[&str]); 7] = [
            ("show", &[]),
            ("ast", &["ast"]),
            ("tokens", &["tokens"]),
            ("symbols", &["symbols"]),
            ("dis", &["dis"]),
            ("passes", &["passes"]),
            ("cfg", &["cfg"]),
        ];
        for (name, command) in stages {
            let text = bytescope(&[command, &[&file, "--format", "json"]].concat());
            validate(name, &[&text], &format!("{name} of {file}"));
        }
        let text = bytescope(&["compare", &file, "--optimize", "0,2", "--format", "json"]);
        validate("compare", &[&text], &format!("compare of {file}"));
    }
}

#[test]
fn odd_programs_keep_to_their_schemas() {
    let program = "async def f(*, a=1j, **k):\n    async with a as b, c: yield ...\nclass C[T]: x: 'y' = f'{1!r:>{2}}'\nmatch 1:\n    case {'a': None, **r}: del r\n    case -1.5 | [*_]: pass\ntry: import a.b as c\nexcept* E: raise\n";
    for (name, command) in
        [("show", None), ("ast", Some("ast")), ("symbols", Some("symbols")), ("passes", Some("passes"))]
    {
        let mut args: Vec<_> = command.into_iter().collect();
        args.extend(["-c", program, "--format", "json"]);
        validate(name, &[&bytescope(&args)], name);
    }
    let other = ["compare", "-c", program, "-c", "def g(): pass", "--format", "json"];
    validate("compare", &[&bytescope(&other)], "compare");
}

#[test]
fn traces_keep_to_their_schema() {
    let program = "def g(n):\n    for i in range(n):\n        yield i\ndef f():\n    raise KeyError(1)\nprint(list(g(5)))\ntry: f()\nexcept KeyError as e: print(e)\ndel f\n1/0\n";
    for options in [&[][..], &["--collapse-loops"], &["--function", "f"], &["--events", "all"]] {
        let text = bytescope(&[&["trace", "-c", program, "--format", "json"], options].concat());
        let lines: Vec<_> = text.lines().collect();
        assert!(lines.len() > 5, "{text}");
        validate("trace", &lines, "a trace");
    }
}

/// Needs the CPython that it verifies against.
#[test]
fn verifications_keep_to_their_schema() {
    match Interpreter::find(Version::V3_13_0) {
        Err(reason) => eprintln!("skipped: {reason}"),
        Ok(interpreter) => {
            let python = interpreter.executable().and_then(Path::to_str).unwrap();
            let text = bytescope(&["verify", "examples", "--json", "--python", python]);
            validate("verify", &[&text], "verify of the examples");
        }
    }
}
