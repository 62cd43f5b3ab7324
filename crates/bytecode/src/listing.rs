//! A code object as plain text with every field in it, for goldens and for reports of differences.
//!
//! The text is exact: code objects that print the same are the same in every field, short of the sign of a
//! NaN. It is not the side-by-side view for readers; that one leaves out what they do not need.

use std::fmt::Write as _;

use crate::error::DecodeProblem;
use crate::exception_table::{self, ExceptionEntry};
use crate::line_table::LocationCursor;
use crate::{
    ArgumentKind, CodeObject, Constant, DecodeError, DecodedInstruction, Location, OpcodeTable, Version,
    instruction,
};

/// An instruction together with where it came from.
#[derive(Clone, Copy, Debug)]
pub struct LocatedInstruction {
    /// The instruction.
    pub instruction: DecodedInstruction,
    /// Its source range; [`Location::NONE`] also if the location table ends before it.
    pub location: Location,
}

/// All instructions of a code object with their locations.
pub fn instructions(code: &CodeObject, version: Version) -> Result<Vec<LocatedInstruction>, DecodeError> {
    let table = OpcodeTable::of(version);
    let mut locations = LocationCursor::new(table.locations(code));
    instruction::decode(&code.code, table)
        .map(|instruction| {
            let instruction = instruction?;
            let location = locations.at(instruction.offset / 2)?;
            Ok(LocatedInstruction { instruction, location })
        })
        .collect()
}

/// How many bytes of names and constants the instructions of one code object may lead to all together, and how many
/// more for each byte of code. A damaged file may load one long constant in every instruction.
const MOST_BYTES: u64 = 64 << 20;
const MOST_FOR_EACH_BYTE: u64 = 64;

/// Refuses code whose listing would be out of all proportion to it.
pub fn check_size(
    code: &CodeObject,
    table: &OpcodeTable,
    instructions: &[DecodedInstruction],
) -> Result<(), DecodeError> {
    let limit = MOST_BYTES + MOST_FOR_EACH_BYTE * code.code.len() as u64;
    let names = code.names.iter().chain(&code.localsplusnames).map(|name| name.len() as u64).max();
    let consts: Vec<u64> = code.consts.iter().map(weight).collect();
    let longest = names.max(consts.iter().copied().max()).unwrap_or_default();
    if longest.saturating_mul(instructions.len() as u64) <= limit {
        return Ok(());
    }
    let mut sum = 0_u64;
    for instruction in instructions {
        let index = instruction.oparg as usize;
        let name = |names: &[crate::Name], index: usize| names.get(index).map_or(0, |name| name.len() as u64);
        sum += match table.argument_kind(instruction.opcode) {
            ArgumentKind::Constant => consts.get(index).copied().unwrap_or_default(),
            ArgumentKind::None | ArgumentKind::Number => 0,
            _ => {
                let names: u64 =
                    [0, 1, 2].into_iter().map(|shift| name(&code.names, index >> shift)).max().unwrap_or(0);
                names + name(&code.localsplusnames, index) + name(&code.localsplusnames, index >> 4)
            }
        };
        if sum > limit {
            return Err(DecodeError::new(instruction.offset as usize, DecodeProblem::Inflated));
        }
    }
    Ok(())
}

/// About how long the repr of a constant is.
fn weight(value: &Constant) -> u64 {
    match value {
        Constant::Str(text) => text.len() as u64,
        Constant::Bytes(bytes) => bytes.len() as u64,
        Constant::Int(int) => int.bits() / 3,
        Constant::Tuple(items) | Constant::FrozenSet(items) => items.iter().map(weight).sum::<u64>() + 2,
        Constant::Slice(parts) => parts.iter().map(weight).sum::<u64>() + 7,
        Constant::Code(code) => (code.name.len() + code.filename.len()) as u64 + 30,
        _ => 8,
    }
}

/// A code object and those nested in it, each before the ones inside it.
pub fn listing(code: &CodeObject, version: Version) -> String {
    let mut out = String::new();
    let mut waiting = vec![code];
    while let Some(code) = waiting.pop() {
        // Writing into a string cannot fail.
        let _ = write_code(&mut out, code, version);
        waiting.extend(nested(code).rev());
    }
    out
}

/// The code objects among the constants.
pub(crate) fn nested(code: &CodeObject) -> impl DoubleEndedIterator<Item = &CodeObject> {
    code.consts.iter().filter_map(|constant| match constant {
        Constant::Code(code) => Some(&**code),
        _ => None,
    })
}

fn write_code(out: &mut String, code: &CodeObject, version: Version) -> std::fmt::Result {
    writeln!(out, "code {}", code.name)?;
    writeln!(out, "  qualname: {}", code.qualname)?;
    writeln!(out, "  filename: {}", code.filename)?;
    writeln!(out, "  firstlineno: {}", code.firstlineno)?;
    writeln!(out, "  argcount: {}", code.argcount)?;
    writeln!(out, "  posonlyargcount: {}", code.posonlyargcount)?;
    writeln!(out, "  kwonlyargcount: {}", code.kwonlyargcount)?;
    writeln!(out, "  stacksize: {}", code.stacksize)?;
    writeln!(out, "  flags: {:#x}", code.flags.bits())?;
    writeln!(out, "  names: {}", code.names.join(", "))?;
    writeln!(out, "  localsplus: {}", locals(code))?;
    writeln!(out, "  consts:")?;
    for (index, value) in code.consts.iter().enumerate() {
        writeln!(out, "    {index}: {}", constant(value))?;
    }
    writeln!(out, "  instructions:")?;
    match instructions(code, version) {
        Ok(instructions) => {
            for LocatedInstruction { instruction, location } in instructions {
                let text = instruction_text(code, version, &instruction);
                writeln!(out, "    {:>4} {text} @ {location:?}", instruction.offset)?;
            }
        }
        Err(error) => writeln!(out, "    undecodable: {error}: {}", hex(&code.code))?,
    }
    writeln!(out, "  exceptions:")?;
    for entry in exception_table::decode(&code.exceptiontable).unwrap_or_default() {
        writeln!(out, "    {}", handler(&entry))?;
    }
    writeln!(out, "  linetable: {}", hex(&code.linetable))?;
    writeln!(out, "  exceptiontable: {}", hex(&code.exceptiontable))
}

/// The slots with their kinds: `n 0x20, total 0x60`.
pub(crate) fn locals(code: &CodeObject) -> String {
    let slots = code.localsplusnames.iter().zip(&code.localspluskinds);
    slots.map(|(name, kind)| format!("{name} {:#x}", kind.bits())).collect::<Vec<_>>().join(", ")
}

/// An entry of the exception table: `4 to 20 -> 48, depth 1, lasti`, the offsets in bytes.
pub(crate) fn handler(entry: &ExceptionEntry) -> String {
    let lasti = if entry.lasti { ", lasti" } else { "" };
    let [start, end, target] = [entry.start, entry.end, entry.target].map(|unit| 2 * u64::from(unit));
    format!("{start} to {end} -> {target}, depth {}{lasti}", entry.depth)
}

/// An instruction: opcode, argument if it takes one, and what the argument means if that is a thing that
/// has a name: `LOAD_GLOBAL 3 (print)`.
pub fn instruction_text(code: &CodeObject, version: Version, instruction: &DecodedInstruction) -> String {
    let DecodedInstruction { opcode, oparg, .. } = *instruction;
    let table = OpcodeTable::of(version);
    if !table.has_arg(opcode) {
        return opcode.name().to_owned();
    }
    let index = oparg as usize;
    let name = |index: usize| code.names.get(index).map(ToString::to_string);
    let slot = |index: usize| code.localsplusnames.get(index).map(ToString::to_string);
    let meaning = match table.argument_kind(opcode) {
        ArgumentKind::Constant => code.consts.get(index).map(constant),
        ArgumentKind::Name => name(index),
        ArgumentKind::Global | ArgumentKind::Attribute => name(index >> 1),
        ArgumentKind::SuperAttribute => name(index >> 2),
        ArgumentKind::Local => slot(index),
        ArgumentKind::LocalPair => match (slot(index >> 4), slot(index & 15)) {
            (Some(first), Some(second)) => Some(format!("{first}, {second}")),
            _ => None,
        },
        _ => instruction.jump_target.map(|target| format!("to {target}")),
    };
    match meaning {
        Some(meaning) => format!("{opcode} {oparg} ({meaning})"),
        None => format!("{opcode} {oparg}"),
    }
}

/// A constant as Python writes it, a frozenset sorted; code objects by name and line.
pub fn constant(value: &Constant) -> String {
    match value {
        Constant::FrozenSet(items) => {
            let mut items: Vec<_> = items.iter().map(Constant::repr).collect();
            items.sort_unstable();
            format!("frozenset({{{}}})", items.join(", "))
        }
        Constant::Code(code) => format!("code {}, line {}", code.name, code.firstlineno),
        _ => value.repr(),
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
