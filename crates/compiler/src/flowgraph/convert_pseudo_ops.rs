//! Pseudo instructions become real ones (`convert_pseudo_ops`).
//!
//! `SETUP_*` have done their work: every instruction knows its handler. The two pseudo loads and stores kept other
//! passes from rewriting them.

use bytescope_bytecode::Opcode;
use bytescope_syntax::SyntaxError;

use super::cfg::Cfg;
use super::remove_redundant_nops_and_jumps;

pub(super) fn run(cfg: &mut Cfg) -> Result<(), SyntaxError> {
    for instruction in &mut cfg.instructions {
        match instruction.opcode {
            opcode if opcode.is_block_push() => instruction.set_nop(),
            Opcode::LOAD_CLOSURE => instruction.opcode = Opcode::LOAD_FAST,
            Opcode::STORE_FAST_MAYBE_NULL => instruction.opcode = Opcode::STORE_FAST,
            _ => {}
        }
    }
    remove_redundant_nops_and_jumps::run(cfg)
}
