//! Where a name or an attribute is found, told without running Python code: for those who watch.
//!
//! This repeats the order in which the interpreter asks (`ops::attributes`, `LOAD_NAME`), on values as they are, and
//! changes nothing. What Python code would decide (`__getattribute__`, a mapping from `__prepare__`) is told by the name
//! of who decides.

use std::rc::Rc;

use crate::objects::*;
use crate::ops::own_attribute;
use crate::types::Types;
use crate::types::descriptors::{Member, Property};
use crate::value::{Kind, Ref, Value};

/// Who knows a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The function, class body or module itself.
    Local,
    /// A function around it.
    Enclosing,
    /// The module.
    Global,
    /// The module `builtins`.
    BuiltIn,
}

/// Who answered for a name, and who was asked before and did not know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameLookup {
    /// Who answered; nobody if that raises `NameError`.
    pub found: Option<Scope>,
    /// Who was asked before.
    pub asked: &'static [Scope],
}

/// Looks for a name in the places that `LOAD_NAME` (with a namespace) or `LOAD_GLOBAL` asks.
pub fn lookup_name(name: &Value, namespace: Option<&Value>, globals: &Dict, builtins: &Dict) -> NameLookup {
    use Scope::{BuiltIn, Global, Local};
    let names = namespace.and_then(Value::downcast::<Dict>);
    // In a module the local names are the global ones.
    let is_module = names.is_some_and(|names| std::ptr::eq(names, globals));
    let asks_local = namespace.is_some() && !is_module;
    if asks_local && names.is_some_and(|names| names.get_str(name).is_some()) {
        return NameLookup { found: Some(Local), asked: &[] };
    }
    if globals.get_str(name).is_some() {
        return NameLookup { found: Some(Global), asked: if asks_local { &[Local] } else { &[] } };
    }
    if builtins.get_str(name).is_some() {
        let asked: &[_] = if asks_local { &[Local, Global] } else { &[Global] };
        return NameLookup { found: Some(BuiltIn), asked };
    }
    let asked: &[_] = if asks_local { &[Local, Global, BuiltIn] } else { &[Global, BuiltIn] };
    NameLookup { found: None, asked }
}

/// Where an attribute is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// In the object's own dictionary.
    Object,
    /// In a class.
    Class {
        /// Which one.
        class: Rc<str>,
        /// What it is there.
        how: How,
    },
    /// A method decides: `__getattribute__` or `__getattr__`.
    Hook {
        /// The class that has it; of a module's own, `None`.
        class: Option<Rc<str>>,
        /// Its name.
        name: &'static str,
    },
    /// Nowhere: that raises `AttributeError`.
    Nowhere,
}

/// What an attribute of a class does when it is reached through an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Goes before the object's own dictionary: a property, a slot.
    DataDescriptor,
    /// A function, which becomes a method.
    Method,
    /// Has a `__get__`: `classmethod`, `staticmethod` and the like.
    Descriptor,
    /// Is what it is.
    Plain,
}

/// Who answered for an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributeLookup {
    /// The class of the object.
    pub class: Rc<str>,
    /// Where it is.
    pub found: Found,
    /// Classes that were asked before and do not have it, along the MRO.
    pub asked: Vec<Rc<str>>,
    /// Whether the object's own dictionary was asked before and does not have it.
    pub asked_object: bool,
}

/// Looks for `object.name`, as `object.__getattribute__` and `type.__getattribute__` do.
pub fn lookup_attribute(object: &Value, name: &Value, types: &Types) -> AttributeLookup {
    let class = types.class_of(object);
    let mut lookup = AttributeLookup {
        class: class.name(),
        found: Found::Nowhere,
        asked: Vec::new(),
        asked_object: false,
    };
    if let Some((owner, hook)) = find(&class, "__getattribute__")
        && hook.kind() == Kind::Function
    {
        lookup.found = Found::Hook { class: Some(owner.name()), name: "__getattribute__" };
        return lookup;
    }
    if let Some(of) = Ref::<Class>::of(object) {
        lookup_in_class(of, &class, name, types, &mut lookup);
    } else {
        lookup_in_object(object, &class, name, types, &mut lookup);
    }
    if lookup.found == Found::Nowhere
        && let Some((owner, _)) = find(&class, "__getattr__")
    {
        lookup.found = Found::Hook { class: Some(owner.name()), name: "__getattr__" };
    }
    lookup
}

fn lookup_in_object(
    object: &Value,
    class: &Ref<Class>,
    name: &Value,
    types: &Types,
    lookup: &mut AttributeLookup,
) {
    let in_class = find_value(class, name, &mut lookup.asked);
    let how = in_class.as_ref().map(|(_, attribute)| how(attribute, types));
    if let Some(((owner, _), how)) = in_class.as_ref().zip(how)
        && how == How::DataDescriptor
    {
        lookup.found = Found::Class { class: owner.name(), how };
        return;
    }
    if own_attribute(object, name).is_some() {
        lookup.found = Found::Object;
        return;
    }
    lookup.asked_object = has_dictionary(object);
    if let Some(((owner, _), how)) = in_class.zip(how) {
        lookup.found = Found::Class { class: owner.name(), how };
        return;
    }
    let Some(module) = object.downcast::<Module>() else { return };
    let mut entries = (0..module.dict.places()).filter_map(|place| module.dict.entry_at(place));
    if entries.any(|(key, _)| key.downcast::<Str>().and_then(Str::as_str) == Some("__getattr__")) {
        lookup.found = Found::Hook { class: None, name: "__getattr__" };
    }
}

/// The same for an attribute of a class: its metaclass may have a data descriptor, then come its own bases, then its
/// metaclass.
fn lookup_in_class(
    of: &Ref<Class>,
    metaclass: &Ref<Class>,
    name: &Value,
    types: &Types,
    lookup: &mut AttributeLookup,
) {
    let in_metaclass = find_value(metaclass, name, &mut Vec::new());
    let how_there = in_metaclass.as_ref().map(|(_, attribute)| how(attribute, types));
    if let Some(((owner, _), how)) = in_metaclass.as_ref().zip(how_there)
        && how == How::DataDescriptor
    {
        lookup.found = Found::Class { class: owner.name(), how };
        return;
    }
    if let Some((owner, attribute)) = find_value(of, name, &mut lookup.asked) {
        // A function reached through its class stays a function.
        let how = match how(&attribute, types) {
            How::Method => How::Plain,
            other => other,
        };
        lookup.found = Found::Class { class: owner.name(), how };
        return;
    }
    if let Some(((owner, _), how)) = in_metaclass.zip(how_there) {
        lookup.found = Found::Class { class: owner.name(), how };
    }
}

/// The first class along the MRO that has a name; notes those before it.
fn find_value(class: &Class, name: &Value, asked: &mut Vec<Rc<str>>) -> Option<(Ref<Class>, Value)> {
    for class in class.mro.borrow().iter() {
        match class.dict.get_str(name) {
            Some(value) => return Some((class.clone(), value)),
            None => asked.push(class.name()),
        }
    }
    None
}

/// The same for a name that is not at hand as a value.
fn find(class: &Class, name: &str) -> Option<(Ref<Class>, Value)> {
    class.mro.borrow().iter().find_map(|class| {
        let mut entries = (0..class.dict.places()).filter_map(|place| class.dict.entry_at(place));
        let found = entries.find(|(key, _)| key.downcast::<Str>().and_then(Str::as_str) == Some(name));
        found.map(|(_, value)| (class.clone(), value))
    })
}

fn how(attribute: &Value, types: &Types) -> How {
    match attribute.kind() {
        Kind::Function => How::Method,
        Kind::Native => match attribute.downcast::<Native>().map(|native| native.kind) {
            Some(NativeKind::Attribute) => How::DataDescriptor,
            Some(NativeKind::Method | NativeKind::Wrapper) => How::Method,
            Some(NativeKind::ClassMethod) => How::Descriptor,
            _ => How::Plain,
        },
        Kind::Instance | Kind::Foreign => {
            if Member::of(attribute).is_some() || Property::of(attribute).is_some() {
                return How::DataDescriptor;
            }
            let class = types.class_of(attribute);
            if find(&class, "__set__").is_some() || find(&class, "__delete__").is_some() {
                How::DataDescriptor
            } else if find(&class, "__get__").is_some() {
                How::Descriptor
            } else {
                How::Plain
            }
        }
        _ => How::Plain,
    }
}

fn has_dictionary(object: &Value) -> bool {
    match object.kind() {
        Kind::Instance => {
            object.downcast::<Instance>().is_some_and(|it| it.class.borrow().flags.get().has_dict)
        }
        Kind::Exception | Kind::Module | Kind::Function => true,
        _ => false,
    }
}

/// Looks for `super(class, this).name`: in the classes after `class` along the MRO of `this`.
pub fn lookup_super(class: &Value, this: &Value, name: &Value, types: &Types) -> AttributeLookup {
    let of = Ref::<Class>::of(this).cloned().unwrap_or_else(|| types.class_of(this));
    let mut lookup =
        AttributeLookup { class: of.name(), found: Found::Nowhere, asked: Vec::new(), asked_object: false };
    let mro = of.mro.borrow();
    let after = mro.iter().skip_while(|other| !other.value().is(class)).skip(1);
    for base in after {
        if let Some(attribute) = base.dict.get_str(name) {
            lookup.found = Found::Class { class: base.name(), how: how(&attribute, types) };
            break;
        }
        lookup.asked.push(base.name());
    }
    drop(mro);
    lookup
}
