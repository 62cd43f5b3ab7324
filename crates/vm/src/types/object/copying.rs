//! What `copy`, `pickle`, `dir` and `sys.getsizeof` ask of any object (`object_reduce_ex`, `object_getstate`).

use crate::call::Args;
use crate::objects::*;
use crate::types::{Def, class, native};
use crate::value::{Kind, Ref, Value};
use crate::{PyResult, Vm};

/// `dir(object)`: names of the object's own dictionary, its class and the bases.
fn dir(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let names = Dict::default();
    let add = |hash, key: Value| {
        if names.find_str(&key).is_none() {
            names.insert(hash, key, Value::none());
        }
    };
    let key = vm.names.dict.clone();
    if let Some(dict) = vm.getattr_opt(&args[0], &key)?
        && let Some(dict) = native::<Dict>(&dict)
    {
        dict.hashed_items().into_iter().for_each(|(hash, key, _)| add(hash, key));
    }
    let key = vm.names.class.clone();
    if let Some(of) = vm.getattr_opt(&args[0], &key)?.as_ref().and_then(Ref::<Class>::of) {
        let mro = of.mro.borrow().clone();
        for class in mro.iter() {
            class.dict.hashed_items().into_iter().for_each(|(hash, key, _)| add(hash, key));
        }
    }
    Ok(vm.list(names.items().into_iter().map(|(name, _)| name).collect()))
}

/// The names of `__slots__` along the MRO that an object can be made again from (`copyreg._slotnames`).
fn slot_names(vm: &mut Vm, of: &Ref<Class>) -> Vec<Value> {
    let mut names: Vec<Value> = Vec::new();
    let mro = of.mro.borrow().clone();
    for class in mro.iter().filter(|class| class.flags.get().is_heap) {
        let inherited = class::base_of(class).map_or(0, |base| base.slots.borrow().len());
        let own = class.slots.borrow().iter().skip(inherited).cloned().collect::<Vec<_>>();
        names.extend(own);
    }
    names.retain(|name| !matches!(vm.text(name).as_str(), "__dict__" | "__weakref__"));
    names
}

/// `__getstate__`: the dictionary, and the values of slots if there are any.
fn getstate(vm: &mut Vm, args: Args<'_>) -> PyResult {
    default_state(vm, &args[0])
}

fn default_state(vm: &mut Vm, object: &Value) -> PyResult {
    let dict = match vm.own_dict(object) {
        Some(dict) => Value::new(dict.copy()),
        None => Value::none(),
    };
    let of = vm.class_of(object);
    let slots = Dict::default();
    for name in slot_names(vm, &of) {
        if let Ok(Some(value)) = vm.getattr_opt(object, &name) {
            drop(slots.set_str(&name, value));
        }
    }
    if slots.is_empty() {
        let is_empty = dict.downcast::<Dict>().is_none_or(Dict::is_empty);
        return Ok(if is_empty { Value::none() } else { dict });
    }
    Ok(vm.tuple(vec![dict, Value::new(slots)]))
}

/// `__reduce__()`: as protocols below 2 have it.
fn reduce(vm: &mut Vm, args: Args<'_>) -> PyResult {
    reduce_old(vm, &args[0], 0)
}

fn reduce_ex(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let protocol = vm.index_i64(&args[1])?;
    let object = args[0].clone();
    let of = vm.class_of(&object);
    let name = vm.names.reduce.clone();
    let hook = vm.lookup(&of, &name);
    if let Some(hook) = hook.filter(|hook| !class::is_from(hook, &vm.types.object)) {
        let bound = vm.bind(hook, Some(&object), &of)?;
        return vm.call(&bound, []);
    }
    if protocol >= 2 { reduce_new(vm, &object, &of) } else { reduce_old(vm, &object, protocol) }
}

/// Through `copyreg`, which is where CPython has it.
fn reduce_old(vm: &mut Vm, object: &Value, protocol: i64) -> PyResult {
    let copyreg = vm.import_module("copyreg")?;
    vm.call_method(&copyreg, "_reduce_ex", [object.clone(), Value::int(protocol)])
}

/// `(copyreg.__newobj__, (cls, *args), state, list items, dict items)` (`reduce_newobj`)
fn reduce_new(vm: &mut Vm, object: &Value, of: &Ref<Class>) -> PyResult {
    let is_plain = matches!(object.kind(), Kind::Instance | Kind::Exception);
    let holds_values = native::<List>(object).is_some() || native::<Dict>(object).is_some();
    if !is_plain && !holds_values {
        let name = of.name();
        return Err(vm.type_error(format!("cannot pickle '{name}' object")));
    }
    let (positional, keywords) = new_arguments(vm, object)?;
    let copyreg = vm.import_module("copyreg")?;
    let class = of.value().clone();
    let (function, arguments) = match keywords {
        Some(keywords) => {
            let positional = vm.tuple(positional);
            (vm.intern("__newobj_ex__"), vec![class, positional, keywords])
        }
        None => (vm.intern("__newobj__"), std::iter::once(class).chain(positional).collect()),
    };
    let function = vm.getattr(&copyreg, &function)?;
    let name = vm.names.getstate.clone();
    let state = match vm.lookup(of, &name) {
        Some(hook) if !class::is_from(&hook, &vm.types.object) => {
            let bound = vm.bind(hook, Some(object), of)?;
            vm.call(&bound, [])?
        }
        _ => default_state(vm, object)?,
    };
    let list_items = match native::<List>(object) {
        Some(_) => vm.iter(object)?,
        None => Value::none(),
    };
    let dict_items = match native::<Dict>(object) {
        Some(_) => {
            let items = vm.call_method(object, "items", [])?;
            vm.iter(&items)?
        }
        None => Value::none(),
    };
    let arguments = vm.tuple(arguments);
    Ok(vm.tuple(vec![function, arguments, state, list_items, dict_items]))
}

/// The arguments for `__new__`: what the object's hooks say, or the built-in object inside.
fn new_arguments(vm: &mut Vm, object: &Value) -> PyResult<(Vec<Value>, Option<Value>)> {
    let name = vm.intern("__getnewargs_ex__");
    if let Some(hook) = vm.getattr_opt(object, &name)? {
        let result = vm.call(&hook, [])?;
        return match native::<Tuple>(&result).map(|tuple| &*tuple.items) {
            Some([positional, keywords]) => Ok((
                vm.collect(positional)?,
                Some(keywords.clone()).filter(|k| native::<Dict>(k).is_some_and(|k| !k.is_empty())),
            )),
            _ => Err(vm.type_error("__getnewargs_ex__ should return a tuple of length 2")),
        };
    }
    let name = vm.intern("__getnewargs__");
    if let Some(hook) = vm.getattr_opt(object, &name)? {
        let result = vm.call(&hook, [])?;
        return match native::<Tuple>(&result) {
            Some(tuple) => Ok((tuple.items.to_vec(), None)),
            None => {
                let class = vm.class_of(&result).name();
                Err(vm.type_error(format!("__getnewargs__ should return a tuple, not '{class}'")))
            }
        };
    }
    let inside = object.downcast::<Instance>().and_then(|instance| instance.native.clone());
    let inside = inside.filter(|inside| !matches!(inside.kind(), Kind::List | Kind::Dict | Kind::Foreign));
    Ok((inside.into_iter().collect(), None))
}

fn sizeof(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(class::basic_size(&vm.class_of(&args[0]))))
}

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.object.clone();
    vm.define(
        &class,
        &[
            Def::method("__dir__", "($self, /)", dir),
            Def::method("__getstate__", "($self, /)", getstate),
            Def::method("__reduce__", "($self, /)", reduce),
            Def::method("__reduce_ex__", "($self, protocol, /)", reduce_ex),
            Def::method("__sizeof__", "($self, /)", sizeof),
        ],
    );
    let doc = vm.names.doc.clone();
    drop(class.dict.set_str(&doc, Value::none()));
}
