//! `zlib`, by the crate `flate2`. What is compressed is not the same bytes as the C library's, but means the same.

use std::cell::{Cell, RefCell};

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};

use crate::call::Args;
use crate::objects::Dict;
use crate::types::Def;
use crate::value::{Held, Ref, Value};
use crate::{PyResult, Raised, Vm};

use super::support::ClassSpec;

const FUNCTIONS: &[Def] = &[
    Def::function("compress", "(data, /, level=-1, wbits=15)", compress),
    Def::function("decompress", "(data, /, wbits=15, bufsize=16384)", decompress),
    Def::function("crc32", "(data, value=0, /)", super::binascii::crc32),
    Def::function("adler32", "(data, value=1, /)", adler32),
    Def::function(
        "compressobj",
        "(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=None)",
        compressobj,
    ),
    Def::function("decompressobj", "(wbits=15, zdict=b'')", decompressobj),
];

static COMPRESS: ClassSpec = ClassSpec::closed(
    "zlib",
    "Compress",
    &[
        Def::method("compress", "($self, data, /)", |vm, args| {
            let data = vm.byte_data(&args[1])?;
            squeeze(vm, &args[0], &data, FlushCompress::None)
        }),
        Def::method("flush", "($self, mode=4, /)", |vm, args| {
            squeeze(vm, &args[0], &[], FlushCompress::Finish)
        }),
    ],
);

static DECOMPRESS: ClassSpec = ClassSpec::closed(
    "zlib",
    "Decompress",
    &[
        Def::method("decompress", "($self, data, /, max_length=0)", expand),
        Def::method("flush", "($self, length=16384, /)", |vm, _| Ok(vm.bytes(Vec::new()))),
        Def::attribute("eof", |vm, args| Ok(Value::bool(vm.held::<Expander>(&args[0])?.is_over.get()))),
        Def::attribute("unused_data", |vm, args| {
            let unused = vm.held::<Expander>(&args[0])?.unused.borrow().clone();
            Ok(vm.bytes(unused))
        }),
        Def::attribute("unconsumed_tail", |vm, args| {
            let tail = vm.held::<Expander>(&args[0])?.tail.borrow().clone();
            Ok(vm.bytes(tail))
        }),
    ],
);

#[derive(Debug)]
struct Squeezer(RefCell<Compress>);

impl Held for Squeezer {}

#[derive(Debug)]
struct Expander {
    state: RefCell<Decompress>,
    is_over: Cell<bool>,
    unused: RefCell<Vec<u8>>,
    tail: RefCell<Vec<u8>>,
}

impl Held for Expander {}

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    vm.define_functions(dict, "zlib", FUNCTIONS);
    let metaclass = vm.types.type_.value().clone();
    let base = vm.exception_class(crate::Exc::Exception).value().clone();
    let bases = vm.tuple(vec![base]);
    let namespace = Ref::new(Dict::default());
    let module = vm.intern("zlib");
    vm.set_name(&namespace, "__module__", module);
    let key = vm.intern("error");
    let class = vm.call(&metaclass, [key.clone(), bases, namespace.into_value()])?;
    drop(dict.set_str(&key, class));
    for (name, number) in [
        ("MAX_WBITS", 15),
        ("DEFLATED", 8),
        ("DEF_MEM_LEVEL", 8),
        ("Z_BEST_SPEED", 1),
        ("Z_BEST_COMPRESSION", 9),
        ("Z_DEFAULT_COMPRESSION", -1),
        ("Z_NO_COMPRESSION", 0),
        ("Z_DEFAULT_STRATEGY", 0),
        ("Z_NO_FLUSH", 0),
        ("Z_SYNC_FLUSH", 2),
        ("Z_FULL_FLUSH", 3),
        ("Z_FINISH", 4),
        ("DEF_BUF_SIZE", 16384),
    ] {
        vm.set_name(dict, name, Value::int(number));
    }
    for name in ["ZLIB_VERSION", "ZLIB_RUNTIME_VERSION"] {
        let version = vm.str("1.3.1");
        vm.set_name(dict, name, version);
    }
    Ok(())
}

fn error(vm: &mut Vm, message: &str) -> Raised {
    let raised = match vm.import_module("zlib") {
        Ok(module) => {
            let (name, message) = (vm.intern("error"), vm.str(message));
            vm.getattr(&module, &name).and_then(|class| vm.call(&class, [message]))
        }
        Err(raised) => Err(raised),
    };
    match raised {
        Ok(exception) => Raised(exception),
        Err(raised) => raised,
    }
}

fn number(vm: &mut Vm, args: &Args<'_>, slot: usize, default: i64) -> PyResult<i64> {
    args.get(slot).map_or(Ok(default), |value| vm.index_i64(value))
}

fn level(vm: &mut Vm, level: i64) -> PyResult<Compression> {
    match level {
        -1 => Ok(Compression::default()),
        0..=9 => Ok(Compression::new(level as u32)),
        _ => Err(error(vm, "Bad compression level")),
    }
}

/// Room for what comes out at a time.
const PIECE: usize = 64 << 10;

fn run(vm: &mut Vm, state: &mut Compress, mut data: &[u8], flush: FlushCompress) -> PyResult<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        out.reserve(PIECE);
        let before = state.total_in();
        let Ok(status) = state.compress_vec(data, &mut out, flush) else {
            return Err(error(vm, "Error while compressing data"));
        };
        data = &data[(state.total_in() - before) as usize..];
        let is_done = match flush {
            FlushCompress::Finish => status == Status::StreamEnd,
            _ => data.is_empty() && out.len() < out.capacity(),
        };
        if is_done {
            return Ok(out);
        }
    }
}

fn compress(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let data = vm.byte_data(&args[0])?;
    let wanted = number(vm, &args, 1, -1)?;
    let level = level(vm, wanted)?;
    let bits = number(vm, &args, 2, 15)?;
    vm.check_steps(data.len() as u64 / 16)?;
    let out = run(vm, &mut Compress::new(level, bits > 0), &data, FlushCompress::Finish)?;
    Ok(vm.bytes(out))
}

fn decompress(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let data = vm.byte_data(&args[0])?;
    let bits = number(vm, &args, 1, 15)?;
    let mut state = Decompress::new(bits > 0);
    let (out, is_over, _) = inflate(vm, &mut state, &data, 0)?;
    if !is_over {
        return Err(error(vm, "Error -5 while decompressing data: incomplete or truncated stream"));
    }
    Ok(vm.bytes(out))
}

/// What comes out of data, whether it was the end, and how much was used.
fn inflate(
    vm: &mut Vm,
    state: &mut Decompress,
    data: &[u8],
    limit: usize,
) -> PyResult<(Vec<u8>, bool, usize)> {
    let mut out = Vec::new();
    let mut used = 0;
    loop {
        let room = if limit == 0 { PIECE } else { (limit - out.len()).min(PIECE) };
        vm.check_memory(out.len() + room)?;
        let mut piece = Vec::with_capacity(room);
        let before = state.total_in();
        let status = match state.decompress_vec(&data[used..], &mut piece, FlushDecompress::None) {
            Ok(status) => status,
            Err(_) if used == 0 && state.total_out() == 0 => {
                return Err(error(vm, "Error -3 while decompressing data: incorrect header check"));
            }
            Err(_) => return Err(error(vm, "Error -3 while decompressing data: invalid data")),
        };
        let taken = (state.total_in() - before) as usize;
        used += taken;
        let stuck = taken == 0 && piece.is_empty();
        out.extend(piece);
        if status == Status::StreamEnd {
            return Ok((out, true, used));
        }
        if stuck || (limit != 0 && out.len() >= limit) {
            return Ok((out, false, used));
        }
    }
}

fn compressobj(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let wanted = number(vm, &args, 0, -1)?;
    let level = level(vm, wanted)?;
    let bits = number(vm, &args, 2, 15)?;
    Ok(vm.foreign(&COMPRESS, Squeezer(RefCell::new(Compress::new(level, bits > 0)))))
}

fn squeeze(vm: &mut Vm, this: &Value, data: &[u8], flush: FlushCompress) -> PyResult {
    let squeezer = vm.held::<Squeezer>(this)?;
    let mut state = squeezer.0.replace(Compress::new(Compression::none(), true));
    let result = run(vm, &mut state, data, flush);
    drop(squeezer.0.replace(state));
    let out = result?;
    Ok(vm.bytes(out))
}

fn decompressobj(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let bits = number(vm, &args, 0, 15)?;
    let expander = Expander {
        state: RefCell::new(Decompress::new(bits > 0)),
        is_over: Cell::new(false),
        unused: RefCell::default(),
        tail: RefCell::default(),
    };
    Ok(vm.foreign(&DECOMPRESS, expander))
}

fn expand(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let data = vm.byte_data(&args[1])?;
    let limit = number(vm, &args, 2, 0)?.max(0) as usize;
    let expander = vm.held::<Expander>(&args[0])?;
    if expander.is_over.get() {
        expander.unused.borrow_mut().extend(data);
        return Ok(vm.bytes(Vec::new()));
    }
    let mut state = expander.state.replace(Decompress::new(true));
    let result = inflate(vm, &mut state, &data, limit);
    drop(expander.state.replace(state));
    let (out, is_over, used) = result?;
    expander.is_over.set(is_over);
    let rest = data[used..].to_vec();
    if is_over {
        expander.unused.borrow_mut().extend(rest);
        drop(expander.tail.take());
    } else {
        drop(expander.tail.replace(rest));
    }
    Ok(vm.bytes(out))
}

fn adler32(vm: &mut Vm, args: Args<'_>) -> PyResult {
    const BASE: u32 = 65521;
    let data = vm.byte_data(&args[0])?;
    let start = number(vm, &args, 1, 1)? as u32;
    let (mut low, mut high) = (start & 0xFFFF, start >> 16);
    for byte in data {
        low = (low + u32::from(byte)) % BASE;
        high = (high + low) % BASE;
    }
    Ok(Value::int((high << 16 | low).into()))
}
