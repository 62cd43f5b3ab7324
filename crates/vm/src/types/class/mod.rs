//! `type`: making classes, calling them, and what follows from their attributes.
//!
//! | file | what |
//! |---|---|
//! | `build` | the `class` statement |
//! | `create` | `type.__new__` with three arguments |
//! | `slots` | `__slots__` |
//! | `mro` | the order of bases, and which of them decides the lay-out |
//! | `call` | calling a class |
//! | `flags` | properties that save look-ups |
//! | `attributes` | what Python code sees of a class |

mod attributes;
mod build;
mod call;
mod create;
mod docs;
mod flags;
mod mro;
mod slots;

use crate::call::{Args, Arguments};
use crate::objects::*;
use crate::value::{Ref, Value, WeakRef};
use crate::{PyResult, Vm};

pub(crate) use attributes::basic_size;
pub(crate) use call::is_from;
pub(crate) use mro::{add_to_bases, base_of};
pub(crate) use slots::set_dict;

use super::{Def, native};

/// The living classes directly below a class.
pub(crate) fn subclasses(class: &Class) -> Vec<Ref<Class>> {
    let references = class.subclasses.borrow().clone();
    references
        .iter()
        .filter_map(|reference| reference.downcast::<WeakRef>().and_then(WeakRef::target))
        .filter_map(Ref::<Class>::from_value)
        .collect()
}

fn class_of_new(vm: &mut Vm, value: &Value, function: &str) -> PyResult<Ref<Class>> {
    match Ref::<Class>::of(value) {
        Some(class) => Ok(class.clone()),
        None => {
            let of = vm.class_of(value).name();
            Err(vm.type_error(format!("{function}(X): X is not a type object ({of})")))
        }
    }
}

/// `type.__new__(metatype, name, bases, dict, **kwds)`
fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let metaclass = class_of_new(vm, &args[0], "type.__new__")?;
    let keywords = args.named(2).map(|named| named.items()).unwrap_or_default();
    let values = args.rest(1);
    if let [object] = values
        && metaclass.is(&vm.types.type_)
        && keywords.is_empty()
    {
        return Ok(vm.class_of(object).into_value());
    }
    let [name, bases, namespace] = values else {
        let given = values.len();
        return Err(vm.type_error(if metaclass.is(&vm.types.type_) {
            "type() takes 1 or 3 arguments".to_owned()
        } else {
            format!("type.__new__() takes exactly 3 arguments ({given} given)")
        }));
    };
    let wrong = |vm: &mut Vm, number: u32, wanted: &str, value: &Value| {
        let class = vm.class_of(value).name();
        vm.type_error(format!("type.__new__() argument {number} must be {wanted}, not {class}"))
    };
    if native::<Str>(name).is_none() {
        return Err(wrong(vm, 1, "str", name));
    }
    let Some(base_tuple) = native::<Tuple>(bases) else { return Err(wrong(vm, 2, "tuple", bases)) };
    let Some(dict) = native::<Dict>(namespace) else { return Err(wrong(vm, 3, "dict", namespace)) };
    vm.new_class(&metaclass, name, base_tuple.items.to_vec(), dict, keywords)
}

fn init(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let given = args.rest(1).len();
    if given == 1 && args.named(2).is_some_and(|named| !named.is_empty()) {
        return Err(vm.type_error("type.__init__() takes no keyword arguments"));
    }
    if given != 1 && given != 3 {
        return Err(vm.type_error("type.__init__() takes 1 or 3 arguments"));
    }
    Ok(Value::none())
}

fn call(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = class_of_new(vm, &args[0], "type.__call__")?;
    let keywords = args.named(2).map(|named| named.items()).unwrap_or_default();
    vm.instantiate(&class, Arguments { positional: args.rest(1).iter().cloned().collect(), keywords })
}

fn prepare(_: &mut Vm, _: Args<'_>) -> PyResult {
    Ok(Value::new(Dict::default()))
}

/// Methods of `type`; at the end, what follows for each built-in class from its methods.
pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.type_.clone();
    vm.define(
        &class,
        &[
            Def::staticmethod("__new__", "(type, /, *args, **kwargs)", new),
            Def::wrapper("__init__", "($self, /, *args, **kwargs)", init),
            Def::wrapper("__call__", "($self, /, *args, **kwargs)", call),
            Def::classmethod("__prepare__", "($type, /, *args, **kwargs)", prepare),
        ],
    );
    attributes::install(vm);
    for class in vm.types.all() {
        add_to_bases(&class, &vm.types.weakref);
        vm.update_class_flags(&class);
    }
}
