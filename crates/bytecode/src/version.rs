//! Which CPython release a thing is true for.

use std::fmt;
use std::str::FromStr;

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

    /// The newest release known.
    pub const LATEST: Self = Self::V3_13_2;
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

/// Why a text names no release that can be compiled for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownVersion {
    text: String,
}

impl fmt::Display for UnknownVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown Python version {:?}: expected 3.13 (the newest known) or one of", self.text)?;
        for (index, version) in Version::KNOWN.iter().enumerate() {
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
        Self::KNOWN
            .into_iter()
            .rev()
            .find(|version| text == version.to_string() || text == format!("3.{}", version.minor))
            .ok_or_else(|| UnknownVersion { text: text.to_owned() })
    }
}
