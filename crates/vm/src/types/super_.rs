//! `super`.

use std::cell::RefCell;

use crate::call::Args;
use crate::objects::*;
use crate::value::{Held, Ref, Value};
use crate::{PyResult, Vm};

use super::{Def, native};

/// What a `super` object holds.
#[derive(Debug, Default)]
struct Super {
    bound: RefCell<Option<Bound>>,
}

#[derive(Clone, Debug)]
struct Bound {
    /// `__thisclass__`: the search goes on behind it.
    class: Ref<Class>,
    /// `__self__`, if there is one, and the class whose MRO is searched: `__self_class__`.
    this: Option<(Value, Ref<Class>)>,
}

impl Held for Super {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        if let Some(bound) = &*self.bound.borrow() {
            visit(bound.class.value());
            if let Some((this, of)) = &bound.this {
                visit(this);
                visit(of.value());
            }
        }
    }

    fn clear(&self) {
        drop(self.bound.take());
    }
}

fn bound(value: &Value) -> Option<Bound> {
    native::<Foreign>(value)?.get::<Super>()?.bound.borrow().clone()
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let value = Foreign::create(&vm.types.super_, Super::default());
    match Ref::<Class>::of(&args[0]) {
        Some(class) => Ok(vm.wrap_native(&class.clone(), value)),
        None => Ok(value),
    }
}

fn init(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (class, this) = match args.get(1) {
        Some(class) => (class.clone(), args.some(2).cloned()),
        None => {
            let (class, this) = vm.super_arguments()?;
            (class, Some(this))
        }
    };
    let Some(class) = Ref::<Class>::of(&class).cloned() else {
        let of = vm.class_of(&class).name();
        return Err(vm.type_error(format!("super() argument 1 must be a type, not {of}")));
    };
    let this = match this {
        Some(this) => {
            let of = searched(vm, &class, &this)?;
            Some((this, of))
        }
        None => None,
    };
    if let Some(holder) = native::<Foreign>(&args[0]).and_then(Foreign::get::<Super>) {
        drop(holder.bound.replace(Some(Bound { class, this })));
    }
    Ok(Value::none())
}

/// The class whose MRO is searched (`supercheck`).
fn searched(vm: &mut Vm, class: &Ref<Class>, this: &Value) -> PyResult<Ref<Class>> {
    if let Some(of) = Ref::<Class>::of(this).filter(|of| of.is_subclass(class)) {
        return Ok(of.clone());
    }
    let own = vm.class_of(this);
    if own.is_subclass(class) {
        return Ok(own);
    }
    let name = vm.names.class.clone();
    if let Some(claimed) = vm.getattr_opt(this, &name)?.as_ref().and_then(Ref::<Class>::of)
        && claimed.is_subclass(class)
    {
        return Ok(claimed.clone());
    }
    let (kind, of) = match Ref::<Class>::of(this) {
        Some(of) => ("type", of.name()),
        None => ("instance of", own.name()),
    };
    let class = class.name();
    Err(vm.type_error(format!(
        "super(type, obj): obj ({kind} {of}) is not an instance or subtype of type ({class})."
    )))
}

fn getattribute(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = super::object::attribute_name(vm, &args[1])?;
    if let Some(Bound { class, this: Some((this, of)) }) = bound(&args[0])
        && !name.is(&vm.names.class)
    {
        let mro = of.mro.borrow().clone();
        let mut after = mro.iter().skip_while(|other| !other.is(&class)).skip(1);
        if let Some(attribute) = after.find_map(|class| class.dict.get_str(&name)) {
            // For a class, methods are reached as through the class itself.
            let object = (!of.value().is(&this)).then_some(&this);
            return vm.bind(attribute, object, &of);
        }
    }
    let own = vm.class_of(&args[0]);
    match vm.generic_getattr(&args[0], &own, &name)? {
        Some(value) => Ok(value),
        None => Err(vm.no_attribute(&args[0], &name)),
    }
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let text = match bound(&args[0]) {
        Some(Bound { class, this: Some((_, of)) }) => {
            format!("<super: <class '{}'>, <{} object>>", class.name(), of.name())
        }
        Some(Bound { class, this: None }) => format!("<super: <class '{}'>, NULL>", class.name()),
        None => "<super: <class 'NULL'>, NULL>".to_owned(),
    };
    Ok(vm.str(&text))
}

/// An unbound `super` in a class is bound when it is reached through an object.
fn get(vm: &mut Vm, args: Args<'_>) -> PyResult {
    match (args.some(1), bound(&args[0])) {
        (Some(object), Some(Bound { class, this: None })) => {
            let of = vm.class_of(&args[0]).into_value();
            vm.call(&of, [class.into_value(), object.clone()])
        }
        _ => Ok(args[0].clone()),
    }
}

fn this_class(_: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(bound(&args[0]).map_or_else(Value::none, |bound| bound.class.into_value()))
}

fn this(_: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(bound(&args[0]).and_then(|bound| bound.this).map_or_else(Value::none, |(this, _)| this))
}

fn self_class(_: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(bound(&args[0]).and_then(|bound| bound.this).map_or_else(Value::none, |(_, of)| of.into_value()))
}

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.super_.clone();
    vm.define(
        &class,
        &[
            Def::staticmethod("__new__", "(type, /, *args, **kwargs)", new),
            Def::wrapper("__init__", "($self, type=None, object_or_type=None, /)", init),
            Def::wrapper("__getattribute__", "($self, name, /)", getattribute),
            Def::wrapper("__repr__", "($self, /)", repr),
            Def::wrapper("__get__", "($self, instance, owner=None, /)", get),
            Def::attribute("__thisclass__", this_class),
            Def::attribute("__self__", this),
            Def::attribute("__self_class__", self_class),
        ],
    );
}
