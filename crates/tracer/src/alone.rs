//! Recording a text that asks nothing of the world: no files, no input, no clock.
//!
//! For short programs in handouts and tests. Programs with files beside them run under the command's own host.

use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use bytescope_bytecode::Version;
use bytescope_vm::{CompileError, CompileMode, Frontend, Host, Limits, ModuleSource, Stream, Vm};

use crate::choice::Choice;
use crate::compiler::Compiler;
use crate::known::World;
use crate::recorder::Recorder;
use crate::recording::{Recording, Tape, Window};

/// Compiles a program, runs it, and records what is chosen.
///
/// # Errors
///
/// What CPython would raise instead of compiling it.
pub fn record_text(
    text: &str,
    filename: &str,
    choice: Choice,
    window: Window,
    limits: Limits,
) -> Result<Recording, CompileError> {
    let mut alone = Alone { compiler: Compiler::new(Version::LATEST, 0), output: Rc::default() };
    let code = Arc::new(alone.compiler.compile(text.as_bytes(), filename, CompileMode::Exec, 0)?);
    let (tape, taped) = Tape::new(window);
    let world = World::new(Rc::clone(&alone.compiler.sources));
    let recorder = Recorder::new(world, choice, Rc::clone(&alone.output), tape);
    let mut vm = Vm::new(Box::new(alone), limits);
    vm.set_tracer(Box::new(recorder));
    let exit_code = vm.run_program(&code, Some(filename), &[filename.to_owned()], Vec::new()).exit_code;
    vm.flush();
    if let Some(mut tracer) = vm.take_tracer() {
        tracer.end(exit_code);
    }
    Ok(taped.recording())
}

/// A world with nothing in it.
struct Alone {
    compiler: Compiler,
    output: Rc<RefCell<Vec<u8>>>,
}

impl Host for Alone {
    fn frontend(&mut self) -> &mut dyn Frontend {
        &mut self.compiler
    }

    fn find_module(&mut self, _: &str, _: &[PathBuf]) -> Option<ModuleSource> {
        None
    }

    fn write(&mut self, _: Stream, data: &[u8]) {
        self.output.borrow_mut().extend_from_slice(data);
    }

    fn flush(&mut self) {}

    fn read_line(&mut self) -> Option<String> {
        Some(String::new())
    }

    fn now(&mut self) -> Option<f64> {
        None
    }

    fn read_file(&mut self, _: &str) -> Option<std::io::Result<Vec<u8>>> {
        None
    }
}
