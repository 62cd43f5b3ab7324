//! Operators, items and comparisons of `bytes` and `bytearray`.

use super::{data, like, unchanged};
use crate::call::Args;
use crate::objects::ByteArray;
use crate::ops::{Comparison, sequence_iterator};
use crate::types::int::{BINARY, UNARY, operand};
use crate::types::sequence::{Subscript, place};
use crate::types::{Def, buffer, native};
use crate::value::Value;
use crate::{Exc, PyResult, Vm};

pub(super) const METHODS: &[Def] = &[
    Def::wrapper("__len__", UNARY, |vm, args| {
        let len = match native::<ByteArray>(&args[0]) {
            Some(array) => array.data.borrow().len(),
            None => data(vm, &args[0])?.len(),
        };
        Ok(Value::int(len as i64))
    }),
    Def::wrapper("__iter__", UNARY, |_, args| Ok(sequence_iterator(&args[0]))),
    Def::wrapper("__getitem__", BINARY, getitem),
    Def::wrapper("__contains__", BINARY, contains),
    Def::wrapper("__add__", BINARY, add),
    Def::wrapper("__mul__", BINARY, multiply),
    Def::wrapper("__rmul__", BINARY, multiply),
    Def::wrapper("__mod__", BINARY, |vm, args| percent(vm, &args[0], &args[1])),
    Def::wrapper("__rmod__", BINARY, |vm, args| percent(vm, &args[1], &args[0])),
    Def::wrapper("__lt__", BINARY, |_, args| Ok(compare(&args, Comparison::Lt))),
    Def::wrapper("__le__", BINARY, |_, args| Ok(compare(&args, Comparison::Le))),
    Def::wrapper("__eq__", BINARY, |_, args| Ok(compare(&args, Comparison::Eq))),
    Def::wrapper("__ne__", BINARY, |_, args| Ok(compare(&args, Comparison::Ne))),
    Def::wrapper("__gt__", BINARY, |_, args| Ok(compare(&args, Comparison::Gt))),
    Def::wrapper("__ge__", BINARY, |_, args| Ok(compare(&args, Comparison::Ge))),
    Def::method("decode", "($self, /, encoding='utf-8', errors='strict')", |vm, args| {
        let encoding = vm.codec_name("decode", "encoding", args.get(1))?;
        let errors = vm.codec_name("decode", "errors", args.get(2))?;
        let bytes = data(vm, &args[0])?;
        let text = vm.decode(&bytes, encoding.as_deref(), errors.as_deref())?;
        Ok(vm.str_from(text))
    }),
];

fn getitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let array = native::<ByteArray>(&args[0]);
    let what = if array.is_some() { "bytearray indices" } else { "byte indices" };
    match vm.subscript(what, &args[1])? {
        Subscript::Item(index) => {
            let byte = match array {
                Some(array) => {
                    let bytes = array.data.borrow();
                    place(index, bytes.len()).map(|place| bytes[place])
                }
                None => {
                    let bytes = data(vm, &args[0])?;
                    place(index, bytes.len()).map(|place| bytes[place])
                }
            };
            match (byte, array) {
                (Some(byte), _) => Ok(Value::int(byte.into())),
                (None, Some(_)) => Err(vm.error(Exc::IndexError, "bytearray index out of range")),
                (None, None) => Err(vm.error(Exc::IndexError, "index out of range")),
            }
        }
        Subscript::Slice(slice) => {
            let bytes = data(vm, &args[0])?;
            let indices = slice.adjust(bytes.len());
            if indices.step == 1 && indices.len == bytes.len() {
                return unchanged(vm, &args[0]);
            }
            let part = indices.select(&bytes);
            Ok(like(vm, &args[0], part))
        }
    }
}

fn contains(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if operand(&args[1]).is_some() || buffer::contents(&args[1]).is_none() && is_index(vm, &args[1]) {
        let byte = buffer::byte(vm, &args[1], "byte")?;
        return Ok(Value::bool(data(vm, &args[0])?.contains(&byte)));
    }
    let wanted = buffer::required(vm, &args[1])?;
    let bytes = data(vm, &args[0])?;
    Ok(Value::bool(memchr::memmem::find(&bytes, &wanted).is_some()))
}

fn is_index(vm: &mut Vm, value: &Value) -> bool {
    let (class, by_index) = (vm.class_of(value), vm.names.index.clone());
    vm.lookup(&class, &by_index).is_some()
}

fn add(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(right) = buffer::contents(&args[1]) else { return Ok(Value::not_implemented()) };
    let mut bytes = data(vm, &args[0])?.into_owned();
    vm.check_memory(bytes.len() + right.len())?;
    bytes.extend_from_slice(&right);
    Ok(like(vm, &args[0], bytes))
}

fn multiply(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(times) = vm.repetitions(&args[1])? else { return Ok(Value::not_implemented()) };
    let bytes = data(vm, &args[0])?;
    vm.check_memory(bytes.len().saturating_mul(times))?;
    let repeated = bytes.repeat(times);
    Ok(like(vm, &args[0], repeated))
}

fn percent(vm: &mut Vm, template: &Value, operand: &Value) -> PyResult {
    let Some(bytes) = buffer::contents(template) else { return Ok(Value::not_implemented()) };
    let bytes = vm.percent_bytes(&bytes, operand)?;
    Ok(like(vm, template, bytes))
}

fn compare(args: &Args<'_>, op: Comparison) -> Value {
    match (buffer::contents(&args[0]), buffer::contents(&args[1])) {
        (Some(left), Some(right)) => Value::bool(op.holds(left.cmp(&right))),
        _ => Value::not_implemented(),
    }
}
