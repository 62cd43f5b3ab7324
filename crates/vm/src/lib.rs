//! The Python Virtual Machine of CPython 3.13: runs code objects, and tells of every step.
//!
//! [`Vm`] runs a [`CodeObject`](bytescope_bytecode::CodeObject), whoever compiled it. It knows no compiler, no
//! files, no terminal: what a program may ask of the world outside (source to compile, modules to import,
//! output, a clock) goes through the [`Host`] that the caller provides.
//!
//! | room | what is in it |
//! |---|---|
//! | `value` | the counted pointer that every Python value is; the cycle collector; the only `unsafe` code, but for a declaration in `c_library` |
//! | [`objects`] | what each kind of object holds |
//! | [`types`] | what Python code can call on built-in types |
//! | [`ops`] | what the interpreter asks of any object: attributes, operators, calls, iteration |
//! | [`call`] | arguments on their way to parameters |
//! | [`interpreter`] | frames and the instruction loop |
//! | `lookup` | where a name or an attribute is found, without running Python code: for those who watch |
//! | `glance` | values as text, without running Python code: for those who watch |
//! | [`modules`] | the standard modules that are written in Rust; those in Python are in `python/` |

mod c_library;
pub mod call;
mod error;
mod glance;
mod hash;
mod host;
pub mod interpreter;
mod lookup;
pub mod modules;
mod names;
pub mod objects;
pub mod ops;
pub mod types;
pub mod value;
mod vm;

pub use error::{Exc, PyResult, Raised};
pub use glance::{glance, glance_variable, headline};
pub use host::{
    CompileError, CompileMode, CompileWarning, Frontend, Host, ModuleSource, Stream, SyntaxField, SyntaxNode,
};
pub use lookup::{
    AttributeLookup, Found, How, NameLookup, Scope, lookup_attribute, lookup_name, lookup_super,
};
pub use names::Names;
pub use value::{Freed, Kind, Ref, Value, take_freed};
pub use vm::{Limits, Vm};
