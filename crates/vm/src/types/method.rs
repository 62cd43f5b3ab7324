//! `method`: a function and the object it was reached through.

use crate::call::Args;
use crate::objects::*;
use crate::value::Value;
use crate::{PyResult, Vm};

use super::Def;

fn method<'v>(vm: &mut Vm, value: &'v Value) -> PyResult<&'v BoundMethod> {
    match value.downcast::<BoundMethod>() {
        Some(method) => Ok(method),
        None => Err(vm.type_error("not a method")),
    }
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (function, this) = (args[1].clone(), args[2].clone());
    let call = vm.names.call.clone();
    let class = vm.class_of(&function);
    let is_callable = matches!(
        function.kind(),
        crate::Kind::Function | crate::Kind::Native | crate::Kind::Class | crate::Kind::BoundMethod
    );
    if !is_callable && vm.lookup(&class, &call).is_none() {
        return Err(vm.type_error("first argument must be callable"));
    }
    if this.is_none() {
        return Err(vm.type_error("instance must not be None"));
    }
    Ok(Value::new(BoundMethod { function, this }))
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (function, this) = {
        let method = method(vm, &args[0])?;
        (method.function.clone(), method.this.clone())
    };
    let (qualname, name) = (vm.names.qualname.clone(), vm.names.name.clone());
    let shown = match vm.getattr_opt(&function, &qualname)? {
        Some(name) => Some(name),
        None => vm.getattr_opt(&function, &name)?,
    };
    let shown = match shown {
        Some(name) => vm.text(&name),
        None => "?".to_owned(),
    };
    let this = vm.repr_text(&this)?;
    Ok(vm.str(&format!("<bound method {shown} of {this}>")))
}

fn hash(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (function, this) = {
        let method = method(vm, &args[0])?;
        (method.function.clone(), method.this.id())
    };
    let hash = crate::hash::address(this) ^ vm.hash(&function)?;
    Ok(Value::int(crate::hash::not_minus_one(hash)))
}

fn eq(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (Some(a), Some(b)) = (args[0].downcast::<BoundMethod>(), args[1].downcast::<BoundMethod>()) else {
        return Ok(Value::not_implemented());
    };
    Ok(Value::bool(a.this.is(&b.this) && vm.equals(&a.function, &b.function)?))
}

fn call(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let keywords = args.named(2).map(|named| named.items()).unwrap_or_default();
    let positional = args.rest(1).iter().cloned().collect();
    vm.call_with(&args[0], crate::call::Arguments { positional, keywords })
}

/// Attributes that a method does not have itself are its function's.
fn getattribute(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = super::object::attribute_name(vm, &args[1])?;
    let class = vm.class_of(&args[0]);
    if vm.lookup(&class, &name).is_some()
        && let Some(value) = vm.generic_getattr(&args[0], &class, &name)?
    {
        return Ok(value);
    }
    let function = method(vm, &args[0])?.function.clone();
    match vm.getattr_opt(&function, &name)? {
        Some(value) => Ok(value),
        None => {
            let class = vm.class_of(&function).name();
            let text = vm.text(&name);
            Err(vm.attribute_error(format!("'{class}' object has no attribute '{text}'"), &function, &name))
        }
    }
}

fn doc(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let function = method(vm, &args[0])?.function.clone();
    let name = vm.names.doc.clone();
    Ok(vm.getattr_opt(&function, &name)?.unwrap_or_else(Value::none))
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (function, this) = {
        let method = method(vm, &args[0])?;
        (method.function.clone(), method.this.clone())
    };
    let name = vm.names.name.clone();
    let name = vm.getattr(&function, &name)?;
    let key = vm.intern("getattr");
    let getattr = vm.builtins.get_str(&key).unwrap_or_else(Value::none);
    let arguments = vm.tuple(vec![this, name]);
    Ok(vm.tuple(vec![getattr, arguments]))
}

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.method.clone();
    class.flags.set(ClassFlags { has_weakref: true, ..class.flags.get() });
    vm.define(
        &class,
        &[
            Def::staticmethod("__new__", "(type, function, instance, /)", new),
            Def::wrapper("__repr__", "($self, /)", repr),
            Def::wrapper("__hash__", "($self, /)", hash),
            Def::wrapper("__eq__", "($self, value, /)", eq),
            Def::wrapper("__call__", "($self, /, *args, **kwargs)", call),
            Def::wrapper("__getattribute__", "($self, name, /)", getattribute),
            Def::method("__reduce__", "($self, /)", reduce),
            Def::attribute("__func__", |vm, args| Ok(method(vm, &args[0])?.function.clone())),
            Def::attribute("__self__", |vm, args| Ok(method(vm, &args[0])?.this.clone())),
            Def::attribute("__doc__", doc),
        ],
    );
}
