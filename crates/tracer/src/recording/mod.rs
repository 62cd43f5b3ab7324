//! A run that can be looked at in any order: the state of the program at every step.
//!
//! A [`Recorder`](crate::Recorder) with a [`Tape`] makes one. [`Recording::at`] answers what the machine held before a
//! step: the frames with their instruction, variables and value stack (each value beside the source term that it
//! came from), the output so far, the exception being handled. All values are short texts. Steps are looked up by
//! their place in the recording, from 0, since a recording need not begin with the first step: a [`Window`] bounds
//! how much is kept, and a [`Choice`](crate::Choice) may leave steps out. `docs/json.md` describes what
//! `Serialize` makes of it.
//!
//! Steps lie in segments, each with a table of its texts; a long run forgets whole segments. A frame that waits
//! is stored once for as long as nothing in it changes, so a step costs about 80 bytes and what is new.

pub(crate) mod json;
mod segment;
mod tape;

use std::collections::VecDeque;
use std::rc::Rc;

use bytescope_bytecode::Name;
use bytescope_explorer::ExceptionRange;
use bytescope_vm::{AttributeLookup, NameLookup};

use crate::event::Exit;
use crate::known::{Known, KnownInstruction};

pub use tape::{Tape, Taped, Window};

use segment::{NONE, Segment};

/// A run, step by step.
#[derive(Debug, Default)]
pub struct Recording {
    segments: VecDeque<Segment>,
    codes: Vec<Rc<Known>>,
    forgotten: u64,
    output: String,
    /// Bytes of output that are no longer kept.
    output_start: u64,
    outcome: Outcome,
}

/// How a run ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many steps there were, those not recorded included.
    pub steps: u64,
    /// The exit code of the process.
    pub exit_code: u8,
    /// The program was stopped because the recording had all that it was asked for.
    pub is_cut: bool,
}

/// What the machine holds before a step.
#[derive(Debug)]
pub struct State<'a> {
    /// The step's number, from 1 over all that were executed.
    pub step: u64,
    /// The frames, the running one first. Frames that are not shown are left out.
    pub frames: Vec<Frame<'a>>,
    /// What the program wrote before the step.
    pub output: &'a str,
    /// What the step writes.
    pub writes: &'a str,
    /// The exception being handled.
    pub handling: Option<&'a str>,
    /// What happens in the step.
    pub happened: &'a [Happening],
}

/// A frame of a [`State`].
#[derive(Debug)]
pub struct Frame<'a> {
    /// Its number. Every call has its own; a generator keeps one.
    pub number: u32,
    /// Index of its code among [`Recording::codes`].
    pub code_index: usize,
    /// Its code.
    pub code: &'a Rc<Known>,
    /// Index of the instruction that it is at.
    pub instruction_index: usize,
    /// The instruction that it is at; of a frame that waits, the one that called.
    pub instruction: &'a KnownInstruction,
    /// Variables that have a value, with it.
    pub locals: Vec<(&'a str, &'a str)>,
    /// The value stack, bottom first.
    pub stack: Vec<Slot<'a>>,
}

/// A value on the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot<'a> {
    /// The value as a short text.
    pub value: &'a str,
    /// What it is in source terms; empty if that is not known.
    pub term: &'a str,
}

/// Something that happened in a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// A frame was pushed.
    Entered {
        /// Its number.
        frame: u32,
        /// Index of its code among [`Recording::codes`].
        code: usize,
        /// Whether it is a generator that goes on.
        is_resumed: bool,
        /// Variables that have a value.
        locals: Vec<(String, String)>,
    },
    /// A frame was popped.
    Left {
        /// Its number.
        frame: u32,
        /// Index of its code among [`Recording::codes`].
        code: usize,
        /// How it ended.
        exit: Exit,
        /// What it returned, yielded or raised.
        value: String,
    },
    /// An exception came up in a frame.
    Raised {
        /// The frame.
        frame: u32,
        /// The exception.
        exception: String,
        /// The class and the message.
        headline: String,
        /// The line of the handler and its offset, if the frame has one.
        handler: Option<(Option<i32>, u32)>,
    },
    /// An exception asked the exception table of a frame.
    Sought {
        /// Offset of the instruction.
        offset: u32,
        /// The entries that were asked; the last one covers the instruction if `is_found`.
        asked: Vec<ExceptionRange>,
        /// Whether there is a handler.
        is_found: bool,
    },
    /// A name was looked up.
    Named {
        /// The name.
        name: Name,
        /// Who answered.
        lookup: NameLookup,
    },
    /// An attribute was looked up.
    Attribute {
        /// Its name.
        name: Name,
        /// Who answered.
        lookup: Box<AttributeLookup>,
    },
    /// An object that lay on a value stack was freed.
    Freed {
        /// What it was when it lay there last.
        object: String,
        /// Whether the cycle collector took it apart; else its last reference went.
        is_collected: bool,
    },
    /// CPython would look here whether another thread wants to run.
    Check,
    /// Another thread runs.
    Switched {
        /// The number of the thread that ran, 0 for the main one.
        from: i64,
        /// The number of the one that runs.
        to: i64,
    },
    /// Rounds of a loop were left out.
    Rounds {
        /// How many rounds.
        rounds: u64,
        /// How many instructions.
        steps: u64,
    },
}

impl Recording {
    /// How many steps can be looked at.
    pub fn len(&self) -> usize {
        self.segments.iter().map(|segment| segment.moments.len()).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// All code objects that ran.
    pub fn codes(&self) -> &[Rc<Known>] {
        &self.codes
    }

    /// How the run ended.
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// How many steps were recorded and then forgotten, because the window was full: the first ones.
    pub fn forgotten(&self) -> u64 {
        self.forgotten
    }

    /// All that the program wrote, as far as it is kept.
    pub fn output(&self) -> &str {
        &self.output
    }

    /// Whether the first part of the output is no longer kept.
    pub fn has_lost_output(&self) -> bool {
        self.output_start > 0
    }

    /// The number of the step at a place.
    pub fn step(&self, index: usize) -> Option<u64> {
        let (segment, at) = self.place(index)?;
        Some(segment.moments[at].step)
    }

    /// The place of a step, or of the last one before it that was recorded.
    pub fn index_of(&self, step: u64) -> usize {
        let mut before = 0;
        for segment in &self.segments {
            if segment.moments.last().is_some_and(|last| last.step >= step) {
                let at = segment.moments.partition_point(|moment| moment.step < step);
                let is_exact = segment.moments.get(at).is_some_and(|moment| moment.step == step);
                return (before + at).saturating_sub(usize::from(!is_exact));
            }
            before += segment.moments.len();
        }
        before.saturating_sub(1)
    }

    /// The state before the step at a place.
    pub fn at(&self, index: usize) -> Option<State<'_>> {
        let (segment, at) = self.place(index)?;
        let moment = &segment.moments[at];
        let mut frames = Vec::new();
        let mut next = moment.frame;
        while let Some(frame) = segment.frames.get(next as usize) {
            frames.extend(self.frame(segment, frame, frames.is_empty()));
            next = frame.below;
        }
        let end = self.place(index + 1).map_or(u64::MAX, |(segment, at)| segment.moments[at].output);
        Some(State {
            step: moment.step,
            frames,
            output: self.written(0, moment.output),
            writes: self.written(moment.output, end),
            handling: (moment.handling != NONE).then(|| segment.text(moment.handling)),
            happened: segment.happened(at),
        })
    }

    /// The running frame before the step at a place, without the work of [`Recording::at`].
    pub fn glimpse(&self, index: usize) -> Option<Glimpse<'_>> {
        let (segment, at) = self.place(index)?;
        let frame = segment.frames.get(segment.moments[at].frame as usize)?;
        let code = self.codes.get(frame.code as usize)?;
        let instruction = code.instructions.get(frame.instruction as usize)?;
        let happened = segment.happened(at);
        Some(Glimpse { frame: frame.number, depth: frame.depth, code, instruction, happened })
    }

    fn place(&self, index: usize) -> Option<(&Segment, usize)> {
        let mut at = index;
        for segment in &self.segments {
            if at < segment.moments.len() {
                return Some((segment, at));
            }
            at -= segment.moments.len();
        }
        None
    }

    fn written(&self, from: u64, to: u64) -> &str {
        let place = |at: u64| (at.saturating_sub(self.output_start) as usize).min(self.output.len());
        self.output.get(place(from)..place(to)).unwrap_or_default()
    }

    fn frame<'a>(
        &'a self,
        segment: &'a Segment,
        frame: &segment::Frame,
        is_running: bool,
    ) -> Option<Frame<'a>> {
        let code = self.codes.get(frame.code as usize)?;
        let instruction = code.instructions.get(frame.instruction as usize)?;
        let texts = segment.stack(frame);
        let terms = instruction.stack.as_ref().map(bytescope_explorer::Stack::bottom_up).unwrap_or_default();
        // The call that a frame waits for has taken its arguments; what lies below them is still there.
        let first = if is_running { terms.len().saturating_sub(texts.len()) } else { 0 };
        let hidden = if is_running { texts.len().saturating_sub(terms.len()) } else { 0 };
        let term = |at: usize| terms.get((first + at).checked_sub(hidden)?).map(|value| &*value.text);
        let slot =
            |(at, text): (usize, &u32)| Slot { value: segment.text(*text), term: term(at).unwrap_or("") };
        let locals = segment.locals(frame).iter();
        Some(Frame {
            number: frame.number,
            code_index: frame.code as usize,
            code,
            instruction_index: frame.instruction as usize,
            instruction,
            locals: locals.map(|[name, value]| (segment.text(*name), segment.text(*value))).collect(),
            stack: texts.iter().enumerate().map(slot).collect(),
        })
    }
}

/// What runs at a step: for going through many of them.
#[derive(Clone, Copy, Debug)]
pub struct Glimpse<'a> {
    /// The number of the frame.
    pub frame: u32,
    /// How many frames are below, those that are not shown included.
    pub depth: u32,
    /// Its code.
    pub code: &'a Rc<Known>,
    /// The instruction.
    pub instruction: &'a KnownInstruction,
    /// What happens in the step.
    pub happened: &'a [Happening],
}
