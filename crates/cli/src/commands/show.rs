//! `bytescope FILE`: the main view.

use bytescope_explorer::Exploration;
use bytescope_handout::html;
use bytescope_views::{Options, main_view, markdown};
use clap::Args;
use serde::Serialize;

use crate::args::{Format, InputsArgs, OutputArgs};
use crate::error::Failure;
use crate::inputs;
use crate::output::{format, paint, put, unprintable, write};
use crate::terminal;

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    pub(crate) input: InputsArgs,
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

pub(crate) fn run(args: &ShowArgs) -> Result<(), Failure> {
    let format = format(&args.output)?;
    if matches!(format, Format::Dot | Format::Mermaid | Format::Svg) {
        return Err(Failure::Usage("only bytescope cfg draws graphs".to_owned()));
    }
    let options = options(&args.columns, &args.output);
    let has_one_page = matches!(format, Format::Markdown | Format::Html);
    write(&args.output, |out| {
        let mut count = 0;
        inputs::each(&args.input, |piece, may_be_many| {
            let exploration = piece.exploration(&args.input, &args.output)?;
            if !has_only(&exploration, options.only.as_deref(), may_be_many)? {
                return Ok(());
            }
            count += 1;
            if count > 1 && has_one_page {
                return Err(Failure::Usage("a page shows one file".to_owned()));
            }
            show(&args.output, format, &exploration, &options, count > 1, out)
        })
    })
}

fn show(
    output: &OutputArgs,
    format: Format,
    exploration: &Exploration,
    options: &Options,
    is_further: bool,
    out: &mut dyn std::io::Write,
) -> Result<(), Failure> {
    match format {
        Format::Text => {
            if is_further {
                put(out, "\n")?;
            }
            for block in main_view(exploration, options) {
                let rows = block.map_err(|error| broken(exploration, &error))?;
                put(out, &paint(output, &rows))?;
            }
            Ok(())
        }
        Format::Json => json(exploration, out),
        Format::Markdown => {
            put(out, &markdown(exploration, options).map_err(|error| broken(exploration, &error))?)
        }
        _ => {
            let page = html::program(exploration, options.only.as_deref());
            put(out, &page.map_err(|error| broken(exploration, &error))?)
        }
    }
}

/// Code that does not decode: a file may hold anything, what was just compiled may not.
pub(crate) fn broken(exploration: &Exploration, error: &dyn std::error::Error) -> Failure {
    if exploration.pyc.is_some() {
        Failure::Bad(format!("{}: {error}", exploration.filename))
    } else {
        damaged(error)
    }
}

/// Whether there is something of that name. In one file that is a mistake, in one of many it is not.
pub(crate) fn has_only(
    exploration: &Exploration,
    only: Option<&str>,
    may_be_many: bool,
) -> Result<bool, Failure> {
    match check_only(exploration, only) {
        Err(_) if may_be_many => Ok(false),
        checked => checked.map(|()| true),
    }
}

/// A value as JSON, on one line.
pub(crate) fn json(value: &impl Serialize, out: &mut dyn std::io::Write) -> Result<(), Failure> {
    serde_json::to_writer(&mut *out, value).map_err(|error| unprintable(&error.into()))?;
    put(out, "\n")
}

/// Code that was just compiled decodes; if not, that is our own mistake, told without a panic.
pub(crate) fn damaged(error: &dyn std::error::Error) -> Failure {
    Failure::Bad(format!("the code that was made does not decode ({error}); please report this"))
}

/// A name that nothing has is a mistake worth telling.
pub(crate) fn check_only(exploration: &Exploration, only: Option<&str>) -> Result<(), Failure> {
    let Some(name) = only else { return Ok(()) };
    if exploration.objects.iter().any(|object| object.code.goes_by(name)) {
        return Ok(());
    }
    let names = exploration.objects.iter().map(|object| &*object.code.qualname);
    Err(Failure::unknown_name("code object", name, names))
}

/// What to show, from the command line.
pub(crate) fn options(columns: &ColumnArgs, output: &OutputArgs) -> Options {
    Options {
        from: columns.from || columns.all,
        effect: columns.effect || columns.all,
        stack: columns.stack || columns.all,
        raw: columns.raw || columns.all,
        offsets: columns.offsets,
        caches: columns.caches,
        explain: columns.explain,
        tables: columns.tables,
        arrows: !columns.no_arrows,
        exceptions: !columns.no_exceptions,
        only: columns.only.clone(),
        ..plain_options(output)
    }
}

/// What every view needs to know.
pub(crate) fn plain_options(output: &OutputArgs) -> Options {
    Options { width: terminal::width(output), ascii: output.ascii, ..Options::default() }
}
