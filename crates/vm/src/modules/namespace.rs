//! `types.SimpleNamespace`, the class of `sys.implementation`.

use rustpython_wtf8::Wtf8Buf;

use crate::call::Args;
use crate::objects::{Class, ClassFlags, Dict, Layout, Str};
use crate::types::{Def, native};
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

const METHODS: &[Def] = &[
    Def::staticmethod("__new__", "(type, /, *args, **kwargs)", new),
    Def::wrapper("__init__", "($self, mapping_or_iterable=(), /, **kwargs)", init),
    Def::wrapper("__repr__", "($self, /)", repr),
    Def::wrapper("__eq__", "($self, value, /)", eq),
    Def::wrapper("__ne__", "($self, value, /)", ne),
    Def::method("__reduce__", "($self, /)", reduce),
    Def::method("__replace__", "($self, /, **changes)", replace),
];

impl Vm {
    /// The class `types.SimpleNamespace`.
    pub(super) fn namespace_class(&mut self) -> Ref<Class> {
        let key = METHODS.as_ptr() as usize;
        if let Some(class) = self.module_state.classes.get(&key) {
            return class.clone();
        }
        let class = self.new_native_class("types", "SimpleNamespace", None, Layout::Object, METHODS);
        class.flags.set(ClassFlags { has_dict: true, ..class.flags.get() });
        self.define_dict_attribute(&class);
        let hash = self.names.hash.clone();
        drop(class.dict.set_str(&hash, Value::none()));
        self.class_changed(&class);
        self.module_state.classes.insert(key, class.clone());
        class
    }

    /// A namespace with these attributes.
    pub(super) fn namespace(&mut self, attributes: Vec<(&str, Value)>) -> Value {
        let class = self.namespace_class();
        let object = self.instance_of(&class, None);
        if let Some(dict) = self.own_dict(&object) {
            for (name, value) in attributes {
                self.set_name(&dict, name, value);
            }
        }
        object
    }
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    match Ref::<Class>::of(&args[0]) {
        Some(class) => Ok(vm.instance_of(&class.clone(), None)),
        None => Err(vm.type_error("SimpleNamespace.__new__(X): X is not a type object")),
    }
}

fn init(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(dict) = vm.own_dict(&args[0]) else { return Ok(Value::none()) };
    if let Some(mapping) = args.get(1) {
        let class = vm.types.dict.value().clone();
        let pairs = vm.call(&class, [mapping.clone()])?;
        let pairs = vm.native::<Dict>(&pairs)?.items();
        if pairs.iter().any(|(key, _)| native::<Str>(key).is_none()) {
            return Err(vm.type_error("keywords must be strings"));
        }
        for (key, value) in pairs {
            drop(dict.set_str(&key, value));
        }
    }
    if let Some(named) = args.named(2) {
        for (key, value) in named.items() {
            drop(dict.set_str(&key, value));
        }
    }
    Ok(Value::none())
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.class_of(&args[0]);
    let is_exact = class.is(&vm.namespace_class());
    let mut text =
        Wtf8Buf::from(if is_exact { "namespace".to_owned() } else { class.short_name().to_string() });
    if !vm.enter_repr(&args[0]) {
        text.push_str("(...)");
        return Ok(vm.str_from(text));
    }
    let items = vm.own_dict(&args[0]).map(|dict| dict.items()).unwrap_or_default();
    text.push_str("(");
    let result = items.iter().enumerate().try_for_each(|(place, (key, value))| {
        if place > 0 {
            text.push_str(", ");
        }
        text.push_str(&vm.text(key));
        text.push_str("=");
        text.push_wtf8(&vm.repr_text(value)?);
        Ok(())
    });
    vm.leave_repr(&args[0]);
    result?;
    text.push_str(")");
    Ok(vm.str_from(text))
}

fn eq(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.namespace_class();
    if !vm.is_instance(&args[1], &class) {
        return Ok(Value::not_implemented());
    }
    match (vm.own_dict(&args[0]), vm.own_dict(&args[1])) {
        (Some(a), Some(b)) => vm.compare(crate::ops::Comparison::Eq, a.value(), b.value()),
        _ => Ok(Value::not_implemented()),
    }
}

fn ne(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let equal = eq(vm, args)?;
    match equal.as_bool() {
        Some(equal) => Ok(Value::bool(!equal)),
        None => Ok(equal),
    }
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.class_of(&args[0]).into_value();
    let dict = vm.own_dict(&args[0]).map_or_else(Value::none, Ref::into_value);
    let none = vm.tuple(Vec::new());
    Ok(vm.tuple(vec![class, none, dict]))
}

fn replace(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.class_of(&args[0]).into_value();
    let copy = vm.call(&class, Vec::new())?;
    if let (Some(from), Some(to)) = (vm.own_dict(&args[0]), vm.own_dict(&copy)) {
        let changes = args.named(1).map(|named| named.items()).unwrap_or_default();
        for (key, value) in from.items().into_iter().chain(changes) {
            drop(to.set_str(&key, value));
        }
    }
    Ok(copy)
}
