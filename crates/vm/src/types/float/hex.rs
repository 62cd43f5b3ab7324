//! Floats in hexadecimal: `float.hex` and `float.fromhex`.

use std::fmt::Write;

use num_bigint::BigInt;

use crate::types::int::scaled_to_float;

/// As `float.hex` writes it: `0x1.8000000000000p+1`.
pub(super) fn write(float: f64) -> String {
    if !float.is_finite() {
        return rustpython_literal::float::to_string(float);
    }
    let bits = float.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    let sign = if float.is_sign_negative() { "-" } else { "" };
    let (first, exponent) = match (bits >> 52 & 0x7FF, fraction) {
        (0, 0) => return format!("{sign}0x0.0p+0"),
        (0, _) => (0, -1022),
        (exponent, _) => (1, exponent as i64 - 1023),
    };
    let mut text = String::new();
    let _ = write!(text, "{sign}0x{first}.{fraction:013x}p{exponent:+}");
    text
}

/// Why a text is no float in hexadecimal.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wrong {
    /// It is not one at all.
    Text,
    /// No float is so large.
    Size,
}

/// Reads what `float.hex` writes, with all that C allows to leave out (`float_fromhex_impl`).
pub(super) fn read(text: &str) -> Result<f64, Wrong> {
    let text = text.trim_matches([' ', '\t', '\n', '\r', '\x0B', '\x0C']);
    let (is_negative, rest) = match text.as_bytes() {
        [b'-', ..] => (true, &text[1..]),
        [b'+', ..] => (false, &text[1..]),
        _ => (false, text),
    };
    let magnitude = read_magnitude(&rest.to_ascii_lowercase())?;
    Ok(if is_negative { -magnitude } else { magnitude })
}

fn read_magnitude(text: &str) -> Result<f64, Wrong> {
    match text {
        "inf" | "infinity" => return Ok(f64::INFINITY),
        "nan" => return Ok(f64::NAN),
        _ => {}
    }
    let text = text.strip_prefix("0x").unwrap_or(text);
    let (mantissa, exponent) = match text.split_once('p') {
        Some((mantissa, exponent)) => (mantissa, read_exponent(exponent)?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Wrong::Text);
    }
    let number = BigInt::parse_bytes(digits.as_bytes(), 16).ok_or(Wrong::Text)?;
    let exponent = exponent.saturating_sub(4 * fraction.len() as i64);
    let top = exponent.saturating_add(number.bits() as i64);
    if number.bits() == 0 || top < -1100 {
        return Ok(0.0);
    }
    scaled_to_float(&number, exponent, false).ok_or(Wrong::Size)
}

fn read_exponent(text: &str) -> Result<i64, Wrong> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Wrong::Text);
    }
    let limit = if text.starts_with('-') { i64::MIN / 2 } else { i64::MAX / 2 };
    Ok(text.parse().unwrap_or(limit).clamp(i64::MIN / 2, i64::MAX / 2))
}
