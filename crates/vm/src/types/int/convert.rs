//! Between whole numbers and floats, exactly.
//!
//! All go through one function: a whole number times a power of two becomes the nearest float, ties to even,
//! subnormal numbers included.

use std::cmp::Ordering;

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::{FromPrimitive, ToPrimitive, Zero};

/// The float nearest to `number`; `None` if that is too large.
pub(crate) fn to_float(number: &BigInt) -> Option<f64> {
    scaled_to_float(number, 0, false)
}

/// The float nearest to `numerator / denominator`, which is not zero; `None` if that is too large.
pub(crate) fn ratio_to_float(numerator: &BigInt, denominator: &BigInt) -> Option<f64> {
    // Scaled so that the quotient has at least 66 bits: more than enough to round once.
    let shift = denominator.bits() as i64 - numerator.bits() as i64 + 66;
    let (mut numerator, mut denominator) = (numerator.clone(), denominator.clone());
    if shift > 0 {
        numerator <<= shift;
    } else {
        denominator <<= -shift;
    }
    let is_negative = (numerator.sign() == Sign::Minus) != (denominator.sign() == Sign::Minus);
    let (quotient, remainder) = numerator.magnitude().div_rem(denominator.magnitude());
    let float = magnitude_to_float(&quotient, -shift, !remainder.is_zero())?;
    Some(if is_negative { -float } else { float })
}

/// The float nearest to `number * 2 ** exponent`, or a little more than that if `is_more`; `None` if that is
/// too large.
pub(crate) fn scaled_to_float(number: &BigInt, exponent: i64, is_more: bool) -> Option<f64> {
    let float = magnitude_to_float(number.magnitude(), exponent, is_more)?;
    Some(if number.sign() == Sign::Minus { -float } else { float })
}

fn magnitude_to_float(number: &BigUint, exponent: i64, is_more: bool) -> Option<f64> {
    if number.is_zero() {
        return Some(0.0);
    }
    // The value is in [2 ** (top - 1), 2 ** top).
    let top = number.bits() as i64 + exponent;
    if top > 1024 {
        return None;
    }
    // The weight of the last bit that a float of this size has.
    let last = (top - 53).max(-1074);
    let drop = last - exponent;
    let (mut kept, half, rest) = if drop <= 0 {
        (number << -drop, false, is_more)
    } else {
        let drop = drop as u64;
        let rest = is_more || number.trailing_zeros().is_some_and(|zeros| zeros < drop - 1);
        (number >> drop, number.bit(drop - 1), rest)
    };
    if half && (rest || kept.is_odd()) {
        kept += 1_u32;
    }
    let float = kept.to_u64()? as f64;
    // In two steps, for 2 ** last alone may be too small for a float.
    let float = float * power_of_two(last.max(-1000)) * power_of_two((last + 1000).min(0));
    float.is_finite().then_some(float)
}

/// `2.0 ** exponent`, for exponents of normal floats.
fn power_of_two(exponent: i64) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

/// How a whole number compares to a float; `None` for NaN.
pub(crate) fn compare_with_float(number: &BigInt, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    if float.is_infinite() {
        return Some(if float > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let floor = BigInt::from_f64(float.floor())?;
    let fraction = if float.fract() == 0.0 { Ordering::Equal } else { Ordering::Less };
    Some(number.cmp(&floor).then(fraction))
}
