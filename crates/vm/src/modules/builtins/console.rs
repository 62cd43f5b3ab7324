//! Functions that write to the program's output and read its input.

use rustpython_wtf8::{Wtf8, Wtf8Buf};

use crate::call::Args;
use crate::host::Stream;
use crate::objects::*;
use crate::types::native;
use crate::value::{Kind, Value};
use crate::{Exc, PyResult, Vm};

impl Vm {
    fn has_sys(&mut self) -> bool {
        let sys = self.intern("sys");
        self.modules.get_str(&sys).is_some()
    }

    /// An attribute of `sys`, if there is one.
    fn sys_attribute(&mut self, name: &str) -> PyResult<Option<Value>> {
        let sys = self.intern("sys");
        let Some(sys) = self.modules.get_str(&sys) else { return Ok(None) };
        let name = self.intern(name);
        self.find_attr(&sys, &name)
    }
}

/// Slots: `sep`, `end`, `file`, `flush`, then the objects.
pub(super) fn print(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let separator = text_or(vm, args.some(0), "sep", " ")?;
    let end = text_or(vm, args.some(1), "end", "\n")?;
    let file = match args.some(2) {
        Some(file) => Some(file.clone()),
        None => match vm.sys_attribute("stdout")? {
            Some(file) if file.is_none() => return Ok(Value::none()),
            Some(file) => Some(file),
            None if vm.has_sys() => return Err(vm.error(Exc::RuntimeError, "lost sys.stdout")),
            None => None,
        },
    };
    let mut output = Output { text: Wtf8Buf::new(), file };
    for (place, object) in args.rest(4).iter().enumerate() {
        if place > 0 {
            output.add(vm, &separator)?;
        }
        match vm.str_text(object) {
            Ok(text) => output.add(vm, &text)?,
            Err(raised) => {
                output.finish(vm)?;
                return Err(raised);
            }
        }
    }
    output.add(vm, &end)?;
    let flush = args.get(3).map_or(Ok(false), |flush| vm.truth(flush))?;
    let file = output.finish(vm)?;
    if flush && let Some(file) = file {
        vm.call_method(&file, "flush", [])?;
    }
    Ok(Value::none())
}

fn text_or(vm: &mut Vm, value: Option<&Value>, name: &str, default: &str) -> PyResult<Wtf8Buf> {
    let Some(value) = value else { return Ok(Wtf8Buf::from(default)) };
    match native::<Str>(value) {
        Some(text) => Ok(text.wtf8().to_owned()),
        None => {
            let class = vm.class_of(value).name();
            Err(vm.type_error(format!("{name} must be None or a string, not {class}")))
        }
    }
}

/// Where `print` writes. A file written in Python gets each piece by itself, as it would from CPython; a
/// native one, or the host if there is no `sys` yet, gets all in one.
struct Output {
    text: Wtf8Buf,
    file: Option<Value>,
}

impl Output {
    fn add(&mut self, vm: &mut Vm, text: &Wtf8) -> PyResult<()> {
        match &self.file {
            Some(file) if file.kind() == Kind::Instance => {
                let text = vm.str_from(text.to_owned());
                vm.call_method(file, "write", [text]).map(drop)
            }
            _ => {
                self.text.push_wtf8(text);
                Ok(())
            }
        }
    }

    fn finish(self, vm: &mut Vm) -> PyResult<Option<Value>> {
        if !self.text.is_empty() {
            match &self.file {
                Some(file) => {
                    let text = vm.str_from(self.text);
                    vm.call_method(file, "write", [text])?;
                }
                None => vm.write(Stream::Stdout, &self.text.to_string_lossy()),
            }
        }
        Ok(self.file)
    }
}

pub(super) fn input(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if let Some(prompt) = args.get(0) {
        let prompt = vm.str_of(prompt)?;
        match vm.sys_attribute("stdout")? {
            Some(stdout) if !stdout.is_none() => drop(vm.call_method(&stdout, "write", [prompt])?),
            _ => {
                let text = vm.text(&prompt);
                vm.write(Stream::Stdout, &text);
            }
        }
    }
    vm.flush();
    // A program may have put a file of its own in its place.
    let line = match vm.sys_attribute("stdin")? {
        Some(stdin) if stdin.is_none() => return Err(vm.error(Exc::RuntimeError, "input(): lost sys.stdin")),
        Some(stdin) => {
            let line = vm.call_method(&stdin, "readline", [])?;
            if native::<Str>(&line).is_none() {
                return Err(vm.type_error("object.readline() returned non-string"));
            }
            vm.text(&line)
        }
        None if vm.has_sys() => return Err(vm.error(Exc::RuntimeError, "input(): lost sys.stdin")),
        None => vm.host.read_line().unwrap_or_default(),
    };
    if line.is_empty() {
        return Err(vm.error(Exc::EOFError, "EOF when reading a line"));
    }
    Ok(vm.str(line.strip_suffix('\n').unwrap_or(&line)))
}

pub(super) fn breakpoint(vm: &mut Vm, _: Args<'_>) -> PyResult {
    Err(vm.error(Exc::RuntimeError, "breakpoint() needs a debugger, and programs that run here have none"))
}

/// The documentation string of an object. The pages of CPython's `pydoc` are not there.
pub(super) fn help(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let text = match args.get(0) {
        None => "Type help(object) for the documentation string of an object.".to_owned(),
        Some(object) => {
            let name = vm.names.doc.clone();
            match vm.find_attr(object, &name)?.filter(|doc| native::<Str>(doc).is_some()) {
                Some(doc) => vm.text(&doc),
                None => "There is no documentation string.".to_owned(),
            }
        }
    };
    vm.write(Stream::Stdout, &format!("{text}\n"));
    Ok(Value::none())
}
