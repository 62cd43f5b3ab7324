//! `sys.getsizeof`: what objects take in CPython 3.13 on a 64-bit machine.
//!
//! Objects here are laid out differently; a learner who asks wants CPython's answer. It is computed from what
//! the object holds, by the struct definitions of CPython's headers. The 16 bytes of the garbage collector's
//! header are part of it, as `sys.getsizeof` adds them.

use num_traits::ToPrimitive;
use rustpython_wtf8::CodePoint;

use crate::call::Args;
use crate::objects::*;
use crate::types::{native, unwrapped};
use crate::value::{Kind, Value};
use crate::{Exc, PyResult, Vm};

pub(super) fn getsizeof(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let value = &args[0];
    // A `__sizeof__` of the program's own is asked, and the collector's header added.
    let (class, name) = (vm.class_of(value), vm.names.sizeof.clone());
    if let Some(method) = vm.lookup(&class, &name)
        && method.kind() == Kind::Function
    {
        let size = match vm.call_special(value, &name, &[]) {
            Ok(size) => size.unwrap_or_else(|| Value::int(0)),
            Err(raised) => return args.get(1).cloned().ok_or(raised),
        };
        let size = vm.index(&size)?;
        return match size.to_i64() {
            Some(size) if size >= 0 => Ok(Value::int(size + 16)),
            _ => Err(vm.error(Exc::ValueError, "__sizeof__() should return >= 0")),
        };
    }
    Ok(Value::int(size_of(value) as i64))
}

fn size_of(value: &Value) -> usize {
    match value.kind() {
        Kind::None | Kind::NotImplemented | Kind::Ellipsis => 16,
        Kind::Float => 24,
        Kind::Complex => 32,
        Kind::Bool | Kind::Int | Kind::BigInt => int(value),
        Kind::Str => native::<Str>(value).map_or(0, string),
        Kind::Bytes => 33 + native::<Bytes>(value).map_or(0, |bytes| bytes.data.len()),
        Kind::ByteArray => match native::<ByteArray>(value).map_or(0, |bytes| bytes.data.borrow().len()) {
            0 => 56,
            len => 57 + len,
        },
        Kind::Tuple => 40 + 8 * native::<Tuple>(value).map_or(0, |tuple| tuple.items.len()),
        Kind::List => 56 + 8 * native::<List>(value).map_or(0, list_slots),
        Kind::Dict => native::<Dict>(value).map_or(0, dict),
        Kind::Set => native::<Set>(value).map_or(0, set),
        Kind::Range | Kind::SequenceIterator | Kind::RangeIterator => 48,
        Kind::Slice => 56,
        Kind::Function => 160,
        Kind::Native | Kind::DictIterator | Kind::WeakRef | Kind::Module => 72,
        Kind::BoundMethod => 64,
        Kind::Class => {
            let is_heap = value.downcast::<Class>().is_some_and(|class| class.flags.get().is_heap);
            if is_heap { 1712 } else { 416 }
        }
        Kind::Instance => instance(value),
        Kind::Exception => 88,
        Kind::Code => 208,
        Kind::Cell => 40,
        Kind::Generator => 176,
        Kind::Foreign => {
            value.downcast::<Foreign>().map_or(48, |foreign| match &*foreign.class.short_name() {
                "enumerate" | "array" => 72,
                "zip" | "staticmethod" | "classmethod" => 64,
                "property" => 80,
                "deque" => 760,
                "mappingproxy" | "dict_keys" | "dict_values" | "dict_items" => 40,
                "memoryview" => 184,
                _ => 48,
            })
        }
    }
}

/// A header of 24 bytes and digits of 30 bits; there is always room for one.
fn int(value: &Value) -> usize {
    let bits = crate::ops::as_big(value).map_or(0, |int| int.bits());
    24 + 4 * (bits.div_ceil(30).max(1) as usize)
}

/// Strings are stored with as many bytes a character as the widest needs.
fn string(text: &Str) -> usize {
    let widest = text.wtf8().code_points().map(CodePoint::to_u32).max().unwrap_or(0);
    match widest {
        0..=0x7F => 41 + text.len(),
        0x80..=0xFF => 57 + text.len(),
        0x100..=0xFFFF => 58 + 2 * text.len(),
        _ => 60 + 4 * text.len(),
    }
}

/// How many places a list has. One whose room is exactly used was made at once, others grew by appending.
fn list_slots(list: &List) -> usize {
    let (len, capacity) = (list.len(), list.borrow().capacity());
    if len == capacity {
        return len;
    }
    let mut slots = 0;
    while slots < len {
        // `list_resize`
        let wanted = slots + 1;
        slots = (wanted + (wanted >> 3) + 6) & !3;
    }
    slots
}

/// The table of a dictionary: `2**n` indices, of one byte while it is small, and entries for two thirds of it.
/// Entries are smaller while all keys are strings.
fn dict(dict: &Dict) -> usize {
    let len = dict.places();
    if len == 0 {
        return 64;
    }
    let mut log = 3;
    while (1_usize << log) * 2 / 3 < len {
        log += 1;
    }
    let slots = 1_usize << log;
    let index = match log {
        0..8 => 1,
        8..16 => 2,
        16..32 => 4,
        _ => 8,
    };
    let only_text = dict.items().iter().all(|(key, _)| key.kind() == Kind::Str);
    let entry = if only_text { 16 } else { 24 };
    64 + 32 + slots * index + (slots * 2 / 3) * entry
}

/// The first eight places are in the object itself.
fn set(set: &Set) -> usize {
    let places = set.places();
    216 + if places > 8 { 16 * places } else { 0 }
}

fn instance(value: &Value) -> usize {
    let Some(instance) = value.downcast::<Instance>() else { return 48 };
    let class = instance.class.borrow();
    let slots = 8 * instance.slots.borrow().len();
    let own = match &instance.native {
        Some(native) => size_of(unwrapped(native)),
        None => 16,
    };
    let flags = class.flags.get();
    // The dictionary and the weak references are two pointers before the object, the collector's header two more.
    let header = match (instance.native.is_some(), flags.has_dict || flags.has_weakref || slots > 0) {
        (false, true) => 16,
        _ => 0,
    };
    own + header + slots + if flags.has_dict { 16 } else { 0 }
}
