//! Explorations as text: for the terminal, for Markdown, and laid out as data for pages.
//!
//! Everything passes through one form, [`Row`]s of [`Run`]s with roles; [`plain`] and [`ansi`] finish it. The
//! exception is the module [`cpython`], which has the words of CPython's own tools. Nothing here reads a
//! file, asks the terminal or prints.
//!
//! ```
//! use bytescope_bytecode::Version;
//! use bytescope_explorer::{Program, Settings, explore};
//! use bytescope_syntax::Mode;
//! use bytescope_views::{Options, Theme, ansi, main_view, plain};
//!
//! let settings = Settings {
//!     filename: "<lesson>".to_owned(),
//!     mode: Mode::Exec,
//!     version: Version::LATEST,
//!     optimize: 0,
//! };
//! let exploration = explore(Program::Text("a, b = b, a\n"), &settings).map_err(|refusal| refusal.error)?;
//! let options = Options { width: 80, stack: true, ..Options::default() };
//! for block in main_view(&exploration, &options) {
//!     let rows = block?;
//!     assert!(rows.iter().all(|row| row.width() <= 80));
//!     assert!(ansi(&rows, Theme::Dark).len() >= plain(&rows).len());
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod code_view;
mod comparison_view;
pub mod cpython;
mod event_words;
mod explain;
mod fit;
mod glossary;
mod graph_svg;
mod graph_text;
mod graph_view;
mod headings;
mod hues;
mod layout;
mod listing;
mod main_view;
mod margin;
mod markdown;
mod options;
mod page;
mod paint;
mod pass_view;
mod profile_view;
mod run;
mod sheet;
mod stage_view;
mod symbol_view;
mod tables;
mod text;
mod token_view;
mod trace_view;
mod tree_view;
mod verification_view;

pub use code_view::{CodeRow, CodeView};
pub use comparison_view::comparison_view;
pub use event_words::{
    CHECK_WORDS, attribute_words, freed_words, name_words, rounds_words, search_words, switch_words,
};
pub use explain::{explain, opcode_list, releases_of};
pub use graph_svg::{print_graph, svg, svg_graph};
pub use graph_text::{dot, mermaid};
pub use graph_view::{Moment, graph_view};
pub use main_view::main_view;
pub use markdown::markdown;
pub use options::Options;
pub use page::{html_page, markdown_page};
pub use paint::{Theme, ansi, colour, plain};
pub use pass_view::{PassChange, PassLine, PassOptions, argument, changes, pass_view};
pub use profile_view::profile_view;
pub use run::{Hue, Role, Row, Run, Style, cut, cut_start, visible, width, wrap_words};
pub use sheet::{Bracket, Sheet, SheetGroup, SheetRow, Source, Stroke};
pub use stage_view::stage_view;
pub use symbol_view::symbol_view;
pub use text::{ascii, printable, unpainted, wrap};
pub use token_view::token_view;
pub use trace_view::{TraceView, fit_values};
pub use tree_view::tree_view;
pub use verification_view::verification_view;
