//! What the machine needs from the world outside, if it may have it.

use std::path::PathBuf;
use std::time::Duration;

use bytescope_bytecode::{CodeObject, Constant, Location};

/// What to compile for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompileMode {
    /// `exec`
    Exec,
    /// `eval`
    Eval,
    /// `single`
    Single,
}

/// Why something could not be compiled: the fields of a `SyntaxError`.
#[derive(Clone, Debug)]
pub struct CompileError {
    /// The class: `SyntaxError`, `IndentationError`, `TabError`, or another exception's name.
    pub class: &'static str,
    /// What is wrong.
    pub message: String,
    /// Line, from 1.
    pub lineno: Option<u32>,
    /// Column in characters, from 1.
    pub offset: Option<u32>,
    /// Last line.
    pub end_lineno: Option<u32>,
    /// Column after the last character, from 1.
    pub end_offset: Option<i32>,
    /// The source line.
    pub text: Option<String>,
}

/// Something odd that the compiler noticed in a program that compiles: a `SyntaxWarning`.
#[derive(Clone, Debug)]
pub struct CompileWarning {
    /// Line, from 1.
    pub lineno: u32,
    /// What is odd.
    pub message: String,
}

/// A node of a syntax tree, with the names of Python's `ast`.
#[derive(Clone, Debug)]
pub struct SyntaxNode {
    /// The class.
    pub kind: &'static str,
    /// Where it stands, if it stands anywhere.
    pub location: Option<Location>,
    /// The fields, in order.
    pub fields: Vec<(&'static str, SyntaxField)>,
}

/// A field of a node.
#[derive(Clone, Debug)]
pub enum SyntaxField {
    /// `None`
    Absent,
    /// A node.
    Node(SyntaxNode),
    /// A list.
    List(Vec<SyntaxField>),
    /// A name.
    Identifier(String),
    /// The value of a constant.
    Constant(Constant),
    /// A number.
    Int(i32),
}

/// A module that an import found.
#[derive(Clone, Debug)]
pub struct ModuleSource {
    /// Its file, as `__file__` shows it.
    pub path: PathBuf,
    /// Whether it is a package: then its folder is its `__path__`.
    pub is_package: bool,
    /// The bytes of the source.
    pub source: Vec<u8>,
}

/// Where output goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// `sys.stdout`
    Stdout,
    /// `sys.stderr`
    Stderr,
}

/// Who turns source into code, and remembers the source: the machine itself does not know the language that it runs.
pub trait Frontend {
    /// Compiles source: what `exec`, `eval`, `compile` and `import` need. `flags` are those of `compile()`.
    fn compile(
        &mut self,
        source: &[u8],
        filename: &str,
        mode: CompileMode,
        flags: u32,
    ) -> Result<CodeObject, CompileError>;

    /// What the last [`Frontend::compile`] had to say about a program that compiles.
    fn take_warnings(&mut self) -> Vec<CompileWarning>;

    /// The syntax tree of a source; `None` if there is no parser to be had.
    fn parse(
        &mut self,
        source: &[u8],
        filename: &str,
        mode: CompileMode,
    ) -> Option<Result<SyntaxNode, CompileError>>;

    /// The source of a place in a traceback, without its indent, with carets below it where CPython draws
    /// them; empty if the source is not there.
    fn quote(&mut self, filename: &str, location: Location) -> Vec<String>;

    /// The text of a source file that was compiled in this run, if it is known.
    fn source(&mut self, filename: &str) -> Option<String>;
}

/// The world outside, as far as the caller grants it.
pub trait Host {
    /// The compiler.
    fn frontend(&mut self) -> &mut dyn Frontend;

    /// Looks for a module `name` (the last part of a dotted name) in the folders of `path`.
    fn find_module(&mut self, name: &str, path: &[PathBuf]) -> Option<ModuleSource>;

    /// The folders called `name` in the folders of `path`: a namespace package (PEP 420), where there is no module.
    fn find_folders(&mut self, _name: &str, _path: &[PathBuf]) -> Vec<PathBuf> {
        Vec::new()
    }

    /// Takes output.
    fn write(&mut self, stream: Stream, data: &[u8]);

    /// Sees to it that output taken so far is visible.
    fn flush(&mut self);

    /// A line of input with its `\n`, an empty one at the end; `None` if there is no input to be had.
    fn read_line(&mut self) -> Option<String>;

    /// Seconds since the epoch, if the clock is granted; else the machine keeps a virtual one.
    fn now(&mut self) -> Option<f64>;

    /// How long the processor has worked for this process, if the clock is granted.
    fn processor_time(&mut self) -> Option<Duration> {
        None
    }

    /// The bytes of a file, if reading it is granted.
    fn read_file(&mut self, path: &str) -> Option<std::io::Result<Vec<u8>>>;

    /// Bytes of memory that the process takes at present, if that can be found out.
    fn memory_used(&mut self) -> Option<u64> {
        None
    }
}

/// The host of a machine that runs nothing.
#[derive(Debug)]
pub(crate) struct Nothing;

impl Frontend for Nothing {
    fn compile(
        &mut self,
        _source: &[u8],
        _filename: &str,
        _mode: CompileMode,
        _flags: u32,
    ) -> Result<CodeObject, CompileError> {
        Err(CompileError {
            class: "SystemError",
            message: "there is no compiler".to_owned(),
            lineno: None,
            offset: None,
            end_lineno: None,
            end_offset: None,
            text: None,
        })
    }

    fn take_warnings(&mut self) -> Vec<CompileWarning> {
        Vec::new()
    }

    fn parse(
        &mut self,
        _source: &[u8],
        _filename: &str,
        _mode: CompileMode,
    ) -> Option<Result<SyntaxNode, CompileError>> {
        None
    }

    fn quote(&mut self, _filename: &str, _location: Location) -> Vec<String> {
        Vec::new()
    }

    fn source(&mut self, _filename: &str) -> Option<String> {
        None
    }
}

impl Host for Nothing {
    fn frontend(&mut self) -> &mut dyn Frontend {
        self
    }

    fn find_module(&mut self, _name: &str, _path: &[PathBuf]) -> Option<ModuleSource> {
        None
    }

    fn write(&mut self, _stream: Stream, _data: &[u8]) {}

    fn flush(&mut self) {}

    fn read_line(&mut self) -> Option<String> {
        None
    }

    fn now(&mut self) -> Option<f64> {
        None
    }

    fn read_file(&mut self, _path: &str) -> Option<std::io::Result<Vec<u8>>> {
        None
    }
}
