//! Text to syntax tree.

use bytescope_bytecode::{Location, Version};
use ruff_python_ast as ruff;

use crate::ast::{Mod, Stmt, StmtKind};
use crate::library::Library;
use crate::limits;
use crate::lower::{Lowering, MAX_DEPTH};
use crate::mend::mend;
use crate::source::refuse_nul;
use crate::stack::with_stack_for;
use crate::{ErrorKind, LineIndex, SyntaxError, errors};

/// What the text is, as `compile()` has it in its `mode`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// A file: any number of statements.
    #[default]
    Exec,
    /// One expression.
    Eval,
    /// One statement at the prompt.
    Single,
}

/// A syntax tree and what belongs to it.
///
/// Dropping it is safe however deep the tree is; who takes the tree out does so inside
/// [`with_stack_for`] its [`depth`](Self::depth).
#[derive(Debug)]
pub struct Parsed {
    /// The root. Taken out only while the value is dropped.
    module: Option<Mod>,
    /// Where the lines of the source start.
    pub lines: LineIndex,
    /// How many levels of statements and expressions the tree has: what recursion over it needs.
    pub depth: u32,
}

impl Parsed {
    /// The root of the tree.
    pub fn module(&self) -> &Mod {
        static EMPTY: Mod = Mod::Module { body: Vec::new() };
        self.module.as_ref().unwrap_or(&EMPTY)
    }

    /// The tree itself, to be changed and dropped by the caller, inside [`with_stack_for`] its depth.
    pub fn into_module(mut self) -> Mod {
        self.module.take().unwrap_or(Mod::Module { body: Vec::new() })
    }
}

impl Drop for Parsed {
    fn drop(&mut self) {
        let module = self.module.take();
        with_stack_for(self.depth, || drop(module));
    }
}

/// Parses `source`, which is decoded text: `\n` alone ends a line and there is no byte order mark.
pub fn parse(source: &str, mode: Mode, version: Version) -> Result<Parsed, SyntaxError> {
    refuse_nul(source.as_bytes())?;
    let lines = LineIndex::new(source);
    let library_mode = match mode {
        Mode::Exec | Mode::Single => ruff_python_parser::Mode::Module,
        Mode::Eval => ruff_python_parser::Mode::Expression,
    };
    let target = ruff::PythonVersion { major: 3, minor: version.minor };
    let mut parsed = Library::parse(source, &lines, library_mode, target)?;
    let mut stand_ins = Vec::new();
    if !parsed.errors().is_empty()
        && let Some(mended) = mend(source, parsed.tokens())
    {
        let again = Library::parse(&mended.source, &lines, library_mode, target)?;
        if again.errors().is_empty() {
            (parsed, stand_ins) = (again, mended.stand_ins);
        }
    }
    let too_deep = limits::check(parsed.tokens(), &lines);
    if !parsed.errors().is_empty() || !parsed.unsupported().is_empty() {
        let first = parsed.errors().iter().map(|error| error.location.start().to_usize()).min();
        return Err(match too_deep {
            Some((offset, error)) if first.is_none_or(|first| offset <= first) => error,
            _ => errors::explain(source, &lines, parsed),
        });
    }
    if let Some((_, too_deep)) = too_deep {
        return Err(too_deep);
    }
    let mut lowering = Lowering::new(source, &lines, version, stand_ins);
    let module = match (parsed.into_syntax(), mode) {
        (Some(ruff::Mod::Module(root)), Mode::Single) => Mod::Interactive { body: lowering.body(root.body) },
        (Some(ruff::Mod::Module(root)), _) => Mod::Module { body: lowering.body(root.body) },
        (Some(ruff::Mod::Expression(root)), _) => {
            Mod::Expression { body: Box::new(lowering.expr(*root.body)) }
        }
        (None, _) => Mod::Module { body: Vec::new() },
    };
    let refusal = match (mode, &module) {
        (Mode::Single, Mod::Interactive { body }) => refuse_more_than_one(source, &lines, body),
        (Mode::Eval, _) if source.starts_with([' ', '\t']) => refuse_indent(source, &lines),
        _ => None,
    };
    if let Some(error) = refusal {
        drop(Parsed { module: Some(module), lines, depth: MAX_DEPTH });
        return Err(error);
    }
    match lowering.finish() {
        Ok(depth) => Ok(Parsed { module: Some(module), lines, depth }),
        Err((error, depth)) => {
            with_stack_for(depth, || drop(module));
            Err(error)
        }
    }
}

/// The grammar of `single`: one compound statement, or simple statements on one line.
fn refuse_more_than_one(source: &str, lines: &LineIndex, body: &[Stmt]) -> Option<SyntaxError> {
    let Some((first, rest)) = body.split_first() else {
        let line = lines.len() as i32 - 1;
        return Some(SyntaxError::new("invalid syntax", Location::new(line, line, -1, -1)));
    };
    if is_compound(&first.kind) {
        return rest.first().map(|second| {
            let start = lines.offset(second.location.lineno, second.location.col_offset).unwrap_or_default();
            let word =
                source[start as usize..].split(|char: char| !char.is_alphanumeric() && char != '_').next();
            let len = word.map_or(1, str::len).max(1) as u32;
            SyntaxError::new("invalid syntax", lines.location(start, start + len))
        });
    }
    // A `;` joins statements to one line; a newline in between parts them.
    let mut previous = first;
    for next in rest {
        let end = lines.offset(previous.location.end_lineno, previous.location.end_col_offset)? as usize;
        let start = lines.offset(next.location.lineno, next.location.col_offset)? as usize;
        let between = source.get(end..start)?;
        if let Some(newline) = between.find('\n')
            && !between[..newline].ends_with('\\')
        {
            let (lineno, column) = lines.position((end + newline) as u32);
            let location = Location::new(lineno, lineno, column, column + 1);
            let message = "multiple statements found while compiling a single statement";
            return Some(SyntaxError::new(message, location));
        }
        previous = next;
    }
    None
}

fn is_compound(kind: &StmtKind) -> bool {
    matches!(
        kind,
        StmtKind::FunctionDef(_)
            | StmtKind::AsyncFunctionDef(_)
            | StmtKind::ClassDef(_)
            | StmtKind::For(_)
            | StmtKind::AsyncFor(_)
            | StmtKind::While { .. }
            | StmtKind::If { .. }
            | StmtKind::With { .. }
            | StmtKind::AsyncWith { .. }
            | StmtKind::Match { .. }
            | StmtKind::Try(_)
            | StmtKind::TryStar(_)
    )
}

/// `eval` of text whose first line is indented: the parser library does not mind.
fn refuse_indent(source: &str, lines: &LineIndex) -> Option<SyntaxError> {
    let width = source.len() - source.trim_start_matches([' ', '\t']).len();
    if source[width..].starts_with(['#', '\n']) {
        return None;
    }
    let mut location = lines.location(width as u32 - 1, width as u32 - 1);
    // CPython knows no end here; its `end_offset` is -1.
    location.end_col_offset = -2;
    Some(SyntaxError { kind: ErrorKind::IndentationError, message: "unexpected indent".into(), location })
}
