//! `bytescope step`: runs a program, records it, and steps through the recording in the terminal.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufReader, IsTerminal};
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bytescope_handout::Program;
use bytescope_stepper::{Looks, Stepper, render};
use bytescope_tracer::{Begin, Choice, Event, Kinds, Recorder, Recording, Sink, Tape, Window, World};
use clap::Args;
use ratatui::DefaultTerminal;
use ratatui::crossterm::event::{self, Event as Input};
use ratatui::layout::Size;
use ratatui::style::Style;

use crate::args::{Color, ThemeName};
use crate::commands::run::{MachineArgs, in_thread, machine, start};
use crate::commands::trace::range;
use crate::error::{Failure, say};
use crate::terminal;

const EXAMPLES: &str = "\
Examples:
  bytescope step fib.py                       ? shows the keys
  bytescope step fib.py --function fib        only its frames
  bytescope step loop.py --steps 5000-6000    the program is stopped after step 6000
  bytescope step ask.py --stdin answers.txt   what input() reads

The program runs first, then its recording is shown: going back costs nothing. Of a long run the last steps are
kept; the screen says so. The keyboard belongs to the stepper, so input() reads the file given with --stdin, or
nothing. Without a terminal, bytescope trace shows the same run as text.";

/// Step through a run in the terminal, forwards and backwards.
///
/// Source, bytecode, value stack, frames with their variables and output, at every instruction of a recorded run.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct StepArgs {
    /// Python file, or .pyc file; then the program's own arguments, options after --
    #[arg(value_name = "FILE [ARGS]", required_unless_present = "code")]
    pub(crate) program: Vec<String>,
    #[command(flatten)]
    pub(crate) machine: MachineArgs,
    /// What the program reads as its standard input
    #[arg(long, value_name = "FILE", help_heading = "Grants")]
    pub(crate) stdin: Option<PathBuf>,
    /// Only frames of this function: total, Basket.total
    #[arg(long, value_name = "NAME", help_heading = "Recording")]
    pub(crate) function: Option<String>,
    /// Only these steps; the program is stopped after the last
    #[arg(long, value_name = "N-M", value_parser = range::<u64>, help_heading = "Recording")]
    pub(crate) steps: Option<RangeInclusive<u64>>,
    /// Step through the standard library's Python code too
    #[arg(long, help_heading = "Recording")]
    pub(crate) with_stdlib: bool,
    /// Two rounds of each loop
    #[arg(long, help_heading = "Recording")]
    pub(crate) collapse_loops: bool,
    /// Keep the last so many steps
    #[arg(long, value_name = "STEPS", default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(64..),
          help_heading = "Recording")]
    pub(crate) window: u64,
    /// Keep fewer where they take more than this
    #[arg(long, value_name = "BYTES", default_value_t = 512 << 20, help_heading = "Recording")]
    pub(crate) window_memory: usize,
    /// When to colour
    #[arg(long, value_enum, default_value_t, value_name = "WHEN", help_heading = "Output")]
    pub(crate) color: Color,
    /// Colours for the background of your terminal
    #[arg(long, value_enum, value_name = "THEME", help_heading = "Output")]
    pub(crate) theme: Option<ThemeName>,
    /// Draw with - | + > instead of line characters
    #[arg(long, help_heading = "Output")]
    pub(crate) ascii: bool,
}

/// How many steps are recorded between two looks at the keyboard.
const LOOK: u64 = 1 << 15;

/// How long to wait for a key before asking whether somebody wants us to end.
const PATIENCE: Duration = Duration::from_millis(200);

pub(crate) fn run(args: &StepArgs) -> Result<ExitCode, Failure> {
    let program = args.program.first().map_or("-c CODE", |program| program);
    needs_terminal(&format!("bytescope trace {program} shows the same run as text"))?;
    if args.program.first().is_some_and(|program| program == "-") && args.machine.code.is_none() {
        return Err(Failure::Usage("step reads keys from standard input, not the program".to_owned()));
    }
    in_thread(|| {
        let screen = Screen::new()?;
        let recording = record(args, &screen)?;
        let name = args.program.first().filter(|_| args.machine.code.is_none());
        let name = name.map_or("<string>", |name| name);
        let looks = Looks { theme: terminal::screen_paint(args.color, args.theme), ascii: args.ascii };
        let version = args.machine.how.python_version.to_string();
        walk(recording, name, &version, looks, screen, |stepper| {
            if args.stdin.is_none() && stepper.asks() {
                stepper
                    .tell("input() finds nothing to read: the keyboard steps; --stdin FILE gives it a file");
            }
        })
    })
}

/// Steps through a program of a lesson.
pub(crate) fn step_lesson(program: &Program, looks: Looks) -> Result<ExitCode, Failure> {
    let recording = program.record();
    let screen = Screen::new()?;
    walk(recording, &program.filename, &program.version.to_string(), looks, screen, |_| {})
}

/// Fails where nobody could press a key or see what that does.
pub(crate) fn needs_terminal(instead: &str) -> Result<(), Failure> {
    if io::stdout().is_terminal() && io::stdin().is_terminal() {
        return Ok(());
    }
    Err(Failure::Usage(format!("step needs a terminal; {instead}")))
}

/// Shows a recording until the reader has seen enough.
fn walk(
    recording: Recording,
    name: &str,
    version: &str,
    looks: Looks,
    screen: Screen,
    prepare: impl FnOnce(&mut Stepper),
) -> Result<ExitCode, Failure> {
    if recording.is_empty() {
        drop(screen);
        // It did not compile, or nothing of it was chosen.
        if recording.outcome().steps == 0 {
            say(recording.output().trim_end());
            return Ok(ExitCode::from(recording.outcome().exit_code));
        }
        return Err(Failure::Bad("no step that was chosen was executed".to_owned()));
    }
    let mut stepper = Stepper::new(recording, name, version, looks);
    prepare(&mut stepper);
    show(&mut stepper, &screen).map_err(|error| unusable(&error))?;
    Ok(ExitCode::SUCCESS)
}

/// The terminal, given back however we leave.
struct Screen(Rc<RefCell<DefaultTerminal>>);

impl Screen {
    fn new() -> Result<Self, Failure> {
        let terminal = ratatui::try_init().map_err(|error| unusable(&error))?;
        Ok(Self(Rc::new(RefCell::new(terminal))))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        ratatui::restore();
    }
}

fn unusable(error: &io::Error) -> Failure {
    Failure::Bad(format!("cannot use the terminal: {}", crate::error::reason(error)))
}

/// Runs the program.
fn record(args: &StepArgs, screen: &Screen) -> Result<Recording, Failure> {
    let mut host = machine(&args.machine);
    let captured = Rc::new(RefCell::default());
    host.captured = Some(Rc::clone(&captured));
    host.input = Some(match &args.stdin {
        None => Box::new(io::empty()),
        Some(path) => {
            Box::new(BufReader::new(File::open(path).map_err(|error| Failure::unreadable(path, &error))?))
        }
    });
    let mut without = Vec::new();
    if !args.with_stdlib {
        without.push("<bytescope>/".to_owned());
        without.extend(args.machine.stdlib.as_ref().map(|folder| folder.to_string_lossy().into_owned()));
    }
    let choice = Choice {
        function: args.function.clone(),
        steps: args.steps.clone(),
        without,
        collapse_loops: args.collapse_loops,
        kinds: Kinds::ALL,
        ..Choice::default()
    };
    let until = args.steps.as_ref().map(|steps| *steps.end()).filter(|end| *end < u64::MAX);
    let steps = usize::try_from(args.window).unwrap_or(usize::MAX);
    let (tape, taped) = Tape::new(Window { steps, bytes: args.window_memory, until });
    let world = World::new(Rc::clone(&host.compiler.sources));
    let watched = Watched { tape, terminal: Rc::clone(&screen.0) };
    let recorder = Recorder::new(world, choice, captured, watched);
    start(&args.machine, &args.program, host, Some(Box::new(recorder)))?;
    Ok(taped.recording())
}

/// A tape that shows how far it is, and that any key stops.
struct Watched {
    tape: Tape,
    terminal: Rc<RefCell<DefaultTerminal>>,
}

impl Watched {
    fn look(&mut self, steps: u64) {
        let mut terminal = self.terminal.borrow_mut();
        let drawn = terminal.draw(|frame| {
            let lines = [
                format!("recording: {steps} steps"),
                "Any key stops the program and shows what is recorded.".to_owned(),
            ];
            let (area, buffer) = (frame.area(), frame.buffer_mut());
            for (y, line) in (area.y..area.bottom()).zip(lines) {
                buffer.set_stringn(area.x, y, line, usize::from(area.width), Style::new());
            }
        });
        let is_pressed = || -> io::Result<bool> {
            while event::poll(Duration::ZERO)? {
                if matches!(event::read()?, Input::Key(_)) {
                    return Ok(true);
                }
            }
            Ok(false)
        };
        // A terminal that is gone ends the recording as well.
        if drawn.is_err() || is_pressed().unwrap_or(true) {
            self.tape.cut();
        }
    }
}

impl Sink for Watched {
    const SEES_BEGINS: bool = Tape::SEES_BEGINS;

    fn event(&mut self, event: &Event<'_>) {
        self.tape.event(event);
    }

    fn begins(&mut self, begin: &Begin<'_>) {
        self.tape.begins(begin);
    }

    fn is_full(&mut self, next: u64) -> bool {
        if next.is_multiple_of(LOOK) {
            self.look(next);
        }
        self.tape.is_full(next)
    }
}

/// Draws and waits for keys, until the reader has seen enough.
fn show(stepper: &mut Stepper, screen: &Screen) -> io::Result<()> {
    let ended = Arc::new(AtomicBool::new(false));
    let end = Arc::clone(&ended);
    // Without it, somebody who ends the process leaves the terminal as it is.
    let _ = ctrlc::set_handler(move || end.store(true, Ordering::Relaxed));
    let mut terminal = screen.0.borrow_mut();
    let mut is_stale = true;
    let mut drawn = Size::default();
    while !stepper.is_over() && !ended.load(Ordering::Relaxed) {
        if is_stale {
            let frame = terminal.draw(|frame| render(stepper, frame.area(), frame.buffer_mut()))?;
            drawn = frame.area.as_size();
        }
        let has_key = event::poll(PATIENCE)?;
        // A window that changed before we listened has told nobody.
        is_stale = has_key || terminal.size()? != drawn;
        if has_key {
            // Keys that are waiting are all done before the next drawing.
            loop {
                if let Input::Key(key) = event::read()? {
                    stepper.key(key);
                }
                if stepper.is_over() || !event::poll(Duration::ZERO)? {
                    break;
                }
            }
        }
    }
    Ok(())
}
