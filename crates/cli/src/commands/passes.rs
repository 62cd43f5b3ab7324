//! `bytescope passes`: what every pass of the flowgraph does to the instructions.

use bytescope_explorer::{PassSteps, Passes, about_pass, passes};
use bytescope_views::{Options, PassOptions, pass_view};
use clap::Args;

use crate::args::{Format, InputArgs, OutputArgs};
use crate::commands::show::{json, plain_options};
use crate::error::Failure;
use crate::input::Input;
use crate::output::{format, paint, put, write};

const EXAMPLES: &str = "\
Examples:
  bytescope passes fib.py --function fib --only-changes
  bytescope passes fib.py --pass optimize_basic_block

Names are those of the functions in CPython's flowgraph.c; codegen is the listing before all of them.";

/// Print what each pass of the optimiser does to the instructions.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct PassesArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Only the code objects of this name: total, Basket.total
    #[arg(long, value_name = "NAME")]
    pub(crate) function: Option<String>,
    /// Only this pass
    #[arg(long, value_name = "NAME")]
    pub(crate) pass: Option<String>,
    /// Leave out passes that change nothing
    #[arg(long)]
    pub(crate) only_changes: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

pub(crate) fn run(args: &PassesArgs) -> Result<(), Failure> {
    let format = format(&args.output)?;
    if !matches!(format, Format::Text | Format::Json) {
        return Err(Failure::Usage("passes are printed as text or json".to_owned()));
    }
    if let Some(name) = args.pass.as_deref().filter(|name| about_pass(name).is_empty()) {
        return Err(Failure::Usage(format!(
            "there is no pass called {name}; codegen and the passes have names"
        )));
    }
    let passes = Input::read(&args.input, &args.output)?.take(passes)?;
    check_function(&passes, args.function.as_deref())?;
    write(&args.output, |out| {
        if format == Format::Json {
            let (only, pass) = (args.function.as_deref(), args.pass.as_deref());
            return json(&PassSteps { passes: &passes, only, pass }, out);
        }
        let which = PassOptions { pass: args.pass.clone(), only_changes: args.only_changes };
        let options = Options { only: args.function.clone(), ..plain_options(&args.output) };
        put(out, &paint(&args.output, &pass_view(&passes, &which, &options)))
    })
}

/// A name that nothing has is a mistake worth telling.
pub(crate) fn check_function(passes: &Passes, name: Option<&str>) -> Result<(), Failure> {
    let Some(name) = name else { return Ok(()) };
    if passes.chosen(Some(name)).next().is_some() {
        return Ok(());
    }
    let paths: Vec<_> = passes.chosen(None).map(bytescope_explorer::Unit::path).collect();
    Err(Failure::unknown_name("code object", name, paths.iter().map(String::as_str)))
}
