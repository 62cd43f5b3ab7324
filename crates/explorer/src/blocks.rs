//! The basic blocks of code that is finished: a `.pyc` has no history, but it has a control flow graph.
//!
//! A block starts where a jump or a handler leads and after whatever may jump. Up to 3.10 handlers are found by the
//! `SETUP_*` that push them, since 3.11 by the exception table.

use std::collections::BTreeSet;

use bytescope_bytecode::DecodeError;

use crate::code::Instruction;
use crate::disassemble::Disassembly;
use crate::exploration::Exploration;
use crate::passes::{BasicBlock, BlockInstruction, EdgeKind, Passes, Step, Unit, edges};

/// The graph of every code object, as the only step of its way.
///
/// # Errors
///
/// Code that does not decode.
pub fn graphs_of(exploration: &Exploration) -> Result<Passes, DecodeError> {
    let units = exploration.objects.iter().map(|object| {
        let disassembly = exploration.disassemble(object)?;
        Ok(Unit {
            name: object.code.name.clone(),
            qualname: object.code.qualname.clone(),
            firstlineno: object.code.firstlineno,
            steps: vec![Step { pass: "bytecode", blocks: Some(blocks(&disassembly)) }],
        })
    });
    Ok(Passes {
        version: exploration.version,
        filename: exploration.filename.clone(),
        source: exploration.source.clone(),
        units: units.collect::<Result<_, _>>()?,
    })
}

fn blocks(disassembly: &Disassembly) -> Vec<BasicBlock> {
    let instructions = &disassembly.instructions;
    let handlers: BTreeSet<u32> = disassembly.exceptions.iter().map(|range| range.target).collect();
    let mut starts = handlers.clone();
    for instruction in instructions {
        if instruction.opcode.has_target() {
            starts.extend(instruction.jump_target);
        }
        if instruction.opcode.is_terminator() {
            starts.insert(instruction.end_offset);
        }
    }
    // A jump may lead to the end of the code, where no block starts.
    let starts: Vec<u32> = instructions
        .iter()
        .map(|instruction| instruction.start_offset)
        .filter(|offset| *offset == 0 || starts.contains(offset))
        .collect();
    let block_at = |offset: u32| starts.binary_search(&offset).ok().map(|index| index as u32);
    let mut blocks: Vec<BasicBlock> = Vec::with_capacity(starts.len());
    for instruction in instructions {
        if block_at(instruction.start_offset).is_some() {
            let depth = instruction.stack.as_ref().map(|stack| stack.depth() as i64);
            let depth = depth.map(|depth| depth - i64::from(instruction.stack_effect));
            blocks.push(BasicBlock {
                id: blocks.len() as u32,
                handler: handlers.contains(&instruction.start_offset),
                cold: false,
                depth: depth.and_then(|depth| u32::try_from(depth).ok()),
                instructions: Vec::new(),
            });
        }
        let target = instruction.jump_target.filter(|_| instruction.opcode.has_target()).and_then(block_at);
        let argrepr = match target {
            Some(target) => format!("to b{target}"),
            None => instruction.meaning.clone(),
        };
        if let Some(block) = blocks.last_mut() {
            block.instructions.push(BlockInstruction {
                opcode: instruction.opcode,
                oparg: target.or(instruction.arg),
                argrepr,
                target,
                handler: handler(disassembly, instruction).and_then(block_at),
                location: instruction.location,
            });
        }
    }
    mark_cold(&mut blocks);
    blocks
}

/// Where an exception in an instruction goes.
fn handler(disassembly: &Disassembly, instruction: &Instruction) -> Option<u32> {
    let row = disassembly.exceptions.partition_point(|range| range.end <= instruction.offset);
    disassembly
        .exceptions
        .get(row)
        .filter(|range| range.start <= instruction.offset)
        .map(|range| range.target)
}

/// Finds the blocks that only exceptions lead to.
fn mark_cold(blocks: &mut [BasicBlock]) {
    let mut next = vec![Vec::new(); blocks.len()];
    for edge in edges(blocks).into_iter().filter(|edge| edge.kind != EdgeKind::Exception) {
        next[edge.from as usize].push(edge.to as usize);
    }
    let mut warm = vec![false; blocks.len()];
    let mut waiting = vec![0];
    while let Some(index) = waiting.pop() {
        if warm.get(index) == Some(&false) {
            warm[index] = true;
            waiting.extend(&next[index]);
        }
    }
    for (block, warm) in blocks.iter_mut().zip(warm) {
        block.cold = !warm;
    }
}
