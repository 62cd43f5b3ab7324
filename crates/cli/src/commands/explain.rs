//! `bytescope explain OPCODE`: the long form.

use bytescope_bytecode::{Opcode, OpcodeTable, Version};
use bytescope_explorer::{Program, Settings, explore};
use bytescope_syntax::Mode;
use bytescope_views::{explain, opcode_list, releases_of};
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
    /// CPython release from 3.6 to 3.15; the newest that can be compiled for if it has the opcode, else the newest that has
    #[arg(long, value_name = "VERSION", value_parser = Version::readable)]
    pub(crate) python_version: Option<Version>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

pub(crate) fn run(args: &ExplainArgs) -> Result<(), Failure> {
    if format(&args.output)? != Format::Text {
        return Err(Failure::Usage("explanations are printed as text".to_owned()));
    }
    let options = plain_options(&args.output);
    let Some(name) = args.opcode.as_ref().filter(|_| !args.list) else {
        let rows = opcode_list(args.python_version.unwrap_or_default(), &options);
        return write(&args.output, |out| put(out, &paint(&args.output, &rows)));
    };
    let (opcode, version) = find(name, args.python_version)?;
    let settings = Settings { filename: "<example>".to_owned(), mode: Mode::Exec, version, optimize: 0 };
    let source = opcode.description().and_then(|description| description.example);
    let source = source.filter(|_| Version::KNOWN.contains(&version));
    let example = source.and_then(|source| explore(Program::Text(source), &settings).ok());
    let rows = explain(opcode, version, example.as_ref(), &options).map_err(|error| damaged(&error))?;
    write(&args.output, |out| put(out, &paint(&args.output, &rows)))
}

/// The opcode of that name in a release, or in the best one that has it; dashes do for underscores, and case does not
/// matter.
fn find(name: &str, wanted_version: Option<Version>) -> Result<(Opcode, Version), Failure> {
    let version = wanted_version.unwrap_or_default();
    let table = OpcodeTable::of(version);
    let wanted = name.to_uppercase().replace('-', "_");
    if let Some(opcode) = Opcode::from_name(&wanted) {
        if table.has(opcode) {
            return Ok((opcode, version));
        }
        let newest = OpcodeTable::having(opcode).last().map(OpcodeTable::version);
        match (newest, wanted_version) {
            (Some(newest), None) => return Ok((opcode, newest)),
            _ => {
                return Err(Failure::Usage(format!(
                    "CPython {version} has no opcode {wanted}; CPython {} has it",
                    releases_of(opcode)
                )));
            }
        }
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
    Err(Failure::Usage(format!("CPython {version} has no opcode {wanted}; {hint}")))
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
