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
  bytescope atlas -o book/ --to pdf           one book; where bytescope was built with --features pdf
  bytescope atlas -o atlas.typ                the same for typst compile";

/// Write the Foundations atlas: 65 concepts of Python, each shown by a program.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct AtlasArgs {
    /// The folder to write to; or the file, which ends in .pdf or .typ
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Format [default: what the file's ending says, else html]
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: Option<To>,
    #[command(flatten)]
    page: PageArgs,
}

pub(crate) fn run(args: &AtlasArgs) -> Result<(), Failure> {
    let to = args.to.or_else(|| To::of_book(&args.output)).unwrap_or(To::Html);
    let mut course = Course::built_in();
    course.book.language = args.page.language;
    write_folder(&course, &args.page, to, &args.output)
}
