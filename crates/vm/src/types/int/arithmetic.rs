//! Operators of `int` (`Objects/longobject.c`).
//!
//! Each has a way for two numbers of 64 bits, which gives up when the result does not fit, and one for any.
//! What may become large asks for its memory first: a shift or a power names its size before it is computed.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::{operand, ratio_to_float, value_of};
use crate::types::{float, unwrapped};
use crate::value::Value;
use crate::{Exc, PyResult, Vm};

/// Bits from which on a result is measured before it is computed.
const LARGE: u64 = 1 << 16;

#[inline]
fn binary(
    vm: &mut Vm,
    left: &Value,
    right: &Value,
    small: impl FnOnce(i64, i64) -> Option<i64>,
    big: impl FnOnce(&mut Vm, &BigInt, &BigInt) -> PyResult<BigInt>,
) -> PyResult {
    let numbers = (unwrapped(left).as_index(), unwrapped(right).as_index());
    if let (Some(left), Some(right)) = numbers
        && let Some(result) = small(left, right)
    {
        return Ok(Value::int(result));
    }
    match (operand(left), operand(right)) {
        (Some(left), Some(right)) => big(vm, &left, &right).map(|int| vm.int(int)),
        _ => Ok(Value::not_implemented()),
    }
}

pub(super) fn unary(vm: &mut Vm, value: &Value, operation: fn(&BigInt) -> BigInt) -> PyResult {
    let int = value_of(vm, value)?;
    Ok(vm.int(operation(&int)))
}

pub(super) fn compare(left: &Value, right: &Value, holds: fn(Ordering) -> bool) -> Value {
    let ordering = match (unwrapped(left).as_index(), unwrapped(right).as_index()) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => match (operand(left), operand(right)) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => return Value::not_implemented(),
        },
    };
    Value::bool(holds(ordering))
}

pub(super) fn add(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    binary(vm, left, right, i64::checked_add, |_, left, right| Ok(left + right))
}

pub(super) fn subtract(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    binary(vm, left, right, i64::checked_sub, |_, left, right| Ok(left - right))
}

pub(super) fn multiply(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    binary(vm, left, right, i64::checked_mul, |vm, left, right| {
        check_bits(vm, left.bits() + right.bits())?;
        Ok(left * right)
    })
}

pub(super) fn and(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    binary(vm, left, right, |left, right| Some(left & right), |_, left, right| Ok(left & right))
}

pub(super) fn or(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    binary(vm, left, right, |left, right| Some(left | right), |_, left, right| Ok(left | right))
}

pub(super) fn xor(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    binary(vm, left, right, |left, right| Some(left ^ right), |_, left, right| Ok(left ^ right))
}

/// Whether `left / right` fits 64 bits, zero excluded.
fn divides_small(left: i64, right: i64) -> bool {
    right != 0 && !(right == -1 && left == i64::MIN)
}

pub(super) fn floor_divide(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    binary(
        vm,
        left,
        right,
        |left, right| divides_small(left, right).then(|| Integer::div_floor(&left, &right)),
        |vm, left, right| {
            if right.is_zero() {
                return Err(vm.error(Exc::ZeroDivisionError, "integer division or modulo by zero"));
            }
            Ok(left.div_floor(right))
        },
    )
}

pub(super) fn remainder(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    binary(
        vm,
        left,
        right,
        |left, right| divides_small(left, right).then(|| Integer::mod_floor(&left, &right)),
        |vm, left, right| {
            if right.is_zero() {
                return Err(vm.error(Exc::ZeroDivisionError, "integer modulo by zero"));
            }
            Ok(left.mod_floor(right))
        },
    )
}

pub(super) fn divmod(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let (Some(left), Some(right)) = (operand(left), operand(right)) else {
        return Ok(Value::not_implemented());
    };
    if right.is_zero() {
        return Err(vm.error(Exc::ZeroDivisionError, "integer division or modulo by zero"));
    }
    let (quotient, remainder) = left.div_mod_floor(&right);
    let items = vec![vm.int(quotient), vm.int(remainder)];
    Ok(vm.tuple(items))
}

/// `left / right`, the float nearest to the exact quotient (`long_true_divide`).
pub(super) fn true_divide(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    const EXACT: u64 = 1 << 53;
    if let (Some(left), Some(right)) = (unwrapped(left).as_index(), unwrapped(right).as_index())
        && right != 0
        && left.unsigned_abs() <= EXACT
        && right.unsigned_abs() <= EXACT
    {
        return Ok(Value::float(left as f64 / right as f64));
    }
    let (Some(left), Some(right)) = (operand(left), operand(right)) else {
        return Ok(Value::not_implemented());
    };
    if right.is_zero() {
        return Err(vm.error(Exc::ZeroDivisionError, "division by zero"));
    }
    match ratio_to_float(&left, &right) {
        Some(float) => Ok(Value::float(float)),
        None => Err(vm.error(Exc::OverflowError, "integer division result too large for a float")),
    }
}

pub(super) fn shift_left(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let small = |left: i64, right: i64| {
        let distance = u32::try_from(right).ok().filter(|distance| *distance < 64)?;
        left.checked_mul(1_i64.checked_shl(distance).filter(|factor| *factor > 0)?)
    };
    binary(vm, left, right, small, |vm, left, right| {
        if right.is_negative() {
            return Err(vm.value_error("negative shift count"));
        }
        if left.is_zero() {
            return Ok(BigInt::zero());
        }
        match right.to_u64().filter(|distance| *distance < 1 << 62) {
            Some(distance) => {
                check_bits(vm, left.bits() + distance)?;
                Ok(left << distance)
            }
            None => Err(vm.error(Exc::OverflowError, "too many digits in integer")),
        }
    })
}

pub(super) fn shift_right(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let small = |left: i64, right: i64| (right >= 0).then(|| left >> right.min(63));
    binary(vm, left, right, small, |vm, left, right| {
        if right.is_negative() {
            return Err(vm.value_error("negative shift count"));
        }
        Ok(match right.to_u64().filter(|distance| *distance < left.bits()) {
            Some(distance) => left >> distance,
            None if left.is_negative() => BigInt::from(-1),
            None => BigInt::zero(),
        })
    })
}

/// `left ** right`, or `pow(left, right, modulus)` (`long_pow`).
pub(super) fn power(vm: &mut Vm, left: &Value, right: &Value, modulus: Option<&Value>) -> PyResult {
    let is_float = |value: &Value| unwrapped(value).as_float().is_some();
    if modulus.is_some_and(|modulus| is_float(modulus) || is_float(right)) {
        return Err(vm.type_error(float::NO_MODULUS));
    }
    let (Some(base), Some(exponent)) = (operand(left), operand(right)) else {
        return Ok(Value::not_implemented());
    };
    if let Some(modulus) = modulus {
        let Some(modulus) = operand(modulus) else { return Ok(Value::not_implemented()) };
        return power_modulo(vm, &base, &exponent, &modulus);
    }
    if exponent.is_negative() {
        let (base, exponent) = (vm.float_of_int(left)?, vm.float_of_int(right)?);
        return float::power(vm, base, exponent);
    }
    if let (Some(base), Some(exponent)) = (base.to_i64(), exponent.to_u32())
        && let Some(result) = base.checked_pow(exponent)
    {
        return Ok(Value::int(result));
    }
    if base.magnitude().is_one() {
        let is_negative = base.is_negative() && exponent.is_odd();
        return Ok(Value::int(if is_negative { -1 } else { 1 }));
    }
    if base.is_zero() {
        return Ok(Value::int(0));
    }
    let bits = exponent.to_u64().and_then(|exponent| exponent.checked_mul(base.bits() - 1));
    match (bits, exponent.to_u32()) {
        (Some(bits), Some(exponent)) => {
            check_bits(vm, bits)?;
            Ok(vm.int(base.pow(exponent)))
        }
        _ => Err(vm.error_with(Exc::MemoryError, Vec::new())),
    }
}

fn power_modulo(vm: &mut Vm, base: &BigInt, exponent: &BigInt, modulus: &BigInt) -> PyResult {
    if modulus.is_zero() {
        return Err(vm.value_error("pow() 3rd argument cannot be 0"));
    }
    let inverse;
    let (base, exponent) = if exponent.is_negative() {
        match base.modinv(&modulus.abs()) {
            Some(found) => inverse = found,
            None => return Err(vm.value_error("base is not invertible for the given modulus")),
        }
        (&inverse, -exponent)
    } else {
        (base, exponent.clone())
    };
    // The result has the sign of the modulus, also when the modulus is negative.
    Ok(vm.int(base.modpow(&exponent, modulus)))
}

/// Refuses results of so many bits when they would not fit the memory.
fn check_bits(vm: &mut Vm, bits: u64) -> PyResult<()> {
    if bits < LARGE { Ok(()) } else { vm.check_memory(usize::try_from(bits / 8).unwrap_or(usize::MAX)) }
}
