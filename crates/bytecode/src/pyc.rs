//! `.pyc` files: a header of sixteen bytes, then the marshalled module (PEP 552, PEP 3147).
//!
//! The header is the release's magic number, flags, and what tells whether the file is out of date: the
//! source's time and size, or a hash of it.

use std::hash::Hasher;
use std::sync::Arc;

use siphasher::sip::SipHasher13;

use crate::error::{DecodeError, DecodeProblem};
use crate::tables::TABLES;
use crate::{CodeObject, Constant, EncodeError, OpcodeTable, Version, marshal};

/// Size of the header in bytes, since 3.7.
const HEADER_SIZE: usize = 16;

/// Flag: the header holds a hash of the source.
const HASH_BASED: u32 = 0b01;
/// Flag: an importer is to compare that hash with the source.
const CHECK_SOURCE: u32 = 0b10;

/// How an importer finds out that a file is out of date (`py_compile.PycInvalidationMode`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invalidation {
    /// By the source's modification time in seconds and its size in bytes, 32 bits of each.
    Timestamp {
        /// Seconds since 1970.
        mtime: u32,
        /// Bytes.
        size: u32,
    },
    /// By a hash of the source, which importing compares.
    CheckedHash([u8; 8]),
    /// There is a hash, but importing trusts the file.
    UncheckedHash([u8; 8]),
}

/// A `.pyc` file.
#[derive(Clone, Debug)]
pub struct Pyc {
    /// The newest known release of the series that wrote it; the magic number tells no more.
    pub version: Version,
    /// How it goes out of date.
    pub invalidation: Invalidation,
    /// The module.
    pub code: Arc<CodeObject>,
}

/// Reads a `.pyc` file. Offsets in errors count from its start.
pub fn read(data: &[u8]) -> Result<Pyc, DecodeError> {
    let Some((header, body)) = data.split_at_checked(HEADER_SIZE) else {
        return Err(DecodeError::new(data.len(), DecodeProblem::Truncated));
    };
    let word = |index: usize| {
        let bytes = &header[4 * index..4 * index + 4];
        u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
    };
    let magic = u16::from_le_bytes([header[0], header[1]]);
    let minor = TABLES.iter().find(|(_, table)| raw_magic(table) == word(0)).map(|(minor, _)| *minor);
    let version = Version::KNOWN.into_iter().rev().find(|version| Some(version.minor) == minor);
    let version = version.ok_or(DecodeError::new(0, DecodeProblem::UnknownMagic(magic)))?;
    let mut hash = [0; 8];
    hash.copy_from_slice(&header[8..]);
    let invalidation = match word(1) {
        0 => Invalidation::Timestamp { mtime: word(2), size: word(3) },
        HASH_BASED => Invalidation::UncheckedHash(hash),
        flags if flags == HASH_BASED | CHECK_SOURCE => Invalidation::CheckedHash(hash),
        flags => return Err(DecodeError::new(4, DecodeProblem::UnknownFlags(flags))),
    };
    let value =
        marshal::load(body).map_err(|error| DecodeError::new(error.offset + HEADER_SIZE, error.problem))?;
    let Constant::Code(code) = value else {
        return Err(DecodeError::new(HEADER_SIZE, DecodeProblem::NoCode(value.type_name())));
    };
    Ok(Pyc { version, invalidation, code })
}

/// The bytes of a `.pyc` file.
pub fn write(
    version: Version,
    invalidation: Invalidation,
    code: &CodeObject,
) -> Result<Vec<u8>, EncodeError> {
    let (flags, rest) = match invalidation {
        Invalidation::Timestamp { mtime, size } => {
            (0, (u64::from(size) << 32 | u64::from(mtime)).to_le_bytes())
        }
        Invalidation::CheckedHash(hash) => (HASH_BASED | CHECK_SOURCE, hash),
        Invalidation::UncheckedHash(hash) => (HASH_BASED, hash),
    };
    let mut data = raw_magic(OpcodeTable::of(version)).to_le_bytes().to_vec();
    data.extend(flags.to_le_bytes());
    data.extend(rest);
    data.extend(marshal::dump_code(code)?);
    Ok(data)
}

/// The hash of a source file's bytes that a hash-based `.pyc` holds (`importlib.util.source_hash`):
/// SipHash-1-3 since 3.11, with the magic number as key.
pub fn source_hash(version: Version, source: &[u8]) -> [u8; 8] {
    let key = u64::from(raw_magic(OpcodeTable::of(version)));
    let mut hasher = SipHasher13::new_with_keys(key, 0);
    hasher.write(source);
    hasher.finish().to_le_bytes()
}

/// The first four bytes of a file: the magic number, then CR and LF, which text mode would damage.
fn raw_magic(table: &OpcodeTable) -> u32 {
    u32::from(table.magic) | u32::from_le_bytes(*b"\0\0\r\n")
}
