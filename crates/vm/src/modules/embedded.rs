//! The standard modules that are written in Python: the files of `crates/vm/python`, inside the binary.

use include_dir::{Dir, include_dir};

use crate::Vm;

static PYTHON: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/python");

impl Vm {
    /// The source of an embedded module with this dotted name, and whether it is a package.
    #[allow(clippy::unused_self, reason = "asked of the machine, like other modules")]
    pub(crate) fn find_embedded(&self, name: &str) -> Option<(&'static str, bool)> {
        let path = name.replace('.', "/");
        let source = |path: String| PYTHON.get_file(path)?.contents_utf8();
        match source(format!("{path}.py")) {
            Some(text) => Some((text, false)),
            None => source(format!("{path}/__init__.py")).map(|text| (text, true)),
        }
    }
}
