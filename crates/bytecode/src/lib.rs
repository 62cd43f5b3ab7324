//! Python bytecode as data.
//!
//! A [`CodeObject`] is what CPython's compiler makes; this crate knows its parts and their encodings:
//! opcodes and their tables, constants, instructions, location and exception tables, marshal and `.pyc`.
//! It knows nothing of source text, and it never prints.
//!
//! ```
//! use bytescope_bytecode::{Constant, Opcode, OpcodeTable, Version, instruction, marshal};
//!
//! // `marshal.dumps((1, "two"))`, and back.
//! let value = marshal::load(b"\xa9\x02\xe9\x01\x00\x00\x00\xda\x03two")?;
//! assert_eq!(value.repr(), "(1, 'two')");
//! assert!(matches!(value, Constant::Tuple(_)));
//!
//! let table = OpcodeTable::of(Version::V3_13_0);
//! let number = table.number(Opcode::RETURN_CONST).unwrap_or_default();
//! let code = [number, 5];
//! let decoded = instruction::decode(&code, table).next().transpose()?;
//! assert_eq!(decoded.map(|found| (found.opcode.name(), found.oparg)), Some(("RETURN_CONST", 5)));
//! # Ok::<(), bytescope_bytecode::DecodeError>(())
//! ```

mod argument;
mod code_object;
mod constant;
mod descriptions;
pub mod difference;
mod error;
pub mod exception_table;
mod form;
pub mod instruction;
mod labels;
pub mod line_table;
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
pub use form::{CodeLayout, Form, JumpWords, LineTable, SourceHash, Words};
pub use instruction::DecodedInstruction;
pub use labels::Labels;
pub use location::Location;
pub use opcode::Opcode;
pub use table::{OpcodeFlags, OpcodeTable};
pub use version::{UnknownVersion, Version};
