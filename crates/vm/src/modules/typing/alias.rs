//! `TypeAliasType`: what a `type` statement makes.

use std::cell::RefCell;

use crate::call::Args;
use crate::modules::support::ClassSpec;
use crate::objects::{Class, Foreign, Str, Tuple};
use crate::types::{Def, native};
use crate::value::{Held, Ref, Value};
use crate::{PyResult, Vm};

use super::{Lazy, parameter};

/// A type alias.
#[derive(Debug)]
struct TypeAlias {
    name: Value,
    /// A tuple.
    type_params: Value,
    value: RefCell<Lazy>,
    module: Value,
}

impl Held for TypeAlias {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.name);
        visit(&self.type_params);
        Lazy::visit(&self.value, visit);
        visit(&self.module);
    }

    fn clear(&self) {
        drop(self.value.replace(Lazy::Missing));
    }
}

static TYPE_ALIAS: ClassSpec = ClassSpec::closed(
    "typing",
    "TypeAliasType",
    &[
        Def::staticmethod("__new__", "(type, name, value, *, type_params=())", new),
        Def::wrapper("__repr__", "($self, /)", name),
        Def::wrapper("__getitem__", "($self, key, /)", getitem),
        Def::wrapper("__or__", "($self, value, /)", |vm, args| vm.union_of(&args[0], &args[1])),
        Def::wrapper("__ror__", "($self, value, /)", |vm, args| vm.union_of(&args[1], &args[0])),
        Def::method("__reduce__", "($self, /)", name),
        Def::attribute("__name__", name),
        Def::attribute("__value__", value),
        Def::attribute("__type_params__", |vm, args| Ok(this(vm, &args[0])?.type_params.clone())),
        Def::attribute("__parameters__", parameters),
        Def::attribute("__module__", |vm, args| Ok(this(vm, &args[0])?.module.clone())),
    ],
);

pub(super) fn class(vm: &mut Vm) -> Ref<Class> {
    vm.typing_class(&TYPE_ALIAS)
}

fn this<'v>(vm: &mut Vm, value: &'v Value) -> PyResult<&'v TypeAlias> {
    match value.downcast::<Foreign>().and_then(Foreign::get::<TypeAlias>) {
        Some(alias) => Ok(alias),
        None => Err(vm.type_error("not a type alias")),
    }
}

fn create(vm: &mut Vm, name: Value, type_params: Value, value: Lazy) -> Value {
    let module = vm.running_module();
    let class = class(vm);
    Foreign::create(&class, TypeAlias { name, type_params, value: RefCell::new(value), module })
}

/// The `type` statement: the name, the type parameters or `None`, and a function that computes the value.
pub(super) fn from_syntax(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let parts = native::<Tuple>(&args[0]).map(|parts| parts.items.to_vec()).unwrap_or_default();
    let [name, type_params, compute] = parts.as_slice() else {
        return Err(vm.type_error("a type alias has three parts"));
    };
    let type_params = if type_params.is_none() { vm.tuple(Vec::new()) } else { type_params.clone() };
    Ok(create(vm, name.clone(), type_params, Lazy::Compute(compute.clone())))
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if native::<Str>(&args[1]).is_none() {
        let class = vm.class_of(&args[1]).name();
        return Err(vm.type_error(format!("typealias() argument 'name' must be str, not {class}")));
    }
    let type_params = match args.get(3) {
        None => vm.tuple(Vec::new()),
        Some(params) if native::<Tuple>(params).is_some() => params.clone(),
        Some(_) => return Err(vm.type_error("type_params must be a tuple")),
    };
    Ok(create(vm, args[1].clone(), type_params, Lazy::Known(args[2].clone())))
}

fn name(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(this(vm, &args[0])?.name.clone())
}

fn value(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let alias = this(vm, &args[0])?;
    Ok(vm.force(&alias.value)?.unwrap_or_else(Value::none))
}

/// The type parameters, with `*Ts` for a `TypeVarTuple`.
fn parameters(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let params = this(vm, &args[0])?.type_params.clone();
    let params = native::<Tuple>(&params).map(|params| params.items.to_vec()).unwrap_or_default();
    let mut unpacked = Vec::with_capacity(params.len());
    for param in params {
        let is_tuple = parameter::is_type_var_tuple(&param);
        unpacked.push(if is_tuple { vm.unpack_type_var_tuple(&param)? } else { param });
    }
    Ok(vm.tuple(unpacked))
}

fn getitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let params = this(vm, &args[0])?.type_params.clone();
    if native::<Tuple>(&params).is_none_or(|params| params.items.is_empty()) {
        return Err(vm.type_error("Only generic type aliases are subscriptable"));
    }
    vm.generic_alias(&args[0], &args[1])
}
