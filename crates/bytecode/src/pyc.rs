//! `.pyc` files: a header of sixteen bytes, then the marshalled module (PEP 552, PEP 3147).
//!
//! The header is the release's magic number, flags, and what tells whether the file is out of date: the
//! source's time and size, or a hash of it. Before 3.7 it has no flags and twelve bytes.

use std::sync::Arc;

use siphasher::sip::{SipHasher13, SipHasher24};

use crate::error::{DecodeError, DecodeProblem};
use crate::form::{CodeLayout, Form, SourceHash};
use crate::tables::TABLES;
use crate::{CodeObject, Constant, EncodeError, OpcodeTable, Version, marshal};

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
    let truncated = DecodeError::new(data.len(), DecodeProblem::Truncated);
    let raw = *data.first_chunk::<4>().ok_or_else(|| truncated.clone())?;
    let table = TABLES.iter().find(|table| raw_magic(table).to_le_bytes() == raw);
    let unknown = DecodeProblem::UnknownMagic(u16::from_le_bytes([raw[0], raw[1]]));
    let table = table.ok_or_else(|| DecodeError::new(0, unknown))?;
    let version = Version::READABLE.into_iter().find(|version| version.minor == table.version.minor);
    let Form { header_size, layout, .. } = table.form;
    let start = usize::from(header_size);
    let (header, body) = data.split_at_checked(start).ok_or(truncated)?;
    let invalidation = match header.split_last_chunk::<8>() {
        Some(([.., a, b, c, d], rest)) if start == 16 => {
            by_flags(u32::from_le_bytes([*a, *b, *c, *d]), *rest)?
        }
        Some((_, rest)) => timestamp(*rest),
        None => return Err(DecodeError::new(data.len(), DecodeProblem::Truncated)),
    };
    let shifted = |error: DecodeError| DecodeError::new(error.offset + start, error.problem);
    let value = marshal::load_as(body, layout).map_err(shifted)?;
    let Constant::Code(code) = value else {
        return Err(DecodeError::new(start, DecodeProblem::NoCode(value.type_name())));
    };
    Ok(Pyc { version: version.unwrap_or(table.version), invalidation, code })
}

/// The meaning of a header's last eight bytes, as its flags say.
fn by_flags(flags: u32, rest: [u8; 8]) -> Result<Invalidation, DecodeError> {
    match flags {
        0 => Ok(timestamp(rest)),
        HASH_BASED => Ok(Invalidation::UncheckedHash(rest)),
        flags if flags == HASH_BASED | CHECK_SOURCE => Ok(Invalidation::CheckedHash(rest)),
        flags => Err(DecodeError::new(4, DecodeProblem::UnknownFlags(flags))),
    }
}

fn timestamp(rest: [u8; 8]) -> Invalidation {
    let both = u64::from_le_bytes(rest);
    Invalidation::Timestamp { mtime: both as u32, size: (both >> 32) as u32 }
}

/// Whether the data starts with the magic number of a release that can be read.
pub fn is_pyc(data: &[u8]) -> bool {
    data.first_chunk::<4>()
        .is_some_and(|raw| TABLES.iter().any(|table| raw_magic(table).to_le_bytes() == *raw))
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
    let table = OpcodeTable::of(version);
    if table.form.layout != CodeLayout::Slots {
        return Err(EncodeError::Layout);
    }
    let mut data = raw_magic(table).to_le_bytes().to_vec();
    data.extend(flags.to_le_bytes());
    data.extend(rest);
    data.extend(marshal::dump_code(code)?);
    Ok(data)
}

/// The hash of a source file's bytes that a hash-based `.pyc` holds (`importlib.util.source_hash`), with the magic
/// number as key.
pub fn source_hash(version: Version, source: &[u8]) -> [u8; 8] {
    let table = OpcodeTable::of(version);
    let key = u64::from(raw_magic(table));
    match table.form.hash {
        SourceHash::Sip13 => SipHasher13::new_with_keys(key, 0).hash(source).to_le_bytes(),
        SourceHash::Sip24 => SipHasher24::new_with_keys(key, 0).hash(source).to_le_bytes(),
    }
}

/// The first four bytes of a file: the magic number, then CR and LF, which text mode would damage.
fn raw_magic(table: &OpcodeTable) -> u32 {
    u32::from(table.form.magic) | u32::from_le_bytes(*b"\0\0\r\n")
}
