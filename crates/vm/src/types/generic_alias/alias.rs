//! `GenericAlias`: a class with arguments, `list[int]` (PEP 585).

use rustpython_wtf8::Wtf8Buf;

use crate::call::{Args, Arguments};
use crate::objects::*;
use crate::types::Def;
use crate::value::{Held, Ref, Value};
use crate::{PyResult, Vm};

use super::{native, parameters};

/// What a `GenericAlias` holds.
#[derive(Debug)]
pub(crate) struct Alias {
    /// `__origin__`
    pub(crate) origin: Value,
    /// `__args__`: a tuple.
    pub(crate) args: Value,
    /// `__unpacked__`: it is `*tuple[int]`.
    pub(crate) is_unpacked: bool,
}

impl Held for Alias {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.origin);
        visit(&self.args);
    }
}

impl Alias {
    /// The alias in a value, if it is one.
    pub(crate) fn of(value: &Value) -> Option<&Self> {
        native::<Foreign>(value)?.get()
    }

    pub(super) fn items(&self) -> Vec<Value> {
        native::<Tuple>(&self.args).map(|args| args.items.to_vec()).unwrap_or_default()
    }
}

impl Vm {
    /// `origin[item]`
    pub(crate) fn generic_alias(&mut self, origin: &Value, item: &Value) -> PyResult {
        let args = match native::<Tuple>(item) {
            Some(_) => item.clone(),
            None => self.tuple(vec![item.clone()]),
        };
        Ok(self.new_alias(origin.clone(), args, false))
    }

    fn new_alias(&mut self, origin: Value, args: Value, is_unpacked: bool) -> Value {
        Foreign::create(&self.types.generic_alias, Alias { origin, args, is_unpacked })
    }
}

fn this<'v>(vm: &mut Vm, value: &'v Value) -> PyResult<&'v Alias> {
    match Alias::of(value) {
        Some(alias) => Ok(alias),
        None => Err(vm.type_error("not a GenericAlias")),
    }
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let alias = vm.generic_alias(&args[1], &args[2])?;
    match Ref::<Class>::of(&args[0]) {
        Some(class) => Ok(vm.wrap_native(&class.clone(), alias)),
        None => Ok(alias),
    }
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let alias = this(vm, &args[0])?;
    let mut text = Wtf8Buf::from(if alias.is_unpacked { "*" } else { "" });
    text.push_wtf8(&vm.type_repr(&alias.origin)?);
    text.push_str("[");
    let items = alias.items();
    if items.is_empty() {
        text.push_str("()");
    }
    for (index, item) in items.iter().enumerate() {
        text.push_str(if index > 0 { ", " } else { "" });
        // The parameters of a callable are a list.
        if let Some(list) = item.downcast::<List>() {
            text.push_str("[");
            for (index, item) in list.to_vec().iter().enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                text.push_wtf8(&vm.type_repr(item)?);
            }
            text.push_str("]");
        } else {
            text.push_wtf8(&vm.type_repr(item)?);
        }
    }
    text.push_str("]");
    Ok(vm.str_from(text))
}

fn hash(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let alias = this(vm, &args[0])?;
    Ok(Value::int(crate::hash::not_minus_one(vm.hash(&alias.origin)? ^ vm.hash(&alias.args)?)))
}

fn eq(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (Some(a), Some(b)) = (Alias::of(&args[0]), Alias::of(&args[1])) else {
        return Ok(Value::not_implemented());
    };
    let same =
        a.is_unpacked == b.is_unpacked && vm.equals(&a.origin, &b.origin)? && vm.equals(&a.args, &b.args)?;
    Ok(Value::bool(same))
}

/// Makes an object of the origin, which learns what it was made through.
fn call(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let origin = this(vm, &args[0])?.origin.clone();
    let keywords = args.named(2).map(|named| named.items()).unwrap_or_default();
    let positional = args.rest(1).iter().cloned().collect();
    let object = vm.call_with(&origin, Arguments { positional, keywords })?;
    let name = vm.names.orig_class.clone();
    // Most objects cannot have such an attribute.
    if let Err(raised) = vm.setattr(&object, &name, Some(args[0].clone()))
        && !raised.is(vm, crate::Exc::AttributeError)
        && !raised.is(vm, crate::Exc::TypeError)
    {
        return Err(raised);
    }
    Ok(object)
}

/// Attributes that are the alias's own; all others are the origin's.
const OWN: &[&str] = &[
    "__class__",
    "__bases__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
    "__copy__",
    "__deepcopy__",
];

fn getattribute(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = crate::types::object::attribute_name(vm, &args[1])?;
    let text = vm.text(&name);
    if !OWN.contains(&text.as_str()) {
        let origin = this(vm, &args[0])?.origin.clone();
        return vm.getattr(&origin, &name);
    }
    let class = vm.class_of(&args[0]);
    match vm.generic_getattr(&args[0], &class, &name)? {
        Some(value) => Ok(value),
        None => Err(vm.no_attribute(&args[0], &name)),
    }
}

fn getitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let alias = this(vm, &args[0])?;
    let params = parameters::of_args(vm, &alias.args)?;
    let items = parameters::substitute(vm, &args[0], &alias.args, &params, &args[1])?;
    let items = vm.tuple(items);
    Ok(vm.new_alias(alias.origin.clone(), items, alias.is_unpacked))
}

fn mro_entries(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let origin = this(vm, &args[0])?.origin.clone();
    Ok(vm.tuple(vec![origin]))
}

fn instancecheck(vm: &mut Vm, _: Args<'_>) -> PyResult {
    Err(vm.type_error("isinstance() argument 2 cannot be a parameterized generic"))
}

fn subclasscheck(vm: &mut Vm, _: Args<'_>) -> PyResult {
    Err(vm.type_error("issubclass() argument 2 cannot be a parameterized generic"))
}

fn origin(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(this(vm, &args[0])?.origin.clone())
}

fn args_attribute(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(this(vm, &args[0])?.args.clone())
}

fn parameters_attribute(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let args = this(vm, &args[0])?.args.clone();
    let params = parameters::of_args(vm, &args)?;
    Ok(vm.tuple(params))
}

fn unpacked(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(this(vm, &args[0])?.is_unpacked))
}

fn unpacked_tuple_args(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let alias = this(vm, &args[0])?;
    let is_tuple = alias.is_unpacked && alias.origin.is(vm.types.tuple.value());
    Ok(if is_tuple { alias.args.clone() } else { Value::none() })
}

/// `*tuple[int]`
fn iter(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let alias = this(vm, &args[0])?;
    let (origin, items) = (alias.origin.clone(), alias.args.clone());
    let unpacked = vm.new_alias(origin, items, true);
    let single = vm.tuple(vec![unpacked]);
    vm.iter(&single)
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let alias = this(vm, &args[0])?;
    let class = vm.types.generic_alias.value().clone();
    let values = vm.tuple(vec![alias.origin.clone(), alias.args.clone()]);
    Ok(vm.tuple(vec![class, values]))
}

fn dir(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let origin = this(vm, &args[0])?.origin.clone();
    let name = vm.names.dir.clone();
    let names = match vm.call_special(&origin, &name, &[])? {
        Some(names) => vm.collect(&names)?,
        None => Vec::new(),
    };
    let mut names = names;
    for own in OWN {
        let own = vm.intern(own);
        if !names.iter().any(|name| name.is(&own)) {
            names.push(own);
        }
    }
    Ok(vm.list(names))
}

fn or(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.union_of(&args[0], &args[1])
}

fn ror(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.union_of(&args[1], &args[0])
}

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.generic_alias.clone();
    class.module.replace(Some(vm.intern("types")));
    class.qualify("types");
    class.flags.set(ClassFlags { has_weakref: true, ..class.flags.get() });
    vm.define(
        &class,
        &[
            Def::staticmethod("__new__", "(type, origin, args, /)", new),
            Def::wrapper("__repr__", "($self, /)", repr),
            Def::wrapper("__hash__", "($self, /)", hash),
            Def::wrapper("__eq__", "($self, value, /)", eq),
            Def::wrapper("__call__", "($self, /, *args, **kwargs)", call),
            Def::wrapper("__getattribute__", "($self, name, /)", getattribute),
            Def::wrapper("__getitem__", "($self, key, /)", getitem),
            Def::wrapper("__iter__", "($self, /)", iter),
            Def::wrapper("__or__", "($self, value, /)", or),
            Def::wrapper("__ror__", "($self, value, /)", ror),
            Def::method("__mro_entries__", "($self, bases, /)", mro_entries),
            Def::method("__instancecheck__", "($self, object, /)", instancecheck),
            Def::method("__subclasscheck__", "($self, object, /)", subclasscheck),
            Def::method("__reduce__", "($self, /)", reduce),
            Def::method("__dir__", "($self, /)", dir),
            Def::attribute("__origin__", origin),
            Def::attribute("__args__", args_attribute),
            Def::attribute("__parameters__", parameters_attribute),
            Def::attribute("__unpacked__", unpacked),
            Def::attribute("__typing_unpacked_tuple_args__", unpacked_tuple_args),
        ],
    );
}
