//! `bytescope compare --ast FILE`: source line, syntax nodes, instructions.

use bytescope_views::compare_ast;
use clap::Args;

use crate::args::{Format, InputArgs, OutputArgs};
use crate::commands::show::{damaged, json, plain_options};
use crate::error::Failure;
use crate::input::exploration;
use crate::output::{format, paint, put, write};

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

pub(crate) fn run(args: &CompareArgs) -> Result<(), Failure> {
    let format = format(&args.output)?;
    if !matches!(format, Format::Text | Format::Json) {
        return Err(Failure::Usage("a comparison is printed as text or json".to_owned()));
    }
    let exploration = exploration(&args.input, &args.output)?;
    let options = plain_options(&args.output);
    write(&args.output, |out| {
        if format == Format::Json {
            return json(&exploration, out);
        }
        let rows = compare_ast(&exploration, &options).map_err(|error| damaged(&error))?;
        put(out, &paint(&args.output, &rows))
    })
}
