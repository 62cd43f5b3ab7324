//! `_weakref`: what `weakref` is made from.

use crate::call::Args;
use crate::objects::Dict;
use crate::types::{Def, native};
use crate::value::{Ref, Value, WeakRef};
use crate::{PyResult, Vm};

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    let (reference, proxy, callable) =
        (vm.types.weakref.clone(), vm.types.proxy.clone(), vm.types.callable_proxy.clone());
    for (name, class) in [
        ("ref", &reference),
        ("ReferenceType", &reference),
        ("ProxyType", &proxy),
        ("CallableProxyType", &callable),
    ] {
        let name = vm.intern(name);
        drop(dict.set_str(&name, class.value().clone()));
    }
    vm.define_functions(
        dict,
        "_weakref",
        &[
            Def::function("getweakrefcount", "(object, /)", |_, args| {
                Ok(Value::int(WeakRef::all_of(&args[0]).len() as i64))
            }),
            Def::function("getweakrefs", "(object, /)", |vm, args| Ok(vm.list(WeakRef::all_of(&args[0])))),
            Def::function("proxy", "(object, callback=None, /)", |vm, args| {
                vm.weak_proxy(&args[0], args.some(1).cloned())
            }),
            Def::function("_remove_dead_weakref", "(dct, key, /)", remove_dead),
        ],
    );
    Ok(())
}

/// Removes a key if its value is a weak reference to something that is gone.
fn remove_dead(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(dict) = native::<Dict>(&args[0]) else {
        return Err(vm.type_error("_remove_dead_weakref() argument 1 must be dict"));
    };
    let value = vm.dict_get(dict, &args[1])?;
    let is_dead = value.as_ref().and_then(native::<WeakRef>).is_some_and(|weak| weak.target().is_none());
    if is_dead {
        drop(vm.dict_remove(dict, &args[1])?);
    }
    Ok(Value::none())
}
