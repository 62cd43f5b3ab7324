//! `%` of `str`, `bytes` and `bytearray` (`PyUnicode_Format`, `_PyBytes_FormatEx`).
//!
//! Both read the same directives and differ in what `%s`, `%c` and the like accept; all that is written for
//! numbers is ASCII and common to both.

use std::iter::repeat_n;

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};
use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};

use super::digits::{self, Style};
use super::first;
use crate::objects::{ByteArray, Bytes, Str, Tuple};
use crate::types::int::digits_of;
use crate::types::{buffer, native, str};
use crate::value::Value;
use crate::{Exc, PyResult, Raised, Vm};

/// A directive: what stands after a `%`.
#[derive(Clone, Copy, Debug, Default)]
struct Directive {
    is_left: bool,
    plus: bool,
    blank: bool,
    alternate: bool,
    zero: bool,
    width: usize,
    precision: Option<usize>,
}

/// The objects to be formatted.
struct Operands<'a> {
    all: &'a Value,
    /// Of a tuple, or the one object.
    items: &'a [Value],
    next: usize,
    /// Where `%(key)s` looks.
    mapping: Option<&'a Value>,
    /// The object found by key, to be taken by the directive.
    by_key: Option<Value>,
}

/// What the template is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flavor {
    Text,
    Bytes,
}

impl Vm {
    /// `str % value`
    pub(crate) fn percent_str(&mut self, template: &Wtf8, operand: &Value) -> PyResult<Wtf8Buf> {
        let bytes = percent(self, template.as_bytes(), operand, Flavor::Text)?;
        Ok(str::from_wtf8_bytes(bytes))
    }

    /// `bytes % value`
    pub(crate) fn percent_bytes(&mut self, template: &[u8], operand: &Value) -> PyResult<Vec<u8>> {
        percent(self, template, operand, Flavor::Bytes)
    }
}

fn percent(vm: &mut Vm, template: &[u8], operand: &Value, flavor: Flavor) -> PyResult<Vec<u8>> {
    let single = std::slice::from_ref(operand);
    let mut operands = Operands {
        all: operand,
        items: native::<Tuple>(operand).map_or(single, |tuple| &tuple.items),
        next: 0,
        mapping: is_mapping(vm, operand, flavor).then_some(operand),
        by_key: None,
    };
    let mut out = Vec::with_capacity(template.len() + 16);
    let mut place = 0;
    while place < template.len() {
        let literal = template[place..].iter().position(|byte| *byte == b'%');
        let end = literal.map_or(template.len(), |literal| place + literal);
        out.extend_from_slice(&template[place..end]);
        place = end + 1;
        if literal.is_none() {
            break;
        }
        if template.get(place) == Some(&b'%') {
            out.push(b'%');
            place += 1;
            continue;
        }
        let directive = read(vm, template, &mut place, &mut operands, flavor)?;
        let (kind, len) = code_point_at(template, place, flavor);
        let Some(kind) = kind else { return Err(vm.value_error("incomplete format")) };
        place += len;
        vm.check_memory(
            directive.width.saturating_add(directive.precision.unwrap_or(0)).saturating_add(out.len()),
        )?;
        let value = operands.take(vm)?;
        write(vm, &mut out, directive, kind, &value, flavor, place - len)?;
    }
    if operands.mapping.is_none() && operands.next < operands.items.len() {
        let what = if flavor == Flavor::Text { "string" } else { "bytes" };
        return Err(vm.type_error(format!("not all arguments converted during {what} formatting")));
    }
    Ok(out)
}

/// Whether `%(key)s` can look into an object.
fn is_mapping(vm: &mut Vm, value: &Value, flavor: Flavor) -> bool {
    let is_text = native::<Tuple>(value).is_some() || native::<Str>(value).is_some();
    let is_bytes = native::<Bytes>(value).is_some() || native::<ByteArray>(value).is_some();
    if is_text || is_bytes && flavor == Flavor::Bytes {
        return false;
    }
    let (class, getitem) = (vm.class_of(value), vm.names.getitem.clone());
    vm.lookup(&class, &getitem).is_some()
}

fn code_point_at(template: &[u8], place: usize, flavor: Flavor) -> (Option<char>, usize) {
    match template.get(place) {
        None => (None, 0),
        Some(byte) if byte.is_ascii() || flavor == Flavor::Bytes => (Some(char::from(*byte)), 1),
        Some(_) => {
            let point = Wtf8::from_bytes(&template[place..]).and_then(|rest| rest.code_points().next());
            (point.map(CodePoint::to_char_lossy), point.map_or(1, |point| point.len_wtf8()))
        }
    }
}

impl Operands<'_> {
    fn take(&mut self, vm: &mut Vm) -> PyResult {
        if let Some(value) = self.by_key.take() {
            return Ok(value);
        }
        match self.items.get(self.next) {
            Some(value) => {
                self.next += 1;
                Ok(value.clone())
            }
            None => Err(vm.type_error("not enough arguments for format string")),
        }
    }

    /// A width or precision given as `*`.
    fn number(&mut self, vm: &mut Vm, what: &str) -> PyResult<i64> {
        let value = self.take(vm)?;
        if crate::types::int::operand(&value).is_none() {
            return Err(vm.type_error("* wants int"));
        }
        match vm.index_i64(&value) {
            Err(raised) if raised.is(vm, Exc::OverflowError) => {
                Err(vm.error(Exc::OverflowError, format!("Python int too large to convert to C {what}")))
            }
            other => other,
        }
    }
}

/// Reads a directive up to its conversion character.
fn read(
    vm: &mut Vm,
    template: &[u8],
    place: &mut usize,
    operands: &mut Operands<'_>,
    flavor: Flavor,
) -> PyResult<Directive> {
    let mut directive = Directive::default();
    if template.get(*place) == Some(&b'(') {
        let key = read_key(vm, template, place, operands, flavor)?;
        operands.by_key = Some(vm.getitem(operands.all, &key)?);
    }
    loop {
        match template.get(*place) {
            Some(b'-') => directive.is_left = true,
            Some(b'+') => directive.plus = true,
            Some(b' ') => directive.blank = true,
            Some(b'#') => directive.alternate = true,
            Some(b'0') => directive.zero = true,
            _ => break,
        }
        *place += 1;
    }
    if template.get(*place) == Some(&b'*') {
        *place += 1;
        let width = operands.number(vm, "ssize_t")?;
        directive.is_left |= width < 0;
        directive.width = width.unsigned_abs() as usize;
    } else {
        directive.width = read_number(vm, template, place, "width too big")?;
    }
    if template.get(*place) == Some(&b'.') {
        *place += 1;
        directive.precision = Some(if template.get(*place) == Some(&b'*') {
            *place += 1;
            operands.number(vm, "int")?.max(0) as usize
        } else {
            read_number(vm, template, place, "precision too big")?
        });
    }
    if matches!(template.get(*place), Some(b'h' | b'l' | b'L')) {
        *place += 1;
    }
    Ok(directive)
}

/// `(key)`, in which parentheses may nest.
fn read_key(
    vm: &mut Vm,
    template: &[u8],
    place: &mut usize,
    operands: &Operands<'_>,
    flavor: Flavor,
) -> PyResult {
    if operands.mapping.is_none() {
        return Err(vm.type_error("format requires a mapping"));
    }
    let start = *place + 1;
    let mut depth = 1;
    let len = template[start..].iter().position(|byte| {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    let Some(len) = len else { return Err(vm.value_error("incomplete format key")) };
    *place = start + len + 1;
    let key = template[start..start + len].to_vec();
    Ok(match flavor {
        Flavor::Bytes => vm.bytes(key),
        Flavor::Text => vm.str_from(str::from_wtf8_bytes(key)),
    })
}

fn read_number(vm: &mut Vm, template: &[u8], place: &mut usize, refusal: &str) -> PyResult<usize> {
    let mut number: usize = 0;
    while let Some(digit) = template.get(*place).filter(|byte| byte.is_ascii_digit()) {
        let more = number.checked_mul(10).and_then(|number| number.checked_add(usize::from(digit - b'0')));
        let limit = if refusal.starts_with("width") { isize::MAX as usize } else { i32::MAX as usize };
        number = match more.filter(|number| *number <= limit) {
            Some(more) => more,
            None => return Err(vm.value_error(refusal)),
        };
        *place += 1;
    }
    Ok(number)
}

/// Appends a value by a directive.
fn write(
    vm: &mut Vm,
    out: &mut Vec<u8>,
    directive: Directive,
    kind: char,
    value: &Value,
    flavor: Flavor,
    place: usize,
) -> PyResult<()> {
    match (kind, flavor) {
        ('d' | 'i' | 'u' | 'o' | 'x' | 'X', _) => {
            // The two name `%i` differently in a refusal.
            let shown = if kind == 'i' && flavor == Flavor::Bytes { 'd' } else { kind };
            let int = whole(vm, value, shown)?;
            write_int(vm, out, directive, kind, &int)
        }
        ('e' | 'E' | 'f' | 'F' | 'g' | 'G', _) => {
            let Some(float) = vm.real_opt(value)? else {
                let class = vm.class_of(value).name();
                return Err(vm.type_error(match flavor {
                    Flavor::Text => format!("must be real number, not {class}"),
                    Flavor::Bytes => format!("float argument required, not {class}"),
                }));
            };
            let style = Style {
                kind,
                precision: directive.precision.unwrap_or(super::DEFAULT_PRECISION),
                alternate: directive.alternate,
                add_point_zero: false,
                no_negative_zero: false,
            };
            let text = digits::write(float, style);
            let magnitude = text.strip_prefix('-');
            write_number(out, directive, magnitude.is_some(), "", magnitude.unwrap_or(&text));
            Ok(())
        }
        ('s' | 'r' | 'a', Flavor::Text) => {
            let text = match kind {
                's' => vm.str_of(value)?,
                'r' => vm.repr(value)?,
                _ => vm.ascii(value)?,
            };
            let text = native::<Str>(&text).map(Str::wtf8).unwrap_or_default();
            let shown = directive.precision.map_or(text, |precision| first(text, precision));
            write_padded(out, directive, shown.as_bytes(), shown.code_points().count());
            Ok(())
        }
        ('r' | 'a', Flavor::Bytes) => {
            let text = vm.ascii(value)?;
            let text = native::<Str>(&text).map(|text| text.wtf8().as_bytes()).unwrap_or_default();
            write_bytes(out, directive, text);
            Ok(())
        }
        ('s' | 'b', Flavor::Bytes) => {
            let bytes = bytes_operand(vm, value)?;
            write_bytes(out, directive, &bytes);
            Ok(())
        }
        ('c', Flavor::Text) => {
            let point = char_operand(vm, value)?;
            write_padded(out, directive, Wtf8Buf::from_iter([point]).as_bytes(), 1);
            Ok(())
        }
        ('c', Flavor::Bytes) => {
            let byte = byte_operand(vm, value)?;
            write_padded(out, directive, &[byte], 1);
            Ok(())
        }
        _ => {
            let shown = if (' '..='~').contains(&kind) || flavor == Flavor::Bytes { kind } else { '?' };
            let number = u32::from(kind);
            let message = format!("unsupported format character '{shown}' (0x{number:x}) at index {place}");
            Err(vm.value_error(message))
        }
    }
}

/// The number that `%d` and the like show: `%d` truncates, `%x` takes integers only.
fn whole(vm: &mut Vm, value: &Value, kind: char) -> PyResult<BigInt> {
    if let Some(int) = crate::types::int::operand(value) {
        return Ok(int.into_owned());
    }
    let class = vm.class_of(value);
    let is_decimal = matches!(kind, 'd' | 'i' | 'u');
    let by_int = vm.names.int.clone();
    let by_index = vm.names.index.clone();
    let has_index = vm.lookup(&class, &by_index).is_some();
    if has_index || is_decimal && vm.lookup(&class, &by_int).is_some() {
        let int = if is_decimal { vm.int_of(value)? } else { value.clone() };
        return vm.index(&int);
    }
    let wanted = if is_decimal { "a real number" } else { "an integer" };
    let class = class.name();
    Err(vm.type_error(format!("%{kind} format: {wanted} is required, not {class}")))
}

fn write_int(vm: &mut Vm, out: &mut Vec<u8>, directive: Directive, kind: char, int: &BigInt) -> PyResult<()> {
    let magnitude = int.magnitude();
    let (prefix, mut digits) = match kind {
        'o' => ("0o", magnitude.to_str_radix(8)),
        'x' => ("0x", magnitude.to_str_radix(16)),
        'X' => ("0X", magnitude.to_str_radix(16).to_ascii_uppercase()),
        _ => ("", digits_of(vm, &int.abs())?),
    };
    let missing = directive.precision.unwrap_or(0).saturating_sub(digits.len());
    digits.insert_str(0, &"0".repeat(missing));
    let prefix = if directive.alternate { prefix } else { "" };
    write_number(out, directive, int.is_negative(), prefix, &digits);
    Ok(())
}

fn write_number(out: &mut Vec<u8>, directive: Directive, is_negative: bool, prefix: &str, digits: &str) {
    let sign = match directive {
        _ if is_negative => "-",
        Directive { plus: true, .. } => "+",
        Directive { blank: true, .. } => " ",
        _ => "",
    };
    let padding = directive.width.saturating_sub(sign.len() + prefix.len() + digits.len());
    let (spaces, zeros, after) = match directive {
        Directive { is_left: true, .. } => (0, 0, padding),
        Directive { zero: true, .. } => (0, padding, 0),
        _ => (padding, 0, 0),
    };
    out.extend(repeat_n(b' ', spaces));
    out.extend_from_slice(sign.as_bytes());
    out.extend_from_slice(prefix.as_bytes());
    out.extend(repeat_n(b'0', zeros));
    out.extend_from_slice(digits.as_bytes());
    out.extend(repeat_n(b' ', after));
}

fn write_bytes(out: &mut Vec<u8>, directive: Directive, bytes: &[u8]) {
    let len = directive.precision.unwrap_or(usize::MAX).min(bytes.len());
    write_padded(out, directive, &bytes[..len], len);
}

fn write_padded(out: &mut Vec<u8>, directive: Directive, bytes: &[u8], len: usize) {
    let padding = directive.width.saturating_sub(len);
    let before = if directive.is_left { 0 } else { padding };
    out.extend(repeat_n(b' ', before));
    out.extend_from_slice(bytes);
    out.extend(repeat_n(b' ', padding - before));
}

fn bytes_operand(vm: &mut Vm, value: &Value) -> PyResult<Vec<u8>> {
    let by_bytes = vm.names.bytes.clone();
    let class = vm.class_of(value);
    if buffer::contents(value).is_some() || vm.lookup(&class, &by_bytes).is_some() {
        return buffer::bytes_of(vm, value);
    }
    let class = class.name();
    Err(vm.type_error(format!(
        "%b requires a bytes-like object, or an object that implements __bytes__, not '{class}'"
    )))
}

fn char_operand(vm: &mut Vm, value: &Value) -> PyResult<CodePoint> {
    if let Some(text) = native::<Str>(value) {
        return match text.wtf8().code_points().next() {
            Some(point) if text.len() == 1 => Ok(point),
            _ => Err(vm.type_error("%c requires int or char")),
        };
    }
    let int = integer(vm, value, "%c requires int or char")?;
    match int.to_u32().and_then(CodePoint::from_u32) {
        Some(point) => Ok(point),
        None => Err(vm.error(Exc::OverflowError, "%c arg not in range(0x110000)")),
    }
}

fn byte_operand(vm: &mut Vm, value: &Value) -> PyResult<u8> {
    const REFUSAL: &str = "%c requires an integer in range(256) or a single byte";
    if native::<Bytes>(value).is_some() || native::<ByteArray>(value).is_some() {
        return match buffer::contents(value).as_deref() {
            Some([byte]) => Ok(*byte),
            _ => Err(vm.type_error(REFUSAL)),
        };
    }
    let int = integer(vm, value, REFUSAL)?;
    match int.to_u8() {
        Some(byte) => Ok(byte),
        None => Err(vm.error(Exc::OverflowError, "%c arg not in range(256)")),
    }
}

fn integer(vm: &mut Vm, value: &Value, refusal: &str) -> PyResult<BigInt> {
    vm.index(value).map_err(|raised| -> Raised {
        if raised.is(vm, Exc::TypeError) { vm.type_error(refusal) } else { raised }
    })
}
