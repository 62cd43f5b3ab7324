//! The labels `L1`, `L2` … that `dis` gives to the places that jumps lead to.

use crate::{DecodedInstruction, ExceptionEntry};

/// Numbered byte offsets, in the order of the code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    offsets: Vec<u32>,
}

impl Labels {
    /// Labels for the jumps of these instructions and for the starts, ends and handlers of these
    /// exception entries. `dis.dis` labels both, `dis.get_instructions` the jumps only.
    pub fn new(instructions: &[DecodedInstruction], exceptions: &[ExceptionEntry]) -> Self {
        let jumps = instructions.iter().filter_map(|instruction| instruction.jump_target);
        let units = exceptions.iter().flat_map(|entry| [entry.start, entry.end, entry.target]);
        let mut offsets: Vec<u32> = jumps.chain(units.map(|unit| unit.saturating_mul(2))).collect();
        offsets.sort_unstable();
        offsets.dedup();
        Self { offsets }
    }

    /// The number of the label at a byte offset, counted from 1.
    pub fn number(&self, offset: u32) -> Option<usize> {
        self.offsets.binary_search(&offset).ok().map(|index| index + 1)
    }

    /// The labelled offsets, ascending.
    pub fn offsets(&self) -> &[u32] {
        &self.offsets
    }
}
