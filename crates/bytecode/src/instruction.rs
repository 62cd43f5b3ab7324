//! Instructions as bytes: two for each code unit, the opcode's number and an argument.
//!
//! An argument above 255 gets its higher bytes from up to three `EXTENDED_ARG` before the instruction,
//! and the units after it are its inline caches, zero in a file. Jumps count code units from the end of
//! the caches.

use std::fmt;

use crate::argument::ArgumentKind;
use crate::error::{DecodeError, DecodeProblem};
use crate::{Opcode, OpcodeTable};

/// An instruction with its place in the code. Offsets are in bytes, as `dis` shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodedInstruction {
    /// Where the instruction itself is.
    pub offset: u32,
    /// Where its first `EXTENDED_ARG` is; `offset` if it has none. Jumps lead here.
    pub start_offset: u32,
    /// What it does.
    pub opcode: Opcode,
    /// Its argument with the bytes of `EXTENDED_ARG`; whatever byte there is if the opcode has none.
    pub oparg: u32,
    /// How many units of cache follow.
    pub caches: u8,
    /// Where it may jump to; for `SETUP_*` the handler, for `END_ASYNC_FOR` the start of its loop.
    pub jump_target: Option<u32>,
}

impl DecodedInstruction {
    /// Where the next instruction starts.
    pub fn end_offset(&self) -> u32 {
        self.offset + 2 + 2 * u32::from(self.caches)
    }

    /// Size in code units, `EXTENDED_ARG` and caches included.
    pub fn units(&self) -> u32 {
        (self.end_offset() - self.start_offset) / 2
    }
}

/// Reads code instruction by instruction. Ends after the first error.
///
/// Whatever the bytes are, every instruction that comes out lies inside the code, caches included, and
/// jumps to an even offset inside it or to its end; that an instruction starts there is not checked.
pub fn decode<'a>(code: &'a [u8], table: &'a OpcodeTable) -> Instructions<'a> {
    Instructions { code, table, position: 0 }
}

/// The iterator over the instructions in a piece of code.
#[derive(Clone, Debug)]
pub struct Instructions<'a> {
    code: &'a [u8],
    table: &'a OpcodeTable,
    position: usize,
}

impl Iterator for Instructions<'_> {
    type Item = Result<DecodedInstruction, DecodeError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.position >= self.code.len() {
            return None;
        }
        let instruction = self.instruction();
        self.position = match &instruction {
            Ok(instruction) => instruction.end_offset() as usize,
            Err(_) => self.code.len(),
        };
        Some(instruction)
    }
}

impl Instructions<'_> {
    fn instruction(&self) -> Result<DecodedInstruction, DecodeError> {
        let start = self.position;
        let mut offset = start;
        let mut oparg = 0_u32;
        let opcode = loop {
            let &[number, byte] =
                self.code.get(offset..).and_then(<[u8]>::first_chunk::<2>).ok_or_else(|| {
                    let stray = offset > start && offset == self.code.len();
                    let problem =
                        if stray { DecodeProblem::StrayExtendedArg } else { DecodeProblem::Truncated };
                    DecodeError::new(offset, problem)
                })?;
            let opcode = self
                .table
                .opcode(number)
                .ok_or(DecodeError::new(offset, DecodeProblem::UnknownOpcode(number)))?;
            oparg = oparg << 8 | u32::from(byte);
            if opcode != Opcode::EXTENDED_ARG {
                break opcode;
            }
            offset += 2;
            if offset - start > 6 {
                return Err(DecodeError::new(start, DecodeProblem::StrayExtendedArg));
            }
        };
        let too_large = |_| DecodeError::new(offset, DecodeProblem::NumberTooLarge);
        let caches = self.table.caches(opcode);
        let end = offset + 2 + 2 * usize::from(caches);
        if end > self.code.len() {
            return Err(DecodeError::new(offset, DecodeProblem::Truncated));
        }
        Ok(DecodedInstruction {
            offset: u32::try_from(end).map(|_| offset as u32).map_err(too_large)?,
            start_offset: start as u32,
            opcode,
            oparg,
            caches,
            jump_target: self.jump_target(opcode, oparg, offset, end)?,
        })
    }

    fn jump_target(
        &self,
        opcode: Opcode,
        oparg: u32,
        offset: usize,
        end: usize,
    ) -> Result<Option<u32>, DecodeError> {
        let distance = i64::from(self.table.form.jump_unit) * i64::from(oparg);
        let target = match self.table.argument_kind(opcode) {
            ArgumentKind::JumpForward => end as i64 + distance,
            ArgumentKind::JumpBackward | ArgumentKind::LoopStart => end as i64 - distance,
            ArgumentKind::JumpAbsolute => distance,
            _ => return Ok(None),
        };
        match u32::try_from(target) {
            Ok(target) if target % 2 != 0 => Err(DecodeError::new(offset, DecodeProblem::OddJump)),
            Ok(target) if target as usize <= self.code.len() => Ok(Some(target)),
            _ => Err(DecodeError::new(offset, DecodeProblem::JumpOutOfCode)),
        }
    }
}

/// How many `EXTENDED_ARG` an argument needs.
#[inline]
pub fn extended_args(oparg: u32) -> u32 {
    match oparg {
        0..=0xFF => 0,
        0x100..=0xFFFF => 1,
        0x1_0000..=0xFF_FFFF => 2,
        _ => 3,
    }
}

/// Size of an instruction in code units, `EXTENDED_ARG` and caches included (`instr_size`).
#[inline]
pub fn units(table: &OpcodeTable, opcode: Opcode, oparg: u32) -> u32 {
    extended_args(oparg) + 1 + u32::from(table.caches(opcode))
}

/// Appends an instruction to code, with its `EXTENDED_ARG` and zeroed caches (`write_instr`).
pub fn encode(
    table: &OpcodeTable,
    code: &mut Vec<u8>,
    opcode: Opcode,
    oparg: u32,
) -> Result<(), NotEncodable> {
    let start = code.len();
    code.resize(start + 2 * units(table, opcode, oparg) as usize, 0);
    encode_at(table, code, start, opcode, oparg)
}

/// Writes an instruction with its `EXTENDED_ARG` into code, from the byte `start` on. Where its caches are, the code
/// must be zero already; who has zeroed all of it at once saves going over the caches one by one.
#[inline]
pub fn encode_at(
    table: &OpcodeTable,
    code: &mut [u8],
    start: usize,
    opcode: Opcode,
    oparg: u32,
) -> Result<(), NotEncodable> {
    let number = |opcode| table.number(opcode).ok_or(NotEncodable(opcode));
    let mut at = start;
    for prefix in (1..=extended_args(oparg)).rev() {
        code[at..at + 2].copy_from_slice(&[number(Opcode::EXTENDED_ARG)?, (oparg >> (8 * prefix)) as u8]);
        at += 2;
    }
    code[at..at + 2].copy_from_slice(&[number(opcode)?, oparg as u8]);
    Ok(())
}

/// A pseudo opcode, or one of another release: it has no number that could be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotEncodable(pub Opcode);

impl fmt::Display for NotEncodable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} has no number in this release", self.0)
    }
}

impl std::error::Error for NotEncodable {}
