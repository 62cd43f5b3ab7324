//! Fewer `SWAP`s (`swaptimize`, `apply_static_swaps`).
//!
//! A run of `SWAP`s is replaced by the shortest one with the same effect. A `SWAP` before instructions that
//! each only pop the top item can go altogether if those instructions change places instead.

use bytescope_bytecode::Opcode;

use super::cfg::CfgInstruction;

/// Part of `optimize_basic_block`: goes over one block.
pub(super) fn run(code: &mut [CfgInstruction]) {
    let mut index = 0;
    while index < code.len() {
        if code[index].opcode == Opcode::SWAP {
            index += swaptimize(&mut code[index..]);
            apply_static_swaps(code, index);
        }
        index += 1;
    }
}

/// Improves the run of `SWAP`s and `NOP`s that starts here and tells how far it is to its last instruction; 0
/// if one `SWAP` is all there is.
fn swaptimize(code: &mut [CfgInstruction]) -> usize {
    let is_run = |instruction: &CfgInstruction| matches!(instruction.opcode, Opcode::SWAP | Opcode::NOP);
    let len = code.iter().take_while(|instruction| is_run(instruction)).count();
    let run = &mut code[..len];
    let swaps = || run.iter().filter(|instruction| instruction.opcode == Opcode::SWAP);
    if swaps().count() < 2 {
        return 0;
    }
    let depth = swaps().map(|swap| swap.oparg as usize).max().unwrap_or(0).max(1);

    // Where each item on the stack ends up, top first.
    let mut stack: Vec<Option<usize>> = (0..depth).map(Some).collect();
    for swap in swaps() {
        stack.swap(0, (swap.oparg as usize).saturating_sub(1));
    }

    // Only the top can be swapped with something, so a cycle of the permutation costs a swap for each
    // member, plus one if the top is not among them. Filling the run from its end plays the cycles
    // backwards.
    let mut free = run.iter_mut().rev();
    for start in 0..depth {
        if stack[start].is_none_or(|item| item == start) {
            continue;
        }
        let mut item = start;
        loop {
            if item != 0
                && let Some(slot) = free.next()
            {
                slot.set(Opcode::SWAP, item as u32 + 1);
            }
            match stack[item].take() {
                Some(next) => item = next,
                None => break,
            }
        }
    }
    free.for_each(CfgInstruction::set_nop);
    len - 1
}

/// Whether the instruction does nothing but pop the top item: it can neither raise nor jump, nor look
/// at anything else.
fn is_swappable(opcode: Opcode) -> bool {
    matches!(opcode, Opcode::STORE_FAST | Opcode::STORE_FAST_MAYBE_NULL | Opcode::POP_TOP)
}

/// The local variable it stores to.
fn stores_to(instruction: &CfgInstruction) -> Option<u32> {
    matches!(instruction.opcode, Opcode::STORE_FAST | Opcode::STORE_FAST_MAYBE_NULL)
        .then_some(instruction.oparg)
}

/// The next swappable instruction after `index`, with nothing but `NOP`s between, all on the line (if one is
/// given): to move a store to another line could be seen by a tracer.
fn next_swappable_instruction(code: &[CfgInstruction], index: usize, line: Option<i32>) -> Option<usize> {
    for (offset, instruction) in code[index + 1..].iter().enumerate() {
        if line.is_some_and(|line| line >= 0 && instruction.lineno() != line) {
            return None;
        }
        if is_swappable(instruction.opcode) {
            return Some(index + 1 + offset);
        }
        if instruction.opcode != Opcode::NOP {
            return None;
        }
    }
    None
}

/// Applies the `SWAP`s at and before `end` to the instructions after it, as far as possible.
fn apply_static_swaps(code: &mut [CfgInstruction], end: usize) {
    for index in (0..=end).rev() {
        let swap = code[index];
        if swap.opcode != Opcode::SWAP {
            if swap.opcode == Opcode::NOP || is_swappable(swap.opcode) {
                continue;
            }
            return;
        }
        let Some(first) = next_swappable_instruction(code, index, None) else { return };
        let line = Some(code[first].lineno());
        let mut second = first;
        for _ in 1..swap.oparg {
            let Some(next) = next_swappable_instruction(code, second, line) else { return };
            second = next;
        }
        // Two stores to one variable must keep their order.
        let stores = [stores_to(&code[first]), stores_to(&code[second])];
        if stores != [None, None] && stores[0] == stores[1] {
            return;
        }
        let between = code.get(first + 1..second).unwrap_or_default();
        if between.iter().filter_map(stores_to).any(|local| stores.contains(&Some(local))) {
            return;
        }
        code[index].set_nop();
        code.swap(first, second);
    }
}
