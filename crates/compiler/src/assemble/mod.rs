//! From the final instructions to the code object (CPython's `assemble.c`).
//!
//! Jumps get their direction and distance, instructions become bytes, locations and handlers become tables,
//! names become slots. The encodings themselves are the `bytecode` crate's.

mod jumps;
mod localsplus;

use std::mem;

use bytescope_bytecode::instruction::{self, NotEncodable};
use bytescope_bytecode::{
    CodeObject, ExceptionEntry, Location, Name, OpcodeTable, exception_table, location_table,
};
use bytescope_syntax::{ErrorKind, SyntaxError};

use crate::dialect::Dialect;
use crate::flowgraph::{Handler, Lowered};
use crate::nan;
use crate::unit::CodeUnit;

/// Makes the code object of a unit (`_PyAssemble_MakeCodeObject`).
///
/// Constants and names move out of the unit, and opcodes and opargs of `lowered` become final.
///
/// An error means that an instruction is left which no release can encode; the flowgraph leaves none.
pub fn assemble(
    unit: &mut CodeUnit,
    lowered: &mut Lowered,
    filename: Name,
    dialect: &Dialect,
) -> Result<CodeObject, SyntaxError> {
    let table = OpcodeTable::of(dialect.version);
    let offsets = jumps::resolve(&mut lowered.instructions, table);
    let code = code(lowered, &offsets, table).map_err(|error| SyntaxError {
        kind: ErrorKind::SystemError,
        message: error.to_string(),
        location: Location::NONE,
    })?;
    let sizes = offsets.windows(2).map(|pair| pair[1] - pair[0]);
    let locations = lowered.instructions.iter().map(|instruction| instruction.location);
    let linetable = location_table::encode(unit.firstlineno, sizes.zip(locations));
    let exceptiontable = exception_table::encode(&exception_entries(lowered, &offsets));
    let (localsplusnames, localspluskinds) = localsplus::compute(unit);
    Ok(CodeObject {
        argcount: unit.argcount,
        posonlyargcount: unit.posonlyargcount,
        kwonlyargcount: unit.kwonlyargcount,
        // Every frame has room for one item at least (`_PyCode_New`).
        stacksize: lowered.stackdepth.max(1),
        flags: unit.flags,
        code,
        consts: unit.consts.drain(..).map(nan::unmark).collect(),
        names: unit.names.drain(..).collect(),
        localsplusnames,
        localspluskinds,
        filename,
        name: mem::take(&mut unit.name),
        qualname: mem::take(&mut unit.qualname),
        firstlineno: unit.firstlineno,
        linetable,
        exceptiontable,
    })
}

fn code(lowered: &Lowered, offsets: &[u32], table: &OpcodeTable) -> Result<Vec<u8>, NotEncodable> {
    let units = offsets.last().copied().unwrap_or(0);
    let mut code = vec![0; 2 * units as usize];
    for (instruction, offset) in lowered.instructions.iter().zip(offsets) {
        let start = 2 * *offset as usize;
        instruction::encode_at(table, &mut code, start, instruction.opcode, instruction.oparg)?;
    }
    Ok(code)
}

/// Neighbouring instructions with the same handler share an entry (`assemble_exception_table`).
fn exception_entries(lowered: &Lowered, offsets: &[u32]) -> Vec<ExceptionEntry> {
    let mut entries = Vec::new();
    let mut index = 0;
    let target = |handler: &Option<Handler>| handler.map(|handler| handler.target);
    for run in lowered.instructions.chunk_by(|a, b| target(&a.handler) == target(&b.handler)) {
        let start = offsets[index];
        index += run.len();
        if let Some(handler) = run[0].handler {
            entries.push(ExceptionEntry {
                start,
                end: offsets[index],
                target: offsets[handler.target as usize],
                // The handler finds the exception on top of these, and below it perhaps the offset.
                depth: handler.startdepth.saturating_sub(1 + u32::from(handler.preserve_lasti)),
                lasti: handler.preserve_lasti,
            });
        }
    }
    entries
}
