//! `bytearray`: bytes that change. What it shares with `bytes` is there.

mod mutate;

use super::bytes::{define_shared, made_of, new_array};
use super::int::UNARY;
use crate::call::Args;
use crate::objects::{ByteArray, ClassFlags};
use crate::types::{Def, make_unhashable, wrap};
use crate::value::Value;
use crate::{PyResult, Vm};

const METHODS: &[Def] = &[
    Def::staticmethod("__new__", "(type, *args, **kwargs)", new),
    Def::wrapper("__init__", "($self, source=b'', encoding='utf-8', errors='strict')", init),
    Def::wrapper("__repr__", UNARY, repr),
    Def::wrapper("__str__", UNARY, repr),
    Def::method("__alloc__", UNARY, |vm, args| {
        let len = vm.native::<ByteArray>(&args[0])?.data.borrow().len();
        Ok(Value::int(if len == 0 { 0 } else { len as i64 + 1 }))
    }),
    Def::method("__sizeof__", UNARY, |vm, args| {
        let len = vm.native::<ByteArray>(&args[0])?.data.borrow().len() as i64;
        Ok(Value::int(56 + if len == 0 { 0 } else { len + 1 }))
    }),
    Def::method("__reduce__", UNARY, reduce),
    Def::method("__reduce_ex__", "($self, proto=0, /)", reduce),
];

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.bytearray.clone();
    class.flags.set(ClassFlags { matches_self: true, ..class.flags.get() });
    define_shared(vm, &class);
    vm.define(&class, METHODS);
    vm.define(&class, mutate::METHODS);
    make_unhashable(vm, &class);
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    wrap(vm, &args[0], new_array(Vec::new()))
}

fn init(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let bytes = made_of(vm, &args, "bytearray")?;
    mutate::resizable(vm, &args[0])?.data.replace(bytes);
    Ok(Value::none())
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let bytes = vm.native::<ByteArray>(&args[0])?.data.borrow().clone();
    vm.check_memory(bytes.len().saturating_mul(4))?;
    let name = vm.class_of(&args[0]).name();
    let mut text = format!("{name}(");
    write_bytes(&mut text, &bytes);
    text.push(')');
    Ok(vm.str(&text))
}

/// As the repr of `bytes`, but with single quotes escaped whatever the quotes are.
fn write_bytes(out: &mut String, bytes: &[u8]) {
    let start = out.len();
    bytescope_bytecode::repr::write_bytes(out, bytes);
    if out[start..].starts_with("b\"") {
        let escaped = out[start..].replace('\'', "\\'");
        out.truncate(start);
        out.push_str(&escaped);
    }
}

/// How `copy` and `pickle` make it again: the class, the bytes as Latin-1 text, and the attributes.
fn reduce(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let text: String =
        vm.native::<ByteArray>(&args[0])?.data.borrow().iter().map(|byte| char::from(*byte)).collect();
    let arguments = if text.is_empty() { Vec::new() } else { vec![vm.str(&text), vm.str("latin-1")] };
    let state = vm.own_dict(&args[0]).map_or_else(Value::none, crate::Ref::into_value);
    let items = vec![vm.class_of(&args[0]).into_value(), vm.tuple(arguments), state];
    Ok(vm.tuple(items))
}
