//! Numbers that do not fit a small object.

use num_bigint::BigInt;

use crate::value::Held;

/// An `int` that does not fit 64 bits; one that does is never in here.
#[derive(Debug)]
pub struct BigInteger(pub BigInt);

impl Held for BigInteger {}

/// A `complex`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Complex {
    /// Real part.
    pub real: f64,
    /// Imaginary part.
    pub imag: f64,
}

impl Held for Complex {}
