//! Making a [`Recording`] while the program runs.
//!
//! The machine shows all frames at every step; what is stored is what changed. The running frame's variables are
//! told anew when the instruction before may have changed them. A frame that waits cannot change its variables, but
//! others may change the objects in them: those are told anew after instructions that change objects, in the
//! frames that are nearest and in the outermost one (the module). Frames between them show what they had when they
//! called.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use bytescope_bytecode::Opcode;
use bytescope_vm::interpreter::Step;
use bytescope_vm::objects::{Dict, Str};
use bytescope_vm::types::Types;
use bytescope_vm::{Kind, Value, glance, glance_variable};
use rustc_hash::FxHashMap;

use super::segment::{Frame, NONE, Segment};
use super::{Happening, Outcome, Recording};
use crate::event::{Active, Begin, Event, Sink, Texts};
use crate::known::Known;
use crate::recorder::{LONG, stack_texts};

/// How much is kept.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// The last so many steps, at least.
    pub steps: usize,
    /// About so many bytes; fewer steps are kept if they would take more.
    pub bytes: usize,
    /// The program is stopped after this step.
    pub until: Option<u64>,
}

impl Default for Window {
    fn default() -> Self {
        Self { steps: 1_000_000, bytes: 1 << 29, until: None }
    }
}

/// The sink that records.
#[derive(Debug)]
pub struct Tape {
    recording: Recording,
    window: Window,
    codes: FxHashMap<*const Known, u32>,
    /// The frames of the last step, outermost first.
    held: Vec<Held>,
    /// The instruction of the last step.
    last: Option<Opcode>,
    stack: Texts,
    locals: Texts,
    written: u64,
    is_cut: bool,
    done: Rc<RefCell<Option<Recording>>>,
}

/// A frame as it was stored last.
#[derive(Clone, Copy, Debug)]
struct Held {
    number: u32,
    /// Its place in the last segment.
    index: u32,
    /// Whether it waits for a call.
    waits: bool,
    /// Whether others may change what it shows.
    is_open: bool,
}

/// Takes the recording when the program has ended.
#[derive(Debug)]
pub struct Taped(Rc<RefCell<Option<Recording>>>);

impl Taped {
    /// The recording; an empty one before the end.
    pub fn recording(&self) -> Recording {
        self.0.take().unwrap_or_default()
    }
}

/// How many waiting frames are looked at for changes, from the running one on.
const NEAREST: usize = 16;

/// How many variables of a module or class body are told.
const MOST_NAMES: usize = 200;

/// Names that every module or class body has.
const USUAL: [&str; 13] = [
    "__name__",
    "__doc__",
    "__package__",
    "__loader__",
    "__spec__",
    "__file__",
    "__cached__",
    "__builtins__",
    "__annotations__",
    "__module__",
    "__qualname__",
    "__firstlineno__",
    "__static_attributes__",
];

impl Tape {
    /// A tape, and what takes the recording from it.
    pub fn new(window: Window) -> (Self, Taped) {
        let done = Rc::new(RefCell::new(None));
        let tape = Self {
            recording: Recording::default(),
            window,
            codes: FxHashMap::default(),
            held: Vec::new(),
            last: None,
            stack: Texts::default(),
            locals: Texts::default(),
            written: 0,
            is_cut: false,
            done: Rc::clone(&done),
        };
        (tape, Taped(done))
    }

    /// Records no more, and stops the program.
    pub fn cut(&mut self) {
        self.is_cut = true;
    }

    fn code(&mut self, code: &Rc<Known>) -> u32 {
        let codes = &mut self.recording.codes;
        *self.codes.entry(Rc::as_ptr(code)).or_insert_with(|| {
            codes.push(Rc::clone(code));
            codes.len() as u32 - 1
        })
    }

    /// The segment to write to, with the frames of the last step in it.
    fn turn(&mut self) {
        let segments = &mut self.recording.segments;
        let size = (self.window.steps / 16).clamp(64, 1 << 16);
        let Some(old) = segments.back() else {
            segments.push_back(Segment::default());
            return;
        };
        if old.moments.len() < size {
            return;
        }
        let mut new = Segment::default();
        let mut below = NONE;
        for held in &mut self.held {
            if let Some(frame) = old.frames.get(held.index as usize) {
                held.index = new.copy_frame(old, frame, below);
                below = held.index;
            }
        }
        segments.push_back(new);
        let forgotten = forget(segments, self.window);
        self.recording.forgotten += forgotten;
    }

    /// Sees to it that the frames that wait are in the last segment as they are now; says which is the last one.
    fn wait(&mut self, begin: &Begin<'_>) -> u32 {
        let Some((_, waiting)) = begin.frames.split_last() else { return NONE };
        let shown = || waiting.iter().enumerate().filter(|(_, frame)| frame.code.is_shown);
        let mutated = self.last.is_some_and(mutates);
        let count = shown().count();
        let mut below = NONE;
        for (place, (depth, frame)) in shown().enumerate() {
            let held = self.held.get(place).copied().filter(|held| held.number == frame.number);
            let is_near = place == 0 || place + NEAREST >= count;
            match held {
                Some(held) if held.waits && !(held.is_open && mutated && is_near) => {
                    if let Some(segment) = self.recording.segments.back_mut() {
                        below = segment.lift(held.index, below);
                        self.held[place].index = below;
                    }
                }
                _ => {
                    if held.is_none() {
                        self.held.truncate(place);
                    }
                    let seen = begin.step.below.get(depth).unwrap_or_default();
                    let types = begin.step.types;
                    self.tell_locals(&frame.code, seen.locals, seen.namespace, types);
                    stack_texts(&mut self.stack, seen.stack, types);
                    let is_open = seen.namespace.is_some()
                        || seen.locals.iter().chain(seen.stack).flatten().any(is_open);
                    below = self.store(frame, depth, below, None);
                    let held = Held { number: frame.number, index: below, waits: true, is_open };
                    match self.held.get_mut(place) {
                        Some(old) => *old = held,
                        None => self.held.push(held),
                    }
                }
            }
        }
        self.held.truncate(count + 1);
        below
    }

    /// Puts names and values of variables into `locals`.
    fn tell_locals(
        &mut self,
        code: &Known,
        slots: &[Option<Value>],
        namespace: Option<&Value>,
        types: &Types,
    ) {
        let texts = &mut self.locals;
        texts.clear();
        for (name, slot) in code.object.localsplusnames.iter().zip(slots) {
            if let Some(value) = slot {
                texts.text.push_str(name);
                texts.end();
                glance_variable(&mut texts.text, value, types, LONG);
                texts.end();
            }
        }
        let Some(names) = namespace.and_then(Value::downcast::<Dict>) else { return };
        let entries = (0..names.places()).filter_map(|place| names.entry_at(place));
        for (name, value) in entries.take(MOST_NAMES) {
            let Some(name) = name.downcast::<Str>().and_then(Str::as_str) else { continue };
            if !USUAL.contains(&name) {
                texts.text.push_str(name);
                texts.end();
                glance(&mut texts.text, &value, types, LONG);
                texts.end();
            }
        }
    }

    /// Stores a frame with the stack and variables that were told; with the variables of another frame if `like` is
    /// given.
    fn store(&mut self, frame: &Active, depth: usize, below: u32, like: Option<u32>) -> u32 {
        let code = self.code(&frame.code);
        let Some(segment) = self.recording.segments.back_mut() else { return NONE };
        let stack = segment.add_stack(self.stack.iter());
        let like = like.and_then(|like| segment.frames.get(like as usize)).map(|frame| frame.locals);
        let pairs = (0..self.locals.len() / 2)
            .filter_map(|pair| Some((self.locals.get(2 * pair)?, self.locals.get(2 * pair + 1)?)));
        let locals = like.unwrap_or_else(|| segment.add_locals(pairs));
        let (number, depth, instruction) = (frame.number, depth as u32, frame.at as u32);
        segment.add_frame(Frame { number, depth, code, instruction, below, stack, locals })
    }

    fn wrote(&mut self, text: &str) {
        self.written += text.len() as u64;
        let output = &mut self.recording.output;
        output.push_str(text);
        let most = self.window.bytes / 4;
        if output.len() > most {
            let cut = output.len() - most / 2;
            let cut = (cut..output.len()).find(|at| output.is_char_boundary(*at)).unwrap_or(output.len());
            output.drain(..cut);
            self.recording.output_start += cut as u64;
        }
    }

    fn happened(&mut self, event: &Event<'_>) -> Option<Happening> {
        let code = |code: &Known| self.codes.get(&std::ptr::from_ref(code)).map_or(0, |code| *code as usize);
        Some(match event {
            Event::Entered { frame, code: known, is_resumed, locals, .. } => Happening::Entered {
                frame: *frame,
                code: code(known),
                is_resumed: *is_resumed,
                locals: locals.to_vec(),
            },
            Event::Left { frame, code: known, exit, value } => {
                Happening::Left { frame: *frame, code: code(known), exit: *exit, value: (*value).to_owned() }
            }
            Event::Raised { frame, exception, headline, handler } => Happening::Raised {
                frame: *frame,
                exception: (*exception).to_owned(),
                headline: (*headline).to_owned(),
                handler: *handler,
            },
            Event::Sought { offset, asked, is_found, .. } => {
                Happening::Sought { offset: *offset, asked: asked.to_vec(), is_found: *is_found }
            }
            Event::Named { name, lookup, .. } => Happening::Named { name: (*name).clone(), lookup: *lookup },
            Event::Attribute { name, lookup, .. } => {
                Happening::Attribute { name: (*name).clone(), lookup: Box::new((*lookup).clone()) }
            }
            Event::Freed { object, is_collected } => {
                Happening::Freed { object: (*object).to_owned(), is_collected: *is_collected }
            }
            Event::Check { .. } => Happening::Check,
            Event::Switched { from, to } => Happening::Switched { from: *from, to: *to },
            Event::Rounds { rounds, steps, .. } => Happening::Rounds { rounds: *rounds, steps: *steps },
            Event::Step(_) | Event::Wrote(_) | Event::End { .. } => return None,
        })
    }
}

impl Sink for Tape {
    const SEES_BEGINS: bool = true;

    fn begins(&mut self, begin: &Begin<'_>) {
        let Some(frame) = begin.frames.last() else { return };
        self.turn();
        let Step { locals, stack, namespace, types, handled, .. } = begin.step;
        let below = self.wait(begin);
        let place = self.held.len();
        let count = begin.frames.iter().rev().skip(1).filter(|frame| frame.code.is_shown).count();
        let held = self.held.get(count).copied().filter(|held| held.number == frame.number && !held.waits);
        let is_same = held.is_some() && place == count + 1 && self.last.is_some_and(keeps_variables);
        if !is_same {
            self.tell_locals(&frame.code, locals, *namespace, types);
        }
        stack_texts(&mut self.stack, stack, types);
        let like = held.filter(|_| is_same).map(|held| held.index);
        let depth = begin.frames.len() - 1;
        let index = self.store(frame, depth, below, like);
        self.held.truncate(count);
        self.held.push(Held { number: frame.number, index, waits: false, is_open: true });
        self.last = frame.code.instructions.get(frame.at).map(|instruction| instruction.opcode);
        let handling = handled.map(|exception| {
            let mut text = String::new();
            glance(&mut text, exception, types, LONG);
            text
        });
        if let Some(segment) = self.recording.segments.back_mut() {
            segment.add_moment(begin.number, index, self.written, handling.as_deref());
        }
    }

    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Step(record) => self.wrote(record.output),
            Event::Wrote(text) => self.wrote(text),
            Event::End { steps, exit_code } => {
                let (steps, exit_code, is_cut) = (*steps, *exit_code, self.is_cut);
                self.recording.outcome = Outcome { steps, exit_code, is_cut };
                *self.done.borrow_mut() = Some(std::mem::take(&mut self.recording));
            }
            _ => {
                if let Event::Entered { code, .. } = event {
                    self.code(code);
                }
                let happening = self.happened(event);
                if let Some((segment, happening)) = self.recording.segments.back_mut().zip(happening) {
                    segment.add_happening(happening);
                }
            }
        }
    }

    fn is_full(&mut self, next: u64) -> bool {
        self.is_cut |= self.window.until.is_some_and(|until| next > until);
        self.is_cut
    }
}

/// Forgets what the window does not show; says how many steps those were.
fn forget(segments: &mut VecDeque<Segment>, window: Window) -> u64 {
    let steps: usize = segments.iter().map(|segment| segment.moments.len()).sum();
    let bytes: usize = segments.iter().map(Segment::bytes).sum();
    let first = segments.front().map_or(0, |segment| segment.moments.len());
    if steps - first < window.steps && bytes <= window.bytes {
        return 0;
    }
    segments.pop_front();
    first as u64
}

/// Whether the text of a value may change while the value stays the same.
fn is_open(value: &Value) -> bool {
    !matches!(
        value.kind(),
        Kind::None
            | Kind::NotImplemented
            | Kind::Ellipsis
            | Kind::Bool
            | Kind::Int
            | Kind::Float
            | Kind::BigInt
            | Kind::Complex
            | Kind::Str
            | Kind::Bytes
            | Kind::Range
            | Kind::RangeIterator
            | Kind::Function
            | Kind::Native
            | Kind::BoundMethod
            | Kind::Class
            | Kind::Module
            | Kind::Code
            | Kind::Generator
            | Kind::SequenceIterator
            | Kind::DictIterator
    )
}

/// Whether an instruction may change objects, or names that are not its own frame's.
fn mutates(opcode: Opcode) -> bool {
    let is_calm = matches!(
        opcode,
        Opcode::STORE_FAST
            | Opcode::STORE_FAST_LOAD_FAST
            | Opcode::STORE_FAST_STORE_FAST
            | Opcode::DELETE_FAST
            | Opcode::LOAD_FAST_AND_CLEAR
            | Opcode::RETURN_VALUE
            | Opcode::RETURN_CONST
            | Opcode::YIELD_VALUE
            | Opcode::COMPARE_OP
            | Opcode::LOAD_ATTR
    );
    !is_calm && !keeps_variables(opcode)
}

/// Whether the variables that a frame had before the instruction are those that it has after it.
fn keeps_variables(opcode: Opcode) -> bool {
    matches!(
        opcode,
        Opcode::NOP
            | Opcode::RESUME
            | Opcode::LOAD_CONST
            | Opcode::LOAD_FAST
            | Opcode::LOAD_FAST_CHECK
            | Opcode::LOAD_FAST_LOAD_FAST
            | Opcode::LOAD_GLOBAL
            | Opcode::LOAD_NAME
            | Opcode::LOAD_DEREF
            | Opcode::PUSH_NULL
            | Opcode::POP_TOP
            | Opcode::COPY
            | Opcode::SWAP
            | Opcode::IS_OP
            | Opcode::TO_BOOL
            | Opcode::UNARY_NOT
            | Opcode::GET_ITER
            | Opcode::END_FOR
            | Opcode::BUILD_TUPLE
            | Opcode::BUILD_LIST
            | Opcode::BUILD_MAP
            | Opcode::JUMP_FORWARD
            | Opcode::JUMP_BACKWARD
            | Opcode::JUMP_BACKWARD_NO_INTERRUPT
            | Opcode::POP_JUMP_IF_FALSE
            | Opcode::POP_JUMP_IF_TRUE
            | Opcode::POP_JUMP_IF_NONE
            | Opcode::POP_JUMP_IF_NOT_NONE
            | Opcode::PUSH_EXC_INFO
            | Opcode::POP_EXCEPT
            | Opcode::CHECK_EXC_MATCH
    )
}
