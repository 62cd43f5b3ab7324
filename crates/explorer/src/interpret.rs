//! Running a code object without values: what lies on the stack after each instruction, in source terms.
//!
//! Every path is followed once, and again where it brings something new: a state (a [`Stack`]) flows from
//! each instruction to its successors, and to the handler that covers it. Where two paths meet with
//! different values, the smallest expression that covers both names the result: after `a or b` there lies
//! `a or b`. It ends because a name can only grow towards the root of the syntax tree, and what no
//! expression covers is given up for good.
//!
//! Two surprises. `FOR_ITER` is told to leave a value when the iterator ends, though the interpreter skips
//! the `END_FOR` that would pop it. And a handler sees the stack as it was *before* the instruction that
//! raised, cut to the depth its table row names.

use std::ops::Range;

use bytescope_bytecode::{CodeObject, Opcode, OpcodeTable};

use crate::code::{ExceptionRange, Instruction};
use crate::effects::Effects;
use crate::source::{Source, one_line};
use crate::spans::Spans;
use crate::stack::{Stack, Value};

/// Why a code object's stack cannot be told: it was not made by CPython's compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsound {
    /// An instruction takes more than there is.
    Underflow {
        /// Its byte offset.
        offset: u32,
    },
    /// Two paths meet with different depths.
    Mismatch {
        /// Where they meet, as a byte offset.
        offset: u32,
    },
    /// A jump or a handler leads to where no instruction starts.
    Astray {
        /// Where from, as a byte offset.
        offset: u32,
    },
    /// So many values on the stack of so many instructions that nobody would read them.
    TooMuch,
}

/// How many values on stacks are told of before [`Unsound::TooMuch`], plus as many for each instruction. The largest
/// displays of the standard library stay below a tenth.
const MOST_VALUES: u64 = 4_000_000;
const MOST_FOR_EACH: u64 = 64;

/// The stack before and after each instruction, `None` where nothing leads. Also says whether the code was
/// sound; what was found before the first unsound step is kept.
pub(crate) fn interpret(
    code: &CodeObject,
    table: &OpcodeTable,
    instructions: &[Instruction],
    exceptions: &[ExceptionRange],
    source: &Source,
    spans: &Spans,
) -> (Vec<[Option<Stack>; 2]>, Result<(), Unsound>) {
    let mut run = Run {
        instructions,
        exceptions,
        source,
        spans,
        before: vec![None; instructions.len()],
        after: vec![None; instructions.len()],
        pending: Vec::new(),
        left: MOST_VALUES + MOST_FOR_EACH * instructions.len() as u64,
        mismatch: None,
    };
    let mut verdict = Ok(());
    if !instructions.is_empty() {
        let mut start = Stack::default();
        // What is sent in at first lies there already; since 3.11 RETURN_GENERATOR pushes it.
        if instructions[0].opcode == Opcode::GEN_START {
            start.push(Value::implied("value sent"));
        }
        run.before[0] = Some(start);
        run.pending.push(0);
    }
    let effects = Effects { code, table, source };
    while let Some(index) = run.pending.pop() {
        match run.follow(index, &effects) {
            Err(Unsound::TooMuch) => return (vec![[None, None]; instructions.len()], Err(Unsound::TooMuch)),
            done => verdict = verdict.and(done),
        }
    }
    let verdict = run.mismatch.map_or(verdict, Err);
    let both = run.before.into_iter().zip(run.after).map(|(before, after)| [before, after]);
    (both.collect(), verdict)
}

struct Run<'a> {
    instructions: &'a [Instruction],
    exceptions: &'a [ExceptionRange],
    source: &'a Source,
    spans: &'a Spans,
    before: Vec<Option<Stack>>,
    after: Vec<Option<Stack>>,
    pending: Vec<usize>,
    /// How many more values may be told of.
    left: u64,
    /// The first two paths that meet with different depths.
    mismatch: Option<Unsound>,
}

impl Run<'_> {
    /// Goes on from an instruction until the path ends or brings nothing new.
    fn follow(&mut self, mut index: usize, effects: &Effects<'_>) -> Result<(), Unsound> {
        while let Some(before) = self.before[index].clone() {
            let instructions = self.instructions;
            let instruction = &instructions[index];
            self.spend(before.depth() + 1)?;
            self.raise(instruction, &before)?;

            let underflow = Unsound::Underflow { offset: instruction.offset };
            let mut after = before.clone();
            effects.apply(instruction, &mut after).ok_or(underflow)?;

            // Some only name a place in the code.
            if let Some(target) = instruction.jump_target.filter(|_| instruction.opcode.has_target()) {
                let mut jumped = before;
                effects.apply_jump(instruction, &mut jumped).ok_or(underflow)?;
                let target = self.index_of(target).ok_or(Unsound::Astray { offset: instruction.offset })?;
                match self.arrive(target, jumped) {
                    Ok(true) => self.pending.push(target),
                    Ok(false) => {}
                    // A `finally` of 3.8 is entered at several depths; what follows is told of all the same.
                    Err(Unsound::Mismatch { offset }) => {
                        self.mismatch.get_or_insert(Unsound::Mismatch { offset });
                    }
                    Err(reason) => return Err(reason),
                }
            }
            self.after[index] = Some(after.clone());
            if instruction.opcode.is_scope_exit() || instruction.opcode.is_unconditional_jump() {
                return Ok(());
            }
            index += 1;
            if index == self.instructions.len() || !self.arrive(index, after)? {
                return Ok(());
            }
        }
        Ok(())
    }

    fn spend(&mut self, values: usize) -> Result<(), Unsound> {
        self.left = self.left.checked_sub(values as u64).ok_or(Unsound::TooMuch)?;
        Ok(())
    }

    fn index_of(&self, offset: u32) -> Option<usize> {
        // A jump may lead to the first EXTENDED_ARG of an instruction.
        let index = self.instructions.partition_point(|instruction| instruction.offset < offset);
        self.instructions.get(index).filter(|instruction| instruction.start_offset <= offset).map(|_| index)
    }

    /// Tells the handler that covers an instruction what it may find.
    fn raise(&mut self, instruction: &Instruction, before: &Stack) -> Result<(), Unsound> {
        // It raises nothing, and what it finds is not what the rest of its range has below.
        if instruction.opcode == Opcode::PUSH_EXC_INFO {
            return Ok(());
        }
        let row = self.exceptions.partition_point(|range| range.end <= instruction.offset);
        let Some(range) = self.exceptions.get(row).filter(|range| range.start <= instruction.offset) else {
            return Ok(());
        };
        let astray = Unsound::Astray { offset: instruction.offset };
        let target = self.index_of(range.target).ok_or(astray)?;
        // An instruction that raises nothing may have less below it than the handler of its range keeps.
        let Some(kept) = before.bottom(range.depth as usize) else { return Ok(()) };
        // Most instructions of a range bring the same stack; spare the work.
        if let Some(known) = &self.before[target]
            && known.bottom(range.depth as usize).is_some_and(|known| known.same(&kept))
        {
            return Ok(());
        }
        let mut state = kept;
        if range.lasti {
            state.push(Value::implied("lasti"));
        }
        state.push(Value::implied("exc"));
        if self.arrive(target, state)? {
            self.pending.push(target);
        }
        Ok(())
    }

    /// Lets a state flow into an instruction; tells whether it brought something new.
    fn arrive(&mut self, index: usize, state: Stack) -> Result<bool, Unsound> {
        let Some(known) = &self.before[index] else {
            self.before[index] = Some(state);
            return Ok(true);
        };
        if known.depth() != state.depth() {
            return Err(Unsound::Mismatch { offset: self.instructions[index].offset });
        }
        let merged = self.merge(known, &state);
        let depth = known.depth();
        self.spend(depth)?;
        let Some(merged) = merged else { return Ok(false) };
        self.before[index] = Some(merged);
        Ok(true)
    }

    /// Both stacks in one, or `None` if the first already says it all.
    fn merge(&self, known: &Stack, state: &Stack) -> Option<Stack> {
        let mut changed = false;
        let mut common = None;
        let mut values = Vec::new();
        let (mut left, mut right) = (known.clone(), state.clone());
        while !left.same(&right) {
            let (old, new) = (left.pop()?, right.pop()?);
            let value = self.meet(&old, &new);
            changed |= value != old;
            values.push(value);
            common = Some(left.clone());
        }
        if !changed {
            return None;
        }
        let mut merged = common?;
        for value in values.into_iter().rev() {
            merged.push(value);
        }
        Some(merged)
    }

    /// One name for a value that may be either of two.
    fn meet(&self, old: &Value, new: &Value) -> Value {
        if old.mixed || old.text == new.text {
            return old.clone();
        }
        let covering = |span: &Range<usize>| self.spans.smallest_covering(span).filter(|_| !new.mixed);
        let union = old.span.as_ref().zip(new.span.as_ref());
        let union = union.map(|(a, b)| a.start.min(b.start)..a.end.max(b.end));
        if let Some(span) = union.as_ref().and_then(covering) {
            let text = one_line(self.source.text().get(span.clone()).unwrap_or(""));
            return Value::written(text, Some(span));
        }
        Value { mixed: true, ..Value::implied(either(&old.text, &new.text)) }
    }
}

/// Short values are worth naming both; otherwise the reader is better served by a word.
fn either(left: &str, right: &str) -> String {
    const SHORT: usize = 16;
    if left.len() <= SHORT && right.len() <= SHORT {
        format!("{left} / {right}")
    } else {
        "one of several".to_owned()
    }
}
