//! Which constants are the same element of a set: Python's `==`, for which `1`, `True` and `1.0` are one.

use bytescope_bytecode::Constant;
use num_bigint::BigInt;
use num_traits::FromPrimitive;
use rustc_hash::FxHashSet;

use crate::nan::has_nan;

/// The elements that a frozenset of these items has; of equal ones the first stays. A NaN equals nothing, and
/// two literals are never one object.
pub(crate) fn distinct(items: Vec<Constant>) -> Vec<Constant> {
    let mut seen = FxHashSet::default();
    items.into_iter().filter(|item| has_nan(item) || seen.insert(canonical(item))).collect()
}

/// One representative for all values that are equal in Python.
pub(crate) fn canonical(value: &Constant) -> Constant {
    match value {
        Constant::Bool(value) => Constant::Int(BigInt::from(u8::from(*value))),
        Constant::Float(value) => canonical_float(*value),
        Constant::Complex { real, imag } if *imag == 0.0 => canonical_float(*real),
        // Adding 0.0 makes zeros positive.
        Constant::Complex { real, imag } => Constant::Complex { real: real + 0.0, imag: *imag },
        Constant::Tuple(items) => Constant::Tuple(items.iter().map(canonical).collect()),
        other => other.clone(),
    }
}

fn canonical_float(value: f64) -> Constant {
    match BigInt::from_f64(value) {
        Some(integer) if value.fract() == 0.0 => Constant::Int(integer),
        _ => Constant::Float(value),
    }
}
