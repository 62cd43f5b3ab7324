//! Where the loop reads: instructions and constants of verified code, without a check of the index.
//!
//! Instructions are read only where the verifier was: it followed every path from the first instruction and saw
//! that none leads out of the code, jumps land in it, a `for` loop's end is followed by more, and no index of a
//! constant is too large (`interpreter::code`). What is fused looks ahead only as far as the instructions that
//! were fused. Debug builds, where the tests run, check every index.

use std::ptr::NonNull;

use crate::interpreter::Instruction;
use crate::objects::Code;

use super::{Ref, Value};

/// A code object that is running.
#[derive(Debug)]
pub(crate) struct Program {
    code: Ref<Code>,
    /// The code's instructions, which live as long as `code` and never move.
    first: NonNull<Instruction>,
}

impl Program {
    #[inline]
    pub(crate) fn new(code: Ref<Code>) -> Self {
        let first = NonNull::from(&*code.instructions).cast();
        Self { code, first }
    }

    /// The code object.
    #[inline]
    pub(crate) fn code(&self) -> &Ref<Code> {
        &self.code
    }

    /// An instruction.
    #[inline]
    pub(crate) fn at(&self, index: usize) -> &Instruction {
        debug_assert!(index < self.code.instructions.len());
        // Safety: see the head of this file.
        unsafe { self.first.add(index).as_ref() }
    }

    /// A constant.
    #[inline]
    pub(crate) fn constant(&self, index: u32) -> &Value {
        debug_assert!((index as usize) < self.code.constants.len());
        // Safety: see the head of this file.
        unsafe { self.code.constants.get_unchecked(index as usize) }
    }
}
