//! `BytesIO`.

use crate::call::Args;
use crate::objects::{ByteArray, Bytes};
use crate::types::{Def, native};
use crate::value::{Held, Value};
use crate::{PyResult, Vm};

use super::super::support::{ClassSpec, itself};
use super::lines::Memory;
use super::text::{exit, fileno, no, size, writelines, yes};

pub(super) static BYTES_IO: ClassSpec = ClassSpec::open("_io", "BytesIO", METHODS).iterator(next_line);

const METHODS: &[Def] = &[
    Def::staticmethod("__new__", "(type, initial_bytes=b'')", new),
    Def::wrapper("__init__", "($self, initial_bytes=b'')", init),
    Def::method("getvalue", "($self, /)", getvalue),
    Def::method("getbuffer", "($self, /)", getbuffer),
    Def::method("read", "($self, size=-1, /)", read),
    Def::method("read1", "($self, size=-1, /)", read),
    Def::method("readinto", "($self, buffer, /)", readinto),
    Def::method("readline", "($self, size=-1, /)", readline),
    Def::method("readlines", "($self, size=None, /)", readlines),
    Def::method("write", "($self, b, /)", write),
    Def::method("writelines", "($self, lines, /)", writelines),
    Def::method("seek", "($self, pos, whence=0, /)", seek),
    Def::method("tell", "($self, /)", tell),
    Def::method("truncate", "($self, size=None, /)", truncate),
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
];

#[derive(Debug)]
struct BytesIo(Memory<u8>);

impl Held for BytesIo {}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    super::file_class(vm, &BYTES_IO, 2);
    vm.foreign_for(&args[0], &BYTES_IO, BytesIo(Memory::new(Vec::new())))
}

fn init(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let io = &vm.held::<BytesIo>(&args[0])?.0;
    let data = args.some(1).map_or(Ok(Vec::new()), |value| vm.byte_data(value))?;
    drop(io.data.replace(data));
    io.position.set(0);
    io.is_closed.set(false);
    Ok(Value::none())
}

fn open<'v>(vm: &mut Vm, value: &'v Value) -> PyResult<&'v Memory<u8>> {
    let io = &vm.held::<BytesIo>(value)?.0;
    if io.is_closed.get() {
        return Err(vm.value_error("I/O operation on closed file."));
    }
    Ok(io)
}

fn getvalue(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let data = open(vm, &args[0])?.data.borrow().clone();
    Ok(vm.bytes(data))
}

/// A view of the contents as they are now; writing to it does not reach the file.
fn getbuffer(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let data = open(vm, &args[0])?.data.borrow().clone();
    let bytes = Value::new(ByteArray { data: data.into(), exports: std::cell::Cell::new(0) });
    let class = vm.types.memoryview.value().clone();
    vm.call(&class, [bytes])
}

fn read(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let io = open(vm, &args[0])?;
    let limit = size(vm, args.get(1))?;
    Ok(vm.bytes(io.read(limit)))
}

fn readinto(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let io = open(vm, &args[0])?;
    let buffer = vm.native::<ByteArray>(&args[1])?;
    let mut target = buffer.data.borrow_mut();
    let data = io.read(Some(target.len()));
    target[..data.len()].copy_from_slice(&data);
    Ok(Value::int(data.len() as i64))
}

fn readline(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let io = open(vm, &args[0])?;
    let limit = size(vm, args.get(1))?;
    Ok(vm.bytes(io.read_line(b'\n', limit)))
}

fn next_line(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let line = open(vm, value)?.read_line(b'\n', None);
    Ok((!line.is_empty()).then(|| vm.bytes(line)))
}

fn readlines(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let hint = size(vm, args.get(1))?.filter(|hint| *hint > 0);
    let (mut lines, mut total) = (Vec::new(), 0);
    while let Some(line) = next_line(vm, &args[0])? {
        total += native::<Bytes>(&line).map_or(0, |line| line.data.len());
        lines.push(line);
        if hint.is_some_and(|hint| total >= hint) {
            break;
        }
    }
    Ok(vm.list(lines))
}

fn write(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let data = vm.byte_data(&args[1])?;
    let io = open(vm, &args[0])?;
    vm.check_memory(io.len() + data.len())?;
    io.write(&data);
    Ok(Value::int(data.len() as i64))
}

fn seek(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let io = open(vm, &args[0])?;
    let place = vm.index_i64(&args[1])?;
    let whence = args.get(2).map_or(Ok(0), |whence| vm.index_i64(whence))?;
    let base = match whence {
        0 if place < 0 => return Err(vm.value_error(format!("negative seek value {place}"))),
        0 => 0,
        1 => io.position.get() as i64,
        2 => io.len() as i64,
        _ => return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    let place = base.saturating_add(place).max(0);
    io.position.set(place as usize);
    Ok(Value::int(place))
}

fn tell(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(open(vm, &args[0])?.position.get() as i64))
}

fn truncate(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let io = open(vm, &args[0])?;
    let size = match args.some(1) {
        None => io.position.get() as i64,
        Some(size) => vm.index_i64(size)?,
    };
    if size < 0 {
        return Err(vm.value_error(format!("negative size value {size}")));
    }
    io.truncate(size as usize);
    Ok(Value::int(size))
}

fn close(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let io = &vm.held::<BytesIo>(&args[0])?.0;
    io.is_closed.set(true);
    drop(io.data.take());
    Ok(Value::none())
}

fn closed(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(vm.held::<BytesIo>(&args[0])?.0.is_closed.get()))
}

fn flush(vm: &mut Vm, args: Args<'_>) -> PyResult {
    open(vm, &args[0])?;
    Ok(Value::none())
}

fn enter(vm: &mut Vm, args: Args<'_>) -> PyResult {
    open(vm, &args[0])?;
    itself(vm, args)
}
