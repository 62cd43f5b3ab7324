//! Float arithmetic (CPython's `floatobject.c`): division that rounds down, powers with their special cases.

use bytescope_bytecode::Constant;
use bytescope_syntax::ast::Operator;

use super::complex::{self, Complex};

pub(super) fn binary(op: Operator, left: f64, right: f64) -> Option<Constant> {
    let result = match op {
        Operator::Add => left + right,
        Operator::Sub => left - right,
        Operator::Mult => left * right,
        Operator::Div if right != 0.0 => left / right,
        Operator::FloorDiv if right != 0.0 => floor_divide(left, right),
        Operator::Mod if right != 0.0 => remainder(left, right),
        Operator::Pow => return power(left, right),
        _ => return None,
    };
    Some(Constant::Float(result))
}

/// The remainder with the sign of the divisor (`float_rem`).
fn remainder(left: f64, right: f64) -> f64 {
    let remainder = left % right;
    if remainder == 0.0 {
        return 0.0_f64.copysign(right);
    }
    if (right < 0.0) == (remainder < 0.0) { remainder } else { remainder + right }
}

/// The quotient rounded down (`_float_div_mod`).
fn floor_divide(left: f64, right: f64) -> f64 {
    let remainder = left % right;
    let mut quotient = (left - remainder) / right;
    if remainder != 0.0 && (right < 0.0) != (remainder < 0.0) {
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return 0.0_f64.copysign(left / right);
    }
    // The quotient is within rounding of an integer.
    let floor = quotient.floor();
    if quotient - floor > 0.5 { floor + 1.0 } else { floor }
}

/// `base ** exponent` (`float_pow`). A negative base with a fractional exponent gives a complex number.
#[expect(clippy::float_cmp, reason = "exactly these values are special")]
pub(super) fn power(base: f64, exponent: f64) -> Option<Constant> {
    let odd = exponent.abs() % 2.0 == 1.0;
    let result = if exponent == 0.0 || base == 1.0 {
        1.0
    } else if base.is_nan() {
        base
    } else if exponent.is_nan() {
        exponent
    } else if exponent.is_infinite() {
        if base.abs() == 1.0 {
            1.0
        } else if (exponent > 0.0) == (base.abs() > 1.0) {
            exponent.abs()
        } else {
            0.0
        }
    } else if base.is_infinite() {
        let magnitude = if exponent > 0.0 { f64::INFINITY } else { 0.0 };
        if odd { magnitude.copysign(base) } else { magnitude }
    } else if base == 0.0 {
        if exponent < 0.0 {
            return None;
        }
        if odd { base } else { 0.0 }
    } else if base < 0.0 && exponent != exponent.floor() {
        let power = complex::power(Complex { real: base, imag: 0.0 }, Complex { real: exponent, imag: 0.0 })?;
        return Some(power.into());
    } else {
        let magnitude = base.abs().powf(exponent);
        if magnitude.is_infinite() {
            return None;
        }
        if base < 0.0 && odd { -magnitude } else { magnitude }
    };
    Some(Constant::Float(result))
}
