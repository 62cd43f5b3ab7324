//! `.pyc` files on the command line: with their sources and without, alone and many together, whole and damaged. They are
//! those of `tests/pyc`, which real interpreters made.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use zip::write::SimpleFileOptions;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/pyc").join(name)
}

/// Exit code, output, messages.
fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
    let output = command.current_dir(folder).env("NO_COLOR", "1").args(args).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn copy(folder: &Path, fixture_name: &str, name: &str) {
    fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
    fs::copy(fixture(fixture_name), folder.join(name)).unwrap();
}

#[test]
fn the_source_is_found_given_or_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    copy(folder, "everyday.3.8.18.pyc", "old.pyc");
    let arguments = ["old.pyc", "--only", "divide", "--width", "100"];
    let (code, output, errors) = run(folder, &arguments);
    assert_eq!((code, errors.as_str()), (0, ""));
    assert!(output.starts_with("old.pyc   CPython 3.8 bytecode   no source, "), "{output}");
    assert!(output.contains("SETUP_FINALLY") && output.contains("BINARY_TRUE_DIVIDE"), "{output}");

    copy(folder, "everyday.py", "elsewhere/source.txt");
    let (_, output, errors) = run(folder, &[&arguments[..], &["--source", "elsewhere/source.txt"]].concat());
    assert_eq!(errors, "");
    assert!(output.contains("        result = left / right "), "{output}");

    // The file says that its source has no bytes and is from 1970.
    copy(folder, "everyday.py", "everyday.py");
    let (code, output, errors) = run(folder, &arguments);
    assert_eq!(code, 0);
    assert!(output.contains("        result = left / right "), "{output}");
    assert!(errors.contains("everyday.py is not the source it was compiled from any more"), "{errors}");
}

#[test]
fn every_view_takes_bytecode() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    copy(folder, "everyday.3.11.7.pyc", "old.pyc");
    for (arguments, expected) in [
        (&["dis", "--plain", "old.pyc"][..], "NULL + super"),
        (&["dis", "--format", "json", "old.pyc"], "\"python_version\":\"3.11\""),
        (&["old.pyc", "--format", "json"], "\"python_version\":\"3.11\""),
        (&["old.pyc", "--explain", "--stack", "--tables"], "Gets a call ready."),
        (&["old.pyc", "--format", "html"], "<title>"),
        (&["old.pyc", "--format", "markdown"], "CPython 3.11"),
        (&["cfg", "old.pyc", "--function", "loop"], "FOR_ITER"),
        (&["cfg", "old.pyc", "--format", "dot"], "digraph"),
    ] {
        let (code, output, errors) = run(folder, arguments);
        assert_eq!((code, errors.as_str()), (0, ""), "{arguments:?}");
        assert!(output.contains(expected), "{arguments:?}: {output}");
    }
    let (code, _, errors) = run(folder, &["tokens", "old.pyc"]);
    assert_eq!(code, 1);
    assert!(errors.contains("old.pyc is bytecode"), "{errors}");
    let (code, _, errors) = run(folder, &["run", "old.pyc"]);
    assert_eq!(code, 1);
    assert!(errors.contains("the machine runs bytecode of CPython 3.13, this is of 3.11"), "{errors}");
}

#[test]
fn folders_and_zips_are_walked_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    copy(folder, "everyday.3.9.18.pyc", "lib/b/two.pyc");
    copy(folder, "everyday.3.12.1.pyc", "lib/a.pyc");
    fs::write(folder.join("lib/notes.txt"), "nothing").unwrap();
    fs::write(folder.join("lib/c.pyc"), "damaged").unwrap();
    let mut archive = zip::ZipWriter::new(File::create(folder.join("lib.zip")).unwrap());
    for (name, file) in [("z/two.pyc", "everyday.3.14.2.pyc"), ("one.pyc", "everyday.3.6.15.pyc")] {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(&fs::read(fixture(file)).unwrap()).unwrap();
    }
    archive.finish().unwrap();

    let (code, output, errors) = run(folder, &["dis", "--plain", "lib", "lib.zip"]);
    assert_eq!(code, 1);
    assert!(errors.contains("lib/c.pyc: byte 0: magic number "), "{errors}");
    let headings: Vec<_> = output.lines().filter(|line| line.starts_with("==> ")).collect();
    let expected = ["lib/a.pyc", "lib/b/two.pyc", "lib.zip/one.pyc", "lib.zip/z/two.pyc"];
    assert_eq!(headings, expected.map(|name| format!("==> {name} <==")));

    // Where there is source, the bytecode beside it is left out.
    fs::write(folder.join("lib/a.py"), "x = 1\n").unwrap();
    let (code, output, _) = run(folder, &["lib"]);
    assert_eq!(code, 0);
    assert!(output.contains("lib/a.py   CPython") && !output.contains("bytecode"), "{output}");
    let (code, _, errors) = run(folder, &["lib.zip", "-o", "page.html"]);
    assert_eq!(code, 2, "{errors}");
    let (code, _, errors) = run(folder, &["cfg", "lib.zip"]);
    assert_eq!(code, 2, "{errors}");
}

#[test]
fn damage_is_told_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let good = fs::read(fixture("everyday.3.8.18.pyc")).unwrap();
    let magic_of_2_7 = [&[0x03, 0xF3], &good[2..]].concat();
    for (name, data, expected) in [
        ("cut.pyc", &good[..100], "cut.pyc: byte "),
        ("short.pyc", &good[..3], "short.pyc: byte 3: the data ends too early"),
        (
            "other.pyc",
            &magic_of_2_7,
            "other.pyc: byte 0: magic number 62211 is of no supported release (CPython 3.6 to 3.15)",
        ),
    ] {
        fs::write(folder.join(name), data).unwrap();
        for arguments in [&[name][..], &["dis", "--plain", name], &["cfg", name]] {
            let (code, output, errors) = run(folder, arguments);
            assert_eq!((code, output.as_str()), (1, ""), "{arguments:?}");
            assert!(errors.contains(expected), "{errors}");
        }
    }
}

#[test]
fn opcodes_of_other_releases_are_explained() {
    let folder = tempfile::tempdir().unwrap();
    let (code, output, _) = run(folder.path(), &["explain", "rot_two"]);
    assert_eq!(code, 0);
    assert!(output.contains("Exchanges the two topmost values."), "{output}");
    assert!(output.contains("CPython 3.6 to 3.10, of 3.6 to 3.15 known"), "{output}");
    let (code, _, errors) = run(folder.path(), &["explain", "ROT_TWO", "--python-version", "3.13"]);
    assert_eq!(code, 2);
    assert!(errors.contains("has no opcode ROT_TWO; CPython 3.6 to 3.10 has it"), "{errors}");
    let (_, output, _) = run(folder.path(), &["explain", "--list", "--python-version", "3.8"]);
    assert!(output.contains("BEGIN_FINALLY") && !output.contains("PUSH_NULL"), "{output}");
}
