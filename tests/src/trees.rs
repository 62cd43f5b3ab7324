//! Comparing syntax trees over a whole corpus, node for node and position for position.

use std::io;

use bytescope_syntax::{Mode, with_stack_for};

use crate::bundle::Bundle;
use crate::interpreter::Interpreter;
use crate::oracle;
use crate::scoreboard::{COMMAND, Scoreboard};
use crate::subject::in_parallel;

/// The scoreboard of all trees of a corpus: a tree is the same if its text is (`bytescope_syntax::dump`).
pub fn compare(interpreter: &Interpreter, sources: &Bundle, corpus: String) -> io::Result<Scoreboard> {
    let answers = oracle::ask(interpreter, "ast_dump.py", sources, &[])?;
    let verdicts = in_parallel(sources.entries.len(), |index| {
        let (name, source) = &sources.entries[index];
        let expected = answers.entries[index].1.strip_prefix(b"T").map(String::from_utf8_lossy);
        let actual = tree(interpreter, source);
        let problem = match (&expected, actual) {
            (Some(expected), Ok(actual)) if *expected == actual => None,
            (Some(expected), Ok(actual)) => Some(first_difference(expected, &actual)),
            (Some(_), Err(message)) => Some(format!("refused: {message}")),
            (None, Err(_)) => None,
            (None, Ok(_)) => Some("accepted, but CPython refuses it".to_owned()),
        };
        (name.clone(), expected.is_some(), problem)
    });
    let version = interpreter.version;
    let count = |accepted: bool| {
        let all = verdicts.iter().filter(|verdict| verdict.1 == accepted);
        let same = all.clone().filter(|verdict| verdict.2.is_none());
        (same.count(), all.count())
    };
    let counts = [("files", true), ("refused files", false)].map(|(what, accepted)| {
        let (same, all) = count(accepted);
        (what.to_owned(), same, all)
    });
    let failing = verdicts.iter().filter_map(|(name, _, problem)| Some((name.clone(), problem.clone()?)));
    Ok(Scoreboard {
        name: format!("ast-{version}"),
        title: format!(
            "Syntax trees that are those of CPython {version}, node for node, position for position."
        ),
        command: COMMAND,
        corpus,
        counts: counts.into(),
        failing: failing.collect(),
    })
}

/// Our tree, as text.
fn tree(interpreter: &Interpreter, source: &[u8]) -> Result<String, String> {
    let text = bytescope_syntax::decode(source).map_err(|error| error.to_string())?;
    let parsed = bytescope_syntax::parse(&text, Mode::Exec, interpreter.version)
        .map_err(|error| format!("{error} at {:?}", error.location))?;
    let dump = with_stack_for(parsed.depth, || bytescope_syntax::dump(parsed.module()));
    Ok(dump.trim_end_matches('\n').to_owned())
}

fn first_difference(expected: &str, actual: &str) -> String {
    let mut actual = actual.lines();
    for expected in expected.lines() {
        let actual = actual.next().unwrap_or("the end");
        if expected != actual {
            return format!("expected {}, found {}", expected.trim(), actual.trim());
        }
    }
    "more than expected".to_owned()
}
