//! Which CPython release a thing is true for.

use std::fmt;
use std::str::FromStr;

use crate::tables::TABLES;

/// A CPython 3 release, `3.minor.micro`.
///
/// Patch releases differ in bytecode (3.13.2 emits a `GET_ITER` that 3.13.0 does not), so a version
/// without its micro number does not name a target.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Version {
    /// The `13` of 3.13.0.
    pub minor: u8,
    /// The `0` of 3.13.0.
    pub micro: u8,
}

impl Version {
    /// CPython 3.13.0.
    pub const V3_13_0: Self = Self { minor: 13, micro: 0 };
    /// CPython 3.13.2.
    pub const V3_13_2: Self = Self { minor: 13, micro: 2 };

    /// Every release that can be compiled for, oldest first. Each was compared with the real one.
    pub const KNOWN: [Self; 2] = [Self::V3_13_0, Self::V3_13_2];

    /// The releases whose bytecode can be read, the newest known of each series, oldest first.
    pub const READABLE: [Self; TABLES.len()] = {
        let mut versions = [Self::LATEST; TABLES.len()];
        let mut index = 0;
        while index < versions.len() {
            // What can be compiled for is known in more than one patch release.
            if TABLES[index].version.minor != Self::LATEST.minor {
                versions[index] = TABLES[index].version;
            }
            index += 1;
        }
        versions
    };

    /// The newest release known that can be compiled for.
    pub const LATEST: Self = Self::V3_13_2;
}

impl Version {
    /// The `3.13` of 3.13.0: what opcodes and the form of files depend on.
    pub fn series(self) -> String {
        format!("3.{}", self.minor)
    }

    /// Reads `3.8.18` or `3.8`: a release whose bytecode can be read.
    pub fn readable(text: &str) -> Result<Self, UnknownVersion> {
        find(text, Self::READABLE.into_iter().chain(Self::KNOWN).collect())
    }
}

/// The release of that name, the newest of its series if it names a series.
fn find(text: &str, mut versions: Vec<Version>) -> Result<Version, UnknownVersion> {
    versions.sort_unstable();
    versions.dedup();
    let found = versions
        .iter()
        .rev()
        .find(|version| text == version.to_string() || text == version.series())
        .copied();
    found.ok_or_else(|| UnknownVersion { text: text.to_owned(), versions })
}

impl Default for Version {
    fn default() -> Self {
        Self::LATEST
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "3.{}.{}", self.minor, self.micro)
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Why a text names no release that would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownVersion {
    text: String,
    /// Those that would.
    versions: Vec<Version>,
}

impl fmt::Display for UnknownVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown Python version {:?}: expected 3.13 (the newest known) or one of", self.text)?;
        for (index, version) in self.versions.iter().enumerate() {
            write!(f, "{} {version}", if index == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

impl std::error::Error for UnknownVersion {}

impl FromStr for Version {
    type Err = UnknownVersion;

    /// Reads `3.13.0`, or `3.13` for the newest micro release known.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        find(text, Self::KNOWN.to_vec())
    }
}
