//! How a traceback quotes the source of an instruction.

use bytescope_bytecode::Location;

use crate::Source;

/// The line of an instruction without its indent; empty if there is none.
pub fn quote(source: &Source, location: Location) -> Vec<String> {
    let line = source.line(location.lineno).trim().to_owned();
    if line.is_empty() { Vec::new() } else { vec![line] }
}
