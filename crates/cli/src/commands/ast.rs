//! `bytescope ast FILE`: the syntax tree.

use bytescope_views::tree_view;

use crate::args::{AstArgs, Format};
use crate::commands::show::plain_options;
use crate::error::Failure;
use crate::input::exploration;
use crate::output::{format, paint, put, unprintable, write};

pub(crate) fn run(args: &AstArgs) -> Result<(), Failure> {
    let format = format(&args.output)?;
    if matches!(format, Format::Markdown | Format::Html) {
        return Err(Failure::Usage("the syntax tree is printed as text or json".to_owned()));
    }
    let exploration = exploration(&args.input, &args.output)?;
    let options = plain_options(&args.output);
    write(&args.output, |out| {
        if format == Format::Json {
            let written = exploration.with_stack(|| serde_json::to_writer(&mut *out, exploration.tree()));
            written.map_err(|error| unprintable(&error.into()))?;
            return put(out, "\n");
        }
        put(out, &paint(&args.output, &tree_view(&exploration, &options)))
    })
}
