//! The formats.

use bytescope_explorer::Source;

use crate::book::Book;
use crate::document::Document;
use crate::html::Options;
use crate::{html, markdown, notebook, obsidian, slides, typst};

/// What a document can become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A self-contained web page.
    Html,
    /// Markdown for GitHub and mdBook.
    Markdown,
    /// A note in an Obsidian vault.
    Obsidian,
    /// A Jupyter notebook.
    Notebook,
    /// Slides for reveal.js, in Markdown.
    Slides,
    /// Typst, which becomes a PDF.
    Typst,
}

impl Format {
    /// Cells in a line of its listings: what fits on A4 paper, on a slide, on a page.
    pub fn width(self) -> usize {
        match self {
            Self::Slides => 80,
            Self::Html | Self::Markdown | Self::Obsidian | Self::Notebook | Self::Typst => 100,
        }
    }

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown | Self::Obsidian | Self::Slides => "md",
            Self::Notebook => "ipynb",
            Self::Typst => "typ",
        }
    }
}

/// A document in a format.
pub fn render(document: &Document, format: Format, options: &Options<'_>) -> String {
    match format {
        Format::Html => html::render(document, options),
        Format::Markdown => markdown::render(document, options),
        Format::Obsidian => obsidian::render(document, options),
        Format::Notebook => notebook::render(document, options),
        Format::Slides => slides::render(document, options),
        Format::Typst => typst::render(document, options),
    }
}

/// The files around the pages of a book, by their names: the index, the mind map.
pub fn index(book: &Book, format: Format, options: &Options<'_>) -> Vec<(String, String)> {
    let words = book.language.words();
    match format {
        Format::Html => vec![("index.html".to_owned(), html::index(book, options))],
        Format::Markdown => vec![("index.md".to_owned(), markdown::index(book))],
        Format::Obsidian => vec![
            (format!("{}.md", obsidian::file_name(&book.title)), obsidian::index(book)),
            (format!("{}.canvas", words.mind_map), crate::mind_map::canvas(book)),
        ],
        Format::Notebook | Format::Slides | Format::Typst => Vec::new(),
    }
}

/// The name, without ending, of the file of a page: in a vault, names are what links are made of.
pub fn file_name(document: &Document, format: Format) -> String {
    if format == Format::Obsidian { obsidian::file_name(&document.title) } else { document.slug.clone() }
}

/// The lines of a program that a listing of code would number.
pub(crate) fn code(source: &Source) -> String {
    crate::layout::harmless(source.text())
}
