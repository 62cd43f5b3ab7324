//! What must hold of bytecode before it runs, whoever made it.
//!
//! An abstract run over all paths, handlers included, that knows only how many values are on the stack: no
//! instruction finds too few of them or leaves more than `co_stacksize`, paths that meet agree, and a `for` loop
//! ends where one ends. What the values are is not known here; the loop checks that where it matters.

use bytescope_bytecode::{CodeObject, DecodedInstruction, ExceptionEntry, Opcode, OpcodeTable};

/// Checks decoded code. `index_of` gives the index of the instruction at a byte offset.
pub(super) fn verify(
    object: &CodeObject,
    decoded: &[DecodedInstruction],
    entries: &[ExceptionEntry],
    table: &OpcodeTable,
    index_of: &dyn Fn(u32) -> Result<u32, String>,
) -> Result<(), String> {
    let limit = i64::from(object.stacksize);
    let mut depths: Vec<Option<i64>> = vec![None; decoded.len()];
    let mut queue = vec![(0_u32, 0_i64)];
    // Handlers, as ranges of instructions, in the order in which they are looked through.
    let mut handlers = Vec::with_capacity(entries.len());
    for entry in entries {
        handlers.push((
            index_of(entry.start * 2)?,
            index_of(entry.end * 2)?,
            index_of(entry.target * 2)?,
            entry,
        ));
    }
    while let Some((index, depth)) = queue.pop() {
        let Some(instruction) = decoded.get(index as usize) else {
            return Err("it runs off its end".to_owned());
        };
        let (opcode, offset) = (instruction.opcode, instruction.offset);
        match depths[index as usize] {
            Some(known) if known == depth => continue,
            Some(known) => {
                return Err(format!(
                    "{opcode} at offset {offset} is reached with {known} and with {depth} values"
                ));
            }
            None => depths[index as usize] = Some(depth),
        }
        let popped = table.popped(opcode, instruction.oparg);
        if popped > depth
            || i64::from(instruction.oparg) > limit && matches!(opcode, Opcode::COPY | Opcode::SWAP)
        {
            return Err(format!("{opcode} at offset {offset} wants {popped} values, the stack has {depth}"));
        }
        if let Some((.., target, entry)) =
            handlers.iter().find(|(start, end, ..)| (*start..*end).contains(&index))
        {
            let kept = i64::from(entry.depth);
            if kept > depth {
                return Err(format!("the handler of {opcode} at offset {offset} wants {kept} values"));
            }
            queue.push((*target, checked(kept + 1 + i64::from(entry.lasti), limit, offset)?));
        }
        let after = |jump| depth + i64::from(table.stack_effect(opcode, instruction.oparg, jump));
        if let Some(target) = instruction.jump_target {
            let target = index_of(target)?;
            if opcode == Opcode::FOR_ITER {
                let end = |index: u32| decoded.get(index as usize).map(|instruction| instruction.opcode);
                if end(target) != Some(Opcode::END_FOR) || end(target + 1) != Some(Opcode::POP_TOP) {
                    return Err(format!("the loop of FOR_ITER at offset {offset} has no end"));
                }
            }
            queue.push((target, checked(after(true), limit, offset)?));
        }
        if !opcode.has_no_fallthrough() {
            queue.push((index + 1, checked(after(false), limit, offset)?));
        }
    }
    Ok(())
}

fn checked(depth: i64, limit: i64, offset: u32) -> Result<i64, String> {
    if depth < 0 || depth > limit {
        return Err(format!("after offset {offset} the stack has {depth} values of {limit}"));
    }
    Ok(depth)
}
