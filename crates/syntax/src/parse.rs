//! Text to syntax tree.

use bytescope_bytecode::Version;
use ruff_python_ast as ruff;

use crate::ast::Mod;
use crate::library::Library;
use crate::limits;
use crate::lower::Lowering;
use crate::source::refuse_nul;
use crate::stack::with_stack_for;
use crate::{LineIndex, SyntaxError, errors};

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
    let parsed = Library::parse(source, &lines, library_mode, target)?;
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
    let mut lowering = Lowering::new(source, &lines, version);
    let module = match (parsed.into_syntax(), mode) {
        (Some(ruff::Mod::Module(root)), Mode::Single) => Mod::Interactive { body: lowering.body(root.body) },
        (Some(ruff::Mod::Module(root)), _) => Mod::Module { body: lowering.body(root.body) },
        (Some(ruff::Mod::Expression(root)), _) => {
            Mod::Expression { body: Box::new(lowering.expr(*root.body)) }
        }
        (None, _) => Mod::Module { body: Vec::new() },
    };
    match lowering.finish() {
        Ok(depth) => Ok(Parsed { module: Some(module), lines, depth }),
        Err((error, depth)) => {
            with_stack_for(depth, || drop(module));
            Err(error)
        }
    }
}
