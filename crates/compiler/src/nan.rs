//! Keeping computed NaNs apart.
//!
//! A NaN is not equal to itself, so CPython merges two NaN constants only if they are one object: one node
//! of the tree, generated twice. Our constants are values without identity; so folding numbers the NaNs
//! that it computes in their payload bits, which nothing else uses, and assembly takes the numbers out
//! again. (No literal is a NaN: they all come from folding, `1e400 - 1e400`.)

use bytescope_bytecode::Constant;

/// The bits that a computed NaN leaves zero and that may differ without making it another value.
const PAYLOAD: u64 = (1 << 51) - 1;

/// Gives a NaN that folding computed the given number.
pub(crate) fn mark(value: &mut Constant, number: u64) {
    change(value, number);
}

/// Takes the numbers out of a constant.
pub(crate) fn unmark(mut value: Constant) -> Constant {
    if has_nan(&value) {
        change(&mut value, 0);
    }
    value
}

/// Whether a constant is a NaN or has one in it.
pub(crate) fn has_nan(value: &Constant) -> bool {
    match value {
        Constant::Float(value) => value.is_nan(),
        Constant::Complex { real, imag } => real.is_nan() || imag.is_nan(),
        Constant::Tuple(items) | Constant::FrozenSet(items) => items.iter().any(has_nan),
        _ => false,
    }
}

fn change(value: &mut Constant, number: u64) {
    match value {
        Constant::Float(value) => *value = with_payload(*value, number),
        Constant::Complex { real, imag } => {
            *real = with_payload(*real, number);
            *imag = with_payload(*imag, number);
        }
        Constant::Tuple(items) | Constant::FrozenSet(items) => {
            let changed = items.iter().cloned().map(|mut item| {
                change(&mut item, number);
                item
            });
            *items = changed.collect();
        }
        _ => {}
    }
}

fn with_payload(value: f64, number: u64) -> f64 {
    if value.is_nan() { f64::from_bits(value.to_bits() & !PAYLOAD | number & PAYLOAD) } else { value }
}
