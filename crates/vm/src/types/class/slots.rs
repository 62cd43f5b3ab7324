//! `__slots__`: which attributes instances have places for (`type_new_slots`).

use crate::call::Args;
use crate::objects::*;
use crate::types::descriptors::Member;
use crate::types::{Def, native};
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

/// What a class adds to what its instances are made of.
#[derive(Debug)]
pub(super) struct OwnSlots {
    /// Names of its own slots, sorted.
    pub(super) names: Vec<Value>,
    /// Instances have a `__dict__`.
    pub(super) has_dict: bool,
    /// Instances can be referred to weakly.
    pub(super) has_weakref: bool,
    adds_dict: bool,
    adds_weakref: bool,
}

const GETSET_DICT: Def = Def::attribute_rw("__dict__", get_dict, set_dict);
const GETSET_WEAKREF: Def = Def::attribute("__weakref__", get_weakref);

impl Vm {
    pub(super) fn read_slots(
        &mut self,
        class_name: &str,
        dict: &Dict,
        base: &Ref<Class>,
        bases: &[Ref<Class>],
    ) -> PyResult<OwnSlots> {
        let inherited = base.flags.get();
        let may_add_dict = !inherited.has_dict && base.layout != Layout::Class;
        // Objects of these types vary in size: CPython has no place for the list of weak references.
        let varies = matches!(base.layout, Layout::Int | Layout::Tuple | Layout::Bytes | Layout::Class);
        let may_add_weakref = !inherited.has_weakref && !varies;
        let key = self.names.slots.clone();
        let (mut adds_dict, mut adds_weakref) = (may_add_dict, may_add_weakref);
        let mut names = Vec::new();
        if let Some(slots) = dict.get_str(&key) {
            (adds_dict, adds_weakref) = (false, false);
            let slots = if native::<Str>(&slots).is_some() { vec![slots] } else { self.collect(&slots)? };
            if !slots.is_empty() && varies {
                let base = base.name();
                let message = format!("nonempty __slots__ not supported for subtype of '{base}'");
                return Err(self.type_error(message));
            }
            for slot in slots {
                match self.slot_name(&slot)?.as_str() {
                    "__dict__" if !may_add_dict || adds_dict => {
                        return Err(self.type_error("__dict__ slot disallowed: we already got one"));
                    }
                    "__weakref__" if !may_add_weakref || adds_weakref => {
                        return Err(self.type_error("__weakref__ slot disallowed: we already got one"));
                    }
                    "__dict__" => adds_dict = true,
                    "__weakref__" => adds_weakref = true,
                    name => names.push(self.own_slot(class_name, name, dict)?),
                }
            }
            names.sort_by_cached_key(|name| self.text(name));
            // Other bases may bring them along.
            for other in bases.iter().filter(|other| !other.is(base)) {
                adds_dict |= may_add_dict && other.flags.get().has_dict;
                adds_weakref |= may_add_weakref && other.flags.get().has_weakref;
            }
        }
        Ok(OwnSlots {
            names,
            has_dict: inherited.has_dict || adds_dict,
            has_weakref: inherited.has_weakref || adds_weakref,
            adds_dict,
            adds_weakref,
        })
    }

    fn slot_name(&mut self, slot: &Value) -> PyResult<String> {
        let Some(text) = native::<Str>(slot) else {
            let class = self.class_of(slot).name();
            return Err(self.type_error(format!("__slots__ items must be strings, not '{class}'")));
        };
        let name = text.wtf8().to_string_lossy().into_owned();
        let mut chars = name.chars();
        let is_identifier = chars.next().is_some_and(|first| first == '_' || first.is_alphabetic())
            && chars.all(|char| char == '_' || char.is_alphanumeric());
        if is_identifier { Ok(name) } else { Err(self.type_error("__slots__ must be identifiers")) }
    }

    fn own_slot(&mut self, class_name: &str, name: &str, dict: &Dict) -> PyResult {
        let mangled = mangle(class_name, name);
        let mangled = self.intern(&mangled);
        let is_allowed = [&self.names.qualname, &self.names.classcell, &self.names.classdictcell]
            .iter()
            .any(|allowed| allowed.is(&mangled));
        if dict.get_str(&mangled).is_some() && !is_allowed {
            let name = self.repr_text(&mangled)?;
            return Err(self.value_error(format!("{name} in __slots__ conflicts with class variable")));
        }
        Ok(mangled)
    }

    pub(super) fn add_slot_descriptors(&mut self, class: &Ref<Class>, own: &OwnSlots) {
        let first = class.slots.borrow().len() - own.names.len();
        for (index, name) in own.names.iter().enumerate() {
            let member = Member::slot(name.clone(), class, first + index);
            drop(class.dict.set_str(name, Foreign::create(&self.types.member_descriptor, member)));
        }
        for (adds, attribute) in [(own.adds_dict, GETSET_DICT), (own.adds_weakref, GETSET_WEAKREF)] {
            // What the class body defines itself stays.
            let name = self.intern(attribute.name());
            if adds && class.dict.get_str(&name).is_none() {
                self.define(class, &[attribute]);
            }
        }
    }
}

impl Vm {
    /// Gives a native class whose instances have a `__dict__` the attribute of this name.
    pub(crate) fn define_dict_attribute(&mut self, class: &Ref<Class>) {
        self.define(class, &[GETSET_DICT]);
    }
}

/// Private names carry the class's name (`_Py_Mangle`).
fn mangle(class_name: &str, name: &str) -> String {
    let class_name = class_name.trim_start_matches('_');
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') || class_name.is_empty() {
        return name.to_owned();
    }
    format!("_{class_name}{name}")
}

fn get_dict(vm: &mut Vm, args: Args<'_>) -> PyResult {
    match vm.own_dict(&args[0]) {
        Some(dict) => Ok(dict.into_value()),
        None => {
            let name = vm.names.dict.clone();
            Err(vm.no_attribute(&args[0], &name))
        }
    }
}

pub(crate) fn set_dict(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let attributes = match (args[0].downcast::<Instance>(), args[0].downcast::<Exception>()) {
        (Some(instance), _) => &instance.attributes,
        (_, Some(exception)) => &exception.attributes,
        _ => return Err(vm.type_error("this __dict__ cannot be replaced")),
    };
    let dict = match args.get(1) {
        // A deleted dictionary is made anew when it is asked for.
        None => Ref::new(Dict::default()),
        Some(dict) => match Ref::<Dict>::of(dict) {
            Some(dict) => dict.clone(),
            None => {
                let class = vm.class_of(dict).name();
                return Err(vm.type_error(format!("__dict__ must be set to a dictionary, not a '{class}'")));
            }
        },
    };
    let old = (attributes.values.take(), attributes.dict.replace(Some(dict)));
    drop(old);
    Ok(Value::none())
}

fn get_weakref(_: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(crate::value::WeakRef::all_of(&args[0]).first().cloned().unwrap_or_else(Value::none))
}
