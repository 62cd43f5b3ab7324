//! Where to go from a step: lines, calls, breakpoints.

use std::collections::HashMap;

use bytescope_tracer::Recording;

use crate::stepper::{Pane, Stepper};

/// The steps at which a frame begins a line: it comes from another one, or jumps back.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    starts: Vec<u32>,
}

impl Lines {
    pub(crate) fn new(recording: &Recording) -> Self {
        let mut at: HashMap<u32, (Option<i32>, u32)> = HashMap::new();
        // Frames that wait at the first step are on their lines already.
        if let Some(state) = recording.at(0) {
            for frame in state.frames.iter().skip(1) {
                at.insert(frame.number, (frame.instruction.line, u32::MAX));
            }
        }
        let mut starts = Vec::new();
        for index in 0..recording.len() {
            let Some(glimpse) = recording.glimpse(index) else { break };
            let (line, offset) = (glimpse.instruction.line, glimpse.instruction.offset);
            let before = at.insert(glimpse.frame, (line, offset));
            let begins = before.is_none_or(|(old, from)| old != line || (offset < from && from != u32::MAX));
            // Only lines that can be shown; a generator's first instructions belong to its `def`.
            if begins && line.is_some() {
                starts.push(index as u32);
            }
        }
        Self { starts }
    }

    /// The next step after `index` that begins a line.
    fn after(&self, index: usize) -> impl Iterator<Item = usize> {
        let from = self.starts.partition_point(|start| *start as usize <= index);
        self.starts[from..].iter().map(|start| *start as usize)
    }

    /// Those before `index`, the nearest first.
    fn before(&self, index: usize) -> impl Iterator<Item = usize> {
        let to = self.starts.partition_point(|start| (*start as usize) < index);
        self.starts[..to].iter().rev().map(|start| *start as usize)
    }
}

impl Stepper {
    pub(crate) fn step(&mut self) {
        if self.index == self.last() {
            self.message = Some("this is the last step".to_owned());
        }
        self.go(self.index + 1);
    }

    pub(crate) fn back(&mut self) {
        if self.index == 0 {
            self.message = Some("this is the first step".to_owned());
        }
        self.go(self.index.saturating_sub(1));
    }

    pub(crate) fn next_line(&mut self) {
        let next = self.lines.after(self.index).next();
        self.go(next.unwrap_or(self.last()));
    }

    pub(crate) fn previous_line(&mut self) {
        let next = self.lines.before(self.index).next();
        self.go(next.unwrap_or(0));
    }

    fn depth(&self, index: usize) -> u32 {
        self.recording.glimpse(index).map_or(0, |glimpse| glimpse.depth)
    }

    /// The next step that is not in a call made here.
    pub(crate) fn over(&mut self) {
        let depth = self.depth(self.index);
        let next = (self.index + 1..self.recording.len()).find(|index| self.depth(*index) <= depth);
        self.go(next.unwrap_or(self.last()));
    }

    /// The step before that is not in a call made there.
    pub(crate) fn back_over(&mut self) {
        let depth = self.depth(self.index);
        let next = (0..self.index).rev().find(|index| self.depth(*index) <= depth);
        self.go(next.unwrap_or(0));
    }

    /// The next line of this frame, or of one below.
    pub(crate) fn line_over(&mut self) {
        let depth = self.depth(self.index);
        let next = self.lines.after(self.index).find(|index| self.depth(*index) <= depth);
        self.go(next.unwrap_or(self.last()));
    }

    /// Out of the call.
    pub(crate) fn out(&mut self) {
        let depth = self.depth(self.index);
        let next = (self.index + 1..self.recording.len()).find(|index| self.depth(*index) < depth);
        if next.is_none() {
            self.message = Some("this frame is not left any more".to_owned());
        }
        self.go(next.unwrap_or(self.last()));
    }

    /// Back to where the call was made.
    pub(crate) fn call_made(&mut self) {
        let depth = self.depth(self.index);
        let next = (0..self.index).rev().find(|index| self.depth(*index) < depth);
        if next.is_none() {
            self.message = Some("the call is not in the recording".to_owned());
        }
        self.go(next.unwrap_or(0));
    }

    fn breaks_at(&self, index: usize) -> bool {
        let glimpse = self.recording.glimpse(index);
        glimpse.is_some_and(|glimpse| {
            glimpse.instruction.line.is_some_and(|line| {
                self.breakpoints.iter().any(|(file, at)| *at == line && *file == glimpse.code.file)
            })
        })
    }

    /// On to the next breakpoint, or to the end.
    pub(crate) fn run(&mut self) {
        let next = self.lines.after(self.index).find(|index| self.breaks_at(*index));
        let word = if self.breakpoints.is_empty() { "no breakpoints" } else { "no more breakpoints" };
        if next.is_none() {
            self.message = Some(format!("{word}: the last step"));
        }
        self.go(next.unwrap_or(self.last()));
    }

    /// Back to the breakpoint before, or to the start.
    pub(crate) fn run_back(&mut self) {
        let next = self.lines.before(self.index).find(|index| self.breaks_at(*index));
        let word = if self.breakpoints.is_empty() { "no breakpoints" } else { "no breakpoint before" };
        if next.is_none() {
            self.message = Some(format!("{word}: the first step"));
        }
        self.go(next.unwrap_or(0));
    }

    /// On to where the reader points.
    pub(crate) fn run_here(&mut self) {
        let (next, what) = if self.focus == Some(Pane::Bytecode) {
            let Some(here) = self.recording.glimpse(self.index) else { return };
            let code = std::rc::Rc::clone(here.code);
            let at = self.instruction_pointed();
            let Some(target) = code.instructions.get(at) else { return };
            let next = (self.index + 1..self.recording.len()).find(|index| {
                self.recording.glimpse(*index).is_some_and(|glimpse| {
                    std::rc::Rc::ptr_eq(glimpse.code, &code) && glimpse.instruction.offset == target.offset
                })
            });
            (next, format!("this {}", target.opcode.name()))
        } else {
            let Some((file, line)) = self.pointed() else { return };
            let next = self.lines.after(self.index).find(|index| {
                let glimpse = self.recording.glimpse(*index);
                glimpse.is_some_and(|glimpse| {
                    glimpse.instruction.line == Some(line) && glimpse.code.file == file
                })
            });
            (next, format!("line {line}"))
        };
        match next {
            Some(index) => self.go(index),
            None => self.message = Some(format!("{what} is not reached after this step")),
        }
    }

    /// The instruction that the reader points at.
    pub(crate) fn instruction_pointed(&self) -> usize {
        let Some(state) = self.recording.at(self.index) else { return 0 };
        let Some(frame) = state.frames.first() else { return 0 };
        let shift = if self.focus == Some(Pane::Bytecode) { self.shift } else { 0 };
        let last = frame.code.instructions.len().saturating_sub(1);
        frame.instruction_index.saturating_add_signed(shift).min(last)
    }
}
