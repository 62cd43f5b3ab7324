//! `bytescope compare --ast FILE`: source line, syntax nodes, instructions.

use bytescope_views::compare_ast;

use crate::args::{CompareArgs, Format};
use crate::commands::show::{damaged, json, plain_options};
use crate::error::Failure;
use crate::input::exploration;
use crate::output::{format, paint, put, write};

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
