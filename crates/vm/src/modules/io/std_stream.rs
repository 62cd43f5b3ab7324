//! `sys.stdout`, `sys.stderr` and `sys.stdin`: text streams that lead to the host.

use std::cell::Cell;
use std::fmt::Write as _;

use rustpython_wtf8::Wtf8;

use crate::call::Args;
use crate::host::Stream;
use crate::objects::Str;
use crate::types::{Def, native};
use crate::value::{Held, Value};
use crate::{Exc, PyResult, Vm};

use super::super::support::{ClassSpec, itself};
use super::text::{none, size, writelines};

pub(super) static TEXT_IO: ClassSpec = ClassSpec::open("_io", "TextIOWrapper", METHODS).iterator(next_line);
static BUFFER: ClassSpec = ClassSpec::closed("_io", "BufferedWriter", BUFFER_METHODS);
static INPUT_BUFFER: ClassSpec =
    ClassSpec::closed("_io", "BufferedReader", INPUT_METHODS).iterator(next_bytes);

const METHODS: &[Def] = &[
    Def::wrapper("__repr__", "($self, /)", repr),
    Def::method("write", "($self, text, /)", write),
    Def::method("writelines", "($self, lines, /)", writelines),
    Def::method("read", "($self, size=-1, /)", read),
    Def::method("readline", "($self, size=-1, /)", readline),
    Def::method("readlines", "($self, hint=-1, /)", readlines),
    Def::method("flush", "($self, /)", none),
    Def::method("close", "($self, /)", close),
    Def::method("isatty", "($self, /)", super::text::no),
    Def::method("fileno", "($self, /)", fileno),
    Def::method("readable", "($self, /)", readable),
    Def::method("writable", "($self, /)", writable),
    Def::method("seekable", "($self, /)", super::text::no),
    Def::method(
        "reconfigure",
        "($self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)",
        none,
    ),
    Def::method("__enter__", "($self, /)", itself),
    Def::method("__exit__", "($self, /, *args)", none),
    Def::attribute("name", name),
    Def::attribute("mode", mode),
    Def::attribute("encoding", encoding),
    Def::attribute("errors", errors),
    Def::attribute("buffer", buffer),
    Def::attribute("closed", closed),
    Def::attribute("line_buffering", super::text::no),
    Def::attribute("newlines", none),
];

const BUFFER_METHODS: &[Def] = &[
    Def::method("write", "($self, buffer, /)", write_bytes),
    Def::method("flush", "($self, /)", none),
    Def::method("writable", "($self, /)", super::text::yes),
    Def::method("readable", "($self, /)", super::text::no),
    Def::method("isatty", "($self, /)", super::text::no),
    Def::attribute("closed", super::text::no),
];

const INPUT_METHODS: &[Def] = &[
    Def::method("read", "($self, size=-1, /)", read_bytes),
    Def::method("readline", "($self, size=-1, /)", readline_bytes),
    Def::method("readable", "($self, /)", super::text::yes),
    Def::method("writable", "($self, /)", super::text::no),
    Def::attribute("closed", super::text::no),
];

/// A standard stream.
#[derive(Debug)]
struct Standard {
    /// Where it writes; `None` for the input.
    output: Option<Stream>,
    is_closed: Cell<bool>,
    /// What was read from the host and not yet by the program.
    unread: std::cell::RefCell<String>,
}

impl Held for Standard {}

#[derive(Debug)]
struct Buffer(Stream);

impl Held for Buffer {}

/// The input stream whose bytes are read.
#[derive(Debug)]
struct InputBuffer(Value);

impl Held for InputBuffer {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.0);
    }
}

/// The three streams with their names in `sys`.
pub(in super::super) fn standard_streams(vm: &mut Vm) -> [(&'static str, Value); 3] {
    super::file_class(vm, &TEXT_IO, 1);
    [("stdin", None), ("stdout", Some(Stream::Stdout)), ("stderr", Some(Stream::Stderr))].map(
        |(name, output)| {
            let data =
                Standard { output, is_closed: Cell::new(false), unread: std::cell::RefCell::default() };
            (name, vm.foreign(&TEXT_IO, data))
        },
    )
}

fn stream<'v>(vm: &mut Vm, value: &'v Value) -> PyResult<&'v Standard> {
    let stream = vm.held::<Standard>(value)?;
    if stream.is_closed.get() {
        return Err(vm.value_error("I/O operation on closed file."));
    }
    Ok(stream)
}

impl Vm {
    /// Writes to a standard stream, past `sys.stdout`. Lone surrogates are an error, or escaped on `stderr`.
    pub(crate) fn write_text(&mut self, stream: Stream, text: &Wtf8) -> PyResult<()> {
        match text.as_str() {
            Ok(text) => self.write_output(stream, text.as_bytes()),
            Err(_) if stream == Stream::Stderr => {
                let mut escaped = String::new();
                for point in text.code_points() {
                    match point.to_char() {
                        Some(char) => escaped.push(char),
                        None => drop(write!(escaped, "\\u{:04x}", point.to_u32())),
                    }
                }
                self.write_output(stream, escaped.as_bytes())
            }
            Err(_) => {
                let at = text.code_points().position(|point| point.to_char().is_none()).unwrap_or_default();
                let encoding = self.str("utf-8");
                let object = self.str_from(text.to_owned());
                let reason = self.str("surrogates not allowed");
                let bounds = [Value::int(at as i64), Value::int(at as i64 + 1)];
                let [start, end] = bounds;
                let class = self.exception_class(Exc::UnicodeEncodeError).value().clone();
                match self.call(&class, [encoding, object, start, end, reason]) {
                    Ok(exception) => Err(crate::Raised(exception)),
                    Err(raised) => Err(raised),
                }
            }
        }
    }

    /// Hands output to the host, up to the limit.
    pub(crate) fn write_output(&mut self, stream: Stream, data: &[u8]) -> PyResult<()> {
        self.write_bytes(stream, data);
        if self.interpreter.is_stopped { self.check_steps(0) } else { Ok(()) }
    }
}

fn write(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(text) = native::<Str>(&args[1]) else {
        let class = vm.class_of(&args[1]).name();
        return Err(vm.type_error(format!("write() argument must be str, not {class}")));
    };
    match stream(vm, &args[0])?.output {
        Some(output) => vm.write_text(output, text.wtf8())?,
        None => return Err(super::unsupported(vm, "not writable")),
    }
    Ok(Value::int(text.len() as i64))
}

fn write_bytes(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let output = vm.held::<Buffer>(&args[0])?.0;
    let data = vm.byte_data(&args[1])?;
    vm.write_output(output, &data)?;
    Ok(Value::int(data.len() as i64))
}

/// A line with its end, at most `limit` characters; empty at the end.
fn take_line(vm: &mut Vm, input: &Standard, limit: Option<usize>) -> PyResult<String> {
    if input.output.is_some() {
        return Err(super::unsupported(vm, "not readable"));
    }
    let mut unread = input.unread.take();
    if unread.is_empty() {
        unread = vm.host.read_line().unwrap_or_default();
    }
    let line_end = unread.find('\n').map_or(unread.len(), |end| end + 1);
    let limit = limit.and_then(|limit| unread.char_indices().nth(limit)).map_or(unread.len(), |(end, _)| end);
    let rest = unread.split_off(line_end.min(limit));
    input.unread.replace(rest);
    Ok(unread)
}

/// Everything that is left, at most `limit` characters.
fn take_all(vm: &mut Vm, input: &Standard, limit: Option<usize>) -> PyResult<String> {
    let mut all = String::new();
    loop {
        let left = limit.map(|limit| limit - all.chars().count());
        if left == Some(0) {
            return Ok(all);
        }
        let line = take_line(vm, input, left)?;
        if line.is_empty() {
            return Ok(all);
        }
        all.push_str(&line);
        vm.check_memory(all.len())?;
    }
}

fn read(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let input = stream(vm, &args[0])?;
    let limit = size(vm, args.get(1))?;
    let text = take_all(vm, input, limit)?;
    Ok(vm.str(&text))
}

fn readline(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let input = stream(vm, &args[0])?;
    let limit = size(vm, args.get(1))?;
    let line = take_line(vm, input, limit)?;
    Ok(vm.str(&line))
}

fn next_line(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let input = stream(vm, value)?;
    let line = take_line(vm, input, None)?;
    Ok((!line.is_empty()).then(|| vm.str(&line)))
}

fn readlines(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let mut lines = Vec::new();
    while let Some(line) = next_line(vm, &args[0])? {
        lines.push(line);
    }
    Ok(vm.list(lines))
}

fn read_bytes(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let input = vm.held::<InputBuffer>(&args[0])?;
    let limit = size(vm, args.get(1))?;
    let input = stream(vm, &input.0)?;
    let text = take_all(vm, input, limit)?;
    Ok(vm.bytes(text.into_bytes()))
}

fn readline_bytes(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let input = vm.held::<InputBuffer>(&args[0])?;
    let input = stream(vm, &input.0)?;
    let line = take_line(vm, input, None)?;
    Ok(vm.bytes(line.into_bytes()))
}

fn next_bytes(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let input = vm.held::<InputBuffer>(value)?;
    let input = stream(vm, &input.0)?;
    let line = take_line(vm, input, None)?;
    Ok((!line.is_empty()).then(|| vm.bytes(line.into_bytes())))
}

fn close(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.held::<Standard>(&args[0])?.is_closed.set(true);
    Ok(Value::none())
}

fn closed(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(vm.held::<Standard>(&args[0])?.is_closed.get()))
}

/// Number, name, mode and what is done with text that cannot be encoded.
fn facts(output: Option<Stream>) -> (i64, &'static str, &'static str, &'static str) {
    match output {
        None => (0, "<stdin>", "r", "strict"),
        Some(Stream::Stdout) => (1, "<stdout>", "w", "strict"),
        Some(Stream::Stderr) => (2, "<stderr>", "w", "backslashreplace"),
    }
}

fn fileno(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(facts(vm.held::<Standard>(&args[0])?.output).0))
}

fn name(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (_, name, ..) = facts(vm.held::<Standard>(&args[0])?.output);
    Ok(vm.intern(name))
}

fn mode(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (_, _, mode, _) = facts(vm.held::<Standard>(&args[0])?.output);
    Ok(vm.intern(mode))
}

fn errors(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (.., errors) = facts(vm.held::<Standard>(&args[0])?.output);
    Ok(vm.intern(errors))
}

fn encoding(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(vm.intern("utf-8"))
}

fn readable(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(vm.held::<Standard>(&args[0])?.output.is_none()))
}

fn writable(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(vm.held::<Standard>(&args[0])?.output.is_some()))
}

fn buffer(vm: &mut Vm, args: Args<'_>) -> PyResult {
    match vm.held::<Standard>(&args[0])?.output {
        Some(output) => Ok(vm.foreign(&BUFFER, Buffer(output))),
        None => Ok(vm.foreign(&INPUT_BUFFER, InputBuffer(args[0].clone()))),
    }
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (_, name, mode, _) = facts(vm.held::<Standard>(&args[0])?.output);
    Ok(vm.str(&format!("<_io.TextIOWrapper name='{name}' mode='{mode}' encoding='utf-8'>")))
}
