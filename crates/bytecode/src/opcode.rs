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
        JUMPS[self.0 as usize]
    }

    /// Whether it always jumps (`IS_UNCONDITIONAL_JUMP_OPCODE`).
    #[inline]
    pub fn is_unconditional_jump(self) -> bool {
        matches!(self, Self::JUMP | Self::JUMP_NO_INTERRUPT) || self.is_assembler_opcode()
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

    /// Whether it is a pseudo opcode that enters a protected region (`IS_BLOCK_PUSH_OPCODE`).
    #[inline]
    pub fn is_block_push(self) -> bool {
        matches!(self, Self::SETUP_FINALLY | Self::SETUP_CLEANUP | Self::SETUP_WITH)
    }

    /// Whether its argument is a label while compiling (`HAS_TARGET`).
    #[inline]
    pub fn has_target(self) -> bool {
        self.is_jump() || self.is_block_push()
    }

    /// Whether it leaves the frame, or this path through it, for good (`IS_SCOPE_EXIT_OPCODE`).
    #[inline]
    pub fn is_scope_exit(self) -> bool {
        matches!(self, Self::RETURN_VALUE | Self::RETURN_CONST | Self::RAISE_VARARGS | Self::RERAISE)
    }

    /// Whether it ends a basic block (`IS_TERMINATOR_OPCODE`).
    #[inline]
    pub fn is_terminator(self) -> bool {
        self.is_jump() || self.is_scope_exit()
    }
}

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
