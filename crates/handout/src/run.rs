//! Running the programs of a page in a machine that sees nothing but the page.
//!
//! A program runs once for its output and its counts, and once more for each view of its run: the machine has one
//! observer at a time, and its runs are all the same, since it sees no clock and no chance.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use bytescope_bytecode::{CodeObject, Location, Version};
use bytescope_tracer::{
    Choice, Compiler, Event, Kinds, Profile, Profiler, Recorder, Recording, Sink, Tape, Window, World,
};
use bytescope_views::{Options, Row, TraceView};
use bytescope_vm::interpreter::Tracer;
use bytescope_vm::{CompileError, CompileMode, Host, Limits, ModuleSource, Stream, Vm};

use crate::fence::ProgramOptions;

/// How much stack the thread of whoever calls [`crate::build`] needs: Python code nests in it where built-in functions
/// call back.
pub const STACK: usize = 512 << 20;

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

    /// Runs it and tells the part of the run that the options choose.
    fn observe(&self, sink: impl Sink + 'static) {
        let mut lesson = LessonWorld::new(self);
        let captured = Rc::new(RefCell::default());
        lesson.captured = Some(Rc::clone(&captured));
        let choice = Choice {
            function: self.options.function.clone(),
            lines: self.options.lines.clone(),
            steps: self.options.steps.clone(),
            without: vec!["<bytescope>/".to_owned()],
            collapse_loops: self.options.collapse,
            // Searches of the exception table are for those who look closer than a page does.
            kinds: Kinds { handlers: false, ..Kinds::default() },
        };
        let world = World::new(Rc::clone(&lesson.compiler.sources));
        let recorder = Recorder::new(world, choice, captured, sink);
        self.go(lesson, Box::new(recorder));
    }

    fn go(&self, mut world: LessonWorld, tracer: Box<dyn Tracer>) -> u8 {
        let compiled = world.compile(self.source.as_bytes(), self.filename, CompileMode::Exec, 0);
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
        exit_code
    }
}

/// Collects the rows of a trace.
struct Rows {
    view: TraceView,
    rows: Rc<RefCell<Vec<Row>>>,
}

impl Sink for Rows {
    fn event(&mut self, event: &Event<'_>) {
        self.rows.borrow_mut().extend(self.view.rows(event));
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
    fn compile(
        &mut self,
        source: &[u8],
        filename: &str,
        mode: CompileMode,
        _flags: u32,
    ) -> Result<CodeObject, CompileError> {
        self.compiler.compile(source, filename, mode)
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

    fn quote(&mut self, filename: &str, location: Location) -> Vec<String> {
        self.compiler.quote(filename, location)
    }

    fn source(&mut self, filename: &str) -> Option<String> {
        self.compiler.source(filename)
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
