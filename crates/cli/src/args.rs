//! The command line: the list of commands and the options that several share. A command's own options stand in
//! its file in `commands`, above what they do. Help, errors and values all come from these definitions.

use std::path::PathBuf;

use bytescope_bytecode::Version;
use bytescope_views::Theme;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::commands::ast::AstArgs;
use crate::commands::atlas::AtlasArgs;
use crate::commands::cfg::CfgArgs;
use crate::commands::compare::CompareArgs;
use crate::commands::compile::CompileArgs;
use crate::commands::completions::{CompletionsArgs, ManArgs};
use crate::commands::dis::DisArgs;
use crate::commands::explain::ExplainArgs;
use crate::commands::handout::HandoutArgs;
use crate::commands::lesson::LessonArgs;
use crate::commands::mdbook::MdbookArgs;
use crate::commands::passes::PassesArgs;
use crate::commands::run::RunArgs;
use crate::commands::show::ShowArgs;
use crate::commands::step::StepArgs;
use crate::commands::symbols::SymbolsArgs;
use crate::commands::tokens::TokensArgs;
use crate::commands::trace::TraceArgs;
use crate::commands::verify::VerifyArgs;

const EXAMPLES: &str = "\
Examples:
  bytescope fib.py                    source lines beside the instructions they became
  bytescope -c 'a, b = b, a' --stack  the operand stack after every instruction
  bytescope fib.py --explain          one plain sentence for every opcode used
  bytescope fib.py -o fib.html        the same view as a page to hand out
  bytescope fib.cpython-38.pyc        bytecode that a CPython from 3.6 to 3.15 made
  bytescope compare --ast fib.py      syntax nodes beside the instructions they became
  bytescope dis --plain fib.py        the words of python -m dis; tokens, ast, symbols have theirs
  bytescope passes fib.py             what every pass of the optimiser does
  bytescope explain CALL              what one instruction does
  bytescope compare -c 'x = [1, 2]' -c 'x = 1, 2'
                                      what costs what, instruction by instruction
  bytescope verify src                the same by a real CPython, every field compared
  bytescope compile src --out-dir build -j 4
                                      .pyc files that CPython loads

The file is compiled by bytescope itself, to the bytes that CPython would make; no Python is needed and the
program is not run. A file called like a command is given as ./compile.

Colours: --theme, else COLORFGBG, else shades that do on any background; NO_COLOR and FORCE_COLOR are honoured.
Blue, orange and grey are apart for red-green blind readers too, and every mark says what a colour says. Output
longer than the screen goes through PAGER, or less.

Exit status: 0 done, 1 the input is bad or a difference was found, 2 the command line is wrong. A reader who
closes the pipe is no error. A program that is run ends with its own status.";

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

/// The commands. What each is for is said where its options are defined.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Compile(CompileArgs),
    Tokens(TokensArgs),
    Ast(AstArgs),
    Symbols(SymbolsArgs),
    Dis(DisArgs),
    Passes(PassesArgs),
    Cfg(CfgArgs),
    Compare(CompareArgs),
    Verify(VerifyArgs),
    Explain(ExplainArgs),
    Run(RunArgs),
    Trace(TraceArgs),
    Step(StepArgs),
    Handout(HandoutArgs),
    Lesson(LessonArgs),
    Atlas(AtlasArgs),
    Mdbook(MdbookArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
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

/// Programs, as source or as bytecode.
#[derive(Debug, Args)]
pub(crate) struct InputsArgs {
    /// Python files, .pyc files of CPython 3.6 to 3.15, folders or zips of them; - for standard input
    #[arg(value_name = "FILE", required_unless_present = "code")]
    pub(crate) files: Vec<PathBuf>,
    /// Program text
    #[arg(short = 'c', value_name = "CODE", conflicts_with = "files")]
    pub(crate) code: Option<String>,
    /// For a .pyc: its source, where the path in it does not lead there
    #[arg(long, value_name = "FILE")]
    pub(crate) source: Option<PathBuf>,
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
    /// Columns to fill; those of the terminal, or COLUMNS, or 100
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=1000),
          help_heading = "Output")]
    pub(crate) width: Option<u16>,
    /// Whether output longer than the terminal goes through PAGER, or less
    #[arg(long, value_enum, default_value_t, value_name = "WHEN", help_heading = "Output")]
    pub(crate) pager: Pager,
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

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Pager {
    /// On a terminal, if the output is longer than the screen
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
