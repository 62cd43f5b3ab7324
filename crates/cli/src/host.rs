//! What a running program may have of the machine: source to import, output, a clock if granted.

use std::cell::RefCell;
use std::io::{self, BufRead, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{SystemTime, UNIX_EPOCH};

use bytescope_bytecode::{CodeObject, Location, Version};
use bytescope_explorer::{Program, Refusal, Settings, Source, compile, quote};
use bytescope_syntax::{ErrorKind, Mode, decode};
use bytescope_tracer::Sources;
use bytescope_vm::{CompileError, CompileMode, Host, ModuleSource, Stream};

/// The world that `bytescope run` grants.
pub(crate) struct Machine {
    pub(crate) version: Version,
    pub(crate) optimize: u8,
    pub(crate) allow_read: bool,
    pub(crate) allow_clock: bool,
    /// Sources by the names that tracebacks know them by.
    pub(crate) sources: Sources,
    /// Where output goes instead of the process's own streams.
    pub(crate) captured: Option<Rc<RefCell<Vec<u8>>>>,
    out: BufWriter<io::Stdout>,
}

impl Machine {
    pub(crate) fn new(version: Version, optimize: u8) -> Self {
        Self {
            version,
            optimize,
            allow_read: false,
            allow_clock: false,
            sources: Sources::default(),
            captured: None,
            out: BufWriter::new(io::stdout()),
        }
    }

    fn module_in(folder: &Path, name: &str) -> Option<(PathBuf, bool)> {
        let package = folder.join(name).join("__init__.py");
        if package.is_file() {
            return Some((package, true));
        }
        let file = folder.join(format!("{name}.py"));
        file.is_file().then_some((file, false))
    }
}

impl Host for Machine {
    fn compile(
        &mut self,
        source: &[u8],
        filename: &str,
        mode: CompileMode,
        _flags: u32,
    ) -> Result<CodeObject, CompileError> {
        let settings = Settings {
            filename: filename.to_owned(),
            mode: match mode {
                CompileMode::Exec => Mode::Exec,
                CompileMode::Eval => Mode::Eval,
                CompileMode::Single => Mode::Single,
            },
            version: self.version,
            optimize: self.optimize,
        };
        let text = decode(source).unwrap_or_else(|_| String::from_utf8_lossy(source));
        self.sources.borrow_mut().insert(filename.to_owned(), Rc::new(Source::new(text)));
        compile(Program::File(source), &settings).map_err(|refusal| compile_error(&refusal))
    }

    fn find_module(&mut self, name: &str, path: &[PathBuf]) -> Option<ModuleSource> {
        let (path, is_package) = path.iter().find_map(|folder| Self::module_in(folder, name))?;
        let source = std::fs::read(&path).ok()?;
        Some(ModuleSource { path, is_package, source })
    }

    fn quote(&mut self, filename: &str, location: Location) -> Vec<String> {
        if filename.starts_with('<') {
            return Vec::new();
        }
        self.sources.borrow().get(filename).map(|source| quote(source, location)).unwrap_or_default()
    }

    fn source(&mut self, filename: &str) -> Option<String> {
        if filename.starts_with('<') {
            return None;
        }
        self.sources.borrow().get(filename).map(|source| source.text().to_owned())
    }

    fn write(&mut self, stream: Stream, data: &[u8]) {
        if let Some(captured) = &self.captured {
            captured.borrow_mut().extend_from_slice(data);
            return;
        }
        // Nobody may be listening any more; the program goes on, as it would with a closed pipe ignored.
        let _ = match stream {
            Stream::Stdout => self.out.write_all(data),
            Stream::Stderr => self.out.flush().and_then(|()| io::stderr().write_all(data)),
        };
    }

    fn flush(&mut self) {
        let _ = self.out.flush();
    }

    fn read_line(&mut self) -> Option<String> {
        let _ = self.out.flush();
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line).ok()?;
        Some(line)
    }

    fn now(&mut self) -> Option<f64> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
        self.allow_clock.then_some(since.as_secs_f64())
    }

    fn read_file(&mut self, path: &str) -> Option<io::Result<Vec<u8>>> {
        self.allow_read.then(|| std::fs::read(path))
    }
}

/// A refusal with the fields of Python's `SyntaxError`.
fn compile_error(refusal: &Refusal) -> CompileError {
    let error = &refusal.error;
    let location = error.location;
    let source = Source::new(refusal.source.as_str());
    let line = (location.lineno > 0).then(|| source.line(location.lineno).to_owned());
    let characters = |lineno: i32, column: i32| {
        let line = source.line(lineno);
        let column = usize::try_from(column).ok()?;
        let before = line.get(..column.min(line.len())).unwrap_or(line);
        Some(before.chars().count() as u32 + 1)
    };
    CompileError {
        class: match error.kind {
            ErrorKind::SyntaxError => "SyntaxError",
            ErrorKind::IndentationError => "IndentationError",
            ErrorKind::TabError => "TabError",
            ErrorKind::RecursionError => "RecursionError",
            ErrorKind::MemoryError => "MemoryError",
            ErrorKind::OverflowError => "OverflowError",
            ErrorKind::ValueError => "ValueError",
            ErrorKind::SystemError => "SystemError",
        },
        message: error.message.clone(),
        lineno: u32::try_from(location.lineno).ok(),
        offset: characters(location.lineno, location.col_offset),
        end_lineno: u32::try_from(location.end_lineno).ok(),
        end_offset: characters(location.end_lineno, location.end_col_offset)
            .map_or(Some(location.end_col_offset + 1), |column| Some(column as i32)),
        text: line.map(|line| if line.ends_with('\n') { line } else { format!("{line}\n") }),
    }
}
