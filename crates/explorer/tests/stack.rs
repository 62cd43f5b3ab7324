//! The operand stack that the explorer tells of, held against what opcodes say of themselves.
//!
//! Over a standard library compiled by a real CPython (found as the other tests find it) no path may take more
//! than there is, meet another at a different depth, or go deeper than `co_stacksize`, and every instruction
//! must change the depth by its stack effect.

#![allow(clippy::print_stderr, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::Command;

use bytescope_bytecode::{CodeObject, Constant, OpcodeTable, Version, pyc};
use bytescope_explorer::{Source, Spans, disassemble};

/// A program of every statement that moves things about on the stack; compiled by us, so that there is a
/// test without any Python.
const PROGRAM: &str = include_str!("stack.py");

fn check(code: &CodeObject, source: &Source, problems: &mut Vec<String>) -> usize {
    let table = OpcodeTable::of(Version::V3_13_0);
    let name = &code.qualname;
    let disassembly = match disassemble(code, table, source, &Spans::default()) {
        Ok(disassembly) => disassembly,
        Err(error) => {
            problems.push(format!("{name}: {error}"));
            return 0;
        }
    };
    if let Err(reason) = disassembly.sound {
        problems.push(format!("{name}: {reason:?}"));
    }
    let mut before = None;
    for instruction in &disassembly.instructions {
        let Some(after) = instruction.stack.as_ref().map(bytescope_explorer::Stack::depth) else {
            // A handler whose `try` shrank to nothing stays behind; nothing leads to it.
            before = None;
            continue;
        };
        if after > code.stacksize as usize {
            problems.push(format!(
                "{name}: offset {} goes {after} deep of {}",
                instruction.offset, code.stacksize
            ));
        }
        // What a path brings from elsewhere is told by its own instructions.
        if let Some(before) = before.filter(|_| instruction.label.is_none()) {
            let effect = after as i64 - before as i64;
            if effect != i64::from(instruction.stack_effect) {
                let (offset, opcode) = (instruction.offset, instruction.opcode);
                problems.push(format!("{name}: {opcode} at {offset} changes the depth by {effect}"));
            }
        }
        let ends = instruction.opcode.is_scope_exit() || instruction.opcode.is_unconditional_jump();
        before = (!ends).then_some(after);
    }
    let nested = code.consts.iter().filter_map(|constant| match constant {
        Constant::Code(code) => Some(check(code, source, problems)),
        _ => None,
    });
    1 + nested.sum::<usize>()
}

fn python() -> Option<PathBuf> {
    let named = std::env::var_os("BYTESCOPE_PYTHON_3_13").map(PathBuf::from);
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let pyenv = home.map(|home| home.join(".pyenv/versions/3.13.0/bin/python3"));
    let is_right = |path: &PathBuf| {
        let version = Command::new(path).arg("--version").output();
        version.is_ok_and(|output| output.stdout.starts_with(b"Python 3.13."))
    };
    [named, Some(PathBuf::from("python3.13")), pyenv].into_iter().flatten().find(is_right)
}

/// Compiles the standard library into a folder, laid out as it is.
const COMPILE: &str = "
import os, pathlib, py_compile, sys
root = pathlib.Path(os.__file__).parent
for path in root.rglob('*.py'):
    try:
        py_compile.compile(path, os.path.join(sys.argv[1], path.relative_to(root)) + 'c', doraise=True,
                           invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
    except Exception:
        pass
print(root)
";

#[test]
fn depths_over_the_standard_library() {
    let Some(python) = python() else {
        eprintln!("skipped: no CPython 3.13 (set BYTESCOPE_PYTHON_3_13)");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(python).args(["-c", COMPILE]).arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let root = PathBuf::from(String::from_utf8(output.stdout).unwrap().trim());
    let mut problems = Vec::new();
    let mut objects = 0;
    for entry in walkdir::WalkDir::new(folder.path()).into_iter().filter_map(Result::ok) {
        if entry.file_type().is_file() {
            objects += check_file(entry.path(), &root, folder.path(), &mut problems);
        }
    }
    eprintln!("{objects} code objects");
    assert!(objects > 10_000, "only {objects} code objects");
    assert!(
        problems.is_empty(),
        "{} problems, first: {:#?}",
        problems.len(),
        &problems[..problems.len().min(20)]
    );
}

fn check_file(path: &Path, root: &Path, folder: &Path, problems: &mut Vec<String>) -> usize {
    let pyc = pyc::read(&std::fs::read(path).unwrap()).unwrap();
    let source = root.join(path.strip_prefix(folder).unwrap()).with_extension("py");
    let source = Source::new(String::from_utf8_lossy(&std::fs::read(source).unwrap()));
    let known = problems.len();
    let objects = check(&pyc.code, &source, problems);
    for problem in &mut problems[known..] {
        *problem = format!("{}: {problem}", path.display());
    }
    objects
}

#[test]
fn depths_of_our_own_code() {
    use bytescope_explorer::{Program, Settings, explore};
    let settings = Settings {
        filename: "stack.py".to_owned(),
        mode: bytescope_syntax::Mode::Exec,
        version: Version::V3_13_0,
        optimize: 0,
    };
    let exploration = explore(Program::Text(PROGRAM), &settings).unwrap();
    let mut problems = Vec::new();
    check(&exploration.objects[0].code, &exploration.source, &mut problems);
    assert_eq!(problems, Vec::<String>::new());
}

/// Every value of the program that is bound to a name whose comment says what it should be called.
#[test]
fn values_are_called_what_the_source_calls_them() {
    use bytescope_explorer::{Program, Settings, explore};
    let settings = Settings {
        filename: "stack.py".to_owned(),
        mode: bytescope_syntax::Mode::Exec,
        version: Version::V3_13_0,
        optimize: 0,
    };
    let exploration = explore(Program::Text(PROGRAM), &settings).unwrap();
    let mut checked = 0;
    for object in &exploration.objects {
        let disassembly = exploration.disassemble(object).unwrap();
        for pair in disassembly.instructions.windows(2) {
            let [before, store] = pair else { continue };
            let line = exploration.source.line(store.location.lineno);
            let Some((_, expected)) = line.split_once("  # ") else { continue };
            if store.opcode.name().starts_with("STORE_") && store.label.is_none() {
                let top = before.stack.as_ref().and_then(|stack| stack.iter().next());
                assert_eq!(top.map(|value| &*value.text), Some(expected), "{line}");
                checked += 1;
            }
        }
    }
    assert!(checked >= 25, "only {checked}");
}
