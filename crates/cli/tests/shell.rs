//! What a tool owes the shell: help, completions, manual pages, a pager, exit codes, and quiet when nobody reads.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::format_collect, reason = "texts are short")]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn bytescope(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
    command.args(args).env_remove("PAGER").env_remove("NO_COLOR").env_remove("FORCE_COLOR");
    command
}

fn run(args: &[&str]) -> Output {
    bytescope(args).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The commands that `--help` lists.
fn commands() -> Vec<String> {
    let help = text(&run(&["--help"]).stdout);
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let first = list.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with(' '));
    first
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .filter(|name| name != "help")
        .collect()
}

#[test]
fn help_is_short_or_has_examples() {
    let all = commands();
    assert!(all.len() > 12, "{all:?}");
    for command in &all {
        let [short, long] = ["-h", "--help"].map(|flag| text(&run(&[command.as_str(), flag]).stdout));
        assert!(!short.contains("Examples:"), "bytescope {command} -h is not short");
        assert!(
            long.contains(&format!("Examples:\n  bytescope {command}")),
            "bytescope {command} --help has no examples"
        );
        assert!(short.lines().count() < long.lines().count(), "{command}");
        let widest = long.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= 120, "bytescope {command} --help is {widest} wide");
    }
    let long = text(&run(&["--help"]).stdout);
    assert!(long.contains("Exit status: 0 done, 1 "));
}

#[test]
fn completions_know_commands_and_options() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(&["completions", shell]);
        let script = text(&output.stdout);
        assert!(output.status.success(), "{shell}");
        for word in ["compare", "verify", "python-version", "pager"] {
            assert!(script.contains(word), "{shell}: no {word}");
        }
    }
    assert_eq!(run(&["completions", "tcsh"]).status.code(), Some(2));
}

#[test]
fn a_manual_page_for_each_command() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("man1");
    assert!(run(&["man", pages.to_str().unwrap()]).status.success());
    let page = |name: &str| fs::read_to_string(pages.join(name)).unwrap();
    assert!(page("bytescope.1").contains("bytescope\\-compare(1)"));
    for command in commands() {
        let page = page(&format!("bytescope-{command}.1"));
        assert!(page.starts_with(".ie") || page.contains(".TH"), "{command}");
        assert!(page.contains("Examples:"), "{command}");
    }
}

#[test]
fn a_pager_only_where_it_is_wanted() {
    let paged = |args: &[&str], pager: &str| {
        let output = bytescope(args).env("PAGER", pager).output().unwrap();
        assert!(output.status.success(), "{args:?} {pager}");
        text(&output.stdout)
    };
    let program = ["-c", "x = 1"];
    let always = ["-c", "x = 1", "--pager", "always"];
    let plain = paged(&program, "sed s/^/P:/");
    assert!(!plain.contains("P:"), "piped output is not paged");
    let all = plain.lines().map(|line| format!("P:{line}\n")).collect::<String>();
    assert_eq!(paged(&always, "sed s/^/P:/"), all);
    assert_eq!(paged(&["-c", "x = 1", "--pager", "never"], "sed s/^/P:/"), plain);
    // What cannot page does not keep anybody from reading.
    for none in ["", "cat", "no-such-pager-anywhere"] {
        assert_eq!(paged(&always, none), plain, "{none}");
    }
    // A reader who leaves the pager early has done nothing wrong.
    let output =
        bytescope(&["explain", "--list", "--pager", "always"]).env("PAGER", "true").output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}

#[test]
fn every_command_is_quiet_when_nobody_reads() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("big.py");
    fs::write(&file, "x = f(1, 2)\n".repeat(2000)).unwrap();
    let file = file.to_str().unwrap();
    let commands: [&[&str]; 10] = [
        &[file],
        &["dis", "--plain", file],
        &["tokens", file],
        &["ast", file],
        &["symbols", file],
        &["passes", file],
        &["cfg", file],
        &["compare", "--ast", file],
        &["compare", file, "-c", "y = 2"],
        &["explain", "--list"],
    ];
    for args in commands {
        let mut child = bytescope(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()), "{args:?}");
    }
}

#[test]
fn compare_checks() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let [a, b, pyc] = ["a.py", "b.py", "a.pyc"].map(path);
    fs::write(&a, "def f(x):\n    assert x\n    return x + 1\n").unwrap();
    fs::write(&b, "def f(x):\n    return 1 + x\n").unwrap();
    assert!(run(&["compile", &a, "-o", &pyc]).status.success());
    let code = |args: &[&str]| run(args).status.code().unwrap();
    assert_eq!(code(&["compare", &a, &b]), 0);
    assert_eq!(code(&["compare", &a, &b, "--check"]), 1);
    assert_eq!(code(&["compare", &a, &a, "--check"]), 0);
    assert_eq!(code(&["compare", &a, &pyc, "--check"]), 0);
    assert_eq!(code(&["compare", &b, &pyc, "--check"]), 1);
    assert_eq!(code(&["compare", &a, "--optimize", "0,1", "--check"]), 1);
    assert_eq!(code(&["compare", &b, "--optimize", "0,1", "--check"]), 0);
    assert_eq!(code(&["compare", "-c", "[x for x in y]", "--python-version", "3.13.0,3.13.2", "--check"]), 1);
    // Two things, no more and no less.
    for args in
        [&["compare"][..], &["compare", &a], &["compare", &a, &b, "-c", "x"], &["compare", &a, &b, "--ast"]]
    {
        assert_eq!(code(args), 2, "{args:?}");
    }
    for ending in ["md", "html", "json", "txt"] {
        let out = path(&format!("out.{ending}"));
        assert_eq!(code(&["compare", &a, &b, "-o", &out]), 0, "{ending}");
        assert!(fs::read_to_string(&out).unwrap().contains("BINARY_OP"), "{ending}");
    }
}

/// A stand-in for an interpreter: says that it is CPython 3.13.0, and answers every source with the same `.pyc`.
#[cfg(unix)]
fn impostor(folder: &Path, pyc: &[u8]) -> String {
    use std::os::unix::fs::PermissionsExt as _;
    let answer = folder.join("answer");
    let code = [b"C", &pyc[16..]].concat();
    let mut file = fs::File::create(&answer).unwrap();
    file.write_all(&(code.len() as u32).to_le_bytes()).unwrap();
    file.write_all(&code).unwrap();
    let script = folder.join("python");
    let text = format!(
        "#!/bin/sh\ncase \"$*\" in *platform*) echo CPython 3.13.0;; *) cat {}; cat > /dev/null;; esac\n",
        answer.display()
    );
    fs::write(&script, text).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    script.to_str().unwrap().to_owned()
}

#[cfg(unix)]
#[test]
fn verify_names_the_first_difference() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, source: &str| fs::write(folder.path().join(name), source).unwrap();
    write("a.py", "def f(x):\n    return x + 1\n");
    let bytescope = |args: &[&str]| bytescope(args).current_dir(folder.path()).output().unwrap();
    assert!(bytescope(&["compile", "a.py", "-o", "a.pyc"]).status.success());
    let python = impostor(folder.path(), &fs::read(folder.path().join("a.pyc")).unwrap());
    let same = bytescope(&["verify", "a.py", "--python", &python]);
    assert!(
        text(&same.stdout).starts_with("1 of 1 file the same, 2 of 2 code objects"),
        "{}",
        text(&same.stdout)
    );
    assert_eq!(same.status.code(), Some(0));
    write("a.py", "def f(x):\n    return x - 1\n");
    let other = bytescope(&["verify", "a.py", "--python", &python]);
    let report = text(&other.stdout);
    assert_eq!(other.status.code(), Some(1));
    for part in ["1 of 2 code objects differs", "2 │ return x - 1", "in f, code at 6", "BINARY_OP"] {
        assert!(report.contains(part), "no {part:?} in\n{report}");
    }
    let json = bytescope(&["verify", "a.py", "--json", "--python", &python]);
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(value["files"][0]["status"], "differs");
    assert_eq!(value["files"][0]["differences"][0]["line"], 2);
    assert_eq!(value["files"][0]["differences"][0]["field"], "code");
}

#[test]
fn verify_says_what_it_needs() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.py");
    fs::write(&file, "x = 1\n").unwrap();
    let file = file.to_str().unwrap();
    let nothing = bytescope(&["verify", file])
        .env("PATH", folder.path())
        .env("HOME", folder.path())
        .env_remove("PYENV_ROOT")
        .output()
        .unwrap();
    assert_eq!(nothing.status.code(), Some(1));
    assert!(text(&nothing.stderr).contains("name one with --python"), "{}", text(&nothing.stderr));
    let missing = run(&["verify", file, "--python", "no-such-python"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(text(&missing.stderr).contains("cannot run no-such-python"), "{}", text(&missing.stderr));
}
