//! Blocks that nothing leads to are emptied, predecessors counted (`remove_unreachable`).
//!
//! They stay in the layout, empty: their ids may still be named by other dead code.

use std::mem;

use super::cfg::{BlockId, Cfg};

pub(super) fn run(cfg: &mut Cfg) {
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(block) = cursor {
        cfg[block].predecessors = 0;
        cursor = cfg[block].next;
    }
    let mut todo = mem::take(&mut cfg.todo);
    cfg.unvisit();
    cfg[BlockId::ENTRY].predecessors = 1;
    cfg.visit(BlockId::ENTRY, &mut todo);
    while let Some(block) = todo.pop() {
        if let Some(next) = cfg.fallthrough(block) {
            cfg.visit(next, &mut todo);
            cfg[next].predecessors += 1;
        }
        // Only the last instruction jumps, but any may set up a handler.
        let mut range = cfg.range(block);
        if !cfg.has_handlers {
            range.start = range.start.max(range.end.saturating_sub(1));
        }
        for index in range {
            if let Some(target) = cfg.instructions[index].target() {
                cfg.visit(target, &mut todo);
                cfg[target].predecessors += 1;
            }
        }
    }
    cfg.todo = todo;
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(block) = cursor {
        if cfg[block].predecessors == 0 {
            cfg.truncate(block, 0);
            cfg[block].except_handler = false;
        }
        cursor = cfg[block].next;
    }
}
