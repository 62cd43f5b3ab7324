//! `bytescope ast FILE`: the syntax tree. The program need not compile for that.

use bytescope_explorer::{syntax_tree, syntax_tree_with_type_comments};
use bytescope_views::cpython::{self, TreeOptions};
use bytescope_views::tree_view;
use clap::Args;

use crate::args::{Format, InputArgs, OutputArgs};
use crate::commands::show::{json, plain_options};
use crate::error::Failure;
use crate::input::Input;
use crate::output::{format, paint, put, write};

const EXAMPLES: &str = "\
Examples:
  bytescope ast fib.py
  bytescope ast -c 'f(x)[1:]' --mode eval
  bytescope ast --plain -a fib.py     what python3.13 -m ast -a fib.py prints
  bytescope ast fib.py --format json";

/// Print the syntax tree, each node with its piece of source.
///
/// Names of nodes and fields are those of the ast module. The program need not compile for that.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct AstArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// The text of python -m ast, character for character, type comments included
    #[arg(long, help_heading = "Output")]
    pub(crate) plain: bool,
    /// With --plain: the positions too
    #[arg(short = 'a', long, requires = "plain", help_heading = "Output")]
    pub(crate) include_attributes: bool,
    /// With --plain: spaces for each level
    #[arg(short, long, value_name = "N", default_value_t = 3, requires = "plain", help_heading = "Output")]
    pub(crate) indent: u16,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

pub(crate) fn run(args: &AstArgs) -> Result<(), Failure> {
    let format = format(&args.output)?;
    if !matches!((format, args.plain), (Format::Text, _) | (Format::Json, false)) {
        return Err(Failure::Usage("the syntax tree is printed as text or json, --plain as text".to_owned()));
    }
    let input = Input::read(&args.input, &args.output)?;
    if args.plain {
        let syntax = input.take(syntax_tree_with_type_comments)?;
        let options = TreeOptions { attributes: args.include_attributes, indent: usize::from(args.indent) };
        return write(&args.output, |out| put(out, &cpython::tree(&syntax.tree, options)));
    }
    let syntax = input.take(syntax_tree)?;
    write(&args.output, |out| match format {
        Format::Json => syntax.tree.with_stack(|| json(syntax.tree.root(), out)),
        _ => put(out, &paint(&args.output, &tree_view(&syntax, &plain_options(&args.output)))),
    })
}
