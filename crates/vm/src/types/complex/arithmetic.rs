//! Operators of `complex` (`Objects/complexobject.c`).

use super::too_large;
use crate::call::Args;
use crate::objects::Complex;
use crate::types::{native, unwrapped};
use crate::value::{Kind, Value};
use crate::{Exc, PyResult, Vm};

const ONE: Complex = Complex { real: 1.0, imag: 0.0 };

fn number(vm: &mut Vm, value: &Value) -> PyResult<Option<Complex>> {
    let inner = unwrapped(value);
    let real = match inner.kind() {
        Kind::Complex => return Ok(native::<Complex>(inner).copied()),
        Kind::Float => inner.as_float(),
        Kind::Int | Kind::Bool | Kind::BigInt => Some(vm.float_of_int(inner)?),
        _ => None,
    };
    Ok(real.map(|real| Complex { real, imag: 0.0 }))
}

fn binary(
    vm: &mut Vm,
    left: &Value,
    right: &Value,
    operation: impl FnOnce(&mut Vm, Complex, Complex) -> PyResult<Complex>,
) -> PyResult {
    let Some(left) = number(vm, left)? else { return Ok(Value::not_implemented()) };
    let Some(right) = number(vm, right)? else { return Ok(Value::not_implemented()) };
    operation(vm, left, right).map(Value::new)
}

pub(super) fn add(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    binary(vm, left, right, |_, left, right| {
        Ok(Complex { real: left.real + right.real, imag: left.imag + right.imag })
    })
}

pub(super) fn subtract(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    binary(vm, left, right, |_, left, right| {
        Ok(Complex { real: left.real - right.real, imag: left.imag - right.imag })
    })
}

pub(super) fn multiply(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    binary(vm, left, right, |_, left, right| Ok(product(left, right)))
}

pub(super) fn divide(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    binary(vm, left, right, |vm, left, right| match quotient(left, right) {
        Some(result) => Ok(result),
        None => Err(vm.error(Exc::ZeroDivisionError, "complex division by zero")),
    })
}

pub(super) fn abs(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Complex { real, imag } = *vm.native::<Complex>(&args[0])?;
    let length = real.hypot(imag);
    if length.is_infinite() && real.is_finite() && imag.is_finite() {
        return Err(too_large(vm, "absolute value too large"));
    }
    Ok(Value::float(length))
}

fn product(left: Complex, right: Complex) -> Complex {
    Complex {
        real: left.real * right.real - left.imag * right.imag,
        imag: left.real * right.imag + left.imag * right.real,
    }
}

/// By the larger part of the divisor, so that nothing overflows early; `None` for a division by zero.
fn quotient(left: Complex, right: Complex) -> Option<Complex> {
    if right.real.abs() >= right.imag.abs() {
        if right.real == 0.0 {
            return None;
        }
        let ratio = right.imag / right.real;
        let divisor = right.real + right.imag * ratio;
        Some(Complex {
            real: (left.real + left.imag * ratio) / divisor,
            imag: (left.imag - left.real * ratio) / divisor,
        })
    } else if right.imag.abs() >= right.real.abs() {
        let ratio = right.real / right.imag;
        let divisor = right.real * ratio + right.imag;
        Some(Complex {
            real: (left.real * ratio + left.imag) / divisor,
            imag: (left.imag * ratio - left.real) / divisor,
        })
    } else {
        // A part of the divisor is a NaN.
        Some(Complex { real: f64::NAN, imag: f64::NAN })
    }
}

pub(super) fn pow(vm: &mut Vm, left: &Value, right: &Value, modulus: Option<&Value>) -> PyResult {
    let Some(base) = number(vm, left)? else { return Ok(Value::not_implemented()) };
    let Some(exponent) = number(vm, right)? else { return Ok(Value::not_implemented()) };
    if modulus.is_some() {
        return Err(vm.value_error("complex modulo"));
    }
    power(vm, base, exponent)
}

/// `base ** exponent` (`complex_pow`): by multiplication for small whole exponents, which is more exact.
pub(crate) fn power(vm: &mut Vm, base: Complex, exponent: Complex) -> PyResult {
    let is_small = exponent.imag == 0.0 && exponent.real.fract() == 0.0 && exponent.real.abs() <= 100.0;
    let result =
        if is_small { whole_power(base, exponent.real as i32) } else { general_power(base, exponent) };
    let Some(result) = result else {
        return Err(vm.error(Exc::ZeroDivisionError, "0.0 to a negative or complex power"));
    };
    if result.real.is_infinite() || result.imag.is_infinite() {
        return Err(too_large(vm, "complex exponentiation"));
    }
    Ok(Value::new(result))
}

fn whole_power(base: Complex, exponent: i32) -> Option<Complex> {
    let (mut result, mut square, mut left) = (ONE, base, exponent.unsigned_abs());
    while left > 0 {
        if left & 1 == 1 {
            result = product(result, square);
        }
        left >>= 1;
        if left > 0 {
            square = product(square, square);
        }
    }
    if exponent > 0 { Some(result) } else { quotient(ONE, result) }
}

fn general_power(base: Complex, exponent: Complex) -> Option<Complex> {
    if exponent.real == 0.0 && exponent.imag == 0.0 {
        return Some(ONE);
    }
    if base.real == 0.0 && base.imag == 0.0 {
        let is_undefined = exponent.imag != 0.0 || exponent.real < 0.0;
        return (!is_undefined).then_some(Complex { real: 0.0, imag: 0.0 });
    }
    let (length, angle) = (base.real.hypot(base.imag), base.imag.atan2(base.real));
    let mut scale = length.powf(exponent.real);
    let mut phase = angle * exponent.real;
    if exponent.imag != 0.0 {
        scale /= (angle * exponent.imag).exp();
        phase += exponent.imag * length.ln();
    }
    // The C library says that an infinite angle is out of its domain.
    (!phase.is_infinite()).then(|| Complex { real: scale * phase.cos(), imag: scale * phase.sin() })
}
