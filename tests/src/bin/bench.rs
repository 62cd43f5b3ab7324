//! Measures how fast we are beside CPython, on the same files in the same run, and prints the ratios.
//!
//! ```text
//! cargo build --release && cargo run --release -p bytescope-tests --bin bench
//! ```
//!
//! Source to code object over the whole standard library, on one thread; `.pyc` files to instructions; a whole process
//! that shows `pass`; `dis` over the whole library, beside one CPython that loops over it (and with `--one-by-one`, which
//! takes minutes, beside a `python -m dis` for each file); whole processes that make a handout with its run and the whole
//! atlas, with the memory that takes; and the memory that compiling the largest file takes. All but the first two need the `bytescope` binary beside this one.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it is a command")]
#![expect(clippy::cast_precision_loss, reason = "sizes are shown with three digits")]

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus, Stdio};
use std::time::Instant;
use std::{env, fs, hint, io, thread};

use bytescope_bytecode::line_table::LocationCursor;
use bytescope_bytecode::{Argument, CodeObject, Labels, OpcodeTable, Version, instruction, pyc};
use bytescope_tests::bundle::Bundle;
use bytescope_tests::interpreter::Interpreter;
use bytescope_tests::subject::{self, STACK_SIZE, Settings};
use bytescope_tests::{cache, repository};

/// The allocator of the command line.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How often everything is compiled; the best pass counts.
const PASSES: usize = 5;
/// How often a process is started; the median counts.
const STARTS: usize = 41;

fn main() -> ExitCode {
    match bench() {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("error: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn bench() -> Result<(), Box<dyn std::error::Error>> {
    let interpreter = Interpreter::find(Version::V3_13_0)?;
    let python = interpreter.executable().ok_or("a native CPython is needed")?;
    let library = interpreter.standard_library().ok_or("its standard library was not found")?;
    let sources = Bundle::of_folder(&library)?;
    let bytes: usize = sources.entries.iter().map(|(_, source)| source.len()).sum();
    println!("{interpreter}; {} files, {:.1} MB", sources.entries.len(), bytes as f64 / 1e6);

    fs::create_dir_all(cache())?;
    let path = cache().join("bench.sources");
    fs::write(&path, sources.encode())?;
    let theirs = number(python, &["compile".as_ref(), path.as_os_str()])?;
    let ours = compile(&sources)?;
    compare("source to code object, one thread", "s", ours, theirs);
    println!(
        "  that is {:.1} MB/s, CPython {:.1} MB/s",
        bytes as f64 / 1e6 / ours,
        bytes as f64 / 1e6 / theirs
    );

    let pycs = cache().join("bench.pycs");
    number(python, &["marshal".as_ref(), path.as_os_str(), pycs.as_os_str()])?;
    let files = Bundle::decode(&fs::read(&pycs)?).ok_or("the .pyc files are cut off")?;
    let theirs = number(python, &["instructions".as_ref(), pycs.as_os_str()])?;
    compare(".pyc to instructions, one thread", "s", read(&files)?, theirs);

    let binary = env::current_exe()?.with_file_name(format!("bytescope{}", env::consts::EXE_SUFFIX));
    if !binary.is_file() {
        println!("no {}: run `cargo build --release` first for the other measurements", binary.display());
        return Ok(());
    }
    let files = sources.entries.iter().map(|(name, _)| library.join(name)).collect::<Vec<_>>();
    let mut arguments = ["time".as_ref(), binary.as_os_str(), "dis".as_ref(), "--plain".as_ref()].to_vec();
    arguments.extend(files.iter().map(|file| file.as_os_str()));
    let ours = (0..PASSES).map(|_| number(python, &arguments)).collect::<io::Result<Vec<_>>>()?;
    let ours = ours.into_iter().fold(f64::INFINITY, f64::min);
    let theirs = number(python, &["dis".as_ref(), path.as_os_str()])?;
    compare("`dis --plain` of the library beside a loop over dis.dis", "s", ours, theirs);
    if env::args().any(|argument| argument == "--one-by-one") {
        let theirs = number(python, &["dis-one-by-one".as_ref(), path.as_os_str()])?;
        compare("`dis --plain` of the library beside `python -m dis` for each file", "s", ours, theirs);
    }

    let pass = cache().join("pass.py");
    fs::write(&pass, "pass\n")?;
    let ours = start(Command::new(&binary).args(["-c", "pass"]))?;
    let theirs = start(Command::new(python).args(["-m", "dis"]).arg(&pass))?;
    compare("whole process, `bytescope -c pass` beside `python -m dis`", "ms", ours, theirs);
    let bare = start(Command::new(python).args(["-I", "-S", "-c", "pass"]))?;
    println!("  CPython that does nothing at all: {bare:.1} ms");

    handouts(&binary, python)?;

    let largest = sources.entries.iter().max_by_key(|(_, source)| source.len()).ok_or("no files")?;
    let file = library.join(&largest.0);
    let out = cache().join("largest.pyc");
    let compile: [&Path; 5] = [&binary, Path::new("compile"), &file, Path::new("-o"), &out];
    let ours = number(python, &[&["peak".as_ref()], &compile.map(Path::as_os_str)[..]].concat())? / 1024.0;
    let code = "import sys; compile(open(sys.argv[1], 'rb').read(), sys.argv[1], 'exec')";
    let arguments = ["peak".as_ref(), python.as_os_str(), "-c".as_ref(), code.as_ref(), file.as_os_str()];
    let theirs = number(python, &arguments)? / 1024.0;
    compare(&format!("peak memory for {} ({} KB)", largest.0, largest.1.len() / 1000), "MB", ours, theirs);
    Ok(())
}

fn compare(what: &str, unit: &str, ours: f64, theirs: f64) {
    println!("{what}: {ours:.3} {unit}, CPython {theirs:.3} {unit}: {:.2} times less", theirs / ours);
}

/// Seconds to read all files and take their instructions apart as `dis.get_instructions` does, in the best pass.
fn read(files: &Bundle) -> io::Result<f64> {
    best(|| {
        for (_, data) in &files.entries {
            if let Ok(pyc) = pyc::read(data) {
                pyc.code.walk().for_each(instructions);
            }
        }
    })
}

/// Every instruction of a code object with what `dis` says of it.
fn instructions(code: &CodeObject) {
    let table = OpcodeTable::of(Version::V3_13_0);
    let decoded: Vec<_> = instruction::decode(&code.code, table).map_while(Result::ok).collect();
    let labels = Labels::new(&decoded, &[]);
    let mut locations = LocationCursor::new(table.locations(code));
    for instruction in &decoded {
        let location = locations.at(instruction.offset / 2);
        let argument = Argument::of(table, instruction);
        hint::black_box((instruction, location.ok(), argument.repr(code, &labels, table.words())));
    }
}

/// Seconds to compile everything, in the best pass.
fn compile(sources: &Bundle) -> io::Result<f64> {
    let settings = Settings { version: Version::V3_13_0, optimize: 0 };
    best(|| {
        for (name, source) in &sources.entries {
            hint::black_box(subject::compile(name, source, settings));
        }
    })
}

/// Seconds that the best of several passes takes, on a thread with a large stack.
fn best(work: impl Fn() + Send + Sync) -> io::Result<f64> {
    let pass = || {
        let (start, busy) = (Instant::now(), processor_time());
        work();
        match (busy, processor_time()) {
            (Some(before), Some(after)) => after - before,
            _ => start.elapsed().as_secs_f64(),
        }
    };
    thread::scope(|scope| {
        let passes = || (0..PASSES).map(|_| pass()).fold(f64::INFINITY, f64::min);
        let thread = thread::Builder::new().stack_size(STACK_SIZE).spawn_scoped(scope, passes)?;
        thread.join().map_err(|_| io::Error::other("the measured work panicked"))
    })
}

/// Seconds this thread has run, where the system (Linux) says so: other programs do not disturb it.
fn processor_time() -> Option<f64> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = text.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

/// Whole processes that write pages.
fn handouts(binary: &Path, python: &Path) -> io::Result<()> {
    let folder = cache().join("handouts");
    fs::create_dir_all(&folder)?;
    let mut text = String::new();
    for name in ["counter.py", "reader.py", "report.py"] {
        text.push_str(&fs::read_to_string(repository().join("examples").join(name))?);
    }
    let lines = text.lines().count();
    let program = folder.join("program.py");
    fs::write(&program, text)?;
    let page = folder.join("page.html");
    let sections = "stack,ast,symbols,cfg,trace,stepper,explain";
    let time = median(
        Command::new(binary).arg("handout").arg(&program).arg("-o").arg(&page).args(["--sections", sections]),
        STARTS,
    )?;
    let size = fs::metadata(&page)?.len() / 1000;
    println!(
        "a handout of {lines} lines with its run, whole process: {time:.1} ms (wanted: < 100), {size} KB"
    );
    let atlas = folder.join("atlas");
    let (time, status) = times(Command::new(binary).args(["atlas", "-o"]).arg(&atlas), 5)?;
    let command = ["peak".as_ref(), binary.as_os_str(), "atlas".as_ref(), "-o".as_ref(), atlas.as_os_str()];
    let peak = number(python, &command)? / 1024.0;
    // Pages with problems are written all the same, and say nothing about the time.
    let note = if status.success() { "" } else { "; it reports problems" };
    let time = time / 1000.0;
    println!("the whole atlas as HTML, whole process: {time:.2} s (wanted: < 5), peak {peak:.0} MB{note}");
    Ok(())
}

/// Milliseconds from start to end of a process, the median of many.
fn start(command: &mut Command) -> io::Result<f64> {
    median(command, STARTS)
}

fn median(command: &mut Command, runs: usize) -> io::Result<f64> {
    let (time, status) = times(command, runs)?;
    if status.success() { Ok(time) } else { Err(io::Error::other(format!("{command:?} fails"))) }
}

/// The median of the times, and how the process ended last.
fn times(command: &mut Command, runs: usize) -> io::Result<(f64, ExitStatus)> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut times = Vec::new();
    let mut last = ExitStatus::default();
    for _ in 0..runs {
        let start = Instant::now();
        last = command.status()?;
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    Ok((times[runs / 2], last))
}

/// What `oracle/measure.py` prints.
fn number(python: &Path, arguments: &[&std::ffi::OsStr]) -> io::Result<f64> {
    let script: PathBuf = repository().join("tests/oracle/measure.py");
    let output =
        Command::new(python).arg("-B").arg(script).args(arguments).stderr(Stdio::inherit()).output()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    text.parse().map_err(|_| io::Error::other(format!("measure.py printed {text:?}")))
}
