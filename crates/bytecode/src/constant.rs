//! The values a code object or a syntax tree can hold literally.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use num_bigint::BigInt;
use rustpython_wtf8::Wtf8Buf;

use crate::CodeObject;

/// A constant as Python knows it.
///
/// **Equality is CPython's constant key** (`_PyCode_ConstantKey`), not Python's `==`: types matter, so 1,
/// `True` and 1.0 differ; so do 0.0 and -0.0; tuples and frozensets compare item by item.
#[derive(Clone, Debug)]
pub enum Constant {
    /// `None`
    None,
    /// `...`
    Ellipsis,
    /// `True` or `False`
    Bool(bool),
    /// An integer of any size.
    Int(BigInt),
    /// A float.
    Float(f64),
    /// A complex number.
    Complex {
        /// Real part.
        real: f64,
        /// Imaginary part.
        imag: f64,
    },
    /// A string; Python's may hold lone surrogates, hence WTF-8.
    Str(Wtf8Buf),
    /// A bytes object.
    Bytes(Vec<u8>),
    /// A tuple of constants.
    Tuple(Arc<[Constant]>),
    /// A frozenset of constants, in the order in which its elements were written, without duplicates.
    FrozenSet(Arc<[Constant]>),
    /// A slice: start, stop and step (3.14).
    Slice(Arc<[Constant; 3]>),
    /// A nested code object.
    Code(Arc<CodeObject>),
}

impl Constant {
    /// Python's name for the type: `"int"`, `"NoneType"`.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::None => "NoneType",
            Self::Ellipsis => "ellipsis",
            Self::Bool(_) => "bool",
            Self::Int(_) => "int",
            Self::Float(_) => "float",
            Self::Complex { .. } => "complex",
            Self::Str(_) => "str",
            Self::Bytes(_) => "bytes",
            Self::Tuple(_) => "tuple",
            Self::FrozenSet(_) => "frozenset",
            Self::Slice(_) => "slice",
            Self::Code(_) => "code",
        }
    }
}

impl From<&str> for Constant {
    fn from(text: &str) -> Self {
        Self::Str(Wtf8Buf::from(text))
    }
}

impl PartialEq for Constant {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::None, Self::None) | (Self::Ellipsis, Self::Ellipsis) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Float(a), Self::Float(b)) => a.to_bits() == b.to_bits(),
            (Self::Complex { real: a, imag: b }, Self::Complex { real: c, imag: d }) => {
                a.to_bits() == c.to_bits() && b.to_bits() == d.to_bits()
            }
            (Self::Str(a), Self::Str(b)) => a == b,
            (Self::Bytes(a), Self::Bytes(b)) => a == b,
            (Self::Tuple(a), Self::Tuple(b)) => a == b,
            // A frozenset's order is not part of its value.
            (Self::FrozenSet(a), Self::FrozenSet(b)) => {
                a.len() == b.len() && a.iter().all(|item| b.contains(item))
            }
            (Self::Slice(a), Self::Slice(b)) => a == b,
            (Self::Code(a), Self::Code(b)) => Arc::ptr_eq(a, b) || a.same_code(b),
            _ => false,
        }
    }
}

impl Eq for Constant {}

impl Hash for Constant {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::None | Self::Ellipsis => {}
            Self::Bool(value) => value.hash(state),
            Self::Int(value) => value.hash(state),
            Self::Float(value) => value.to_bits().hash(state),
            Self::Complex { real, imag } => (real.to_bits(), imag.to_bits()).hash(state),
            Self::Str(value) => value.hash(state),
            Self::Bytes(value) => value.hash(state),
            Self::Tuple(items) => items.hash(state),
            Self::FrozenSet(items) => items.len().hash(state),
            Self::Slice(parts) => parts.hash(state),
            Self::Code(code) => (&code.name, code.firstlineno, &code.code).hash(state),
        }
    }
}
