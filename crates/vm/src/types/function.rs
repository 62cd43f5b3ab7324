//! Functions: those written in Python, methods bound to objects, those written in Rust.

use crate::call::Args;
use crate::objects::*;
use crate::value::{Kind, Ref, Value};
use crate::{PyResult, Vm};

use super::{Def, native};

fn function<'v>(vm: &mut Vm, value: &'v Value) -> PyResult<&'v Ref<Function>> {
    match Ref::<Function>::of(value) {
        Some(function) => Ok(function),
        None => Err(vm.type_error("not a function")),
    }
}

/// The attributes of a function that are strings and must stay so.
fn set_text(vm: &mut Vm, args: &Args<'_>, name: &str) -> PyResult {
    let function = function(vm, &args[0])?;
    let Some(value) = args.get(1).filter(|value| native::<Str>(value).is_some()) else {
        return Err(vm.type_error(format!("{name} must be set to a string object")));
    };
    let place = if name == "__name__" { &function.name } else { &function.qualname };
    drop(place.replace(value.clone()));
    Ok(Value::none())
}

fn code(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(function(vm, &args[0])?.code.borrow().value().clone())
}

fn set_code(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let function = function(vm, &args[0])?;
    let Some(code) = args.get(1).and_then(Ref::<Code>::of) else {
        return Err(vm.type_error("__code__ must be set to a code object"));
    };
    let cells = native::<Tuple>(&function.closure.borrow()).map_or(0, |cells| cells.items.len());
    if code.free != cells {
        let name = vm.text(&function.name.borrow());
        let free = code.free;
        return Err(
            vm.value_error(format!("{name}() requires a code object with {cells} free vars, not {free}"))
        );
    }
    drop(function.code.replace(code.clone()));
    Ok(Value::none())
}

fn set_defaults(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let function = function(vm, &args[0])?;
    let value = args.some(1).cloned().unwrap_or_else(Value::none);
    if !value.is_none() && native::<Tuple>(&value).is_none() {
        return Err(vm.type_error("__defaults__ must be set to a tuple object"));
    }
    drop(function.defaults.replace(value));
    Ok(Value::none())
}

fn set_kwdefaults(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let function = function(vm, &args[0])?;
    let value = args.some(1).cloned().unwrap_or_else(Value::none);
    if !value.is_none() && native::<Dict>(&value).is_none() {
        return Err(vm.type_error("__kwdefaults__ must be set to a dict object"));
    }
    drop(function.kwdefaults.replace(value));
    Ok(Value::none())
}

/// The annotations, made into a dictionary when they are first asked for.
fn annotations(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let function = function(vm, &args[0])?;
    let present = function.annotations.borrow().clone();
    let dict = match present.kind() {
        Kind::Dict => return Ok(present),
        Kind::Tuple => {
            let dict = Dict::default();
            if let Some(pairs) = present.downcast::<Tuple>() {
                for pair in pairs.items.chunks_exact(2) {
                    drop(dict.set_str(&pair[0], pair[1].clone()));
                }
            }
            dict
        }
        _ => Dict::default(),
    };
    let dict = Value::new(dict);
    drop(function.annotations.replace(dict.clone()));
    Ok(dict)
}

fn set_annotations(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let function = function(vm, &args[0])?;
    let value = args.some(1).cloned().unwrap_or_else(Value::none);
    if !value.is_none() && native::<Dict>(&value).is_none() {
        return Err(vm.type_error("__annotations__ must be set to a dict object"));
    }
    drop(function.annotations.replace(value));
    Ok(Value::none())
}

fn set_type_params(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let function = function(vm, &args[0])?;
    match args.get(1).filter(|value| native::<Tuple>(value).is_some()) {
        Some(value) => drop(function.type_params.replace(value.clone())),
        None => return Err(vm.type_error("__type_params__ must be set to a tuple")),
    }
    Ok(Value::none())
}

fn set_doc(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let value = args.get(1).cloned().unwrap_or_else(Value::none);
    drop(function(vm, &args[0])?.doc.replace(value));
    Ok(Value::none())
}

fn set_module(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let value = args.get(1).cloned().unwrap_or_else(Value::none);
    drop(function(vm, &args[0])?.module.replace(value));
    Ok(Value::none())
}

fn dict(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(vm.own_dict(&args[0]).map_or_else(Value::none, Ref::into_value))
}

fn set_dict(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let function = function(vm, &args[0])?;
    let Some(value) = args.get(1) else { return Err(vm.type_error("cannot delete __dict__")) };
    let Some(dict) = Ref::<Dict>::of(value) else {
        let class = vm.class_of(value).name();
        return Err(vm.type_error(format!("__dict__ must be set to a dictionary, not a '{class}'")));
    };
    drop(function.dict.replace(Some(dict.clone())));
    Ok(Value::none())
}

fn builtins(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(function(vm, &args[0])?.builtins.value().clone())
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let qualname = function(vm, &args[0])?.qualname.borrow().clone();
    let qualname = vm.str_text(&qualname)?;
    Ok(vm.str(&format!("<function {qualname} at {:#x}>", args[0].id())))
}

/// `__get__`: a method, unless reached through the class.
fn get(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.class_of(args.get(1).unwrap_or(&Value::none()));
    vm.bind(args[0].clone(), args.some(1), &class)
}

fn call(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let keywords = args.named(2).map(|named| named.items()).unwrap_or_default();
    let positional = args.rest(1).iter().cloned().collect();
    vm.call_with(&args[0], crate::call::Arguments { positional, keywords })
}

/// `types.FunctionType(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)`
fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(code) = Ref::<Code>::of(&args[1]).cloned() else {
        let class = vm.class_of(&args[1]).name();
        return Err(vm.type_error(format!("function() argument 'code' must be code, not {class}")));
    };
    let Some(globals) = Ref::<Dict>::of(&args[2]).cloned() else {
        let class = vm.class_of(&args[2]).name();
        return Err(vm.type_error(format!("function() argument 'globals' must be dict, not {class}")));
    };
    let closure = args.some(5).cloned().unwrap_or_else(Value::none);
    let cells = native::<Tuple>(&closure).map_or(0, |cells| cells.items.len());
    if code.free != cells {
        let name = code.object.name.clone();
        let free = code.free;
        return Err(vm.value_error(format!("{name} requires closure of length {free}, not {cells}")));
    }
    let own = vm.intern(&code.object.name);
    let name = args.some(3).cloned().unwrap_or(own);
    let qualname = vm.intern(&code.object.qualname);
    let module = globals.get_str(&vm.names.name).unwrap_or_else(Value::none);
    let builtins = globals.get_str(&vm.names.builtins);
    let builtins = match builtins {
        Some(value) => match (Ref::<Dict>::of(&value), value.downcast::<Module>()) {
            (Some(dict), _) => dict.clone(),
            (_, Some(module)) => module.dict.clone(),
            _ => vm.builtins.clone(),
        },
        None => vm.builtins.clone(),
    };
    let doc = code.constants.first().filter(|first| first.kind() == Kind::Str).cloned();
    let function = Function {
        globals,
        builtins,
        name: name.into(),
        qualname: qualname.into(),
        doc: doc.unwrap_or_else(Value::none).into(),
        module: module.into(),
        defaults: args.some(4).cloned().unwrap_or_else(Value::none).into(),
        kwdefaults: args.some(6).cloned().unwrap_or_else(Value::none).into(),
        annotations: Value::none().into(),
        closure: closure.into(),
        type_params: vm.tuple(Vec::new()).into(),
        dict: None.into(),
        code: code.into(),
    };
    Ok(Value::new(function))
}

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.function.clone();
    class.flags.set(ClassFlags { has_dict: true, has_weakref: true, ..class.flags.get() });
    vm.define(
        &class,
        &[
            Def::staticmethod(
                "__new__",
                "(type, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)",
                new,
            ),
            Def::wrapper("__repr__", "($self, /)", repr),
            Def::wrapper("__call__", "($self, /, *args, **kwargs)", call),
            Def::wrapper("__get__", "($self, instance, owner=None, /)", get),
            Def::attribute("__closure__", |vm, args| Ok(function(vm, &args[0])?.closure.borrow().clone())),
            Def::attribute_rw(
                "__doc__",
                |vm, args| Ok(function(vm, &args[0])?.doc.borrow().clone()),
                set_doc,
            ),
            Def::attribute("__globals__", |vm, args| Ok(function(vm, &args[0])?.globals.value().clone())),
            Def::attribute_rw(
                "__module__",
                |vm, args| Ok(function(vm, &args[0])?.module.borrow().clone()),
                set_module,
            ),
            Def::attribute("__builtins__", builtins),
            Def::attribute_rw("__code__", code, set_code),
            Def::attribute_rw(
                "__defaults__",
                |vm, args| Ok(function(vm, &args[0])?.defaults.borrow().clone()),
                set_defaults,
            ),
            Def::attribute_rw(
                "__kwdefaults__",
                |vm, args| Ok(function(vm, &args[0])?.kwdefaults.borrow().clone()),
                set_kwdefaults,
            ),
            Def::attribute_rw("__annotations__", annotations, set_annotations),
            Def::attribute_rw("__dict__", dict, set_dict),
            Def::attribute_rw(
                "__name__",
                |vm, args| Ok(function(vm, &args[0])?.name.borrow().clone()),
                |vm, args| set_text(vm, &args, "__name__"),
            ),
            Def::attribute_rw(
                "__qualname__",
                |vm, args| Ok(function(vm, &args[0])?.qualname.borrow().clone()),
                |vm, args| set_text(vm, &args, "__qualname__"),
            ),
            Def::attribute_rw(
                "__type_params__",
                |vm, args| Ok(function(vm, &args[0])?.type_params.borrow().clone()),
                set_type_params,
            ),
        ],
    );
    super::method::install(vm);
    super::native_function::install(vm);
}
