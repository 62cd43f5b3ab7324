//! What one release says about its opcodes: numbers, caches, flags, what they pop and push.
//!
//! Everything is an array lookup by [`Opcode`]. The data is in [`crate::tables`], generated.
//!
//! A surprise: CPython's pops and pushes for some opcodes count items that stay where they are (`COPY 3`
//! "pops" three and pushes four), so they say how deep an instruction reaches, not only what it consumes.

use bitflags::bitflags;

use crate::argument::ArgumentKind;
use crate::tables::TABLES;
use crate::{Opcode, Version};

bitflags! {
    /// Properties of an opcode (`HAS_ARG_FLAG` … of `pycore_opcode_metadata.h`).
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct OpcodeFlags: u8 {
        /// Uses its argument.
        const ARG = 0x1;
        /// The argument is an index into `co_consts`.
        const CONST = 0x2;
        /// The argument leads to `co_names`.
        const NAME = 0x4;
        /// May jump; the argument is a distance.
        const JUMP = 0x8;
        /// The argument is the slot of a cell or free variable.
        const FREE = 0x10;
        /// The argument is the slot of a local variable.
        const LOCAL = 0x20;
        /// Checks for signals and thread switches.
        const EVAL_BREAK = 0x40;
        /// May raise an exception.
        const ERROR = 0x80;
    }
}

/// A number of stack items, as a function of the oparg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    /// Always the same.
    Fixed(i8),
    /// `base + factor * oparg`
    Linear { base: i8, factor: i8 },
    /// One more if the oparg is odd (`LOAD_GLOBAL`, `CALL_FUNCTION_EX`).
    LowBit(i8),
    /// One more if the oparg is 3 (`BUILD_SLICE`).
    Three(i8),
    /// The low byte of the oparg and what is above it, together (`UNPACK_EX`).
    TwoBytes(i8),
}

impl Count {
    /// The number for an oparg. Opargs from the outside may be anything, hence 64 bits.
    fn of(self, oparg: u32) -> i64 {
        let arg = i64::from(oparg);
        match self {
            Self::Fixed(count) => i64::from(count),
            Self::Linear { base, factor } => i64::from(base) + i64::from(factor) * arg,
            Self::LowBit(base) => i64::from(base) + (arg & 1),
            Self::Three(base) => i64::from(base) + i64::from(oparg == 3),
            Self::TwoBytes(base) => i64::from(base) + (arg & 0xFF) + (arg >> 8),
        }
    }
}

/// The number of an opcode that no file can hold, and the index of a number without an opcode.
pub(crate) const NO_NUMBER: u16 = u16::MAX;

/// One release's facts about one opcode.
#[derive(Debug)]
pub(crate) struct OpcodeInfo {
    pub(crate) exists: bool,
    /// [`NO_NUMBER`] for pseudo opcodes.
    pub(crate) number: u16,
    pub(crate) caches: u8,
    pub(crate) flags: OpcodeFlags,
    pub(crate) argument: ArgumentKind,
    pub(crate) popped: Count,
    pub(crate) pushed: Count,
    pub(crate) cache_fields: &'static [(&'static str, u8)],
}

/// The opcodes of one minor release.
#[derive(Debug)]
pub struct OpcodeTable {
    /// The number at the start of a `.pyc`.
    pub(crate) magic: u16,
    /// By [`Opcode`].
    pub(crate) opcodes: &'static [OpcodeInfo],
    /// Index of the opcode with that number, or [`NO_NUMBER`].
    pub(crate) by_number: [u16; 256],
    pub(crate) binary_ops: &'static [(&'static str, &'static str)],
    pub(crate) compare_ops: &'static [&'static str],
    pub(crate) intrinsics_1: &'static [&'static str],
    pub(crate) intrinsics_2: &'static [&'static str],
}

impl OpcodeTable {
    /// The table of a release; patch releases share their series'. A series without a table gets the
    /// newest one ([`Version::KNOWN`] holds none such).
    pub fn of(version: Version) -> &'static Self {
        let own = TABLES.iter().find(|(minor, _)| *minor == version.minor);
        own.map_or(TABLES[TABLES.len() - 1].1, |(_, table)| table)
    }

    #[inline]
    fn info(&self, opcode: Opcode) -> &OpcodeInfo {
        &self.opcodes[opcode.0 as usize]
    }

    /// Whether this release has the opcode, real or pseudo.
    pub fn has(&self, opcode: Opcode) -> bool {
        self.info(opcode).exists
    }

    /// All opcodes that this release has, real and pseudo, by name.
    pub fn opcodes(&self) -> impl Iterator<Item = Opcode> {
        Opcode::all().filter(|opcode| self.has(*opcode))
    }

    /// The opcode's number in bytecode; `None` for pseudo opcodes and those of other releases.
    #[inline]
    pub fn number(&self, opcode: Opcode) -> Option<u8> {
        u8::try_from(self.info(opcode).number).ok()
    }

    /// The opcode with that number. Specialised and instrumented opcodes, which exist only while a
    /// program runs, have none here.
    #[inline]
    pub fn opcode(&self, number: u8) -> Option<Opcode> {
        let index = self.by_number[number as usize];
        (index != NO_NUMBER).then_some(Opcode(index))
    }

    /// How many code units of inline cache follow the instruction.
    #[inline]
    pub fn caches(&self, opcode: Opcode) -> u8 {
        self.info(opcode).caches
    }

    /// The fields of the inline cache with their sizes in code units, `[("counter", 1), ("version", 2)]`.
    pub fn cache_fields(&self, opcode: Opcode) -> &'static [(&'static str, u8)] {
        self.info(opcode).cache_fields
    }

    /// The opcode's properties.
    #[inline]
    pub fn flags(&self, opcode: Opcode) -> OpcodeFlags {
        self.info(opcode).flags
    }

    /// Whether the argument is used (`OPCODE_HAS_ARG`).
    #[inline]
    pub fn has_arg(&self, opcode: Opcode) -> bool {
        self.flags(opcode).contains(OpcodeFlags::ARG)
    }

    /// Whether the argument is an index into `co_consts` (`OPCODE_HAS_CONST`).
    #[inline]
    pub fn has_const(&self, opcode: Opcode) -> bool {
        self.flags(opcode).contains(OpcodeFlags::CONST)
    }

    /// Whether the argument leads to `co_names` (`OPCODE_HAS_NAME`).
    #[inline]
    pub fn has_name(&self, opcode: Opcode) -> bool {
        self.flags(opcode).contains(OpcodeFlags::NAME)
    }

    /// Whether the argument is the slot of a local variable (`OPCODE_HAS_LOCAL`).
    #[inline]
    pub fn has_local(&self, opcode: Opcode) -> bool {
        self.flags(opcode).contains(OpcodeFlags::LOCAL)
    }

    /// Whether the argument is the slot of a cell or free variable (`OPCODE_HAS_FREE`).
    #[inline]
    pub fn has_free(&self, opcode: Opcode) -> bool {
        self.flags(opcode).contains(OpcodeFlags::FREE)
    }

    /// Whether the opcode may jump (`OPCODE_HAS_JUMP`); pseudo jumps count, `SETUP_*` do not.
    #[inline]
    pub fn is_jump(&self, opcode: Opcode) -> bool {
        self.flags(opcode).contains(OpcodeFlags::JUMP)
    }

    /// Whether running it looks for signals and thread switches (`OPCODE_HAS_EVAL_BREAK`).
    #[inline]
    pub fn has_eval_break(&self, opcode: Opcode) -> bool {
        self.flags(opcode).contains(OpcodeFlags::EVAL_BREAK)
    }

    /// Whether running it may raise (`HAS_ERROR_FLAG`).
    #[inline]
    pub fn may_raise(&self, opcode: Opcode) -> bool {
        self.flags(opcode).contains(OpcodeFlags::ERROR)
    }

    /// What kind of thing the argument stands for.
    #[inline]
    pub fn argument_kind(&self, opcode: Opcode) -> ArgumentKind {
        self.info(opcode).argument
    }

    /// How many items an instruction takes from the stack (`_PyOpcode_num_popped`). Items that it only
    /// reaches over count as well, and [`pushed`](Self::pushed) counts them again.
    pub fn popped(&self, opcode: Opcode, oparg: u32) -> i64 {
        self.info(opcode).popped.of(oparg)
    }

    /// How many items an instruction leaves in the place of those it popped (`_PyOpcode_num_pushed`). For
    /// `SETUP_*` this is what the handler finds.
    pub fn pushed(&self, opcode: Opcode, oparg: u32) -> i64 {
        self.info(opcode).pushed.of(oparg)
    }

    /// The change of the stack's depth when falling through, or when jumping (`_opcode.stack_effect`).
    /// They differ for `SETUP_*` only, whose jump is the way into the handler.
    #[inline]
    pub fn stack_effect(&self, opcode: Opcode, oparg: u32, jump: bool) -> i32 {
        if !jump && opcode.is_block_push() {
            return 0;
        }
        let info = self.info(opcode);
        if let (Count::Fixed(pushed), Count::Fixed(popped)) = (info.pushed, info.popped) {
            return i32::from(pushed) - i32::from(popped);
        }
        let effect = info.pushed.of(oparg) - info.popped.of(oparg);
        effect.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
    }

    /// The operator of `BINARY_OP`: CPython's name and the symbol, `("NB_ADD", "+")`.
    pub fn binary_op(&self, oparg: u32) -> Option<(&'static str, &'static str)> {
        self.binary_ops.get(oparg as usize).copied()
    }

    /// The operator in the upper bits of `COMPARE_OP`'s argument.
    pub fn compare_op(&self, oparg: u32) -> Option<&'static str> {
        self.compare_ops.get((oparg >> 5) as usize).copied()
    }

    /// The function that `CALL_INTRINSIC_1` calls, `"INTRINSIC_PRINT"`.
    pub fn intrinsic_1(&self, oparg: u32) -> Option<&'static str> {
        self.intrinsics_1.get(oparg as usize).copied()
    }

    /// The function that `CALL_INTRINSIC_2` calls, `"INTRINSIC_PREP_RERAISE_STAR"`.
    pub fn intrinsic_2(&self, oparg: u32) -> Option<&'static str> {
        self.intrinsics_2.get(oparg as usize).copied()
    }
}
