//! `UnionType`: `int | str` (PEP 604).

use rustpython_wtf8::Wtf8Buf;

use crate::call::Args;
use crate::objects::*;
use crate::ops::BinaryOp;
use crate::types::{Def, native};
use crate::value::{Held, Value};
use crate::{PyResult, Vm};

use super::{alias::Alias, is_class, parameters};

#[derive(Debug)]
struct Union {
    /// `__args__`: a tuple.
    args: Value,
}

impl Held for Union {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.args);
    }
}

fn this(value: &Value) -> Option<&Union> {
    value.downcast::<Foreign>()?.get()
}

impl Vm {
    /// The members of `int | str`; `None` for anything else.
    #[allow(clippy::unused_self, reason = "called like its neighbours")]
    pub(crate) fn union_args(&self, value: &Value) -> Option<Vec<Value>> {
        native::<Tuple>(&this(value)?.args).map(|args| args.items.to_vec())
    }

    fn can_be_in_union(&self, value: &Value) -> bool {
        value.is_none()
            || is_class(value)
            || Alias::of(value).is_some()
            || this(value).is_some()
            || &*self.class_of(value).short_name() == "TypeAliasType"
    }

    /// `left | right` of two types; `NotImplemented` if one is none (`_Py_union_type_or`).
    pub(crate) fn union_of(&mut self, left: &Value, right: &Value) -> PyResult {
        if !self.can_be_in_union(left) || !self.can_be_in_union(right) {
            return Ok(Value::not_implemented());
        }
        let mut members: Vec<Value> = Vec::new();
        for side in [left, right] {
            for member in self.union_args(side).unwrap_or_else(|| vec![side.clone()]) {
                let member = if member.is_none() { self.types.none.value().clone() } else { member };
                let mut known = false;
                for other in &members {
                    known |= self.equals(other, &member)?;
                }
                if !known {
                    members.push(member);
                }
            }
        }
        if members.len() == 1 {
            return Ok(members.remove(0));
        }
        let args = self.tuple(members);
        Ok(Foreign::create(&self.types.union, Union { args }))
    }
}

fn members(vm: &mut Vm, value: &Value) -> Vec<Value> {
    vm.union_args(value).unwrap_or_default()
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let mut text = Wtf8Buf::new();
    for (index, member) in members(vm, &args[0]).iter().enumerate() {
        text.push_str(if index > 0 { " | " } else { "" });
        if member.is(vm.types.none.value()) {
            text.push_str("None");
        } else {
            text.push_wtf8(&vm.type_repr(member)?);
        }
    }
    Ok(vm.str_from(text))
}

/// The members as a frozenset: their order does not count.
fn as_set(vm: &mut Vm, value: &Value) -> PyResult {
    let members = members(vm, value);
    let (class, members) = (vm.types.frozenset.value().clone(), vm.tuple(members));
    vm.call(&class, [members])
}

fn hash(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let set = as_set(vm, &args[0])?;
    Ok(Value::int(vm.hash(&set)?))
}

fn eq(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if this(&args[1]).is_none() {
        return Ok(Value::not_implemented());
    }
    let (a, b) = (as_set(vm, &args[0])?, as_set(vm, &args[1])?);
    Ok(Value::bool(vm.equals(&a, &b)?))
}

fn instancecheck(vm: &mut Vm, args: Args<'_>) -> PyResult {
    for member in members(vm, &args[0]) {
        if Alias::of(&member).is_some() {
            return Err(vm.type_error("isinstance() argument 2 cannot be a parameterized generic"));
        }
        if vm.is_instance_of(&args[1], &member)? {
            return Ok(Value::bool(true));
        }
    }
    Ok(Value::bool(false))
}

fn subclasscheck(vm: &mut Vm, args: Args<'_>) -> PyResult {
    for member in members(vm, &args[0]) {
        if Alias::of(&member).is_some() {
            return Err(vm.type_error("issubclass() argument 2 cannot be a parameterized generic"));
        }
        if vm.is_subclass_of(&args[1], &member)? {
            return Ok(Value::bool(true));
        }
    }
    Ok(Value::bool(false))
}

fn args_attribute(_: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(this(&args[0]).map_or_else(Value::none, |union| union.args.clone()))
}

fn parameters_attribute(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let members = this(&args[0]).map_or_else(Value::none, |union| union.args.clone());
    let params = parameters::of_args(vm, &members)?;
    Ok(vm.tuple(params))
}

fn getitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let members = this(&args[0]).map_or_else(Value::none, |union| union.args.clone());
    let params = parameters::of_args(vm, &members)?;
    let replaced = parameters::substitute(vm, &args[0], &members, &params, &args[1])?;
    let mut replaced = replaced.into_iter();
    let mut result = replaced.next().unwrap_or_else(Value::none);
    for member in replaced {
        result = vm.binary(BinaryOp::Or, false, &result, &member)?;
    }
    Ok(result)
}

fn or(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.union_of(&args[0], &args[1])
}

fn ror(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.union_of(&args[1], &args[0])
}

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.union.clone();
    class.module.replace(Some(vm.intern("types")));
    class.qualify("types");
    class.flags.set(ClassFlags { has_weakref: true, ..class.flags.get() });
    vm.define(
        &class,
        &[
            Def::wrapper("__repr__", "($self, /)", repr),
            Def::wrapper("__hash__", "($self, /)", hash),
            Def::wrapper("__eq__", "($self, value, /)", eq),
            Def::wrapper("__getitem__", "($self, key, /)", getitem),
            Def::wrapper("__or__", "($self, value, /)", or),
            Def::wrapper("__ror__", "($self, value, /)", ror),
            Def::method("__instancecheck__", "($self, object, /)", instancecheck),
            Def::method("__subclasscheck__", "($self, object, /)", subclasscheck),
            Def::attribute("__args__", args_attribute),
            Def::attribute("__parameters__", parameters_attribute),
        ],
    );
}
