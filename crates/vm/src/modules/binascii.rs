//! `binascii`: bytes as hexadecimal digits and base 64, and check sums.

use crate::call::Args;
use crate::objects::{Dict, Str};
use crate::types::{Def, native};
use crate::value::{Ref, Value};
use crate::{PyResult, Raised, Vm};

const FUNCTIONS: &[Def] = &[
    Def::function("a2b_base64", "(data, /, *, strict_mode=False)", a2b_base64),
    Def::function("b2a_base64", "(data, /, *, newline=True)", b2a_base64),
    Def::function("a2b_hex", "(hexstr, /)", a2b_hex),
    Def::function("unhexlify", "(hexstr, /)", a2b_hex),
    Def::function("b2a_hex", "(data, sep=<unrepresentable>, bytes_per_sep=1)", b2a_hex),
    Def::function("hexlify", "(data, sep=<unrepresentable>, bytes_per_sep=1)", b2a_hex),
    Def::function("crc32", "(data, crc=0, /)", crc32),
    Def::function("crc_hqx", "(data, crc, /)", crc_hqx),
    Def::function("a2b_qp", "(data, header=False)", a2b_qp),
];

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    vm.define_functions(dict, "binascii", FUNCTIONS);
    let module = vm.intern("binascii");
    for (name, base) in [("Error", crate::Exc::ValueError), ("Incomplete", crate::Exc::Exception)] {
        let metaclass = vm.types.type_.value().clone();
        let base = vm.exception_class(base).value().clone();
        let bases = vm.tuple(vec![base]);
        let namespace = Ref::new(Dict::default());
        vm.set_name(&namespace, "__module__", module.clone());
        let key = vm.intern(name);
        let class = vm.call(&metaclass, [key.clone(), bases, namespace.into_value()])?;
        drop(dict.set_str(&key, class));
    }
    Ok(())
}

fn error(vm: &mut Vm, message: &str) -> Raised {
    let raised = match vm.import_module("binascii") {
        Ok(module) => {
            let (name, message) = (vm.intern("Error"), vm.str(message));
            vm.getattr(&module, &name).and_then(|class| vm.call(&class, [message]))
        }
        Err(raised) => Err(raised),
    };
    match raised {
        Ok(exception) => Raised(exception),
        Err(raised) => raised,
    }
}

/// Bytes, or text of ASCII characters.
fn ascii(vm: &mut Vm, value: &Value) -> PyResult<Vec<u8>> {
    if let Some(text) = native::<Str>(value) {
        if !text.is_ascii() {
            return Err(vm.value_error("string argument should contain only ASCII characters"));
        }
        return Ok(text.wtf8().as_bytes().to_vec());
    }
    match vm.byte_data(value) {
        Ok(data) => Ok(data),
        Err(_) => {
            let class = vm.class_of(value).name();
            Err(vm.type_error(format!("argument should be bytes, buffer or ASCII string, not '{class}'")))
        }
    }
}

fn b2a_base64(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let data = vm.byte_data(&args[0])?;
    let newline = args.get(1).map_or(Ok(true), |newline| vm.truth(newline))?;
    vm.check_memory(data.len() / 3 * 4)?;
    let mut out = Vec::with_capacity(data.len() / 3 * 4 + 5);
    for chunk in data.chunks(3) {
        let byte = |place: usize| u32::from(chunk.get(place).copied().unwrap_or_default());
        let number = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let letter = LETTERS[(number >> (18 - 6 * place)) as usize & 63];
            out.push(if place <= chunk.len() { letter } else { b'=' });
        }
    }
    if newline {
        out.push(b'\n');
    }
    Ok(vm.bytes(out))
}

fn a2b_base64(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let data = ascii(vm, &args[0])?;
    let strict = args.get(1).map_or(Ok(false), |strict| vm.truth(strict))?;
    let mut out = Vec::with_capacity(data.len() / 4 * 3);
    let (mut bits, mut quad, mut pads, mut begun) = (0_u32, 0, 0, false);
    if strict && data.first() == Some(&b'=') {
        return Err(error(vm, "Leading padding not allowed"));
    }
    for (place, byte) in data.iter().enumerate() {
        if *byte == b'=' {
            begun = true;
            if strict && quad == 0 {
                return Err(error(vm, "Excess padding not allowed"));
            }
            if quad >= 2 {
                pads += 1;
                if quad + pads >= 4 {
                    if strict && place + 1 < data.len() {
                        return Err(error(vm, "Excess data after padding"));
                    }
                    return Ok(vm.bytes(out));
                }
            }
            continue;
        }
        let Some(value) = LETTERS.iter().position(|letter| letter == byte) else {
            if strict {
                return Err(error(vm, "Only base64 data is allowed"));
            }
            continue;
        };
        if strict && begun {
            return Err(error(vm, "Discontinuous padding not allowed"));
        }
        pads = 0;
        bits = bits << 6 | value as u32;
        quad = (quad + 1) % 4;
        if quad != 1 {
            let shift = [0, 0, 4, 2][quad];
            out.push((bits >> shift) as u8);
        }
    }
    match quad {
        0 => Ok(vm.bytes(out)),
        1 => {
            let count = out.len() / 3 * 4 + 1;
            let message = format!(
                "Invalid base64-encoded string: number of data characters ({count}) cannot be 1 more than a multiple of 4"
            );
            Err(error(vm, &message))
        }
        _ => Err(error(vm, "Incorrect padding")),
    }
}

fn b2a_hex(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let data = vm.byte_data(&args[0])?;
    let data = vm.bytes(data);
    let arguments: Vec<Value> = (1..3).filter_map(|slot| args.get(slot).cloned()).collect();
    let text = vm.call_method(&data, "hex", arguments)?;
    let text = vm.wtf8(&text, "hex")?.as_bytes().to_vec();
    Ok(vm.bytes(text))
}

fn a2b_hex(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let data = ascii(vm, &args[0])?;
    if !data.len().is_multiple_of(2) {
        return Err(error(vm, "Odd-length string"));
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let bytes: Option<Vec<u8>> =
        data.chunks_exact(2).map(|pair| Some((digit(pair[0])? * 16 + digit(pair[1])?) as u8)).collect();
    match bytes {
        Some(bytes) => Ok(vm.bytes(bytes)),
        None => Err(error(vm, "Non-hexadecimal digit found")),
    }
}

/// The check sum of zip files and Ethernet.
pub(super) fn crc32_of(data: &[u8], start: u32) -> u32 {
    let mut sum = !start;
    for byte in data {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 };
        }
    }
    !sum
}

pub(super) fn crc32(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let data = vm.byte_data(&args[0])?;
    let start = args.get(1).map_or(Ok(0), |start| vm.index_i64(start))?;
    vm.check_steps(data.len() as u64 / 64)?;
    Ok(Value::int(crc32_of(&data, start as u32).into()))
}

fn crc_hqx(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let data = vm.byte_data(&args[0])?;
    let mut sum = vm.index_i64(&args[1])? as u16;
    for byte in data {
        sum ^= u16::from(byte) << 8;
        for _ in 0..8 {
            sum = if sum & 0x8000 == 0 { sum << 1 } else { sum << 1 ^ 0x1021 };
        }
    }
    Ok(Value::int(sum.into()))
}

fn a2b_qp(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let data = ascii(vm, &args[0])?;
    let header = args.get(1).map_or(Ok(false), |header| vm.truth(header))?;
    let mut out = Vec::new();
    let mut rest = data.as_slice();
    while let [byte, after @ ..] = rest {
        rest = after;
        match (byte, after) {
            (b'=', [b'\n', after @ ..] | [b'\r', b'\n', after @ ..]) => rest = after,
            (b'=', [high, low, after @ ..])
                if let (Some(high), Some(low)) =
                    (char::from(*high).to_digit(16), char::from(*low).to_digit(16)) =>
            {
                out.push((high * 16 + low) as u8);
                rest = after;
            }
            (b'_', _) if header => out.push(b' '),
            _ => out.push(*byte),
        }
    }
    Ok(vm.bytes(out))
}
