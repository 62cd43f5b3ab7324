//! `mappingproxy`: a mapping that can be looked at and not changed.

use crate::call::Args;
use crate::objects::*;
use crate::ops::{BinaryOp, Comparison};
use crate::value::{Held, Value};
use crate::{PyResult, Vm};

use super::{Def, native};

#[derive(Debug)]
struct Proxy {
    mapping: Value,
}

impl Held for Proxy {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.mapping);
    }
}

impl Vm {
    /// A proxy of a mapping.
    pub(crate) fn mapping_proxy(&self, mapping: Value) -> Value {
        Foreign::create(&self.types.mappingproxy, Proxy { mapping })
    }
}

fn mapping(vm: &mut Vm, value: &Value) -> PyResult {
    match native::<Foreign>(value).and_then(Foreign::get::<Proxy>) {
        Some(proxy) => Ok(proxy.mapping.clone()),
        None => Err(vm.type_error("not a mappingproxy")),
    }
}

/// What a proxy stands for; anything else stands for itself.
fn behind(value: &Value) -> Value {
    match value.downcast::<Foreign>().and_then(Foreign::get::<Proxy>) {
        Some(proxy) => proxy.mapping.clone(),
        None => value.clone(),
    }
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let mapping = &args[1];
    let class = vm.class_of(mapping);
    let getitem = vm.names.getitem.clone();
    let is_sequence = native::<List>(mapping).is_some() || native::<Tuple>(mapping).is_some();
    if is_sequence || vm.lookup(&class, &getitem).is_none() {
        let name = class.name();
        return Err(vm.type_error(format!("mappingproxy() argument must be a mapping, not {name}")));
    }
    Ok(vm.mapping_proxy(mapping.clone()))
}

fn getitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let mapping = mapping(vm, &args[0])?;
    vm.getitem(&mapping, &args[1])
}

fn contains(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let mapping = mapping(vm, &args[0])?;
    Ok(Value::bool(vm.contains(&mapping, &args[1])?))
}

fn len(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let mapping = mapping(vm, &args[0])?;
    Ok(Value::int(vm.len(&mapping)? as i64))
}

fn iter(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let mapping = mapping(vm, &args[0])?;
    vm.iter(&mapping)
}

fn reversed(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let mapping = mapping(vm, &args[0])?;
    vm.call_method(&mapping, "__reversed__", [])
}

fn hash(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let mapping = mapping(vm, &args[0])?;
    Ok(Value::int(vm.hash(&mapping)?))
}

fn str(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let mapping = mapping(vm, &args[0])?;
    vm.str_of(&mapping)
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let mapping = mapping(vm, &args[0])?;
    let mapping = vm.repr_text(&mapping)?;
    Ok(vm.str(&format!("mappingproxy({mapping})")))
}

fn get(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let mapping = mapping(vm, &args[0])?;
    let default = args.get(2).cloned().unwrap_or_else(Value::none);
    vm.call_method(&mapping, "get", [args[1].clone(), default])
}

fn forward(vm: &mut Vm, args: &Args<'_>, method: &str) -> PyResult {
    let mapping = mapping(vm, &args[0])?;
    vm.call_method(&mapping, method, [])
}

fn compare(vm: &mut Vm, args: &Args<'_>, op: Comparison) -> PyResult {
    let mapping = mapping(vm, &args[0])?;
    vm.compare(op, &mapping, &args[1])
}

fn or(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.binary(BinaryOp::Or, false, &behind(&args[0]), &behind(&args[1]))
}

fn ror(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.binary(BinaryOp::Or, false, &behind(&args[1]), &behind(&args[0]))
}

fn ior(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.class_of(&args[0]).name();
    Err(vm.type_error(format!("'|=' is not supported by {class}; use '|' instead")))
}

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.mappingproxy.clone();
    class.flags.set(ClassFlags { is_mapping: true, ..class.flags.get() });
    vm.define(
        &class,
        &[
            Def::staticmethod("__new__", "(type, mapping)", new),
            Def::wrapper("__getitem__", "($self, key, /)", getitem),
            Def::wrapper("__contains__", "($self, key, /)", contains),
            Def::wrapper("__len__", "($self, /)", len),
            Def::wrapper("__iter__", "($self, /)", iter),
            Def::method("__reversed__", "($self, /)", reversed),
            Def::wrapper("__hash__", "($self, /)", hash),
            Def::wrapper("__str__", "($self, /)", str),
            Def::wrapper("__repr__", "($self, /)", repr),
            Def::wrapper("__eq__", "($self, value, /)", |vm, args| compare(vm, &args, Comparison::Eq)),
            Def::wrapper("__ne__", "($self, value, /)", |vm, args| compare(vm, &args, Comparison::Ne)),
            Def::wrapper("__or__", "($self, value, /)", or),
            Def::wrapper("__ror__", "($self, value, /)", ror),
            Def::wrapper("__ior__", "($self, value, /)", ior),
            Def::method("get", "($self, key, default=None, /)", get),
            Def::method("keys", "($self, /)", |vm, args| forward(vm, &args, "keys")),
            Def::method("values", "($self, /)", |vm, args| forward(vm, &args, "values")),
            Def::method("items", "($self, /)", |vm, args| forward(vm, &args, "items")),
            Def::method("copy", "($self, /)", |vm, args| forward(vm, &args, "copy")),
        ],
    );
}
