//! The fonts of the machine, for letters that the ones inside a PDF's writer have not. Looked for only when the
//! first one is asked for.

use std::fs;

use fontdb::{Database, Source};

/// Every face: the file and its index in it.
pub(crate) fn of_machine() -> impl Iterator<Item = (Vec<u8>, u32)> {
    std::iter::once_with(|| {
        let mut fonts = Database::new();
        fonts.load_system_fonts();
        let faces: Vec<_> = fonts.faces().cloned().collect();
        faces
    })
    .flatten()
    .filter_map(|face| match &face.source {
        Source::File(path) | Source::SharedFile(path, _) => Some((fs::read(path).ok()?, face.index)),
        Source::Binary(_) => None,
    })
}
