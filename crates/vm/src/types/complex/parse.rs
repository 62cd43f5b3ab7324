//! Complex numbers from text (`complex_from_string_inner`).

use std::borrow::Cow;

use crate::objects::Complex;
use crate::types::{float, unicode};

/// The number that a text spells: `1+2j`, `(1-j)`, `3e5`, `infj`, with white space around it.
pub(super) fn parse(text: &str) -> Option<Complex> {
    let ascii = if text.is_ascii() { Cow::Borrowed(text) } else { unicode::decimals_to_ascii(text)?.into() };
    let mut text = trim(&ascii);
    if let Some(inner) = text.strip_prefix('(') {
        text = trim(inner.strip_suffix(')')?);
    }
    let Some(before_unit) = text.strip_suffix(['j', 'J']) else {
        return Some(Complex { real: exactly(text)?, imag: 0.0 });
    };
    match before_unit.get(1..).and_then(last_sign).map(|place| before_unit.split_at(place + 1)) {
        Some((real, imag)) => Some(Complex { real: exactly(real)?, imag: factor(imag)? }),
        None => Some(Complex { real: 0.0, imag: factor(before_unit)? }),
    }
}

fn trim(text: &str) -> &str {
    text.trim_matches(float::is_space)
}

/// Where the last sign stands that does not belong to an exponent.
fn last_sign(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_sign = |place: &usize| {
        matches!(bytes[*place], b'+' | b'-') && !(*place > 0 && matches!(bytes[place - 1], b'e' | b'E'))
    };
    (0..bytes.len()).rev().find(is_sign)
}

/// What stands before the `j`; a sign alone, or nothing, means one.
fn factor(text: &str) -> Option<f64> {
    match text {
        "" | "+" => Some(1.0),
        "-" => Some(-1.0),
        _ => exactly(text),
    }
}

/// A float without white space around it.
fn exactly(text: &str) -> Option<f64> {
    if trim(text).len() == text.len() { float::parse(text) } else { None }
}
