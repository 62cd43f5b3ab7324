//! `python -m dis` of releases up to 3.12: offsets in a column of their own, `>>` where a jump leads, no labels.
//!
//! A surprise: the table of exceptions names the last unit that a handler covers, not the one after it.

use std::fmt::Write as _;

use bytescope_bytecode::{
    Argument, CodeObject, DecodedInstruction, ExceptionEntry, Labels, Opcode, OpcodeTable,
};

use super::columns::{digits, left, pad, right};
use super::dis::{DisOptions, LineStart};

/// A code object with what has been read of it.
pub(super) struct OlderListing<'a> {
    pub(super) code: &'a CodeObject,
    pub(super) table: &'a OpcodeTable,
    pub(super) options: DisOptions,
    pub(super) instructions: &'a [DecodedInstruction],
    pub(super) exceptions: &'a [ExceptionEntry],
    pub(super) line_starts: &'a [LineStart],
}

impl OlderListing<'_> {
    pub(super) fn write(&self, out: &mut String) {
        let jumps = Labels::new(self.instructions, &[]);
        let mut handlers: Vec<u32> = self
            .exceptions
            .iter()
            .filter(|entry| entry.start < entry.end)
            .map(|entry| entry.target.saturating_mul(2))
            .collect();
        handlers.sort_unstable();
        let is_target =
            |offset: u32| jumps.number(offset).is_some() || handlers.binary_search(&offset).is_ok();
        let mut starts = self.line_starts.iter().copied().peekable();
        let mut line_at = |at: u32| {
            let mut line = None;
            while let Some((_, found)) = starts.next_if(|(offset, _)| *offset <= at) {
                line = Some(found);
            }
            line
        };
        let columns = self.columns();
        for decoded in self.instructions {
            let prefixes = (decoded.offset - decoded.start_offset) / 2;
            for prefix in 0..prefixes {
                let offset = decoded.start_offset + 2 * prefix;
                columns.start(out, offset, line_at(offset), is_target(offset));
                write_opcode(out, Opcode::EXTENDED_ARG, Some(decoded.oparg >> (8 * (prefixes - prefix))));
                out.push('\n');
            }
            columns.start(out, decoded.offset, line_at(decoded.offset), is_target(decoded.offset));
            self.instruction(out, decoded);
            if self.options.caches {
                self.caches(out, &columns, decoded);
            }
        }
        self.exceptions(out);
    }

    fn columns(&self) -> Columns {
        let largest = self.line_starts.iter().map(|(_, line)| *line).max();
        let last_offset = self.code.code.len().saturating_sub(2);
        let words = self.table.words();
        Columns {
            line: match largest {
                None => 0,
                Some(line) if words.wide_columns => digits(line.max(0) as usize).max(3),
                Some(_) => 3,
            },
            offset: if words.wide_columns { digits(last_offset).max(4) } else { 4 },
        }
    }

    fn instruction(&self, out: &mut String, decoded: &DecodedInstruction) {
        let has_arg = self.table.has_arg(decoded.opcode);
        write_opcode(out, decoded.opcode, has_arg.then_some(decoded.oparg));
        if has_arg {
            let end = out.len();
            out.push_str(" (");
            // No number of a label is looked at.
            let argument = Argument::of(self.table, decoded);
            argument.write_repr(out, self.code, &Labels::default(), self.table.words());
            if out.len() == end + 2 {
                out.truncate(end);
            } else {
                out.push(')');
            }
        }
        out.push('\n');
    }

    fn caches(&self, out: &mut String, columns: &Columns, decoded: &DecodedInstruction) {
        let mut offset = decoded.offset;
        for (field, size) in self.table.cache_fields(decoded.opcode) {
            for unit in 0..*size {
                offset += 2;
                columns.start(out, offset, None, false);
                write_opcode(out, Opcode::CACHE, Some(0));
                if unit == 0 {
                    // Writing to a string cannot fail, here and below.
                    let _ = write!(out, " ({field}: 0)");
                }
                out.push('\n');
            }
        }
    }

    fn exceptions(&self, out: &mut String) {
        if self.exceptions.is_empty() {
            return;
        }
        out.push_str("ExceptionTable:\n");
        for entry in self.exceptions {
            let [start, end, target] = [entry.start, entry.end, entry.target].map(|unit| 2 * i64::from(unit));
            let lasti = if entry.lasti { " lasti" } else { "" };
            let _ = writeln!(out, "  {start} to {} -> {target} [{}]{lasti}", end - 2, entry.depth);
        }
    }
}

/// The widths of the columns.
struct Columns {
    line: usize,
    offset: usize,
}

impl Columns {
    /// Everything before the name. `line` is given where another line starts.
    fn start(&self, out: &mut String, offset: u32, line: Option<i32>, is_target: bool) {
        if self.line > 0 {
            if line.is_some() && offset > 0 {
                out.push('\n');
            }
            match line {
                None => pad(out, self.line),
                Some(line @ 0..) => right(out, line as u32, self.line),
                // Only a damaged file has such lines.
                Some(line) => out.push_str(&line.to_string()),
            }
            out.push(' ');
        }
        // A debugger's arrow would stand before the mark.
        out.push_str(if is_target { "    >> " } else { "       " });
        right(out, offset, self.offset);
        out.push(' ');
    }
}

/// The name, and the argument where there is one.
fn write_opcode(out: &mut String, opcode: Opcode, arg: Option<u32>) {
    match arg {
        Some(arg) => {
            left(out, opcode.name(), 20);
            out.push(' ');
            right(out, arg, 5);
        }
        None => out.push_str(opcode.name()),
    }
}
