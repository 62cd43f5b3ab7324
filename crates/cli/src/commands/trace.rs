//! `bytescope trace`: runs a program and tells of every instruction.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Write};
use std::ops::RangeInclusive;
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::atomic::Ordering;

use bytescope_tracer::{Choice, Event, Kinds, Lines, Recorder, Sink, World};
use bytescope_views::{Options, Theme, TraceView, ansi, plain};
use bytescope_vm::interpreter::Tracer;
use clap::Args;

use crate::args::{Format, OutputArgs};
use crate::commands::run::{MachineArgs, in_thread, machine, start};
use crate::error::{Failure, say};
use crate::output;
use crate::terminal;

const EXAMPLES: &str = "\
Examples:
  bytescope trace fib.py                     every instruction, with the values it takes and gives
  bytescope trace fib.py --function fib --steps 1-200
  bytescope trace loop.py --collapse-loops   two rounds of each loop
  bytescope trace shop.py --events names,attributes,objects
  bytescope trace fib.py --format json -o fib.jsonl

Steps are counted over all instructions, whether they are shown or not. What the program prints is part of the
trace. Values are short texts made without running the program's own __repr__.";

/// Run a program and show what each instruction does.
///
/// A row for each executed instruction: what it takes from the stack, what it gives, which variables it changes,
/// what it prints. Calls and returns are rules.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct TraceArgs {
    /// Python file, .pyc file, or - for standard input; then the program's own arguments, options after --
    #[arg(value_name = "FILE [ARGS]", required_unless_present = "code")]
    pub(crate) program: Vec<String>,
    #[command(flatten)]
    pub(crate) machine: MachineArgs,
    /// Only frames of this function: total, Basket.total
    #[arg(long, value_name = "NAME", help_heading = "What is shown")]
    pub(crate) function: Option<String>,
    /// Only these source lines
    #[arg(long, value_name = "A-B", value_parser = range::<i32>, help_heading = "What is shown")]
    pub(crate) lines: Option<RangeInclusive<i32>>,
    /// Only these steps
    #[arg(long, value_name = "N-M", value_parser = range::<u64>, help_heading = "What is shown")]
    pub(crate) steps: Option<RangeInclusive<u64>>,
    /// Only the program's own code, nothing of the standard library
    #[arg(long, help_heading = "What is shown")]
    pub(crate) no_stdlib: bool,
    /// Two rounds of each loop, and how many more there were
    #[arg(long, help_heading = "What is shown")]
    pub(crate) collapse_loops: bool,
    /// What is told beside the instructions: all, none, or some of names, attributes, frames, generators,
    /// exceptions, handlers, objects, switches
    #[arg(long, value_name = "KIND,…", value_parser = kinds, default_value = "frames,generators,exceptions,handlers",
          help_heading = "What is shown")]
    pub(crate) events: Kinds,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

/// Reads `3-7`, `3-`, `-7` or `3`.
pub(crate) fn range<T: std::str::FromStr + Copy + From<u8> + Bounded>(
    text: &str,
) -> Result<RangeInclusive<T>, String> {
    let number = |text: &str, missing: T| {
        if text.is_empty() { Ok(missing) } else { text.parse().map_err(|_| format!("{text} is no number")) }
    };
    match text.split_once('-') {
        Some((from, to)) => Ok(number(from, T::from(0))?..=number(to, T::MOST)?),
        None => number(text, T::MOST).map(|one| one..=one),
    }
}

/// Reads `all`, `none` or kinds of events with commas between them.
fn kinds(text: &str) -> Result<Kinds, String> {
    let mut kinds = Kinds::NONE;
    for name in text.split(',') {
        match name.trim() {
            "all" => kinds = Kinds::ALL,
            "none" => kinds = Kinds::NONE,
            name => match kinds.get_mut(name) {
                Some(kind) => *kind = true,
                None => {
                    return Err(format!("{name} is none of all, none, {}", Kinds::NAMES.join(", ")));
                }
            },
        }
    }
    Ok(kinds)
}

/// A number with a largest one.
pub(crate) trait Bounded {
    const MOST: Self;
}

impl Bounded for i32 {
    const MOST: Self = Self::MAX;
}

impl Bounded for u64 {
    const MOST: Self = Self::MAX;
}

/// The exit status of what Ctrl-C ended.
const INTERRUPTED: i32 = 130;

pub(crate) fn run(args: &TraceArgs) -> Result<ExitCode, Failure> {
    in_thread(|| {
        let mut host = machine(&args.machine);
        let captured = Rc::new(RefCell::default());
        host.captured = Some(Rc::clone(&captured));
        let world = World::new(Rc::clone(&host.compiler.sources));
        let out: Box<dyn Write> = match &args.output.output {
            None => Box::new(io::stdout()),
            // Not by way of a temporary file: what is there of a trace can be read while it grows.
            Some(path) => Box::new(File::create(path).map_err(|error| Failure::unwritable(path, &error))?),
        };
        let is_lines =
            args.output.output.as_ref().is_some_and(|path| path.extension().is_some_and(|e| e == "jsonl"));
        let format = if is_lines { Format::Json } else { output::format(&args.output)? };
        let tracer: Box<dyn Tracer> = match format {
            Format::Json => {
                interruptible(Recorder::new(world, choice(args), captured, Lines::new(out, give_up)))
            }
            Format::Text => {
                let width = terminal::width(&args.output);
                let view = TraceView::new(&Options { width, ascii: args.output.ascii, ..Options::default() });
                let theme =
                    if args.output.output.is_some() { None } else { terminal::stdout_paint(&args.output) };
                let mut rows = Rows { view, theme, out: io::BufWriter::new(out) };
                let name = args.program.first().map_or("<string>", |name| name);
                let head = rows.view.head(name, &args.machine.how.python_version.to_string());
                rows.print(&head);
                interruptible(Recorder::new(world, choice(args), captured, rows))
            }
            _ => {
                return Err(Failure::Usage("a trace is text or json".to_owned()));
            }
        };
        start(&args.machine, &args.program, host, Some(tracer))
    })
}

/// Ctrl-C interrupts the program, so that the trace has an end; a second one interrupts us.
fn interruptible<S: Sink + 'static>(recorder: Recorder<S>) -> Box<dyn Tracer> {
    let interrupt = recorder.interrupt();
    // Without it, Ctrl-C ends the process where it is: every line that was written is whole even then.
    let _ = ctrlc::set_handler(move || {
        if interrupt.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED);
        }
    });
    Box::new(recorder)
}

fn choice(args: &TraceArgs) -> Choice {
    let mut without = Vec::new();
    if args.no_stdlib {
        without.push("<bytescope>/".to_owned());
        without.extend(args.machine.stdlib.as_ref().map(|folder| folder.to_string_lossy().into_owned()));
    }
    Choice {
        function: args.function.clone(),
        lines: args.lines.clone(),
        steps: args.steps.clone(),
        without,
        collapse_loops: args.collapse_loops,
        kinds: args.events,
    }
}

/// Nobody reads on: there is no reason to run the program further.
fn give_up(error: &io::Error) {
    if error.kind() == io::ErrorKind::BrokenPipe {
        std::process::exit(0);
    }
    say(&format!("bytescope: cannot write the trace: {}", crate::error::reason(error)));
    std::process::exit(1);
}

/// Writes events as rows.
struct Rows<W: Write> {
    view: TraceView,
    theme: Option<Theme>,
    out: W,
}

impl<W: Write> Rows<W> {
    fn print(&mut self, rows: &[bytescope_views::Row]) {
        let text = self.theme.map_or_else(|| plain(rows), |theme| ansi(rows, theme));
        if let Err(error) = self.out.write_all(text.as_bytes()) {
            give_up(&error);
        }
    }
}

impl<W: Write> Sink for Rows<W> {
    fn event(&mut self, event: &Event<'_>) {
        let rows = self.view.rows(event);
        self.print(&rows);
        if matches!(event, Event::End { .. })
            && let Err(error) = self.out.flush()
        {
            give_up(&error);
        }
    }
}
