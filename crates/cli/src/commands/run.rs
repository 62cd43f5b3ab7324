//! `bytescope run`: runs a program in the PVM.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::Arc;
use std::thread;

use bytescope_bytecode::{Version, pyc};
use bytescope_tracer::Profiler;
use bytescope_views::{plain, profile_view};
use bytescope_vm::interpreter::Tracer;
use bytescope_vm::{CompileMode, Frontend, Limits, Vm};
use clap::Args;

use crate::args::CompileOptions;
use crate::error::{Failure, say};
use crate::host::Machine;
use crate::input::{name, read};
use crate::inputs::source_of;

const EXAMPLES: &str = "\
Examples:
  bytescope run hello.py world        with an argument
  bytescope run -c 'print(2 ** 100)'
  bytescope run hello.pyc             bytecode that CPython 3.13 made
  bytescope run --max-steps 1000000 loop.py

The program runs in bytescope's own machine, which has no files, no network and no clock unless they are granted.
A bound that is reached ends the program with a message and exit status 1; 0 takes a bound away. Otherwise the
exit status is the program's own.";

/// Run a program in the Python Virtual Machine.
///
/// Output, traceback and exit status are those of `python3.13 -I`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES, trailing_var_arg = true)]
pub(crate) struct RunArgs {
    /// Python file, .pyc file, or - for standard input; then the program's own arguments
    #[arg(value_name = "FILE [ARGS]", required_unless_present = "code", allow_hyphen_values = true)]
    pub(crate) program: Vec<String>,
    #[command(flatten)]
    pub(crate) machine: MachineArgs,
    /// Count instructions by opcode and by line; the tables go to standard error
    #[arg(long)]
    pub(crate) profile: bool,
}

/// What the machine runs and what it grants.
#[derive(Debug, Args)]
pub(crate) struct MachineArgs {
    /// Program text
    #[arg(short = 'c', value_name = "CODE")]
    pub(crate) code: Option<String>,
    #[command(flatten)]
    pub(crate) how: CompileOptions,
    /// Let it read files
    #[arg(long, help_heading = "Grants")]
    pub(crate) allow_read: bool,
    /// Let it see the real time
    #[arg(long, help_heading = "Grants")]
    pub(crate) allow_clock: bool,
    /// Let it import pure Python modules from the library of an installation
    #[arg(long, value_name = "DIR", help_heading = "Grants")]
    pub(crate) stdlib: Option<PathBuf>,
    /// Instructions, counted at jumps and calls; 0 = no bound
    #[arg(long, value_name = "N", default_value_t = 10_000_000_000, help_heading = "Bounds")]
    pub(crate) max_steps: u64,
    /// Bytes of memory; 0 = no bound
    #[arg(long, value_name = "BYTES", default_value_t = 2 << 30, help_heading = "Bounds")]
    pub(crate) max_memory: u64,
    /// Calls within calls, as `sys.getrecursionlimit()` begins; 0 = no bound
    #[arg(long, value_name = "N", default_value_t = 1000, help_heading = "Bounds")]
    pub(crate) max_depth: u32,
    /// Bytes of output; 0 = no bound
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 30, help_heading = "Bounds")]
    pub(crate) max_output: u64,
}

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
        let sources = Rc::clone(&host.compiler.sources);
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
    let absolute = file.map(|file| match std::path::absolute(file) {
        Ok(path) if file != "-" => name(&path),
        _ => name(Path::new(file)),
    });
    let filename = match (file, &absolute) {
        // Tracebacks name the program by its whole path, as in CPython; who watches it reads its name as it was given.
        (Some(_), Some(absolute)) if tracer.is_none() => absolute.clone(),
        (Some(file), _) => name(Path::new(file)),
        (None, _) => "<string>".to_owned(),
    };
    let code = match (&args.code, file) {
        (Some(code), _) => {
            host.compiler.compile(code.as_bytes(), &filename, CompileMode::Exec, 0).map(Arc::new)
        }
        (None, Some(file)) => {
            let bytes = read(Path::new(file))?;
            if Path::new(file).extension().is_some_and(|extension| extension == "pyc") {
                let pyc = pyc::read(&bytes).map_err(|error| Failure::Bad(format!("{file}: {error}")))?;
                if pyc.version.minor != Version::LATEST.minor {
                    let (theirs, ours) = (pyc.version.series(), Version::LATEST.series());
                    return Err(Failure::Bad(format!(
                        "{file}: the machine runs bytecode of CPython {ours}, this is of {theirs}"
                    )));
                }
                // Tracebacks show the file that is there now, as in CPython; who watches sees only what was compiled.
                if let Some((source, is_same)) = source_of(&pyc)
                    && (is_same || tracer.is_none())
                {
                    host.compiler.add_source(&pyc.code.filename, &source);
                }
                Ok(pyc.code)
            } else {
                host.compiler.compile(&bytes, &filename, CompileMode::Exec, 0).map(Arc::new)
            }
        }
        (None, None) => return Err(Failure::Usage("which program?".to_owned())),
    };
    let mut vm = Vm::new(Box::new(host), limits);
    vm.set_stack_size(STACK);
    vm.stdlib.clone_from(&args.stdlib);
    if let Some(tracer) = tracer {
        vm.set_tracer(tracer);
    }
    let exit_code = match code {
        Ok(code) => vm.run_program(&code, absolute.as_deref(), &arguments, path).exit_code,
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
