//! Type variables in the arguments of a type, and what subscripts put in their places (`_Py_make_parameters`,
//! `_Py_subs_parameters`).

use crate::objects::*;
use crate::types::native;
use crate::value::Value;
use crate::{PyResult, Vm};

use super::is_class;

/// The type variables in some arguments, each once, in the order of their first appearance.
pub(super) fn of_args(vm: &mut Vm, args: &Value) -> PyResult<Vec<Value>> {
    let mut found: Vec<Value> = Vec::new();
    let args = native::<Tuple>(args).map(|args| args.items.to_vec()).unwrap_or_default();
    for arg in &args {
        if is_class(arg) {
            continue;
        }
        if is_variable(vm, arg)? {
            add(&mut found, arg);
            continue;
        }
        let list = arg.downcast::<List>().map(List::to_vec);
        let inner = match (list, native::<Tuple>(arg)) {
            (Some(list), _) => {
                let list = vm.tuple(list);
                of_args(vm, &list)?
            }
            (None, Some(_)) => of_args(vm, arg)?,
            (None, None) => own_parameters(vm, arg)?,
        };
        for variable in &inner {
            add(&mut found, variable);
        }
    }
    Ok(found)
}

fn add(found: &mut Vec<Value>, variable: &Value) {
    if !found.iter().any(|known| known.is(variable)) {
        found.push(variable.clone());
    }
}

fn is_variable(vm: &mut Vm, value: &Value) -> PyResult<bool> {
    let name = vm.intern("__typing_subst__");
    Ok(vm.getattr_opt(value, &name)?.is_some())
}

/// `__parameters__`, if it is a tuple.
fn own_parameters(vm: &mut Vm, value: &Value) -> PyResult<Vec<Value>> {
    let name = vm.intern("__parameters__");
    let params = vm.getattr_opt(value, &name)?;
    Ok(params.as_ref().and_then(native::<Tuple>).map(|params| params.items.to_vec()).unwrap_or_default())
}

/// The arguments of `alias` with `item`'s in the places of its type variables.
pub(super) fn substitute(
    vm: &mut Vm,
    alias: &Value,
    args: &Value,
    params: &[Value],
    item: &Value,
) -> PyResult<Vec<Value>> {
    if params.is_empty() {
        let alias = vm.repr_text(alias)?;
        return Err(vm.type_error(format!("{alias} is not a generic class")));
    }
    let mut item = match native::<Tuple>(item) {
        Some(_) => item.clone(),
        None => vm.tuple(vec![item.clone()]),
    };
    item = unpack(vm, &item)?;
    for param in params {
        let name = vm.intern("__typing_prepare_subst__");
        if let Some(prepare) = vm.getattr_opt(param, &name)?.filter(|prepare| !prepare.is_none()) {
            let prepared = vm.call(&prepare, [alias.clone(), item.clone()])?;
            item = match native::<Tuple>(&prepared) {
                Some(_) => prepared,
                None => vm.tuple(vec![prepared]),
            };
        }
    }
    let given = native::<Tuple>(&item).map(|item| item.items.to_vec()).unwrap_or_default();
    if given.len() != params.len() {
        let alias = vm.repr_text(alias)?;
        let (word, actual, expected) =
            (if given.len() > params.len() { "many" } else { "few" }, given.len(), params.len());
        return Err(
            vm.type_error(format!("Too {word} arguments for {alias}; actual {actual}, expected {expected}"))
        );
    }
    let args = native::<Tuple>(args).map(|args| args.items.to_vec()).unwrap_or_default();
    let mut result = Vec::with_capacity(args.len());
    for arg in &args {
        if is_class(arg) {
            result.push(arg.clone());
            continue;
        }
        let unpacked = is_unpacked_variable(vm, arg)?;
        let name = vm.intern("__typing_subst__");
        let replaced = match vm.getattr_opt(arg, &name)? {
            Some(subst) => {
                let place = params.iter().position(|param| param.is(arg)).unwrap_or_default();
                vm.call(&subst, [given[place].clone()])?
            }
            None => substitute_inside(vm, arg, params, &given)?,
        };
        match native::<Tuple>(&replaced).filter(|_| unpacked) {
            Some(items) => result.extend(items.items.iter().cloned()),
            None => result.push(replaced),
        }
    }
    Ok(result)
}

/// Whether what is put in the place of an argument is a tuple of arguments: it is a `TypeVarTuple` unpacked.
fn is_unpacked_variable(vm: &mut Vm, arg: &Value) -> PyResult<bool> {
    let name = vm.intern("__typing_is_unpacked_typevartuple__");
    match vm.getattr_opt(arg, &name)? {
        Some(value) => vm.truth(&value),
        None => Ok(false),
    }
}

/// An argument that has type variables inside, subscripted with their replacements.
fn substitute_inside(vm: &mut Vm, arg: &Value, params: &[Value], given: &[Value]) -> PyResult {
    if let Some(list) = arg.downcast::<List>().map(List::to_vec) {
        let mut replaced = Vec::with_capacity(list.len());
        for item in &list {
            let place = params.iter().position(|param| param.is(item));
            replaced.push(match place {
                Some(place) => given[place].clone(),
                None if is_class(item) => item.clone(),
                None => substitute_inside(vm, item, params, given)?,
            });
        }
        return Ok(vm.list(replaced));
    }
    let inner = own_parameters(vm, arg)?;
    if inner.is_empty() {
        return Ok(arg.clone());
    }
    let mut items = Vec::with_capacity(inner.len());
    for variable in &inner {
        match params.iter().position(|param| param.is(variable)) {
            Some(place) => match native::<Tuple>(&given[place]) {
                Some(several) => items.extend(several.items.iter().cloned()),
                None => items.push(given[place].clone()),
            },
            None => items.push(variable.clone()),
        }
    }
    let items = vm.tuple(items);
    vm.getitem(arg, &items)
}

/// Arguments with unpacked tuples, `*tuple[int, str]`, in line.
fn unpack(vm: &mut Vm, item: &Value) -> PyResult {
    let items = native::<Tuple>(item).map(|item| item.items.to_vec()).unwrap_or_default();
    let mut unpacked = Vec::with_capacity(items.len());
    for item in items {
        let name = vm.intern("__typing_unpacked_tuple_args__");
        let inner = if is_class(&item) { None } else { vm.getattr_opt(&item, &name)? };
        match inner.as_ref().and_then(native::<Tuple>) {
            Some(inner) if inner.items.last().is_none_or(|last| last.kind() != crate::Kind::Ellipsis) => {
                unpacked.extend(inner.items.iter().cloned());
            }
            _ => unpacked.push(item),
        }
    }
    Ok(vm.tuple(unpacked))
}
