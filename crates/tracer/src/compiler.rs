//! Source for the machine: compiles it when a run starts, imports or calls `compile()`, and remembers it, so that
//! tracebacks and traces can show its lines. A host of the machine passes these three questions on.

use std::rc::Rc;

use bytescope_bytecode::{CodeObject, Location, Version};
use bytescope_explorer::{Program, Refusal, Settings, Source, compile, quote};
use bytescope_syntax::{ErrorKind, Mode, decode};
use bytescope_vm::{CompileError, CompileMode};

use crate::known::Sources;

/// Compiles for a run.
#[derive(Clone, Debug)]
pub struct Compiler {
    /// The release to be exact for.
    pub version: Version,
    /// The optimisation level.
    pub optimize: u8,
    /// Sources by the names that tracebacks know them by.
    pub sources: Sources,
}

impl Compiler {
    /// Nothing was compiled yet.
    pub fn new(version: Version, optimize: u8) -> Self {
        Self { version, optimize, sources: Sources::default() }
    }

    /// Compiles, and remembers the text.
    ///
    /// # Errors
    ///
    /// What CPython would raise for it.
    pub fn compile(
        &self,
        source: &[u8],
        filename: &str,
        mode: CompileMode,
    ) -> Result<CodeObject, CompileError> {
        let settings = Settings {
            filename: filename.to_owned(),
            mode: match mode {
                CompileMode::Exec => Mode::Exec,
                CompileMode::Eval => Mode::Eval,
                CompileMode::Single => Mode::Single,
            },
            version: self.version,
            optimize: self.optimize,
        };
        let text = decode(source).unwrap_or_else(|_| String::from_utf8_lossy(source));
        self.sources.borrow_mut().insert(filename.to_owned(), Rc::new(Source::new(text)));
        compile(Program::File(source), &settings).map_err(|refusal| compile_error(&refusal))
    }

    /// The source of a place in a traceback, as [`bytescope_vm::Host::quote`] wants it.
    pub fn quote(&self, filename: &str, location: Location) -> Vec<String> {
        if filename.starts_with('<') {
            return Vec::new();
        }
        self.sources.borrow().get(filename).map(|source| quote(source, location)).unwrap_or_default()
    }

    /// The text of a file that was compiled.
    pub fn source(&self, filename: &str) -> Option<String> {
        if filename.starts_with('<') {
            return None;
        }
        self.sources.borrow().get(filename).map(|source| source.text().to_owned())
    }
}

/// A refusal with the fields of Python's `SyntaxError`.
fn compile_error(refusal: &Refusal) -> CompileError {
    let error = &refusal.error;
    let location = error.location;
    let source = Source::new(refusal.source.as_str());
    let line = (location.lineno > 0).then(|| source.line(location.lineno).to_owned());
    let characters = |lineno: i32, column: i32| {
        let line = source.line(lineno);
        let column = usize::try_from(column).ok()?;
        let before = line.get(..column.min(line.len())).unwrap_or(line);
        Some(before.chars().count() as u32 + 1)
    };
    CompileError {
        class: match error.kind {
            ErrorKind::SyntaxError => "SyntaxError",
            ErrorKind::IndentationError => "IndentationError",
            ErrorKind::TabError => "TabError",
            ErrorKind::RecursionError => "RecursionError",
            ErrorKind::MemoryError => "MemoryError",
            ErrorKind::OverflowError => "OverflowError",
            ErrorKind::ValueError => "ValueError",
            ErrorKind::SystemError => "SystemError",
        },
        message: error.message.clone(),
        lineno: u32::try_from(location.lineno).ok(),
        offset: characters(location.lineno, location.col_offset),
        end_lineno: u32::try_from(location.end_lineno).ok(),
        end_offset: characters(location.end_lineno, location.end_col_offset)
            .map_or(Some(location.end_col_offset + 1), |column| Some(column as i32)),
        text: line.map(|line| if line.ends_with('\n') { line } else { format!("{line}\n") }),
    }
}
