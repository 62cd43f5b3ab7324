//! Instructions without a line get one from what runs before them (`resolve_line_numbers`).
//!
//! PEP 626 wants every exit from a frame to know its line. An exit without one that several jumps lead to
//! is copied, a copy for each jump, so that each can take over the jump's line
//! (`duplicate_exits_without_lineno`); then lines flow along (`propagate_line_numbers`).
//!
//! The same goes for blocks that look for signals, which raise there.

use bytescope_bytecode::{Location, OpcodeTable};

use super::cfg::{BlockId, Cfg};

pub(super) fn run(cfg: &mut Cfg, table: &OpcodeTable) {
    duplicate_exits_without_lineno(cfg, table);
    propagate_line_numbers(cfg);
}

fn is_exit_or_eval_check_without_lineno(cfg: &Cfg, table: &OpcodeTable, block: BlockId) -> bool {
    cfg.has_no_lineno(block)
        && (cfg.exits_scope(block)
            || cfg.code(block).iter().any(|instruction| table.has_eval_break(instruction.opcode)))
}

fn duplicate_exits_without_lineno(cfg: &mut Cfg, table: &OpcodeTable) {
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(block) = cursor {
        duplicate_target(cfg, table, block);
        cursor = cfg[block].next;
    }
    // Exits still without a line are reached by falling through only, from one place.
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(block) = cursor {
        let next = cfg[block].next;
        if let Some(location) = cfg.last(block).map(|last| last.location)
            && let Some(next) = cfg.fallthrough(block)
            && is_exit_or_eval_check_without_lineno(cfg, table, next)
        {
            set_first_location(cfg, next, location);
        }
        cursor = next;
    }
}

/// Gives the jump that ends `block` its own copy of the exit it leads to.
fn duplicate_target(cfg: &mut Cfg, table: &OpcodeTable, block: BlockId) {
    let Some(last) = cfg.last(block) else { return };
    let location = last.location;
    let Some(target) = cfg.next_nonempty(last.jump_target()) else { return };
    if cfg[target].predecessors <= 1 || !is_exit_or_eval_check_without_lineno(cfg, table, target) {
        return;
    }
    let copy = cfg.copy_block(target);
    set_first_location(cfg, copy, location);
    if let Some(last) = cfg.code_mut(block).last_mut() {
        last.oparg = copy.number();
    }
    cfg[target].predecessors -= 1;
    cfg[copy].predecessors = 1;
    cfg[copy].labelled = true;
    cfg.insert_after(target, copy);
}

fn propagate_line_numbers(cfg: &mut Cfg) {
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(block) = cursor {
        let mut previous = Location::NONE;
        for instruction in cfg.code_mut(block) {
            if instruction.location.has_line() {
                previous = instruction.location;
            } else {
                instruction.location = previous;
            }
        }
        if let Some(last) = cfg.last(block) {
            let successors = [last.jump_target(), cfg.fallthrough(block)];
            for successor in successors.into_iter().flatten() {
                if cfg[successor].predecessors == 1
                    && cfg.code(successor).first().is_some_and(|first| !first.location.has_line())
                {
                    set_first_location(cfg, successor, previous);
                }
            }
        }
        cursor = cfg[block].next;
    }
}

fn set_first_location(cfg: &mut Cfg, block: BlockId, location: Location) {
    if let Some(first) = cfg.code_mut(block).first_mut() {
        first.location = location;
    }
}
