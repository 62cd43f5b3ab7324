//! `bytescope run`: runs a program in the PVM.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::Arc;
use std::thread;

use bytescope_bytecode::pyc;
use bytescope_tracer::Profiler;
use bytescope_views::{plain, profile_view};
use bytescope_vm::interpreter::Tracer;
use bytescope_vm::{CompileMode, Host, Limits, Vm};

use crate::args::{MachineArgs, RunArgs};
use crate::error::{Failure, say};
use crate::host::Machine;
use crate::input::{name, read};

/// Python code nests in the machine's own stack where built-in functions call back.
const STACK: usize = 512 << 20;

/// Cells in a line of the profile.
const WIDTH: usize = 100;

pub(crate) fn run(args: &RunArgs) -> Result<ExitCode, Failure> {
    in_thread(|| {
        let host = machine(&args.machine);
        if !args.profile {
            return start(&args.machine, &args.program, host, None);
        }
        let sources = Rc::clone(&host.sources);
        let (profiler, counted) = Profiler::new();
        let exit_code = start(&args.machine, &args.program, host, Some(Box::new(profiler)))?;
        say(plain(&profile_view(&counted.profile(&sources), WIDTH)).trim_end());
        Ok(exit_code)
    })
}

/// Runs a program in a thread of its own, for the sake of its stack.
pub(crate) fn in_thread(
    start: impl FnOnce() -> Result<ExitCode, Failure> + Send,
) -> Result<ExitCode, Failure> {
    thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(STACK);
        match builder.spawn_scoped(scope, start).map(thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(Failure::Bad("the machine stopped unexpectedly".to_owned())),
            Err(error) => Err(Failure::Bad(format!("cannot start a thread: {error}"))),
        }
    })
}

/// The world that the command line grants.
pub(crate) fn machine(args: &MachineArgs) -> Machine {
    let mut host = Machine::new(args.how.python_version, args.how.optimize);
    host.allow_read = args.allow_read;
    host.allow_clock = args.allow_clock;
    host
}

/// Runs a program to its end, under the eyes of a tracer if there is one.
pub(crate) fn start(
    args: &MachineArgs,
    program: &[String],
    mut host: Machine,
    tracer: Option<Box<dyn Tracer>>,
) -> Result<ExitCode, Failure> {
    let (file, rest) = match (&args.code, program.split_first()) {
        (Some(_), _) => (None, program),
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
    if let Some(tracer) = tracer {
        vm.set_tracer(tracer);
    }
    let exit_code = match code {
        Ok(code) => vm.run_program(&code, file, &arguments, path).exit_code,
        Err(error) => vm.refuse_program(&error, &filename),
    };
    vm.flush();
    if let Some(mut tracer) = vm.take_tracer() {
        tracer.end(exit_code);
    }
    // The process ends: nothing gains from freeing every object one by one.
    std::mem::forget(vm);
    Ok(ExitCode::from(exit_code))
}

/// The folder of a program, where its imports look. Absolute, as in CPython.
fn folder(file: Option<&str>) -> PathBuf {
    let folder = file.map(Path::new).and_then(Path::parent).unwrap_or(Path::new(""));
    std::env::current_dir().map_or_else(|_| folder.to_owned(), |current| current.join(folder))
}
