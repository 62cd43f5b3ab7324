//! PDF from the Typst source of [`crate::typst`], in the feature `pdf`.
//!
//! Typst is a library here: no network, no packages, no other file than the one text, and the fonts that it carries.
//! For letters that none of these has (emoji, Chinese) the caller is asked for more fonts, and only then; what no font
//! has is an empty box. Nothing depends on the day: the same source and fonts are the same file.

use std::collections::HashSet;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World, WorldExt as _};
use typst_kit::fonts::{FontStore, embedded};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, pdf};

/// The document as a PDF: tagged, with bookmarks, its text as text. `fonts` are files with an index in them, asked one
/// by one for letters that the fonts inside have not.
///
/// # Errors
///
/// What Typst has to say of a source that it does not understand.
pub fn render(source: String, fonts: &mut dyn Iterator<Item = (Vec<u8>, u32)>) -> Result<Vec<u8>, String> {
    let paper = Paper::new(source, fonts);
    let document = typst::compile::<PagedDocument>(&paper).output.map_err(|errors| paper.tell(&errors))?;
    let creator = format!("bytescope {}", env!("CARGO_PKG_VERSION"));
    let options = PdfOptions { creator: Smart::Custom(Some(creator)), ..PdfOptions::default() };
    pdf(&document, &options).map_err(|errors| paper.tell(&errors))
}

/// All that Typst sees of the world.
struct Paper {
    library: LazyHash<Library>,
    fonts: FontStore,
    source: Source,
}

impl Paper {
    fn new(source: String, more: &mut dyn Iterator<Item = (Vec<u8>, u32)>) -> Self {
        let mut fonts = FontStore::new();
        // `style.typ` draws the pictures of control characters.
        let is_text = |letter: &char| !letter.is_ascii() && !('\u{2400}'..='\u{2420}').contains(letter);
        let mut missing: HashSet<char> = source.chars().filter(is_text).collect();
        let without = |missing: &mut HashSet<char>, info: &FontInfo| {
            missing.retain(|letter| !info.coverage.contains((*letter).into()));
        };
        for (font, info) in embedded() {
            without(&mut missing, &info);
            fonts.push((font, info));
        }
        while !missing.is_empty() {
            let Some((data, index)) = more.next() else { break };
            let before = missing.len();
            let Some(font) = Font::new(Bytes::new(data), index) else { continue };
            without(&mut missing, font.info());
            if missing.len() < before {
                let info = font.info().clone();
                fonts.push((font, info));
            }
        }
        Self { library: LazyHash::new(Library::default()), fonts, source: Source::detached(source) }
    }

    /// The first error, with its line.
    fn tell(&self, errors: &[SourceDiagnostic]) -> String {
        let Some(error) = errors.first() else { return "typst gives no reason".to_owned() };
        let line = self.range(error.span).and_then(|range| self.source.lines().byte_to_line(range.start));
        let place = line.map_or_else(String::new, |line| format!("line {} of the Typst source: ", line + 1));
        format!("{place}{}", error.message)
    }
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
