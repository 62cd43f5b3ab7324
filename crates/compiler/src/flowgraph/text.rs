//! The graph as text, for tests and for readers who watch the passes.
//!
//! One block a paragraph, one instruction a line: opcode, argument or `-> block`, `! handler`, location.

use std::fmt;

use super::cfg::{BlockId, Cfg, CfgInstruction};

impl fmt::Display for BlockId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b{}", self.number())
    }
}

impl fmt::Debug for BlockId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// `POP_JUMP_IF_FALSE -> b3 ! b7 @ 2:4-2:9`
impl fmt::Display for CfgInstruction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.opcode)?;
        match self.target() {
            Some(target) => write!(f, " -> {target}")?,
            None => write!(f, " {}", self.oparg)?,
        }
        if let Some(handler) = self.except {
            write!(f, " ! {handler}")?;
        }
        if self.location.has_line() {
            write!(f, " @ {:?}", self.location)?;
        }
        Ok(())
    }
}

/// All blocks in the order of their layout, each headed by its name and what is known of it.
impl fmt::Display for Cfg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for id in self.layout() {
            let block = &self[id];
            write!(f, "{id}")?;
            let facts = [
                ("handler", block.except_handler),
                ("lasti", block.preserve_lasti),
                ("cold", block.cold),
                ("empty", self.code(id).is_empty()),
            ];
            for (fact, _) in facts.iter().filter(|(_, holds)| *holds) {
                write!(f, " {fact}")?;
            }
            writeln!(f, ":")?;
            for instruction in self.code(id) {
                writeln!(f, "    {instruction}")?;
            }
        }
        Ok(())
    }
}
