//! What one release says about its opcodes: numbers, caches, flags, what they pop and push.
//!
//! Everything is an array lookup by [`Opcode`]. The data is in [`crate::tables`], generated.
//!
//! A surprise: CPython's pops and pushes for some opcodes count items that stay where they are (`COPY 3`
//! "pops" three and pushes four), so they say how deep an instruction reaches, not only what it consumes.

use bitflags::bitflags;

use crate::argument::ArgumentKind;
use crate::form::{Form, Words};
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

/// A number of stack items, or a change of it, as a function of the oparg.
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
    /// One less if the oparg is 3.
    MinusThree(i8),
    /// The low byte of the oparg and what is above it, together (`UNPACK_EX`).
    TwoBytes(i8),
    /// `base`, and `factor` for each bit that the oparg has set in common with the mask (`MAKE_FUNCTION`).
    Bits { base: i8, factor: i8, mask: u8 },
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
            Self::MinusThree(base) => i64::from(base) - i64::from(oparg == 3),
            Self::TwoBytes(base) => i64::from(base) + (arg & 0xFF) + (arg >> 8),
            Self::Bits { base, factor, mask } => {
                i64::from(base) + i64::from(factor) * i64::from((oparg & u32::from(mask)).count_ones())
            }
        }
    }
}

/// What an opcode does to the depth of the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StackUse {
    /// How many items it takes and how many it leaves.
    Moves { popped: Count, pushed: Count },
    /// The difference is all that the release tells: for going on, and for jumping.
    Changes { next: Count, jump: Count },
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
    pub(crate) stack: StackUse,
    pub(crate) cache_fields: &'static [(&'static str, u8)],
}

/// The generated tables are made of these, a line for each opcode.
impl OpcodeInfo {
    /// An opcode of other releases only.
    pub(crate) const ABSENT: Self = Self {
        exists: false,
        number: NO_NUMBER,
        caches: 0,
        flags: OpcodeFlags::empty(),
        argument: ArgumentKind::None,
        stack: StackUse::Moves { popped: Count::Fixed(0), pushed: Count::Fixed(0) },
        cache_fields: &[],
    };

    /// An opcode that leaves the stack alone and has no caches. Numbers above 255 are those of pseudo opcodes.
    pub(crate) const fn new(number: u16, argument: ArgumentKind, flags: OpcodeFlags) -> Self {
        let number = if number < 256 { number } else { NO_NUMBER };
        Self { exists: true, number, flags, argument, ..Self::ABSENT }
    }

    pub(crate) const fn moves(self, popped: Count, pushed: Count) -> Self {
        Self { stack: StackUse::Moves { popped, pushed }, ..self }
    }

    pub(crate) const fn changes(self, next: Count, jump: Count) -> Self {
        Self { stack: StackUse::Changes { next, jump }, ..self }
    }

    pub(crate) const fn caches(self, cache_fields: &'static [(&'static str, u8)]) -> Self {
        let (mut caches, mut index) = (0, 0);
        while index < cache_fields.len() {
            caches += cache_fields[index].1;
            index += 1;
        }
        Self { caches, cache_fields, ..self }
    }
}

/// The opcodes by their numbers.
pub(crate) const fn by_number(opcodes: &[OpcodeInfo]) -> [u16; 256] {
    let mut table = [NO_NUMBER; 256];
    let mut index = 0;
    while index < opcodes.len() {
        if opcodes[index].number < 256 {
            table[opcodes[index].number as usize] = index as u16;
        }
        index += 1;
    }
    table
}

/// One minor release: its opcodes, the form of its files, the words of its `dis`.
#[derive(Debug)]
pub struct OpcodeTable {
    /// The release that the table was made from.
    pub(crate) version: Version,
    pub(crate) release: &'static str,
    pub(crate) form: Form,
    pub(crate) words: Words,
    /// By [`Opcode`].
    pub(crate) opcodes: &'static [OpcodeInfo],
    /// Index of the opcode with that number, or [`NO_NUMBER`].
    pub(crate) by_number: [u16; 256],
    pub(crate) binary_ops: &'static [(&'static str, &'static str)],
    pub(crate) compare_ops: &'static [&'static str],
    pub(crate) intrinsics_1: &'static [&'static str],
    pub(crate) intrinsics_2: &'static [&'static str],
    pub(crate) special_methods: &'static [&'static str],
    pub(crate) common_constants: &'static [&'static str],
}

impl OpcodeTable {
    /// The tables of the releases that have an opcode, oldest first.
    pub fn having(opcode: Opcode) -> impl Iterator<Item = &'static Self> {
        Self::all().filter(move |table| table.has(opcode))
    }

    /// The table of a release; patch releases share their series'. A series without a table gets the
    /// newest one ([`Version::KNOWN`] and [`Version::READABLE`] hold none such).
    pub fn of(version: Version) -> &'static Self {
        let own = TABLES.iter().find(|table| table.version.minor == version.minor);
        own.unwrap_or(&TABLES[TABLES.len() - 1])
    }

    /// All tables, oldest first.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        TABLES.into_iter()
    }

    /// The release that the table was made from.
    pub fn version(&self) -> Version {
        self.version
    }

    /// The name of that release: `"3.15.0rc1"`.
    pub fn release(&self) -> &'static str {
        self.release
    }

    /// The form of this release's files.
    pub fn form(&self) -> Form {
        self.form
    }

    /// How this release's `dis` words things.
    pub fn words(&self) -> Words {
        self.words
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

    /// Whether the release tells what an instruction takes and leaves and whether it may raise, and not only how it
    /// changes the stack's depth.
    pub fn tells_all(&self, opcode: Opcode) -> bool {
        matches!(self.info(opcode).stack, StackUse::Moves { .. })
    }

    /// How many items an instruction takes from the stack (`_PyOpcode_num_popped`). Items that it only
    /// reaches over count as well, and [`pushed`](Self::pushed) counts them again. Where the release tells only the
    /// difference, that is the least that it can be.
    pub fn popped(&self, opcode: Opcode, oparg: u32) -> i64 {
        match self.info(opcode).stack {
            StackUse::Moves { popped, .. } => popped.of(oparg),
            StackUse::Changes { next, .. } => (-next.of(oparg)).max(0),
        }
    }

    /// How many items an instruction leaves in the place of those it popped (`_PyOpcode_num_pushed`). For
    /// `SETUP_*` this is what the handler finds.
    pub fn pushed(&self, opcode: Opcode, oparg: u32) -> i64 {
        match self.info(opcode).stack {
            StackUse::Moves { pushed, .. } => pushed.of(oparg),
            StackUse::Changes { next, .. } => next.of(oparg).max(0),
        }
    }

    /// The change of the stack's depth when falling through, or when jumping (`opcode.stack_effect`).
    /// Since 3.13 they differ for `SETUP_*` only, whose jump is the way into the handler.
    #[inline]
    pub fn stack_effect(&self, opcode: Opcode, oparg: u32, jump: bool) -> i32 {
        let effect = match self.info(opcode).stack {
            StackUse::Moves { .. } if !jump && opcode.is_block_push() => 0,
            StackUse::Moves { popped: Count::Fixed(popped), pushed: Count::Fixed(pushed) } => {
                return i32::from(pushed) - i32::from(popped);
            }
            StackUse::Moves { popped, pushed } => pushed.of(oparg) - popped.of(oparg),
            StackUse::Changes { jump: effect, .. } if jump => effect.of(oparg),
            StackUse::Changes { next, .. } => next.of(oparg),
        };
        effect.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
    }

    /// The operator of `BINARY_OP`: CPython's name and the symbol, `("NB_ADD", "+")`.
    pub fn binary_op(&self, oparg: u32) -> Option<(&'static str, &'static str)> {
        self.binary_ops.get(oparg as usize).copied()
    }

    /// The operator in `COMPARE_OP`'s argument, in its upper bits since 3.12.
    pub fn compare_op(&self, oparg: u32) -> Option<&'static str> {
        self.compare_ops.get((oparg >> self.words.compare_shift) as usize).copied()
    }

    /// The method that `LOAD_SPECIAL` looks up, `"__enter__"`.
    pub fn special_method(&self, oparg: u32) -> Option<&'static str> {
        self.special_methods.get(oparg as usize).copied()
    }

    /// What `LOAD_COMMON_CONSTANT` pushes, `"AssertionError"`.
    pub fn common_constant(&self, oparg: u32) -> Option<&'static str> {
        self.common_constants.get(oparg as usize).copied()
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
