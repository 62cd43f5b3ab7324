//! Descriptors: what makes attributes of a class more than values.
//!
//! | file | what |
//! |---|---|
//! | `member` | `member_descriptor`: the places of `__slots__` and of exceptions' own attributes |
//! | `methods` | `staticmethod`, `classmethod` |
//! | `property` | `property` |

mod member;
mod methods;
mod property;

use crate::Vm;

pub(crate) use member::Member;
pub(crate) use methods::{bind_method, is_function, new_classmethod, new_staticmethod};
pub(crate) use property::Property;

pub(super) fn install(vm: &mut Vm) {
    member::install(vm);
    methods::install(vm);
    property::install(vm);
}
