//! Measures how fast our virtual machine runs programs beside CPython, in the same run, and prints the ratios.
//!
//! ```text
//! cargo build --release && cargo run --release -p bytescope-tests --bin speed [NAME…]
//! ```
//!
//! The programs are in `tests/benchmarks`; each has a function `main`. A process runs a program and then calls
//! `main` a few times, timing each call by the processor time that Python's own `time.process_time()` tells;
//! processes of both sides take turns. So a sample is a whole `main()`, start-up is not in it, and what other
//! programs do on the machine disturbs little. Both sides must print the same, or it is an error.
//!
//! Then start-up, and the speed of a trace that is written to a file.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it is a command")]
#![expect(clippy::cast_precision_loss, reason = "numbers of steps are shown with three digits")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;
use std::{env, fs};

use bytescope_bytecode::Version;
use bytescope_tests::interpreter::Interpreter;
use bytescope_tests::{cache, repository};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// How often the two sides take turns.
const ROUNDS: usize = 5;

/// What is appended to a program. Times go to the standard error stream, output stays what it is.
const TIMING: &str = "
import sys as _sys, time as _time
for _ in range(3):
    _start = _time.process_time()
    main()
    print(_time.process_time() - _start, file=_sys.stderr)
";

fn main() -> ExitCode {
    match bench(&env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("error: {reason}");
            ExitCode::FAILURE
        }
    }
}

/// One side of the comparison: a program and its arguments, to which the file is added.
struct Side {
    program: PathBuf,
    arguments: &'static [&'static str],
}

/// Seconds, in the order in which they were measured.
#[derive(Default)]
struct Samples(Vec<f64>);

impl Samples {
    fn median(&self) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        sorted[sorted.len() / 2]
    }

    fn best(&self) -> f64 {
        self.0.iter().copied().fold(f64::INFINITY, f64::min)
    }
}

fn bench(names: &[String]) -> Result<()> {
    let interpreter = Interpreter::find(Version::V3_13_0)?;
    let python = interpreter.executable().ok_or("a native CPython is needed")?;
    let binary = env::current_exe()?.with_file_name(format!("bytescope{}", env::consts::EXE_SUFFIX));
    if !binary.is_file() {
        return Err(format!("no {}: run `cargo build --release` first", binary.display()).into());
    }
    let ours = Side { program: binary.clone(), arguments: &["run", "--allow-clock", "--max-steps", "0"] };
    let theirs = Side { program: python.to_owned(), arguments: &["-I", "-S", "-B"] };
    let folder = cache().join("speed");
    fs::create_dir_all(&folder)?;

    println!("bytescope beside {interpreter}; milliseconds of processor time for one `main()`");
    println!("{:14} {:>16} {:>16} {:>13}", "", "bytescope", "CPython", "ratio");
    println!("{:14} {:>16} {:>16} {:>13}", "program", "median    best", "median    best", "median   best");
    let (mut medians, mut bests) = (Vec::new(), Vec::new());
    for file in programs()? {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if !names.is_empty() && !names.contains(&name) {
            continue;
        }
        let timed = folder.join(format!("{name}.py"));
        fs::write(&timed, fs::read_to_string(&file)? + TIMING)?;
        let (mut our_samples, mut their_samples) = (Samples::default(), Samples::default());
        for _ in 0..ROUNDS {
            let expected = measure(&theirs, &timed, &mut their_samples)?;
            let output = measure(&ours, &timed, &mut our_samples)?;
            if output != expected {
                return Err(format!("{name} prints {output:?}; CPython prints {expected:?}").into());
            }
        }
        let median = our_samples.median() / their_samples.median();
        let best = our_samples.best() / their_samples.best();
        println!(
            "{name:14} {:>8.1} {:>7.1} {:>8.1} {:>7.1} {median:>6.2} {best:>6.2}",
            our_samples.median() * 1e3,
            our_samples.best() * 1e3,
            their_samples.median() * 1e3,
            their_samples.best() * 1e3,
        );
        medians.push(median);
        bests.push(best);
    }
    println!("{:48} {:>6.2} {:>6.2}", "geometric mean", geometric_mean(&medians), geometric_mean(&bests));
    if names.is_empty() {
        let pass = folder.join("pass.py");
        fs::write(&pass, "pass\n")?;
        println!(
            "start-up: {:.1} ms, CPython {:.1} ms",
            start(&ours, &pass)? * 1e3,
            start(&theirs, &pass)? * 1e3
        );
        trace(&binary, &folder)?;
    }
    Ok(())
}

/// The files of `tests/benchmarks`, by name.
fn programs() -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(repository().join("tests/benchmarks"))? {
        files.push(entry?.path());
    }
    files.retain(|file| file.extension().is_some_and(|extension| extension == "py"));
    files.sort();
    Ok(files)
}

/// Runs a timed program, adds its samples, and returns what it printed.
fn measure(side: &Side, file: &Path, samples: &mut Samples) -> Result<String> {
    let output = Command::new(&side.program).args(side.arguments).arg(file).stdin(Stdio::null()).output()?;
    let times = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("{} fails on {}:\n{times}", side.program.display(), file.display()).into());
    }
    for line in times.lines() {
        samples.0.push(line.trim().parse()?);
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Seconds from start to end of a process: the best of many.
fn start(side: &Side, file: &Path) -> Result<f64> {
    let mut samples = Samples::default();
    for _ in 0..21 {
        let start = Instant::now();
        Command::new(&side.program).args(side.arguments).arg(file).status()?;
        samples.0.push(start.elapsed().as_secs_f64());
    }
    Ok(samples.best())
}

/// How many steps a second `bytescope trace` writes to a file.
fn trace(binary: &Path, folder: &Path) -> Result<()> {
    let (file, out) = (folder.join("traced.py"), folder.join("trace.jsonl"));
    let fib = fs::read_to_string(repository().join("tests/benchmarks/fib.py"))?;
    fs::write(&file, fib + "\nprint(fib(20))\n")?;
    let mut samples = Samples::default();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let status = Command::new(binary)
            .args(["trace", "--format", "json", "-o"])
            .args([&out, &file])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .status()?;
        if !status.success() {
            return Err("the trace fails".into());
        }
        samples.0.push(start.elapsed().as_secs_f64());
    }
    let steps = BufReader::new(fs::File::open(&out)?)
        .lines()
        .filter(|line| line.as_ref().is_ok_and(|line| line.starts_with("{\"step\":")))
        .count();
    println!("trace to a file: {steps} steps, {:.2} million a second", steps as f64 / samples.best() / 1e6);
    Ok(())
}

fn geometric_mean(ratios: &[f64]) -> f64 {
    (ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / ratios.len() as f64).exp()
}
