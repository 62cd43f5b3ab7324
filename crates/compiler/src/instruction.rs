//! Instructions before they have addresses: what code generation emits and the flowgraph consumes.
//!
//! CPython's `instruction_sequence.c`. A jump's oparg is a [`Label`]; labels are bound to instruction
//! indices, not to blocks, so that code generation need not know about blocks.

use bytescope_bytecode::{Location, Opcode};

/// A jump target that may be bound later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Label(pub u32);

/// One instruction, real or pseudo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// What it does.
    pub opcode: Opcode,
    /// Its argument; 0 where it has none, the label's number where it jumps or sets up a handler.
    pub oparg: u32,
    /// The source it came from.
    pub location: Location,
}

/// The instructions of one code unit in order of emission, with labels.
#[derive(Clone, Debug, Default)]
pub struct InstructionSequence {
    /// The instructions.
    pub instructions: Vec<Instruction>,
    /// For each label, the index of the instruction it stands before; `None` until it is used.
    pub labels: Vec<Option<u32>>,
}

impl InstructionSequence {
    /// A label that is not bound yet.
    pub fn new_label(&mut self) -> Label {
        self.labels.push(None);
        Label(self.labels.len() as u32 - 1)
    }

    /// Forgets the instructions and labels, not the room they took.
    pub(crate) fn clear(&mut self) {
        self.instructions.clear();
        self.labels.clear();
    }

    /// Binds a label to the next instruction.
    pub fn use_label(&mut self, label: Label) {
        self.labels[label.0 as usize] = Some(self.instructions.len() as u32);
    }

    /// Appends an instruction.
    pub fn push(&mut self, opcode: Opcode, oparg: u32, location: Location) {
        self.instructions.push(Instruction { opcode, oparg, location });
    }

    /// Puts an instruction before the one at `index`; labels at or after it move with their targets
    /// (`_PyInstructionSequence_InsertInstruction`).
    pub fn insert(&mut self, index: usize, instruction: Instruction) {
        self.instructions.insert(index, instruction);
        for bound in self.labels.iter_mut().flatten() {
            if *bound >= index as u32 {
                *bound += 1;
            }
        }
    }
}
