//! The command as a user meets it: output, messages, exit codes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
    command.current_dir(folder).args(args);
    for name in ["NO_COLOR", "FORCE_COLOR", "COLORFGBG"] {
        command.env_remove(name);
    }
    command
}

fn run(folder: &Path, args: &[&str]) -> Output {
    command(folder, args).output().unwrap()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Runs, and returns exit code, output and messages.
fn result(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = run(folder, args);
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn shows_a_file_a_string_and_standard_input() {
    let folder = folder();
    fs::write(folder.path().join("a.py"), "answer = 42\n").unwrap();
    let (code, file, _) = result(folder.path(), &["a.py"]);
    assert_eq!(code, 0);
    assert!(file.contains("1 answer = 42 │ LOAD_CONST   42"), "{file}");
    let (_, string, _) = result(folder.path(), &["-c", "answer = 42"]);
    assert_eq!(string.replace("<string>", "a.py"), file);

    let mut child =
        command(folder.path(), &["-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"answer = 42\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(text(&output.stdout).replace("<stdin>", "a.py"), file);
}

#[test]
fn a_command_wins_over_a_file_of_its_name() {
    let folder = folder();
    fs::write(folder.path().join("compile"), "x = 1\n").unwrap();
    let (code, _, message) = result(folder.path(), &["compile"]);
    assert_eq!(code, 2, "{message}");
    let (code, output, _) = result(folder.path(), &["./compile"]);
    assert_eq!(code, 0);
    assert!(output.starts_with("./compile "), "{output}");
}

#[test]
fn refused_programs() {
    let folder = folder();
    let path = folder.path().join("bad.py");
    fs::write(&path, "def f():\n\tx = 'ä'; return = 1\n").unwrap();
    let (code, output, message) = result(folder.path(), &["bad.py"]);
    assert_eq!((code, output.as_str()), (1, ""));
    assert!(message.starts_with("bad.py:2:18: SyntaxError: "), "{message}");
    assert!(message.contains("\n  2 │ →   x = 'ä'; return = 1\n    │"), "{message}");

    fs::write(&path, "x = 1\nreturn x\n").unwrap();
    let (code, _, message) = result(folder.path(), &["bad.py"]);
    assert_eq!(code, 1);
    assert_eq!(
        message,
        "bad.py:2:1: SyntaxError: 'return' outside function\n\n  2 │ return x\n    │ ^^^^^^^^\n"
    );
}

#[test]
fn bad_input_is_told_and_never_a_crash() {
    let folder = folder();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("binary.py", b"\xff\xfe\x00");
    write("nul.py", b"x = 1\0\n");
    write("cookie.py", b"# coding: klingon\n");
    write("truncated.py", b"x = '''abc");
    for name in ["binary.py", "nul.py", "cookie.py", "truncated.py", "missing.py", "."] {
        let (code, output, message) = result(folder.path(), &[name]);
        assert_eq!((code, output.as_str()), (1, ""), "{name}: {message}");
        assert!(message.contains(name) && !message.contains("panicked"), "{name}: {message}");
    }
    write("empty.py", b"");
    let (code, output, _) = result(folder.path(), &["empty.py"]);
    assert_eq!(code, 0);
    assert!(output.contains("0 lines, 1 code object, 2 instructions"), "{output}");
}

#[test]
fn wrong_command_lines() {
    let folder = folder();
    fs::write(folder.path().join("a.py"), "").unwrap();
    for args in [
        &["--nonsense"][..],
        &[],
        &["a.py", "-c", "x"],
        &["a.py", "--optimize", "3"],
        &["a.py", "--python-version", "2.7"],
        &["a.py", "-o", "a.tiff"],
        &["explain", "LOAD_FASTER"],
        &["compile", "a.py"],
        &["compile", "a.py", "a.py", "-o", "a.pyc"],
    ] {
        let (code, _, message) = result(folder.path(), args);
        assert_eq!(code, 2, "{args:?}: {message}");
    }
    let (code, _, message) = result(folder.path(), &["a.py", "--only", "f"]);
    assert_eq!((code, message.as_str()), (1, "bytescope: no code object is called f; there are <module>\n"));
}

#[test]
fn colour_only_where_it_is_wanted() {
    let folder = folder();
    let coloured = |args: &[&str], env: &[(&str, &str)]| {
        let mut command = command(folder.path(), args);
        command.envs(env.iter().copied());
        command.output().unwrap().stdout.contains(&0x1b)
    };
    let program = ["-c", "x = y"];
    let always = ["-c", "x = y", "--color", "always"];
    let never = ["-c", "x = y", "--color", "never"];
    assert!(!coloured(&program, &[]));
    assert!(coloured(&program, &[("FORCE_COLOR", "1")]));
    assert!(!coloured(&program, &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]));
    assert!(coloured(&always, &[("NO_COLOR", "1")]));
    assert!(!coloured(&never, &[("FORCE_COLOR", "1")]));
}

#[test]
fn files_in_every_format() {
    let folder = folder();
    fs::write(folder.path().join("a.py"), "def f(x): return x\n").unwrap();
    for (name, start) in
        [("a.txt", "a.py "), ("a.md", "# From"), ("a.html", "<!doctype html>"), ("a.json", "{")]
    {
        let (code, output, message) = result(folder.path(), &["a.py", "-o", name, "--color", "always"]);
        assert_eq!((code, output.as_str()), (0, ""), "{message}");
        let written = fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(written.starts_with(start) && !written.contains('\u{1b}'), "{name}: {written}");
    }
    // Nothing is left behind but what was asked for.
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 5);
    let (code, _, message) = result(folder.path(), &["a.py", "-o", "nowhere/a.txt"]);
    assert_eq!(code, 1, "{message}");
}

#[test]
fn json_has_what_it_promises() {
    let folder = folder();
    let (code, output, _) = result(folder.path(), &["-c", "def f(x): return x < 1", "--format", "json"]);
    assert_eq!(code, 0);
    let value: serde_json::Value = serde_json::from_str(&output).unwrap();
    assert_eq!(value["schema"], 1);
    assert_eq!(value["ast"]["body"][0]["node"], "FunctionDef");
    assert_eq!(value["ast"]["body"][0]["args"]["args"][0]["col_offset"], 6);
    let function = &value["code_objects"][1];
    assert_eq!(function["parent"], 0);
    assert_eq!(function["co_qualname"], "f");
    let compare = &function["instructions"][3];
    assert_eq!(compare["opname"], "COMPARE_OP");
    assert_eq!(compare["argrepr"], "<");
    assert_eq!(compare["source"], "x < 1");
    assert_eq!(compare["stack"], serde_json::json!(["x < 1"]));
    assert_eq!(value["code_objects"][0]["co_consts"][0]["code_object"], 1);
}

#[test]
fn compiles_folders() {
    let folder = folder();
    let source = folder.path().join("src");
    fs::create_dir_all(source.join("pkg")).unwrap();
    fs::write(source.join("one.py"), "print('one')\n").unwrap();
    fs::write(source.join("pkg/two.py"), "x = 1\n").unwrap();
    fs::write(source.join("pkg/bad.py"), "break\n").unwrap();
    fs::write(source.join("notes.txt"), "no Python").unwrap();
    let (code, output, message) = result(folder.path(), &["compile", "src", "--out-dir", "out", "-j", "2"]);
    assert_eq!((code, output.as_str()), (1, ""));
    assert_eq!(message, "src/pkg/bad.py:1:1: SyntaxError: 'break' outside loop\n");
    let magic = |name: &str| fs::read(folder.path().join(name)).unwrap()[..4].to_vec();
    assert_eq!(magic("out/one.pyc"), [0xf3, 0x0d, 0x0d, 0x0a]);
    assert_eq!(magic("out/pkg/two.pyc"), [0xf3, 0x0d, 0x0d, 0x0a]);
    assert!(!folder.path().join("out/pkg/bad.pyc").exists());

    let args = ["compile", "src/one.py", "-o", "one.pyc", "--invalidation-mode", "unchecked-hash"];
    assert_eq!(result(folder.path(), &args).0, 0);
    assert_eq!(fs::read(folder.path().join("one.pyc")).unwrap()[4], 1);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = folder();
    let source = "x = 1\n".repeat(20_000);
    fs::write(folder.path().join("long.py"), source).unwrap();
    let mut child =
        command(folder.path(), &["long.py"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""));
}
