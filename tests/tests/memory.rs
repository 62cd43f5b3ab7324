//! Programs run in this process, with the system's allocator: under valgrind, as `.ci/run` does it, every access to
//! memory that an object no longer owns is found. What they print is compared elsewhere.
#![expect(clippy::unwrap_used, reason = "these are tests")]

use std::cell::Cell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::{fs, thread};

use bytescope_bytecode::Version;
use bytescope_tests::programs;
use bytescope_tracer::Compiler;
use bytescope_vm::{CompileMode, Frontend, Host, Limits, ModuleSource, Stream, Vm};

/// Areas whose programs make objects die in many ways, and how many programs of each are run.
const AREAS: [(&str, usize); 7] = [
    ("classes", 4),
    ("exceptions", 4),
    ("generators", 4),
    ("lists", 3),
    ("longer", 1),
    ("objects", 6),
    ("text", 3),
];

/// A world with nothing but a compiler.
struct Silence {
    compiler: Compiler,
    written: Rc<Cell<usize>>,
}

impl Host for Silence {
    fn frontend(&mut self) -> &mut dyn Frontend {
        &mut self.compiler
    }

    fn find_module(&mut self, _name: &str, _path: &[PathBuf]) -> Option<ModuleSource> {
        None
    }

    fn write(&mut self, _stream: Stream, data: &[u8]) {
        self.written.set(self.written.get() + data.len());
    }

    fn flush(&mut self) {}

    fn read_line(&mut self) -> Option<String> {
        None
    }

    fn now(&mut self) -> Option<f64> {
        None
    }

    fn read_file(&mut self, _path: &str) -> Option<std::io::Result<Vec<u8>>> {
        None
    }
}

/// Runs a program to its end and frees all that is left; returns how much it printed.
fn run(source: &[u8], name: &str) -> usize {
    let written = Rc::new(Cell::new(0));
    let compiler = Compiler::new(Version::LATEST, 0);
    let mut host = Silence { compiler, written: Rc::clone(&written) };
    let code = host.compiler.compile(source, name, CompileMode::Exec, 0).unwrap();
    let mut vm = Vm::new(Box::new(host), Limits::default());
    vm.run_program(&Arc::new(code), Some(name), &[name.to_owned()], Vec::new());
    written.get()
}

#[test]
fn programs_keep_to_their_memory() {
    let all = programs::all().unwrap();
    let chosen: Vec<_> = AREAS
        .iter()
        .flat_map(|(area, count)| all.iter().filter(|program| program.area() == *area).take(*count))
        .map(|program| (program.path.clone(), fs::read(program.file()).unwrap()))
        .collect();
    assert!(!chosen.is_empty());
    let run_all = move || chosen.iter().map(|(name, source)| run(source, name)).sum::<usize>();
    let printed = thread::Builder::new().stack_size(64 << 20).spawn(run_all).unwrap().join().unwrap();
    assert!(printed > 0);
}
