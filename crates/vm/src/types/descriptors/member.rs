//! `member_descriptor`: an attribute with a place of its own in the object (`PyMemberDef`).

use std::cell::RefCell;

use crate::call::Args;
use crate::objects::*;
use crate::types::{Def, native};
use crate::value::{Held, Ref, Value};
use crate::{Exc, PyResult, Vm};

/// Which place an attribute has.
#[derive(Debug)]
pub(crate) struct Member {
    /// The attribute's name.
    pub(crate) name: Value,
    /// The class in whose dictionary it stands.
    pub(crate) class: Ref<Class>,
    /// The place, as in [`Class::slots`].
    pub(crate) index: usize,
    /// Whether it is `None` where nothing was set, as the built-in exceptions have it, and not an error.
    none_if_empty: bool,
}

impl Member {
    /// An entry of `__slots__`.
    pub(crate) fn slot(name: Value, class: &Ref<Class>, index: usize) -> Self {
        Self { name, class: class.clone(), index, none_if_empty: false }
    }

    /// An attribute of built-in exceptions.
    pub(crate) fn field(name: Value, class: &Ref<Class>, index: usize) -> Self {
        Self { none_if_empty: true, ..Self::slot(name, class, index) }
    }

    /// The member that an attribute of a class is, if it is one.
    #[inline]
    pub(crate) fn of(attribute: &Value) -> Option<&Self> {
        attribute.downcast::<Foreign>()?.get()
    }
}

impl Held for Member {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.name);
        visit(self.class.value());
    }
}

/// Where an object keeps the values of its members.
fn places(object: &Value) -> Option<&RefCell<Vec<Option<Value>>>> {
    match object.downcast::<Instance>() {
        Some(instance) => Some(&instance.slots),
        None => object.downcast::<Exception>().map(|exception| &exception.fields),
    }
}

impl Vm {
    /// The value of a member.
    pub(crate) fn member_value(&mut self, member: &Member, object: &Value) -> PyResult {
        self.check_member(member, object)?;
        let value = places(object).and_then(|places| places.borrow().get(member.index).cloned().flatten());
        match value {
            Some(value) => Ok(value),
            None if member.none_if_empty => Ok(Value::none()),
            None => {
                let class = self.class_of(object).name();
                let message = format!("'{class}' object has no attribute '{}'", self.text(&member.name));
                Err(self.attribute_error(message, object, &member.name.clone()))
            }
        }
    }

    /// Sets or deletes the value of a member.
    pub(crate) fn set_member(
        &mut self,
        member: &Member,
        object: &Value,
        value: Option<Value>,
    ) -> PyResult<()> {
        self.check_member(member, object)?;
        let Some(places) = places(object) else { return Ok(()) };
        let deletes = value.is_none();
        let old = {
            let mut places = places.borrow_mut();
            if places.len() <= member.index {
                places.resize(member.index + 1, None);
            }
            std::mem::replace(&mut places[member.index], value)
        };
        if deletes && old.is_none() && !member.none_if_empty {
            let name = self.text(&member.name);
            return Err(self.attribute_error(name, object, &member.name.clone()));
        }
        Ok(())
    }

    fn check_member(&mut self, member: &Member, object: &Value) -> PyResult<()> {
        let class = self.class_of(object);
        if class.is_subclass(&member.class) {
            return Ok(());
        }
        let message = format!(
            "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
            self.text(&member.name),
            member.class.name(),
            class.name()
        );
        Err(self.type_error(message))
    }
}

fn with_member<R>(
    vm: &mut Vm,
    value: &Value,
    use_it: impl FnOnce(&mut Vm, &Member) -> PyResult<R>,
) -> PyResult<R> {
    match Member::of(value) {
        Some(member) => use_it(vm, member),
        None => Err(vm.error(Exc::SystemError, "not a member")),
    }
}

fn get(vm: &mut Vm, args: Args<'_>) -> PyResult {
    match args.some(1) {
        None => Ok(args[0].clone()),
        Some(object) => with_member(vm, &args[0], |vm, member| vm.member_value(member, object)),
    }
}

fn set(vm: &mut Vm, args: Args<'_>) -> PyResult {
    with_member(vm, &args[0], |vm, member| vm.set_member(member, &args[1], Some(args[2].clone())))?;
    Ok(Value::none())
}

fn delete(vm: &mut Vm, args: Args<'_>) -> PyResult {
    with_member(vm, &args[0], |vm, member| vm.set_member(member, &args[1], None))?;
    Ok(Value::none())
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let text = with_member(vm, &args[0], |vm, member| {
        Ok(format!("<member '{}' of '{}' objects>", vm.text(&member.name), member.class.name()))
    })?;
    Ok(vm.str(&text))
}

fn name(vm: &mut Vm, args: Args<'_>) -> PyResult {
    with_member(vm, &args[0], |_, member| Ok(member.name.clone()))
}

fn qualname(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let text = with_member(vm, &args[0], |vm, member| {
        Ok(format!("{}.{}", member.class.qualname.borrow(), vm.text(&member.name)))
    })?;
    Ok(vm.str(&text))
}

fn objclass(vm: &mut Vm, args: Args<'_>) -> PyResult {
    with_member(vm, &args[0], |_, member| Ok(member.class.value().clone()))
}

fn doc(_: &mut Vm, _: Args<'_>) -> PyResult {
    Ok(Value::none())
}

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.member_descriptor.clone();
    vm.define(
        &class,
        &[
            Def::wrapper("__get__", "($self, instance, owner=None, /)", get),
            Def::wrapper("__set__", "($self, instance, value, /)", set),
            Def::wrapper("__delete__", "($self, instance, /)", delete),
            Def::wrapper("__repr__", "($self, /)", repr),
            Def::attribute("__name__", name),
            Def::attribute("__qualname__", qualname),
            Def::attribute("__objclass__", objclass),
            Def::attribute("__doc__", doc),
        ],
    );
    for class in vm.types.exceptions.clone() {
        let inherited = class.bases.borrow().first().map_or(0, |base| base.slots.borrow().len());
        let own: Vec<Value> = class.slots.borrow().iter().skip(inherited).cloned().collect();
        for (index, name) in own.into_iter().enumerate() {
            let name = vm.intern_value(&name);
            if native::<Str>(&name).and_then(Str::as_str) == Some("characters_written") {
                continue;
            }
            let member = Member::field(name.clone(), &class, inherited + index);
            drop(class.dict.set_str(&name, Foreign::create(&vm.types.member_descriptor, member)));
        }
    }
}
