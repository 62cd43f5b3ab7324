//! What CPython 3.13.0 says to sources in the modes `single` and `eval`, and what the parser library does
//! not take.
#![expect(clippy::unwrap_used, reason = "these are tests")]

use bytescope_bytecode::Version;
use bytescope_syntax::{Mode, dump, parse};

fn refusal(source: &str, mode: Mode) -> Option<String> {
    parse(source, mode, Version::V3_13_0).err().map(|error| error.to_string())
}

#[test]
fn single() {
    let several =
        Some("SyntaxError: multiple statements found while compiling a single statement".to_owned());
    let invalid = Some("SyntaxError: invalid syntax".to_owned());
    for (source, expected) in [
        ("x=1;y=2\n", None),
        ("if 1:\n pass\n\n", None),
        ("def f(): pass\n\n\n", None),
        ("x=1 # c\n\n# d\n", None),
        ("'''a\nb'''; x\n", None),
        ("x; \\\n y\n", None),
        ("x=1\ny=2\n", several.clone()),
        ("x=1;\ny=2\n", several),
        ("", invalid.clone()),
        ("# c\n", invalid.clone()),
        ("if 1: pass\nx=1\n", invalid),
    ] {
        assert_eq!(refusal(source, Mode::Single), expected, "{source:?}");
    }
}

#[test]
fn words_that_the_library_does_not_take() {
    let parsed =
        parse("x; raise;\nx=1; match.y; case(match); raise; raise x\n", Mode::Exec, Version::V3_13_0)
            .unwrap();
    let dumped = dump(parsed.module());
    for expected in [
        "body[1]: Raise 1:3-1:8\n",
        "value: Attribute 2:5-2:12 attr=\"y\" ctx=Load\n      value: Name 2:5-2:10 id=\"match\" ctx=Load\n",
        "func: Name 2:14-2:18 id=\"case\" ctx=Load\n      args[0]: Name 2:19-2:24 id=\"match\" ctx=Load\n",
        "body[5]: Raise 2:27-2:32\n",
    ] {
        assert!(dumped.contains(expected), "{expected}{dumped}");
    }
    assert!(refusal("raise; )\n", Mode::Exec).is_some());
}

#[test]
fn eval() {
    for (source, expected) in [
        ("1\n\n", None),
        ("1 # c\n", None),
        ("  # c\n1\n", None),
        ("(1\n)\n", None),
        (" 1\n", Some("IndentationError: unexpected indent".to_owned())),
        ("x=1\n", Some("SyntaxError: invalid syntax".to_owned())),
        ("1\n2\n", Some("SyntaxError: invalid syntax".to_owned())),
    ] {
        assert_eq!(refusal(source, Mode::Eval), expected, "{source:?}");
    }
}
