//! What differs between releases before there is a tree, as data.

use bytescope_bytecode::Version;

/// The quirks of one release's parser.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grammar {
    /// The text of `{a != b=}` ends before the `!=`, which is taken for a conversion. 3.13.2 does not.
    pub(crate) debug_text_ends_at_not_equal: bool,
}

impl Grammar {
    pub(crate) fn of(version: Version) -> Self {
        Self { debug_text_ends_at_not_equal: version < Version::V3_13_2 }
    }
}
