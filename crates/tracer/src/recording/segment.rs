//! A stretch of a recording: flat tables that refer to each other by index.

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

use super::Happening;

/// An index that is not there.
pub(super) const NONE: u32 = u32::MAX;

/// Steps with all that they refer to.
#[derive(Debug, Default)]
pub(super) struct Segment {
    texts: IndexSet<Box<str>, FxBuildHasher>,
    /// Bytes of the texts.
    text_bytes: usize,
    stacks: Vec<u32>,
    locals: Vec<[u32; 2]>,
    happened: Vec<Happening>,
    pub(super) frames: Vec<Frame>,
    pub(super) moments: Vec<Moment>,
}

/// The state before a step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    pub(super) step: u64,
    /// Bytes of output before it.
    pub(super) output: u64,
    /// Index of the running frame.
    pub(super) frame: u32,
    /// Text of the exception being handled.
    pub(super) handling: u32,
    /// Where its happenings start.
    pub(super) happened: u32,
}

/// A frame at an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) number: u32,
    pub(super) depth: u32,
    pub(super) code: u32,
    pub(super) instruction: u32,
    /// Index of the frame below.
    pub(super) below: u32,
    pub(super) stack: [u32; 2],
    pub(super) locals: [u32; 2],
}

impl Segment {
    pub(super) fn text(&self, index: u32) -> &str {
        self.texts.get_index(index as usize).map_or("", |text| text)
    }

    pub(super) fn stack(&self, frame: &Frame) -> &[u32] {
        self.stacks.get(frame.stack[0] as usize..frame.stack[1] as usize).unwrap_or_default()
    }

    pub(super) fn locals(&self, frame: &Frame) -> &[[u32; 2]] {
        self.locals.get(frame.locals[0] as usize..frame.locals[1] as usize).unwrap_or_default()
    }

    pub(super) fn happened(&self, moment: usize) -> &[Happening] {
        let start = |at: usize| self.moments.get(at).map(|moment| moment.happened as usize);
        let end = start(moment + 1).unwrap_or(self.happened.len());
        start(moment).and_then(|start| self.happened.get(start..end)).unwrap_or_default()
    }

    /// The index of a text.
    pub(super) fn intern(&mut self, text: &str) -> u32 {
        if let Some(index) = self.texts.get_index_of(text) {
            return index as u32;
        }
        self.text_bytes += text.len();
        self.texts.insert_full(text.into()).0 as u32
    }

    /// Adds the values of a stack; says where they are.
    pub(super) fn add_stack<'t>(&mut self, stack: impl Iterator<Item = &'t str>) -> [u32; 2] {
        let start = self.stacks.len() as u32;
        for text in stack {
            let text = self.intern(text);
            self.stacks.push(text);
        }
        [start, self.stacks.len() as u32]
    }

    /// Adds names and values of variables; says where they are.
    pub(super) fn add_locals<'t>(&mut self, locals: impl Iterator<Item = (&'t str, &'t str)>) -> [u32; 2] {
        let start = self.locals.len() as u32;
        for (name, value) in locals {
            let both = [self.intern(name), self.intern(value)];
            self.locals.push(both);
        }
        [start, self.locals.len() as u32]
    }

    pub(super) fn add_frame(&mut self, frame: Frame) -> u32 {
        self.frames.push(frame);
        self.frames.len() as u32 - 1
    }

    /// Adds what another frame is, above `below`.
    pub(super) fn lift(&mut self, frame: u32, below: u32) -> u32 {
        let Some(old) = self.frames.get(frame as usize).copied() else { return NONE };
        if old.below == below {
            return frame;
        }
        self.frames.push(Frame { below, ..old });
        self.frames.len() as u32 - 1
    }

    /// Copies a frame of another segment.
    pub(super) fn copy_frame(&mut self, from: &Self, frame: &Frame, below: u32) -> u32 {
        let stack = self.add_stack(from.stack(frame).iter().map(|text| from.text(*text)));
        let locals = from.locals(frame).iter();
        let locals = self.add_locals(locals.map(|[name, value]| (from.text(*name), from.text(*value))));
        self.add_frame(Frame { below, stack, locals, ..*frame })
    }

    pub(super) fn add_moment(&mut self, step: u64, frame: u32, output: u64, handling: Option<&str>) {
        let handling = handling.map_or(NONE, |text| self.intern(text));
        let happened = self.happened.len() as u32;
        self.moments.push(Moment { step, output, frame, handling, happened });
    }

    /// Adds to what happened in the last step.
    pub(super) fn add_happening(&mut self, happening: Happening) {
        if !self.moments.is_empty() {
            self.happened.push(happening);
        }
    }

    /// About how many bytes it takes.
    pub(super) fn bytes(&self) -> usize {
        self.text_bytes
            + self.texts.len() * 40
            + self.stacks.len() * 4
            + self.locals.len() * 8
            + self.happened.len() * (size_of::<Happening>() + 40)
            + self.frames.len() * size_of::<Frame>()
            + self.moments.len() * size_of::<Moment>()
    }

    /// All texts, in the order of their indexes.
    pub(super) fn texts(&self) -> impl ExactSizeIterator<Item = &str> {
        self.texts.iter().map(|text| &**text)
    }
}
