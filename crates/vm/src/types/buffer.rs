//! Bytes of any object that has some: the buffer protocol, as far as reading goes.

use std::borrow::Cow;

use crate::objects::{ByteArray, Bytes, Str};
use crate::types::native;
use crate::value::Value;
use crate::{Exc, PyResult, Vm};

/// The bytes of a bytes-like object, `None` for any other. Those that may change are copied.
pub(crate) fn contents(value: &Value) -> Option<Cow<'_, [u8]>> {
    if let Some(bytes) = native::<Bytes>(value) {
        return Some(Cow::Borrowed(&bytes.data));
    }
    if let Some(array) = native::<ByteArray>(value) {
        return Some(Cow::Owned(array.data.borrow().clone()));
    }
    if let Some((data, _)) = crate::modules::buffer_of(value) {
        return native::<ByteArray>(&data).map(|array| Cow::Owned(array.data.borrow().clone()));
    }
    super::memoryview::bytes_of(value).map(Cow::Owned)
}

/// The bytes of an argument that must be bytes-like.
pub(crate) fn required<'v>(vm: &mut Vm, value: &'v Value) -> PyResult<Cow<'v, [u8]>> {
    match contents(value) {
        Some(bytes) => Ok(bytes),
        None => {
            let class = vm.class_of(value).name();
            Err(vm.type_error(format!("a bytes-like object is required, not '{class}'")))
        }
    }
}

/// What `bytes(value)` holds, for anything but integers (`PyObject_Bytes`).
pub(crate) fn bytes_of(vm: &mut Vm, value: &Value) -> PyResult<Vec<u8>> {
    bytes_for(vm, value, "bytes")
}

/// What `bytes(value)` or `bytearray(value)` holds, for anything but integers and text.
pub(crate) fn bytes_for(vm: &mut Vm, value: &Value, what: &str) -> PyResult<Vec<u8>> {
    let name = vm.names.bytes.clone();
    if what == "bytes"
        && let Some(result) = vm.call_special(value, &name, &[])?
    {
        return match native::<Bytes>(&result) {
            Some(bytes) => Ok(bytes.data.to_vec()),
            None => {
                let class = vm.class_of(&result).name();
                Err(vm.type_error(format!("__bytes__ returned non-bytes (type {class})")))
            }
        };
    }
    if let Some(bytes) = contents(value) {
        return Ok(bytes.into_owned());
    }
    let class = vm.class_of(value);
    let (iter, getitem) = (vm.names.iter.clone(), vm.names.getitem.clone());
    let is_iterable = vm.lookup(&class, &iter).is_some() || vm.lookup(&class, &getitem).is_some();
    if native::<Str>(value).is_some() || !is_iterable {
        return Err(vm.type_error(format!("cannot convert '{}' object to {what}", class.name())));
    }
    from_iterable(vm, value, if what == "bytes" { "bytes" } else { "byte" })
}

/// The bytes that an iterable of integers gives.
pub(crate) fn from_iterable(vm: &mut Vm, value: &Value, what: &str) -> PyResult<Vec<u8>> {
    let iterator = vm.iter(value)?;
    let mut bytes = Vec::new();
    while let Some(item) = vm.next_in_loop(&iterator)? {
        bytes.push(byte(vm, &item, what)?);
        if bytes.len().is_multiple_of(1 << 16) {
            vm.check_memory(bytes.len())?;
        }
    }
    Ok(bytes)
}

/// An integer that must be a byte.
pub(crate) fn byte(vm: &mut Vm, value: &Value, what: &str) -> PyResult<u8> {
    let number = match value.as_index() {
        Some(number) => Some(number),
        None => match vm.index_i64(value) {
            Ok(number) => Some(number),
            Err(raised) if raised.is(vm, Exc::OverflowError) => None,
            Err(raised) => return Err(raised),
        },
    };
    match number.and_then(|number| u8::try_from(number).ok()) {
        Some(byte) => Ok(byte),
        None => Err(vm.value_error(format!("{what} must be in range(0, 256)"))),
    }
}
