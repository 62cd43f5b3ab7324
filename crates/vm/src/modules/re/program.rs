//! A pattern as instructions for the matcher.

use super::tree::{At, Case, Greed, MANY, Node, Set};

/// An instruction. Targets are places in the program.
#[derive(Clone, Debug)]
pub(super) enum Op {
    Literal(u32),
    /// A character whose folded form is this one.
    Folded(u32, Case),
    Any,
    NotNewline,
    Set(usize),
    At(At),
    /// Keeps the position in a slot.
    Save(usize),
    /// Goes on here, and there if that fails.
    Split(usize, usize),
    Jump(usize),
    /// Repeats the next instruction, which takes one character.
    Single {
        least: usize,
        most: usize,
        greed: Greed,
    },
    /// Begins a repetition: its number.
    Begin(usize),
    /// The end of a repetition's body, and its first check. `body` follows the instruction.
    Until {
        counter: usize,
        least: usize,
        most: usize,
        is_lazy: bool,
        exit: usize,
    },
    /// Matches what follows, up to its `Done`, on its own; goes on at `after`.
    Look {
        behind: Option<usize>,
        is_negated: bool,
        after: usize,
    },
    Atomic {
        after: usize,
    },
    Done,
    Reference(usize, Case),
    /// Goes on at `otherwise` unless the group matched.
    Condition {
        group: usize,
        otherwise: usize,
    },
    Accept,
}

/// A program.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) ops: Vec<Op>,
    pub(super) sets: Vec<Set>,
    /// Number of groups, the whole included.
    pub(super) groups: usize,
    /// Number of repetitions with a counter.
    pub(super) counters: usize,
    /// What a match begins with, if that is one instruction.
    pub(super) first: Option<usize>,
}

impl Program {
    pub(super) fn new(node: &Node, groups: usize) -> Self {
        let mut program =
            Self { ops: Vec::new(), sets: Vec::new(), groups: groups + 1, counters: 0, first: None };
        program.emit(node);
        program.ops.push(Op::Accept);
        program.first = program.find_first();
        program
    }

    fn find_first(&self) -> Option<usize> {
        let place = self.ops.iter().position(|op| !matches!(op, Op::Save(_)))?;
        match &self.ops[place] {
            Op::Literal(_) | Op::Folded(..) | Op::Set(_) => Some(place),
            Op::Single { least: 1.., .. } => Some(place + 1),
            _ => None,
        }
    }

    fn emit(&mut self, node: &Node) {
        match node {
            Node::Sequence(nodes) => nodes.iter().for_each(|node| self.emit(node)),
            Node::Literal(point, Case::Exact) => self.ops.push(Op::Literal(*point)),
            Node::Literal(point, case) => {
                self.ops.push(Op::Folded(super::tree::folded(*point, *case), *case));
            }
            Node::Any { newline_too } => self.ops.push(if *newline_too { Op::Any } else { Op::NotNewline }),
            Node::Set(set) => {
                self.ops.push(Op::Set(self.sets.len()));
                self.sets.push((**set).clone());
            }
            Node::At(at) => self.ops.push(Op::At(*at)),
            Node::Group(None, node) => self.emit(node),
            Node::Group(Some(group), node) => {
                self.ops.push(Op::Save(2 * group));
                self.emit(node);
                self.ops.push(Op::Save(2 * group + 1));
            }
            Node::Choice(nodes) => self.choice(nodes),
            Node::Repeat { node, least, most, greed } => self.repeat(node, *least, *most, *greed),
            Node::Look { node, behind, is_negated } => {
                let (behind, is_negated) = (*behind, *is_negated);
                self.alone(node, |after| Op::Look { behind, is_negated, after });
            }
            Node::Atomic(node) => self.alone(node, |after| Op::Atomic { after }),
            Node::Reference(group, case) => self.ops.push(Op::Reference(*group, *case)),
            Node::Conditional { group, yes, no } => {
                let condition = self.hole();
                self.emit(yes);
                let end = self.hole();
                self.ops[condition] = Op::Condition { group: *group, otherwise: self.ops.len() };
                self.emit(no);
                self.ops[end] = Op::Jump(self.ops.len());
            }
        }
    }

    /// Room for an instruction whose target is not known yet.
    fn hole(&mut self) -> usize {
        self.ops.push(Op::Done);
        self.ops.len() - 1
    }

    fn alone(&mut self, node: &Node, op: impl FnOnce(usize) -> Op) {
        let start = self.hole();
        self.emit(node);
        self.ops.push(Op::Done);
        self.ops[start] = op(self.ops.len());
    }

    fn choice(&mut self, nodes: &[Node]) {
        let mut ends = Vec::new();
        for (place, node) in nodes.iter().enumerate() {
            if place + 1 == nodes.len() {
                self.emit(node);
            } else {
                let split = self.hole();
                self.emit(node);
                ends.push(self.hole());
                self.ops[split] = Op::Split(split + 1, self.ops.len());
            }
        }
        for end in ends {
            self.ops[end] = Op::Jump(self.ops.len());
        }
    }

    fn repeat(&mut self, node: &Node, least: usize, most: usize, greed: Greed) {
        if node.is_single() {
            self.ops.push(Op::Single { least, most, greed });
            self.emit(node);
            return;
        }
        if greed == Greed::Possessive {
            let inner = Node::Repeat { node: Box::new(node.clone()), least, most, greed: Greed::Greedy };
            self.alone(&inner, |after| Op::Atomic { after });
            return;
        }
        let is_lazy = greed == Greed::Lazy;
        if (least, most) == (0, 1) {
            let split = self.hole();
            self.emit(node);
            let end = self.ops.len();
            self.ops[split] = if is_lazy { Op::Split(end, split + 1) } else { Op::Split(split + 1, end) };
            return;
        }
        let counter = self.counters;
        self.counters += 1;
        self.ops.push(Op::Begin(counter));
        let until = self.hole();
        self.emit(node);
        self.ops.push(Op::Jump(until));
        let most = if most == MANY { usize::MAX } else { most };
        self.ops[until] = Op::Until { counter, least, most, is_lazy, exit: self.ops.len() };
    }
}
