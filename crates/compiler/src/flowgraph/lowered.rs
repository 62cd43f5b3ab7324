//! The graph flattened again (`_PyCfg_ToInstructionSequence`): what the assembler gets.

use bytescope_bytecode::{Location, Opcode};
use bytescope_syntax::SyntaxError;

use super::cfg::{BlockId, Cfg, CfgInstruction};
use super::system_error;

/// A unit's instructions in their final order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lowered {
    /// The instructions.
    pub instructions: Vec<LoweredInstruction>,
    /// How deep the stack gets, in items.
    pub stackdepth: u32,
}

/// An instruction that knows its target by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoweredInstruction {
    /// What it does.
    pub opcode: Opcode,
    /// Its argument. Where it jumps, the index of the instruction it jumps to.
    pub oparg: u32,
    /// The source it came from.
    pub location: Location,
    /// The handler that takes over if it raises.
    pub handler: Option<Handler>,
}

/// An exception handler, as an instruction sees it (`_PyExceptHandlerInfo`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handler {
    /// Index of its first instruction.
    pub target: u32,
    /// The stack's depth at its start.
    pub startdepth: u32,
    /// Whether it finds the offset of the raising instruction on the stack.
    pub preserve_lasti: bool,
}

/// The instructions in the order of the blocks. What `lowered` held before is forgotten.
pub(super) fn to_instruction_sequence(cfg: &mut Cfg, lowered: &mut Lowered) -> Result<(), SyntaxError> {
    let mut count = 0;
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(block) = cursor {
        let len = cfg.code(block).len() as u32;
        cfg[block].first_index = count;
        count += len;
        cursor = cfg[block].next;
    }
    let index_of = |block: BlockId| {
        let index = cfg[block].first_index;
        (index < count).then_some(index)
    };
    let nowhere = || system_error("jump with NULL target");
    let Lowered { instructions, stackdepth } = lowered;
    *stackdepth = cfg.stackdepth;
    instructions.clear();
    instructions.reserve(count as usize);
    for block in cfg.layout() {
        for instruction in cfg.code(block) {
            let CfgInstruction { opcode, mut oparg, location, except } = *instruction;
            if let Some(target) = instruction.target() {
                oparg = index_of(target).ok_or_else(nowhere)?;
            }
            let handler = match except {
                Some(handler) => Some(Handler {
                    target: index_of(handler).ok_or_else(nowhere)?,
                    startdepth: cfg[handler].startdepth.unwrap_or(0),
                    preserve_lasti: cfg[handler].preserve_lasti,
                }),
                None => None,
            };
            instructions.push(LoweredInstruction { opcode, oparg, location, handler });
        }
    }
    Ok(())
}
