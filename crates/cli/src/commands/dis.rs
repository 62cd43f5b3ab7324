//! `bytescope dis`: the instructions, in the main view or in CPython's words.

use bytescope_bytecode::CodeObject;
use bytescope_explorer::CodeObjects;
use bytescope_views::cpython::{self, DisOptions};
use clap::Args;

use crate::args::{Format, InputsArgs, OutputArgs};
use crate::commands::show::{self, ColumnArgs, ShowArgs, has_only, json};
use crate::error::Failure;
use crate::inputs;
use crate::output::{format, put, write};

const EXAMPLES: &str = "\
Examples:
  bytescope dis fib.py --plain -C -O          what python3.13 -m dis -C -O fib.py prints
  bytescope dis fib.py --function fib --stack
  bytescope dis fib.py --format json
  bytescope dis --plain build/ library.zip    every file in them, each below its name

The address in <code object f at 0x…> differs from run to run and is left out.";

/// Print the instructions, as the main view or in the words of python -m dis.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct DisArgs {
    #[command(flatten)]
    pub(crate) show: ShowArgs,
    /// The text of python -m dis, character for character (-O and -C as there)
    #[arg(long, help_heading = "Output")]
    pub(crate) plain: bool,
}

pub(crate) fn run(args: &DisArgs) -> Result<(), Failure> {
    let ShowArgs { input, columns, output } = &args.show;
    match format(output)? {
        Format::Text if args.plain => plain(input, columns, output),
        _ if args.plain => Err(Failure::Usage("--plain is a text".to_owned())),
        Format::Json => write(output, |out| {
            inputs::each(input, |piece, may_be_many| {
                let exploration = piece.exploration(input, output)?;
                let only = columns.only.as_deref();
                if !has_only(&exploration, only, may_be_many)? {
                    return Ok(());
                }
                json(&CodeObjects { exploration: &exploration, only }, out)
            })
        }),
        _ => show::run(&args.show),
    }
}

/// Needs no tree, no stack and no colours, so it does without an exploration. Several files have a heading each, in the
/// form of `head`.
fn plain(input: &InputsArgs, columns: &ColumnArgs, output: &OutputArgs) -> Result<(), Failure> {
    let options = DisOptions { offsets: columns.offsets, caches: columns.caches };
    write(output, |out| {
        let mut is_first = true;
        inputs::each(input, |piece, may_be_many| {
            let assembled = piece.assembled(input, output)?;
            let chosen = match &columns.only {
                None => assembled.code.walk().collect(),
                Some(name) => match called(&assembled.code, name) {
                    Err(_) if may_be_many => return Ok(()),
                    chosen => chosen?,
                },
            };
            if may_be_many {
                put(out, if is_first { "==> " } else { "\n==> " })?;
                put(out, &piece.name)?;
                put(out, " <==\n")?;
                is_first = false;
            }
            for text in cpython::dis(chosen, assembled.table, options) {
                let text = text.map_err(|error| Failure::Bad(format!("{}: {error}", piece.name)))?;
                put(out, &text)?;
            }
            Ok(())
        })
    })
}

/// The code objects of a name.
fn called<'a>(code: &'a CodeObject, name: &str) -> Result<Vec<&'a CodeObject>, Failure> {
    let found: Vec<_> = code.walk().filter(|code| code.goes_by(name)).collect();
    if found.is_empty() {
        return Err(Failure::unknown_name("code object", name, code.walk().map(|code| &*code.qualname)));
    }
    Ok(found)
}
