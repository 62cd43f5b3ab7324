//! The events of a run.

use std::rc::Rc;

use bytescope_bytecode::Name;
use bytescope_explorer::ExceptionRange;
use bytescope_vm::interpreter::Step;
use bytescope_vm::{AttributeLookup, NameLookup};

use crate::known::{Known, KnownInstruction};

/// Takes the events, in their order.
pub trait Sink {
    /// Something happened. What follows a step up to the next one, happened in it.
    fn event(&mut self, event: &Event<'_>);

    /// Whether it wants to be told when steps begin.
    const SEES_BEGINS: bool = false;

    /// A step that is shown begins.
    fn begins(&mut self, _begin: &Begin<'_>) {}

    /// Whether it wants to see no more, and the program need not come to step `next`.
    fn is_full(&mut self, _next: u64) -> bool {
        false
    }
}

/// A step that begins, with all that the machine shows of it.
#[derive(Debug)]
pub struct Begin<'a> {
    /// Its number.
    pub number: u64,
    /// The frames, outermost first; the last one is the step's.
    pub frames: &'a [Active],
    /// What the machine shows.
    pub step: &'a Step<'a>,
}

/// A frame that is on the machine's stack.
#[derive(Debug)]
pub struct Active {
    /// Its number.
    pub number: u32,
    /// The code that it runs.
    pub code: Rc<Known>,
    /// The instruction that it is at.
    pub at: usize,
    pub(crate) loops: crate::loops::Loops,
    /// Where it is in loops.
    pub(crate) went: Option<usize>,
    /// How it was entered, while that is not told.
    pub(crate) entry: Option<Entry>,
}

/// How a frame was entered.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) is_resumed: bool,
    pub(crate) locals: Vec<(String, String)>,
}

/// Something that happened.
#[derive(Debug)]
pub enum Event<'a> {
    /// An instruction was executed, or began to and called other frames.
    Step(Record<'a>),
    /// A frame was pushed.
    Entered {
        /// Its number.
        frame: u32,
        /// The number of the frame below.
        caller: Option<u32>,
        /// The code that it runs.
        code: &'a Rc<Known>,
        /// Whether it is a generator that goes on.
        is_resumed: bool,
        /// Variables that have a value.
        locals: &'a [(String, String)],
    },
    /// A frame was popped.
    Left {
        /// Its number.
        frame: u32,
        /// The code that it ran.
        code: &'a Known,
        /// How it ended.
        exit: Exit,
        /// What it returned, yielded or raised.
        value: &'a str,
    },
    /// An instruction raised an exception, or let one through that came from a call.
    Raised {
        /// The frame.
        frame: u32,
        /// The exception.
        exception: &'a str,
        /// The class and the message.
        headline: &'a str,
        /// The line of the handler and its offset, if the frame has one.
        handler: Option<(Option<i32>, u32)>,
    },
    /// An exception asked the exception table of a frame, entry by entry, until one covered the instruction.
    Sought {
        /// The frame.
        frame: u32,
        /// Offset of the instruction.
        offset: u32,
        /// The entries that were asked; the last one covers the instruction if `is_found`.
        asked: &'a [ExceptionRange],
        /// Whether there is a handler.
        is_found: bool,
    },
    /// A name was looked up.
    Named {
        /// The frame.
        frame: u32,
        /// The name.
        name: &'a Name,
        /// Who answered.
        lookup: NameLookup,
    },
    /// An attribute was looked up.
    Attribute {
        /// The frame.
        frame: u32,
        /// Its name.
        name: &'a Name,
        /// Who answered.
        lookup: &'a AttributeLookup,
    },
    /// An object that lay on a value stack was freed.
    Freed {
        /// What it was when it lay there last.
        object: &'a str,
        /// Whether the cycle collector took it apart; else its last reference went.
        is_collected: bool,
    },
    /// CPython would look here whether another thread wants to run.
    Check {
        /// The frame.
        frame: u32,
    },
    /// Another thread runs.
    Switched {
        /// The number of the thread that ran, 0 for the main one.
        from: i64,
        /// The number of the one that runs.
        to: i64,
    },
    /// The program wrote something, outside the steps that are shown.
    Wrote(&'a str),
    /// Rounds of a loop were not shown.
    Rounds {
        /// The frame.
        frame: u32,
        /// How many rounds.
        rounds: u64,
        /// How many instructions.
        steps: u64,
    },
    /// The program ended.
    End {
        /// How many instructions were executed.
        steps: u64,
        /// The exit code of the process.
        exit_code: u8,
    },
}

/// How a frame is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// With a result.
    Returned,
    /// It will go on.
    Yielded,
    /// With an exception.
    Raised,
}

/// An executed instruction.
#[derive(Debug)]
pub struct Record<'a> {
    /// Its number, from 1, counted over all instructions, shown or not.
    pub step: u64,
    /// The number of its frame. Every call has its own; a generator keeps one.
    pub frame: u32,
    /// How many frames are below.
    pub depth: usize,
    /// The code.
    pub code: &'a Known,
    /// The instruction.
    pub instruction: &'a KnownInstruction,
    /// The value stack before, bottom first.
    pub before: &'a Texts,
    /// The value stack after; `None` when the frame was left or another one entered.
    pub after: Option<&'a Texts>,
    /// Variables that it set or deleted.
    pub changes: &'a [Change],
    /// What the program wrote meanwhile.
    pub output: &'a str,
}

/// A variable that changed: its new value, or `None` when it was deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The variable.
    pub name: String,
    /// Its value.
    pub value: Option<String>,
}

/// A list of texts in one allocation.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// All of them, one after the other.
    pub text: String,
    ends: Vec<usize>,
}

impl Texts {
    /// Forgets all.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// Ends a text that was appended to `text`.
    pub fn end(&mut self) {
        self.ends.push(self.text.len());
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// One of them.
    pub fn get(&self, index: usize) -> Option<&str> {
        let start = if index == 0 { 0 } else { *self.ends.get(index - 1)? };
        self.text.get(start..*self.ends.get(index)?)
    }

    /// The last one.
    pub fn last(&self) -> Option<&str> {
        self.get(self.len().checked_sub(1)?)
    }

    /// All, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|index| self.get(index))
    }
}
