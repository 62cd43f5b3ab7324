//! `bytes`, and all that `bytearray` has in common with it.
//!
//! The methods in the files of this folder take either and give back what they were called on; the bytes of a
//! `bytearray` are copied first, so that Python code which runs meanwhile may change it.

mod case;
mod fill;
mod hex;
mod operators;
mod search;
mod split;
mod translate;

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use super::int::UNARY;
use crate::call::Args;
use crate::objects::{ByteArray, Bytes, Class, ClassFlags, Str};
use crate::types::{Def, buffer, native, wrap};
use crate::value::{Kind, Ref, Value};
use crate::{PyResult, Vm};

const METHODS: &[Def] = &[
    Def::staticmethod("__new__", "(type, source=b'', encoding='utf-8', errors='strict')", new),
    Def::wrapper("__repr__", UNARY, repr),
    Def::wrapper("__str__", UNARY, repr),
    Def::wrapper("__hash__", UNARY, hash),
    Def::method("__bytes__", UNARY, plain),
    Def::method("__getnewargs__", UNARY, |vm, args| {
        let bytes = plain(vm, args)?;
        Ok(vm.tuple(vec![bytes]))
    }),
    Def::method("__sizeof__", UNARY, |vm, args| {
        Ok(Value::int(vm.native::<Bytes>(&args[0])?.data.len() as i64 + 33))
    }),
];

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.bytes.clone();
    class.flags.set(ClassFlags { matches_self: true, ..class.flags.get() });
    define_shared(vm, &class);
    vm.define(&class, METHODS);
}

/// Gives a class the methods that `bytes` and `bytearray` have in common.
pub(super) fn define_shared(vm: &mut Vm, class: &Ref<Class>) {
    for methods in [
        operators::METHODS,
        case::METHODS,
        fill::METHODS,
        hex::METHODS,
        search::METHODS,
        split::METHODS,
        translate::METHODS,
    ] {
        vm.define(class, methods);
    }
}

/// The bytes of the object that a method was called on.
fn data<'v>(vm: &mut Vm, this: &'v Value) -> PyResult<Cow<'v, [u8]>> {
    buffer::required(vm, this)
}

/// Bytes as an object of the type of `this`.
fn like(vm: &mut Vm, this: &Value, bytes: Vec<u8>) -> Value {
    if native::<ByteArray>(this).is_some() { new_array(bytes) } else { vm.bytes(bytes) }
}

/// What a method gives back that changed nothing: `bytes` themselves, or a copy of a `bytearray`.
fn unchanged(vm: &mut Vm, this: &Value) -> PyResult {
    if this.kind() == Kind::Bytes {
        return Ok(this.clone());
    }
    let bytes = data(vm, this)?.into_owned();
    Ok(like(vm, this, bytes))
}

/// A new `bytearray`.
pub(super) fn new_array(bytes: Vec<u8>) -> Value {
    Value::new(ByteArray { data: RefCell::new(bytes), exports: Cell::new(0) })
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    // Bytes of exactly this class are shared, not copied.
    let is_exact = args[0].is(vm.types.bytes.value());
    if is_exact
        && let Some(source) = args.get(1).filter(|source| source.kind() == Kind::Bytes)
        && args.get(2).is_none()
        && args.get(3).is_none()
    {
        return Ok(source.clone());
    }
    let bytes = made_of(vm, &args, "bytes")?;
    let bytes = if is_exact { vm.bytes(bytes) } else { Value::new(Bytes::new(bytes)) };
    wrap(vm, &args[0], bytes)
}

/// The bytes that the arguments of `bytes` or `bytearray` ask for; `class` names the one for refusals.
pub(super) fn made_of(vm: &mut Vm, args: &Args<'_>, class: &str) -> PyResult<Vec<u8>> {
    let encoding = vm.codec_name(class, "encoding", args.get(2))?;
    let errors = vm.codec_name(class, "errors", args.get(3))?;
    let text = args.get(1).filter(|source| native::<Str>(source).is_some());
    match (text, &encoding, &errors) {
        (Some(_), None, None) => return Err(vm.type_error("string argument without an encoding")),
        (Some(text), ..) => return vm.encode(text, encoding.as_deref(), errors.as_deref()),
        (None, Some(_), _) => return Err(vm.type_error("encoding without a string argument")),
        (None, None, Some(_)) => return Err(vm.type_error("errors without a string argument")),
        (None, None, None) => {}
    }
    let Some(source) = args.get(1) else { return Ok(Vec::new()) };
    if let Some(len) = length(vm, source)? {
        vm.check_memory(len)?;
        return Ok(vec![0; len]);
    }
    buffer::bytes_for(vm, source, class)
}

/// The number of zeros that an integer asks for.
fn length(vm: &mut Vm, source: &Value) -> PyResult<Option<usize>> {
    let (class, by_index, by_bytes) = (vm.class_of(source), vm.names.index.clone(), vm.names.bytes.clone());
    let is_index = vm.lookup(&class, &by_index).is_some() && vm.lookup(&class, &by_bytes).is_none();
    if !is_index {
        return Ok(None);
    }
    match usize::try_from(vm.index_i64(source)?) {
        Ok(len) => Ok(Some(len)),
        Err(_) => Err(vm.value_error("negative count")),
    }
}

fn plain(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if args[0].kind() == Kind::Bytes {
        return Ok(args[0].clone());
    }
    let bytes = vm.native::<Bytes>(&args[0])?.data.to_vec();
    Ok(vm.bytes(bytes))
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let bytes = vm.native::<Bytes>(&args[0])?;
    vm.check_memory(bytes.data.len().saturating_mul(4))?;
    let mut out = String::with_capacity(bytes.data.len() + 3);
    bytescope_bytecode::repr::write_bytes(&mut out, &bytes.data);
    Ok(vm.str(&out))
}

fn hash(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let bytes = vm.native::<Bytes>(&args[0])?;
    let hash = bytes.hash.get().unwrap_or_else(|| crate::hash::bytes(&bytes.data));
    bytes.hash.set(Some(hash));
    Ok(Value::int(hash))
}
