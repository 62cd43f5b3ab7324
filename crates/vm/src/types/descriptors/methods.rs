//! `staticmethod` and `classmethod`.

use std::cell::RefCell;

use crate::call::{Args, Arguments};
use crate::objects::*;
use crate::types::Def;
use crate::value::{Held, Kind, Value};
use crate::{Exc, PyResult, Vm};

/// What a `staticmethod` holds.
#[derive(Debug)]
pub(crate) struct StaticMethod {
    /// `__func__`
    pub(crate) function: RefCell<Value>,
}

/// What a `classmethod` holds.
#[derive(Debug)]
pub(crate) struct ClassMethod {
    /// `__func__`
    pub(crate) function: RefCell<Value>,
}

impl Held for StaticMethod {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.function.borrow());
    }

    fn clear(&self) {
        drop(self.function.replace(Value::none()));
    }
}

impl Held for ClassMethod {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.function.borrow());
    }

    fn clear(&self) {
        drop(self.function.replace(Value::none()));
    }
}

/// A `staticmethod`, without the attributes that the constructor copies from the function.
pub(crate) fn new_staticmethod(vm: &mut Vm, function: Value) -> Value {
    Foreign::create(&vm.types.staticmethod, StaticMethod { function: RefCell::new(function) })
}

/// A `classmethod`, without the attributes that the constructor copies from the function.
pub(crate) fn new_classmethod(vm: &mut Vm, function: Value) -> Value {
    Foreign::create(&vm.types.classmethod, ClassMethod { function: RefCell::new(function) })
}

fn place(value: &Value) -> Option<&RefCell<Value>> {
    let foreign = crate::types::native::<Foreign>(value)?;
    match foreign.get::<StaticMethod>() {
        Some(method) => Some(&method.function),
        None => foreign.get::<ClassMethod>().map(|method| &method.function),
    }
}

fn function(vm: &mut Vm, value: &Value) -> PyResult {
    match place(value) {
        Some(place) => Ok(place.borrow().clone()),
        None => Err(vm.error(Exc::RuntimeError, "uninitialized staticmethod object")),
    }
}

fn class_argument(vm: &mut Vm, value: &Value) -> PyResult<crate::value::Ref<Class>> {
    match crate::value::Ref::<Class>::of(value) {
        Some(class) => Ok(class.clone()),
        None => Err(vm.type_error("__new__(X): X is not a type object")),
    }
}

fn static_new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = class_argument(vm, &args[0])?;
    let method = new_staticmethod(vm, Value::none());
    Ok(vm.wrap_native(&class, method))
}

fn class_new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = class_argument(vm, &args[0])?;
    let method = new_classmethod(vm, Value::none());
    Ok(vm.wrap_native(&class, method))
}

/// Takes the function, and its `__module__`, `__name__` and so on (`functools_wraps`).
fn init(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if let Some(place) = place(&args[0]) {
        drop(place.replace(args[1].clone()));
    }
    for name in ["__module__", "__name__", "__qualname__", "__doc__", "__dict__"] {
        let key = vm.intern(name);
        let Some(value) = vm.getattr_opt(&args[1], &key)? else { continue };
        if name == "__dict__" {
            if let (Some(from), Some(to)) = (value.downcast::<Dict>(), vm.own_dict(&args[0])) {
                for (hash, key, value) in from.hashed_items() {
                    match vm.dict_find(&to, &key)? {
                        (_, Some(place)) => drop(to.replace_at(place, value)),
                        (_, None) => to.insert(hash, key, value),
                    }
                }
            }
        } else {
            vm.setattr(&args[0], &key, Some(value))?;
        }
    }
    Ok(Value::none())
}

fn static_get(vm: &mut Vm, args: Args<'_>) -> PyResult {
    function(vm, &args[0])
}

fn class_get(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let function = function(vm, &args[0])?;
    let owner = match args.some(2) {
        Some(owner) => owner.clone(),
        None => vm.class_of(&args[1]).into_value(),
    };
    Ok(bind_to_class(function, owner))
}

/// A class method reached through its class.
fn bind_to_class(function: Value, owner: Value) -> Value {
    Value::new(BoundMethod { function, this: owner })
}

/// What a `staticmethod` or `classmethod` is when reached through `class`; `None` if the attribute is neither.
#[inline]
pub(crate) fn bind_method(attribute: &Foreign, class: &Value) -> Option<Value> {
    if let Some(method) = attribute.get::<StaticMethod>() {
        return Some(method.function.borrow().clone());
    }
    let method = attribute.get::<ClassMethod>()?;
    Some(bind_to_class(method.function.borrow().clone(), class.clone()))
}

fn static_call(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let function = function(vm, &args[0])?;
    let keywords = args.named(2).map(|named| named.items()).unwrap_or_default();
    vm.call_with(&function, Arguments { positional: args.rest(1).iter().cloned().collect(), keywords })
}

fn func(vm: &mut Vm, args: Args<'_>) -> PyResult {
    function(vm, &args[0])
}

fn is_abstract(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let function = function(vm, &args[0])?;
    let name = vm.intern("__isabstractmethod__");
    let result = match vm.getattr_opt(&function, &name)? {
        Some(value) => vm.truth(&value)?,
        None => false,
    };
    Ok(Value::bool(result))
}

fn repr_as(vm: &mut Vm, kind: &str, this: &Value) -> PyResult {
    let function = function(vm, this)?;
    let function = vm.repr_text(&function)?;
    Ok(vm.str(&format!("<{kind}({function})>")))
}

fn static_repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    repr_as(vm, "staticmethod", &args[0])
}

fn class_repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    repr_as(vm, "classmethod", &args[0])
}

/// Whether it is a function written in Python: what `__new__` and `__init_subclass__` are made methods of.
pub(crate) fn is_function(value: &Value) -> bool {
    value.kind() == Kind::Function
}

pub(super) fn install(vm: &mut Vm) {
    let common = [
        Def::wrapper("__init__", "($self, function, /)", init),
        Def::attribute("__func__", func),
        Def::attribute("__wrapped__", func),
        Def::attribute("__isabstractmethod__", is_abstract),
    ];
    let class = vm.types.staticmethod.clone();
    class.flags.set(ClassFlags { has_dict: true, ..class.flags.get() });
    vm.define(&class, &common);
    vm.define(
        &class,
        &[
            Def::staticmethod("__new__", "(type, /, *args, **kwargs)", static_new),
            Def::wrapper("__get__", "($self, instance, owner=None, /)", static_get),
            Def::wrapper("__call__", "($self, /, *args, **kwargs)", static_call),
            Def::wrapper("__repr__", "($self, /)", static_repr),
        ],
    );
    let class = vm.types.classmethod.clone();
    class.flags.set(ClassFlags { has_dict: true, ..class.flags.get() });
    vm.define(&class, &common);
    vm.define(
        &class,
        &[
            Def::staticmethod("__new__", "(type, /, *args, **kwargs)", class_new),
            Def::wrapper("__get__", "($self, instance, owner=None, /)", class_get),
            Def::wrapper("__repr__", "($self, /)", class_repr),
        ],
    );
}
