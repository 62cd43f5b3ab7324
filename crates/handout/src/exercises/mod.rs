//! Exercises made from a program, one file a kind. What is asked and what is right both come from compiling and
//! running it; a number chooses among the possible questions.

mod predict;

use std::ops::RangeInclusive;

use crate::document::{Exercise, ExerciseKind, Matter, Program};
use crate::words::Words;

/// What exercises may ask about.
#[derive(Clone, Debug)]
pub(crate) struct Scope<'a> {
    pub(crate) program: &'a Program,
    /// Only this code object.
    pub(crate) only: Option<&'a str>,
    /// Only these lines.
    pub(crate) lines: Option<RangeInclusive<i32>>,
    pub(crate) words: &'static Words,
}

/// An exercise of one kind, or why the program has none.
pub(crate) fn make(
    kind: ExerciseKind,
    scope: &Scope<'_>,
    number: usize,
    seed: u64,
) -> Result<Exercise, String> {
    let made: Result<(Vec<Matter>, Vec<Matter>), String> = match kind {
        ExerciseKind::Predict => predict::make(scope),
        _ => Err("this kind is not made yet".to_owned()),
    };
    let _ = (seed, &scope.only, &scope.lines);
    let (question, solution) = made?;
    Ok(Exercise { number, kind, question, solution })
}
