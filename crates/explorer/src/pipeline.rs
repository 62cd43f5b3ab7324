//! The way of one input through all stages.

use std::sync::Arc;

use bytescope_bytecode::{CodeObject, Name, Version};
use bytescope_compiler as compiler;
use bytescope_syntax::{Mode, SyntaxError, decode, normalize, parse, with_stack_for};

use crate::exploration::{Exploration, Input};
use crate::source::Source;
use crate::syntax_tree::Tree;
use crate::warnings::{Warning, warnings};

/// How to compile: the arguments of Python's `compile()`.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The name that the input goes by: `co_filename`.
    pub filename: String,
    /// File, expression or statement.
    pub mode: Mode,
    /// The release to be exact for.
    pub version: Version,
    /// The optimisation level: 0, 1 or 2.
    pub optimize: u8,
}

/// A program as it comes in.
#[derive(Clone, Copy, Debug)]
pub enum Program<'a> {
    /// The bytes of a file, which may name their encoding.
    File(&'a [u8]),
    /// Text that was typed somewhere.
    Text(&'a str),
}

/// A program that is refused, with as much of its text as could be read.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// What is wrong, and where.
    pub error: SyntaxError,
    /// The decoded source, for showing the line.
    pub source: String,
}

/// Takes a program through every stage.
///
/// # Errors
///
/// What CPython would raise for it.
pub fn explore(program: Program<'_>, settings: &Settings) -> Result<Exploration, Box<Refusal>> {
    let source = text(program)?;
    let refuse = |error| Box::new(Refusal { error, source: source.clone() });
    let parsed = parse(&source, settings.mode, settings.version).map_err(refuse)?;
    // Compiling takes the tree and folds constants in it; the reader wants to see it as it was.
    let seen = Tree::of(&parsed);
    let code = compile_parsed(parsed, settings).map_err(refuse)?;
    let input = Input {
        version: settings.version,
        filename: settings.filename.clone(),
        mode: match settings.mode {
            Mode::Exec => "exec",
            Mode::Eval => "eval",
            Mode::Single => "single",
        },
        optimize: settings.optimize,
        source,
        pyc: None,
    };
    Ok(Exploration::new(input, seen, Arc::new(code)))
}

/// Only compiles a program.
///
/// # Errors
///
/// What CPython would raise for it.
pub fn compile(program: Program<'_>, settings: &Settings) -> Result<CodeObject, Box<Refusal>> {
    let source = text(program)?;
    let refuse = |error| Box::new(Refusal { error, source: source.clone() });
    let parsed = parse(&source, settings.mode, settings.version).map_err(refuse)?;
    compile_parsed(parsed, settings).map_err(refuse)
}

/// Compiles a program, and says what CPython would warn about.
///
/// # Errors
///
/// What CPython would raise for it.
pub fn compile_with_warnings(
    program: Program<'_>,
    settings: &Settings,
) -> Result<(CodeObject, Vec<Warning>), Box<Refusal>> {
    let source = text(program)?;
    let refuse = |error| Box::new(Refusal { error, source: source.clone() });
    let parsed = parse(&source, settings.mode, settings.version).map_err(refuse)?;
    let tree = Tree::of(&parsed);
    let indexed = Source::new(source.as_str());
    let found = tree.with_stack(|| warnings(tree.root(), &indexed));
    Ok((compile_parsed(parsed, settings).map_err(refuse)?, found))
}

pub(crate) fn text(program: Program<'_>) -> Result<String, Box<Refusal>> {
    let (decoded, bytes) = match program {
        Program::File(bytes) => (decode(bytes), bytes),
        Program::Text(text) => (normalize(text), text.as_bytes()),
    };
    match decoded {
        Ok(text) => Ok(text.into_owned()),
        Err(error) => Err(Box::new(Refusal { error, source: String::from_utf8_lossy(bytes).into_owned() })),
    }
}

fn compile_parsed(parsed: bytescope_syntax::Parsed, settings: &Settings) -> Result<CodeObject, SyntaxError> {
    let options = compiler::Options {
        version: settings.version,
        optimize: settings.optimize,
        filename: Name::from(settings.filename.as_str()),
    };
    with_stack_for(parsed.depth, || compiler::compile(parsed.into_module(), &options))
}
