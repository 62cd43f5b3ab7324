//! `python3.13 -m dis`, which is also that of later releases; those before have [another](super::dis_older).
//!
//! One thing is left out: the address in the repr of a code object, `<code object f at 0x7f0c…, file …>`. It
//! differs from run to run, so no text can equal CPython's there.
//!
//! What surprised us: `EXTENDED_ARG` and the instruction it belongs to are two lines, and the label, the line
//! number and the empty line before it go to the first of them; and without any line number but 0 there is
//! no column for them at all.

use std::fmt::Write as _;

use super::columns::{digits, pad, right};
use super::dis_older::OlderListing;
use bytescope_bytecode::{
    Argument, CodeObject, DecodeError, DecodedInstruction, ExceptionEntry, JumpWords, Labels, Opcode,
    OpcodeTable, exception_table, instruction, listing,
};

/// Widths of the columns for names and arguments (`_OPNAME_WIDTH`, `_OPARG_WIDTH`).
const NAME_WIDTH: usize = 20;
const ARGUMENT_WIDTH: usize = 5;

/// Bytes of a usual line of text, to make room for all of them at once.
const LINE: usize = 48;
/// As much room at once as a code object that somebody wrote may need.
const LARGEST_ROOM: usize = 1 << 20;

/// What stands for an absent line number.
const NO_LINE: &str = "  --";

/// The options of the tool.
#[derive(Clone, Copy, Debug, Default)]
pub struct DisOptions {
    /// `-O`: byte offsets.
    pub offsets: bool,
    /// `-C`: inline caches.
    pub caches: bool,
}

/// The text for some code objects, a piece for each: [`CodeObject::walk`] gives what the tool prints for a
/// whole program.
pub fn dis<'a>(
    objects: impl IntoIterator<Item = &'a CodeObject>,
    table: &'a OpcodeTable,
    options: DisOptions,
) -> impl Iterator<Item = Result<String, DecodeError>> {
    objects.into_iter().enumerate().map(move |(index, code)| {
        // An instruction takes about four bytes, its caches included.
        let mut out = String::with_capacity((LINE * code.code.len() / 4).min(LARGEST_ROOM));
        if index > 0 {
            let CodeObject { name, filename, firstlineno, .. } = code;
            // Writing to a string cannot fail, here and below.
            let _ = writeln!(
                out,
                "\nDisassembly of <code object {name}, file \"{filename}\", line {firstlineno}>:"
            );
        }
        let listing = Listing::new(code, table, options)?;
        if table.words().jumps == JumpWords::Label {
            listing.write(&mut out);
        } else {
            let Listing { instructions, exceptions, line_starts, .. } = &listing;
            OlderListing { code, table, options, instructions, exceptions, line_starts }.write(&mut out);
        }
        Ok(out)
    })
}

/// A byte offset, and the line that starts there; -1 for none.
pub(super) type LineStart = (u32, i32);

/// One code object on its way to text.
struct Listing<'a> {
    code: &'a CodeObject,
    table: &'a OpcodeTable,
    options: DisOptions,
    instructions: Vec<DecodedInstruction>,
    exceptions: Vec<ExceptionEntry>,
    labels: Labels,
    /// Byte offsets where another line starts, with the line; -1 for none.
    line_starts: Vec<LineStart>,
    line_width: usize,
    label_width: usize,
    offset_width: usize,
}

impl<'a> Listing<'a> {
    fn new(code: &'a CodeObject, table: &'a OpcodeTable, options: DisOptions) -> Result<Self, DecodeError> {
        let instructions = instruction::decode(&code.code, table).collect::<Result<Vec<_>, _>>()?;
        listing::check_size(code, table, &instructions)?;
        let exceptions = exception_table::decode(&code.exceptiontable)?;
        let labels = Labels::new(&instructions, &exceptions);
        let mut line_starts: Vec<LineStart> = Vec::new();
        let absent_lines = table.words().absent_lines;
        for range in table.locations(code) {
            let range = range?;
            let line = range.location.lineno;
            let counts = range.start < range.end && (line >= 0 || absent_lines);
            if counts && line_starts.last().is_none_or(|(_, last)| *last != line) {
                line_starts.push((2 * range.start, line));
            }
        }
        let last_offset = code.code.len().saturating_sub(2);
        Ok(Self {
            line_width: line_width(&line_starts),
            label_width: 4 + digits(labels.offsets().len()),
            offset_width: if options.offsets { digits(last_offset.max(9999)) } else { 0 },
            code,
            table,
            options,
            instructions,
            exceptions,
            labels,
            line_starts,
        })
    }

    fn write(&self, out: &mut String) {
        let mut starts = self.line_starts.iter().copied().peekable();
        let mut line_at = |at: u32| {
            let mut line = None;
            while let Some((_, found)) = starts.next_if(|(offset, _)| *offset <= at) {
                line = Some(found);
            }
            line
        };
        for decoded in &self.instructions {
            let prefixes = (decoded.offset - decoded.start_offset) / 2;
            for prefix in 0..prefixes {
                let offset = decoded.start_offset + 2 * prefix;
                let arg = decoded.oparg >> (8 * (prefixes - prefix));
                self.start(out, offset, line_at(offset), self.labels.number(offset));
                opcode(out, Opcode::EXTENDED_ARG.name(), Some(arg));
                out.push('\n');
            }
            self.start(out, decoded.offset, line_at(decoded.offset), self.labels.number(decoded.offset));
            self.instruction(out, decoded);
            if self.options.caches {
                self.caches(out, decoded);
            }
        }
        self.exceptions(out);
    }

    /// Everything before the name. `line` is given where another line starts.
    fn start(&self, out: &mut String, offset: u32, line: Option<i32>, label: Option<usize>) {
        if self.line_width > 0 {
            if line.is_some() && offset > 0 {
                out.push('\n');
            }
            match line {
                None => pad(out, self.line_width),
                Some(..0) => {
                    pad(out, self.line_width.saturating_sub(NO_LINE.len()));
                    out.push_str(NO_LINE);
                }
                Some(line) => right(out, line as u32, self.line_width),
            }
            out.push(' ');
        }
        match label {
            None => pad(out, self.label_width),
            Some(number) => {
                pad(out, self.label_width.saturating_sub(2 + digits(number)));
                out.push('L');
                right(out, number as u32, 0);
                out.push(':');
            }
        }
        if self.offset_width > 0 {
            out.push(' ');
            right(out, offset, self.offset_width);
            out.push_str("  ");
        }
        // A debugger's arrow would stand here.
        out.push_str("     ");
    }

    fn instruction(&self, out: &mut String, decoded: &DecodedInstruction) {
        let has_arg = self.table.has_arg(decoded.opcode);
        opcode(out, decoded.opcode.name(), has_arg.then_some(decoded.oparg));
        if has_arg {
            let end = out.len();
            out.push_str(" (");
            Argument::of(self.table, decoded).write_repr(out, self.code, &self.labels, self.table.words());
            if out.len() == end + 2 {
                out.truncate(end);
            } else {
                out.push(')');
            }
        }
        out.push('\n');
    }

    /// A line for each unit of cache; the field's name at its first.
    fn caches(&self, out: &mut String, decoded: &DecodedInstruction) {
        let mut offset = decoded.offset;
        for (field, size) in self.table.cache_fields(decoded.opcode) {
            for unit in 0..*size {
                offset += 2;
                self.start(out, offset, None, None);
                opcode(out, Opcode::CACHE.name(), Some(0));
                if unit == 0 {
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
        for entry in &self.exceptions {
            let label = |unit: u32| self.labels.number(unit.saturating_mul(2)).unwrap_or_default();
            let [start, end, target] = [entry.start, entry.end, entry.target].map(label);
            let lasti = if entry.lasti { " lasti" } else { "" };
            let _ = writeln!(out, "  L{start} to L{end} -> L{target} [{}]{lasti}", entry.depth);
        }
    }
}

/// The name, and the argument where there is one.
fn opcode(out: &mut String, name: &str, arg: Option<u32>) {
    out.push_str(name);
    if let Some(arg) = arg {
        // A long name reaches into the room for the argument.
        pad(out, NAME_WIDTH.saturating_sub(name.len()) + 1);
        right(out, arg, ARGUMENT_WIDTH.saturating_sub(name.len().saturating_sub(NAME_WIDTH)));
    }
}

/// The width of the column for line numbers; 0 for no such column (`_get_lineno_width`).
fn line_width(starts: &[(u32, i32)]) -> usize {
    let largest = starts.iter().map(|(_, line)| *line).filter(|line| *line > 0).max();
    let Some(largest) = largest else { return 0 };
    let width = digits(largest as usize).max(3);
    let has_none = starts.iter().any(|(_, line)| *line < 0);
    if has_none { width.max(NO_LINE.len()) } else { width }
}
