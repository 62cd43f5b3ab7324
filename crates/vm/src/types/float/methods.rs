//! Methods of `float` that are not operators.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{FromPrimitive, Signed, ToPrimitive};

use super::hex::{self, Wrong};
use super::{value_of, whole};
use crate::call::Args;
use crate::objects::Str;
use crate::types::int::to_float;
use crate::types::native;
use crate::value::Value;
use crate::{Exc, PyResult, Vm};

/// `round(float)` gives an `int`; with a number of digits, the float nearest to the exact decimal rounding.
pub(super) fn round(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let float = value_of(vm, &args[0])?;
    let Some(digits) = args.some(1) else { return whole(vm, float.round_ties_even()) };
    let digits = vm.index(digits)?;
    let digits = digits.to_i64().unwrap_or(if digits.is_negative() { i64::MIN } else { i64::MAX });
    // Beyond these every float is a multiple already, or less than half of one.
    if !float.is_finite() || digits > 323 {
        return Ok(Value::float(float));
    }
    if digits < -308 {
        return Ok(Value::float(0.0 * float));
    }
    let rounded = if digits >= 0 {
        // Rust prints exactly and rounds once, ties to even, and reading finds the nearest float.
        format!("{float:.*}", digits as usize).parse().unwrap_or(float)
    } else {
        match round_to_power(float, digits.unsigned_abs() as u32) {
            Some(rounded) => rounded,
            None => return Err(vm.error(Exc::OverflowError, "rounded value too large to represent")),
        }
    };
    if rounded.is_infinite() {
        return Err(vm.error(Exc::OverflowError, "rounded value too large to represent"));
    }
    Ok(Value::float(rounded))
}

/// The multiple of `10 ** zeros` nearest to a finite float, the even one of two.
fn round_to_power(float: f64, zeros: u32) -> Option<f64> {
    let unit = BigInt::from(10).pow(zeros);
    let whole = BigInt::from_f64(float.abs().floor())?;
    let (mut quotient, remainder) = whole.div_rem(&unit);
    let twice: BigInt = remainder * 2;
    let has_fraction = float.fract() != 0.0;
    if twice > unit || twice == unit && (has_fraction || quotient.is_odd()) {
        quotient += 1;
    }
    to_float(&(quotient * unit)).map(|rounded| rounded.copysign(float))
}

pub(super) fn as_integer_ratio(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let float = value_of(vm, &args[0])?;
    if float.is_nan() {
        return Err(vm.value_error("cannot convert NaN to integer ratio"));
    }
    if float.is_infinite() {
        return Err(vm.error(Exc::OverflowError, "cannot convert Infinity to integer ratio"));
    }
    let (fraction, exponent) = crate::hash::frexp(float.abs());
    // 53 bits of a fraction in [0.5, 1) make a whole number.
    let mut numerator = BigInt::from((fraction * 2_f64.powi(53)) as u64);
    let mut exponent = i64::from(exponent) - 53;
    let zeros = numerator.trailing_zeros().unwrap_or(0) as i64;
    numerator >>= zeros;
    exponent += zeros;
    if float == 0.0 {
        exponent = 0;
    }
    let denominator = if exponent < 0 { BigInt::from(1) << -exponent } else { BigInt::from(1) };
    if exponent > 0 {
        numerator <<= exponent;
    }
    if float < 0.0 {
        numerator = -numerator;
    }
    let items = vec![vm.int(numerator), vm.int(denominator)];
    Ok(vm.tuple(items))
}

pub(super) fn fromhex(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(text) = native::<Str>(&args[1]) else {
        let class = vm.class_of(&args[1]).name();
        return Err(vm.type_error(format!("fromhex() argument must be str, not {class}")));
    };
    match text.as_str().map_or(Err(Wrong::Text), hex::read) {
        Ok(float) if args[0].is(vm.types.float.value()) => Ok(Value::float(float)),
        Ok(float) => vm.call(&args[0], [Value::float(float)]),
        Err(Wrong::Text) => Err(vm.value_error("invalid hexadecimal floating-point string")),
        Err(Wrong::Size) => {
            Err(vm.error(Exc::OverflowError, "hexadecimal value too large to represent as a float"))
        }
    }
}

pub(super) fn getformat(vm: &mut Vm, args: Args<'_>) -> PyResult {
    match native::<Str>(&args[1]).and_then(Str::as_str) {
        Some("double" | "float") => Ok(vm.str("IEEE, little-endian")),
        Some(_) => Err(vm.value_error("__getformat__() argument 1 must be 'double' or 'float'")),
        None => {
            let class = vm.class_of(&args[1]).name();
            Err(vm.type_error(format!("__getformat__() argument must be str, not {class}")))
        }
    }
}
