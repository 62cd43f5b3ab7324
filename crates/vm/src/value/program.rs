//! Where the loop reads: instructions and constants of verified code, without a check of the index.
//!
//! Instructions are read only where the verifier was: it followed every path from the first instruction and saw
//! that none leads out of the code, jumps land in it, a `for` loop's end is followed by more, and no index of a
//! constant is too large (`interpreter::code`). What is fused looks ahead only as far as the instructions that
//! were fused. Debug builds, where the tests run, check every index.
//!
//! A [`Program`] owns nothing: it refers to the code and the function of the innermost frame, which owns both. The
//! loop makes a new one whenever another frame becomes the innermost, and looks at none whose frame is gone.

use std::mem::ManuallyDrop;
use std::ptr::NonNull;

use crate::interpreter::{Frame, Instruction};
use crate::objects::{Code, Function};

use super::{Ref, Value};

/// The code that is running.
#[derive(Debug)]
pub(crate) struct Program {
    /// Not counted and not dropped: the frame's.
    code: ManuallyDrop<Ref<Code>>,
    function: ManuallyDrop<Ref<Function>>,
    /// The code's instructions, which live as long as `code` and never move.
    first: NonNull<Instruction>,
}

impl Program {
    /// Of the innermost frame.
    #[inline]
    pub(crate) fn of(frame: &Frame) -> Self {
        // Safety: see the head of this file; what is read here is never dropped.
        let (code, function) =
            unsafe { (std::ptr::read(&raw const frame.code), std::ptr::read(&raw const frame.function)) };
        let first = NonNull::from(&*code.instructions).cast();
        Self { code: ManuallyDrop::new(code), function: ManuallyDrop::new(function), first }
    }

    /// The code object.
    #[inline]
    pub(crate) fn code(&self) -> &Ref<Code> {
        &self.code
    }

    /// The function.
    #[inline]
    pub(crate) fn function(&self) -> &Function {
        &self.function
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
