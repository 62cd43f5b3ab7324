//! Complex arithmetic as CPython 3.13 does it (`complexobject.c`): both operands are made complex first, so
//! signs of zero and infinities come out as they do there.

use bytescope_bytecode::Constant;
use bytescope_syntax::ast::Operator;

/// A complex number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Complex {
    pub(super) real: f64,
    pub(super) imag: f64,
}

impl From<Complex> for Constant {
    fn from(Complex { real, imag }: Complex) -> Self {
        Self::Complex { real, imag }
    }
}

pub(super) fn binary(op: Operator, left: Complex, right: Complex) -> Option<Constant> {
    let result = match op {
        Operator::Add => Complex { real: left.real + right.real, imag: left.imag + right.imag },
        Operator::Sub => Complex { real: left.real - right.real, imag: left.imag - right.imag },
        Operator::Mult => multiply(left, right),
        Operator::Div => divide(left, right)?,
        Operator::Pow => power(left, right)?,
        _ => return None,
    };
    Some(result.into())
}

fn multiply(left: Complex, right: Complex) -> Complex {
    Complex {
        real: left.real * right.real - left.imag * right.imag,
        imag: left.real * right.imag + left.imag * right.real,
    }
}

/// Smith's method (`_Py_c_quot`); nothing for division by zero.
fn divide(left: Complex, right: Complex) -> Option<Complex> {
    let (real, imag) = (right.real.abs(), right.imag.abs());
    if real >= imag {
        if real == 0.0 {
            return None;
        }
        let ratio = right.imag / right.real;
        let denominator = right.real + right.imag * ratio;
        Some(Complex {
            real: (left.real + left.imag * ratio) / denominator,
            imag: (left.imag - left.real * ratio) / denominator,
        })
    } else if imag >= real {
        let ratio = right.real / right.imag;
        let denominator = right.real * ratio + right.imag;
        Some(Complex {
            real: (left.real * ratio + left.imag) / denominator,
            imag: (left.imag * ratio - left.real) / denominator,
        })
    } else {
        Some(Complex { real: f64::NAN, imag: f64::NAN })
    }
}

/// `base ** exponent` (`complex_pow`); small whole exponents are multiplied out. Nothing on overflow and
/// where zero is divided by.
pub(super) fn power(base: Complex, exponent: Complex) -> Option<Complex> {
    let whole = exponent.imag == 0.0 && exponent.real.fract() == 0.0;
    let result = if whole && exponent.real.abs() <= 100.0 {
        integer_power(base, exponent.real as i32)?
    } else {
        polar_power(base, exponent)?
    };
    (!result.real.is_infinite() && !result.imag.is_infinite()).then_some(result)
}

/// By repeated squaring (`c_powi`).
fn integer_power(base: Complex, exponent: i32) -> Option<Complex> {
    const ONE: Complex = Complex { real: 1.0, imag: 0.0 };
    let mut result = ONE;
    let mut square = base;
    let mut remaining = exponent.unsigned_abs();
    while remaining > 0 {
        if remaining & 1 == 1 {
            result = multiply(result, square);
        }
        remaining >>= 1;
        square = multiply(square, square);
    }
    if exponent > 0 { Some(result) } else { divide(ONE, result) }
}

/// By length and angle (`_Py_c_pow`).
fn polar_power(base: Complex, exponent: Complex) -> Option<Complex> {
    if exponent.real == 0.0 && exponent.imag == 0.0 {
        return Some(Complex { real: 1.0, imag: 0.0 });
    }
    if base.real == 0.0 && base.imag == 0.0 {
        let defined = exponent.imag == 0.0 && exponent.real >= 0.0;
        return defined.then_some(Complex { real: 0.0, imag: 0.0 });
    }
    let length = base.real.hypot(base.imag);
    let angle = base.imag.atan2(base.real);
    let mut magnitude = length.powf(exponent.real);
    let mut phase = angle * exponent.real;
    if exponent.imag != 0.0 {
        magnitude /= (angle * exponent.imag).exp();
        phase += exponent.imag * length.ln();
    }
    // C's `sin` and `cos` report infinity as outside of their domain.
    (!phase.is_infinite()).then(|| Complex { real: magnitude * phase.cos(), imag: magnitude * phase.sin() })
}
