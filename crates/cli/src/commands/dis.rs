//! `bytescope dis`: the instructions, in the main view or in CPython's words.

use bytescope_bytecode::{CodeObject, OpcodeTable};
use bytescope_explorer::{CodeObjects, compile};
use bytescope_views::cpython::{self, DisOptions};
use clap::Args;

use crate::args::{Format, InputArgs, OutputArgs};
use crate::commands::show::{self, ColumnArgs, ShowArgs, check_only, damaged, json};
use crate::error::Failure;
use crate::input::{Input, exploration};
use crate::output::{format, put, write};

const EXAMPLES: &str = "\
Examples:
  bytescope dis fib.py --plain -C -O          what python3.13 -m dis -C -O fib.py prints
  bytescope dis fib.py --function fib --stack
  bytescope dis fib.py --format json

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
        Format::Json => {
            let exploration = exploration(input, output)?;
            check_only(&exploration, columns.only.as_deref())?;
            let objects = CodeObjects { exploration: &exploration, only: columns.only.as_deref() };
            write(output, |out| json(&objects, out))
        }
        _ => show::run(&args.show),
    }
}

/// Needs no tree, no stack and no colours, so it does without an exploration.
fn plain(input: &InputArgs, columns: &ColumnArgs, output: &OutputArgs) -> Result<(), Failure> {
    let code = Input::read(input, output)?.take(compile)?;
    let table = OpcodeTable::of(input.how.python_version);
    let options = DisOptions { offsets: columns.offsets, caches: columns.caches };
    let chosen = match &columns.only {
        None => code.walk().collect(),
        Some(name) => called(&code, name)?,
    };
    write(output, |out| {
        for piece in cpython::dis(chosen, table, options) {
            put(out, &piece.map_err(|error| damaged(&error))?)?;
        }
        Ok(())
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
