//! Which part of a run is shown.

use std::ops::RangeInclusive;

/// What the reader wants to see. What is left out is executed all the same.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Only frames of code of this name, qualified or not.
    pub function: Option<String>,
    /// Only instructions of these lines.
    pub lines: Option<RangeInclusive<i32>>,
    /// Only these steps, counted from 1 over all that the machine executes.
    pub steps: Option<RangeInclusive<u64>>,
    /// Only code whose file does not start with one of these.
    pub without: Vec<String>,
    /// Of a loop, only the first rounds.
    pub collapse_loops: bool,
}

impl Choice {
    /// Whether code of this name and file is shown.
    pub(crate) fn shows_code(&self, name: &str, qualname: &str, file: &str) -> bool {
        self.function.as_ref().is_none_or(|wanted| wanted == name || wanted == qualname)
            && !self.without.iter().any(|start| file.starts_with(start))
    }

    pub(crate) fn shows_line(&self, line: Option<i32>) -> bool {
        self.lines.as_ref().is_none_or(|lines| line.is_some_and(|line| lines.contains(&line)))
    }

    pub(crate) fn shows_step(&self, step: u64) -> bool {
        self.steps.as_ref().is_none_or(|steps| steps.contains(&step))
    }
}
