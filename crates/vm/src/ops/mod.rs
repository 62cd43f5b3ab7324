//! What the interpreter, the built-in types and the modules ask of any object: the `PyObject_…` of the C API.
//!
//! | file | questions |
//! |---|---|
//! | `attributes` | `getattr`, `setattr`, look-up in classes, descriptors |
//! | `lookup_cache` | what look-ups in classes found |
//! | `calls` | calling anything |
//! | `classes` | `isinstance`, `issubclass` |
//! | `compare` | `==`, `<` |
//! | `convert` | `bool`, `hash`, `repr`, `str`, `format`, `int` by `__index__` |
//! | `items` | `x[i]`, `len`, `in` |
//! | `iterate` | `iter`, `next`, items of any iterable |
//! | `numbers` | binary and unary operators |
//! | `dicts`, `sets` | keys that need Python code to compare |

mod attributes;
mod calls;
mod classes;
mod compare;
mod convert;
mod dicts;
mod items;
mod iterate;
mod lookup_cache;
mod numbers;
mod sets;

pub(crate) use attributes::{is_plain_data, own_attribute};
pub use compare::Comparison;
pub(crate) use compare::{ORDERS, quick_compare};
pub(crate) use convert::{as_big, quick_truth};
pub(crate) use items::{item_at, set_item_at};
pub(crate) use iterate::{dict_iterator, quick_next, reversed_sequence_iterator, sequence_iterator};
pub(crate) use lookup_cache::LookupCache;
pub use numbers::{BinaryOp, UnaryOp};
pub(crate) use numbers::{arithmetic, arithmetic_onto};
