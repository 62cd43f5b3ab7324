//! From the machine's steps to events.
//!
//! The machine tells of an instruction before it runs. What it did shows at the next one, so a record is kept
//! until then: if that is in the same frame, its stack is the stack after. Frames are told apart by their depth,
//! the instruction that leaves them, and the exceptions that go through them.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bytescope_bytecode::Opcode;
use bytescope_vm::interpreter::{Op, Raise, Step, Tracer};
use bytescope_vm::objects::Code;
use bytescope_vm::types::Types;
use bytescope_vm::{Ref, Value, glance, glance_variable, headline};
use rustc_hash::FxHashMap;

use crate::choice::Choice;
use crate::event::{Active, Begin, Change, Entry, Event, Exit, Record, Sink, Texts};
use crate::known::{KnownInstruction, World};
use crate::lessons::{Lesson, Watched, foresee};
use crate::loops::Loops;

/// Longest text of a value, in bytes.
pub(crate) const LONG: usize = 80;

/// How much of a stack is told, from its top.
pub(crate) const SLOTS: usize = 64;

/// Listens to the machine.
pub struct Recorder<S> {
    world: World,
    choice: Choice,
    /// What the program has written since it was last asked.
    output: Rc<RefCell<Vec<u8>>>,
    sink: S,
    frames: Vec<Active>,
    next_frame: u32,
    /// Frame numbers of generators, by their `id`.
    generators: FxHashMap<usize, u32>,
    step: u64,
    pending: Option<Pending>,
    before: Texts,
    after: Texts,
    changes: Vec<Change>,
    /// What is to be told of the instruction that was begun.
    lessons: Vec<Lesson>,
    watched: Watched,
    /// Frames of threads that do not run.
    others: FxHashMap<i64, Vec<Active>>,
    /// The sink has seen enough: the program is made to end.
    is_over: bool,
    /// Set by somebody who wants the program to be interrupted.
    interrupt: Arc<AtomicBool>,
}

/// An instruction that was begun.
#[derive(Clone, Copy, Debug)]
struct Pending {
    step: u64,
    depth: usize,
    instruction: usize,
    is_shown: bool,
}

impl<S> std::fmt::Debug for Recorder<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recorder").field("step", &self.step).finish_non_exhaustive()
    }
}

impl<S: Sink> Recorder<S> {
    /// Tells `sink` of the part of the run that is chosen; what the program writes is found in `output`.
    pub fn new(mut world: World, choice: Choice, output: Rc<RefCell<Vec<u8>>>, sink: S) -> Self {
        if S::SEES_BEGINS {
            world.tell_terms();
        }
        Self {
            world,
            choice,
            output,
            sink,
            frames: Vec::new(),
            next_frame: 0,
            generators: FxHashMap::default(),
            step: 0,
            pending: None,
            before: Texts::default(),
            after: Texts::default(),
            changes: Vec::new(),
            lessons: Vec::new(),
            watched: Watched::default(),
            others: FxHashMap::default(),
            is_over: false,
            interrupt: Arc::default(),
        }
    }

    /// What interrupts the program when it is set, as Ctrl-C does.
    pub fn interrupt(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.interrupt)
    }

    /// Whether events of this step are shown, in the frame at `depth`.
    fn shows(&self, depth: usize) -> bool {
        self.frames.get(depth).is_some_and(|frame| frame.code.is_shown)
            && self.choice.shows_step(self.step.max(1))
            && !(self.choice.collapse_loops && self.is_hiding())
    }

    fn is_hiding(&self) -> bool {
        self.frames.iter().any(|frame| frame.loops.is_hiding())
    }

    /// Tells of the instruction that was begun. `raised` means that it did not come to its end.
    fn conclude(&mut self, stays: bool, raised: bool) {
        let Some(pending) = self.pending.take() else { return };
        let Some(frame) = self.frames.get(pending.depth) else { return };
        let known = Rc::clone(&frame.code);
        let Some(instruction) = known.instructions.get(pending.instruction) else { return };
        let (number, is_told) = (frame.number, frame.entry.is_none());
        let left = match instruction.opcode {
            _ if raised => None,
            Opcode::RETURN_VALUE | Opcode::RETURN_CONST | Opcode::RETURN_GENERATOR => Some(Exit::Returned),
            Opcode::YIELD_VALUE => Some(Exit::Yielded),
            _ => None,
        };
        if pending.is_shown {
            self.changes.clear();
            for (name, from_top) in instruction.stores.iter().filter(|_| !raised) {
                let value = from_top.and_then(|place| {
                    let place = self.before.len().checked_sub(place + 1)?;
                    Some(self.before.get(place)?.to_owned())
                });
                self.changes.push(Change { name: name.clone(), value });
            }
            let output = if left.is_none() { take_output(&self.output) } else { String::new() };
            self.sink.event(&Event::Step(Record {
                step: pending.step,
                frame: number,
                depth: pending.depth,
                code: &known,
                instruction,
                before: &self.before,
                after: (stays && left.is_none()).then_some(&self.after),
                changes: &self.changes,
                output: &output,
            }));
            for lesson in self.lessons.drain(..) {
                lesson.tell(number, stays, raised, &mut self.sink);
            }
        }
        if let Some(exit) = left {
            let wanted = match exit {
                Exit::Yielded => self.choice.kinds.generators,
                Exit::Returned | Exit::Raised => self.choice.kinds.frames,
            };
            if wanted && is_told && self.shows(pending.depth) {
                let value = match instruction.opcode {
                    Opcode::RETURN_CONST => instruction.meaning.clone(),
                    Opcode::RETURN_GENERATOR => format!("<generator {}>", known.qualname),
                    _ => self.before.last().unwrap_or_default().to_owned(),
                };
                self.sink.event(&Event::Left { frame: number, code: &known, exit, value: &value });
            }
            self.frames.truncate(pending.depth);
        }
        if self.choice.kinds.objects {
            self.watched.tell_freed(pending.is_shown, &mut self.sink);
        }
        self.pass_output_on();
    }

    fn pass_output_on(&mut self) {
        if !self.output.borrow().is_empty() {
            let output = take_output(&self.output);
            self.sink.event(&Event::Wrote(&output));
        }
    }

    /// Sees to it that the frame at `depth` is the one that runs `code`; whether it was there already.
    fn enter(&mut self, depth: usize, code: &Ref<Code>, generator: Option<usize>, starts: bool) -> bool {
        if self.frames.get(depth).is_some_and(|frame| frame.code.is_of(code)) {
            // A frame above has ended in a way that nobody told.
            self.frames.truncate(depth + 1);
            return true;
        }
        self.frames.truncate(depth);
        let known = self.world.code(code, &self.choice);
        while self.frames.len() <= depth {
            let number = match generator {
                Some(id) if !starts => self.generators.get(&id).copied(),
                _ => None,
            };
            let number = number.unwrap_or_else(|| {
                self.next_frame += 1;
                self.next_frame - 1
            });
            if let Some(id) = generator {
                self.generators.insert(id, number);
            }
            self.frames.push(Active {
                number,
                code: Rc::clone(&known),
                at: 0,
                loops: Loops::default(),
                went: None,
                entry: None,
            });
        }
        false
    }

    /// Keeps what is to be told of a frame that is entered until the first of its instructions is shown.
    fn note_entry(&mut self, step: &Step<'_>, is_resumed: bool) {
        let Some(frame) = self.frames.get_mut(step.depth) else { return };
        let mut locals = Vec::new();
        for (name, value) in step.code.locals.iter().zip(step.locals) {
            if let Some(value) = value {
                let (mut key, mut text) = (String::new(), String::new());
                glance(&mut key, name, step.types, LONG);
                glance_variable(&mut text, value, step.types, LONG);
                locals.push((key.trim_matches('\'').to_owned(), text));
            }
        }
        frame.entry = Some(Entry { is_resumed, locals });
    }

    /// Tells that the frame at `depth` was entered, if that was not told.
    fn tell_entry(&mut self, depth: usize) {
        let caller = depth.checked_sub(1).and_then(|depth| self.frames.get(depth)).map(|frame| frame.number);
        let Some(frame) = self.frames.get_mut(depth) else { return };
        if let Some(Entry { is_resumed, locals }) = frame.entry.take() {
            let (frame, code) = (frame.number, &frame.code);
            self.sink.event(&Event::Entered { frame, caller, code, is_resumed, locals: &locals });
        }
    }

    /// Keeps account of loops when the frame comes to an instruction.
    fn go_round(&mut self, depth: usize, instruction: usize) {
        let Some(frame) = self.frames.get_mut(depth) else { return };
        let ended = frame.loops.go(frame.went, instruction);
        frame.went = Some(instruction);
        let (number, is_shown) = (frame.number, frame.code.is_shown);
        if let Some((rounds, steps)) = ended
            && is_shown
            && !self.is_hiding()
        {
            self.sink.event(&Event::Rounds { frame: number, rounds, steps });
        }
        if let Some(frame) = self.frames.iter_mut().find(|frame| frame.loops.is_hiding()) {
            frame.loops.hide();
        }
    }
}

impl<S: Sink> Tracer for Recorder<S> {
    fn step(&mut self, step: &Step<'_>) -> ControlFlow<()> {
        if self.is_over {
            return ControlFlow::Break(());
        }
        let same_frame = self.pending.is_some_and(|pending| pending.depth == step.depth)
            && self.frames.get(step.depth).is_some_and(|frame| frame.code.is_of(step.code));
        let was_shown = self.pending.is_some_and(|pending| pending.is_shown);
        let mut is_told = false;
        if same_frame && was_shown {
            stack_texts(&mut self.after, step.stack, step.types);
            is_told = true;
        }
        self.conclude(same_frame, false);
        if self.sink.is_full(self.step + 1) {
            self.is_over = true;
            return ControlFlow::Break(());
        }
        if self.interrupt.load(Ordering::Relaxed) {
            self.interrupt.store(false, Ordering::Relaxed);
            return ControlFlow::Break(());
        }
        self.step += 1;
        let first = step.instruction.checked_sub(1).and_then(|before| step.code.instructions.get(before));
        let starts = first.is_none_or(|before| before.op.name() == "RETURN_GENERATOR");
        let is_resumed = step.generator.is_some() && !starts;
        let wanted = if is_resumed { self.choice.kinds.generators } else { self.choice.kinds.frames };
        if !self.enter(step.depth, step.code, step.generator, starts) && wanted && self.shows(step.depth) {
            self.note_entry(step, is_resumed);
        }
        if self.choice.collapse_loops {
            self.go_round(step.depth, step.instruction);
        }
        let is_shown = self.shows(step.depth)
            && self.frames.get(step.depth).is_some_and(|frame| {
                frame.code.instructions.get(step.instruction).is_some_and(|instruction| instruction.is_shown)
            });
        if is_shown {
            self.tell_entry(step.depth);
            if is_told {
                std::mem::swap(&mut self.before, &mut self.after);
            } else {
                stack_texts(&mut self.before, step.stack, step.types);
            }
            if let Some(frame) = self.frames.get(step.depth) {
                foresee(step, &frame.code, self.choice.kinds, &mut self.lessons);
            }
            if self.choice.kinds.objects {
                self.watched.look(step, self.before.last());
            }
        } else if self.shows(step.depth) && leaves(step) {
            // The frame's end is told all the same.
            stack_texts(&mut self.before, step.stack, step.types);
        }
        let (depth, instruction) = (step.depth, step.instruction);
        if S::SEES_BEGINS
            && let Some(frame) = self.frames.get_mut(depth)
        {
            frame.at = instruction;
            if is_shown {
                self.sink.begins(&Begin { number: self.step, frames: &self.frames, step });
            }
        }
        self.pending = Some(Pending { step: self.step, depth, instruction, is_shown });
        ControlFlow::Continue(())
    }

    fn raised(&mut self, raise: &Raise<'_>) {
        if self.is_over {
            return;
        }
        self.conclude(false, true);
        self.enter(raise.depth, raise.code, raise.generator, false);
        if self.shows(raise.depth)
            && let Some(frame) = self.frames.get(raise.depth).filter(|frame| frame.entry.is_none())
        {
            let mut text = String::new();
            glance(&mut text, raise.exception, raise.types, LONG);
            let headline = headline(raise.exception, LONG);
            let kinds = self.choice.kinds;
            let handler = raise.handler.and_then(|handler| frame.code.instructions.get(handler as usize..));
            let handler = handler.and_then(|after| Some((line_of_handler(after), after.first()?.offset)));
            if kinds.exceptions {
                self.sink.event(&Event::Raised {
                    frame: frame.number,
                    exception: &text,
                    headline: &headline,
                    handler,
                });
            }
            if kinds.handlers
                && let Some(instruction) = frame.code.instructions.get(raise.instruction)
            {
                let (offset, table) = (instruction.offset, &frame.code.exceptions);
                let covering = table.iter().position(|range| (range.start..range.end).contains(&offset));
                let asked = match covering {
                    Some(at) => at + 1,
                    None => table.iter().take_while(|range| range.start <= offset).count(),
                };
                self.sink.event(&Event::Sought {
                    frame: frame.number,
                    offset,
                    asked: &table[..asked],
                    is_found: covering.is_some(),
                });
            }
            if raise.handler.is_none() && kinds.frames {
                let (frame, code) = (frame.number, &*frame.code);
                self.sink.event(&Event::Left { frame, code, exit: Exit::Raised, value: &text });
            }
        }
        if raise.handler.is_none() {
            self.frames.truncate(raise.depth);
        }
    }

    fn switched(&mut self, from: i64, to: i64) {
        if self.is_over {
            return;
        }
        self.conclude(false, false);
        if self.choice.kinds.switches {
            self.sink.event(&Event::Switched { from, to });
        }
        let frames = self.others.remove(&to).unwrap_or_default();
        self.others.insert(from, std::mem::replace(&mut self.frames, frames));
    }

    fn end(&mut self, exit_code: u8) {
        if !self.is_over {
            self.conclude(false, false);
            self.pass_output_on();
        }
        self.sink.event(&Event::End { steps: self.step, exit_code });
    }
}

/// Whether an instruction leaves its frame with the topmost value.
fn leaves(step: &Step<'_>) -> bool {
    let instruction = step.code.instructions.get(step.instruction);
    instruction.is_some_and(|instruction| matches!(instruction.op, Op::RETURN_VALUE | Op::YIELD_VALUE))
}

/// The line a handler stands for. `PUSH_EXC_INFO`, with which every handler of the source begins, has none of its own.
fn line_of_handler(after: &[KnownInstruction]) -> Option<i32> {
    let first = after.first()?;
    if first.opcode == Opcode::PUSH_EXC_INFO {
        return after.iter().find_map(|instruction| instruction.line);
    }
    first.line
}

fn take_output(output: &Rc<RefCell<Vec<u8>>>) -> String {
    if output.borrow().is_empty() {
        return String::new();
    }
    String::from_utf8_lossy(&output.take()).into_owned()
}

/// The texts of what lies on the stack.
pub(crate) fn stack_texts(texts: &mut Texts, stack: &[Option<Value>], types: &Types) {
    texts.clear();
    let hidden = stack.len().saturating_sub(SLOTS);
    if hidden > 0 {
        let _ = write!(texts.text, "… {hidden} more");
        texts.end();
    }
    for slot in &stack[hidden..] {
        match slot {
            Some(value) => glance(&mut texts.text, value, types, LONG),
            None => texts.text.push_str("NULL"),
        }
        texts.end();
    }
}
