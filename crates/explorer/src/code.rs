//! One code object, taken apart.

use bytescope_bytecode::{Argument, Location, Name, Opcode};

use crate::stack::Stack;

/// One instruction with everything that can be said about it without running it.
#[derive(Clone, Debug)]
pub struct Instruction {
    /// Byte offset of the instruction itself.
    pub offset: u32,
    /// Byte offset of the first `EXTENDED_ARG` that belongs to it; `offset` if there is none.
    pub start_offset: u32,
    /// Byte offset after its inline caches.
    pub end_offset: u32,
    /// What it does.
    pub opcode: Opcode,
    /// The opcode's number in this release.
    pub number: u8,
    /// The argument with its extensions, for opcodes that use one.
    pub arg: Option<u32>,
    /// The argument taken apart.
    pub argument: Argument,
    /// What `dis` prints in brackets: `fib + NULL`, `to L1`.
    pub argrepr: String,
    /// The argument in words: `2 arguments`, `no. 3 from top`; the same as `argrepr` where that is plain.
    pub meaning: String,
    /// For jumps, the byte offset they lead to; so also for what only names a place in the code.
    pub jump_target: Option<u32>,
    /// Whether a jump leads here.
    pub is_jump_target: bool,
    /// The number of the label here, if something leads here: 1 for `L1`.
    pub label: Option<usize>,
    /// Which source it came from.
    pub location: Location,
    /// Whether it is the first one of its line in a row, as the release's `dis` sees it.
    pub starts_line: bool,
    /// How much it changes the depth of the stack when it does not jump.
    pub stack_effect: i32,
    /// How much it changes the depth of the stack when it jumps.
    pub jump_effect: i32,
    /// The operand stack before it; `None` where nothing leads.
    pub stack_before: Option<Stack>,
    /// The operand stack after it; `None` where nothing leads.
    pub stack: Option<Stack>,
}

/// One row of the exception table: an exception in `start..end` goes to `target`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExceptionRange {
    /// Byte offset of the first covered instruction.
    pub start: u32,
    /// Byte offset after the last one.
    pub end: u32,
    /// Byte offset of the handler.
    pub target: u32,
    /// How many values stay on the stack.
    pub depth: u32,
    /// Whether the offset of the instruction that raised is pushed before the exception.
    pub lasti: bool,
}

/// A fast slot: a local variable, a cell, a free variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Local {
    /// Its name.
    pub name: Name,
    /// A parameter or another local variable.
    pub local: bool,
    /// Shared with inner functions.
    pub cell: bool,
    /// Comes from an outer function.
    pub free: bool,
    /// Bound by an inlined comprehension only.
    pub hidden: bool,
}
