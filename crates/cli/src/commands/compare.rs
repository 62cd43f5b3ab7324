//! `bytescope compare`: the stages of one program beside each other, or two programs.

use std::path::{Path, PathBuf};

use bytescope_bytecode::{Version, pyc};
use bytescope_explorer::{Comparison, Side, Stages, explore, explore_pyc, symbols, tokenize};
use bytescope_views::{Options, Row, comparison_view, html_page, markdown_page, stage_view};
use clap::Args;

use crate::args::{CompileOptions, Format, InputArgs, Mode, OutputArgs};
use crate::commands::show::{damaged, json, plain_options};
use crate::error::Failure;
use crate::input::{Input, exploration, name, read};
use crate::inputs::recorded_source;
use crate::output::{format, paint, put, write};

const EXAMPLES: &str = "\
Examples:
  bytescope compare --ast fib.py                    syntax nodes beside the instructions they became
  bytescope compare --tokens --ast --symbols fib.py every stage, line by line; a column each from 140 columns on
  bytescope compare loop.py listcomp.py             two programs: what each costs, and where they differ
  bytescope compare -c 'x = [a, b]' -c 'x = a, b'
  bytescope compare fib.py --optimize 0,2           one program at two levels
  bytescope compare fib.py --python-version 3.13.0,3.13.2
  bytescope compare fib.py fib.pyc --check          exit status 1 if they are not the same

Names of files never count as a difference, and lines only where both sides have one text.";

/// Set two things side by side, line by line, with what differs marked.
///
/// With --ast, --tokens or --symbols, stages of one program, line by line, beside its instructions. Otherwise two
/// programs, or one program compiled in two ways: what each costs, and their instructions aligned.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct CompareArgs {
    /// One or two Python or .pyc files; - for standard input
    #[arg(value_name = "FILE", num_args = 0..=2)]
    pub(crate) files: Vec<PathBuf>,
    /// Program text; give it twice for two programs
    #[arg(short = 'c', value_name = "CODE")]
    pub(crate) code: Vec<String>,
    /// Syntax nodes beside instructions: each instruction carries the letter of its node
    #[arg(long, help_heading = "Stages of one program")]
    pub(crate) ast: bool,
    /// Tokens beside instructions
    #[arg(long, help_heading = "Stages of one program")]
    pub(crate) tokens: bool,
    /// Names and what they are beside instructions
    #[arg(long, help_heading = "Stages of one program")]
    pub(crate) symbols: bool,
    /// CPython release to be exact for; two for the two sides: 3.13.0,3.13.2
    #[arg(long, value_name = "VERSION", value_delimiter = ',', help_heading = "Compiling")]
    pub(crate) python_version: Vec<Version>,
    /// Optimisation level; two for the two sides: 0,2
    #[arg(long, value_name = "LEVEL", value_delimiter = ',', value_parser = clap::value_parser!(u8).range(0..=2),
          help_heading = "Compiling")]
    pub(crate) optimize: Vec<u8>,
    /// What the text is
    #[arg(short, long, value_enum, default_value_t, help_heading = "Compiling")]
    pub(crate) mode: Mode,
    /// Exit with status 1 if the two differ
    #[arg(long, conflicts_with_all = ["ast", "tokens", "symbols"])]
    pub(crate) check: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

pub(crate) fn run(args: &CompareArgs) -> Result<(), Failure> {
    if args.ast || args.tokens || args.symbols { stages(args) } else { programs(args) }
}

/// The stages of one program.
fn stages(args: &CompareArgs) -> Result<(), Failure> {
    let format = format(&args.output)?;
    let [(input, _)] = &inputs(args)?[..] else {
        return Err(Failure::Usage("stages are shown of one program, compiled in one way".to_owned()));
    };
    let input = Input::read(input, &args.output)?;
    let tokens = if args.tokens { Some(input.take(tokenize)?) } else { None };
    let symbols = if args.symbols { Some(input.take(symbols)?) } else { None };
    let stages = Stages::new(input.take(explore)?, tokens, symbols, args.ast);
    let stages = stages.map_err(|error| damaged(&error))?;
    if format == Format::Json {
        return write(&args.output, |out| json(&stages, out));
    }
    let title = format!("Stages of {}", stages.exploration.filename);
    print(args, format, &title, &stage_view(&stages, &page_options(args, format)))
}

/// Two programs, or one in two ways.
fn programs(args: &CompareArgs) -> Result<(), Failure> {
    let format = format(&args.output)?;
    let inputs = inputs(args)?;
    let [one, other] = &inputs[..] else {
        return Err(Failure::Usage(
            "two things are compared: two files, two -c, or one with --optimize 0,2 or --python-version A,B \
             (or give --ast, --tokens, --symbols for the stages of one)"
                .to_owned(),
        ));
    };
    let [mut left, mut right] = [side(one, &args.output)?, side(other, &args.output)?];
    // What was compiled to the .pyc is most likely what it is compared with.
    if left.source.text().is_empty() {
        left.source = right.source.clone();
    } else if right.source.text().is_empty() {
        right.source = left.source.clone();
    }
    let comparison = Comparison::new(left, right).map_err(|error| damaged(&error))?;
    let title = format!("{} beside {}", comparison.left.label, comparison.right.label);
    if format == Format::Json {
        write(&args.output, |out| json(&comparison, out))?;
    } else {
        let rows = comparison_view(&comparison, &page_options(args, format));
        print(args, format, &title, &rows)?;
    }
    if args.check && comparison.differs() { Err(Failure::Reported) } else { Ok(()) }
}

/// A page is as wide as it likes.
fn page_options(args: &CompareArgs, format: Format) -> Options {
    const PAGE: usize = 120;
    let options = plain_options(&args.output);
    match (format, args.output.width) {
        (Format::Html, None) => Options { width: PAGE, ..options },
        _ => options,
    }
}

fn print(args: &CompareArgs, format: Format, title: &str, rows: &[Row]) -> Result<(), Failure> {
    write(&args.output, |out| match format {
        Format::Text => put(out, &paint(&args.output, rows)),
        Format::Markdown => put(out, &markdown_page(title, rows)),
        Format::Html => put(out, &html_page(title, rows)),
        _ => Err(Failure::Usage("a comparison is text, json, markdown or html".to_owned())),
    })
}

/// What to compile, in which ways, and what to call each.
fn inputs(args: &CompareArgs) -> Result<Vec<(InputArgs, String)>, Failure> {
    let files = args.files.iter().map(|file| (Some(file.clone()), None));
    let texts = args.code.iter().map(|code| (None, Some(code.clone())));
    let programs: Vec<_> = files.chain(texts).collect();
    let ways = programs.len().max(args.optimize.len()).max(args.python_version.len());
    if programs.is_empty() || ways > 2 {
        return Err(Failure::Usage("one or two programs are compared, in one or two ways".to_owned()));
    }
    let labels = (0..ways).map(|index| label(args, &programs, index));
    let inputs = labels.enumerate().map(|(index, label)| {
        let (file, code) = pick(&programs, index).cloned().unwrap_or_default();
        let how = CompileOptions {
            python_version: pick(&args.python_version, index).copied().unwrap_or_default(),
            optimize: pick(&args.optimize, index).copied().unwrap_or_default(),
        };
        (InputArgs { file, code, how, mode: args.mode }, label)
    });
    Ok(inputs.collect())
}

/// The item for one side: its own, or the one that both share.
fn pick<T>(items: &[T], index: usize) -> Option<&T> {
    items.get(index).or(items.last())
}

/// What tells a side from the other.
fn label(args: &CompareArgs, programs: &[(Option<PathBuf>, Option<String>)], index: usize) -> String {
    let mut words = Vec::new();
    if programs.len() > 1 {
        words.push(match pick(programs, index) {
            Some((Some(file), _)) => name(file),
            Some((_, Some(code))) => code.lines().next().unwrap_or_default().to_owned(),
            _ => String::new(),
        });
    }
    if args.optimize.len() > 1 {
        words.extend(args.optimize.get(index).map(|level| format!("optimize {level}")));
    }
    if args.python_version.len() > 1 {
        words.extend(args.python_version.get(index).map(ToString::to_string));
    }
    words.join(", ")
}

/// One side, compiled or read.
fn side((input, label): &(InputArgs, String), output: &OutputArgs) -> Result<Side, Failure> {
    let exploration = match input.file.as_ref().filter(|file| is_pyc(file)) {
        Some(file) => {
            let name = name(file);
            let pyc = pyc::read(&read(file)?).map_err(|error| Failure::Bad(format!("{name}: {error}")))?;
            let source = recorded_source(&name, &pyc);
            explore_pyc(pyc, &name, source.as_deref())
        }
        None => exploration(input, output)?,
    };
    let side = Side::of(&exploration).ok_or_else(|| Failure::Bad("there is no code".to_owned()))?;
    Ok(Side { label: label.clone(), ..side })
}

fn is_pyc(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending == "pyc")
}
