//! Floats as digits (`PyOS_double_to_string`).
//!
//! Rust prints exactly: any number of digits, rounded once with ties to even, or the fewest that read back as
//! the same float. What is left is where the point goes and which zeros are shown.

use std::fmt::Write;

/// More significant digits than any float has; what follows are zeros.
const MOST_DIGITS: usize = 1100;

/// How a float is to be written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// `e`, `f`, `g`, their capitals, or `r`: the shortest that reads back.
    pub(super) kind: char,
    /// Digits after the point; for `g`, significant digits.
    pub(super) precision: usize,
    /// Keeps the point and, for `g`, zeros at the end.
    pub(super) alternate: bool,
    /// Shows whole numbers with `.0`.
    pub(super) add_point_zero: bool,
    /// Writes no minus before zeros.
    pub(super) no_negative_zero: bool,
}

/// The text of a float.
pub(super) fn write(float: f64, style: Style) -> String {
    let is_capital = style.kind.is_ascii_uppercase();
    let mut text = match style.kind.to_ascii_lowercase() {
        _ if float.is_nan() => "nan".to_owned(),
        _ if float.is_infinite() => "inf".to_owned(),
        'f' => fixed(float.abs(), style),
        'e' => {
            let (digits, exponent) = scientific(float.abs(), style.precision);
            with_exponent(&digits, exponent, style.alternate)
        }
        'g' => general(float.abs(), style),
        _ => shortest(float.abs(), style),
    };
    if is_capital {
        text.make_ascii_uppercase();
    }
    let is_zero = || text.bytes().take_while(|byte| *byte != b'e').all(|byte| matches!(byte, b'0' | b'.'));
    if float.is_sign_negative() && !float.is_nan() && !(style.no_negative_zero && is_zero()) {
        text.insert(0, '-');
    }
    text
}

fn fixed(float: f64, style: Style) -> String {
    let mut text = format!("{float:.*}", style.precision.min(MOST_DIGITS));
    text.extend(std::iter::repeat_n('0', style.precision.saturating_sub(MOST_DIGITS)));
    if style.alternate && style.precision == 0 {
        text.push('.');
    }
    text
}

/// The digits, one before the point and `precision` after it, and the exponent.
fn scientific(float: f64, precision: usize) -> (String, i32) {
    let (mut digits, exponent) = split(&format!("{float:.*e}", precision.min(MOST_DIGITS)));
    digits.extend(std::iter::repeat_n('0', precision.saturating_sub(MOST_DIGITS)));
    (digits, exponent)
}

/// The digits and the exponent of what Rust writes as `1.25e-7`.
fn split(text: &str) -> (String, i32) {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    (mantissa.replace('.', ""), exponent.parse().unwrap_or_default())
}

fn with_exponent(digits: &str, exponent: i32, keep_point: bool) -> String {
    let (first, rest) = digits.split_at(1);
    let point = if keep_point || !rest.is_empty() { "." } else { "" };
    let sign = if exponent < 0 { '-' } else { '+' };
    let mut text = String::with_capacity(digits.len() + 6);
    let _ = write!(text, "{first}{point}{rest}e{sign}{:02}", exponent.unsigned_abs());
    text
}

/// `g`: a number of significant digits, with an exponent when that is shorter.
fn general(float: f64, style: Style) -> String {
    let precision = style.precision.max(1);
    let (mut digits, exponent) = scientific(float, precision - 1);
    if !style.alternate {
        digits.truncate(digits.trim_end_matches('0').len().max(1));
    }
    let point = i64::from(exponent) + 1;
    let most = precision as i64 - i64::from(style.add_point_zero);
    if float != 0.0 && (point <= -4 || point > most) {
        return with_exponent(&digits, exponent, style.alternate);
    }
    positional(&digits, point, style)
}

/// `repr`: the fewest digits, with an exponent for very large and very small numbers.
fn shortest(float: f64, style: Style) -> String {
    let (digits, exponent) = split(&format!("{float:e}"));
    let point = i64::from(exponent) + 1;
    if float != 0.0 && (point <= -4 || point > 16) {
        return with_exponent(&digits, exponent, style.alternate);
    }
    positional(&digits, point, style)
}

/// The digits with the point after `point` of them, zeros filled in.
fn positional(digits: &str, point: i64, style: Style) -> String {
    let mut text = String::new();
    if point <= 0 {
        text.push_str("0.");
        text.extend(std::iter::repeat_n('0', point.unsigned_abs() as usize));
        text.push_str(digits);
        return text;
    }
    let point = point as usize;
    let (whole, fraction) = digits.split_at(point.min(digits.len()));
    text.push_str(whole);
    text.extend(std::iter::repeat_n('0', point - whole.len()));
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    } else if style.add_point_zero {
        text.push_str(".0");
    } else if style.alternate {
        text.push('.');
    }
    text
}
