//! The syntax tree of one input, which need not compile.

use bytescope_bytecode::Version;
use bytescope_syntax::{Parsed, parse, with_stack_for};

use crate::node::Node;
use crate::pipeline::{Program, Refusal, Settings, text};
use crate::source::Source;
use crate::tree::tree;
use crate::type_comments::type_comments;

/// A tree that may be deep, so that even dropping it takes care. By default there is nothing in it.
#[derive(Debug, Default)]
pub struct Tree {
    /// `None` while the value is dropped, and where there is no source that parses.
    root: Option<Node>,
    depth: u32,
}

impl Tree {
    pub(crate) fn of(parsed: &Parsed) -> Self {
        let depth = parsed.depth;
        Self { root: Some(with_stack_for(depth.saturating_mul(3), || tree(parsed.module()))), depth }
    }

    /// The root. Recurse over it in [`Tree::with_stack`].
    pub fn root(&self) -> &Node {
        static EMPTY: Node = Node { kind: "Module", location: None, fields: Vec::new() };
        self.root.as_ref().unwrap_or(&EMPTY)
    }

    /// Runs `work` with enough stack to recurse over the tree.
    pub fn with_stack<T>(&self, work: impl FnOnce() -> T) -> T {
        // A node and its fields take several calls.
        with_stack_for(self.depth.saturating_mul(3), work)
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let root = self.root.take();
        self.with_stack(|| drop(root));
    }
}

/// A program as far as its tree.
#[derive(Debug)]
pub struct SyntaxTree {
    /// The release whose parser this is.
    pub version: Version,
    /// The name that the input goes by.
    pub filename: String,
    /// The text.
    pub source: Source,
    /// The tree.
    pub tree: Tree,
}

/// Parses a program.
///
/// # Errors
///
/// What CPython's parser would raise for it.
pub fn syntax_tree(program: Program<'_>, settings: &Settings) -> Result<SyntaxTree, Box<Refusal>> {
    let source = text(program)?;
    let parsed = parse(&source, settings.mode, settings.version)
        .map_err(|error| Box::new(Refusal { error, source: source.clone() }))?;
    Ok(SyntaxTree {
        version: settings.version,
        filename: settings.filename.clone(),
        tree: Tree::of(&parsed),
        source: Source::new(source),
    })
}

/// [`syntax_tree`] with `# type:` comments as parts of the tree, as `ast.parse(…, type_comments=True)` has it.
///
/// # Errors
///
/// What CPython's parser would raise for it: a type comment where none belongs is invalid syntax.
pub fn syntax_tree_with_type_comments(
    program: Program<'_>,
    settings: &Settings,
) -> Result<SyntaxTree, Box<Refusal>> {
    let mut syntax = syntax_tree(program, settings)?;
    let mut root = syntax.tree.root.take();
    let done = syntax.tree.with_stack(|| match &mut root {
        Some(root) => type_comments(root, syntax.source.text()),
        None => Ok(()),
    });
    syntax.tree.root = root;
    match done {
        Ok(()) => Ok(syntax),
        Err(error) => Err(Box::new(Refusal { error, source: syntax.source.text().to_owned() })),
    }
}
