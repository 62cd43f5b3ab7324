//! What the README and the tour show is what the commands print.
//!
//! In every `console` fence each `$ bytescope …` is run in the repository, 80 columns wide, and must print the lines
//! below it; other commands are for readers only. A line `…` stands for any lines. To write all outputs anew, run
//! with `BYTESCOPE_BLESS=1`; what `…` stands for is kept out as far as the lines around it are found.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use bytescope_tests::repository;

/// What the shell prints for a command line, errors included.
fn run(command: &str) -> String {
    let folder = Path::new(env!("CARGO_BIN_EXE_bytescope")).parent().unwrap().to_owned();
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(std::iter::once(folder).chain(env::split_paths(&path))).unwrap();
    let output = Command::new("sh")
        .args(["-c", &format!("{{ {command}\n}} 2>&1")])
        .current_dir(repository())
        .env("PATH", path)
        .env("COLUMNS", "80")
        .env_remove("FORCE_COLOR")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Whether lines are as shown, where `…` is any number of lines.
fn fits(shown: &[&str], printed: &[&str]) -> bool {
    match shown.split_first() {
        None => printed.is_empty(),
        Some((&"…", rest)) => (0..=printed.len()).any(|skipped| fits(rest, &printed[skipped..])),
        Some((line, rest)) => {
            printed.split_first().is_some_and(|(first, others)| first == line && fits(rest, others))
        }
    }
}

/// A page with its commands run: their number, what does not fit, and the page with the outputs as they are.
fn check(page: &str) -> (usize, Vec<String>, String) {
    let (mut count, mut problems, mut blessed) = (0, Vec::new(), String::new());
    let mut lines = page.lines().peekable();
    let mut in_console = false;
    while let Some(line) = lines.next() {
        blessed.push_str(line);
        blessed.push('\n');
        if line.starts_with("```") {
            in_console = line == "```console";
            continue;
        }
        let Some(command) =
            line.strip_prefix("$ ").filter(|command| in_console && command.starts_with("bytescope"))
        else {
            continue;
        };
        let mut shown = Vec::new();
        while let Some(line) = lines.next_if(|line| !line.starts_with("$ ") && !line.starts_with("```")) {
            shown.push(line);
        }
        // An empty line before the next command belongs to nobody.
        let gap = shown.last().is_some_and(|line| line.is_empty())
            && lines.peek().is_some_and(|next| next.starts_with('$'));
        if gap {
            shown.pop();
        }
        count += 1;
        let output = run(command);
        let printed: Vec<_> = output.lines().collect();
        if !fits(&shown, &printed) {
            problems.push(format!("$ {command}\n{output}"));
            shown = elided(&shown, &printed);
        }
        for line in shown {
            blessed.push_str(line);
            blessed.push('\n');
        }
        if gap {
            blessed.push('\n');
        }
    }
    (count, problems, blessed)
}

/// What is printed, with the elision that was there: `…` at the end keeps as many lines as were shown before it.
fn elided<'a>(shown: &[&str], printed: &[&'a str]) -> Vec<&'a str> {
    match shown.iter().position(|line| *line == "…") {
        Some(kept) if kept + 1 == shown.len() && kept > 0 && kept < printed.len() => {
            let mut lines = printed[..kept].to_vec();
            lines.push("…");
            lines
        }
        _ => printed.to_vec(),
    }
}

#[test]
fn the_pages_show_what_the_commands_print() {
    let mut total = 0;
    let mut problems = Vec::new();
    for page in ["README.md", "docs/tour.md"] {
        let path = repository().join(page);
        let (count, found, blessed) = check(&fs::read_to_string(&path).unwrap());
        total += count;
        if env::var_os("BYTESCOPE_BLESS").is_some() {
            fs::write(&path, blessed).unwrap();
            continue;
        }
        problems
            .extend(found.into_iter().map(|problem| format!("{page} shows something else for\n{problem}")));
    }
    assert!(
        problems.is_empty(),
        "{}\nRun with BYTESCOPE_BLESS=1 to write the outputs anew.",
        problems.join("\n")
    );
    assert!(total >= 15, "only {total} commands were found");
}
