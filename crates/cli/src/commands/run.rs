//! `bytescope run`: runs a program in the PVM.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;

use bytescope_bytecode::pyc;
use bytescope_vm::{CompileMode, Host, Limits, Vm};

use crate::args::RunArgs;
use crate::error::Failure;
use crate::host::Machine;
use crate::input::{name, read};

/// Python code nests in the machine's own stack where built-in functions call back.
const STACK: usize = 512 << 20;

pub(crate) fn run(args: &RunArgs) -> Result<ExitCode, Failure> {
    // The program runs in a thread of its own, for the sake of its stack.
    thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(STACK);
        match builder.spawn_scoped(scope, || start(args)).map(thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(Failure::Bad("the machine stopped unexpectedly".to_owned())),
            Err(error) => Err(Failure::Bad(format!("cannot start a thread: {error}"))),
        }
    })
}

fn start(args: &RunArgs) -> Result<ExitCode, Failure> {
    let mut host = Machine::new(args.how.python_version, args.how.optimize);
    host.allow_read = args.allow_read;
    host.allow_clock = args.allow_clock;
    let (file, rest) = match (&args.code, args.program.split_first()) {
        (Some(_), _) => (None, &args.program[..]),
        (None, Some((file, rest))) => (Some(file.as_str()), rest),
        (None, None) => return Err(Failure::Usage("which program?".to_owned())),
    };
    let mut arguments = vec![file.unwrap_or("-c").to_owned()];
    arguments.extend(rest.iter().cloned());
    let mut path = vec![folder(file)];
    path.extend(args.stdlib.clone());
    let limits = Limits {
        steps: args.max_steps,
        memory: args.max_memory,
        depth: args.max_depth,
        output: args.max_output,
    };
    let filename = file.map_or_else(|| "<string>".to_owned(), |file| name(Path::new(file)));
    let code = match (&args.code, file) {
        (Some(code), _) => host.compile(code.as_bytes(), &filename, CompileMode::Exec, 0).map(Arc::new),
        (None, Some(file)) => {
            let bytes = read(Path::new(file))?;
            if Path::new(file).extension().is_some_and(|extension| extension == "pyc") {
                let pyc = pyc::read(&bytes).map_err(|error| Failure::Bad(format!("{file}: {error}")))?;
                Ok(pyc.code)
            } else {
                host.compile(&bytes, &filename, CompileMode::Exec, 0).map(Arc::new)
            }
        }
        (None, None) => return Err(Failure::Usage("which program?".to_owned())),
    };
    let mut vm = Vm::new(Box::new(host), limits);
    let exit_code = match code {
        Ok(code) => vm.run_program(&code, file, &arguments, path).exit_code,
        Err(error) => vm.refuse_program(&error, &filename),
    };
    vm.flush();
    // The process ends: nothing gains from freeing every object one by one.
    std::mem::forget(vm);
    Ok(ExitCode::from(exit_code))
}

/// The folder of a program, where its imports look. Absolute, as in CPython.
fn folder(file: Option<&str>) -> PathBuf {
    let folder = file.map(Path::new).and_then(Path::parent).unwrap_or(Path::new(""));
    std::env::current_dir().map_or_else(|_| folder.to_owned(), |current| current.join(folder))
}
