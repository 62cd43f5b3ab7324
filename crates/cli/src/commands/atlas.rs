//! `bytescope atlas`: the Foundations atlas, all pages with their index.

use std::path::PathBuf;

use clap::Args;

use crate::commands::handout::{PageArgs, To, write_folder};
use crate::course::Course;
use crate::error::Failure;

const EXAMPLES: &str = "\
Examples:
  bytescope atlas -o atlas/                  then open atlas/index.html
  bytescope atlas -o vault/ --to obsidian
  bytescope atlas -o book/ --to typst         one document, for typst compile";

/// Write the Foundations atlas: 65 concepts of Python, each shown by a program.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct AtlasArgs {
    /// The folder to write to
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Format
    #[arg(long, value_enum, default_value = "html", value_name = "FORMAT")]
    to: To,
    #[command(flatten)]
    page: PageArgs,
}

pub(crate) fn run(args: &AtlasArgs) -> Result<(), Failure> {
    write_folder(&Course::built_in(), &args.page, args.to, &args.output)
}
