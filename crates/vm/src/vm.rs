//! The machine: what all rooms of the crate share.

use std::collections::HashMap;
use std::fmt;

use rustpython_wtf8::{Wtf8, Wtf8Buf};
use smallvec::SmallVec;

use crate::host::Host;
use crate::interpreter::Interpreter;
use crate::names::Names;
use crate::objects::{BigInteger, Bytes, Class, Dict, List, Str, Tuple};
use crate::types::Types;
use crate::value::{Ref, Value};
use num_bigint::BigInt;
use num_traits::ToPrimitive;

/// Bounds on what a program may use; 0 means no bound.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Instructions.
    pub steps: u64,
    /// Bytes.
    pub memory: u64,
    /// Calls within calls: `sys.getrecursionlimit()`.
    pub depth: u32,
    /// Bytes of output.
    pub output: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { steps: 0, memory: 2 << 30, depth: 1000, output: 0 }
    }
}

/// The Python Virtual Machine.
pub struct Vm {
    /// Names that the machine asks for.
    pub names: Names,
    /// The built-in classes.
    pub types: Types,
    /// The names of the module `builtins`.
    pub builtins: Ref<Dict>,
    /// `sys.modules`
    pub modules: Ref<Dict>,
    /// Where imports look first, until the module `sys` says otherwise.
    pub(crate) path: Vec<std::path::PathBuf>,
    /// The library of an installation, for pure Python modules that are not embedded here.
    pub stdlib: Option<std::path::PathBuf>,
    /// Modules whose code runs for the first time now.
    pub(crate) initializing: Vec<String>,
    /// The world outside.
    pub host: Box<dyn Host>,
    /// Bounds.
    pub limits: Limits,
    /// Which bound the program reached, in words.
    pub(crate) stopped_by: String,
    pub(crate) tracer: Option<Box<dyn crate::interpreter::Tracer>>,
    pub(crate) threads: crate::interpreter::Threads,
    /// Frames and the value stack.
    pub(crate) interpreter: Interpreter,
    pub(crate) lookups: crate::ops::LookupCache,
    /// What programs set of the cycle collector.
    pub(crate) collector: crate::modules::Collector,
    /// Containers whose text is being written (`Py_ReprEnter`), by `id`.
    pub(crate) in_repr: Vec<usize>,
    pub(crate) module_state: crate::modules::State,
    interned: HashMap<Box<Wtf8>, Value>,
    /// Strings of one character below 256, which exist once.
    characters: Vec<Value>,
    /// The `bytes` of one byte, which exist once.
    single_bytes: Vec<Value>,
    empty_tuple: Value,
    empty_str: Value,
    empty_bytes: Value,
}

impl fmt::Debug for Vm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vm").field("limits", &self.limits).finish_non_exhaustive()
    }
}

impl Vm {
    /// A machine with all built-in types and functions, and no module loaded yet.
    pub fn new(host: Box<dyn Host>, limits: Limits) -> Self {
        let mut vm = Self::bare(host, limits);
        crate::types::install(&mut vm);
        crate::modules::install(&mut vm);
        vm
    }

    /// A machine that cannot run anything: it stands where the real one was taken from.
    pub(crate) fn empty() -> Self {
        Self::bare(Box::new(crate::host::Nothing), Limits::default())
    }

    fn bare(host: Box<dyn Host>, limits: Limits) -> Self {
        let mut interned = HashMap::new();
        let names = Names::new(|text| intern_in(&mut interned, Wtf8::new(text)));
        let empty_str = intern_in(&mut interned, Wtf8::new(""));
        let characters = (0..=255_u8)
            .map(|byte| intern_in(&mut interned, Wtf8::new(char::from(byte).encode_utf8(&mut [0; 4]))))
            .collect();
        Self {
            names,
            types: Types::new(),
            builtins: Ref::new(Dict::default()),
            modules: Ref::new(Dict::default()),
            path: Vec::new(),
            stdlib: None,
            initializing: Vec::new(),
            host,
            limits,
            stopped_by: String::new(),
            tracer: None,
            threads: crate::interpreter::Threads::default(),
            interpreter: Interpreter::default(),
            lookups: crate::ops::LookupCache::default(),
            collector: crate::modules::Collector::default(),
            in_repr: Vec::new(),
            module_state: crate::modules::State::default(),
            interned,
            characters,
            single_bytes: (0..=255_u8).map(|byte| Value::new(Bytes::new([byte]))).collect(),
            empty_tuple: Value::new(Tuple { items: SmallVec::new() }),
            empty_str,
            empty_bytes: Value::new(Bytes::new([])),
        }
    }

    /// The string with this text that all names share (`sys.intern`).
    pub fn intern(&mut self, text: &str) -> Value {
        intern_in(&mut self.interned, Wtf8::new(text))
    }

    /// The interned string equal to `name`, which must be a `str`; `name` itself if there is none yet.
    pub fn intern_value(&mut self, name: &Value) -> Value {
        match name.downcast::<Str>() {
            Some(text) if !text.is_interned() => {
                if let Some(known) = self.interned.get(text.wtf8()) {
                    return known.clone();
                }
                text.set_interned();
                self.interned.insert(text.wtf8().into(), name.clone());
                name.clone()
            }
            _ => name.clone(),
        }
    }

    /// A string. Strings of no or one character below 256 are shared, as in CPython.
    pub fn str(&mut self, text: &str) -> Value {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (None, _) => self.empty_str.clone(),
            (Some(char), None) => self.char(char.into()),
            _ => Value::new(Str::new(text)),
        }
    }

    /// A string that may hold lone surrogates.
    pub fn str_from(&mut self, text: Wtf8Buf) -> Value {
        // What is longer is no single character below 256.
        if text.len() > 2 {
            return Value::new(Str::new(text));
        }
        match text.as_str() {
            Ok(text) => self.str(text),
            Err(_) => Value::new(Str::new(text)),
        }
    }

    /// A string of one code point.
    pub fn char(&mut self, point: rustpython_wtf8::CodePoint) -> Value {
        if let Some(known) = self.characters.get(point.to_u32() as usize) {
            return known.clone();
        }
        let mut text = Wtf8Buf::new();
        text.push(point);
        Value::new(Str::new(text))
    }

    /// An integer of any size.
    pub fn int(&self, value: BigInt) -> Value {
        match value.to_i64() {
            Some(small) => Value::int(small),
            None => Value::new(BigInteger(value)),
        }
    }

    /// A tuple; there is one empty tuple.
    pub fn tuple(&self, items: Vec<Value>) -> Value {
        if items.len() <= 3 { self.tuple_of(items) } else { Value::new(Tuple { items: items.into() }) }
    }

    /// A tuple of what comes along; there is one empty tuple.
    pub(crate) fn tuple_of(&self, items: impl IntoIterator<Item = Value>) -> Value {
        let items: SmallVec<_> = items.into_iter().collect();
        if items.is_empty() { self.empty_tuple.clone() } else { Value::new(Tuple { items }) }
    }

    /// A list.
    pub fn list(&self, items: Vec<Value>) -> Value {
        Value::new(List::new(items))
    }

    /// A `bytes`; there is one empty one, and one of each single byte.
    pub fn bytes(&self, data: Vec<u8>) -> Value {
        match data.as_slice() {
            [] => self.empty_bytes.clone(),
            [byte] => self.single_bytes[usize::from(*byte)].clone(),
            _ => Value::new(Bytes::new(data)),
        }
    }

    /// The text of a string, with lone surrogates replaced: for messages.
    pub fn text(&self, value: &Value) -> String {
        crate::types::native::<Str>(value)
            .map_or_else(String::new, |text| text.wtf8().to_string_lossy().into_owned())
    }

    /// The class of a value (`type(value)`).
    #[inline]
    pub fn class_of(&self, value: &Value) -> Ref<Class> {
        self.types.class_of(value)
    }
}

fn intern_in(interned: &mut HashMap<Box<Wtf8>, Value>, text: &Wtf8) -> Value {
    if let Some(known) = interned.get(text) {
        return known.clone();
    }
    let string = Ref::new(Str::new(text.to_owned()));
    string.set_interned();
    interned.insert(text.into(), string.value().clone());
    string.into_value()
}
