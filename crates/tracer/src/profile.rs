//! Where a program spends its instructions: counted by opcode and by source line.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::rc::Rc;

use bytescope_vm::Ref;
use bytescope_vm::interpreter::{Step, Tracer};
use bytescope_vm::objects::Code;
use rustc_hash::FxHashMap;

use crate::choice::Choice;
use crate::known::{Sources, World};

/// Counts instructions. The counts are shared, so that they can be read when the machine is done.
#[derive(Debug)]
pub struct Profiler {
    counts: Rc<RefCell<Counts>>,
    /// The code that ran last and its place in the counts.
    last: Option<(Ref<Code>, usize)>,
}

#[derive(Debug, Default)]
struct Counts {
    places: FxHashMap<usize, usize>,
    counts: Vec<(Ref<Code>, Vec<u64>)>,
}

/// What was counted.
#[derive(Debug)]
pub struct Profile {
    /// All instructions.
    pub total: u64,
    /// Name and number, most first.
    pub opcodes: Vec<(&'static str, u64)>,
    /// File, qualified name of the code, number; most first.
    pub codes: Vec<(String, String, u64)>,
    /// File, line, its text, number; most first.
    pub lines: Vec<(String, i32, String, u64)>,
}

/// Reads the counts when the program has ended.
#[derive(Debug)]
pub struct Counted(Rc<RefCell<Counts>>);

impl Profiler {
    /// A tracer that counts, and what reads its counts.
    pub fn new() -> (Self, Counted) {
        let counts = Rc::new(RefCell::default());
        (Self { counts: Rc::clone(&counts), last: None }, Counted(counts))
    }
}

impl Tracer for Profiler {
    fn step(&mut self, step: &Step<'_>) -> ControlFlow<()> {
        let mut counts = self.counts.borrow_mut();
        let place = match &self.last {
            Some((code, place)) if code.is(step.code) => *place,
            _ => {
                let Counts { places, counts } = &mut *counts;
                let place = *places.entry(step.code.value().id()).or_insert_with(|| {
                    counts.push((step.code.clone(), vec![0; step.code.instructions.len()]));
                    counts.len() - 1
                });
                self.last = Some((step.code.clone(), place));
                place
            }
        };
        if let Some(count) = counts.counts[place].1.get_mut(step.instruction) {
            *count += 1;
        }
        ControlFlow::Continue(())
    }
}

impl Counted {
    /// Adds the counts up.
    pub fn profile(&self, sources: &Sources) -> Profile {
        let mut world = World::new(Rc::clone(sources));
        let everything = Choice::default();
        let mut opcodes: HashMap<&'static str, u64> = HashMap::new();
        let mut codes: HashMap<(String, String), u64> = HashMap::new();
        let mut lines: HashMap<(String, i32), (String, u64)> = HashMap::new();
        for (code, counts) in &self.0.borrow().counts {
            let known = world.code(code, &everything);
            *codes.entry((known.file.clone(), known.qualname.clone())).or_default() +=
                counts.iter().sum::<u64>();
            for (instruction, count) in known.instructions.iter().zip(counts).filter(|(_, count)| **count > 0)
            {
                *opcodes.entry(instruction.opcode.name()).or_default() += count;
                if let Some(line) = instruction.line {
                    let text = || {
                        known.source.as_ref().map_or_else(String::new, |source| source.line(line).to_owned())
                    };
                    let entry = lines.entry((known.file.clone(), line)).or_insert_with(|| (text(), 0));
                    entry.1 += count;
                }
            }
        }
        let mut opcodes: Vec<_> = opcodes.into_iter().collect();
        opcodes.sort_unstable_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
        let mut codes: Vec<_> = codes.into_iter().map(|((file, name), count)| (file, name, count)).collect();
        codes.sort_unstable_by(|a, b| b.2.cmp(&a.2).then_with(|| a.cmp(b)));
        let mut lines: Vec<_> =
            lines.into_iter().map(|((file, line), (text, count))| (file, line, text, count)).collect();
        lines.sort_unstable_by(|a, b| b.3.cmp(&a.3).then_with(|| (&a.0, a.1).cmp(&(&b.0, b.1))));
        Profile { total: opcodes.iter().map(|(_, count)| count).sum(), opcodes, codes, lines }
    }
}
