//! Python bytecode as data.
//!
//! A [`CodeObject`] is what CPython's compiler makes; this crate knows its parts and their encodings:
//! opcodes and their tables, constants, instructions, location and exception tables, marshal and `.pyc`.
//! It knows nothing of source text, and it never prints.

mod argument;
mod code_object;
mod constant;
mod descriptions;
pub mod difference;
mod error;
pub mod exception_table;
pub mod instruction;
mod labels;
pub mod listing;
mod location;
pub mod location_table;
pub mod marshal;
mod opcode;
pub mod pyc;
pub mod repr;
mod table;
mod tables;
mod version;

pub use argument::{Argument, ArgumentKind};
pub use code_object::{CodeFlags, CodeObject, LocalKind, Name};
pub use constant::Constant;
pub use descriptions::{Category, Description};
pub use error::{DecodeError, DecodeProblem, EncodeError};
pub use exception_table::ExceptionEntry;
pub use instruction::DecodedInstruction;
pub use labels::Labels;
pub use location::Location;
pub use opcode::Opcode;
pub use table::{OpcodeFlags, OpcodeTable};
pub use version::{UnknownVersion, Version};
