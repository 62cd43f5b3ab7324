//! What an instruction does, by CPython's name for it, whatever number a release gave it.
//!
//! Opcode *numbers* change with every minor release; an [`Opcode`] is the name. The number, the inline
//! caches and the stack effect of an opcode in one release are that release's table's business.

use std::fmt;

use crate::tables::NAMES;

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
