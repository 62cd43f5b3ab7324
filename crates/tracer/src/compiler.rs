//! Source for the machine: compiles it when a run starts, imports or calls `compile()`, and remembers it, so that
//! tracebacks and traces can show its lines.

use std::rc::Rc;

use bytescope_bytecode::{CodeObject, Location, Version};
use bytescope_explorer::{
    Field, Node, Program, Refusal, Settings, Source, compile, compile_with_warnings, quote, syntax_tree,
};
use bytescope_syntax::{ErrorKind, Mode, decode};
use bytescope_vm::{CompileError, CompileMode, CompileWarning, Frontend, SyntaxField, SyntaxNode};

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
    /// About what was compiled last.
    warnings: Vec<CompileWarning>,
}

impl Compiler {
    /// Nothing was compiled yet.
    pub fn new(version: Version, optimize: u8) -> Self {
        Self { version, optimize, sources: Sources::default(), warnings: Vec::new() }
    }

    /// Notes the text of a file, for tracebacks and for whoever watches.
    pub fn add_source(&self, filename: &str, source: &[u8]) {
        let text = decode(source).unwrap_or_else(|_| String::from_utf8_lossy(source));
        self.sources.borrow_mut().insert(filename.to_owned(), Rc::new(Source::new(text)));
    }

    fn settings(&self, filename: &str, mode: CompileMode) -> Settings {
        Settings {
            filename: filename.to_owned(),
            mode: match mode {
                CompileMode::Exec => Mode::Exec,
                CompileMode::Eval => Mode::Eval,
                CompileMode::Single => Mode::Single,
            },
            version: self.version,
            optimize: self.optimize,
        }
    }
}

impl Frontend for Compiler {
    /// Compiles, and remembers the text and what CPython would warn about.
    fn compile(
        &mut self,
        source: &[u8],
        filename: &str,
        mode: CompileMode,
        _flags: u32,
    ) -> Result<CodeObject, CompileError> {
        let settings = self.settings(filename, mode);
        self.add_source(filename, source);
        self.warnings.clear();
        let program = Program::File(source);
        let refuse = |refusal: Box<Refusal>| compile_error(&refusal, mode);
        // The machine's own modules were looked at before.
        if filename.starts_with("<bytescope>") {
            return compile(program, &settings).map_err(refuse);
        }
        let (code, found) = compile_with_warnings(program, &settings).map_err(refuse)?;
        let warnings = found.into_iter().map(|warning| CompileWarning {
            lineno: warning.lineno.unsigned_abs(),
            message: warning.message,
        });
        self.warnings.extend(warnings);
        Ok(code)
    }

    fn take_warnings(&mut self) -> Vec<CompileWarning> {
        std::mem::take(&mut self.warnings)
    }

    fn parse(
        &mut self,
        source: &[u8],
        filename: &str,
        mode: CompileMode,
    ) -> Option<Result<SyntaxNode, CompileError>> {
        Some(match syntax_tree(Program::File(source), &self.settings(filename, mode)) {
            Ok(parsed) => Ok(parsed.tree.with_stack(|| syntax_node(parsed.tree.root()))),
            Err(refusal) => Err(compile_error(&refusal, mode)),
        })
    }

    fn quote(&mut self, filename: &str, location: Location) -> Vec<String> {
        if is_nameless(filename) {
            return Vec::new();
        }
        self.sources.borrow().get(filename).map(|source| quote(source, location)).unwrap_or_default()
    }

    fn source(&mut self, filename: &str) -> Option<String> {
        if is_nameless(filename) {
            return None;
        }
        self.sources.borrow().get(filename).map(|source| source.text().to_owned())
    }
}

/// Whether nobody can see the source again: what was typed or made up. Examples of `doctest` show theirs.
fn is_nameless(filename: &str) -> bool {
    filename.starts_with('<') && !filename.starts_with("<doctest ")
}

/// A node as the machine knows it.
fn syntax_node(node: &Node) -> SyntaxNode {
    let fields = node.fields.iter().map(|(name, field)| (*name, syntax_field(field))).collect();
    SyntaxNode { kind: node.kind, location: node.location, fields }
}

fn syntax_field(field: &Field) -> SyntaxField {
    match field {
        Field::Absent => SyntaxField::Absent,
        Field::Node(node) => SyntaxField::Node(syntax_node(node)),
        Field::List(items) => SyntaxField::List(items.iter().map(syntax_field).collect()),
        Field::Identifier(name) => SyntaxField::Identifier(name.to_string()),
        Field::Constant(constant) => SyntaxField::Constant(constant.clone()),
        Field::Int(number) => SyntaxField::Int(*number),
    }
}

/// A refusal with the fields of Python's `SyntaxError`.
fn compile_error(refusal: &Refusal, mode: CompileMode) -> CompileError {
    let error = &refusal.error;
    let mut location = error.location;
    if mode == CompileMode::Eval && refusal.source.is_empty() {
        // CPython's parser has not seen a line yet.
        location.lineno = 0;
    }
    let source = Source::new(refusal.source.as_str());
    let line = (location.lineno > 0).then(|| source.line(location.lineno).to_owned());
    let characters = |lineno: i32, column: i32| {
        let line = source.line(lineno);
        let column = usize::try_from(column).ok()?;
        // The line end counts as a character, and there may be columns after it.
        let after = column.saturating_sub(line.len());
        let before = line.get(..column.min(line.len())).unwrap_or(line);
        Some((before.chars().count() + after) as u32 + 1)
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
