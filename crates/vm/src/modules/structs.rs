//! `_struct`: values as bytes, by a format.

use num_bigint::{BigInt, Sign};
use num_traits::Signed;

use crate::call::Args;
use crate::objects::{ByteArray, Bytes, Class, Dict, Str};
use crate::types::{Def, native};
use crate::value::{Held, Ref, Value};
use crate::{PyResult, Raised, Vm};

use super::support::ClassSpec;

const FUNCTIONS: &[Def] = &[
    Def::function("calcsize", "(format, /)", calcsize),
    Def::function("pack", "(format, /, *values)", pack),
    Def::function("pack_into", "(format, buffer, offset, /, *values)", pack_into),
    Def::function("unpack", "(format, buffer, /)", unpack),
    Def::function("unpack_from", "(format, /, buffer, offset=0)", unpack_from),
    Def::function("iter_unpack", "(format, buffer, /)", iter_unpack),
    Def::function("_clearcache", "()", |_, _| Ok(Value::none())),
];

static STRUCT: ClassSpec = ClassSpec::open(
    "_struct",
    "Struct",
    &[
        Def::staticmethod("__new__", "(type, format)", new),
        Def::method("pack", "($self, /, *values)", pack),
        Def::method("pack_into", "($self, buffer, offset, /, *values)", pack_into),
        Def::method("unpack", "($self, buffer, /)", unpack),
        Def::method("unpack_from", "($self, /, buffer, offset=0)", unpack_from),
        Def::method("iter_unpack", "($self, buffer, /)", iter_unpack),
        Def::wrapper("__repr__", "($self, /)", repr),
        Def::attribute("format", format),
        Def::attribute("size", calcsize),
    ],
);

static ITERATOR: ClassSpec = ClassSpec::closed("_struct", "unpack_iterator", &[]).iterator(next);

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    vm.define_functions(dict, "_struct", FUNCTIONS);
    vm.add_class(dict, &STRUCT);
    let error = error_class(vm);
    vm.set_name(dict, "error", error.into_value());
    Ok(())
}

/// `struct.error`
fn error_class(vm: &mut Vm) -> Ref<Class> {
    let key = FUNCTIONS.as_ptr() as usize;
    if let Some(class) = vm.module_state.classes.get(&key) {
        return class.clone();
    }
    let base = vm.exception_class(crate::Exc::Exception).clone();
    let class = vm.new_native_class("struct", "error", Some(&base), crate::objects::Layout::Exception, &[]);
    class.flags.set(base.flags.get());
    vm.module_state.classes.insert(key, class.clone());
    class
}

fn error(vm: &mut Vm, message: impl AsRef<str>) -> Raised {
    let class = error_class(vm);
    let message = vm.str(message.as_ref());
    Raised(vm.new_exception(&class, vec![message]))
}

/// A part of a format: how often, what, how many bytes each.
#[derive(Clone, Copy, Debug)]
struct Item {
    code: u8,
    count: usize,
    size: usize,
    /// Where it begins.
    offset: usize,
}

#[derive(Clone, Debug)]
struct Format {
    text: String,
    items: Vec<Item>,
    size: usize,
    is_little: bool,
    is_native: bool,
    /// Number of values.
    values: usize,
}

impl Held for Format {}

/// Size and alignment of a code in C on 64-bit Linux, and its size by the standard.
fn sizes(code: u8) -> Option<(usize, Option<usize>)> {
    Some(match code {
        b'x' | b'c' | b'b' | b'B' | b'?' | b's' | b'p' => (1, Some(1)),
        b'h' | b'H' | b'e' => (2, Some(2)),
        b'i' | b'I' | b'f' => (4, Some(4)),
        b'l' | b'L' => (8, Some(4)),
        b'q' | b'Q' | b'd' => (8, Some(8)),
        b'n' | b'N' | b'P' => (8, None),
        _ => return None,
    })
}

/// Reads a format.
fn read(vm: &mut Vm, value: &Value) -> PyResult<Format> {
    let text = match (native::<Str>(value), native::<Bytes>(value)) {
        (Some(text), _) => text.wtf8().to_string_lossy().into_owned(),
        (_, Some(bytes)) => String::from_utf8_lossy(&bytes.data).into_owned(),
        _ => {
            let class = vm.class_of(value).name();
            return Err(
                vm.type_error(format!("Struct() argument 1 must be a str or bytes object, not {class}"))
            );
        }
    };
    let (order, rest) = match text.as_bytes() {
        [order @ (b'@' | b'=' | b'<' | b'>' | b'!'), rest @ ..] => (*order, rest),
        rest => (b'@', rest),
    };
    let is_native = order == b'@';
    let mut format = Format {
        text: text.clone(),
        items: Vec::new(),
        size: 0,
        is_little: !matches!(order, b'>' | b'!'),
        is_native,
        values: 0,
    };
    let mut place = 0;
    while let Some(byte) = rest.get(place).copied() {
        place += 1;
        if byte.is_ascii_whitespace() {
            continue;
        }
        let (mut code, mut count) = (byte, 1_usize);
        if byte.is_ascii_digit() {
            count = usize::from(byte - b'0');
            while let Some(digit) = rest.get(place).filter(|digit| digit.is_ascii_digit()) {
                count = count.saturating_mul(10).saturating_add(usize::from(digit - b'0'));
                place += 1;
            }
            match rest.get(place) {
                Some(found) => code = *found,
                None => return Err(error(vm, "repeat count given without format specifier")),
            }
            place += 1;
        }
        let size = match sizes(code) {
            Some((size, _)) if is_native => size,
            Some((_, Some(size))) => size,
            _ => return Err(error(vm, "bad char in struct format")),
        };
        if is_native {
            format.size = format.size.next_multiple_of(size);
        }
        let offset = format.size;
        let total = count.checked_mul(size).and_then(|bytes| bytes.checked_add(offset));
        let Some(total) = total.filter(|total| i64::try_from(*total).is_ok()) else {
            return Err(error(vm, "total struct size too long"));
        };
        format.size = total;
        format.values += match code {
            b'x' => 0,
            b's' | b'p' => 1,
            _ => count,
        };
        format.items.push(Item { code, count, size, offset });
    }
    Ok(format)
}

/// The format that a function got, or a `Struct` has.
fn format_of(vm: &mut Vm, value: &Value) -> PyResult<Format> {
    match super::support::held::<Format>(value) {
        Some(format) => Ok(format.clone()),
        None => read(vm, value),
    }
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let format = read(vm, &args[1])?;
    vm.foreign_for(&args[0], &STRUCT, format)
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let format = vm.held::<Format>(&args[0])?.text.clone();
    let name = vm.class_of(&args[0]).name();
    Ok(vm.str(&format!("{name}({})", super::re::quoted(&format))))
}

fn format(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let text = vm.held::<Format>(&args[0])?.text.clone();
    Ok(vm.str(&text))
}

fn calcsize(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(format_of(vm, &args[0])?.size as i64))
}

fn packed(vm: &mut Vm, format: &Format, values: &[Value], name: &str) -> PyResult<Vec<u8>> {
    if values.len() != format.values {
        let (wanted, given) = (format.values, values.len());
        return Err(error(vm, format!("{name} expected {wanted} items for packing (got {given})")));
    }
    vm.check_memory(format.size)?;
    let mut data = vec![0; format.size];
    let mut values = values.iter();
    for item in &format.items {
        let target = &mut data[item.offset..item.offset + item.count * item.size];
        match item.code {
            b'x' => {}
            b's' | b'p' => {
                let Some(value) = values.next() else { break };
                let Ok(bytes) = vm.byte_data(value) else {
                    let code = char::from(item.code);
                    return Err(error(vm, format!("argument for '{code}' must be a bytes object")));
                };
                let from = usize::from(item.code == b'p' && !target.is_empty());
                let len = bytes.len().min(target.len() - from);
                target[from..from + len].copy_from_slice(&bytes[..len]);
                if from == 1 {
                    target[0] = len.min(255) as u8;
                }
            }
            _ => {
                for slot in target.chunks_exact_mut(item.size) {
                    let Some(value) = values.next() else { break };
                    pack_one(vm, item.code, format.is_native, value, slot)?;
                    if !format.is_little {
                        slot.reverse();
                    }
                }
            }
        }
    }
    Ok(data)
}

/// Writes a value, the lowest byte first.
fn pack_one(vm: &mut Vm, code: u8, is_native: bool, value: &Value, slot: &mut [u8]) -> PyResult<()> {
    match code {
        b'c' => match native::<Bytes>(value).map(|bytes| &*bytes.data) {
            Some([byte]) => slot[0] = *byte,
            _ => return Err(error(vm, "char format requires a bytes object of length 1")),
        },
        b'?' => slot[0] = u8::from(vm.truth(value)?),
        b'd' | b'f' | b'e' => {
            let Ok(float) = vm.real(value) else {
                return Err(error(vm, "required argument is not a float"));
            };
            match code {
                b'd' => slot.copy_from_slice(&float.to_le_bytes()),
                b'f' => {
                    // In the machine's own format, what is too large is infinite.
                    let single = float as f32;
                    if single.is_infinite() && float.is_finite() && !is_native {
                        return Err(
                            vm.error(crate::Exc::OverflowError, "float too large to pack with f format")
                        );
                    }
                    slot.copy_from_slice(&single.to_le_bytes());
                }
                _ => match half(float) {
                    Some(bits) => slot.copy_from_slice(&bits.to_le_bytes()),
                    None => {
                        let message = "float too large to pack with e format";
                        return Err(vm.error(crate::Exc::OverflowError, message));
                    }
                },
            }
        }
        _ => {
            let Ok(int) = vm.index(value) else {
                return Err(error(vm, "required argument is not an integer"));
            };
            let bits = 8 * slot.len() as u32;
            let is_signed = code.is_ascii_lowercase();
            let (least, most) = if is_signed {
                (-(BigInt::from(1) << (bits - 1)), (BigInt::from(1) << (bits - 1)) - 1)
            } else {
                (BigInt::from(0), (BigInt::from(1) << bits) - 1)
            };
            if int < least || int > most {
                let code = char::from(code);
                let message = format!("'{code}' format requires {least} <= number <= {most}");
                return Err(error(vm, message));
            }
            let bytes = int.to_signed_bytes_le();
            let fill = if int.is_negative() { 0xFF } else { 0 };
            for (place, byte) in slot.iter_mut().enumerate() {
                *byte = bytes.get(place).copied().unwrap_or(fill);
            }
        }
    }
    Ok(())
}

/// A float with 16 bits, rounded to even; `None` if it is too large.
fn half(value: f64) -> Option<u16> {
    let sign = if value.is_sign_negative() { 0x8000 } else { 0 };
    let magnitude = value.abs();
    if value.is_nan() {
        return Some(sign | 0x7E00);
    }
    if magnitude.is_infinite() {
        return Some(sign | 0x7C00);
    }
    // In units of the last place: of 2**-24 for subnormal numbers, else of 2**(exponent - 10).
    let exponent = if magnitude < 2_f64.powi(-14) { -14 } else { magnitude.log2().floor() as i32 };
    let units = (magnitude / 2_f64.powi(exponent - 10)).round_ties_even() as u32;
    let bits = if exponent == -14 && units < 1024 {
        units
    } else {
        // A carry of the fraction goes into the exponent by itself.
        ((exponent + 15) as u32) * 1024 + units - 1024
    };
    (bits < 0x7C00).then_some(sign | bits as u16)
}

fn unpacked(vm: &mut Vm, format: &Format, data: &[u8]) -> Value {
    let mut values = Vec::with_capacity(format.values);
    for item in &format.items {
        let source = &data[item.offset..item.offset + item.count * item.size];
        match item.code {
            b'x' => {}
            b's' => values.push(vm.bytes(source.to_vec())),
            b'p' => {
                let len = source.first().map_or(0, |len| usize::from(*len).min(source.len() - 1));
                values.push(vm.bytes(source.get(1..=len).unwrap_or_default().to_vec()));
            }
            _ => {
                for slot in source.chunks_exact(item.size) {
                    let mut bytes = slot.to_vec();
                    if !format.is_little {
                        bytes.reverse();
                    }
                    values.push(unpack_one(vm, item.code, &bytes));
                }
            }
        }
    }
    vm.tuple(values)
}

fn unpack_one(vm: &mut Vm, code: u8, bytes: &[u8]) -> Value {
    let mut wide = [0; 8];
    wide[..bytes.len()].copy_from_slice(bytes);
    let bits = u64::from_le_bytes(wide);
    match code {
        b'c' => vm.bytes(bytes.to_vec()),
        b'?' => Value::bool(bits != 0),
        b'd' => Value::float(f64::from_bits(bits)),
        b'f' => Value::float(f64::from(f32::from_bits(bits as u32))),
        b'e' => {
            let (sign, exponent, fraction) = (bits >> 15, (bits >> 10 & 31) as i32, bits & 1023);
            let magnitude = match exponent {
                0 => fraction as f64 * 2_f64.powi(-24),
                31 if fraction == 0 => f64::INFINITY,
                31 => f64::NAN,
                _ => (1024 + fraction) as f64 * 2_f64.powi(exponent - 25),
            };
            Value::float(if sign == 1 { -magnitude } else { magnitude })
        }
        _ if code.is_ascii_lowercase() => vm.int(BigInt::from_signed_bytes_le(bytes)),
        _ => vm.int(BigInt::from_bytes_le(Sign::Plus, bytes)),
    }
}

fn pack(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let format = format_of(vm, &args[0])?;
    let data = packed(vm, &format, args.rest(1), "pack")?;
    Ok(vm.bytes(data))
}

fn pack_into(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let format = format_of(vm, &args[0])?;
    let data = packed(vm, &format, args.rest(3), "pack_into")?;
    let offset = vm.index_i64(&args[2])?;
    let Some(buffer) = native::<ByteArray>(&args[1]) else {
        let class = vm.class_of(&args[1]).name();
        return Err(vm.type_error(format!("argument must be read-write bytes-like object, not {class}")));
    };
    let start = place(vm, buffer.data.borrow().len(), offset, data.len(), "pack_into", "packing")?;
    buffer.data.borrow_mut()[start..start + data.len()].copy_from_slice(&data);
    Ok(Value::none())
}

/// Where in a buffer an offset is, if there is room from there on.
fn place(vm: &mut Vm, len: usize, offset: i64, size: usize, name: &str, doing: &str) -> PyResult<usize> {
    let start = if offset < 0 {
        if offset + (size as i64) > 0 {
            let what = if doing == "packing" { "no space to pack" } else { "not enough data to unpack" };
            return Err(error(vm, format!("{what} {size} bytes at offset {offset}")));
        }
        if offset + (len as i64) < 0 {
            return Err(error(vm, format!("offset {offset} out of range for {len}-byte buffer")));
        }
        offset + len as i64
    } else {
        offset
    } as usize;
    if start.saturating_add(size) > len {
        return Err(error(
            vm,
            format!(
                "{name} requires a buffer of at least {} bytes for {doing} {size} bytes at offset {start} (actual buffer size is {len})",
                start.saturating_add(size)
            ),
        ));
    }
    Ok(start)
}

fn unpack(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let format = format_of(vm, &args[0])?;
    let data = vm.byte_data(&args[1])?;
    if data.len() != format.size {
        return Err(error(vm, format!("unpack requires a buffer of {} bytes", format.size)));
    }
    Ok(unpacked(vm, &format, &data))
}

fn unpack_from(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let format = format_of(vm, &args[0])?;
    let data = vm.byte_data(&args[1])?;
    let offset = args.get(2).map_or(Ok(0), |offset| vm.index_i64(offset))?;
    let start = place(vm, data.len(), offset, format.size, "unpack_from", "unpacking")?;
    Ok(unpacked(vm, &format, &data[start..start + format.size]))
}

#[derive(Debug)]
struct Unpacking {
    format: Format,
    data: Vec<u8>,
    place: std::cell::Cell<usize>,
}

impl Held for Unpacking {}

fn iter_unpack(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let format = format_of(vm, &args[0])?;
    if format.size == 0 {
        return Err(error(vm, "cannot iteratively unpack with a struct of length 0"));
    }
    let data = vm.byte_data(&args[1])?;
    if !data.len().is_multiple_of(format.size) {
        let size = format.size;
        return Err(error(
            vm,
            format!("iterative unpacking requires a buffer of a multiple of {size} bytes"),
        ));
    }
    Ok(vm.foreign(&ITERATOR, Unpacking { format, data, place: std::cell::Cell::new(0) }))
}

fn next(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let state = vm.held::<Unpacking>(value)?;
    let start = state.place.get();
    let Some(data) = state.data.get(start..start + state.format.size) else { return Ok(None) };
    state.place.set(start + state.format.size);
    Ok(Some(unpacked(vm, &state.format, data)))
}
