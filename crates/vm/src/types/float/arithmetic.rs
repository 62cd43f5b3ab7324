//! Operators of `float` (`Objects/floatobject.c`).

use crate::objects::Complex;
use crate::types::unwrapped;
use crate::value::{Kind, Value};
use crate::{Exc, PyResult, Vm};

/// The refusal of `pow(x, y, z)` when one of them is a float.
pub(crate) const NO_MODULUS: &str = "pow() 3rd argument not allowed unless all arguments are integers";

/// An operand as a float; `None` for what is neither float nor int.
fn number(vm: &mut Vm, value: &Value) -> PyResult<Option<f64>> {
    let inner = unwrapped(value);
    match inner.kind() {
        Kind::Float => Ok(inner.as_float()),
        Kind::Int | Kind::Bool | Kind::BigInt => vm.float_of_int(inner).map(Some),
        _ => Ok(None),
    }
}

fn binary(
    vm: &mut Vm,
    left: &Value,
    right: &Value,
    operation: impl FnOnce(&mut Vm, f64, f64) -> PyResult,
) -> PyResult {
    let Some(left) = number(vm, left)? else { return Ok(Value::not_implemented()) };
    let Some(right) = number(vm, right)? else { return Ok(Value::not_implemented()) };
    operation(vm, left, right)
}

pub(super) fn add(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    binary(vm, left, right, |_, left, right| Ok(Value::float(left + right)))
}

pub(super) fn subtract(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    binary(vm, left, right, |_, left, right| Ok(Value::float(left - right)))
}

pub(super) fn multiply(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    binary(vm, left, right, |_, left, right| Ok(Value::float(left * right)))
}

pub(super) fn divide(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    binary(vm, left, right, |vm, left, right| {
        if right == 0.0 {
            return Err(vm.error(Exc::ZeroDivisionError, "float division by zero"));
        }
        Ok(Value::float(left / right))
    })
}

pub(super) fn floor_divide(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    binary(vm, left, right, |vm, left, right| {
        if right == 0.0 {
            return Err(vm.error(Exc::ZeroDivisionError, "float floor division by zero"));
        }
        Ok(Value::float(quotient_and_remainder(left, right).0))
    })
}

pub(super) fn remainder(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    binary(vm, left, right, |vm, left, right| {
        if right == 0.0 {
            return Err(vm.error(Exc::ZeroDivisionError, "float modulo by zero"));
        }
        Ok(Value::float(quotient_and_remainder(left, right).1))
    })
}

pub(super) fn divmod(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    binary(vm, left, right, |vm, left, right| {
        if right == 0.0 {
            return Err(vm.error(Exc::ZeroDivisionError, "float divmod()"));
        }
        let (quotient, remainder) = quotient_and_remainder(left, right);
        Ok(vm.tuple(vec![Value::float(quotient), Value::float(remainder)]))
    })
}

/// The remainder has the sign of the divisor, also when it is zero (`_float_div_mod`).
fn quotient_and_remainder(left: f64, right: f64) -> (f64, f64) {
    let mut remainder = left % right;
    let mut quotient = (left - remainder) / right;
    if remainder == 0.0 {
        remainder = 0.0_f64.copysign(right);
    } else if (right < 0.0) != (remainder < 0.0) {
        remainder += right;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return (0.0_f64.copysign(left / right), remainder);
    }
    let mut floor = quotient.floor();
    if quotient - floor > 0.5 {
        floor += 1.0;
    }
    (floor, remainder)
}

pub(super) fn pow(vm: &mut Vm, left: &Value, right: &Value, modulus: Option<&Value>) -> PyResult {
    if modulus.is_some() {
        return Err(vm.type_error(NO_MODULUS));
    }
    binary(vm, left, right, power)
}

/// `left ** right` (`float_pow`): complex for roots of negative numbers.
pub(crate) fn power(vm: &mut Vm, left: f64, right: f64) -> PyResult {
    if left == 0.0 && right < 0.0 {
        return Err(vm.error(Exc::ZeroDivisionError, "0.0 cannot be raised to a negative power"));
    }
    if left < 0.0 && left.is_finite() && right.is_finite() && right.fract() != 0.0 {
        let (left, right) = (Complex { real: left, imag: 0.0 }, Complex { real: right, imag: 0.0 });
        return super::super::complex::power(vm, left, right);
    }
    let result = left.powf(right);
    if result.is_infinite() && left.is_finite() && right.is_finite() {
        let message = vm.str("Numerical result out of range");
        return Err(vm.error_with(Exc::OverflowError, vec![Value::int(34), message]));
    }
    Ok(Value::float(result))
}
