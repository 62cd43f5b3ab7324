//! A code object taken apart: instructions with labels, positions and stacks, and its handlers.

use bytescope_bytecode::line_table::LocationCursor;
use bytescope_bytecode::{
    Argument, CodeObject, DecodeError, JumpWords, Labels, LocalKind, OpcodeTable, Words, exception_table,
    instruction, listing,
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
    /// The labels as `dis.get_instructions` numbers them, which does not look at the exception table.
    pub jump_labels: Labels,
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
    listing::check_size(code, table, &decoded)?;
    let entries = exception_table::decode(&code.exceptiontable)?;
    let labels = Labels::new(&decoded, &entries);
    let jump_labels = Labels::new(&decoded, &[]);
    let words = table.words();
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

    let mut locations = LocationCursor::new(table.locations(code));
    let mut previous_line = None;
    let mut instructions = Vec::with_capacity(decoded.len());
    for decoded in decoded {
        let location = locations.at(decoded.offset / 2)?;
        let arg = table.has_arg(decoded.opcode).then_some(decoded.oparg);
        let argument = Argument::of(table, &decoded);
        let argrepr = argument.repr(code, &labels, words);
        let meaning = match argument {
            Argument::None => String::new(),
            Argument::Constant(index) | Argument::KeywordNames(index) => {
                code.consts.get(index as usize).map_or(String::new(), brief)
            }
            // Older releases show the offset or nothing; readers find labels more easily.
            Argument::Jump { .. } if words.jumps != JumpWords::Label => {
                argument.repr(code, &labels, Words { jumps: JumpWords::Label, ..words })
            }
            _ => meaning(decoded.opcode, decoded.oparg, &argrepr),
        };
        let starts_line =
            previous_line != Some(location.lineno) && (location.has_line() || words.absent_lines);
        if starts_line {
            previous_line = Some(location.lineno);
        }
        instructions.push(Instruction {
            offset: decoded.offset,
            start_offset: decoded.start_offset,
            end_offset: decoded.end_offset(),
            opcode: decoded.opcode,
            number: table.number(decoded.opcode).unwrap_or_default(),
            arg,
            argument,
            meaning,
            argrepr,
            jump_target: decoded.jump_target,
            is_jump_target: jump_labels.number(decoded.start_offset).is_some(),
            label: labels.number(decoded.start_offset),
            location,
            starts_line,
            stack_effect: table.stack_effect(decoded.opcode, decoded.oparg, false),
            jump_effect: table.stack_effect(decoded.opcode, decoded.oparg, true),
            stack_before: None,
            stack: None,
        });
    }
    let (stacks, sound) = interpret(code, table, &instructions, &exceptions, source, spans);
    for (instruction, [before, after]) in instructions.iter_mut().zip(stacks) {
        instruction.stack_before = before;
        instruction.stack = after;
    }
    Ok(Disassembly { instructions, exceptions, locals: locals(code), labels, jump_labels, sound })
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
