//! The command line, defined once: help, errors and values come from here.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use bytescope_bytecode::Version;
use bytescope_views::Theme;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::commands::ast::AstArgs;
use crate::commands::cfg::CfgArgs;
use crate::commands::dis::DisArgs;
use crate::commands::passes::PassesArgs;
use crate::commands::symbols::SymbolsArgs;
use crate::commands::tokens::TokensArgs;

const EXAMPLES: &str = "\
Examples:
  bytescope fib.py                    source lines beside the instructions they became
  bytescope -c 'a, b = b, a' --stack  the operand stack after every instruction
  bytescope fib.py --explain          one plain sentence for every opcode used
  bytescope fib.py -o fib.html        the same view as a page to hand out
  bytescope compare --ast fib.py      syntax nodes beside the instructions they became
  bytescope dis --plain fib.py        the words of python -m dis; tokens, ast, symbols have theirs
  bytescope passes fib.py             what every pass of the optimiser does
  bytescope explain CALL              what one instruction does
  bytescope compile src --out-dir build -j 4
                                      .pyc files that CPython loads

The file is compiled by bytescope itself, to the bytes that CPython would make; no Python is needed and the
program is not run. A file called like a command is given as ./compile.

Exit status: 0 done, 1 the input is bad, 2 the command line is.";

/// See what CPython makes of a program: its bytecode, instruction by instruction, beside the source.
///
/// Every source line is followed by the instructions it became, with what their arguments mean. Jumps are
/// arrows in the margin, the reach of exception handlers is a dashed bracket. Colour says one thing only:
/// which piece of the source an instruction belongs to.
#[derive(Debug, Parser)]
#[command(name = "bytescope", version, after_long_help = EXAMPLES, args_conflicts_with_subcommands = true,
          arg_required_else_help = true, max_term_width = 100,
          after_help = "Try --help for examples and the whole story.")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) show: ShowArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write .pyc files that CPython loads and runs
    Compile(CompileArgs),
    /// Print the tokens under the source they cover, or in the words of python -m tokenize
    Tokens(TokensArgs),
    /// Print the syntax tree, each node with its piece of source
    Ast(AstArgs),
    /// Print which name means what in which scope, and why
    Symbols(SymbolsArgs),
    /// Print the instructions, as the main view or in the words of python -m dis
    Dis(DisArgs),
    /// Print what each pass of the optimiser does to the instructions
    Passes(PassesArgs),
    /// Print the control flow graph, before and after optimisation
    Cfg(CfgArgs),
    /// Set two stages side by side, line by line
    Compare(CompareArgs),
    /// Say what an opcode does: to the stack, with its argument, for which source
    Explain(ExplainArgs),
    /// Run a program in the Python Virtual Machine
    Run(RunArgs),
    /// Run a program and show what each instruction does
    Trace(TraceArgs),
}

/// Where the program comes from and how it is compiled.
#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// Python file; - for standard input
    #[arg(value_name = "FILE", required_unless_present = "code")]
    pub(crate) file: Option<PathBuf>,
    /// Program text
    #[arg(short = 'c', value_name = "CODE", conflicts_with = "file")]
    pub(crate) code: Option<String>,
    #[command(flatten)]
    pub(crate) how: CompileOptions,
    /// What the text is
    #[arg(short, long, value_enum, default_value_t, help_heading = "Compiling")]
    pub(crate) mode: Mode,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct CompileOptions {
    /// CPython release to be exact for: 3.13, 3.13.0 …
    #[arg(long, value_name = "VERSION", default_value_t, help_heading = "Compiling")]
    pub(crate) python_version: Version,
    /// Optimisation level: 1 drops assert (-O), 2 docstrings too (-OO)
    #[arg(long, value_name = "LEVEL", default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=2),
          help_heading = "Compiling")]
    pub(crate) optimize: u8,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Mode {
    /// A file: any number of statements
    #[default]
    Exec,
    /// One expression
    Eval,
    /// One statement at the prompt, whose value is printed
    Single,
}

/// How the result looks and where it goes.
#[derive(Debug, Args)]
pub(crate) struct OutputArgs {
    /// Write to a file; its ending (.txt .md .html .json) chooses the format
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
    /// Format, where no file ending says it
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Output")]
    pub(crate) format: Option<Format>,
    /// When to colour
    #[arg(long, value_enum, default_value_t, value_name = "WHEN", help_heading = "Output")]
    pub(crate) color: Color,
    /// Colours for the background of your terminal
    #[arg(long, value_enum, value_name = "THEME", help_heading = "Output")]
    pub(crate) theme: Option<ThemeName>,
    /// Columns to fill; those of the terminal, or 100
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=1000),
          help_heading = "Output")]
    pub(crate) width: Option<u16>,
    /// Draw with - | + > instead of line characters
    #[arg(long, help_heading = "Output")]
    pub(crate) ascii: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading in the terminal
    Text,
    /// Everything, for programs (docs/json.md)
    Json,
    /// A Markdown handout
    Markdown,
    /// A self-contained web page
    Html,
    /// Of a control flow graph: Graphviz
    Dot,
    /// Of a control flow graph: a Mermaid flowchart
    Mermaid,
    /// Of a control flow graph: a picture
    Svg,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless the environment says otherwise
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ThemeName {
    /// Readable on any background
    Any,
    Dark,
    Light,
}

impl From<ThemeName> for Theme {
    fn from(name: ThemeName) -> Self {
        match name {
            ThemeName::Any => Self::Any,
            ThemeName::Dark => Self::Dark,
            ThemeName::Light => Self::Light,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) columns: ColumnArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

/// What to show besides source, label, opcode and argument.
#[derive(Debug, Args)]
pub(crate) struct ColumnArgs {
    /// The operand stack after each instruction, in source terms
    #[arg(short = 's', long, help_heading = "Columns")]
    pub(crate) stack: bool,
    /// The piece of source each instruction came from
    #[arg(short = 'f', long, help_heading = "Columns")]
    pub(crate) from: bool,
    /// How much each instruction changes the depth of the stack
    #[arg(long, help_heading = "Columns")]
    pub(crate) effect: bool,
    /// Arguments as the numbers they are
    #[arg(long, help_heading = "Columns")]
    pub(crate) raw: bool,
    /// All four of these
    #[arg(short = 'a', long, help_heading = "Columns")]
    pub(crate) all: bool,
    /// Byte offsets
    #[arg(short = 'O', long, alias = "show-offsets", help_heading = "Columns")]
    pub(crate) offsets: bool,
    /// Inline caches and prefixes of long arguments
    #[arg(short = 'C', long, alias = "show-caches", help_heading = "Columns")]
    pub(crate) caches: bool,
    /// One plain sentence for every opcode used
    #[arg(short = 'e', long, help_heading = "More")]
    pub(crate) explain: bool,
    /// Constants, names, local slots and exception table of each code object
    #[arg(short = 't', long, help_heading = "More")]
    pub(crate) tables: bool,
    /// Only the code objects of this name: total, Basket.total
    #[arg(long, visible_alias = "function", value_name = "NAME", help_heading = "More")]
    pub(crate) only: Option<String>,
    /// No arrows for jumps
    #[arg(long, help_heading = "More")]
    pub(crate) no_arrows: bool,
    /// No brackets for exception handlers
    #[arg(long, help_heading = "More")]
    pub(crate) no_exceptions: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CompareArgs {
    /// Syntax nodes beside instructions: each instruction carries the letter of its node
    #[arg(long, required = true)]
    pub(crate) ast: bool,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

const RUN_EXAMPLES: &str = "\
Examples:
  bytescope run hello.py world        with an argument
  bytescope run -c 'print(2 ** 100)'
  bytescope run hello.pyc             bytecode that CPython 3.13 made
  bytescope run --max-steps 1000000 loop.py

The program runs in bytescope's own machine, which has no files, no network and no clock unless they are granted.
A bound that is reached ends the program with a message and exit status 1; 0 takes a bound away. Otherwise the
exit status is the program's own.";

/// Run a program in the Python Virtual Machine.
///
/// Output, traceback and exit status are those of `python3.13 -I`.
#[derive(Debug, Args)]
#[command(after_help = RUN_EXAMPLES, trailing_var_arg = true)]
pub(crate) struct RunArgs {
    /// Python file, .pyc file, or - for standard input; then the program's own arguments
    #[arg(value_name = "FILE [ARGS]", required_unless_present = "code", allow_hyphen_values = true)]
    pub(crate) program: Vec<String>,
    #[command(flatten)]
    pub(crate) machine: MachineArgs,
    /// Count instructions by opcode and by line; the tables go to standard error
    #[arg(long)]
    pub(crate) profile: bool,
}

/// What the machine runs and what it grants.
#[derive(Debug, Args)]
pub(crate) struct MachineArgs {
    /// Program text
    #[arg(short = 'c', value_name = "CODE")]
    pub(crate) code: Option<String>,
    #[command(flatten)]
    pub(crate) how: CompileOptions,
    /// Let it read files
    #[arg(long, help_heading = "Grants")]
    pub(crate) allow_read: bool,
    /// Let it see the real time
    #[arg(long, help_heading = "Grants")]
    pub(crate) allow_clock: bool,
    /// Let it import pure Python modules from the library of an installation
    #[arg(long, value_name = "DIR", help_heading = "Grants")]
    pub(crate) stdlib: Option<PathBuf>,
    /// Instructions, counted at jumps and calls
    #[arg(long, value_name = "N", default_value_t = 0, help_heading = "Bounds")]
    pub(crate) max_steps: u64,
    /// Bytes of memory
    #[arg(long, value_name = "BYTES", default_value_t = 2 << 30, help_heading = "Bounds")]
    pub(crate) max_memory: u64,
    /// Calls within calls
    #[arg(long, value_name = "N", default_value_t = 1000, help_heading = "Bounds")]
    pub(crate) max_depth: u32,
    /// Bytes of output
    #[arg(long, value_name = "BYTES", default_value_t = 0, help_heading = "Bounds")]
    pub(crate) max_output: u64,
}

const TRACE_EXAMPLES: &str = "\
Examples:
  bytescope trace fib.py                     every instruction, with the values it takes and gives
  bytescope trace fib.py --function fib --steps 1-200
  bytescope trace loop.py --collapse-loops   two rounds of each loop
  bytescope trace fib.py --format json -o fib.jsonl

Steps are counted over all instructions, whether they are shown or not. What the program prints is part of the
trace. Values are short texts made without running the program's own __repr__.";

/// Run a program and show what each instruction does.
///
/// A row for each executed instruction: what it takes from the stack, what it gives, which variables it changes,
/// what it prints. Calls and returns are rules.
#[derive(Debug, Args)]
#[command(after_help = TRACE_EXAMPLES)]
pub(crate) struct TraceArgs {
    /// Python file, .pyc file, or - for standard input; then the program's own arguments, options after --
    #[arg(value_name = "FILE [ARGS]", required_unless_present = "code")]
    pub(crate) program: Vec<String>,
    #[command(flatten)]
    pub(crate) machine: MachineArgs,
    /// Only frames of this function: total, Basket.total
    #[arg(long, value_name = "NAME", help_heading = "What is shown")]
    pub(crate) function: Option<String>,
    /// Only these source lines
    #[arg(long, value_name = "A-B", value_parser = range::<i32>, help_heading = "What is shown")]
    pub(crate) lines: Option<RangeInclusive<i32>>,
    /// Only these steps
    #[arg(long, value_name = "N-M", value_parser = range::<u64>, help_heading = "What is shown")]
    pub(crate) steps: Option<RangeInclusive<u64>>,
    /// Only the program's own code, nothing of the standard library
    #[arg(long, help_heading = "What is shown")]
    pub(crate) no_stdlib: bool,
    /// Two rounds of each loop, and how many more there were
    #[arg(long, help_heading = "What is shown")]
    pub(crate) collapse_loops: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

/// Reads `3-7`, `3-`, `-7` or `3`.
fn range<T: std::str::FromStr + Copy + From<u8> + Bounded>(text: &str) -> Result<RangeInclusive<T>, String> {
    let number = |text: &str, missing: T| {
        if text.is_empty() { Ok(missing) } else { text.parse().map_err(|_| format!("{text} is no number")) }
    };
    match text.split_once('-') {
        Some((from, to)) => Ok(number(from, T::from(0))?..=number(to, T::MOST)?),
        None => number(text, T::MOST).map(|one| one..=one),
    }
}

/// A number with a largest one.
trait Bounded {
    const MOST: Self;
}

impl Bounded for i32 {
    const MOST: Self = Self::MAX;
}

impl Bounded for u64 {
    const MOST: Self = Self::MAX;
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// Name of an opcode, in any case
    #[arg(value_name = "OPCODE", required_unless_present = "list")]
    pub(crate) opcode: Option<String>,
    /// All opcodes, one line each
    #[arg(long)]
    pub(crate) list: bool,
    /// CPython release
    #[arg(long, value_name = "VERSION", default_value_t)]
    pub(crate) python_version: Version,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

const COMPILE_EXAMPLES: &str = "\
Examples:
  bytescope compile hello.py -o hello.pyc
  bytescope compile src tests --out-dir build -j 8 --optimize 1

A folder is searched for .py files, and build/a/b.pyc is written for src/a/b.py. Files that do not compile are
reported one a line and do not keep the others from being written.";

#[derive(Debug, Args)]
#[command(after_help = COMPILE_EXAMPLES)]
pub(crate) struct CompileArgs {
    /// Python files, or folders of them; - for standard input
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// The file to write, for one input
    #[arg(short, long, value_name = "FILE", conflicts_with = "out_dir", required_unless_present = "out_dir")]
    pub(crate) output: Option<PathBuf>,
    /// The folder to write to
    #[arg(long, value_name = "DIR")]
    pub(crate) out_dir: Option<PathBuf>,
    /// Files to compile at a time; as many as there are processors
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
    /// How Python finds out that a file is out of date
    #[arg(long, value_enum, default_value_t, value_name = "MODE")]
    pub(crate) invalidation_mode: InvalidationMode,
    #[command(flatten)]
    pub(crate) how: CompileOptions,
    /// When to colour messages
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: Color,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum InvalidationMode {
    /// By the source's time and size
    #[default]
    Timestamp,
    /// By a hash of the source, which Python checks
    CheckedHash,
    /// By a hash of the source, which Python believes
    UncheckedHash,
}
