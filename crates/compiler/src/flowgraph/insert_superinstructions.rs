//! Two loads or stores become one instruction (`insert_superinstructions`).
//!
//! Both must be on one line and concern one of the first 16 locals. Pairs are taken greedily from the left.

use bytescope_bytecode::Opcode;

use super::cfg::{BlockId, Cfg, CfgInstruction};
use super::remove_redundant_nops::remove_from_block;

pub(super) fn run(cfg: &mut Cfg) {
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(block) = cursor {
        let mut code = cfg.code_mut(block);
        let mut made_any = false;
        while let [first, rest @ ..] = code {
            if let Some(second) = rest.first_mut() {
                made_any |= make_super_instruction(first, second);
            }
            code = rest;
        }
        // CPython looks through the whole graph. But `NOP`s that were there before have passed the same test, and
        // new ones change no line at which a block starts, so other blocks keep theirs.
        if made_any {
            remove_from_block(cfg, block);
        }
        cursor = cfg[block].next;
    }
}

/// Tells whether the two became one, which leaves a `NOP`.
fn make_super_instruction(first: &mut CfgInstruction, second: &mut CfgInstruction) -> bool {
    let opcode = match (first.opcode, second.opcode) {
        (Opcode::LOAD_FAST, Opcode::LOAD_FAST) => Opcode::LOAD_FAST_LOAD_FAST,
        (Opcode::STORE_FAST, Opcode::LOAD_FAST) => Opcode::STORE_FAST_LOAD_FAST,
        (Opcode::STORE_FAST, Opcode::STORE_FAST) => Opcode::STORE_FAST_STORE_FAST,
        _ => return false,
    };
    let both_have_lines = first.location.has_line() && second.location.has_line();
    if both_have_lines && first.lineno() != second.lineno() {
        return false;
    }
    let fit = first.oparg < 16 && second.oparg < 16;
    if fit {
        first.set(opcode, first.oparg << 4 | second.oparg);
        second.set_nop();
    }
    fit
}
