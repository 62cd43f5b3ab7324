//! Which part of a run is shown.

use std::ops::RangeInclusive;

/// Which kinds of events are told beside the steps. Output and rounds of loops always are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds {
    /// Who answered for a name.
    pub names: bool,
    /// Where an attribute was found.
    pub attributes: bool,
    /// Frames pushed and popped.
    pub frames: bool,
    /// Generators resumed and suspended.
    pub generators: bool,
    /// Exceptions that come up in a frame.
    pub exceptions: bool,
    /// The search for a handler in the exception table.
    pub handlers: bool,
    /// Objects freed and collected.
    pub objects: bool,
    /// Points where CPython would look whether another thread wants to run, and switches of threads.
    pub switches: bool,
}

impl Kinds {
    /// All.
    pub const ALL: Self = Self {
        names: true,
        attributes: true,
        frames: true,
        generators: true,
        exceptions: true,
        handlers: true,
        objects: true,
        switches: true,
    };
    /// None.
    pub const NONE: Self = Self {
        names: false,
        attributes: false,
        frames: false,
        generators: false,
        exceptions: false,
        handlers: false,
        objects: false,
        switches: false,
    };
    /// The names of the kinds.
    pub const NAMES: [&str; 8] =
        ["names", "attributes", "frames", "generators", "exceptions", "handlers", "objects", "switches"];

    /// The switch for a kind.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut bool> {
        Some(match name {
            "names" => &mut self.names,
            "attributes" => &mut self.attributes,
            "frames" => &mut self.frames,
            "generators" => &mut self.generators,
            "exceptions" => &mut self.exceptions,
            "handlers" => &mut self.handlers,
            "objects" => &mut self.objects,
            "switches" => &mut self.switches,
            _ => return None,
        })
    }
}

impl Default for Kinds {
    /// What a trace cannot be followed without.
    fn default() -> Self {
        Self { frames: true, generators: true, exceptions: true, handlers: true, ..Self::NONE }
    }
}

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
    /// What is told beside the steps.
    pub kinds: Kinds,
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
