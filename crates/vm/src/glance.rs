//! A value at a glance: a short text that running no Python code can tell.
//!
//! `repr()` may run a program's own `__repr__`, which a tracer must not do: it would change what it watches. So
//! this looks at payloads only. Objects without a literal form are `<Point object>`, functions and classes go
//! by their names, and whatever is long or deep ends with `…`.

use std::fmt::Write as _;

use bytescope_bytecode::repr::{write_bytes, write_str};
use rustpython_wtf8::Wtf8;

use crate::objects::*;
use crate::types::Types;
use crate::value::{Kind, Ref, Value};

/// How far containers within containers are shown.
const DEPTH: usize = 4;

/// Integers of more bits are not turned into digits, which takes long.
const INT_BITS: u64 = 512;

/// Appends a short text for `value` to `out`, of about `limit` bytes at most.
pub fn glance(out: &mut String, value: &Value, types: &Types, limit: usize) {
    // Numbers and names are most of what there is.
    match value.kind() {
        Kind::None => out.push_str("None"),
        Kind::Int => drop(write!(out, "{}", value.as_int().unwrap_or_default())),
        _ => {
            let end = out.len() + limit;
            Glance { out, types, end, is_full: false }.value(value, DEPTH);
        }
    }
}

struct Glance<'a> {
    out: &'a mut String,
    types: &'a Types,
    /// Where the text must end.
    end: usize,
    is_full: bool,
}

impl Glance<'_> {
    /// Appends text as far as there is room.
    fn push(&mut self, text: &str) {
        if self.is_full {
            return;
        }
        self.out.push_str(text);
        self.check();
    }

    fn check(&mut self) {
        if self.out.len() <= self.end || self.is_full {
            return;
        }
        let cut = (0..=self.end).rev().find(|at| self.out.is_char_boundary(*at)).unwrap_or(0);
        self.out.truncate(cut);
        self.out.push('…');
        self.is_full = true;
    }

    fn formatted(&mut self, text: std::fmt::Arguments<'_>) {
        if !self.is_full {
            let _ = self.out.write_fmt(text);
            self.check();
        }
    }

    fn value(&mut self, value: &Value, depth: usize) {
        if self.is_full {
            return;
        }
        match value.kind() {
            Kind::None => self.push("None"),
            Kind::NotImplemented => self.push("NotImplemented"),
            Kind::Ellipsis => self.push("Ellipsis"),
            Kind::Bool => self.push(if value.as_bool() == Some(true) { "True" } else { "False" }),
            Kind::Int => self.formatted(format_args!("{}", value.as_int().unwrap_or_default())),
            Kind::Float => {
                self.push(&rustpython_literal::float::to_string(value.as_float().unwrap_or_default()));
            }
            Kind::RangeIterator => self.push("<range_iterator>"),
            _ => self.object(value, depth).unwrap_or_default(),
        }
    }

    /// `None` if the payload is not what the kind says, which cannot be.
    fn object(&mut self, value: &Value, depth: usize) -> Option<()> {
        match value.kind() {
            Kind::BigInt => {
                let number = &value.downcast::<BigInteger>()?.0;
                if number.bits() > INT_BITS {
                    self.formatted(format_args!("<int of {} bits>", number.bits()));
                } else {
                    self.formatted(format_args!("{number}"));
                }
            }
            Kind::Complex => {
                let Complex { real, imag } = *value.downcast::<Complex>()?;
                self.push(&rustpython_literal::complex::to_string(real, imag));
            }
            Kind::Str => self.text(value.downcast::<Str>()?.wtf8()),
            Kind::Bytes => self.bytes(&value.downcast::<Bytes>()?.data),
            Kind::ByteArray => {
                self.push("bytearray(");
                self.bytes(&value.downcast::<ByteArray>()?.data.borrow());
                self.push(")");
            }
            Kind::Tuple => {
                let items = &value.downcast::<Tuple>()?.items;
                self.items("(", if items.len() == 1 { ",)" } else { ")" }, items.iter(), depth);
            }
            Kind::List => self.items("[", "]", value.downcast::<List>()?.borrow().iter(), depth),
            Kind::Dict => self.dict(value.downcast::<Dict>()?, depth),
            Kind::Set => self.set(value.downcast::<Set>()?, depth),
            Kind::Range => {
                let range = value.downcast::<Range>()?;
                let (start, stop, step) = (range.start(), range.stop(), range.step());
                if start.bits().max(stop.bits()).max(step.bits()) > INT_BITS {
                    self.push("range(…)");
                } else if step.bits() == 1 && step.sign() == num_bigint::Sign::Plus {
                    self.formatted(format_args!("range({start}, {stop})"));
                } else {
                    self.formatted(format_args!("range({start}, {stop}, {step})"));
                }
            }
            Kind::Slice => {
                let Slice { start, stop, step } = value.downcast::<Slice>()?;
                self.items("slice(", ")", [start, stop, step].into_iter(), depth);
            }
            Kind::Function => self.named(&value.downcast::<Function>()?.qualname.borrow()),
            Kind::Native => {
                let Native { name, class, .. } = value.downcast::<Native>()?;
                match class {
                    Some(class) => self.formatted(format_args!("<{}.{name}>", class.short_name())),
                    None => self.formatted(format_args!("<{name}>")),
                }
            }
            Kind::BoundMethod => {
                let BoundMethod { function, .. } = value.downcast::<BoundMethod>()?;
                self.push("<method ");
                match function.downcast::<Function>() {
                    Some(function) => self.plain(&function.qualname.borrow()),
                    None => self.value(function, depth),
                }
                self.push(">");
            }
            Kind::Class => self.formatted(format_args!("<{}>", value.downcast::<Class>()?.qualname.borrow())),
            Kind::Exception => {
                let exception = value.downcast::<Exception>()?;
                let name = exception.class.borrow().short_name();
                self.push(&name);
                let args = exception.args.borrow();
                let items = args.downcast::<Tuple>().map_or(&[][..], |tuple| &tuple.items);
                self.items("(", ")", items.iter(), depth);
            }
            Kind::Module => {
                let names = &value.downcast::<Module>()?.dict;
                let mut entries = (0..names.places()).filter_map(|place| names.entry_at(place));
                self.push("<module ");
                if let Some((_, name)) = entries.find(|(key, _)| is_text(key, "__name__")) {
                    self.plain(&name);
                }
                self.push(">");
            }
            Kind::Code => self.formatted(format_args!("<code {}>", value.downcast::<Code>()?.object.name)),
            Kind::Cell => {
                self.push("<cell");
                if let Some(content) = &*value.downcast::<CellObject>()?.value.borrow() {
                    self.push(": ");
                    self.nested(content, depth);
                }
                self.push(">");
            }
            Kind::Generator => {
                let class = self.types.class_of(value).short_name();
                self.formatted(format_args!("<{class} "));
                self.plain(&value.downcast::<Generator>()?.qualname.borrow());
                self.push(">");
            }
            Kind::SequenceIterator | Kind::DictIterator => {
                let class = self.types.class_of(value).short_name();
                self.formatted(format_args!("<{class}>"));
            }
            Kind::Instance => {
                let instance = value.downcast::<Instance>()?;
                let class = instance.class.borrow().short_name();
                self.formatted(format_args!("<{class} object"));
                if let Some(native) = &instance.native {
                    self.push(": ");
                    self.nested(native, depth);
                }
                self.push(">");
            }
            _ => {
                let class = self.types.class_of(value).short_name();
                self.formatted(format_args!("<{class} object>"));
            }
        }
        Some(())
    }

    /// The text of a name, without quotes.
    fn plain(&mut self, name: &Value) {
        if let Some(name) = name.downcast::<Str>() {
            self.push(&name.wtf8().to_string_lossy());
        }
    }

    fn named(&mut self, name: &Value) {
        self.push("<");
        self.plain(name);
        self.push(">");
    }

    fn text(&mut self, text: &Wtf8) {
        let room = self.end.saturating_sub(self.out.len()) + 2;
        if text.len() <= room {
            write_str(self.out, text);
        } else {
            let cut: rustpython_wtf8::Wtf8Buf = text.code_points().take(room).collect();
            write_str(self.out, &cut);
            // Without the closing quote: more follows, even if the cut is within the limit.
            self.out.pop();
            self.push("…");
            self.is_full = true;
        }
        self.check();
    }

    fn bytes(&mut self, bytes: &[u8]) {
        let room = self.end.saturating_sub(self.out.len()) + 3;
        write_bytes(self.out, &bytes[..bytes.len().min(room)]);
        self.check();
    }

    fn nested(&mut self, value: &Value, depth: usize) {
        if depth == 0 {
            self.push("…");
        } else {
            self.value(value, depth - 1);
        }
    }

    fn items<'v>(&mut self, open: &str, close: &str, items: impl Iterator<Item = &'v Value>, depth: usize) {
        self.push(open);
        for (index, item) in items.enumerate() {
            if index > 0 {
                self.push(", ");
            }
            self.nested(item, depth);
            if self.is_full {
                return;
            }
        }
        self.push(close);
    }

    fn dict(&mut self, dict: &Dict, depth: usize) {
        self.push("{");
        let entries = (0..dict.places()).filter_map(|place| dict.entry_at(place));
        for (index, (key, value)) in entries.enumerate() {
            if index > 0 {
                self.push(", ");
            }
            self.nested(&key, depth);
            self.push(": ");
            self.nested(&value, depth);
            if self.is_full {
                return;
            }
        }
        self.push("}");
    }

    fn set(&mut self, set: &Set, depth: usize) {
        let (open, close) = match (set.is_frozen, set.is_empty()) {
            (false, true) => ("set(", ")"),
            (true, true) => ("frozenset(", ")"),
            (false, false) => ("{", "}"),
            (true, false) => ("frozenset({", "})"),
        };
        self.push(open);
        let mut place = 0;
        let mut separator = "";
        while let Some((next, _, key)) = set.next_from(place) {
            self.push(separator);
            self.nested(&key, depth);
            if self.is_full {
                return;
            }
            (place, separator) = (next, ", ");
        }
        self.push(close);
    }
}

fn is_text(key: &Value, text: &str) -> bool {
    key.downcast::<Str>().and_then(Str::as_str) == Some(text)
}

/// Text of the class of an exception and its message, for a row of its own: `ValueError: it is empty`.
pub fn headline(value: &Value, limit: usize) -> String {
    let Some(exception) = value.downcast::<Exception>() else { return String::new() };
    let mut text = exception.class.borrow().short_name().to_string();
    let args = exception.args.borrow();
    let first = args.downcast::<Tuple>().and_then(|args| args.items.first());
    if let Some(message) = first.and_then(|first| first.downcast::<Str>()) {
        text.push_str(": ");
        text.extend(message.wtf8().to_string_lossy().chars().take(limit));
    }
    text
}

/// The text of a variable's value: of a cell, what is in it.
pub fn glance_variable(out: &mut String, value: &Value, types: &Types, limit: usize) {
    match Ref::<CellObject>::of(value).map(|cell| cell.value.borrow().clone()) {
        Some(Some(content)) => glance(out, &content, types, limit),
        Some(None) => out.push_str("unbound"),
        None => glance(out, value, types, limit),
    }
}
