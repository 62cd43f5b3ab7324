//! The commands for single stages: what they print, and what they refuse.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::process::Command;

const PROGRAM: &str = "\
def outer(a):
    def inner():
        return a
    return inner
";

/// Exit code, output, messages.
fn run(args: &[&str]) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.py"), PROGRAM).unwrap();
    // Parses, but does not compile.
    std::fs::write(folder.path().join("half.py"), "return 1\n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
    let output = command.current_dir(folder.path()).env("NO_COLOR", "1").args(args).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn the_words_of_cpython() {
    let (code, output, _) = run(&["tokens", "--plain", "-e", "a.py"]);
    assert_eq!(code, 0);
    assert!(
        output.starts_with("0,0-0,0:            ENCODING       'utf-8'        \n1,0-1,3:            NAME ")
    );
    assert!(output.contains("1,9-1,10:           LPAR           '('            \n"), "{output}");
    let (_, output, _) = run(&["ast", "--plain", "-i", "1", "-m", "eval", "-c", "a + 1"]);
    let expected = "\
Expression(
 body=BinOp(
  left=Name(id='a', ctx=Load()),
  op=Add(),
  right=Constant(value=1)))
";
    assert_eq!(output, expected);
    let (_, output, _) = run(&["symbols", "--plain", "--function", "outer.inner", "a.py"]);
    assert_eq!(
        output,
        "        symbol table for nested function 'inner':\n            free symbol 'a': use\n\n"
    );
    let (_, output, _) =
        run(&["dis", "--plain", "--function", "outer.inner", "--python-version", "3.13.0", "a.py"]);
    let expected = "  --           COPY_FREE_VARS           1

   2           RESUME                   0

   3           LOAD_DEREF               0 (a)
               RETURN_VALUE
";
    assert_eq!(output, expected);
}

#[test]
fn stages_ask_no_more_of_a_program_than_they_need() {
    for command in ["tokens", "ast", "symbols"] {
        assert_eq!(run(&[command, "half.py"]).0, 0, "{command}");
    }
    for command in ["dis", "passes", "cfg"] {
        let (code, _, message) = run(&[command, "half.py"]);
        assert_eq!(code, 1, "{command}");
        assert!(message.contains("'return' outside function"), "{message}");
    }
    assert_eq!(run(&["tokens", "-c", "x = = $"]).0, 0);
    assert_eq!(run(&["tokens", "-c", "x = 'abc"]).0, 1);
}

#[test]
fn names_that_nothing_has() {
    for command in ["dis", "symbols", "passes", "cfg"] {
        let (code, output, message) = run(&[command, "--function", "missing", "a.py"]);
        assert_eq!((code, output.as_str()), (1, ""), "{command}");
        assert!(message.contains("is called missing; there are <module>, outer, outer."), "{message}");
    }
    let (code, _, message) = run(&["passes", "--pass", "optimise", "a.py"]);
    assert_eq!(code, 2, "{message}");
}

#[test]
fn every_stage_as_json() {
    for (command, field) in [
        ("tokens", "tokens"),
        ("symbols", "scopes"),
        ("dis", "code_objects"),
        ("passes", "units"),
        ("cfg", "units"),
    ] {
        let (code, output, _) = run(&[command, "--format", "json", "a.py"]);
        let value: serde_json::Value = serde_json::from_str(&output).unwrap();
        assert_eq!((code, value["schema"].as_u64()), (0, Some(1)), "{command}");
        assert!(!value[field].as_array().unwrap().is_empty(), "{command}");
    }
}

#[test]
fn formats_that_a_stage_does_not_have() {
    for args in
        [["tokens", "html"], ["symbols", "svg"], ["passes", "markdown"], ["cfg", "html"], ["dis", "dot"]]
    {
        let (code, _, message) = run(&[args[0], "--format", args[1], "a.py"]);
        assert_eq!(code, 2, "{args:?}: {message}");
    }
    for format in ["dot", "mermaid", "svg"] {
        let (code, output, _) = run(&["cfg", "--format", format, "a.py"]);
        assert_eq!(code, 0);
        assert!(output.contains("outer"), "{format}");
    }
}
