//! `bytescope symbols`: which name means what in which scope.

use bytescope_explorer::{Scopes, symbols};
use bytescope_views::{Options, cpython, symbol_view};
use clap::Args;

use crate::args::{Format, InputArgs, OutputArgs};
use crate::commands::show::{json, plain_options};
use crate::error::Failure;
use crate::input::Input;
use crate::output::{format, paint, put, write};

const EXAMPLES: &str = "\
Examples:
  bytescope symbols fib.py
  bytescope symbols shop.py --function totals
  bytescope symbols --plain fib.py    what python3.13 -m symtable fib.py prints
  bytescope symbols fib.py --format json";

/// Print which name means what in which scope, and why.
///
/// One box a scope: each name, where it lives (local, cell, free, global), what the scope does with it.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct SymbolsArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Only the scopes of this name: total, Basket.total
    #[arg(long, value_name = "NAME")]
    pub(crate) function: Option<String>,
    /// The text of python -m symtable, character for character
    #[arg(long, help_heading = "Output")]
    pub(crate) plain: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

pub(crate) fn run(args: &SymbolsArgs) -> Result<(), Failure> {
    let format = format(&args.output)?;
    if !matches!((format, args.plain), (Format::Text, _) | (Format::Json, false)) {
        return Err(Failure::Usage("symbols are printed as text or json, --plain as text".to_owned()));
    }
    let symbols = Input::read(&args.input, &args.output)?.take(symbols)?;
    if let Some(name) = &args.function
        && !symbols.scopes.iter().any(|scope| scope.goes_by(name))
    {
        let paths = symbols.scopes.iter().map(|scope| scope.path.as_str());
        return Err(Failure::unknown_name("scope", name, paths));
    }
    let chosen =
        symbols.scopes.iter().filter(|scope| args.function.as_ref().is_none_or(|name| scope.goes_by(name)));
    write(&args.output, |out| match format {
        Format::Json => json(&Scopes { symbols: &symbols, only: args.function.as_deref() }, out),
        _ if args.plain => put(out, &cpython::symbols(&symbols, chosen)),
        _ => {
            let options = Options { only: args.function.clone(), ..plain_options(&args.output) };
            put(out, &paint(&args.output, &symbol_view(&symbols, &options)))
        }
    })
}
