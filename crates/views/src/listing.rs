//! Which source stands beside which instructions: the groups that every view of a code object is made of.
//!
//! The order is that of the bytecode. A line is shown in full when its first instruction comes, and only
//! recalled when the compiler returns to it (the head of a loop, a duplicated `finally`). Lines that became
//! nothing (`else:`, an `if 0:` with its body) are shown where they fall, blank lines and comments are not,
//! and the bodies of functions and classes are folded, since they have listings of their own.

use std::collections::HashSet;

use bytescope_bytecode::Opcode;
use bytescope_explorer::{Disassembly, Exploration, Instruction};

/// So many lines without code are shown in a row before the rest is left out: docstrings can be long.
const MOST_IDLE: usize = 3;

/// What stands at the left of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A source line, at the first instruction that came from it.
    Line(i32),
    /// A source line that was shown before.
    Again(i32),
    /// A line that became no instruction.
    Idle(i32),
    /// Lines that became no instruction and are not shown: how many.
    IdleLines(usize),
    /// The body of nested objects, by name, indented as the body is.
    Folded {
        /// Columns before the note.
        indent: usize,
        /// Names of the objects whose listings follow.
        names: Vec<String>,
    },
    /// Instructions that belong to no line.
    Note(&'static str),
}

/// A piece of source and the instructions it became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// The left side.
    pub(crate) source: Source,
    /// Indices of instructions; empty where there are none.
    pub(crate) instructions: std::ops::Range<usize>,
}

/// The groups of a code object.
pub(crate) fn groups(exploration: &Exploration, index: usize, disassembly: &Disassembly) -> Vec<Group> {
    let object = &exploration.objects[index];
    let instructions = &disassembly.instructions;
    let lines_with_code = instructions.iter().map(|instruction| instruction.location.lineno).collect();
    let bodies = exploration.children(index).filter(|child| child.lines.start() < child.lines.end());
    let bodies = bodies.map(|child| Body {
        name: child.code.name.to_string(),
        first: *child.lines.start(),
        last: *child.lines.end(),
    });
    let mut bodies: Vec<_> = bodies.collect();
    bodies.sort_by_key(|body| body.first);
    let mut builder = Builder {
        exploration,
        lines_with_code,
        bodies,
        passed: 0,
        shown_to: object.lines.start().saturating_sub(1),
        groups: Vec::new(),
    };
    let mut start = 0;
    let mut seen = HashSet::new();
    while start < instructions.len() {
        let line = instructions[start].location.lineno;
        let note = note(instructions, start);
        let same = |other: &usize| {
            instructions[*other].location.lineno == line && self::note(instructions, *other) == note
        };
        let end = (start..instructions.len()).take_while(same).last().map_or(start, |last| last) + 1;
        let source = match note {
            Some(note) => Source::Note(note),
            None if seen.insert(line) => {
                builder.idle_before(line);
                Source::Line(line)
            }
            None => Source::Again(line),
        };
        builder.groups.push(Group { source, instructions: start..end });
        start = end;
    }
    builder.idle_before(object.lines.end().saturating_add(1));
    builder.groups
}

/// Why an instruction has no line.
fn note(instructions: &[Instruction], index: usize) -> Option<&'static str> {
    let instruction = &instructions[index];
    if instruction.location.lineno > 0 {
        return None;
    }
    Some(match instruction.opcode {
        Opcode::MAKE_CELL | Opcode::COPY_FREE_VARS => "(closure)",
        _ if instruction.location.lineno == 0 => "(start)",
        _ => "(clean-up)",
    })
}

/// Cells that a line is indented by; a tab counts four.
fn indent_of(text: &str) -> usize {
    text.chars()
        .take_while(|letter| letter.is_whitespace())
        .map(|letter| if letter == '\t' { 4 } else { 1 })
        .sum()
}

struct Body {
    name: String,
    first: i32,
    last: i32,
}

struct Builder<'a> {
    exploration: &'a Exploration,
    lines_with_code: HashSet<i32>,
    /// By first line.
    bodies: Vec<Body>,
    /// How many of them end before the lines shown so far.
    passed: usize,
    shown_to: i32,
    groups: Vec<Group>,
}

impl Builder<'_> {
    /// Shows what lies between the lines shown so far and `line`.
    fn idle_before(&mut self, line: i32) {
        let mut idle = Vec::new();
        let mut number = self.shown_to.saturating_add(1);
        // A damaged file may speak of lines that no source has.
        let line = line.min(self.exploration.source.line_count() as i32 + 1);
        while number < line {
            while self.bodies.get(self.passed).is_some_and(|body| body.last < number) {
                self.passed += 1;
            }
            let around = self.bodies[self.passed..].iter().take_while(|body| body.first < number);
            let around = around.filter(|body| number <= body.last);
            let folded: Vec<_> = around.map(|body| (body.name.clone(), body.last)).collect();
            if let Some(end) = folded.iter().map(|(_, last)| *last).max() {
                if !self.lines_with_code.contains(&number) {
                    self.flush(&mut idle);
                    let mut names: Vec<String> = folded.into_iter().map(|(name, _)| name).collect();
                    names.dedup();
                    let end = end.min(line - 1);
                    let uncoded = (number..=end).filter(|number| !self.lines_with_code.contains(number));
                    let mut texts = uncoded.map(|number| self.exploration.source.line(number));
                    let text = texts.find(|text| !text.trim().is_empty());
                    let indent = text.map_or(0, indent_of);
                    // A body that ends on its first line shows itself.
                    if text.is_some() {
                        let source = Source::Folded { indent, names };
                        self.groups.push(Group { source, instructions: 0..0 });
                    }
                    // Lines of the body that have code here (defaults, decorators) come with that code.
                    number = end + 1;
                    continue;
                }
            } else if !self.lines_with_code.contains(&number) {
                let text = self.exploration.source.line(number).trim();
                if !text.is_empty() && !text.starts_with('#') {
                    idle.push(number);
                }
            }
            number += 1;
        }
        self.flush(&mut idle);
        self.shown_to = self.shown_to.max(line);
    }

    fn flush(&mut self, idle: &mut Vec<i32>) {
        // Leaving out one line to say that one line is left out gains nothing.
        let shown = if idle.len() <= MOST_IDLE + 1 { idle.len() } else { MOST_IDLE };
        for &line in &idle[..shown] {
            self.groups.push(Group { source: Source::Idle(line), instructions: 0..0 });
        }
        if idle.len() > shown {
            let source = Source::IdleLines(idle.len() - shown);
            self.groups.push(Group { source, instructions: 0..0 });
        }
        idle.clear();
    }
}
