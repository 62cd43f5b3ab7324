//! Whole numbers from text, and back to digits.
//!
//! Both take time that grows with the square of the length, so CPython limits the digits of decimal numbers;
//! bases that are powers of two have no limit.

use num_bigint::{BigInt, BigUint, Sign};
use rustpython_wtf8::Wtf8;

use crate::types::unicode;
use crate::value::Value;
use crate::{PyResult, Raised, Vm};

/// The decimal digits of a number; too many are a `ValueError` (`sys.set_int_max_str_digits`).
pub(crate) fn digits_of(vm: &mut Vm, int: &BigInt) -> PyResult<String> {
    let limit = vm.module_state.int_max_str_digits;
    let refuse = |vm: &mut Vm| {
        vm.value_error(format!(
            "Exceeds the limit ({limit} digits) for integer string conversion; use \
             sys.set_int_max_str_digits() to increase the limit"
        ))
    };
    // A digit is between 3 and 4 bits: only numbers near the limit must be counted.
    if limit != 0 && int.bits() / 4 > limit as u64 {
        return Err(refuse(vm));
    }
    let text = int.to_string();
    if limit != 0 && text.len() > limit && text.trim_start_matches('-').len() > limit {
        return Err(refuse(vm));
    }
    Ok(text)
}

/// `int(text, base)`; `original` is the object, for the message.
pub(super) fn text(vm: &mut Vm, original: &Value, text: &Wtf8, base: u32) -> PyResult {
    let ascii: Option<Vec<u8>> = match text.as_str() {
        Ok(text) if text.is_ascii() => Some(text.into()),
        Ok(text) => unicode::decimals_to_ascii(text).map(String::into_bytes),
        Err(_) => None,
    };
    let parsed = match ascii {
        Some(ascii) => number(vm, &ascii, base)?,
        None => None,
    };
    match parsed {
        Some(int) => Ok(int),
        None => {
            let repr = vm.repr(original)?;
            Err(invalid(vm, &repr, base))
        }
    }
}

/// `int(bytes, base)`
pub(super) fn bytes(vm: &mut Vm, bytes: &[u8], base: u32) -> PyResult {
    match number(vm, bytes, base)? {
        Some(int) => Ok(int),
        None => {
            let value = vm.bytes(bytes.to_vec());
            let repr = vm.repr(&value)?;
            Err(invalid(vm, &repr, base))
        }
    }
}

fn invalid(vm: &mut Vm, repr: &Value, base: u32) -> Raised {
    let repr: String = vm.text(repr).chars().take(200).collect();
    vm.value_error(format!("invalid literal for int() with base {base}: {repr}"))
}

/// The number that is spelled; `None` if none is.
fn number(vm: &mut Vm, text: &[u8], mut base: u32) -> PyResult<Option<Value>> {
    let mut rest = text.trim_ascii();
    // What `isspace` adds to what Rust trims.
    while let [0x0B, inner @ ..] | [inner @ .., 0x0B] = rest {
        rest = inner.trim_ascii();
    }
    let sign = match rest.first() {
        Some(b'-') => Sign::Minus,
        _ => Sign::Plus,
    };
    if let [b'+' | b'-', inner @ ..] = rest {
        rest = inner;
    }
    let prefix = match rest {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 10,
    };
    let asked = base;
    if base == 0 {
        base = prefix;
    }
    if prefix == base && prefix != 10 {
        rest = &rest[2..];
        rest = rest.strip_prefix(b"_").unwrap_or(rest);
    }
    let Some(digits) = digits(rest, base) else { return Ok(None) };
    if asked == 0
        && base == 10
        && digits.len() > 1
        && digits[0] == 0
        && digits.iter().any(|digit| *digit != 0)
    {
        return Ok(None);
    }
    if !base.is_power_of_two()
        && vm.module_state.int_max_str_digits != 0
        && digits.len() > vm.module_state.int_max_str_digits
    {
        let (limit, count) = (vm.module_state.int_max_str_digits, digits.len());
        return Err(vm.value_error(format!(
            "Exceeds the limit ({limit} digits) for integer string conversion: value has {count} digits; use \
             sys.set_int_max_str_digits() to increase the limit"
        )));
    }
    if digits.len() <= 12 {
        let value = digits.iter().fold(0, |value, digit| value * i64::from(base) + i64::from(*digit));
        return Ok(Some(Value::int(if sign == Sign::Minus { -value } else { value })));
    }
    let magnitude = BigUint::from_radix_be(&digits, base);
    Ok(magnitude.map(|magnitude| vm.int(BigInt::from_biguint(sign, magnitude))))
}

/// The values of digits, with single underscores between them.
fn digits(text: &[u8], base: u32) -> Option<Vec<u8>> {
    let mut digits = Vec::with_capacity(text.len());
    let mut after_digit = false;
    for byte in text {
        if *byte == b'_' && after_digit {
            after_digit = false;
            continue;
        }
        digits.push(char::from(*byte).to_digit(base)? as u8);
        after_digit = true;
    }
    after_digit.then_some(digits)
}
