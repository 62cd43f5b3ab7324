//! One input, taken through every stage.

use std::cell::OnceCell;
use std::ops::RangeInclusive;
use std::sync::Arc;

use bytescope_bytecode::{CodeObject, Constant, DecodeError, Name, OpcodeTable, Version};
use bytescope_syntax::Mode;

use crate::bytecode::PycFacts;
use crate::definitions::definitions;
use crate::disassemble::{Disassembly, disassemble};
use crate::node::Node;
use crate::pipeline::{Program, Settings};
use crate::source::Source;
use crate::spans::Spans;
use crate::syntax_tree::{Tree, syntax_tree};

/// A program with all that was made of it. Stages that not every view needs are worked out when asked for.
#[derive(Debug)]
pub struct Exploration {
    /// The release whose compiler this is.
    pub version: Version,
    /// The name that the input goes by.
    pub filename: String,
    /// `exec`, `eval` or `single`.
    pub mode: &'static str,
    /// The optimisation level.
    pub optimize: u8,
    /// The text; empty if there is only bytecode.
    pub source: Source,
    /// The `.pyc` file it started from, where it was not compiled here.
    pub pyc: Option<PycFacts>,
    /// The code objects as `dis` orders them: each one before those inside it.
    pub objects: Vec<Object>,
    tree: Tree,
    spans: OnceCell<Spans>,
}

/// What an exploration starts from.
#[derive(Clone, Debug)]
pub struct Input {
    /// The release whose compiler this is.
    pub version: Version,
    /// The name that the input goes by.
    pub filename: String,
    /// `exec`, `eval` or `single`.
    pub mode: &'static str,
    /// The optimisation level.
    pub optimize: u8,
    /// The text.
    pub source: String,
    /// The `.pyc` file, if it comes from one.
    pub pyc: Option<PycFacts>,
}

/// A code object and its place among the others.
#[derive(Clone, Debug)]
pub struct Object {
    /// The code object.
    pub code: Arc<CodeObject>,
    /// Index of the one whose constant it is.
    pub parent: Option<usize>,
    /// The source lines that define it, decorators and nested objects included.
    pub lines: RangeInclusive<i32>,
}

/// More names than this lead nowhere that anybody goes; a damaged file may have thousands for each object.
const DEEPEST: usize = 100;

impl Exploration {
    /// Puts together what the stages made of one input.
    pub fn new(input: Input, tree: Tree, code: Arc<CodeObject>) -> Self {
        let mut exploration = Self {
            version: input.version,
            filename: input.filename,
            mode: input.mode,
            optimize: input.optimize,
            source: Source::new(input.source),
            pyc: input.pyc,
            objects: Vec::new(),
            tree,
            spans: OnceCell::new(),
        };
        exploration.collect(code);
        exploration
    }

    /// Of a code object that was met alone, with the text of its file, if that is known.
    pub fn of(code: Arc<CodeObject>, source: &str, version: Version) -> Self {
        let filename = code.filename.to_string();
        let settings = Settings { filename: filename.clone(), mode: Mode::Exec, version, optimize: 0 };
        let tree = syntax_tree(Program::Text(source), &settings).map(|syntax| syntax.tree);
        let input =
            Input { version, filename, mode: "exec", optimize: 0, source: source.to_owned(), pyc: None };
        Self::new(input, tree.unwrap_or_default(), code)
    }

    /// The syntax tree. It may be deep: recurse over it in [`Exploration::with_stack`].
    pub fn tree(&self) -> &Node {
        self.tree.root()
    }

    /// Runs `work` with enough stack to recurse over the tree.
    pub fn with_stack<T>(&self, work: impl FnOnce() -> T) -> T {
        self.tree.with_stack(work)
    }

    /// Which parts of the source are expressions and statements.
    pub fn spans(&self) -> &Spans {
        self.spans.get_or_init(|| self.with_stack(|| Spans::new(self.tree(), &self.source)))
    }

    /// The release by name: whole where it was compiled for, the series of bytecode that was read, for its magic number
    /// tells no more.
    pub fn release(&self) -> String {
        if self.pyc.is_some() { self.version.series() } else { self.version.to_string() }
    }

    /// The opcodes of this release.
    pub fn table(&self) -> &'static OpcodeTable {
        OpcodeTable::of(self.version)
    }

    /// Takes one code object apart. Fails only on code that no compiler made.
    pub fn disassemble(&self, object: &Object) -> Result<Disassembly, DecodeError> {
        disassemble(&object.code, self.table(), &self.source, self.spans())
    }

    /// Names from the module to an object: `<module>`, `Basket`, `total`.
    pub fn breadcrumb(&self, object: &Object) -> Vec<Name> {
        let mut names = vec![object.code.name.clone()];
        let mut parent = object.parent;
        while let Some(object) = parent.and_then(|index| self.objects.get(index)) {
            if names.len() == DEEPEST {
                names.push("…".into());
                break;
            }
            names.push(object.code.name.clone());
            parent = object.parent;
        }
        names.reverse();
        names
    }

    /// The objects directly inside one.
    pub fn children(&self, index: usize) -> impl Iterator<Item = &Object> {
        // What is inside stands right behind; what follows belongs to something further out.
        let inside = self.objects[index + 1..].iter().take_while(move |object| object.parent >= Some(index));
        inside.filter(move |object| object.parent == Some(index))
    }

    fn collect(&mut self, root: Arc<CodeObject>) {
        let definitions = self.with_stack(|| definitions(self.tree()));
        let mut pending = vec![(root, None)];
        while let Some((code, parent)) = pending.pop() {
            let index = self.objects.len();
            let nested = code.consts.iter().rev().filter_map(|constant| match constant {
                Constant::Code(code) => Some((code.clone(), Some(index))),
                _ => None,
            });
            pending.extend(nested);
            let lines = self.source.line_count() as i32;
            let (first, last) = if parent.is_none() {
                (1, lines)
            } else {
                let key = (code.firstlineno, code.name.clone());
                let last = definitions.get(&key).copied();
                (code.firstlineno, last.unwrap_or_else(|| last_line(&code, self.table())))
            };
            self.objects.push(Object { code, parent, lines: first..=last.max(first) });
        }
    }
}

/// Where a lambda, a generator expression or a scope of type parameters ends: as far as its code points.
fn last_line(code: &CodeObject, table: &OpcodeTable) -> i32 {
    let own = |code| {
        let locations = table.locations(code).map_while(Result::ok);
        locations.map(|range| range.location.end_lineno).max()
    };
    code.walk().filter_map(own).max().unwrap_or(code.firstlineno)
}
