//! Types with parameters: `list[int]` (`GenericAlias`) and `int | str` (`UnionType`).
//!
//! | file | what |
//! |---|---|
//! | `alias` | `GenericAlias` |
//! | `parameters` | type variables in arguments, and what is put in their places |
//! | `union` | `UnionType` |

mod alias;
mod parameters;
mod union;

use rustpython_wtf8::Wtf8Buf;

use crate::objects::*;
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

use super::native;

impl Vm {
    /// A type as it is written: `int`, `typing.Any`, `list[int]` (`_Py_typing_type_repr`).
    pub(crate) fn type_repr(&mut self, value: &Value) -> PyResult<Wtf8Buf> {
        if value.kind() == crate::value::Kind::Ellipsis {
            return Ok(Wtf8Buf::from("..."));
        }
        let (origin, args) = (self.intern("__origin__"), self.intern("__args__"));
        if self.getattr_opt(value, &origin)?.is_some() && self.getattr_opt(value, &args)?.is_some() {
            return self.repr_text(value);
        }
        let (qualname, module) = (self.names.qualname.clone(), self.names.module.clone());
        let Some(qualname) = self.getattr_opt(value, &qualname)? else { return self.repr_text(value) };
        let Some(module) = self.getattr_opt(value, &module)?.filter(|module| !module.is_none()) else {
            return self.repr_text(value);
        };
        let qualname = self.str_text(&qualname)?;
        let module = self.str_text(&module)?;
        if module.as_bytes() == b"builtins" {
            return Ok(qualname);
        }
        let mut text = module;
        text.push_str(".");
        text.push_wtf8(&qualname);
        Ok(text)
    }
}

/// `cls[item]` for classes whose objects hold others.
fn class_getitem(vm: &mut Vm, args: crate::call::Args<'_>) -> PyResult {
    vm.generic_alias(&args[0], &args[1])
}

pub(super) fn install(vm: &mut Vm) {
    alias::install(vm);
    union::install(vm);
    let mut classes = vec![
        vm.types.list.clone(),
        vm.types.tuple.clone(),
        vm.types.dict.clone(),
        vm.types.set.clone(),
        vm.types.frozenset.clone(),
        vm.types.enumerate.clone(),
        vm.types.mappingproxy.clone(),
        vm.types.weakref.clone(),
        vm.types.generator.clone(),
        vm.types.coroutine.clone(),
        vm.types.async_generator.clone(),
    ];
    classes.push(vm.exception_class(crate::Exc::BaseExceptionGroup).clone());
    for class in classes {
        vm.define(&class, &[CLASS_GETITEM]);
    }
}

/// To be put into the table of any class that can be subscripted.
pub(crate) const CLASS_GETITEM: super::Def =
    super::Def::classmethod("__class_getitem__", "($type, object, /)", class_getitem);

/// Whether a value is a class, and not a parametrized one.
fn is_class(value: &Value) -> bool {
    Ref::<Class>::of(value).is_some()
}
