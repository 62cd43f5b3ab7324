//! What there is to see: a recording, a place in it, and what the reader chose.

use std::collections::BTreeSet;

use bytescope_tracer::Recording;
use bytescope_views::Theme;

use crate::find::Query;
use crate::listings::Listings;
use crate::moves::Lines;

/// How the screen looks.
#[derive(Clone, Copy, Debug)]
pub struct Looks {
    /// The colours; `None` for none.
    pub theme: Option<Theme>,
    /// Draw with ASCII only.
    pub ascii: bool,
}

/// A part of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pane {
    Source,
    Bytecode,
    Stack,
    Frames,
    Happens,
    Output,
}

impl Pane {
    pub(crate) const ALL: [Self; 6] =
        [Self::Source, Self::Bytecode, Self::Stack, Self::Frames, Self::Happens, Self::Output];
}

/// What the line at the bottom is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// The keys.
    Keys,
    /// Typing what to find.
    Find(String),
    /// Typing a step's number.
    GoTo(String),
    /// All keys, over everything else.
    Help,
}

/// A line of a file.
pub(crate) type Place = (String, i32);

/// The stepper.
#[derive(Debug)]
pub struct Stepper {
    pub(crate) recording: Recording,
    /// What the program is called.
    pub(crate) name: String,
    /// The release, as text.
    pub(crate) version: String,
    pub(crate) looks: Looks,
    pub(crate) index: usize,
    pub(crate) lines: Lines,
    pub(crate) listings: Listings,
    pub(crate) breakpoints: BTreeSet<Place>,
    pub(crate) mode: Mode,
    pub(crate) query: Option<Query>,
    /// Something to say about the last key.
    pub(crate) message: Option<String>,
    /// The pane that arrows move in.
    pub(crate) focus: Option<Pane>,
    /// How far the reader went in that pane from where it would stand by itself.
    pub(crate) shift: isize,
    pub(crate) is_over: bool,
}

impl Stepper {
    /// Starts at the first step of a recording.
    pub fn new(recording: Recording, name: &str, version: &str, looks: Looks) -> Self {
        Self {
            lines: Lines::new(&recording),
            listings: Listings::default(),
            recording,
            name: name.to_owned(),
            version: version.to_owned(),
            looks,
            index: 0,
            breakpoints: BTreeSet::new(),
            mode: Mode::Keys,
            query: None,
            message: None,
            focus: None,
            shift: 0,
            is_over: false,
        }
    }

    /// Whether the reader wants to leave.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// Whether the program asks for input.
    pub fn asks(&self) -> bool {
        self.recording.codes().iter().any(|code| code.object.names.iter().any(|name| &**name == "input"))
    }

    /// Says something at the bottom, until the next key.
    pub fn tell(&mut self, message: &str) {
        self.message = Some(message.to_owned());
    }

    /// Goes to a place of the recording.
    pub fn go(&mut self, index: usize) {
        self.index = index.min(self.last());
        self.shift = 0;
    }

    pub(crate) fn last(&self) -> usize {
        self.recording.len().saturating_sub(1)
    }

    /// The file and line of the step; of an instruction without a line, where its code begins.
    pub(crate) fn here(&self) -> Option<Place> {
        let glimpse = self.recording.glimpse(self.index)?;
        let line = glimpse.instruction.line.unwrap_or(glimpse.code.first_line);
        Some((glimpse.code.file.clone(), line.max(1)))
    }

    /// The line that the reader points at: in the source pane the cursor's, else the step's.
    pub(crate) fn pointed(&self) -> Option<Place> {
        let (file, line) = self.here()?;
        let shift = if self.focus == Some(Pane::Source) { self.shift as i32 } else { 0 };
        Some((file, (line + shift).max(1)))
    }
}
