//! `bytescope tokens`: what the tokenizer makes of a program. It need not parse for that.

use bytescope_explorer::tokenize;
use bytescope_views::{cpython, token_view};
use clap::Args;

use crate::args::{Format, InputArgs, OutputArgs};
use crate::commands::show::{json, plain_options};
use crate::error::Failure;
use crate::input::Input;
use crate::output::{format, paint, put, write};

const EXAMPLES: &str = "\
Examples:
  bytescope tokens fib.py
  bytescope tokens -e -c 'x -= 1'     operators by their own names
  bytescope tokens --plain fib.py     what python3.13 -m tokenize fib.py prints
  bytescope tokens fib.py --format json";

/// Print the tokens under the source they cover.
///
/// Comments and line ends are tokens as well. The program need not parse for that.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct TokensArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Operators by their own names: lpar instead of op
    #[arg(short, long)]
    pub(crate) exact: bool,
    /// The text of python -m tokenize, character for character
    #[arg(long, help_heading = "Output")]
    pub(crate) plain: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

pub(crate) fn run(args: &TokensArgs) -> Result<(), Failure> {
    let format = format(&args.output)?;
    if !matches!((format, args.plain), (Format::Text, _) | (Format::Json, false)) {
        return Err(Failure::Usage("tokens are printed as text or json, --plain as text".to_owned()));
    }
    let tokens = Input::read(&args.input, &args.output)?.take(tokenize)?;
    write(&args.output, |out| match format {
        Format::Json => json(&tokens, out),
        _ if args.plain => put(out, &cpython::tokens(&tokens, args.exact)),
        _ => {
            let rows = token_view(&tokens, args.exact, &plain_options(&args.output));
            put(out, &paint(&args.output, &rows))
        }
    })
}
