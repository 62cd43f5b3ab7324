//! A document: a lesson with everything computed that any format shows of it.

use std::rc::Rc;

use bytescope_bytecode::Version;
use bytescope_explorer::{Exploration, Passes, Refusal, Source, Symbols, SyntaxTree, Tokens};
use bytescope_tracer::Recording;
use bytescope_views::Row;

use crate::fence::{ProgramOptions, ViewKind};
use crate::run::{Ran, Start};
use crate::words::Language;

/// A page.
#[derive(Debug)]
pub struct Document {
    /// Its title, in Markdown.
    pub title: String,
    /// Its address without an ending.
    pub slug: String,
    /// The part of the book it belongs to; may be empty.
    pub section: String,
    /// One sentence; may be empty.
    pub summary: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Who wrote it; may be empty.
    pub author: String,
    /// The language of the fixed words.
    pub language: Language,
    /// The CPython release that everything computed is true for.
    pub version: Version,
    /// Cells in a line of its listings.
    pub width: usize,
    /// What is on it.
    pub parts: Vec<Part>,
}

/// A piece of a page.
#[derive(Debug)]
pub enum Part {
    /// A heading.
    Heading(Heading),
    /// Markdown with `[[links]]`; numbers are looked up already ([`crate::events`] takes it apart).
    Prose(String),
    /// Views of a program.
    Program(Shown),
    /// Two programs side by side.
    Comparison(Comparison),
    /// A compiled file, of whatever release.
    Pyc(Box<Listing>),
    /// Exercises.
    Exercises(Vec<Exercise>),
    /// A box, or a question with a folded answer.
    Callout(Callout),
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Its text, in Markdown.
    pub text: String,
    /// What an address names it by, as GitHub does; unique on the page.
    pub anchor: String,
}

/// A program with its views. Several places of a page may show the same program.
#[derive(Debug)]
pub struct Shown {
    /// The program.
    pub program: Rc<Program>,
    /// The views, in order.
    pub views: Vec<View>,
}

/// A program, compiled and run.
#[derive(Debug)]
pub struct Program {
    /// What other fences call it.
    pub name: Option<String>,
    /// The file that it would be: `adder.py`.
    pub filename: String,
    /// The release that it was compiled for.
    pub version: Version,
    /// The text.
    pub source: Source,
    /// The options of its fence.
    pub options: ProgramOptions,
    /// What every stage made of it; `None` if it was refused.
    pub exploration: Option<Exploration>,
    /// Why it was refused.
    pub refusal: Option<Box<Refusal>>,
    /// The files that it can import, by their paths.
    pub files: Rc<[(String, String)]>,
    /// Its run; `None` if it did not run (a refused program's has the message that CPython would print).
    pub ran: Option<Ran>,
}

impl Program {
    /// Runs it once more for its states, as far as `function=` and `steps=` choose them. The thread needs [`crate::STACK`].
    pub fn record(&self) -> Recording {
        self.start().record()
    }

    /// Whether it was run and wrote nothing to standard output.
    pub(crate) fn is_silent(&self) -> bool {
        self.ran.as_ref().is_some_and(|ran| ran.stdout.is_empty())
    }

    pub(crate) fn start(&self) -> Start<'_> {
        let (source, options) = (self.source.text(), &self.options);
        Start { filename: &self.filename, source, options, version: self.version, files: &self.files }
    }
}

/// A view with what only it needs. The others are all in the [`Program`].
#[derive(Debug)]
pub enum View {
    /// The program with line numbers.
    Source,
    /// Source beside instructions.
    Bytecode,
    /// The same with the operand stack.
    Stack,
    /// A sentence for every opcode that occurs.
    Explain,
    /// Tokens.
    Tokens(Tokens),
    /// The syntax tree.
    Ast(SyntaxTree),
    /// The symbol table.
    Symbols(Symbols),
    /// What each optimisation changed.
    Passes(Passes),
    /// Basic blocks before and after optimisation.
    Cfg(Passes),
    /// The executed instructions, laid out.
    Trace(Vec<Row>),
    /// The run to step through; rows for formats where nothing can be stepped through.
    Stepper {
        /// All its states.
        recording: Box<Recording>,
        /// The same as a trace.
        rows: Vec<Row>,
    },
    /// What it printed on standard output ([`Ran::stdout`]).
    Output,
    /// How it ended: what is shown of standard error.
    Error(String),
    /// Instructions executed by line ([`Ran::profile`]).
    Profile,
}

impl View {
    /// Which one it is; none for [`View::Error`], which nobody asks for.
    pub fn kind(&self) -> Option<ViewKind> {
        Some(match self {
            Self::Source => ViewKind::Source,
            Self::Bytecode => ViewKind::Bytecode,
            Self::Stack => ViewKind::Stack,
            Self::Explain => ViewKind::Explain,
            Self::Tokens(_) => ViewKind::Tokens,
            Self::Ast(_) => ViewKind::Ast,
            Self::Symbols(_) => ViewKind::Symbols,
            Self::Passes(_) => ViewKind::Passes,
            Self::Cfg(_) => ViewKind::Cfg,
            Self::Trace(_) => ViewKind::Trace,
            Self::Stepper { .. } => ViewKind::Stepper,
            Self::Output => ViewKind::Output,
            Self::Error(_) => return None,
            Self::Profile => ViewKind::Profile,
        })
    }
}

/// Two programs side by side.
#[derive(Debug)]
pub struct Comparison {
    /// The names over the columns.
    pub names: [String; 2],
    /// The release that both were compiled for.
    pub version: Version,
    /// The code objects that stand beside each other.
    pub objects: Vec<ComparedObject>,
    /// How many instructions each has in all.
    pub totals: [usize; 2],
}

/// Two code objects side by side.
#[derive(Clone, Debug)]
pub struct ComparedObject {
    /// Their names; empty where there is nothing on a side.
    pub names: [String; 2],
    /// Instructions, aligned.
    pub rows: Vec<[Option<ComparedInstruction>; 2]>,
    /// How many instructions each has.
    pub counts: [usize; 2],
}

/// An instruction in a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedInstruction {
    /// Its line.
    pub line: i32,
    /// The name of its opcode.
    pub opcode: &'static str,
    /// Its argument in words.
    pub meaning: String,
}

impl ComparedInstruction {
    /// Whether two do the same; lines do not count.
    pub fn does_what(&self, other: &Self) -> bool {
        self.opcode == other.opcode && self.meaning == other.meaning
    }
}

/// Listings of a compiled file.
#[derive(Debug)]
pub struct Listing {
    /// The file's name.
    pub title: String,
    /// What is in it, whatever release made it.
    pub exploration: Exploration,
    /// Only this code object.
    pub only: Option<String>,
    /// The views: [`ViewKind::Bytecode`] or [`ViewKind::Stack`].
    pub show: Vec<ViewKind>,
}

/// An exercise with its solution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exercise {
    /// Its number on the page, from 1.
    pub number: usize,
    /// What is asked.
    pub kind: ExerciseKind,
    /// The question.
    pub question: Vec<Matter>,
    /// The solution.
    pub solution: Vec<Matter>,
}

/// The kinds of exercises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExerciseKind {
    /// What does it print?
    Predict,
    /// What is on the stack after an instruction?
    Stack,
    /// Fill in the trace.
    Grid,
    /// Put the instructions in order.
    Parsons,
    /// Which scope answers for a name?
    Scope,
    /// Which line does an instruction belong to?
    Line,
    /// How many instructions does a line cost, and why?
    Cost,
}

impl ExerciseKind {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Predict, Self::Stack, Self::Grid, Self::Parsons, Self::Scope, Self::Line, Self::Cost];

    /// Its name in `exercises=`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Predict => "predict",
            Self::Stack => "stack",
            Self::Grid => "grid",
            Self::Parsons => "parsons",
            Self::Scope => "scope",
            Self::Line => "line",
            Self::Cost => "cost",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What exercises are made of, and all that a format must be able to lay out for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    /// A paragraph of Markdown.
    Text(String),
    /// Python code, with the number of its first line.
    Code {
        /// The lines.
        text: String,
        /// The number of the first.
        first_line: usize,
    },
    /// Monospaced text that is no program: a listing, an output.
    Verbatim(String),
    /// A table.
    Table {
        /// The titles of the columns.
        head: Vec<String>,
        /// The rows.
        rows: Vec<Vec<Cell>>,
    },
    /// Lettered choices, plain monospaced text: A, B, C …
    Choices(Vec<String>),
    /// Room to write, in lines.
    Room(usize),
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Left for the reader to fill in.
    Blank,
    /// Monospaced text.
    Code(String),
    /// Words and numbers.
    Words(String),
}

/// A box.
#[derive(Debug)]
pub struct Callout {
    /// `question`, `tip`, `note` or `warning`.
    pub kind: String,
    /// Whether the body is folded away until the reader asks for it.
    pub folded: bool,
    /// Its title, in Markdown; may be empty.
    pub title: String,
    /// What is in it.
    pub parts: Vec<Part>,
}
