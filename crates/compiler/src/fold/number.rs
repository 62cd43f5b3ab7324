//! Constants as numbers: integers become floats and floats become complex where an operator needs it.

use std::borrow::Cow;

use bytescope_bytecode::Constant;
use num_bigint::BigInt;

use super::complex::Complex;
use super::integer;

/// A number; a bool counts as an integer.
#[derive(Debug)]
pub(super) enum Number<'value> {
    Int(Cow<'value, BigInt>),
    Float(f64),
    Complex(Complex),
}

impl<'value> Number<'value> {
    pub(super) fn of(value: &'value Constant) -> Option<Self> {
        match value {
            Constant::Bool(value) => Some(Self::Int(Cow::Owned(BigInt::from(u8::from(*value))))),
            Constant::Int(value) => Some(Self::Int(Cow::Borrowed(value))),
            Constant::Float(value) => Some(Self::Float(*value)),
            Constant::Complex { real, imag } => Some(Self::Complex(Complex { real: *real, imag: *imag })),
            _ => None,
        }
    }

    /// As a float; nothing if it is complex or too large (`OverflowError`).
    pub(super) fn to_float(&self) -> Option<f64> {
        match self {
            Self::Int(value) => integer::to_float(value),
            Self::Float(value) => Some(*value),
            Self::Complex(_) => None,
        }
    }

    /// As a complex number; nothing if it is too large.
    pub(super) fn to_complex(&self) -> Option<Complex> {
        match self {
            Self::Complex(value) => Some(*value),
            real => Some(Complex { real: real.to_float()?, imag: 0.0 }),
        }
    }
}
