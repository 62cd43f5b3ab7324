//! Two compilations side by side: two snippets, two optimisation levels, two releases, our code and a `.pyc`.
//!
//! Code objects are paired by name and then by their order, their instructions aligned by opcode and meaning.
//! Where a label has another number only because something before it is longer, nothing changed; a jump
//! changed if it leads to instructions that are not the same. What differs besides the instructions is told
//! field by field. File names never count, and where two texts differ, their lines do not either: a
//! comparison is about what runs.

mod align;
mod json;
mod pairing;

#[cfg(feature = "schema")]
pub(crate) use json::ComparisonView;

use std::sync::Arc;

use bytescope_bytecode::{CodeObject, DecodeError, OpcodeTable, Version};

use crate::disassemble::{Disassembly, disassemble};
use crate::exploration::Exploration;
use crate::source::Source;
use crate::spans::Spans;

/// One of the two programs that are compared.
#[derive(Clone, Debug)]
pub struct Side {
    /// The name that the input goes by.
    pub filename: String,
    /// What tells it from the other: `loop.py`, `optimize 2`, `3.13.0`.
    pub label: String,
    /// The release whose bytecode it is.
    pub version: Version,
    /// The text it was compiled from; empty if nobody knows.
    pub source: Source,
    /// The module.
    pub code: Arc<CodeObject>,
}

/// Two programs, aligned.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The one at the left.
    pub left: Side,
    /// The one at the right.
    pub right: Side,
    /// The code objects, outer ones before inner ones.
    pub pairs: Vec<Pair>,
}

/// A code object and what stands in its place on the other side.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Qualified names from the outside in, without `<locals>`; where they differ, the left one's.
    pub path: String,
    /// The one at the left; `None` if only the right program has it.
    pub left: Option<Part>,
    /// The one at the right.
    pub right: Option<Part>,
    /// The instructions of both, in order.
    pub rows: Vec<Aligned>,
    /// What else is not the same.
    pub fields: Vec<FieldChange>,
}

/// A code object, taken apart.
#[derive(Clone, Debug)]
pub struct Part {
    /// The code object.
    pub code: Arc<CodeObject>,
    /// Its instructions and handlers.
    pub disassembly: Disassembly,
}

/// One line of the alignment: an index into the instructions of each side, or of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aligned {
    /// The instruction at the left.
    pub left: Option<usize>,
    /// The instruction at the right.
    pub right: Option<usize>,
    /// How they compare.
    pub change: Change,
}

/// How two instructions compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// Both do the same.
    Same,
    /// One stands in the place of the other: another argument, or another instruction.
    Changed,
    /// Only the left one exists.
    Removed,
    /// Only the right one exists.
    Added,
}

impl Change {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Removed => "removed",
            Self::Added => "added",
        }
    }
}

/// A field of two code objects that differs, with what only one of them has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// `consts`, `names`, `locals`, `flags`, `arguments`, `exceptions`, `lines`.
    pub field: &'static str,
    /// What only the left one has, or its value.
    pub left: Vec<String>,
    /// What only the right one has, or its value.
    pub right: Vec<String>,
}

/// What a program costs, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Code objects.
    pub code_objects: usize,
    /// Instructions, caches and `EXTENDED_ARG` not counted.
    pub instructions: usize,
    /// Bytes of code, caches included.
    pub code_bytes: usize,
    /// Slots of the deepest value stack.
    pub stack_size: u32,
    /// Constants, code objects among them.
    pub constants: usize,
    /// Global names and attributes.
    pub names: usize,
    /// Local slots, cells and free variables included.
    pub locals: usize,
}

impl Side {
    /// A program that was explored, under its file name.
    pub fn of(exploration: &Exploration) -> Option<Self> {
        Some(Self {
            filename: exploration.filename.clone(),
            label: exploration.filename.clone(),
            version: exploration.version,
            source: exploration.source.clone(),
            code: exploration.objects.first()?.code.clone(),
        })
    }

    fn part(&self, code: &Arc<CodeObject>) -> Result<Part, DecodeError> {
        let table = OpcodeTable::of(self.version);
        let disassembly = disassemble(code, table, &self.source, &Spans::default())?;
        Ok(Part { code: code.clone(), disassembly })
    }
}

impl Comparison {
    /// Aligns two programs. Fails only on code that no compiler made.
    ///
    /// # Errors
    ///
    /// What is wrong with the code, and at which offset.
    pub fn new(left: Side, right: Side) -> Result<Self, DecodeError> {
        let same_text = left.source.text() == right.source.text();
        let mut pairs = Vec::new();
        for (one, other) in pairing::pairs(&left.code, &right.code) {
            let one = one.map(|code| left.part(&code)).transpose()?;
            let other = other.map(|code| right.part(&code)).transpose()?;
            pairs.push(Pair::new(one, other, same_text));
        }
        Ok(Self { left, right, pairs })
    }

    /// Whether anything differs.
    pub fn differs(&self) -> bool {
        self.pairs.iter().any(Pair::differs)
    }

    /// What each side costs, all code objects together.
    pub fn costs(&self) -> [Cost; 2] {
        let total = |side: fn(&Pair) -> Option<&Part>| {
            self.pairs.iter().filter_map(side).fold(Cost::default(), |sum, part| sum.and(part.cost()))
        };
        [total(|pair| pair.left.as_ref()), total(|pair| pair.right.as_ref())]
    }
}

impl Pair {
    fn new(left: Option<Part>, right: Option<Part>, same_text: bool) -> Self {
        let path = left.as_ref().or(right.as_ref()).map(|part| part.code.qualname.replace("<locals>.", ""));
        let rows = align::rows(left.as_ref(), right.as_ref());
        let fields = match (&left, &right) {
            (Some(left), Some(right)) => pairing::fields(left, right, &rows, same_text),
            _ => Vec::new(),
        };
        Self { path: path.unwrap_or_default(), left, right, rows, fields }
    }

    /// Whether anything differs.
    pub fn differs(&self) -> bool {
        !self.fields.is_empty() || self.rows.iter().any(|row| row.change != Change::Same)
    }
}

impl Part {
    /// What this code object costs by itself.
    pub fn cost(&self) -> Cost {
        Cost {
            code_objects: 1,
            instructions: self.disassembly.instructions.len(),
            code_bytes: self.code.code.len(),
            stack_size: self.code.stacksize,
            constants: self.code.consts.len(),
            names: self.code.names.len(),
            locals: self.code.localsplusnames.len(),
        }
    }
}

impl Cost {
    /// Both together; of the stacks, the deeper one.
    fn and(self, other: Self) -> Self {
        Self {
            code_objects: self.code_objects + other.code_objects,
            instructions: self.instructions + other.instructions,
            code_bytes: self.code_bytes + other.code_bytes,
            stack_size: self.stack_size.max(other.stack_size),
            constants: self.constants + other.constants,
            names: self.names + other.names,
            locals: self.locals + other.locals,
        }
    }

    /// The numbers in order, each with what it counts.
    pub fn entries(&self) -> [(&'static str, usize); 7] {
        [
            ("code objects", self.code_objects),
            ("instructions", self.instructions),
            ("bytes of code", self.code_bytes),
            ("stack size", self.stack_size as usize),
            ("constants", self.constants),
            ("names", self.names),
            ("local slots", self.locals),
        ]
    }
}

#[cfg(test)]
mod tests;
