//! Fill in the trace: a table of steps whose last columns are empty.

use crate::document::{Cell, Matter};
use crate::markdown::inline_code;
use crate::words::fill;

use super::choice::Choice;
use super::{Made, Scope, path};

/// How many steps a grid has.
const STEPS: usize = 10;

pub(super) fn make(scope: &Scope<'_>, choice: &mut Choice) -> Made {
    let objects = scope.objects();
    let names: Vec<_> = objects.iter().map(|(object, _)| object.code.qualname.to_string()).collect();
    let lines = scope.lines.clone();
    let steps = scope.program.start().steps(move |code, line| {
        names.iter().any(|name| name == code) && lines.as_ref().is_none_or(|lines| lines.contains(&line))
    });
    // A run of steps of one frame in a row, so that each stack follows from the one above.
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        let goes_on = index
            .checked_sub(1)
            .and_then(|before| steps.get(before))
            .is_some_and(|before| before.number + 1 == step.number && before.frame == step.frame);
        match runs.last_mut() {
            Some(run) if goes_on && run.len() < STEPS => run.end = index + 1,
            _ => runs.push(index..index + 1),
        }
    }
    let most = runs.iter().map(std::ops::Range::len).max().unwrap_or(0);
    if most < 3 {
        return Err("its frames do not execute three instructions in a row".to_owned());
    }
    runs.retain(|run| run.len() == most);
    let run = choice.of(&runs).cloned().unwrap_or(0..0);
    let shown = &steps[run];
    let words = scope.words;
    let head = [words.step, words.line, words.instruction, words.argument, words.stack_after];
    let rows = |solved: bool| {
        let rows = shown.iter().map(|step| {
            let stack = if step.after.is_empty() { "·".to_owned() } else { step.after.clone() };
            vec![
                Cell::Words(step.number.to_string()),
                Cell::Words(step.line.map_or(String::new(), |line| line.to_string())),
                Cell::Code(step.opcode.to_owned()),
                Cell::Code(step.meaning.clone()),
                if solved { Cell::Code(stack) } else { Cell::Blank },
            ]
        });
        Matter::Table { head: head.map(str::to_owned).to_vec(), rows: rows.collect() }
    };
    let before = shown.first().map_or("", |step| step.before.as_str());
    let before = if before.is_empty() { words.empty.to_owned() } else { inline_code(before) };
    let code = shown.first().map_or("", |step| step.code.as_str());
    let object = objects.iter().find(|(object, _)| *object.code.qualname == *code).map(|(object, _)| *object);
    let name = object.map_or_else(String::new, path);
    let ask = fill(words.ask_grid, &[&inline_code(&name), &before]);
    Ok((vec![Matter::Text(ask), scope.code(), rows(false)], vec![rows(true)]))
}
