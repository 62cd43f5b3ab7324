//! What is wrong with encoded data, and at which byte.

use std::fmt;

use crate::Version;

/// Data that does not decode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// Byte offset into the data that was handed to the decoder.
    pub offset: usize,
    /// What is wrong there.
    pub problem: DecodeProblem,
}

/// The ways in which encoded data can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeProblem {
    /// The data ends where more was promised.
    Truncated,
    /// No instruction of this release has that number.
    UnknownOpcode(u8),
    /// `EXTENDED_ARG` after which nothing comes, or more than three of them.
    StrayExtendedArg,
    /// A jump leads out of the code.
    JumpOutOfCode,
    /// A jump leads into the middle of a code unit.
    OddJump,
    /// A byte that should start an entry of a location or exception table does not, or the other way round.
    EntryBoundary,
    /// A number that does not fit where it is used.
    NumberTooLarge,
    /// No object starts with that marshal type code.
    UnknownType(u8),
    /// A marshal reference to an object that has not been read (yet).
    BadReference(u32),
    /// References to the same objects that together unfold to far more than there is data.
    Inflated,
    /// Tuples, sets and code objects nested deeper than marshal allows.
    TooDeep,
    /// A size below zero.
    NegativeSize,
    /// Text that is not UTF-8 (surrogates allowed), or not ASCII where it must be.
    BadText,
    /// A number written as digits, or an integer, in a form that marshal never writes.
    BadNumber,
    /// A type that is fine for marshal, but not inside a code object: a list, a dict, a set, a `StopIteration`.
    Unsupported(&'static str),
    /// A field of a code object that has the wrong type or size.
    BadField(&'static str),
    /// Not a `.pyc` of a supported release: its magic number.
    UnknownMagic(u16),
    /// Flag bits of a `.pyc` that no release defines.
    UnknownFlags(u32),
    /// A `.pyc` whose object is no code object but of the type named.
    NoCode(&'static str),
}

impl DecodeError {
    pub(crate) fn new(offset: usize, problem: DecodeProblem) -> Self {
        Self { offset, problem }
    }
}

impl fmt::Display for DecodeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated => f.write_str("the data ends too early"),
            Self::UnknownOpcode(number) => write!(f, "no opcode has the number {number}"),
            Self::StrayExtendedArg => f.write_str("EXTENDED_ARG without an instruction to extend"),
            Self::JumpOutOfCode => f.write_str("a jump out of the code"),
            Self::OddJump => f.write_str("a jump into the middle of an instruction"),
            Self::EntryBoundary => f.write_str("a byte of the wrong kind in a table entry"),
            Self::NumberTooLarge => f.write_str("a number too large"),
            Self::UnknownType(code) => match char::from(*code) {
                letter @ '!'..='~' => write!(f, "unknown type code '{letter}'"),
                _ => write!(f, "unknown type code {code:#04x}"),
            },
            Self::BadReference(index) => write!(f, "reference to object {index}, which is not there"),
            Self::Inflated => f.write_str("references that unfold beyond measure"),
            Self::TooDeep => f.write_str("objects nested too deeply"),
            Self::NegativeSize => f.write_str("a negative size"),
            Self::BadText => f.write_str("text in a wrong encoding"),
            Self::BadNumber => f.write_str("a malformed number"),
            Self::Unsupported(name) => write!(f, "a code object cannot hold a {name}"),
            Self::BadField(name) => write!(f, "bad {name} in a code object"),
            Self::UnknownMagic(magic) => {
                let [first, .., last] = Version::READABLE;
                write!(
                    f,
                    "magic number {magic} is of no supported release (CPython {} to {})",
                    first.series(),
                    last.series()
                )
            }
            Self::UnknownFlags(flags) => write!(f, "unknown .pyc flags {flags:#x}"),
            Self::NoCode(name) => write!(f, "expected a code object, found a value of type {name}"),
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "byte {}: {}", self.offset, self.problem)
    }
}

impl std::error::Error for DecodeError {}

/// A code object that marshal has no form for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncodeError {
    /// Code objects and tuples nested deeper than marshal allows (2,000 levels).
    TooDeep,
    /// A size or number beyond 31 bits.
    TooLarge,
    /// A release whose code objects have another layout: they are read, but not written.
    Layout,
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooDeep => "object too deeply nested to marshal",
            Self::TooLarge => "object too large to marshal",
            Self::Layout => "code objects of that release are not written",
        })
    }
}

impl std::error::Error for EncodeError {}
