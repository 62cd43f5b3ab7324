//! The Python Virtual Machine of CPython 3.13: runs code objects, and tells of every step.
//!
//! [`Vm`] runs a [`CodeObject`](bytescope_bytecode::CodeObject), whoever compiled it. It knows no compiler, no
//! files, no terminal: what a program may ask of the world outside (source to compile, modules to import,
//! output, a clock) goes through the [`Host`] that the caller provides.
//!
//! ```
//! use std::path::PathBuf;
//! use std::sync::Arc;
//! use std::{cell::RefCell, io, rc::Rc};
//!
//! use bytescope_bytecode::{CodeObject, Location, Version};
//! use bytescope_explorer::{Program, Settings, compile};
//! use bytescope_syntax::Mode;
//! use bytescope_vm::{CompileError, CompileMode, CompileWarning, ModuleSource, Stream, SyntaxNode};
//! use bytescope_vm::{Frontend, Host, Limits, Vm};
//!
//! /// Compiles programs, and what the machine brings along in Python.
//! struct Compiler;
//!
//! impl Frontend for Compiler {
//!     fn compile(&mut self, source: &[u8], filename: &str, _: CompileMode, _: u32) -> Result<CodeObject, CompileError> {
//!         let filename = filename.to_owned();
//!         let settings = Settings { filename, mode: Mode::Exec, version: Version::LATEST, optimize: 0 };
//!         compile(Program::File(source), &settings).map_err(|refusal| CompileError {
//!             class: "SyntaxError",
//!             message: refusal.error.message.clone(),
//!             lineno: None,
//!             offset: None,
//!             end_lineno: None,
//!             end_offset: None,
//!             text: None,
//!         })
//!     }
//!     fn take_warnings(&mut self) -> Vec<CompileWarning> {
//!         Vec::new()
//!     }
//!     fn parse(&mut self, _: &[u8], _: &str, _: CompileMode) -> Option<Result<SyntaxNode, CompileError>> {
//!         None
//!     }
//!     fn quote(&mut self, _: &str, _: Location) -> Vec<String> {
//!         Vec::new()
//!     }
//!     fn source(&mut self, _: &str) -> Option<String> {
//!         None
//!     }
//! }
//!
//! /// A world that takes output and grants nothing else.
//! struct Paper(Compiler, Rc<RefCell<Vec<u8>>>);
//!
//! impl Host for Paper {
//!     fn frontend(&mut self) -> &mut dyn Frontend {
//!         &mut self.0
//!     }
//!     fn find_module(&mut self, _: &str, _: &[PathBuf]) -> Option<ModuleSource> {
//!         None
//!     }
//!     fn write(&mut self, _: Stream, data: &[u8]) {
//!         self.1.borrow_mut().extend_from_slice(data);
//!     }
//!     fn flush(&mut self) {}
//!     fn read_line(&mut self) -> Option<String> {
//!         None
//!     }
//!     fn now(&mut self) -> Option<f64> {
//!         None
//!     }
//!     fn read_file(&mut self, _: &str) -> Option<io::Result<Vec<u8>>> {
//!         None
//!     }
//! }
//!
//! let program = b"print(2 ** 100)\n";
//! let code = Compiler.compile(program, "power.py", CompileMode::Exec, 0).map_err(|error| error.message)?;
//! let output = Rc::default();
//! let mut vm = Vm::new(Box::new(Paper(Compiler, Rc::clone(&output))), Limits::default());
//! let outcome = vm.run_program(&Arc::new(code), Some("power.py"), &["power.py".to_owned()], Vec::new());
//! assert_eq!(outcome.exit_code, 0);
//! assert_eq!(*output.borrow(), b"1267650600228229401496703205376\n");
//! # Ok::<(), String>(())
//! ```
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
pub use value::{Freed, Kind, Ref, Value, forget_garbage, take_freed};
pub use vm::{Limits, Vm};
