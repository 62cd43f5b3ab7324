//! Programs larger and deeper than people write: there is an answer or a clear error, never a crash.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::format_collect, reason = "programs are written once, and read better so")]

use std::fs;
use std::process::Command;

/// Compiles a program with the binary; exit code and message.
fn compile(name: &str, program: &str) -> (i32, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), program).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_bytescope"))
        .current_dir(folder.path())
        .args(["compile", name, "-o", "out.pyc"])
        .output()
        .unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    let code = output.status.code().unwrap_or_else(|| panic!("{name} was killed: {message}"));
    assert_eq!(code == 0, folder.path().join("out.pyc").exists(), "{name}: {message}");
    (code, message)
}

/// Compound statements, each inside the one before.
fn nested(depth: usize, head: &str) -> String {
    let lines: String = (0..depth).map(|level| format!("{}{head}\n", " ".repeat(level))).collect();
    format!("{lines}{}pass\n", " ".repeat(depth))
}

#[test]
fn what_cpython_compiles_compiles() {
    let programs = [
        ("many_lines.py", "x = 1\n".repeat(200_000)),
        ("long_display.py", format!("x = [{}]", "1,".repeat(200_000))),
        ("many_names.py", (0..70_000).map(|number| format!("n{number} = {number}\n")).collect()),
        ("chain.py", format!("x = {}b", "a < ".repeat(20_000))),
        ("ladder.py", format!("if a: b\n{}", "elif a: b\n".repeat(3000))),
        ("strings.py", format!("x = {}", "\"a\" ".repeat(50_000))),
        ("fields.py", format!("x = {}", "f\"{a}\" ".repeat(5000))),
        ("terms.py", format!("x = {}a", "a + ".repeat(2000))),
        ("brackets.py", format!("x = {}{}", "[".repeat(190), "]".repeat(190))),
    ];
    for (name, program) in programs {
        assert_eq!(compile(name, &program), (0, String::new()), "{name}");
    }
}

#[test]
fn what_is_too_deep_for_cpython_is_refused() {
    let too_deep = "RecursionError: maximum recursion depth exceeded";
    let programs = [
        (
            "parentheses.py",
            format!("{}{}", "(".repeat(100_000), ")".repeat(100_000)),
            "SyntaxError: too many nested parentheses",
        ),
        ("functions.py", nested(1000, "def f():"), "IndentationError: too many levels of indentation"),
        ("blocks.py", nested(25, "for x in y:"), "SyntaxError: too many statically nested blocks"),
        ("terms.py", format!("x = {}a", "a + ".repeat(10_000)), too_deep),
        ("attributes.py", format!("x = a{}", ".b".repeat(20_000)), too_deep),
        ("calls.py", format!("x = f{}", "()".repeat(20_000)), too_deep),
    ];
    for (name, program, expected) in programs {
        let (code, message) = compile(name, &program);
        assert_eq!(code, 1, "{name}: {message}");
        assert!(message.contains(expected), "{name}: {message}");
    }
}

/// CPython's parser gives up on these with a `MemoryError` or a `SyntaxError`; it is enough to give up.
#[test]
fn what_nobody_can_read_is_no_crash() {
    let programs = [
        ("minus.py", format!("x = {}1", "-".repeat(100_000))),
        ("not.py", format!("x = {}1", "not ".repeat(100_000))),
        ("power.py", format!("x = {}1", "a ** ".repeat(50_000))),
        ("lambda.py", format!("x = {}1", "lambda: ".repeat(10_000))),
        ("conditions.py", format!("x = {}1", "1 if a else ".repeat(50_000))),
        ("unclosed.py", "[{(".repeat(50_000)),
        ("quotes.py", "f'{".repeat(10_000)),
        ("stars.py", "*".repeat(100_000)),
    ];
    for (name, program) in programs {
        let (code, message) = compile(name, &program);
        assert!(code <= 1 && !message.contains("panicked"), "{name}: {message}");
    }
}
