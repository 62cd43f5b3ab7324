//! A code object taken apart: instructions with labels, positions and stacks, and its handlers.

use bytescope_bytecode::{
    Argument, CodeObject, DecodeError, Labels, LocalKind, Location, OpcodeTable, exception_table,
    instruction, location_table,
};

use crate::code::{ExceptionRange, Instruction, Local};
use crate::interpret::{Unsound, interpret};
use crate::meaning::{brief, meaning};
use crate::source::Source;
use crate::spans::Spans;

/// What [`disassemble`] finds.
#[derive(Clone, Debug)]
pub struct Disassembly {
    /// The instructions in order, `EXTENDED_ARG` folded into what they extend.
    pub instructions: Vec<Instruction>,
    /// The exception table.
    pub exceptions: Vec<ExceptionRange>,
    /// The fast slots, in order.
    pub locals: Vec<Local>,
    /// The labels, numbered as `dis.dis` numbers them.
    pub labels: Labels,
    /// Whether the stack could be told everywhere; CPython's own code always is sound.
    pub sound: Result<(), Unsound>,
}

impl Disassembly {
    /// The label at a byte offset, 1 for `L1`.
    pub fn label_at(&self, offset: u32) -> Option<usize> {
        self.labels.number(offset)
    }
}

/// Takes a code object apart.
pub fn disassemble(
    code: &CodeObject,
    table: &OpcodeTable,
    source: &Source,
    spans: &Spans,
) -> Result<Disassembly, DecodeError> {
    let decoded = instruction::decode(&code.code, table).collect::<Result<Vec<_>, _>>()?;
    let entries = exception_table::decode(&code.exceptiontable)?;
    let labels = Labels::new(&decoded, &entries);
    let exceptions: Vec<_> = entries
        .into_iter()
        .map(|entry| ExceptionRange {
            start: entry.start.saturating_mul(2),
            end: entry.end.saturating_mul(2),
            target: entry.target.saturating_mul(2),
            depth: entry.depth,
            lasti: entry.lasti,
        })
        .collect();

    let mut locations = location_table::decode(&code.linetable, code.firstlineno);
    let mut range = locations.next().transpose()?;
    let mut previous_line = None;
    let mut instructions = Vec::with_capacity(decoded.len());
    for decoded in decoded {
        let unit = decoded.start_offset / 2;
        while range.as_ref().is_some_and(|range| range.end <= unit) {
            range = locations.next().transpose()?;
        }
        let location = range.as_ref().map_or(Location::NONE, |range| range.location);
        let arg = table.has_arg(decoded.opcode).then_some(decoded.oparg);
        let argument = Argument::of(table, &decoded);
        let argrepr = argument.repr(code, &labels);
        let meaning = match argument {
            Argument::None => String::new(),
            Argument::Constant(index) => code.consts.get(index as usize).map_or(String::new(), brief),
            _ => meaning(decoded.opcode, decoded.oparg, &argrepr),
        };
        instructions.push(Instruction {
            offset: decoded.offset,
            start_offset: decoded.start_offset,
            end_offset: decoded.end_offset(),
            opcode: decoded.opcode,
            number: table.number(decoded.opcode).unwrap_or_default(),
            arg,
            meaning,
            argrepr,
            jump_target: decoded.jump_target,
            label: labels.number(decoded.start_offset),
            location,
            starts_line: previous_line != Some(location.lineno),
            stack_effect: table.stack_effect(decoded.opcode, decoded.oparg, false),
            stack_before: None,
            stack: None,
        });
        previous_line = Some(location.lineno);
    }
    let (stacks, sound) = interpret(code, &instructions, &exceptions, source, spans);
    for (instruction, [before, after]) in instructions.iter_mut().zip(stacks) {
        instruction.stack_before = before;
        instruction.stack = after;
    }
    Ok(Disassembly { instructions, exceptions, locals: locals(code), labels, sound })
}

fn locals(code: &CodeObject) -> Vec<Local> {
    let kinds = code.localspluskinds.iter();
    let slots = code.localsplusnames.iter().zip(kinds);
    slots
        .map(|(name, kind)| Local {
            name: name.clone(),
            local: kind.contains(LocalKind::LOCAL),
            cell: kind.contains(LocalKind::CELL),
            free: kind.contains(LocalKind::FREE),
            hidden: kind.contains(LocalKind::HIDDEN),
        })
        .collect()
}
