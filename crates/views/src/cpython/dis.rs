//! `python3.13 -m dis`.
//!
//! One thing is left out: the address in the repr of a code object, `<code object f at 0x7f0c…, file …>`. It
//! differs from run to run, so no text can equal CPython's there.
//!
//! What surprised us: `EXTENDED_ARG` and the instruction it belongs to are two lines, and the label, the line
//! number and the empty line before it go to the first of them; and without any line number but 0 there is
//! no column for them at all.

use std::fmt::Write as _;

use bytescope_bytecode::{
    Argument, CodeObject, DecodeError, DecodedInstruction, ExceptionEntry, Labels, Opcode, OpcodeTable,
    exception_table, instruction, location_table,
};

/// Widths of the columns for names and arguments (`_OPNAME_WIDTH`, `_OPARG_WIDTH`).
const NAME_WIDTH: usize = 20;
const ARGUMENT_WIDTH: usize = 5;

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
        let mut out = String::new();
        if index > 0 {
            let CodeObject { name, filename, firstlineno, .. } = code;
            // Writing to a string cannot fail, here and below.
            let _ = writeln!(
                out,
                "\nDisassembly of <code object {name}, file \"{filename}\", line {firstlineno}>:"
            );
        }
        Listing::new(code, table, options)?.write(&mut out);
        Ok(out)
    })
}

/// One code object on its way to text.
struct Listing<'a> {
    code: &'a CodeObject,
    table: &'a OpcodeTable,
    options: DisOptions,
    instructions: Vec<DecodedInstruction>,
    exceptions: Vec<ExceptionEntry>,
    labels: Labels,
    /// Byte offsets where another line starts, with the line; -1 for none.
    line_starts: Vec<(u32, i32)>,
    line_width: usize,
    label_width: usize,
    offset_width: usize,
}

impl<'a> Listing<'a> {
    fn new(code: &'a CodeObject, table: &'a OpcodeTable, options: DisOptions) -> Result<Self, DecodeError> {
        let instructions = instruction::decode(&code.code, table).collect::<Result<Vec<_>, _>>()?;
        let exceptions = exception_table::decode(&code.exceptiontable)?;
        let labels = Labels::new(&instructions, &exceptions);
        let mut line_starts: Vec<(u32, i32)> = Vec::new();
        for range in location_table::decode(&code.linetable, code.firstlineno) {
            let range = range?;
            let line = range.location.lineno;
            if line_starts.last().is_none_or(|(_, last)| *last != line) {
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
        for decoded in &self.instructions {
            let mut line = None;
            while let Some((_, found)) = starts.next_if(|(offset, _)| *offset <= decoded.start_offset) {
                line = Some(found);
            }
            let prefixes = (decoded.offset - decoded.start_offset) / 2;
            for prefix in 0..prefixes {
                let offset = decoded.start_offset + 2 * prefix;
                let arg = decoded.oparg >> (8 * (prefixes - prefix));
                self.start(out, offset, line.take(), self.labels.number(offset));
                opcode(out, Opcode::EXTENDED_ARG.name(), Some(arg));
                out.push('\n');
            }
            self.start(out, decoded.offset, line.take(), self.labels.number(decoded.offset));
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
            let width = self.line_width;
            if line.is_some() && offset > 0 {
                out.push('\n');
            }
            let _ = match line {
                None => write!(out, "{:width$} ", ""),
                Some(..0) => write!(out, "{NO_LINE:>width$} "),
                Some(line) => write!(out, "{line:>width$} "),
            };
        }
        let width = self.label_width;
        let _ = match label {
            None => write!(out, "{:width$}", ""),
            Some(number) => write!(out, "{:gap$}L{number}:", "", gap = width - 2 - digits(number)),
        };
        if self.offset_width > 0 {
            let _ = write!(out, " {offset:>width$}  ", width = self.offset_width);
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
            Argument::of(self.table, decoded).write_repr(out, self.code, &self.labels);
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
        let gap = NAME_WIDTH.saturating_sub(name.len());
        let width = ARGUMENT_WIDTH.saturating_sub(name.len().saturating_sub(NAME_WIDTH));
        let _ = write!(out, "{:gap$} {arg:>width$}", "");
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

fn digits(number: usize) -> usize {
    number.checked_ilog10().unwrap_or(0) as usize + 1
}
