//! Which instruction stands beside which.
//!
//! First the longest common run of instructions that do the same; then, in what is left between, instructions
//! of the same name stand in each other's place, and what is left of that goes in pairs, in order.

use std::collections::HashMap;
use std::ops::Range;
use std::time::{Duration, Instant};

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use super::{Aligned, Change, Part};
use crate::code::Instruction;

/// After this the difference of two long listings is no longer made as small as it can be.
const PATIENCE: Duration = Duration::from_millis(500);

pub(super) fn rows(left: Option<&Part>, right: Option<&Part>) -> Vec<Aligned> {
    let instructions = |part: Option<&Part>| part.map_or(0, |part| part.disassembly.instructions.len());
    let (Some(one), Some(other)) = (left, right) else {
        let removed = (0..instructions(left)).map(|index| aligned(Some(index), None));
        return removed.chain((0..instructions(right)).map(|index| aligned(None, Some(index)))).collect();
    };
    let [old, new] = [one, other].map(|part| &part.disassembly.instructions[..]);
    let [keys, others] = [old, new].map(|list| list.iter().map(key).collect::<Vec<_>>());
    let deadline = Some(Instant::now() + PATIENCE);
    let mut rows = Vec::new();
    for operation in capture_diff_slices_deadline(Algorithm::Myers, &keys, &others, deadline) {
        let (went, came) = (operation.old_range(), operation.new_range());
        match operation {
            DiffOp::Equal { .. } => {
                rows.extend(went.zip(came).map(|(left, right)| Aligned {
                    left: Some(left),
                    right: Some(right),
                    change: Change::Same,
                }));
            }
            _ => replaced(old, went, new, came, &mut rows),
        }
    }
    compare_jumps(old, new, &mut rows);
    rows
}

fn aligned(left: Option<usize>, right: Option<usize>) -> Aligned {
    let change = match (left, right) {
        (Some(_), Some(_)) => Change::Changed,
        (Some(_), None) => Change::Removed,
        _ => Change::Added,
    };
    Aligned { left, right, change }
}

/// What an instruction does, but for where a jump leads.
fn key(instruction: &Instruction) -> (&'static str, &str) {
    let meaning = if instruction.jump_target.is_some() { "" } else { instruction.meaning.as_str() };
    (instruction.opcode.name(), meaning)
}

/// Instructions between two runs that are the same.
fn replaced(
    old: &[Instruction],
    went: Range<usize>,
    new: &[Instruction],
    came: Range<usize>,
    rows: &mut Vec<Aligned>,
) {
    let names = |list: &[Instruction]| -> Vec<_> {
        list.iter().map(|instruction| instruction.opcode.name()).collect()
    };
    let [names, others] = [names(&old[went.clone()]), names(&new[came.clone()])];
    let deadline = Some(Instant::now() + PATIENCE);
    for operation in capture_diff_slices_deadline(Algorithm::Myers, &names, &others, deadline) {
        let left = operation.old_range().map(|index| Some(went.start + index));
        let right = operation.new_range().map(|index| Some(came.start + index));
        let size = left.len().max(right.len());
        let mut left = left.chain(std::iter::repeat(None));
        let mut right = right.chain(std::iter::repeat(None));
        rows.extend((0..size).map(|_| aligned(left.next().flatten(), right.next().flatten())));
    }
}

/// Two jumps are the same if what they lead to stands side by side.
fn compare_jumps(old: &[Instruction], new: &[Instruction], rows: &mut [Aligned]) {
    let partner = partners(rows);
    let target = |list: &[Instruction], index: usize| {
        let offset = list[index].jump_target?;
        list.binary_search_by_key(&offset, |instruction| instruction.start_offset).ok()
    };
    for row in rows {
        if let (Some(left), Some(right)) = (row.left, row.right)
            && row.change == Change::Same
            && old[left].jump_target.is_some()
        {
            let (from, to) = (target(old, left), target(new, right));
            if from.and_then(|index| partner.get(&index).copied()) != to {
                row.change = Change::Changed;
            }
        }
    }
}

/// For each instruction at the left that has one beside it, that one.
pub(super) fn partners(rows: &[Aligned]) -> HashMap<usize, usize> {
    rows.iter().filter_map(|row| Some((row.left?, row.right?))).collect()
}
