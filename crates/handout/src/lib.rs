//! Lessons in Markdown with live fences, made into pages, notebooks, an atlas and a mind map.
//!
//! How the pieces meet:
//!
//! ```text
//!  text ──▸ Lesson ──▸ Document ──▸ html | markdown | obsidian | notebook | slides | typst | terminal
//!     lesson      build                 one module a format
//!             ▲ Book (titles and addresses of all pages)
//! ```
//!
//! 1. [`Lesson::parse`] takes the text apart: front matter, headings, prose, live fences with their options, boxes
//!    and folded questions, each with its line. It runs nothing. [`snippet::lesson`] makes a lesson of one program.
//! 2. [`Book::of`] knows the titles of all lessons of a folder, so that `[[links]]` find their pages and pages
//!    their neighbours.
//! 3. [`build`] compiles and runs the programs, looks up the numbers, makes the exercises, checks what the lesson
//!    states, and gives the [`Document`]: the same for every format, with everything computed.
//! 4. A format lays a document out: [`html::render`] and its siblings. None of them computes anything, none can fail.
//!
//! Whatever is wrong with a lesson is a [`Problem`] with its file and line. `--check` is steps 1 to 3.
//!
//! Nothing here reads a file: what a lesson names (`pyc=FILE`) comes from a [`Files`] of the caller. Programs run
//! in a machine that sees nothing of the world but the files of their page. It needs a deep stack of its
//! thread ([`STACK`]).

mod book;
mod build;
mod compare;
mod document;
mod exercises;
mod fence;
mod files;
mod format;
pub mod html;
pub mod layout;
mod lesson;
mod markdown;
pub mod mind_map;
mod notebook;
mod numbers;
mod obsidian;
#[cfg(feature = "pdf")]
pub mod pdf;
mod problem;
mod prose;
mod run;
mod slides;
pub mod snippet;
pub mod terminal;
pub mod typst;
mod weave;
mod words;

pub use book::{Book, Entry, Section};
pub use build::{Settings, build};
pub use document::{
    Callout, Cell, ComparedInstruction, ComparedObject, Comparison, Document, Exercise, ExerciseKind,
    Heading, Listing, Matter, Part, Program, Shown, View,
};
pub use fence::{ProgramOptions, ViewKind};
pub use files::{Files, NoFiles};
pub use format::{Format, file_name, index, render};
pub use html::{Answers, Options};
pub use lesson::{Block, BlockKind, FrontMatter, Lesson, Stated};
pub use problem::Problem;
pub use prose::{Target, events, plain_text};
pub use run::{Ran, STACK};
pub use weave::weave;
pub use words::{Language, Words};
