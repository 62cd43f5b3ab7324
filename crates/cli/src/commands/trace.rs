//! `bytescope trace`: runs a program and tells of every instruction.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Write};
use std::process::ExitCode;
use std::rc::Rc;

use bytescope_tracer::{Choice, Event, Lines, Recorder, Sink, World};
use bytescope_views::{Options, Theme, TraceView, ansi, plain};
use bytescope_vm::interpreter::Tracer;

use crate::args::{Format, TraceArgs};
use crate::commands::run::{in_thread, machine, start};
use crate::error::{Failure, say};
use crate::output;
use crate::terminal;

pub(crate) fn run(args: &TraceArgs) -> Result<ExitCode, Failure> {
    in_thread(|| {
        let mut host = machine(&args.machine);
        let captured = Rc::new(RefCell::default());
        host.captured = Some(Rc::clone(&captured));
        let world = World::new(Rc::clone(&host.sources));
        let out: Box<dyn Write> = match &args.output.output {
            None => Box::new(io::stdout()),
            // Not by way of a temporary file: what is there of a trace can be read while it grows.
            Some(path) => Box::new(File::create(path).map_err(|error| Failure::unwritable(path, &error))?),
        };
        let is_lines =
            args.output.output.as_ref().is_some_and(|path| path.extension().is_some_and(|e| e == "jsonl"));
        let format = if is_lines { Format::Json } else { output::format(&args.output)? };
        let tracer: Box<dyn Tracer> = match format {
            Format::Json => Box::new(Recorder::new(world, choice(args), captured, Lines::new(out, give_up))),
            Format::Text => {
                let width = terminal::width(&args.output);
                let view = TraceView::new(&Options { width, ascii: args.output.ascii, ..Options::default() });
                let theme =
                    if args.output.output.is_some() { None } else { terminal::stdout_paint(&args.output) };
                let mut rows = Rows { view, theme, out: io::BufWriter::new(out) };
                let name = args.program.first().map_or("<string>", |name| name);
                let head = rows.view.head(name, &args.machine.how.python_version.to_string());
                rows.print(&head);
                Box::new(Recorder::new(world, choice(args), captured, rows))
            }
            _ => {
                return Err(Failure::Usage("a trace is text or json".to_owned()));
            }
        };
        start(&args.machine, &args.program, host, Some(tracer))
    })
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
