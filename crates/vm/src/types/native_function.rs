//! Functions written in Rust, in their several guises: `builtin_function_or_method`, `method_descriptor`,
//! `wrapper_descriptor`, `method-wrapper`, `classmethod_descriptor`, `getset_descriptor`.

use crate::call::Args;
use crate::objects::*;
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

use super::Def;

fn native<'v>(vm: &mut Vm, value: &'v Value) -> PyResult<&'v Ref<Native>> {
    match Ref::<Native>::of(value) {
        Some(native) => Ok(native),
        None => Err(vm.type_error("not a built-in function")),
    }
}

fn class_name(native: &Native) -> String {
    native.class.as_ref().map(|class| class.name().to_string()).unwrap_or_default()
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let native = native(vm, &args[0])?;
    let (name, class) = (native.name, class_name(native));
    let text = match (native.kind, &native.this) {
        (NativeKind::Wrapper, Some(this)) => {
            let of = vm.class_of(this).name();
            format!("<method-wrapper '{name}' of {of} object at {:#x}>", this.id())
        }
        (_, Some(this)) if this.downcast::<Module>().is_none() => {
            let of = vm.class_of(this).name();
            format!("<built-in method {name} of {of} object at {:#x}>", this.id())
        }
        (NativeKind::StaticMethod, _) => match &native.class {
            Some(class) => format!("<built-in method {name} of type object at {:#x}>", class.value().id()),
            None => format!("<built-in function {name}>"),
        },
        (NativeKind::Function, _) => format!("<built-in function {name}>"),
        (NativeKind::Wrapper, None) => format!("<slot wrapper '{name}' of '{class}' objects>"),
        (NativeKind::Attribute, _) => format!("<attribute '{name}' of '{class}' objects>"),
        _ => format!("<method '{name}' of '{class}' objects>"),
    };
    Ok(vm.str(&text))
}

fn name(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = native(vm, &args[0])?.name;
    Ok(vm.intern(name))
}

fn qualname(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let native = native(vm, &args[0])?;
    let name = native.name;
    let text = match (&native.class, &native.this) {
        (_, Some(this)) if let Some(class) = Ref::<Class>::of(this) => {
            format!("{}.{name}", class.qualname.borrow())
        }
        (Some(class), _) => format!("{}.{name}", class.qualname.borrow()),
        _ => name.to_owned(),
    };
    Ok(vm.str(&text))
}

/// The parameters in parentheses, for `inspect.signature`.
fn text_signature(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let native = native(vm, &args[0])?;
    Ok(vm.str(native.signature))
}

/// Only functions of `builtins` have a text.
fn doc(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let native = native(vm, &args[0])?;
    let is_builtin = native.class.is_none() && vm.text(&native.module) == "builtins";
    let text = is_builtin.then(|| super::native_docs::of_function(native.name)).flatten();
    Ok(text.map_or_else(Value::none, |text| vm.str(text)))
}

fn module(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(native(vm, &args[0])?.module.clone())
}

fn objclass(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = native(vm, &args[0])?.class.clone();
    Ok(class.map_or_else(Value::none, Ref::into_value))
}

/// The object it is bound to; the module of a function, the class of a static method.
fn this(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let native = native(vm, &args[0])?;
    if let Some(this) = &native.this {
        return Ok(this.clone());
    }
    if let Some(class) = &native.class {
        return Ok(class.value().clone());
    }
    let module = native.module.clone();
    Ok(vm.modules.get_str(&module).unwrap_or_else(Value::none))
}

fn call(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let keywords = args.named(2).map(|named| named.items()).unwrap_or_default();
    let positional = args.rest(1).iter().cloned().collect();
    vm.call_with(&args[0], crate::call::Arguments { positional, keywords })
}

fn get(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = match args.some(2).and_then(Ref::<Class>::of) {
        Some(class) => class.clone(),
        None => vm.class_of(args.get(1).unwrap_or(&Value::none())),
    };
    vm.bind(args[0].clone(), args.some(1), &class)
}

fn set(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let native = native(vm, &args[0])?.clone();
    vm.set_native_attribute(&native, &args[1], args.get(2).cloned())?;
    Ok(Value::none())
}

fn eq(_: &mut Vm, args: Args<'_>) -> PyResult {
    let (Some(a), Some(b)) = (args[0].downcast::<Native>(), args[1].downcast::<Native>()) else {
        return Ok(Value::not_implemented());
    };
    let same_this = match (&a.this, &b.this) {
        (Some(a), Some(b)) => a.is(b),
        (None, None) => args[0].is(&args[1]),
        _ => false,
    };
    let same_class = match (&a.class, &b.class) {
        (Some(a), Some(b)) => a.is(b),
        (a, b) => a.is_none() == b.is_none(),
    };
    Ok(Value::bool(same_this && same_class && a.name == b.name))
}

fn hash(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let native = native(vm, &args[0])?;
    let this = native.this.as_ref().map_or(args[0].id(), Value::id);
    let name = crate::hash::bytes(native.name.as_bytes());
    let hash =
        if native.this.is_some() { crate::hash::address(this) ^ name } else { crate::hash::address(this) };
    Ok(Value::int(crate::hash::not_minus_one(hash)))
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let native = native(vm, &args[0])?;
    let (name, this) = (native.name, native.this.clone());
    let name = vm.intern(name);
    let owner = match (this, native.class.clone()) {
        (Some(this), _) if this.downcast::<Module>().is_none() => this,
        (None, Some(class)) => class.into_value(),
        _ => return Ok(name),
    };
    let key = vm.intern("getattr");
    let getattr = vm.builtins.get_str(&key).unwrap_or_else(Value::none);
    let arguments = vm.tuple(vec![owner, name]);
    Ok(vm.tuple(vec![getattr, arguments]))
}

const COMMON: &[Def] = &[
    Def::wrapper("__repr__", "($self, /)", repr),
    Def::attribute("__name__", name),
    Def::attribute("__qualname__", qualname),
    Def::attribute("__doc__", doc),
];

const CALLABLE: &[Def] = &[
    Def::wrapper("__call__", "($self, /, *args, **kwargs)", call),
    Def::attribute("__text_signature__", text_signature),
    Def::method("__reduce__", "($self, /)", reduce),
];

const BOUND: &[Def] = &[
    Def::wrapper("__eq__", "($self, value, /)", eq),
    Def::wrapper("__hash__", "($self, /)", hash),
    Def::attribute("__self__", this),
];

const DESCRIPTOR: &[Def] = &[
    Def::wrapper("__get__", "($self, instance, owner=None, /)", get),
    Def::attribute("__objclass__", objclass),
];

pub(super) fn install(vm: &mut Vm) {
    let types = &vm.types;
    let tables: [(&Ref<Class>, &[&[Def]]); 6] = [
        (&types.builtin_function, &[COMMON, CALLABLE, BOUND, &[Def::attribute("__module__", module)]]),
        (&types.method_wrapper, &[COMMON, CALLABLE, BOUND, &[Def::attribute("__objclass__", objclass)]]),
        (&types.method_descriptor, &[COMMON, CALLABLE, DESCRIPTOR]),
        (&types.wrapper_descriptor, &[COMMON, CALLABLE, DESCRIPTOR]),
        (&types.classmethod_descriptor, &[COMMON, CALLABLE, DESCRIPTOR]),
        (
            &types.getset_descriptor,
            &[
                COMMON,
                DESCRIPTOR,
                &[
                    Def::wrapper("__set__", "($self, instance, value, /)", set),
                    Def::wrapper("__delete__", "($self, instance, /)", set),
                ],
            ],
        ),
    ];
    let tables = tables.map(|(class, tables)| (class.clone(), tables.concat()));
    for (class, table) in &tables {
        vm.define(class, table);
    }
    let class = vm.types.builtin_function.clone();
    class.flags.set(ClassFlags { has_weakref: true, ..class.flags.get() });
}
