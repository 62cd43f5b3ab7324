//! `str`: text, by code points.
//!
//! The text is WTF-8: in ASCII texts a place is a byte, in others the code points before it must be counted.
//! Searching works on the bytes, because the encoding of one code point is never part of another's.
//!
//! | file | methods |
//! |---|---|
//! | `points` | places of code points, items, slices |
//! | `search` | `find`, `count`, `replace`, `startswith`, … |
//! | `split` | `split`, `partition`, `splitlines`, `join`, `strip`, … |
//! | `case` | `lower`, `title`, `casefold`, … |
//! | `predicates` | `isalpha`, … |
//! | `fill` | `center`, `zfill`, `expandtabs`, … |
//! | `translate` | `translate`, `maketrans` |

mod case;
mod fill;
mod points;
mod predicates;
mod search;
mod split;
mod translate;

use std::cmp::Ordering;
use std::fmt::Write;

use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};

use super::int::{BINARY, UNARY};
use crate::call::Args;
use crate::objects::{ClassFlags, Str};
use crate::ops::Comparison;
use crate::types::{Def, buffer, native};
use crate::value::{Kind, Value};
use crate::{PyResult, Vm};

pub(super) use points::search_bounds;

const METHODS: &[Def] = &[
    Def::staticmethod("__new__", "(type, object='', encoding='utf-8', errors='strict')", new),
    Def::wrapper("__repr__", UNARY, repr),
    Def::wrapper("__str__", UNARY, plain),
    Def::wrapper("__hash__", UNARY, |vm, args| Ok(Value::int(vm.native::<Str>(&args[0])?.hash()))),
    Def::wrapper("__len__", UNARY, |vm, args| Ok(Value::int(vm.native::<Str>(&args[0])?.len() as i64))),
    Def::wrapper("__iter__", UNARY, |vm, args| {
        let text = vm.plain_str(&args[0])?;
        Ok(crate::ops::sequence_iterator(&text))
    }),
    Def::wrapper("__lt__", BINARY, |_, args| Ok(compare(&args, Comparison::Lt))),
    Def::wrapper("__le__", BINARY, |_, args| Ok(compare(&args, Comparison::Le))),
    Def::wrapper("__eq__", BINARY, |_, args| Ok(compare(&args, Comparison::Eq))),
    Def::wrapper("__ne__", BINARY, |_, args| Ok(compare(&args, Comparison::Ne))),
    Def::wrapper("__gt__", BINARY, |_, args| Ok(compare(&args, Comparison::Gt))),
    Def::wrapper("__ge__", BINARY, |_, args| Ok(compare(&args, Comparison::Ge))),
    Def::wrapper("__add__", BINARY, add),
    Def::wrapper("__mul__", BINARY, multiply),
    Def::wrapper("__rmul__", BINARY, multiply),
    Def::wrapper("__mod__", BINARY, |vm, args| percent(vm, &args[0], &args[1])),
    Def::wrapper("__rmod__", BINARY, |vm, args| percent(vm, &args[1], &args[0])),
    Def::wrapper("__contains__", BINARY, search::contains),
    Def::wrapper("__getitem__", BINARY, points::getitem),
    Def::method("__format__", "($self, format_spec, /)", |vm, args| vm.format_str(&args[0], &args[1])),
    Def::method("__getnewargs__", UNARY, |vm, args| {
        let text = vm.plain_str(&args[0])?;
        Ok(vm.tuple(vec![text]))
    }),
    Def::method("__sizeof__", UNARY, sizeof),
    Def::method("format", "($self, /, *args, **kwargs)", |vm, args| {
        let positional = args.rest(1).to_vec();
        let named = args.get(2).cloned().unwrap_or_else(Value::none);
        vm.format_template(&args[0], Some(&positional), &named)
    }),
    Def::method("format_map", "($self, mapping, /)", |vm, args| vm.format_template(&args[0], None, &args[1])),
    Def::method("encode", "($self, /, encoding='utf-8', errors='strict')", |vm, args| {
        let encoding = vm.codec_name("encode", "encoding", args.get(1))?;
        let errors = vm.codec_name("encode", "errors", args.get(2))?;
        let bytes = vm.encode(&args[0], encoding.as_deref(), errors.as_deref())?;
        Ok(vm.bytes(bytes))
    }),
];

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.str.clone();
    class.flags.set(ClassFlags { matches_self: true, ..class.flags.get() });
    for methods in [
        METHODS,
        case::METHODS,
        fill::METHODS,
        predicates::METHODS,
        search::METHODS,
        split::METHODS,
        translate::METHODS,
    ] {
        vm.define(&class, methods);
    }
}

impl Vm {
    /// The text as an object of exactly the class `str`.
    pub(crate) fn plain_str(&mut self, value: &Value) -> PyResult {
        if value.kind() == Kind::Str {
            return Ok(value.clone());
        }
        let text = self.native::<Str>(value)?.wtf8().to_owned();
        Ok(self.str_from(text))
    }

    /// A part of a text as a string.
    pub(crate) fn str_part(&mut self, part: &Wtf8) -> Value {
        self.str_from(part.to_owned())
    }
}

/// The text of an argument that must be a string; `message` is what `, not int` follows.
pub(super) fn text_of<'v>(vm: &mut Vm, value: &'v Value, message: &str) -> PyResult<&'v Str> {
    match native::<Str>(value) {
        Some(text) => Ok(text),
        None => {
            let class = vm.class_of(value).name();
            Err(vm.type_error(format!("{message}, not {class}")))
        }
    }
}

/// Text from bytes that were put together from whole code points.
pub(super) fn from_wtf8_bytes(bytes: Vec<u8>) -> Wtf8Buf {
    Wtf8Buf::from_bytes(bytes)
        .unwrap_or_else(|bytes| Wtf8Buf::from_string(String::from_utf8_lossy(&bytes).into_owned()))
}

impl Vm {
    /// `ascii(value)`: the `repr` with everything outside ASCII escaped.
    pub(crate) fn ascii(&mut self, value: &Value) -> PyResult {
        let repr = self.repr(value)?;
        match native::<Str>(&repr) {
            Some(text) if !text.is_ascii() => {
                let mut out = String::new();
                for point in text.wtf8().code_points() {
                    push_escaped(&mut out, point);
                }
                Ok(self.str(&out))
            }
            _ => Ok(repr),
        }
    }
}

/// Appends a code point, as `\xe9`, `\u20ac` or `\U0001f600` if it is not ASCII.
pub(super) fn push_escaped(out: &mut String, point: CodePoint) {
    let _ = match point.to_u32() {
        ascii @ 0..0x80 => out.write_char(char::from(ascii as u8)),
        latin @ 0x80..0x100 => write!(out, "\\x{latin:02x}"),
        basic @ 0x100..0x1_0000 => write!(out, "\\u{basic:04x}"),
        other => write!(out, "\\U{other:08x}"),
    };
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let text = match args.get(1) {
        None => vm.str(""),
        Some(object) if args.get(2).is_none() && args.get(3).is_none() => vm.str_of(object)?,
        Some(object) => {
            let encoding = vm.codec_name("str", "encoding", args.get(2))?;
            let errors = vm.codec_name("str", "errors", args.get(3))?;
            let Some(bytes) = buffer::contents(object) else {
                if native::<Str>(object).is_some() {
                    return Err(vm.type_error("decoding str is not supported"));
                }
                let class = vm.class_of(object).name();
                let message = format!("decoding to str: need a bytes-like object, {class} found");
                return Err(vm.type_error(message));
            };
            let text = vm.decode(&bytes, encoding.as_deref(), errors.as_deref())?;
            vm.str_from(text)
        }
    };
    if args[0].is(vm.types.str.value()) {
        return Ok(text);
    }
    // A new object: the text of a derived class is not shared with other strings.
    let plain = vm.plain_str(&text)?;
    crate::types::wrap(vm, &args[0], plain)
}

fn plain(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.plain_str(&args[0])
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let text = vm.native::<Str>(&args[0])?;
    let mut out = String::with_capacity(text.wtf8().len() + 2);
    bytescope_bytecode::repr::write_str(&mut out, text.wtf8());
    Ok(vm.str(&out))
}

fn compare(args: &Args<'_>, op: Comparison) -> Value {
    match (native::<Str>(&args[0]), native::<Str>(&args[1])) {
        (Some(left), Some(right)) => {
            let ordering: Ordering = left.wtf8().as_bytes().cmp(right.wtf8().as_bytes());
            Value::bool(op.holds(ordering))
        }
        _ => Value::not_implemented(),
    }
}

fn add(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (Some(left), Some(right)) = (native::<Str>(&args[0]), native::<Str>(&args[1])) else {
        return Ok(Value::not_implemented());
    };
    let mut text = Wtf8Buf::with_capacity(left.wtf8().len() + right.wtf8().len());
    text.push_wtf8(left.wtf8());
    text.push_wtf8(right.wtf8());
    Ok(vm.str_from(text))
}

fn multiply(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(times) = vm.repetitions(&args[1])? else { return Ok(Value::not_implemented()) };
    if times == 1 {
        return vm.plain_str(&args[0]);
    }
    let text = vm.native::<Str>(&args[0])?;
    vm.check_memory(text.wtf8().len().saturating_mul(times))?;
    let bytes = text.wtf8().as_bytes().repeat(times);
    Ok(vm.str_from(from_wtf8_bytes(bytes)))
}

fn percent(vm: &mut Vm, template: &Value, operand: &Value) -> PyResult {
    let Some(template) = native::<Str>(template) else { return Ok(Value::not_implemented()) };
    let text = vm.percent_str(template.wtf8(), operand)?;
    Ok(vm.str_from(text))
}

/// CPython stores texts with 1, 2 or 4 bytes a code point, whatever the widest needs.
fn sizeof(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let text = vm.native::<Str>(&args[0])?;
    let widest = text.wtf8().code_points().map(CodePoint::to_u32).max().unwrap_or(0);
    let (head, width) = match widest {
        0..0x80 => (40, 1),
        0x80..0x100 => (56, 1),
        0x100..0x1_0000 => (56, 2),
        _ => (56, 4),
    };
    Ok(Value::int((head + (text.len() + 1) * width) as i64))
}
