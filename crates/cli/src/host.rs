//! What a running program may have of the machine: source to import, output, a clock if granted.

use std::cell::RefCell;
use std::io::{self, BufRead, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytescope_bytecode::Version;
use bytescope_tracer::Compiler;
use bytescope_vm::{Frontend, Host, ModuleSource, Stream};
use cpu_time::ProcessTime;

/// The world that `bytescope run` grants.
pub(crate) struct Machine {
    pub(crate) compiler: Compiler,
    pub(crate) allow_read: bool,
    pub(crate) allow_clock: bool,
    /// Where output goes instead of the process's own streams.
    pub(crate) captured: Option<Rc<RefCell<Vec<u8>>>>,
    /// Where input comes from instead of the process's own.
    pub(crate) input: Option<Box<dyn BufRead>>,
    out: BufWriter<io::Stdout>,
}

impl Machine {
    pub(crate) fn new(version: Version, optimize: u8) -> Self {
        Self {
            compiler: Compiler::new(version, optimize),
            allow_read: false,
            allow_clock: false,
            captured: None,
            input: None,
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
    fn frontend(&mut self) -> &mut dyn Frontend {
        &mut self.compiler
    }

    fn find_module(&mut self, name: &str, path: &[PathBuf]) -> Option<ModuleSource> {
        let (path, is_package) = path.iter().find_map(|folder| Self::module_in(folder, name))?;
        let source = std::fs::read(&path).ok()?;
        Some(ModuleSource { path, is_package, source })
    }

    fn find_folders(&mut self, name: &str, path: &[PathBuf]) -> Vec<PathBuf> {
        path.iter().map(|folder| folder.join(name)).filter(|folder| folder.is_dir()).collect()
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
        match &mut self.input {
            Some(input) => input.read_line(&mut line).ok()?,
            None => io::stdin().lock().read_line(&mut line).ok()?,
        };
        Some(line)
    }

    fn now(&mut self) -> Option<f64> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
        self.allow_clock.then_some(since.as_secs_f64())
    }

    fn processor_time(&mut self) -> Option<Duration> {
        self.allow_clock.then(ProcessTime::try_now)?.ok().map(|time| time.as_duration())
    }

    fn read_file(&mut self, path: &str) -> Option<io::Result<Vec<u8>>> {
        self.allow_read.then(|| std::fs::read(path))
    }

    fn memory_used(&mut self) -> Option<u64> {
        // Linux says it in pages; elsewhere only single large objects are refused.
        const PAGE: u64 = 4096;
        let text = std::fs::read_to_string("/proc/self/statm").ok()?;
        let resident: u64 = text.split(' ').nth(1)?.parse().ok()?;
        Some(resident * PAGE)
    }
}
