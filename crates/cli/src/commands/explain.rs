//! `bytescope explain OPCODE`: the long form.

use bytescope_bytecode::{Opcode, OpcodeTable, Version};
use bytescope_explorer::{Program, Settings, explore};
use bytescope_syntax::Mode;
use bytescope_views::{explain, opcode_list};
use clap::Args;

use crate::args::{Format, OutputArgs};
use crate::commands::show::{damaged, plain_options};
use crate::error::Failure;
use crate::output::{format, paint, put, write};

const EXAMPLES: &str = "\
Examples:
  bytescope explain CALL
  bytescope explain load-fast
  bytescope explain --list";

/// Say what an opcode does: to the stack, with its argument, for which source.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ExplainArgs {
    /// Name of an opcode, in any case
    #[arg(value_name = "OPCODE", required_unless_present = "list")]
    pub(crate) opcode: Option<String>,
    /// All opcodes, one line each
    #[arg(long)]
    pub(crate) list: bool,
    /// CPython release
    #[arg(long, value_name = "VERSION", default_value_t)]
    pub(crate) python_version: Version,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

pub(crate) fn run(args: &ExplainArgs) -> Result<(), Failure> {
    if format(&args.output)? != Format::Text {
        return Err(Failure::Usage("explanations are printed as text".to_owned()));
    }
    let options = plain_options(&args.output);
    let Some(name) = args.opcode.as_ref().filter(|_| !args.list) else {
        let rows = opcode_list(args.python_version, &options);
        return write(&args.output, |out| put(out, &paint(&args.output, &rows)));
    };
    let opcode = find(name, args)?;
    let settings = Settings {
        filename: "<example>".to_owned(),
        mode: Mode::Exec,
        version: args.python_version,
        optimize: 0,
    };
    let source = opcode.description().and_then(|description| description.example);
    let example = source.and_then(|source| explore(Program::Text(source), &settings).ok());
    let rows =
        explain(opcode, args.python_version, example.as_ref(), &options).map_err(|error| damaged(&error))?;
    write(&args.output, |out| put(out, &paint(&args.output, &rows)))
}

/// The opcode of that name; dashes do for underscores, and case does not matter.
fn find(name: &str, args: &ExplainArgs) -> Result<Opcode, Failure> {
    let table = OpcodeTable::of(args.python_version);
    let wanted = name.to_uppercase().replace('-', "_");
    if let Some(opcode) = Opcode::from_name(&wanted).filter(|opcode| table.has(*opcode)) {
        return Ok(opcode);
    }
    let mut near: Vec<_> = table
        .opcodes()
        .map(Opcode::name)
        .filter(|known| known.contains(&wanted) || wanted.contains(known) || distance(known, &wanted) <= 2)
        .collect();
    near.truncate(8);
    let hint = match &near[..] {
        [] => "see bytescope explain --list".to_owned(),
        near => format!("did you mean {}?", near.join(", ")),
    };
    Err(Failure::Usage(format!("CPython {} has no opcode {wanted}; {hint}", args.python_version)))
}

/// How many letters to change, add or drop to come from one word to the other.
fn distance(one: &str, other: &str) -> usize {
    let mut previous: Vec<usize> = (0..=other.len()).collect();
    for (row, left) in one.bytes().enumerate() {
        let mut current = vec![row + 1];
        for (column, right) in other.bytes().enumerate() {
            let change = previous[column] + usize::from(left != right);
            current.push(change.min(previous[column + 1] + 1).min(current[column] + 1));
        }
        previous = current;
    }
    previous.last().copied().unwrap_or(0)
}
