//! `StringIO`.

use std::cell::RefCell;

use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};

use crate::call::Args;
use crate::objects::Str;
use crate::types::{Def, native};
use crate::value::{Held, Value};
use crate::{PyResult, Vm};

use super::super::support::{ClassSpec, itself};
use super::lines::Memory;

pub(super) static STRING_IO: ClassSpec = ClassSpec::open("_io", "StringIO", METHODS).iterator(next_line);

const METHODS: &[Def] = &[
    Def::staticmethod("__new__", "(type, initial_value='', newline='\\n')", new),
    Def::wrapper("__init__", "($self, initial_value='', newline='\\n')", init),
    Def::method("getvalue", "($self, /)", getvalue),
    Def::method("read", "($self, size=-1, /)", read),
    Def::method("readline", "($self, size=-1, /)", readline),
    Def::method("readlines", "($self, hint=-1, /)", readlines),
    Def::method("write", "($self, s, /)", write),
    Def::method("writelines", "($self, lines, /)", writelines),
    Def::method("seek", "($self, pos, whence=0, /)", seek),
    Def::method("tell", "($self, /)", tell),
    Def::method("truncate", "($self, pos=None, /)", truncate),
    Def::method("close", "($self, /)", close),
    Def::method("flush", "($self, /)", flush),
    Def::method("readable", "($self, /)", yes),
    Def::method("writable", "($self, /)", yes),
    Def::method("seekable", "($self, /)", yes),
    Def::method("isatty", "($self, /)", no),
    Def::method("fileno", "($self, /)", fileno),
    Def::method("__enter__", "($self, /)", enter),
    Def::method("__exit__", "($self, /, *args)", exit),
    Def::attribute("closed", closed),
    Def::attribute("line_buffering", no),
    Def::attribute("encoding", none),
    Def::attribute("errors", none),
    Def::attribute("newlines", none),
];

/// What happens to line ends: the argument `newline`.
#[derive(Clone, Debug, Default)]
struct Newline {
    /// Written `\n` becomes this.
    written: Option<&'static str>,
    /// `\r\n` and `\r` become `\n`.
    is_universal: bool,
}

#[derive(Debug)]
pub(super) struct StringIo {
    file: Memory<u32>,
    newline: RefCell<Newline>,
}

impl Held for StringIo {}

fn points(text: &Wtf8) -> Vec<u32> {
    match text.as_str() {
        Ok(text) if text.is_ascii() => text.bytes().map(u32::from).collect(),
        _ => text.code_points().map(CodePoint::to_u32).collect(),
    }
}

fn text(vm: &mut Vm, points: &[u32]) -> Value {
    if points.iter().all(|point| *point < 0x80) {
        let text: String = points.iter().map(|point| char::from(*point as u8)).collect();
        return vm.str(&text);
    }
    let text: Wtf8Buf = points.iter().filter_map(|point| CodePoint::from_u32(*point)).collect();
    vm.str_from(text)
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let data = StringIo { file: Memory::new(Vec::new()), newline: RefCell::default() };
    super::file_class(vm, &STRING_IO, 1);
    vm.foreign_for(&args[0], &STRING_IO, data)
}

fn init(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let io = vm.held::<StringIo>(&args[0])?;
    let newline = match args.get(2) {
        None => Newline { written: None, is_universal: false },
        Some(value) if value.is_none() => Newline { written: None, is_universal: true },
        Some(value) => match vm.wtf8(value, "StringIO() argument 'newline'")?.as_str() {
            Ok("" | "\n") => Newline::default(),
            Ok("\r") => Newline { written: Some("\r"), is_universal: false },
            Ok("\r\n") => Newline { written: Some("\r\n"), is_universal: false },
            _ => {
                let repr = vm.repr_text(value)?;
                return Err(vm.value_error(format!("illegal newline value: {}", repr.to_string_lossy())));
            }
        },
    };
    io.newline.replace(newline);
    drop(io.file.data.take());
    io.file.position.set(0);
    io.file.is_closed.set(false);
    if let Some(initial) = args.some(1) {
        let Some(initial) = native::<Str>(initial) else {
            let class = vm.class_of(initial).name();
            return Err(vm.type_error(format!("initial_value must be str or None, not {class}")));
        };
        put(io, initial.wtf8());
        io.file.position.set(0);
    }
    Ok(Value::none())
}

fn put(io: &StringIo, text: &Wtf8) {
    let mut items = points(text);
    let newline = io.newline.borrow();
    if newline.is_universal && items.contains(&0x0D) {
        let mut translated = Vec::with_capacity(items.len());
        for (place, point) in items.iter().enumerate() {
            match point {
                0x0D => translated.push(0x0A),
                0x0A if place > 0 && items[place - 1] == 0x0D => {}
                _ => translated.push(*point),
            }
        }
        items = translated;
    }
    if let Some(end) = newline.written {
        items = items.into_iter().fold(Vec::new(), |mut all, point| {
            if point == 0x0A {
                all.extend(end.chars().map(u32::from));
            } else {
                all.push(point);
            }
            all
        });
    }
    io.file.write(&items);
}

/// The file, if it is open.
fn open<'v>(vm: &mut Vm, value: &'v Value) -> PyResult<&'v StringIo> {
    let io = vm.held::<StringIo>(value)?;
    if io.file.is_closed.get() {
        return Err(vm.value_error("I/O operation on closed file"));
    }
    Ok(io)
}

/// A size argument; none, `None` and negative numbers mean all.
pub(super) fn size(vm: &mut Vm, value: Option<&Value>) -> PyResult<Option<usize>> {
    match value {
        None => Ok(None),
        Some(value) if value.is_none() => Ok(None),
        Some(value) => {
            let (class, name) = (vm.class_of(value), vm.names.index.clone());
            if vm.lookup(&class, &name).is_none() {
                let class = class.name();
                return Err(vm.type_error(format!("argument should be integer or None, not '{class}'")));
            }
            Ok(usize::try_from(vm.index_i64(value)?).ok())
        }
    }
}

fn getvalue(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let io = open(vm, &args[0])?;
    let data = io.file.data.borrow().clone();
    Ok(text(vm, &data))
}

fn read(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let io = open(vm, &args[0])?;
    let limit = size(vm, args.get(1))?;
    let data = io.file.read(limit);
    Ok(text(vm, &data))
}

fn line_of(vm: &mut Vm, io: &StringIo, limit: Option<usize>) -> Value {
    let end = if io.newline.borrow().written == Some("\r") { 0x0D } else { 0x0A };
    let line = io.file.read_line(end, limit);
    text(vm, &line)
}

fn readline(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let io = open(vm, &args[0])?;
    let limit = size(vm, args.get(1))?;
    Ok(line_of(vm, io, limit))
}

fn next_line(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let io = open(vm, value)?;
    let line = line_of(vm, io, None);
    Ok(native::<Str>(&line).is_some_and(|line| !line.is_empty()).then_some(line))
}

fn readlines(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let hint = size(vm, args.get(1))?.filter(|hint| *hint > 0);
    let (mut lines, mut total) = (Vec::new(), 0);
    while let Some(line) = next_line(vm, &args[0])? {
        total += vm.len(&line)?;
        lines.push(line);
        if hint.is_some_and(|hint| total >= hint) {
            break;
        }
    }
    Ok(vm.list(lines))
}

fn write(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(text) = native::<Str>(&args[1]) else {
        let class = vm.class_of(&args[1]).name();
        return Err(vm.type_error(format!("string argument expected, got '{class}'")));
    };
    let io = open(vm, &args[0])?;
    vm.check_memory(4 * (io.file.len() + text.len()))?;
    put(io, text.wtf8());
    Ok(Value::int(text.len() as i64))
}

/// `write` of each line, so that derived classes notice.
pub(super) fn writelines(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let iterator = vm.iter(&args[1])?;
    while let Some(line) = vm.next_in_loop(&iterator)? {
        vm.call_method(&args[0], "write", [line])?;
    }
    Ok(Value::none())
}

fn seek(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let io = open(vm, &args[0])?;
    let place = vm.index_i64(&args[1])?;
    let whence = args.get(2).map_or(Ok(0), |whence| vm.index_i64(whence))?;
    let place = match whence {
        0 if place < 0 => return Err(vm.value_error(format!("Negative seek position {place}"))),
        0 => place as usize,
        1 | 2 if place != 0 => {
            return Err(vm.error(crate::Exc::OSError, "Can't do nonzero cur-relative seeks"));
        }
        1 => io.file.position.get(),
        2 => io.file.len(),
        _ => return Err(vm.value_error(format!("Invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    io.file.position.set(place);
    Ok(Value::int(place as i64))
}

fn tell(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(open(vm, &args[0])?.file.position.get() as i64))
}

fn truncate(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let io = open(vm, &args[0])?;
    let size = match args.some(1) {
        None => io.file.position.get() as i64,
        Some(size) => vm.index_i64(size)?,
    };
    if size < 0 {
        return Err(vm.value_error(format!("Negative size value {size}")));
    }
    io.file.truncate(size as usize);
    Ok(Value::int(size))
}

fn close(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let io = vm.held::<StringIo>(&args[0])?;
    io.file.is_closed.set(true);
    drop(io.file.data.take());
    Ok(Value::none())
}

fn closed(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(vm.held::<StringIo>(&args[0])?.file.is_closed.get()))
}

fn flush(vm: &mut Vm, args: Args<'_>) -> PyResult {
    open(vm, &args[0])?;
    Ok(Value::none())
}

fn enter(vm: &mut Vm, args: Args<'_>) -> PyResult {
    open(vm, &args[0])?;
    itself(vm, args)
}

/// `close()`, which a derived class may override.
pub(super) fn exit(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.call_method(&args[0], "close", Vec::new())?;
    Ok(Value::none())
}

pub(super) fn yes(_vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::bool(true))
}

pub(super) fn no(_vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::bool(false))
}

pub(super) fn none(_vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::none())
}

pub(super) fn fileno(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Err(super::unsupported(vm, "fileno"))
}
