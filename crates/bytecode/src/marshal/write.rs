//! Writes marshalled objects.
//!
//! Equal strings, numbers, bytes, and tuples and frozensets of them become one object, as they do when
//! CPython compiles a module; each is written once, with the reference flag. Code objects are never
//! shared: equality of code objects leaves out the qualified name.

use num_bigint::Sign;
use num_traits::ToPrimitive;
use rustc_hash::FxHashMap;

use super::{FLAG_REF, MAX_DEPTH};
use crate::{CodeObject, Constant, EncodeError, LocalKind, Name};

/// The marshalled form of a constant.
pub fn dump(value: &Constant) -> Result<Vec<u8>, EncodeError> {
    let mut writer = Writer::default();
    writer.object(value)?;
    Ok(writer.data)
}

/// The marshalled form of a code object.
pub fn dump_code(code: &CodeObject) -> Result<Vec<u8>, EncodeError> {
    let mut writer = Writer::default();
    writer.enter()?;
    writer.code(code)?;
    Ok(writer.data)
}

/// What makes two objects one. Names and string constants are the same to marshal.
#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Text(&'a [u8]),
    Bytes(&'a [u8]),
    Other(&'a Constant),
}

#[derive(Default)]
struct Writer<'a> {
    data: Vec<u8>,
    depth: u32,
    shared: FxHashMap<Key<'a>, u32>,
}

impl<'a> Writer<'a> {
    /// Writes a reference if there is an equal object already; else takes the next index, and the
    /// caller writes the object.
    fn refer(&mut self, key: Key<'a>) -> bool {
        let next = self.shared.len() as u32;
        let index = *self.shared.entry(key).or_insert(next);
        let known = index != next;
        if known {
            self.data.push(b'r');
            self.data.extend(index.to_le_bytes());
        }
        known
    }

    /// Writes a constant one level deeper than what holds it.
    fn object(&mut self, value: &'a Constant) -> Result<(), EncodeError> {
        self.enter()?;
        match value {
            Constant::None => self.data.push(b'N'),
            Constant::Ellipsis => self.data.push(b'.'),
            Constant::Bool(true) => self.data.push(b'T'),
            Constant::Bool(false) => self.data.push(b'F'),
            Constant::Str(text) => self.text(text.as_bytes(), false)?,
            Constant::Bytes(bytes) => self.bytes(bytes)?,
            Constant::Code(code) => self.code(code)?,
            // To compare containers of containers with all others would take too long in the worst case.
            _ if holds_containers(value) => self.value(value, 0)?,
            _ if self.refer(Key::Other(value)) => {}
            _ => self.value(value, FLAG_REF)?,
        }
        self.depth -= 1;
        Ok(())
    }

    /// A number, tuple or frozenset, with the given flag in its type code.
    fn value(&mut self, value: &'a Constant, flag: u8) -> Result<(), EncodeError> {
        match value {
            Constant::Int(int) => {
                if let Some(small) = int.to_i32() {
                    self.data.push(b'i' | flag);
                    self.data.extend(small.to_le_bytes());
                } else {
                    self.data.push(b'l' | flag);
                    self.digits(int)?;
                }
            }
            Constant::Float(float) => {
                self.data.push(b'g' | flag);
                self.data.extend(float.to_le_bytes());
            }
            Constant::Complex { real, imag } => {
                self.data.push(b'y' | flag);
                self.data.extend(real.to_le_bytes());
                self.data.extend(imag.to_le_bytes());
            }
            Constant::Tuple(items) => {
                self.tuple_start(items.len(), flag)?;
                items.iter().try_for_each(|item| self.object(item))?;
            }
            Constant::FrozenSet(items) => {
                self.data.push(b'>' | flag);
                self.size(items.len())?;
                for item in marshal_order(items)? {
                    self.object(item)?;
                }
            }
            Constant::Slice(parts) => {
                self.data.push(b':' | flag);
                parts.iter().try_for_each(|part| self.object(part))?;
            }
            // `object` has written all others.
            _ => {}
        }
        Ok(())
    }

    fn code(&mut self, code: &'a CodeObject) -> Result<(), EncodeError> {
        self.data.push(b'c');
        for count in [code.argcount, code.posonlyargcount, code.kwonlyargcount, code.stacksize] {
            self.size(count as usize)?;
        }
        self.data.extend(code.flags.bits().to_le_bytes());
        self.bytes(&code.code)?;
        self.enter()?;
        self.tuple_start(code.consts.len(), 0)?;
        code.consts.iter().try_for_each(|item| self.object(item))?;
        self.depth -= 1;
        self.names(&code.names)?;
        self.names(&code.localsplusnames)?;
        self.data.push(b's');
        self.size(code.localspluskinds.len())?;
        self.data.extend(code.localspluskinds.iter().map(LocalKind::bits));
        for name in [&code.filename, &code.name, &code.qualname] {
            self.text(name.as_bytes(), true)?;
        }
        self.data.extend(code.firstlineno.to_le_bytes());
        self.bytes(&code.linetable)?;
        self.bytes(&code.exceptiontable)
    }

    fn names(&mut self, names: &'a [Name]) -> Result<(), EncodeError> {
        self.tuple_start(names.len(), 0)?;
        names.iter().try_for_each(|name| self.text(name.as_bytes(), true))
    }

    fn tuple_start(&mut self, size: usize, flag: u8) -> Result<(), EncodeError> {
        if let Ok(size) = u8::try_from(size) {
            self.data.extend([b')' | flag, size]);
            return Ok(());
        }
        self.data.push(b'(' | flag);
        self.size(size)
    }

    /// Text in the shortest form. Interned are names and what looks like one.
    fn text(&mut self, text: &'a [u8], is_name: bool) -> Result<(), EncodeError> {
        if self.refer(Key::Text(text)) {
            return Ok(());
        }
        let interned = is_name || text.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        let code = match (text.is_ascii(), text.len() < 256, interned) {
            (true, true, true) => b'Z',
            (true, true, false) => b'z',
            (true, false, true) => b'A',
            (true, false, false) => b'a',
            (false, _, true) => b't',
            (false, _, false) => b'u',
        };
        self.data.push(code | FLAG_REF);
        match u8::try_from(text.len()) {
            Ok(size) if text.is_ascii() => self.data.push(size),
            _ => self.size(text.len())?,
        }
        self.data.extend(text);
        Ok(())
    }

    fn bytes(&mut self, bytes: &'a [u8]) -> Result<(), EncodeError> {
        if self.refer(Key::Bytes(bytes)) {
            return Ok(());
        }
        self.data.push(b's' | FLAG_REF);
        self.size(bytes.len())?;
        self.data.extend(bytes);
        Ok(())
    }

    /// An integer in 15-bit digits, the lowest first; the sign is that of their number.
    fn digits(&mut self, int: &num_bigint::BigInt) -> Result<(), EncodeError> {
        let count = int.bits().div_ceil(15);
        let count = i32::try_from(count).map_err(|_| EncodeError::TooLarge)?;
        let signed = if int.sign() == Sign::Minus { -count } else { count };
        self.data.extend(signed.to_le_bytes());
        let (mut bits, mut held) = (0_u64, 0);
        let mut left = count;
        for word in int.iter_u32_digits() {
            bits |= u64::from(word) << held;
            held += 32;
            while held >= 15 && left > 0 {
                self.data.extend((bits as u16 & 0x7FFF).to_le_bytes());
                (bits, held, left) = (bits >> 15, held - 15, left - 1);
            }
        }
        if left > 0 {
            self.data.extend((bits as u16).to_le_bytes());
        }
        Ok(())
    }

    fn size(&mut self, size: usize) -> Result<(), EncodeError> {
        let size = i32::try_from(size).map_err(|_| EncodeError::TooLarge)?;
        self.data.extend(size.to_le_bytes());
        Ok(())
    }

    fn enter(&mut self) -> Result<(), EncodeError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(EncodeError::TooDeep) } else { Ok(()) }
    }
}

/// Whether it holds tuples, frozensets or code objects.
fn holds_containers(value: &Constant) -> bool {
    items_of(value).iter().any(|item| {
        matches!(item, Constant::Tuple(_) | Constant::FrozenSet(_) | Constant::Slice(_) | Constant::Code(_))
    })
}

fn holds_frozenset(value: &Constant) -> bool {
    matches!(value, Constant::FrozenSet(_)) || items_of(value).iter().any(holds_frozenset)
}

fn items_of(value: &Constant) -> &[Constant] {
    match value {
        Constant::Tuple(items) | Constant::FrozenSet(items) => items,
        Constant::Slice(parts) => &parts[..],
        _ => &[],
    }
}

/// The items of a frozenset in the order of their own marshalled forms, as CPython writes them: the order
/// of insertion shows when a program walks the set. Sets of sets, which no compiler makes, stay as they
/// are, because every level would marshal all below it once more.
fn marshal_order(items: &[Constant]) -> Result<Vec<&Constant>, EncodeError> {
    if items.iter().any(holds_frozenset) {
        return Ok(items.iter().collect());
    }
    let mut sorted = Vec::with_capacity(items.len());
    for item in items {
        sorted.push((dump(item)?, item));
    }
    sorted.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(sorted.into_iter().map(|(_, item)| item).collect())
}
