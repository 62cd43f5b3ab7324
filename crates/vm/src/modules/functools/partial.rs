//! `functools.partial`.

use std::cell::RefCell;

use rustpython_wtf8::Wtf8Buf;

use crate::call::{Args, Arguments};
use crate::objects::{Dict, Tuple};
use crate::types::{Def, native};
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

use super::super::support::{CLASS_GETITEM, ClassSpec, held, holds};

pub(super) static PARTIAL: ClassSpec = ClassSpec::open(
    "functools",
    "partial",
    &[
        Def::staticmethod("__new__", "(type, *args, **kwargs)", new),
        Def::wrapper("__call__", "($self, /, *args, **kwargs)", call),
        Def::wrapper("__repr__", "($self, /)", repr),
        Def::method("__reduce__", "($self, /)", reduce),
        Def::method("__setstate__", "($self, state, /)", setstate),
        Def::attribute("func", function),
        Def::attribute("args", positional),
        Def::attribute("keywords", keywords),
        CLASS_GETITEM,
    ],
)
.with_dict();

#[derive(Debug)]
struct Partial {
    /// Function, tuple of arguments, dict of arguments by name.
    parts: RefCell<Vec<Value>>,
}

holds! { Partial: parts }

impl Partial {
    fn part(&self, place: usize) -> Value {
        self.parts.borrow().get(place).cloned().unwrap_or_else(Value::none)
    }

    fn arguments(&self) -> Arguments {
        let mut arguments = Arguments::default();
        if let Some(tuple) = native::<Tuple>(&self.part(1)) {
            arguments.positional.extend(tuple.items.iter().cloned());
        }
        if let Some(dict) = native::<Dict>(&self.part(2)) {
            arguments.keywords = dict.items();
        }
        arguments
    }
}

/// Adds the arguments of a later call: by name, the later ones win, in the place of the earlier.
fn merge(mut arguments: Arguments, positional: &[Value], named: Option<&Ref<Dict>>) -> Arguments {
    arguments.positional.extend(positional.iter().cloned());
    for (name, value) in named.map(|named| named.items()).unwrap_or_default() {
        let known = arguments.keywords.iter_mut().find(|(known, _)| {
            known.is(&name)
                || matches!((native::<crate::objects::Str>(known), native(&name)), (Some(a), Some(b)) if a.same_text(b))
        });
        match known {
            Some((_, old)) => *old = value,
            None => arguments.keywords.push((name, value)),
        }
    }
    arguments
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some((function, rest)) = args.rest(1).split_first() else {
        return Err(vm.type_error("type 'partial' takes at least one argument"));
    };
    if !vm.is_callable(function) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    // A partial of a partial is one, unless the inner one has attributes of its own.
    let class = vm.spec_class(&PARTIAL);
    let inner = held::<Partial>(function).filter(|_| vm.class_of(function).is(&class));
    let has_attributes = inner.is_some() && vm.own_dict(function).is_some_and(|dict| !dict.is_empty());
    let (function, arguments) = match inner {
        Some(inner) if !has_attributes => (inner.part(0), inner.arguments()),
        _ => (function.clone(), Arguments::default()),
    };
    let arguments = merge(arguments, rest, args.named(2));
    let dict = Dict::default();
    for (name, value) in arguments.keywords {
        drop(dict.set_str(&name, value));
    }
    let positional = vm.tuple(arguments.positional.into_vec());
    let parts = RefCell::new(vec![function, positional, Value::new(dict)]);
    vm.foreign_for(&args[0], &PARTIAL, Partial { parts })
}

fn call(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let partial = vm.held::<Partial>(&args[0])?;
    let arguments = merge(partial.arguments(), args.rest(1), args.named(2));
    let function = partial.part(0);
    vm.call(&function, arguments)
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.class_of(&args[0]);
    if !vm.enter_repr(&args[0]) {
        return Ok(vm.str("..."));
    }
    let result = repr_parts(vm, &args[0]);
    vm.leave_repr(&args[0]);
    let is_exact = class.is(&vm.spec_class(&PARTIAL));
    let name = if is_exact { "functools.partial".to_owned() } else { class.name().to_string() };
    let mut text = Wtf8Buf::from(format!("{name}("));
    text.push_wtf8(&result?);
    text.push_str(")");
    Ok(vm.str_from(text))
}

fn repr_parts(vm: &mut Vm, value: &Value) -> PyResult<Wtf8Buf> {
    let partial = vm.held::<Partial>(value)?;
    let arguments = partial.arguments();
    let mut text = vm.repr_text(&partial.part(0))?;
    for value in &arguments.positional {
        text.push_str(", ");
        text.push_wtf8(&vm.repr_text(value)?);
    }
    for (name, value) in &arguments.keywords {
        text.push_str(&format!(", {}=", vm.text(name)));
        text.push_wtf8(&vm.repr_text(value)?);
    }
    Ok(text)
}

fn function(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(vm.held::<Partial>(&args[0])?.part(0))
}

fn positional(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(vm.held::<Partial>(&args[0])?.part(1))
}

fn keywords(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(vm.held::<Partial>(&args[0])?.part(2))
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.class_of(&args[0]).into_value();
    let partial = vm.held::<Partial>(&args[0])?;
    let (function, positional, keywords) = (partial.part(0), partial.part(1), partial.part(2));
    let dict =
        vm.own_dict(&args[0]).filter(|dict| !dict.is_empty()).map_or_else(Value::none, Ref::into_value);
    let arguments = vm.tuple(vec![function.clone()]);
    let state = vm.tuple(vec![function, positional, keywords, dict]);
    Ok(vm.tuple(vec![class, arguments, state]))
}

fn setstate(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let state = native::<Tuple>(&args[1]).map(|state| state.items.to_vec()).unwrap_or_default();
    let [function, positional, keywords, dict] = &state[..] else {
        return Err(vm.type_error("invalid partial state"));
    };
    if native::<Tuple>(positional).is_none() || !vm.is_callable(function) {
        return Err(vm.type_error("invalid partial state"));
    }
    let keywords = if keywords.is_none() { Value::new(Dict::default()) } else { keywords.clone() };
    let partial = vm.held::<Partial>(&args[0])?;
    drop(partial.parts.replace(vec![function.clone(), positional.clone(), keywords]));
    if let (Some(own), Some(dict)) = (vm.own_dict(&args[0]), native::<Dict>(dict)) {
        for (name, value) in dict.items() {
            drop(own.set_str(&name, value));
        }
    }
    Ok(Value::none())
}
