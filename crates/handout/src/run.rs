//! Running the programs of a page in a machine that sees nothing but the page.
//!
//! A program runs once for its output and its counts, and once more for each view of its run: the machine has one
//! observer at a time, and its runs are all the same, since it sees no clock and no chance.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use bytescope_bytecode::Version;
use bytescope_tracer::{
    Choice, Compiler, Event, Kinds, Profile, Profiler, Recorder, Recording, Sink, Tape, Texts, Window, World,
};
use bytescope_views::{Options, Row, Style, TraceView};
use bytescope_vm::interpreter::Tracer;
use bytescope_vm::{CompileMode, Frontend, Host, Limits, ModuleSource, Stream, Vm, forget_garbage};

use crate::fence::ProgramOptions;

/// How much stack the thread of whoever calls [`crate::build`] needs: Python code nests in it where built-in functions
/// call back.
pub const STACK: usize = 512 << 20;

/// Files of the machine's own modules, which nobody wants to see.
const LIBRARY: &str = "<bytescope>/";

/// The folder that the programs believe to be in.
const FOLDER: &str = "/lesson";

/// No program of a lesson should come near these.
const LIMITS: Limits = Limits { steps: 50_000_000, memory: 1 << 30, depth: 1000, output: 1 << 22 };

/// A run.
#[derive(Debug)]
pub struct Ran {
    /// What it wrote to standard output.
    pub stdout: String,
    /// What it wrote to standard error, a traceback for instance.
    pub stderr: String,
    /// The exit code of the process.
    pub exit_code: u8,
    /// How often what was executed.
    pub profile: Profile,
}

/// A program that is about to run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Start<'a> {
    pub(crate) filename: &'a str,
    pub(crate) source: &'a str,
    pub(crate) options: &'a ProgramOptions,
    pub(crate) version: Version,
    /// Files that it can import, by their paths.
    pub(crate) files: &'a [(String, String)],
}

impl Start<'_> {
    /// Runs it for what it prints and for the counts.
    pub(crate) fn run(&self) -> Ran {
        let world = LessonWorld::new(self);
        let (sources, written) = (Rc::clone(&world.compiler.sources), Rc::clone(&world.written));
        let (profiler, counted) = Profiler::new();
        let exit_code = self.go(world, Box::new(profiler));
        let profile = counted.profile(&sources);
        let written = written.take();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Ran { stdout: text(written.stdout), stderr: text(written.stderr), exit_code, profile }
    }

    /// Runs it for its states.
    pub(crate) fn record(&self) -> Recording {
        let window = Window { steps: 20_000, bytes: 1 << 26, until: None };
        let (tape, taped) = Tape::new(window);
        self.observe(tape);
        taped.recording()
    }

    /// Runs it for the rows of its trace.
    pub(crate) fn trace(&self, width: usize) -> Vec<Row> {
        let options = Options { width, ..Options::default() };
        let view = TraceView::new(&options);
        let head = view.head(self.filename, &self.version.to_string());
        let rows = Rc::new(RefCell::new(head));
        self.observe(Rows { view, rows: Rc::clone(&rows) });
        rows.take()
    }

    /// Runs it for those of its steps that are in code objects and on lines that `wanted` chooses.
    pub(crate) fn steps(&self, wanted: impl Fn(&str, i32) -> bool + 'static) -> Vec<Stepped> {
        let steps = Rc::new(RefCell::new(Vec::new()));
        let sink = Chosen { wanted, file: self.filename.to_owned(), steps: Rc::clone(&steps) };
        self.observe_parts(Choice { without: vec![LIBRARY.to_owned()], ..Choice::default() }, sink);
        steps.take()
    }

    /// Runs it and tells the part of the run that the options choose.
    fn observe(&self, sink: impl Sink + 'static) {
        let choice = Choice {
            function: self.options.function.clone(),
            lines: self.options.lines.clone(),
            steps: self.options.steps.clone(),
            without: vec![LIBRARY.to_owned()],
            collapse_loops: self.options.collapse,
            kinds: kinds(self.options.events.as_deref()),
        };
        self.observe_parts(choice, sink);
    }

    fn observe_parts(&self, choice: Choice, sink: impl Sink + 'static) {
        let mut lesson = LessonWorld::new(self);
        let captured = Rc::new(RefCell::default());
        lesson.captured = Some(Rc::clone(&captured));
        let world = World::new(Rc::clone(&lesson.compiler.sources));
        self.go(lesson, Box::new(Recorder::new(world, choice, captured, sink)));
    }

    fn go(&self, mut world: LessonWorld, tracer: Box<dyn Tracer>) -> u8 {
        let compiled = world.compiler.compile(self.source.as_bytes(), self.filename, CompileMode::Exec, 0);
        let mut vm = Vm::new(Box::new(world), LIMITS);
        vm.set_tracer(tracer);
        let exit_code = match compiled {
            Ok(code) => {
                let arguments = [self.filename.to_owned()];
                let path = vec![PathBuf::from(FOLDER)];
                vm.run_program(&Arc::new(code), Some(self.filename), &arguments, path).exit_code
            }
            Err(error) => vm.refuse_program(&error, self.filename),
        };
        vm.flush();
        if let Some(mut tracer) = vm.take_tracer() {
            tracer.end(exit_code);
        }
        drop(vm);
        forget_garbage();
        exit_code
    }
}

/// The kinds of events that `events=` names. A search for a handler belongs to its exception, and is for those who
/// ask for exceptions.
fn kinds(names: Option<&[String]>) -> Kinds {
    let Some(names) = names else { return Kinds { handlers: false, ..Kinds::default() } };
    let mut kinds = Kinds::NONE;
    for name in names {
        if name == "all" {
            kinds = Kinds::ALL;
        } else if let Some(kind) = kinds.get_mut(name) {
            *kind = true;
        }
    }
    kinds.handlers = kinds.exceptions;
    kinds
}

/// A step as exercises ask about it.
#[derive(Debug)]
pub(crate) struct Stepped {
    pub(crate) number: u64,
    pub(crate) frame: u32,
    /// The qualified name of its code.
    pub(crate) code: String,
    pub(crate) line: Option<i32>,
    pub(crate) opcode: &'static str,
    pub(crate) meaning: String,
    /// The stack before it, bottom first.
    pub(crate) before: String,
    /// The stack after it.
    pub(crate) after: String,
}

/// No exercise needs more steps to choose from.
const MOST_STEPS: usize = 2000;

/// Collects steps that stay in their frame.
struct Chosen<F> {
    wanted: F,
    file: String,
    steps: Rc<RefCell<Vec<Stepped>>>,
}

impl<F: Fn(&str, i32) -> bool> Sink for Chosen<F> {
    fn event(&mut self, event: &Event<'_>) {
        let Event::Step(record) = event else { return };
        let mut steps = self.steps.borrow_mut();
        let line = record.instruction.line;
        let is_wanted =
            record.code.file == self.file && (self.wanted)(&record.code.qualname, line.unwrap_or(0));
        if let (true, Some(after)) = (is_wanted && steps.len() < MOST_STEPS, record.after) {
            let joined = |texts: &Texts| texts.iter().collect::<Vec<_>>().join(", ");
            steps.push(Stepped {
                number: record.step,
                frame: record.frame,
                code: record.code.qualname.clone(),
                line,
                opcode: record.instruction.opcode.name(),
                meaning: record.instruction.meaning.clone(),
                before: joined(record.before),
                after: joined(after),
            });
        }
    }
}

/// Nobody reads a longer table of a run.
const MOST_ROWS: usize = 300;

/// Collects the rows of a trace.
struct Rows {
    view: TraceView,
    rows: Rc<RefCell<Vec<Row>>>,
}

impl Sink for Rows {
    fn event(&mut self, event: &Event<'_>) {
        let mut rows = self.rows.borrow_mut();
        if rows.len() < MOST_ROWS {
            rows.extend(self.view.rows(event));
        } else if let Event::End { steps, .. } = event {
            rows.push(Row::of(format!("… and so on, {steps} instructions in all"), Style::QUIET));
        }
    }
}

/// What a program wrote.
#[derive(Debug, Default)]
struct Written {
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

/// All there is for the programs of a page.
struct LessonWorld {
    compiler: Compiler,
    files: Vec<(String, String)>,
    written: Rc<RefCell<Written>>,
    /// What a tracer reads along.
    captured: Option<Rc<RefCell<Vec<u8>>>>,
    input: VecDeque<String>,
}

impl LessonWorld {
    fn new(start: &Start<'_>) -> Self {
        Self {
            compiler: Compiler::new(start.version, start.options.optimize),
            files: start.files.to_vec(),
            written: Rc::default(),
            captured: None,
            input: start.options.input.split_inclusive('\n').map(str::to_owned).collect(),
        }
    }

    fn file(&self, path: &Path) -> Option<&str> {
        let path = path.strip_prefix(FOLDER).unwrap_or(path).to_string_lossy().replace('\\', "/");
        self.files.iter().find(|(name, _)| *name == path).map(|(_, text)| text.as_str())
    }
}

impl Host for LessonWorld {
    fn frontend(&mut self) -> &mut dyn Frontend {
        &mut self.compiler
    }

    fn find_module(&mut self, name: &str, path: &[PathBuf]) -> Option<ModuleSource> {
        path.iter().find_map(|folder| {
            let package = folder.join(name).join("__init__.py");
            let module = folder.join(format!("{name}.py"));
            [(package, true), (module, false)].into_iter().find_map(|(path, is_package)| {
                let source = self.file(&path)?.as_bytes().to_vec();
                Some(ModuleSource { path, is_package, source })
            })
        })
    }

    fn find_folders(&mut self, name: &str, path: &[PathBuf]) -> Vec<PathBuf> {
        let folder_of = |file: &str| Path::new(FOLDER).join(file).parent().map(Path::to_path_buf);
        let folders = path.iter().map(|folder| folder.join(name));
        folders
            .filter(|folder| {
                self.files.iter().any(|(file, _)| folder_of(file).is_some_and(|of| of.starts_with(folder)))
            })
            .collect()
    }

    fn write(&mut self, stream: Stream, data: &[u8]) {
        if let Some(captured) = &self.captured {
            captured.borrow_mut().extend_from_slice(data);
        }
        let mut written = self.written.borrow_mut();
        match stream {
            Stream::Stdout => written.stdout.extend_from_slice(data),
            Stream::Stderr => written.stderr.extend_from_slice(data),
        }
    }

    fn flush(&mut self) {}

    fn read_line(&mut self) -> Option<String> {
        Some(self.input.pop_front().unwrap_or_default())
    }

    fn now(&mut self) -> Option<f64> {
        None
    }

    fn read_file(&mut self, _path: &str) -> Option<std::io::Result<Vec<u8>>> {
        None
    }
}
