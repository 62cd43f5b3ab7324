//! Running a whole program: `__main__`, its end, its exit code.

use std::path::PathBuf;
use std::sync::Arc;

use bytescope_bytecode::CodeObject;

use crate::host::{CompileError, Stream};
use crate::objects::*;
use crate::value::{Ref, Value};
use crate::{Exc, PyResult, Raised, Vm};

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Exit code of the process that CPython would have been.
    pub exit_code: u8,
}

impl Vm {
    /// Runs a program as `__main__`: `file` is `__file__`, if there is one; `arguments` are `sys.argv`, the
    /// program's name first; `path` is where imports look.
    pub fn run_program(
        &mut self,
        object: &Arc<CodeObject>,
        file: Option<&str>,
        arguments: &[String],
        path: Vec<PathBuf>,
    ) -> Outcome {
        let result = self.run_main(object, file, arguments, path);
        let exit_code = match result {
            Ok(()) => 0,
            Err(raised) => self.report_uncaught(&raised),
        };
        self.finish();
        Outcome { exit_code }
    }

    fn run_main(
        &mut self,
        object: &Arc<CodeObject>,
        file: Option<&str>,
        arguments: &[String],
        path: Vec<PathBuf>,
    ) -> PyResult<()> {
        self.path = path;
        self.builtins_module();
        let sys = self.import_module("sys")?;
        let values = arguments.iter().map(|argument| self.str(argument)).collect();
        let (argv, list) = (self.intern("argv"), self.list(values));
        self.setattr(&sys, &argv, Some(list))?;
        let folders: Vec<String> =
            self.path.iter().map(|folder| folder.to_string_lossy().into_owned()).collect();
        let values = folders.iter().map(|folder| self.str(folder)).collect();
        let (key, list) = (self.intern("path"), self.list(values));
        self.setattr(&sys, &key, Some(list))?;
        let main = self.new_module("__main__");
        if let Some(file) = file {
            let file = self.str(file);
            drop(main.dict.set_str(&self.names.file.clone(), file));
        }
        let builtins = self.builtins_module();
        drop(main.dict.set_str(&self.names.builtins.clone(), builtins));
        self.add_module("__main__", &main);
        self.warn_of_syntax(&object.filename)?;
        let code = self.load(object)?;
        self.run_code(&code, &main.dict, None)?;
        Ok(())
    }

    /// Reports a program that does not compile as CPython does; returns the exit code.
    pub fn refuse_program(&mut self, error: &CompileError, filename: &str) -> u8 {
        self.builtins_module();
        let raised = self.syntax_error(error, filename);
        self.report_uncaught(&raised)
    }

    /// Sees to it that all output is visible.
    pub fn flush(&mut self) {
        self.host.flush();
    }

    /// The names of `__main__`.
    pub(super) fn main_globals(&mut self) -> Ref<Dict> {
        let key = self.names.main.clone();
        let main = self.modules.get_str(&key);
        main.as_ref()
            .and_then(Value::downcast::<Module>)
            .map_or_else(|| self.builtins.clone(), |main| main.dict.clone())
    }

    /// Prints an uncaught exception, or obeys a `SystemExit`; returns the exit code.
    fn report_uncaught(&mut self, raised: &Raised) -> u8 {
        if self.interpreter.is_stopped {
            let trace = self.format_traceback(&raised.0);
            let text = format!("{trace}The program was stopped: {}.\n", self.stopped_by);
            self.write(Stream::Stderr, &text);
            return 1;
        }
        if raised.is(self, Exc::SystemExit) {
            let exception = raised.0.downcast::<Exception>();
            let code = exception.and_then(|exception| exception.fields.borrow().first().cloned().flatten());
            return match code {
                None => 0,
                Some(code) if code.is_none() => 0,
                Some(code) => match code.as_index() {
                    Some(number) => number as u8,
                    None => {
                        let text = self.str_text(&code).map(|text| text.to_string_lossy().into_owned());
                        self.write(Stream::Stderr, &format!("{}\n", text.unwrap_or_default()));
                        1
                    }
                },
            };
        }
        let hook = self.sys_name("excepthook").filter(|hook| hook.kind() != crate::Kind::Native);
        let Some(hook) = hook else {
            let text = self.format_exception(&raised.0);
            self.write(Stream::Stderr, &text);
            return 1;
        };
        let class = self.class_of(&raised.0).into_value();
        let traceback = self.traceback_of(&raised.0);
        if let Err(other) = self.call(&hook, [class, raised.0.clone(), traceback]) {
            let (first, second) = (self.format_exception(&other.0), self.format_exception(&raised.0));
            let text = format!("Error in sys.excepthook:\n{first}\nOriginal exception was:\n{second}");
            self.write(Stream::Stderr, &text);
        }
        1
    }

    /// Waits for the threads that are no daemons.
    fn end_threads(&mut self) {
        let (threading, shutdown) = (self.intern("threading"), self.intern("_shutdown"));
        if let Some(threading) = self.modules.get_str(&threading)
            && let Ok(Some(shutdown)) = self.getattr_opt(&threading, &shutdown)
            && let Err(raised) = self.call(&shutdown, [])
        {
            self.unraisable(&raised, "Exception ignored on threading shutdown", &threading);
        }
    }

    /// What happens at the end: functions registered with `atexit`, finalizers of what is left.
    fn finish(&mut self) {
        if self.interpreter.is_stopped {
            return;
        }
        self.end_threads();
        let key = self.intern("_run_exitfuncs");
        let name = self.intern("atexit");
        if let Some(atexit) = self.modules.get_str(&name)
            && let Ok(Some(run)) = self.getattr_opt(&atexit, &key)
            && let Err(raised) = self.call(&run, [])
        {
            let text = self.format_exception(&raised.0);
            self.write(Stream::Stderr, &text);
        }
        // The names of `__main__` go first, in their order, as in CPython.
        let globals = self.main_globals();
        for (name, _) in globals.items() {
            if self.text(&name) != "__builtins__" {
                drop(globals.set_str(&name, Value::none()));
                self.handle_pending();
            }
        }
        self.collect_garbage();
        self.handle_pending();
    }
}
