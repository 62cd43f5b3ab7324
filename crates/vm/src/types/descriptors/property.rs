//! `property`.

use std::cell::RefCell;

use crate::call::Args;
use crate::objects::*;
use crate::types::Def;
use crate::value::{Held, Kind, Ref, Value};
use crate::{Exc, PyResult, Vm};

/// What a `property` holds; `None` for a function that is missing.
#[derive(Debug)]
pub(crate) struct Property {
    /// `fget`
    pub(crate) getter: RefCell<Value>,
    /// `fset`
    setter: RefCell<Value>,
    /// `fdel`
    deleter: RefCell<Value>,
    doc: RefCell<Value>,
    /// The name in the class, as `__set_name__` told it.
    name: RefCell<Option<Value>>,
    /// The docstring is the getter's.
    doc_from_getter: std::cell::Cell<bool>,
}

impl Held for Property {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        for place in [&self.getter, &self.setter, &self.deleter, &self.doc] {
            visit(&place.borrow());
        }
        self.name.borrow().iter().for_each(visit);
    }

    fn clear(&self) {
        for place in [&self.getter, &self.setter, &self.deleter, &self.doc] {
            drop(place.replace(Value::none()));
        }
    }
}

impl Property {
    /// The property in an attribute of a class, if it is one and not of a derived class.
    #[inline]
    pub(crate) fn of(attribute: &Value) -> Option<&Self> {
        attribute.downcast::<Foreign>()?.get()
    }
}

fn this<'v>(vm: &mut Vm, value: &'v Value) -> PyResult<&'v Property> {
    match crate::types::native::<Foreign>(value).and_then(Foreign::get::<Property>) {
        Some(property) => Ok(property),
        None => Err(vm.type_error("not a property")),
    }
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let none = || RefCell::new(Value::none());
    let property = Property {
        getter: none(),
        setter: none(),
        deleter: none(),
        doc: none(),
        name: RefCell::default(),
        doc_from_getter: std::cell::Cell::new(false),
    };
    let value = Foreign::create(&vm.types.property, property);
    match Ref::<Class>::of(&args[0]) {
        Some(class) => Ok(vm.wrap_native(&class.clone(), value)),
        None => Ok(value),
    }
}

fn init(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let given = |index: usize| args.some(index).cloned().unwrap_or_else(Value::none);
    let property = this(vm, &args[0])?;
    drop(property.getter.replace(given(1)));
    drop(property.setter.replace(given(2)));
    drop(property.deleter.replace(given(3)));
    let mut doc = given(4);
    property.doc_from_getter.set(false);
    if doc.is_none()
        && let Some(getter) = args.some(1)
    {
        let name = vm.names.doc.clone();
        doc = vm.getattr_opt(getter, &name)?.unwrap_or_else(Value::none);
        property.doc_from_getter.set(!doc.is_none());
    }
    drop(property.doc.replace(doc.clone()));
    if args[0].kind() == Kind::Instance && !doc.is_none() {
        // Instances of derived classes have it in their dictionary.
        let name = vm.names.doc.clone();
        vm.setattr(&args[0], &name, Some(doc))?;
    }
    Ok(Value::none())
}

/// The name that messages show: as `__set_name__` told it, or the getter's.
fn name_of(vm: &mut Vm, property: &Property) -> PyResult<Option<Value>> {
    let name = property.name.borrow().clone();
    if name.is_some() {
        return Ok(name);
    }
    let getter = property.getter.borrow().clone();
    if getter.is_none() {
        return Ok(None);
    }
    let key = vm.names.name.clone();
    vm.getattr_opt(&getter, &key)
}

impl Vm {
    /// The value of a property.
    pub(crate) fn property_value(&mut self, property: &Property, object: &Value) -> PyResult {
        let getter = property.getter.borrow().clone();
        if getter.is_none() {
            return Err(self.missing_accessor(property, object, "getter")?);
        }
        self.call(&getter, [object.clone()])
    }

    /// Sets or deletes the value of a property.
    pub(crate) fn set_property(
        &mut self,
        property: &Property,
        object: &Value,
        value: Option<Value>,
    ) -> PyResult<()> {
        let (place, what) = match value {
            Some(_) => (&property.setter, "setter"),
            None => (&property.deleter, "deleter"),
        };
        let accessor = place.borrow().clone();
        if accessor.is_none() {
            return Err(self.missing_accessor(property, object, what)?);
        }
        let arguments: Vec<Value> = std::iter::once(object.clone()).chain(value).collect();
        self.call(&accessor, arguments).map(drop)
    }

    #[cold]
    fn missing_accessor(
        &mut self,
        property: &Property,
        object: &Value,
        what: &str,
    ) -> PyResult<crate::Raised> {
        let class = self.class_of(object).qualname.borrow().clone();
        let message = match name_of(self, property)? {
            Some(name) => {
                let name = self.repr_text(&name)?;
                format!("property {name} of '{class}' object has no {what}")
            }
            None => format!("property of '{class}' object has no {what}"),
        };
        Ok(self.error(Exc::AttributeError, message))
    }
}

fn get(vm: &mut Vm, args: Args<'_>) -> PyResult {
    match args.some(1) {
        None => Ok(args[0].clone()),
        Some(object) => {
            let property = this(vm, &args[0])?;
            vm.property_value(property, object)
        }
    }
}

fn set(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let property = this(vm, &args[0])?;
    vm.set_property(property, &args[1], Some(args[2].clone()))?;
    Ok(Value::none())
}

fn delete(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let property = this(vm, &args[0])?;
    vm.set_property(property, &args[1], None)?;
    Ok(Value::none())
}

/// A copy with another getter, setter or deleter (`property_copy`).
fn copy(vm: &mut Vm, args: &Args<'_>, which: usize) -> PyResult {
    let property = this(vm, &args[0])?;
    let mut parts =
        [&property.getter, &property.setter, &property.deleter].map(|place| place.borrow().clone()).to_vec();
    if !args[1].is_none() {
        parts[which] = args[1].clone();
    }
    let own_doc = !property.doc_from_getter.get() || parts[0].is_none();
    parts.push(if own_doc { property.doc.borrow().clone() } else { Value::none() });
    let class = vm.class_of(&args[0]).into_value();
    let made = vm.call(&class, parts)?;
    let name = property.name.borrow().clone();
    if let Ok(made) = this(vm, &made) {
        drop(made.name.replace(name));
    }
    Ok(made)
}

fn set_name(vm: &mut Vm, args: Args<'_>) -> PyResult {
    drop(this(vm, &args[0])?.name.replace(Some(args[2].clone())));
    Ok(Value::none())
}

fn name_attribute(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let property = this(vm, &args[0])?;
    match name_of(vm, property)? {
        Some(name) => Ok(name),
        None => {
            let name = vm.names.name.clone();
            Err(vm.no_attribute(&args[0], &name))
        }
    }
}

fn set_name_attribute(vm: &mut Vm, args: Args<'_>) -> PyResult {
    drop(this(vm, &args[0])?.name.replace(args.get(1).cloned()));
    Ok(Value::none())
}

fn doc(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(this(vm, &args[0])?.doc.borrow().clone())
}

fn set_doc(vm: &mut Vm, args: Args<'_>) -> PyResult {
    drop(this(vm, &args[0])?.doc.replace(args.get(1).cloned().unwrap_or_else(Value::none)));
    Ok(Value::none())
}

fn is_abstract(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let property = this(vm, &args[0])?;
    let name = vm.intern("__isabstractmethod__");
    for place in [&property.getter, &property.setter, &property.deleter] {
        let function = place.borrow().clone();
        if let Some(value) = vm.getattr_opt(&function, &name)?
            && vm.truth(&value)?
        {
            return Ok(Value::bool(true));
        }
    }
    Ok(Value::bool(false))
}

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.property.clone();
    vm.define(
        &class,
        &[
            Def::staticmethod("__new__", "(type, /, *args, **kwargs)", new),
            Def::wrapper("__init__", "($self, /, fget=None, fset=None, fdel=None, doc=None)", init),
            Def::wrapper("__get__", "($self, instance, owner=None, /)", get),
            Def::wrapper("__set__", "($self, instance, value, /)", set),
            Def::wrapper("__delete__", "($self, instance, /)", delete),
            Def::method("getter", "($self, object, /)", |vm, args| copy(vm, &args, 0)),
            Def::method("setter", "($self, object, /)", |vm, args| copy(vm, &args, 1)),
            Def::method("deleter", "($self, object, /)", |vm, args| copy(vm, &args, 2)),
            Def::method("__set_name__", "($self, owner, name, /)", set_name),
            Def::attribute("fget", |vm, args| Ok(this(vm, &args[0])?.getter.borrow().clone())),
            Def::attribute("fset", |vm, args| Ok(this(vm, &args[0])?.setter.borrow().clone())),
            Def::attribute("fdel", |vm, args| Ok(this(vm, &args[0])?.deleter.borrow().clone())),
            Def::attribute_rw("__name__", name_attribute, set_name_attribute),
            Def::attribute_rw("__doc__", doc, set_doc),
            Def::attribute("__isabstractmethod__", is_abstract),
        ],
    );
}
