//! Integer arithmetic: floor division, exact division to the nearest float, and the limit of 128 bits on
//! results that could otherwise grow without bound.

use bytescope_bytecode::Constant;
use bytescope_syntax::ast::Operator;
use num_bigint::{BigInt, BigUint, Sign};
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::float;

/// `MAX_INT_SIZE`, in bits.
const MAX_BITS: u64 = 128;

pub(super) fn binary(op: Operator, left: &BigInt, right: &BigInt) -> Option<Constant> {
    let result = match op {
        Operator::Add => left + right,
        Operator::Sub => left - right,
        Operator::Mult => {
            if !left.is_zero() && !right.is_zero() && left.bits() + right.bits() > MAX_BITS {
                return None;
            }
            left * right
        }
        Operator::Div => return divide(left, right).map(Constant::Float),
        Operator::FloorDiv => floor_divide(left, right)?.0,
        Operator::Mod => floor_divide(left, right)?.1,
        Operator::Pow => return power(left, right),
        Operator::LShift => shift_left(left, right)?,
        Operator::RShift => shift_right(left, right)?,
        Operator::BitOr => left | right,
        Operator::BitXor => left ^ right,
        Operator::BitAnd => left & right,
        Operator::MatMult => return None,
    };
    Some(Constant::Int(result))
}

/// Quotient and remainder; the remainder has the sign of the divisor.
fn floor_divide(left: &BigInt, right: &BigInt) -> Option<(BigInt, BigInt)> {
    let mut quotient = left.checked_div(right)?;
    let mut remainder = left - &quotient * right;
    if !remainder.is_zero() && remainder.is_negative() != right.is_negative() {
        quotient -= 1;
        remainder += right;
    }
    Some((quotient, remainder))
}

fn power(base: &BigInt, exponent: &BigInt) -> Option<Constant> {
    if exponent.is_negative() {
        return float::power(to_float(base)?, to_float(exponent)?);
    }
    if exponent.is_zero() {
        return Some(Constant::Int(BigInt::one()));
    }
    if base.is_zero() {
        return Some(Constant::Int(BigInt::zero()));
    }
    let exponent = exponent.to_u32()?;
    if base.bits() > MAX_BITS / u64::from(exponent) {
        return None;
    }
    Some(Constant::Int(base.pow(exponent)))
}

fn shift_left(value: &BigInt, count: &BigInt) -> Option<BigInt> {
    if count.is_negative() {
        return None;
    }
    if value.is_zero() || count.is_zero() {
        return Some(value.clone());
    }
    let count = count.to_u64()?;
    if count > MAX_BITS || value.bits() > MAX_BITS - count {
        return None;
    }
    Some(value << count)
}

fn shift_right(value: &BigInt, count: &BigInt) -> Option<BigInt> {
    if count.is_negative() {
        return None;
    }
    let everything = value.bits() + 1;
    let count = count.to_u64().unwrap_or(everything).min(everything);
    Some(value >> count)
}

/// `left / right`, rounded once, half to even (`long_true_divide`); nothing for division by zero and where
/// the result is too large.
fn divide(left: &BigInt, right: &BigInt) -> Option<f64> {
    if right.is_zero() {
        return None;
    }
    let negative = left.is_negative() != right.is_negative();
    let (dividend, divisor) = (left.magnitude(), right.magnitude());
    // Enough bits in the quotient for 53, a half, and a last one that says whether anything follows.
    let shift = 66 + divisor.bits() as i64 - dividend.bits() as i64;
    let (scaled, divisor) = if shift >= 0 {
        (dividend << shift as u64, divisor.clone())
    } else {
        (dividend.clone(), divisor << shift.unsigned_abs())
    };
    let quotient = &scaled / &divisor;
    let inexact = &quotient * &divisor != scaled;
    let magnitude = scale(quotient.to_u128()? | u128::from(inexact), -shift)?;
    Some(if negative { -magnitude } else { magnitude })
}

/// The nearest float, half to even (`PyLong_AsDouble`); nothing if it is too large.
pub(super) fn to_float(value: &BigInt) -> Option<f64> {
    let shift = value.bits().saturating_sub(64);
    let top: BigUint = value.magnitude() >> shift;
    let inexact = shift > 0 && value.magnitude().trailing_zeros().is_some_and(|zeros| zeros < shift);
    // One more bit, so that the one for "inexact" stands below all others.
    let magnitude = scale(top.to_u128()? << 1 | u128::from(inexact), shift as i64 - 1)?;
    Some(if value.sign() == Sign::Minus { -magnitude } else { magnitude })
}

/// `mantissa * 2**exponent`, rounded half to even; nothing on overflow. A bit below the lowest that counts
/// may stand for all that were cut off.
#[expect(clippy::cast_precision_loss, reason = "53 bits are left when it becomes a float")]
fn scale(mantissa: u128, exponent: i64) -> Option<f64> {
    const LOWEST: i64 = -1074;
    let bits = i64::from(u128::BITS - mantissa.leading_zeros());
    // The weight of the last bit of the result.
    let unit = (bits + exponent - 53).max(LOWEST);
    let dropped = unit - exponent;
    let rounded = if dropped <= 0 {
        mantissa << dropped.unsigned_abs().min(127)
    } else if dropped > 127 {
        0
    } else {
        let kept = mantissa >> dropped;
        let rest = mantissa & ((1 << dropped) - 1);
        let half = 1 << (dropped - 1);
        kept + u128::from(rest > half || (rest == half && kept & 1 == 1))
    };
    // Both factors and all products are exact.
    let result = if unit < -1000 {
        rounded as f64 * power_of_two(unit + 100) * power_of_two(-100)
    } else {
        rounded as f64 * power_of_two(unit)
    };
    result.is_finite().then_some(result)
}

/// A power of two in the range of normal floats; beyond it, infinity.
fn power_of_two(exponent: i64) -> f64 {
    if exponent > 1023 { f64::INFINITY } else { f64::from_bits(((exponent + 1023) as u64) << 52) }
}
