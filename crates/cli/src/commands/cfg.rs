//! `bytescope cfg`: the control flow graph, before and after optimisation.

use bytescope_explorer::{Graphs, graphs_of, passes};
use bytescope_views::{Moment, Options, dot, graph_view, mermaid, svg};
use clap::{Args, ValueEnum};

use crate::args::{Format, InputsArgs, OutputArgs};
use crate::commands::passes::check_function;
use crate::commands::show::{broken, json, plain_options};
use crate::error::Failure;
use crate::inputs;
use crate::output::{format, paint, put, write};

const EXAMPLES: &str = "\
Examples:
  bytescope cfg fib.py --function fib
  bytescope cfg fib.py --show after --format dot | dot -Tpng -o fib.png
  bytescope cfg fib.py -o fib.svg";

/// Print the control flow graph, before and after optimisation.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct CfgArgs {
    #[command(flatten)]
    pub(crate) input: InputsArgs,
    /// Only the code objects of this name: total, Basket.total
    #[arg(long, value_name = "NAME")]
    pub(crate) function: Option<String>,
    /// Which graphs
    #[arg(long, value_enum, default_value_t, value_name = "WHICH")]
    pub(crate) show: Show,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Show {
    /// As code generation leaves it
    Before,
    /// As the assembler gets it
    After,
    /// One beside the other
    #[default]
    Both,
}

impl From<Show> for Moment {
    fn from(show: Show) -> Self {
        match show {
            Show::Before => Self::Before,
            Show::After => Self::After,
            Show::Both => Self::Both,
        }
    }
}

pub(crate) fn run(args: &CfgArgs) -> Result<(), Failure> {
    let format = format(&args.output)?;
    if matches!(format, Format::Markdown | Format::Html) {
        return Err(Failure::Usage("graphs are printed as text, json, dot, mermaid or svg".to_owned()));
    }
    let mut done = None;
    inputs::each(&args.input, |piece, may_be_many| {
        if may_be_many {
            return Err(Failure::Usage("graphs are drawn of one file".to_owned()));
        }
        done = Some(if piece.pyc().is_some() {
            let exploration = piece.exploration(&args.input, &args.output)?;
            graphs_of(&exploration).map_err(|error| broken(&exploration, &error))?
        } else {
            piece.compiled(&args.input, &args.output, passes)?
        });
        Ok(())
    })?;
    let Some(passes) = done else { return Err(Failure::Usage("which file?".to_owned())) };
    let moment = args.show.into();
    check_function(&passes, args.function.as_deref())?;
    let options = Options { only: args.function.clone(), ..plain_options(&args.output) };
    write(&args.output, |out| match format {
        Format::Json => json(&Graphs { passes: &passes, only: args.function.as_deref() }, out),
        Format::Dot => put(out, &dot(&passes, moment, &options)),
        Format::Mermaid => put(out, &mermaid(&passes, moment, &options)),
        Format::Svg => put(out, &svg(&passes, moment, &options)),
        _ => put(out, &paint(&args.output, &graph_view(&passes, moment, &options))),
    })
}
