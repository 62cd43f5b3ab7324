//! What an instruction does, by CPython's name for it, whatever number a release gave it.
//!
//! Opcode *numbers* change with every minor release; an [`Opcode`] is the name. The number, the inline
//! caches and the stack effect of an opcode in one release are that release's [table](crate::OpcodeTable)'s
//! business. The classes here (`pycore_opcode_utils.h`) follow from the name alone.

use std::fmt;

use crate::tables::{JUMPS, NAMES};

/// An opcode, real or pseudo, identified by name: `Opcode::LOAD_FAST`.
///
/// The value inside is an index into the union of all supported releases' names; it is never written
/// to a file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Opcode(pub(crate) u16);

impl Opcode {
    /// CPython's name, `"LOAD_FAST"`.
    pub fn name(self) -> &'static str {
        NAMES[self.0 as usize]
    }

    /// The opcode of that name, if any supported release has one.
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.binary_search(&name).ok().map(|index| Self(index as u16))
    }

    /// Every opcode of every supported release, by name.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..NAMES.len() as u16).map(Self)
    }

    /// Whether it may jump, pseudo jumps included (`OPCODE_HAS_JUMP`).
    #[inline]
    pub fn is_jump(self) -> bool {
        self.is_any(JUMP)
    }

    /// Whether it always jumps (`IS_UNCONDITIONAL_JUMP_OPCODE`).
    #[inline]
    pub fn is_unconditional_jump(self) -> bool {
        self.is_any(ALWAYS_JUMPS)
    }

    /// Whether it is a jump with a direction, which only the assembler knows (`IS_ASSEMBLER_OPCODE`).
    #[inline]
    pub fn is_assembler_opcode(self) -> bool {
        self == Self::JUMP_FORWARD || self.is_backward_jump()
    }

    /// Whether it jumps towards the start (`IS_BACKWARDS_JUMP_OPCODE`).
    #[inline]
    pub fn is_backward_jump(self) -> bool {
        matches!(self, Self::JUMP_BACKWARD | Self::JUMP_BACKWARD_NO_INTERRUPT)
    }

    /// Whether it enters a protected region (`IS_BLOCK_PUSH_OPCODE`): a pseudo opcode since 3.11, a real one before.
    #[inline]
    pub fn is_block_push(self) -> bool {
        self.is_any(BLOCK_PUSH)
    }

    /// Whether its argument is a label while compiling (`HAS_TARGET`).
    #[inline]
    pub fn has_target(self) -> bool {
        self.is_any(JUMP | BLOCK_PUSH)
    }

    /// Whether it leaves the frame, or this path through it, for good (`IS_SCOPE_EXIT_OPCODE`).
    #[inline]
    pub fn is_scope_exit(self) -> bool {
        self.is_any(SCOPE_EXIT)
    }

    /// Whether it ends a basic block (`IS_TERMINATOR_OPCODE`).
    #[inline]
    pub fn is_terminator(self) -> bool {
        self.is_any(JUMP | SCOPE_EXIT)
    }

    /// Whether control never goes on to the next instruction.
    #[inline]
    pub fn has_no_fallthrough(self) -> bool {
        self.is_any(ALWAYS_JUMPS | SCOPE_EXIT)
    }

    #[inline]
    fn is_any(self, classes: u8) -> bool {
        CLASSES[self.0 as usize] & classes != 0
    }
}

/// One bit for each class that compilers ask for all the time.
const JUMP: u8 = 1;
const ALWAYS_JUMPS: u8 = 2;
const BLOCK_PUSH: u8 = 4;
const SCOPE_EXIT: u8 = 8;

/// The classes of each opcode, so that every question about them is one look-up.
static CLASSES: [u8; NAMES.len()] = {
    let mut classes = [0; NAMES.len()];
    let mut index = 0;
    while index < classes.len() {
        if JUMPS[index] {
            classes[index] |= JUMP;
        }
        classes[index] |= match Opcode(index as u16) {
            Opcode::JUMP
            | Opcode::JUMP_NO_INTERRUPT
            | Opcode::JUMP_FORWARD
            | Opcode::JUMP_BACKWARD
            | Opcode::JUMP_BACKWARD_NO_INTERRUPT
            | Opcode::JUMP_ABSOLUTE
            | Opcode::CONTINUE_LOOP
            | Opcode::BREAK_LOOP => ALWAYS_JUMPS,
            Opcode::SETUP_FINALLY
            | Opcode::SETUP_CLEANUP
            | Opcode::SETUP_WITH
            | Opcode::SETUP_EXCEPT
            | Opcode::SETUP_ASYNC_WITH => BLOCK_PUSH,
            Opcode::RETURN_VALUE | Opcode::RETURN_CONST | Opcode::RAISE_VARARGS | Opcode::RERAISE => {
                SCOPE_EXIT
            }
            _ => 0,
        };
        index += 1;
    }
    classes
};

impl fmt::Display for Opcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Debug for Opcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
