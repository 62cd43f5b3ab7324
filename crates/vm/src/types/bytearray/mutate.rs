//! What changes a `bytearray`.

use crate::call::Args;
use crate::objects::{ByteArray, Str};
use crate::types::bytes::new_array;
use crate::types::int::{BINARY, UNARY, operand};
use crate::types::sequence::{Indices, Subscript, place};
use crate::types::{Def, buffer, native};
use crate::value::Value;
use crate::{Exc, PyResult, Raised, Vm};

pub(super) const METHODS: &[Def] = &[
    Def::wrapper("__setitem__", "($self, key, value, /)", setitem),
    Def::wrapper("__delitem__", "($self, key, /)", delitem),
    Def::wrapper("__iadd__", BINARY, iadd),
    Def::wrapper("__imul__", BINARY, imul),
    Def::method("append", "($self, item, /)", |vm, args| {
        let byte = buffer::byte(vm, &args[1], "byte")?;
        resizable(vm, &args[0])?.data.borrow_mut().push(byte);
        Ok(Value::none())
    }),
    Def::method("clear", UNARY, |vm, args| {
        resizable(vm, &args[0])?.data.borrow_mut().clear();
        Ok(Value::none())
    }),
    Def::method("copy", UNARY, |vm, args| {
        Ok(new_array(vm.native::<ByteArray>(&args[0])?.data.borrow().clone()))
    }),
    Def::method("extend", "($self, iterable_of_ints, /)", extend),
    Def::method("insert", "($self, index, item, /)", insert),
    Def::method("pop", "($self, index=-1, /)", pop),
    Def::method("remove", "($self, value, /)", remove),
    Def::method("reverse", UNARY, |vm, args| {
        vm.native::<ByteArray>(&args[0])?.data.borrow_mut().reverse();
        Ok(Value::none())
    }),
];

/// The array, if no view of it keeps its size.
pub(super) fn resizable<'v>(vm: &mut Vm, this: &'v Value) -> PyResult<&'v ByteArray> {
    let array = vm.native::<ByteArray>(this)?;
    if array.exports.get() > 0 {
        return Err(vm.error(Exc::BufferError, "Existing exports of data: object cannot be re-sized"));
    }
    Ok(array)
}

fn out_of_range(vm: &mut Vm) -> Raised {
    vm.error(Exc::IndexError, "bytearray index out of range")
}

fn setitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let array = vm.native::<ByteArray>(&args[0])?;
    match vm.subscript("bytearray indices", &args[1])? {
        Subscript::Item(index) => {
            let byte = buffer::byte(vm, &args[2], "byte")?;
            let mut bytes = array.data.borrow_mut();
            let len = bytes.len();
            match place(index, len) {
                Some(place) => bytes[place] = byte,
                None => return Err(out_of_range(vm)),
            }
        }
        Subscript::Slice(slice) => {
            let new = values(vm, &args[2])?;
            let indices = slice.adjust(array.data.borrow().len());
            set_slice(vm, &args[0], indices, &new)?;
        }
    }
    Ok(Value::none())
}

/// The bytes that are put in place of a slice.
fn values(vm: &mut Vm, value: &Value) -> PyResult<Vec<u8>> {
    if let Some(bytes) = buffer::contents(value) {
        return Ok(bytes.into_owned());
    }
    if operand(value).is_some() || native::<Str>(value).is_some() {
        let message = "can assign only bytes, buffers, or iterables of ints in range(0, 256)";
        return Err(vm.type_error(message));
    }
    buffer::from_iterable(vm, value, "byte")
}

fn set_slice(vm: &mut Vm, this: &Value, indices: Indices, new: &[u8]) -> PyResult<()> {
    if indices.step == 1 {
        let start = indices.start as usize;
        let array =
            if new.len() == indices.len { vm.native::<ByteArray>(this)? } else { resizable(vm, this)? };
        array.data.borrow_mut().splice(start..start + indices.len, new.iter().copied());
        return Ok(());
    }
    if new.is_empty() {
        return delete_slice(vm, this, indices);
    }
    if new.len() != indices.len {
        return Err(vm.value_error(format!(
            "attempt to assign bytes of size {} to extended slice of size {}",
            new.len(),
            indices.len
        )));
    }
    let mut bytes = vm.native::<ByteArray>(this)?.data.borrow_mut();
    for (place, byte) in indices.places().zip(new) {
        bytes[place] = *byte;
    }
    Ok(())
}

fn delete_slice(vm: &mut Vm, this: &Value, indices: Indices) -> PyResult<()> {
    let array = resizable(vm, this)?;
    let mut bytes = array.data.borrow_mut();
    let mut gone = vec![false; bytes.len()];
    for place in indices.places() {
        gone[place] = true;
    }
    let mut index = 0;
    bytes.retain(|_| {
        index += 1;
        !gone[index - 1]
    });
    Ok(())
}

fn delitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    match vm.subscript("bytearray indices", &args[1])? {
        Subscript::Item(index) => {
            let array = resizable(vm, &args[0])?;
            let len = array.data.borrow().len();
            match place(index, len) {
                Some(place) => drop(array.data.borrow_mut().remove(place)),
                None => return Err(out_of_range(vm)),
            }
        }
        Subscript::Slice(slice) => {
            let indices = slice.adjust(vm.native::<ByteArray>(&args[0])?.data.borrow().len());
            delete_slice(vm, &args[0], indices)?;
        }
    }
    Ok(Value::none())
}

fn iadd(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(more) = buffer::contents(&args[1]) else {
        let (other, this) = (vm.class_of(&args[1]).name(), vm.class_of(&args[0]).name());
        return Err(vm.type_error(format!("can't concat {other} to {this}")));
    };
    vm.check_memory(more.len())?;
    resizable(vm, &args[0])?.data.borrow_mut().extend_from_slice(&more);
    Ok(args[0].clone())
}

fn imul(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(times) = vm.repetitions(&args[1])? else { return Ok(Value::not_implemented()) };
    let array = resizable(vm, &args[0])?;
    let len = array.data.borrow().len();
    vm.check_memory(len.saturating_mul(times))?;
    let repeated = array.data.borrow().repeat(times);
    array.data.replace(repeated);
    Ok(args[0].clone())
}

fn extend(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let more = match buffer::contents(&args[1]) {
        Some(bytes) => bytes.into_owned(),
        None if native::<Str>(&args[1]).is_some_and(|text| !text.is_empty()) => {
            return Err(vm.type_error("expected iterable of integers; got: 'str'"));
        }
        None => {
            let (class, iter, getitem) =
                (vm.class_of(&args[1]), vm.names.iter.clone(), vm.names.getitem.clone());
            if vm.lookup(&class, &iter).is_none() && vm.lookup(&class, &getitem).is_none() {
                return Err(vm.type_error(format!("can't extend bytearray with {}", class.name())));
            }
            buffer::from_iterable(vm, &args[1], "byte")?
        }
    };
    resizable(vm, &args[0])?.data.borrow_mut().extend(more);
    Ok(Value::none())
}

fn insert(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let index = vm.index_i64(&args[1])?;
    let byte = buffer::byte(vm, &args[2], "byte")?;
    let array = resizable(vm, &args[0])?;
    let mut bytes = array.data.borrow_mut();
    let len = bytes.len() as i64;
    let place = if index < 0 { (index + len).max(0) } else { index.min(len) };
    bytes.insert(place as usize, byte);
    Ok(Value::none())
}

fn pop(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let index = match args.get(1) {
        Some(index) => vm.index_i64(index)?,
        None => -1,
    };
    let len = vm.native::<ByteArray>(&args[0])?.data.borrow().len();
    if len == 0 {
        return Err(vm.error(Exc::IndexError, "pop from empty bytearray"));
    }
    match place(index, len) {
        Some(place) => {
            let byte = resizable(vm, &args[0])?.data.borrow_mut().remove(place);
            Ok(Value::int(byte.into()))
        }
        None => Err(vm.error(Exc::IndexError, "pop index out of range")),
    }
}

fn remove(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let byte = buffer::byte(vm, &args[1], "byte")?;
    let array = resizable(vm, &args[0])?;
    let found = array.data.borrow().iter().position(|other| *other == byte);
    match found {
        Some(place) => {
            array.data.borrow_mut().remove(place);
            Ok(Value::none())
        }
        None => Err(vm.value_error("value not found in bytearray")),
    }
}
