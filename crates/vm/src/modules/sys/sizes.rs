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
    let blocks = match value.downcast::<Foreign>() {
        // Blocks of 64 places; appending begins in the middle of the first.
        Some(foreign) if &*foreign.class.short_name() == "deque" => {
            528 * vm.len(value)?.saturating_sub(32).div_ceil(64)
        }
        _ => 0,
    };
    Ok(Value::int((size_of(value) + blocks) as i64))
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
        Kind::List => 56 + 8 * native::<List>(value).map_or(0, |list| list.borrow().capacity()),
        Kind::Dict => native::<Dict>(value).map_or(0, dict),
        Kind::Set => native::<Set>(value).map_or(0, set),
        Kind::Range | Kind::SequenceIterator => 48,
        Kind::RangeIterator | Kind::Cell => 40,
        Kind::Slice => 56,
        Kind::Function => 160,
        Kind::Native | Kind::DictIterator | Kind::WeakRef | Kind::Module => 72,
        Kind::BoundMethod => 64,
        Kind::Class => value.downcast::<Class>().map_or(0, class),
        Kind::Instance => instance(value),
        Kind::Exception => value.downcast::<Exception>().map_or(88, exception),
        Kind::Code => value.downcast::<Code>().map_or(200, code),
        Kind::Generator => value.downcast::<Generator>().map_or(160, generator),
        Kind::Foreign => value.downcast::<Foreign>().map_or(48, foreign_size),
    }
}

/// The struct of what is written in C.
fn foreign_size(foreign: &Foreign) -> usize {
    match &*foreign.class.short_name() {
        "timedelta" | "mappingproxy" | "dict_keys" | "dict_values" | "dict_items" | "SimpleNamespace" => 40,
        "traceback" | "count" | "super" => 56,
        "zip" | "set_iterator" | "cycle" | "getset_descriptor" | "member_descriptor" => 64,
        "enumerate" | "islice" => 72,
        "property" | "partial" | "array" | "GenericAlias" => 80,
        "Match" => 120,
        "Pattern" => 160,
        "memoryview" => 184,
        "deque" => 760,
        _ => 48,
    }
}

/// A class that Python code made has room for the names that its instances share.
fn class(class: &Class) -> usize {
    let flags = class.flags.get();
    match (flags.is_heap, has_inline_values(class)) {
        (false, _) => 416,
        (true, false) => 944,
        (true, true) => 1712,
    }
}

/// Whether instances have their attributes' values in themselves, and share the names.
fn has_inline_values(class: &Class) -> bool {
    class.flags.get().has_dict && !matches!(class.layout, Layout::Exception | Layout::Class | Layout::Module)
}

/// Exceptions with fields of their own are larger.
fn exception(exception: &Exception) -> usize {
    let class = exception.class.borrow();
    let mro = class.mro.borrow();
    let own = mro.iter().find_map(|class| match &*class.short_name() {
        "StopIteration" | "NameError" | "SystemExit" => Some(96),
        "AttributeError" => Some(104),
        "BaseExceptionGroup" | "ImportError" => Some(120),
        "UnicodeError" | "OSError" => Some(128),
        "SyntaxError" => Some(152),
        _ => None,
    });
    own.unwrap_or(88) + if class.flags.get().is_heap { 16 } else { 0 }
}

fn code(code: &Code) -> usize {
    (200 + code.object.code.len()).next_multiple_of(8)
}

/// The frame is part of it: its fast slots and its stack.
fn generator(generator: &Generator) -> usize {
    generator.code.downcast::<Code>().map_or(160, |code| {
        160 + 8 * (code.locals.len() + usize::try_from(code.object.stacksize).unwrap_or_default())
    })
}

/// A header of 24 bytes and digits of 30 bits; there is always room for one.
fn int(value: &Value) -> usize {
    let bits = crate::ops::as_big(value).map_or(0, |int| int.bits());
    24 + 4 * (bits.div_ceil(30).max(1) as usize)
}

fn string_header(text: &Str) -> usize {
    if text.is_ascii() { 40 } else { 56 }
}

/// Strings are stored with as many bytes a character as the widest needs.
fn string(text: &Str) -> usize {
    let widest = text.wtf8().code_points().map(CodePoint::to_u32).max().unwrap_or(0);
    match widest {
        0..=0x7F => 41 + text.len(),
        // These characters exist once, and each with its UTF-8.
        0x80..=0xFF if text.len() == 1 => 61,
        0x80..=0xFF => 57 + text.len(),
        0x100..=0xFFFF => 58 + 2 * text.len(),
        _ => 60 + 4 * text.len(),
    }
}

/// The table of a dictionary: `2**n` indices, of one byte while it is small, and entries for two thirds of it.
/// Entries are smaller while all keys are strings.
fn dict(dict: &Dict) -> usize {
    let len = dict.places();
    if len == 0 && dict.shared.get() == 0 {
        return 64;
    }
    let only_text = dict.items().iter().all(|(key, _)| key.kind() == Kind::Str);
    let shared = dict.shared.get().into();
    if shared > 0 && only_text && len <= shared {
        return 64 + 8 * shared;
    }
    // An instance's dictionary that no longer shares its keys took three times the room at once.
    let mut log = if shared > 0 { 7 } else { 3 };
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
    let flags = class.flags.get();
    let own = match &instance.native {
        Some(native) => {
            let native = unwrapped(native);
            let own = match native.downcast::<Str>() {
                // Only plain strings lie in one piece with their header.
                Some(text) => 64 + string(text) - string_header(text),
                None => size_of(native),
            };
            own + if is_collected(native) { 0 } else { 16 }
        }
        None if flags.is_heap => 32,
        None => 16,
    };
    // The dictionary and the weak references are two pointers before the object.
    let header = if flags.has_dict || (flags.has_weakref && instance.native.is_none()) { 16 } else { 0 };
    own + header + slots
}

/// Whether the collector looks at such objects, which makes them 16 bytes larger.
fn is_collected(value: &Value) -> bool {
    !matches!(
        value.kind(),
        Kind::Float
            | Kind::Complex
            | Kind::Bool
            | Kind::Int
            | Kind::BigInt
            | Kind::Str
            | Kind::Bytes
            | Kind::ByteArray
    )
}
