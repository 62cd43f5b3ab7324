//! A real CPython loads and runs what `bytescope compile` writes. Where none is found, nothing is tested, and
//! the tests say so.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use bytescope_bytecode::Version;
use bytescope_tests::interpreter::Interpreter;
use bytescope_tests::repository;

/// The executable of CPython 3.13.0.
fn python() -> Option<PathBuf> {
    match Interpreter::find(Version::V3_13_0) {
        Ok(interpreter) => interpreter.executable().map(Path::to_path_buf),
        Err(reason) => {
            eprintln!("skipped: {reason}");
            None
        }
    }
}

fn bytescope(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bytescope")).current_dir(folder).args(args).output().unwrap()
}

/// What a program prints.
fn output_of(python: &Path, folder: &Path, program: &Path) -> String {
    let output = Command::new(python).current_dir(folder).arg(program).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {errors}", program.display());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn examples_do_the_same_when_we_compile_them() {
    let Some(python) = python() else { return };
    let folder = tempfile::tempdir().unwrap();
    let examples = repository().join("examples");
    for level in ["0", "1", "2"] {
        let args = ["compile", examples.to_str().unwrap(), "--out-dir", level, "--optimize", level];
        let output = bytescope(folder.path(), &[&args[..], &["--python-version", "3.13.0"]].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        for entry in fs::read_dir(&examples).unwrap() {
            let source = entry.unwrap().path();
            // The lessons are not programs; the tests of the atlas run what is in them.
            if source.is_dir() {
                continue;
            }
            let compiled = folder.path().join(level).join(source.file_name().unwrap()).with_extension("pyc");
            // This one asks for `__debug__`, to show that the optimised levels drop what depends on it.
            let expected = if level != "0" && source.ends_with("constants.py") {
                String::new()
            } else {
                output_of(&python, folder.path(), &source)
            };
            let actual = output_of(&python, folder.path(), &compiled);
            assert_eq!(actual, expected, "{} at level {level}", source.display());
        }
    }
}

#[test]
fn python_imports_a_package_without_its_sources() {
    let Some(python) = python() else { return };
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("source/package");
    fs::create_dir_all(source.join("inner")).unwrap();
    fs::write(source.join("__init__.py"), "from .inner.module import answer\n").unwrap();
    fs::write(source.join("inner/__init__.py"), "").unwrap();
    fs::write(source.join("inner/module.py"), "def answer():\n    return 6 * 7\n").unwrap();
    for mode in ["timestamp", "checked-hash", "unchecked-hash"] {
        let args = ["compile", "source", "--out-dir", mode, "--invalidation-mode", mode];
        assert!(bytescope(folder.path(), &args).status.success());
        let program = folder.path().join("program.py");
        let text =
            format!("import sys\nsys.path.insert(0, '{mode}')\nimport package\nprint(package.answer())\n");
        fs::write(&program, text).unwrap();
        assert_eq!(output_of(&python, folder.path(), &program), "42\n");
    }
}

/// A file in `__pycache__` with the right time or hash is taken instead of the source.
#[test]
fn python_believes_the_header() {
    let Some(python) = python() else { return };
    for mode in ["timestamp", "checked-hash"] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("module.py"), "x = 1\n").unwrap();
        fs::create_dir(folder.path().join("__pycache__")).unwrap();
        let cached = "__pycache__/module.cpython-313.pyc";
        let args = ["compile", "module.py", "-o", cached, "--invalidation-mode", mode];
        assert!(bytescope(folder.path(), &args).status.success());
        let before = fs::read(folder.path().join(cached)).unwrap();
        let args = ["-v", "-c", "import module"];
        let output = Command::new(&python).current_dir(folder.path()).args(args).output().unwrap();
        let log = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(log.contains("matches"), "{mode}: {log}");
        assert_eq!(fs::read(folder.path().join(cached)).unwrap(), before, "{mode}: Python wrote it anew");
    }
}

#[test]
#[cfg(unix)]
fn an_unreadable_file_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret.py");
    fs::write(&file, "x = 1\n").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&file).is_ok() {
        eprintln!("skipped: this user may read everything");
        return;
    }
    let output = bytescope(folder.path(), &["secret.py"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot read secret.py"));
}

#[test]
fn a_file_that_cannot_be_compiled_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bad.py"), "return\n").unwrap();
    fs::write(folder.path().join("bad.pyc"), "old").unwrap();
    let output = bytescope(folder.path(), &["compile", "bad.py", "-o", "bad.pyc"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read(folder.path().join("bad.pyc")).unwrap(), b"old");
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "temporary files stay behind: {left:?}");
}
