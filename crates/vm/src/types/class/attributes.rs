//! What Python code sees of a class: the attributes of `type` that are computed.

use std::rc::Rc;

use crate::call::Args;
use crate::objects::*;
use crate::types::{Def, native};
use crate::value::{Ref, Value};
use crate::{Exc, PyResult, Vm};

use super::{base_of, mro};

fn this(vm: &mut Vm, value: &Value) -> PyResult<Ref<Class>> {
    match Ref::<Class>::of(value) {
        Some(class) => Ok(class.clone()),
        None => Err(vm.type_error("not a class")),
    }
}

/// What setting or deleting an attribute of `type` starts with: built-in classes do not change, and most
/// attributes are not to be deleted (`check_set_special_type_attr`).
fn settable(vm: &mut Vm, args: &Args<'_>, name: &str) -> PyResult<(Ref<Class>, Value)> {
    let class = this(vm, &args[0])?;
    if !class.flags.get().is_heap {
        let full = class.name();
        return Err(vm.type_error(format!("cannot set '{name}' attribute of immutable type '{full}'")));
    }
    match args.get(1) {
        Some(value) => Ok((class, value.clone())),
        None => {
            let class = class.name();
            Err(vm.type_error(format!("cannot delete '{name}' attribute of type '{class}'")))
        }
    }
}

fn name(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = this(vm, &args[0])?.short_name();
    Ok(vm.intern(&name))
}

fn set_name(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (class, value) = settable(vm, &args, "__name__")?;
    let text = name_text(vm, &class, "__name__", &value)?;
    if text.contains('\0') {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    class.name.replace(text);
    class.flags.set(ClassFlags { names_module: false, ..class.flags.get() });
    Ok(Value::none())
}

fn name_text(vm: &mut Vm, class: &Class, attribute: &str, value: &Value) -> PyResult<Rc<str>> {
    match native::<Str>(value) {
        Some(text) => Ok(text.wtf8().to_string_lossy().as_ref().into()),
        None => {
            let (class, of) = (class.name(), vm.class_of(value).name());
            Err(vm.type_error(format!("can only assign string to {class}.{attribute}, not '{of}'")))
        }
    }
}

fn qualname(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let qualname = this(vm, &args[0])?.qualname.borrow().clone();
    Ok(vm.intern(&qualname))
}

fn set_qualname(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (class, value) = settable(vm, &args, "__qualname__")?;
    let text = name_text(vm, &class, "__qualname__", &value)?;
    class.qualname.replace(text);
    Ok(Value::none())
}

fn module(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = this(vm, &args[0])?;
    match vm.module_of_class(&class) {
        Some(module) => Ok(module),
        None => Err(vm.error(Exc::AttributeError, "__module__")),
    }
}

fn set_module(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (class, value) = settable(vm, &args, "__module__")?;
    set_in_dict(vm, &class, "__module__", Some(value));
    let old = class.dict.remove_str(&vm.names.firstlineno);
    drop(old);
    Ok(Value::none())
}

fn set_in_dict(vm: &mut Vm, class: &Ref<Class>, name: &str, value: Option<Value>) -> bool {
    let name = vm.intern(name);
    let had = class.dict.get_str(&name).is_some();
    let old = match value {
        Some(value) => class.dict.set_str(&name, value),
        None => class.dict.remove_str(&name),
    };
    drop(old);
    vm.class_changed(class);
    had
}

fn doc(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = this(vm, &args[0])?;
    match class.dict.get_str(&vm.names.doc) {
        Some(doc) if class.flags.get().is_heap => vm.bind(doc, None, &class),
        _ => match super::docs::of_class(&class.name()) {
            Some(doc) => Ok(vm.str(doc)),
            None => Ok(Value::none()),
        },
    }
}

fn set_doc(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (class, value) = settable(vm, &args, "__doc__")?;
    set_in_dict(vm, &class, "__doc__", Some(value));
    Ok(Value::none())
}

fn mro_attribute(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let mro = this(vm, &args[0])?.mro.borrow().clone();
    Ok(vm.tuple(mro.iter().map(|class| class.value().clone()).collect()))
}

fn mro_method(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = this(vm, &args[0])?;
    let mro = vm.c3(&class)?;
    Ok(vm.list(mro.into_iter().map(Ref::into_value).collect()))
}

fn base(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(base_of(&*this(vm, &args[0])?).map_or_else(Value::none, Ref::into_value))
}

fn bases(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let bases = this(vm, &args[0])?.bases.borrow().clone();
    Ok(vm.tuple(bases.into_iter().map(Ref::into_value).collect()))
}

/// Puts a class below other bases (`type_set_bases`).
fn set_bases(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (class, value) = settable(vm, &args, "__bases__")?;
    let name = class.name();
    let Some(tuple) = native::<Tuple>(&value) else {
        let of = vm.class_of(&value).name();
        return Err(vm.type_error(format!("can only assign tuple to {name}.__bases__, not {of}")));
    };
    if tuple.items.is_empty() {
        return Err(vm.type_error(format!("can only assign non-empty tuple to {name}.__bases__, not ()")));
    }
    let mut bases = Vec::new();
    for base in &tuple.items {
        let Some(base) = Ref::<Class>::of(base) else {
            let of = vm.class_of(base).name();
            return Err(vm.type_error(format!("{name}.__bases__ must be tuple of classes, not '{of}'")));
        };
        if base.is_subclass(&class) {
            return Err(vm.type_error("a __bases__ item causes an inheritance cycle"));
        }
        bases.push(base.clone());
    }
    let best = vm.best_base(&tuple.items)?;
    let old_best = base_of(&class).unwrap_or_else(|| vm.types.object.clone());
    if best.layout != old_best.layout || best.slots.borrow().len() != old_best.slots.borrow().len() {
        let (old, new) = (old_best.name(), best.name());
        return Err(
            vm.type_error(format!("__bases__ assignment: '{new}' object layout differs from '{old}'"))
        );
    }
    mro::remove_from_bases(&class);
    let old = class.bases.replace(bases);
    if let Err(raised) = vm.update_mro(&class) {
        class.bases.replace(old);
        mro::add_to_bases(&class, &vm.types.weakref);
        vm.update_mro(&class)?;
        return Err(raised);
    }
    mro::add_to_bases(&class, &vm.types.weakref);
    vm.update_class_flags(&class);
    Ok(Value::none())
}

impl Vm {
    fn update_mro(&mut self, class: &Ref<Class>) -> PyResult<()> {
        self.compute_mro(class)?;
        for subclass in super::subclasses(class) {
            self.update_mro(&subclass)?;
        }
        Ok(())
    }

    /// `__module__` of a class.
    pub(crate) fn module_of_class(&self, class: &Class) -> Option<Value> {
        class.module.borrow().clone().or_else(|| class.dict.get_str(&self.names.module))
    }
}

fn dict(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = this(vm, &args[0])?;
    Ok(vm.mapping_proxy(class.dict.value().clone()))
}

fn subclasses(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = this(vm, &args[0])?;
    let classes = super::subclasses(&class);
    Ok(vm.list(classes.into_iter().map(Ref::into_value).collect()))
}

fn abstract_methods(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = this(vm, &args[0])?;
    match class.dict.get_str(&vm.names.abstractmethods) {
        Some(methods) if !class.is(&vm.types.type_) => Ok(methods),
        _ => {
            let name = vm.names.abstractmethods.clone();
            Err(vm.no_attribute(&args[0], &name))
        }
    }
}

fn set_abstract_methods(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = this(vm, &args[0])?;
    let is_abstract = match args.get(1) {
        Some(methods) => vm.truth(methods)?,
        None => false,
    };
    let value = args.get(1).cloned();
    let deletes = value.is_none();
    if !set_in_dict(vm, &class, "__abstractmethods__", value) && deletes {
        return Err(vm.error(Exc::AttributeError, "__abstractmethods__"));
    }
    class.flags.set(ClassFlags { is_abstract, ..class.flags.get() });
    Ok(Value::none())
}

fn annotations(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = this(vm, &args[0])?;
    let name = vm.names.annotations.clone();
    if !class.flags.get().is_heap {
        return Err(vm.no_attribute(&args[0], &name));
    }
    match class.dict.get_str(&name) {
        Some(annotations) => vm.bind(annotations, None, &class),
        None => {
            let annotations = Value::new(Dict::default());
            set_in_dict(vm, &class, "__annotations__", Some(annotations.clone()));
            Ok(annotations)
        }
    }
}

fn set_annotations(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = this(vm, &args[0])?;
    if !class.flags.get().is_heap {
        let full = class.name();
        return Err(
            vm.type_error(format!("cannot set '__annotations__' attribute of immutable type '{full}'"))
        );
    }
    let value = args.get(1).cloned();
    let deletes = value.is_none();
    if !set_in_dict(vm, &class, "__annotations__", value) && deletes {
        return Err(vm.error(Exc::AttributeError, "__annotations__"));
    }
    Ok(Value::none())
}

fn type_params(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = this(vm, &args[0])?;
    let params = class.dict.get_str(&vm.names.type_params).filter(|_| class.flags.get().is_heap);
    Ok(params.unwrap_or_else(|| vm.tuple(Vec::new())))
}

fn set_type_params(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (class, value) = settable(vm, &args, "__type_params__")?;
    set_in_dict(vm, &class, "__type_params__", Some(value));
    Ok(Value::none())
}

fn text_signature(_: &mut Vm, _: Args<'_>) -> PyResult {
    Ok(Value::none())
}

/// `tp_flags`, as far as programs ask for them.
fn flags(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = this(vm, &args[0])?;
    let flags = class.flags.get();
    let native = match class.layout {
        Layout::Int => 24,
        Layout::List => 25,
        Layout::Tuple => 26,
        Layout::Bytes => 27,
        Layout::Str => 28,
        Layout::Dict => 29,
        Layout::Exception => 30,
        Layout::Class => 31,
        _ => 12,
    };
    let bits = [
        (flags.is_sequence, 5),
        (flags.is_mapping, 6),
        (!flags.is_heap, 8),
        (flags.is_heap, 9),
        (class.layout != Layout::Final, 10),
        (true, 12),
        (flags.is_abstract, 20),
        (flags.matches_self, 22),
        (true, native),
    ];
    let value = bits.iter().filter(|(is_set, _)| *is_set).fold(0_i64, |value, (_, bit)| value | 1 << bit);
    Ok(Value::int(value))
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = this(vm, &args[0])?;
    let name = vm.qualified_name(&class);
    Ok(vm.str(&format!("<class '{name}'>")))
}

fn dir(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = this(vm, &args[0])?;
    let mro = class.mro.borrow().clone();
    let all = Dict::default();
    for (hash, key, value) in mro.iter().flat_map(|class| class.dict.hashed_items()) {
        if all.find_str(&key).is_none() {
            all.insert(hash, key, value);
        }
    }
    Ok(vm.list(all.items().into_iter().map(|(key, _)| key).collect()))
}

fn instancecheck(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(vm.really_is_instance(&args[1], &args[0])?))
}

fn subclasscheck(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(vm.really_is_subclass(&args[1], &args[0])?))
}

fn or(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.union_of(&args[0], &args[1])
}

fn ror(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.union_of(&args[1], &args[0])
}

fn getattribute(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = crate::types::object::attribute_name(vm, &args[1])?;
    let metaclass = vm.class_of(&args[0]);
    match vm.generic_getattr(&args[0], &metaclass, &name)? {
        Some(value) => Ok(value),
        None => Err(vm.no_attribute(&args[0], &name)),
    }
}

fn setattr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = crate::types::object::attribute_name(vm, &args[1])?;
    let metaclass = vm.class_of(&args[0]);
    vm.generic_setattr(&args[0], &metaclass, &name, Some(args[2].clone()))?;
    Ok(Value::none())
}

fn delattr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = crate::types::object::attribute_name(vm, &args[1])?;
    let metaclass = vm.class_of(&args[0]);
    vm.generic_setattr(&args[0], &metaclass, &name, None)?;
    Ok(Value::none())
}

fn number(value: fn(&Class) -> i64) -> impl Fn(&mut Vm, Args<'_>) -> PyResult {
    move |vm, args| Ok(Value::int(value(&*this(vm, &args[0])?)))
}

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.type_.clone();
    vm.define(
        &class,
        &[
            Def::attribute_rw("__name__", name, set_name),
            Def::attribute_rw("__qualname__", qualname, set_qualname),
            Def::attribute_rw("__module__", module, set_module),
            Def::attribute_rw("__doc__", doc, set_doc),
            Def::attribute("__mro__", mro_attribute),
            Def::attribute("__base__", base),
            Def::attribute_rw("__bases__", bases, set_bases),
            Def::attribute("__dict__", dict),
            Def::attribute_rw("__abstractmethods__", abstract_methods, set_abstract_methods),
            Def::attribute_rw("__annotations__", annotations, set_annotations),
            Def::attribute_rw("__type_params__", type_params, set_type_params),
            Def::attribute("__text_signature__", text_signature),
            Def::attribute("__flags__", flags),
            Def::attribute("__basicsize__", |vm, args| number(basic_size)(vm, args)),
            Def::attribute("__itemsize__", |vm, args| number(item_size)(vm, args)),
            Def::attribute("__dictoffset__", |vm, args| {
                number(|class| -i64::from(class.flags.get().has_dict))(vm, args)
            }),
            Def::attribute("__weakrefoffset__", |vm, args| {
                number(|class| -i64::from(class.flags.get().has_weakref))(vm, args)
            }),
            Def::method("mro", "($self, /)", mro_method),
            Def::method("__subclasses__", "($self, /)", subclasses),
            Def::method("__dir__", "($self, /)", dir),
            Def::method("__instancecheck__", "($self, instance, /)", instancecheck),
            Def::method("__subclasscheck__", "($self, subclass, /)", subclasscheck),
            Def::wrapper("__repr__", "($self, /)", repr),
            Def::wrapper("__or__", "($self, value, /)", or),
            Def::wrapper("__ror__", "($self, value, /)", ror),
            Def::wrapper("__getattribute__", "($self, name, /)", getattribute),
            Def::wrapper("__setattr__", "($self, name, value, /)", setattr),
            Def::wrapper("__delattr__", "($self, name, /)", delattr),
        ],
    );
}

/// Bytes of an instance in CPython on 64 bits, as `sys.getsizeof` starts from.
pub(crate) fn basic_size(class: &Class) -> i64 {
    let own = match class.layout {
        Layout::Int | Layout::Float | Layout::Tuple => 24,
        Layout::Complex => 32,
        Layout::Str => 64,
        Layout::Bytes => 33,
        Layout::ByteArray => 56,
        Layout::List => 40,
        Layout::Dict => 48,
        Layout::Set | Layout::FrozenSet => 200,
        Layout::Class => 928,
        Layout::Exception => 72,
        _ => 16,
    };
    own + 8 * class.slots.borrow().len() as i64
}

fn item_size(class: &Class) -> i64 {
    match class.layout {
        Layout::Int => 4,
        Layout::Tuple => 8,
        Layout::Bytes => 1,
        Layout::Class => 40,
        _ => 0,
    }
}
