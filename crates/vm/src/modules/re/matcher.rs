//! The matcher: backtracking, with its own stack of choices, so that neither the text nor the pattern can
//! exhaust the machine's stack.
//!
//! Slots hold positions of groups, the index of the last group that closed, and two numbers for each repetition
//! with a counter. A change of a slot is written down on the trail, and undone when a choice is taken back. What
//! matches on its own (look-around, atomic groups) runs in a call of its own and drops its choices at the end,
//! while its changes stay on the trail.

use super::program::{Op, Program};
use super::tree::{At, Case, Class, Greed, Kind, folded};
use crate::{PyResult, Vm};

/// A slot without a value.
pub(super) const NONE: usize = usize::MAX;

/// A character of the text.
pub(super) trait Unit: Copy {
    fn point(self) -> u32;
}

impl Unit for u8 {
    #[inline]
    fn point(self) -> u32 {
        u32::from(self)
    }
}

impl Unit for u32 {
    #[inline]
    fn point(self) -> u32 {
        self
    }
}

/// Where to go on when what was tried fails.
#[derive(Clone, Copy, Debug)]
struct Choice {
    op: usize,
    position: usize,
    /// A greedy run of single characters may be shorter, down to here; a lazy one longer, up to here.
    limit: usize,
    kind: ChoiceKind,
    trail: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ChoiceKind {
    Plain,
    Shorter,
    Longer,
    /// The body of a lazy repetition, with its counter in `limit`.
    Again,
}

/// How many steps are counted at a time.
const STEPS: u64 = 1 << 12;

pub(super) struct Matcher<'p, 't, U> {
    program: &'p Program,
    text: &'t [U],
    end: usize,
    slots: Vec<usize>,
    trail: Vec<(usize, usize)>,
    choices: Vec<Choice>,
    steps: u64,
    /// Only a match up to the end counts.
    pub(super) is_full: bool,
    /// A match must not be empty at its start.
    pub(super) must_advance: bool,
}

impl<'p, 't, U: Unit> Matcher<'p, 't, U> {
    /// For the text up to `end`.
    pub(super) fn new(program: &'p Program, text: &'t [U], end: usize) -> Self {
        let slots = vec![NONE; 2 * program.groups + 1 + 2 * program.counters];
        Self {
            program,
            text: &text[..end],
            end,
            slots,
            trail: Vec::new(),
            choices: Vec::new(),
            steps: 0,
            is_full: false,
            must_advance: false,
        }
    }

    /// The slots of the groups after a match.
    pub(super) fn groups(&self) -> Vec<usize> {
        self.slots[..2 * self.program.groups].to_vec()
    }

    /// The group that closed last.
    pub(super) fn last_index(&self) -> Option<usize> {
        Some(self.slots[2 * self.program.groups]).filter(|index| *index != NONE)
    }

    /// The first match that begins at `from` or later.
    pub(super) fn search(&mut self, vm: &mut Vm, from: usize) -> PyResult<bool> {
        let mut start = from;
        loop {
            if let Some(first) = self.program.first {
                while start < self.end && !self.takes(first, self.text[start].point()) {
                    start += 1;
                }
                if start == self.end {
                    return Ok(false);
                }
            }
            if start > self.end {
                return Ok(false);
            }
            if self.matches(vm, start)? {
                return Ok(true);
            }
            self.must_advance = false;
            start += 1;
        }
    }

    /// A match that begins at `start`.
    pub(super) fn matches(&mut self, vm: &mut Vm, start: usize) -> PyResult<bool> {
        self.slots.fill(NONE);
        self.trail.clear();
        self.choices.clear();
        match self.run(vm, 0, start, start)? {
            Some(end) => {
                (self.slots[0], self.slots[1]) = (start, end);
                Ok(true)
            }
            None => Ok(false),
        }
    }

    fn set(&mut self, slot: usize, value: usize) {
        self.trail.push((slot, self.slots[slot]));
        self.slots[slot] = value;
    }

    fn undo(&mut self, trail: usize) {
        while self.trail.len() > trail {
            if let Some((slot, old)) = self.trail.pop() {
                self.slots[slot] = old;
            }
        }
    }

    fn choose(&mut self, op: usize, position: usize, limit: usize, kind: ChoiceKind) {
        self.choices.push(Choice { op, position, limit, kind, trail: self.trail.len() });
    }

    /// Whether an instruction that takes one character takes this one.
    #[inline]
    fn takes(&self, op: usize, point: u32) -> bool {
        match &self.program.ops[op] {
            Op::Literal(wanted) => point == *wanted,
            Op::Folded(wanted, case) => folded(point, *case) == *wanted,
            Op::Any => true,
            Op::NotNewline => point != 0x0A,
            Op::Set(set) => self.program.sets[*set].contains(point),
            _ => false,
        }
    }

    fn count_steps(&mut self, vm: &mut Vm) -> PyResult<()> {
        self.steps += 1;
        if self.steps.is_multiple_of(STEPS) {
            vm.check_steps(STEPS)?;
            vm.check_memory((self.choices.len() + self.trail.len()) * size_of::<Choice>())?;
        }
        Ok(())
    }

    /// Runs from an instruction; the position at its `Accept` or `Done`, if it gets there.
    fn run(&mut self, vm: &mut Vm, start_op: usize, start: usize, origin: usize) -> PyResult<Option<usize>> {
        let base = self.choices.len();
        let program = self.program;
        let (mut op, mut position) = (start_op, start);
        loop {
            self.count_steps(vm)?;
            let is_good = match &program.ops[op] {
                Op::Literal(_) | Op::Folded(..) | Op::Any | Op::NotNewline | Op::Set(_) => {
                    let good = position < self.end && self.takes(op, self.text[position].point());
                    position += usize::from(good);
                    op += 1;
                    good
                }
                Op::At(at) => {
                    op += 1;
                    self.is_at(*at, position)
                }
                Op::Save(slot) => {
                    self.set(*slot, position);
                    if slot % 2 == 1 {
                        self.set(2 * program.groups, slot / 2);
                    }
                    op += 1;
                    true
                }
                Op::Split(first, second) => {
                    self.choose(*second, position, 0, ChoiceKind::Plain);
                    op = *first;
                    true
                }
                Op::Jump(target) => {
                    op = *target;
                    true
                }
                Op::Single { least, most, greed } => {
                    let good = self.single(op + 1, &mut position, *least, *most, *greed);
                    op += 2;
                    good
                }
                Op::Begin(counter) => {
                    let slot = self.counter(*counter);
                    self.set(slot, 0);
                    self.set(slot + 1, NONE);
                    op += 1;
                    true
                }
                Op::Until { counter, least, most, is_lazy, exit } => {
                    let slot = self.counter(*counter);
                    let (count, last) = (self.slots[slot], self.slots[slot + 1]);
                    if count < *least {
                        self.set(slot, count + 1);
                        op += 1;
                    } else if *is_lazy {
                        if count < *most && last != position {
                            self.choose(op + 1, position, slot, ChoiceKind::Again);
                        }
                        op = *exit;
                    } else if count < *most && last != position {
                        self.choose(*exit, position, 0, ChoiceKind::Plain);
                        self.set(slot, count + 1);
                        self.set(slot + 1, position);
                        op += 1;
                    } else {
                        op = *exit;
                    }
                    true
                }
                Op::Look { behind, is_negated, after } => {
                    let from = position.checked_sub(behind.unwrap_or(0));
                    let trail = self.trail.len();
                    let found = match from {
                        Some(from) => self.run(vm, op + 1, from, origin)?.is_some(),
                        None => false,
                    };
                    if *is_negated {
                        self.undo(trail);
                    }
                    op = *after;
                    found != *is_negated
                }
                Op::Atomic { after } => match self.run(vm, op + 1, position, origin)? {
                    Some(end) => {
                        position = end;
                        op = *after;
                        true
                    }
                    None => false,
                },
                Op::Reference(group, case) => {
                    op += 1;
                    match self.reference(*group, *case, position) {
                        Some(end) => {
                            position = end;
                            true
                        }
                        None => false,
                    }
                }
                Op::Condition { group, otherwise } => {
                    op = if self.slots[2 * group + 1] == NONE { *otherwise } else { op + 1 };
                    true
                }
                Op::Done => {
                    self.choices.truncate(base);
                    return Ok(Some(position));
                }
                Op::Accept => {
                    let refused =
                        self.is_full && position != self.end || self.must_advance && position == origin;
                    if !refused {
                        self.choices.truncate(base);
                        return Ok(Some(position));
                    }
                    false
                }
            };
            if !is_good {
                match self.take_back(base) {
                    Some(there) => (op, position) = there,
                    None => return Ok(None),
                }
            }
        }
    }

    fn counter(&self, counter: usize) -> usize {
        2 * self.program.groups + 1 + 2 * counter
    }

    /// The next thing to try.
    fn take_back(&mut self, base: usize) -> Option<(usize, usize)> {
        while self.choices.len() > base {
            let choice = *self.choices.last()?;
            self.undo(choice.trail);
            match choice.kind {
                ChoiceKind::Plain => {
                    self.choices.pop();
                    return Some((choice.op, choice.position));
                }
                ChoiceKind::Shorter => {
                    let position = choice.position - 1;
                    if position > choice.limit {
                        self.choices.last_mut()?.position = position;
                    } else {
                        self.choices.pop();
                    }
                    return Some((choice.op, position));
                }
                ChoiceKind::Longer => {
                    // The instruction that takes the character stands before the one to go on with.
                    let position = choice.position;
                    let good =
                        position < choice.limit && self.takes(choice.op - 1, self.text[position].point());
                    if good {
                        self.choices.last_mut()?.position = position + 1;
                        return Some((choice.op, position + 1));
                    }
                    self.choices.pop();
                }
                ChoiceKind::Again => {
                    self.choices.pop();
                    let slot = choice.limit;
                    let count = self.slots[slot];
                    self.set(slot, count + 1);
                    self.set(slot + 1, choice.position);
                    return Some((choice.op, choice.position));
                }
            }
        }
        None
    }

    /// A run of characters that one instruction takes.
    fn single(&mut self, op: usize, position: &mut usize, least: usize, most: usize, greed: Greed) -> bool {
        let start = *position;
        let furthest = start.saturating_add(most).min(self.end);
        let enough = start.saturating_add(least);
        let wanted = if greed == Greed::Lazy { enough.min(self.end) } else { furthest };
        let mut here = start;
        match &self.program.ops[op] {
            Op::Any => here = wanted,
            Op::NotNewline => {
                while here < wanted && self.text[here].point() != 0x0A {
                    here += 1;
                }
            }
            Op::Literal(point) => {
                while here < wanted && self.text[here].point() == *point {
                    here += 1;
                }
            }
            Op::Set(set) => {
                let set = &self.program.sets[*set];
                while here < wanted && set.contains(self.text[here].point()) {
                    here += 1;
                }
            }
            _ => {
                while here < wanted && self.takes(op, self.text[here].point()) {
                    here += 1;
                }
            }
        }
        if here < enough {
            return false;
        }
        *position = here;
        match greed {
            Greed::Greedy if here > enough => self.choose(op + 1, here, enough, ChoiceKind::Shorter),
            Greed::Lazy if here < furthest => self.choose(op + 1, here, furthest, ChoiceKind::Longer),
            _ => {}
        }
        true
    }

    /// The end of what a group matched, found again here.
    fn reference(&self, group: usize, case: Case, position: usize) -> Option<usize> {
        let (start, end) = (self.slots[2 * group], self.slots[2 * group + 1]);
        if start == NONE || end == NONE || end < start {
            return None;
        }
        let stop = position + (end - start);
        if stop > self.end {
            return None;
        }
        let same = |(a, b): (&U, &U)| folded(a.point(), case) == folded(b.point(), case);
        self.text[start..end].iter().zip(&self.text[position..stop]).all(same).then_some(stop)
    }

    fn is_at(&self, at: At, position: usize) -> bool {
        let is_newline = |place: usize| self.text[place].point() == 0x0A;
        match at {
            At::Start => position == 0,
            At::LineStart => position == 0 || is_newline(position - 1),
            At::VeryEnd => position == self.end,
            At::End => position == self.end || position + 1 == self.end && is_newline(position),
            At::LineEnd => position == self.end || is_newline(position),
            At::Boundary(is_ascii) => self.is_boundary(position, is_ascii),
            // A text without characters has no boundary, nor its opposite.
            At::NoBoundary(is_ascii) => self.end > 0 && !self.is_boundary(position, is_ascii),
        }
    }

    fn is_boundary(&self, position: usize, is_ascii: bool) -> bool {
        let class = Class { kind: Kind::Word, is_negated: false, is_ascii };
        let before = position > 0 && class.contains(self.text[position - 1].point());
        let after = position < self.end && class.contains(self.text[position].point());
        before != after
    }
}
