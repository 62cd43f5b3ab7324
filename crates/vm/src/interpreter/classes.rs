//! What instructions ask of classes: methods without binding, `super`, context managers, patterns, unpacking.

use std::collections::HashSet;

use crate::objects::*;
use crate::value::{Kind, Ref, Value};
use crate::{Exc, PyResult, Vm};

impl Vm {
    /// The method of a call `object.name(…)`: the function and `true` if the object is to be its first argument,
    /// else the attribute and `false` (`_PyObject_GetMethod`).
    pub(super) fn load_method(&mut self, object: &Value, name: &Value) -> PyResult<(Value, bool)> {
        let class = self.class_of(object);
        if class.flags.get().plain_getattr
            && object.kind() != Kind::Class
            && let Some(attribute) = self.lookup(&class, name)
        {
            let is_method = match attribute.kind() {
                Kind::Function => true,
                Kind::Native => attribute.downcast::<Native>().is_some_and(|native| {
                    native.this.is_none() && matches!(native.kind, NativeKind::Method | NativeKind::Wrapper)
                }),
                _ => false,
            };
            if is_method && self.own_attribute(object, name).is_none() {
                return Ok((attribute, true));
            }
        }
        Ok((self.getattr(object, name)?, false))
    }

    /// `super().name` and `super(class, this).name`.
    pub(super) fn load_super(
        &mut self,
        super_class: &Value,
        class: &Value,
        this: &Value,
        name: &Value,
        is_call: bool,
        has_arguments: bool,
    ) -> PyResult<(Value, bool)> {
        let is_real = super_class.is(self.types.super_.value());
        let start = Ref::<Class>::of(class).cloned();
        if let (true, Some(start)) = (is_real, start) {
            let own = self.class_of(this);
            let of = match Ref::<Class>::of(this) {
                Some(this) if this.is_subclass(&start) => Some(this.clone()),
                _ if own.is_subclass(&start) => Some(own.clone()),
                _ => None,
            };
            if let Some(of) = of {
                let mro = of.mro.borrow().clone();
                let after = mro.iter().skip_while(|class| !class.is(&start)).skip(1);
                let found = after.into_iter().find_map(|class| class.dict.get_str(name));
                if let Some(attribute) = found
                    && !name.is(&self.names.class)
                {
                    if is_call && attribute.kind() == Kind::Function && of.is(&own) {
                        return Ok((attribute, true));
                    }
                    let object = (!of.value().is(this)).then_some(this);
                    return Ok((self.bind(attribute, object, &of)?, false));
                }
            }
        }
        let arguments = if has_arguments || is_real { vec![class.clone(), this.clone()] } else { Vec::new() };
        let object = self.call(super_class, arguments)?;
        Ok((self.getattr(&object, name)?, false))
    }

    /// `__class__` and the first argument of the running method: what `super()` without arguments means.
    pub(crate) fn super_arguments(&mut self) -> PyResult<(Value, Value)> {
        let Some(frame) = self.interpreter.frames.last() else {
            return Err(self.error(Exc::RuntimeError, "super(): no current frame"));
        };
        let (code, base) = (frame.code.clone(), frame.base);
        if code.object.argcount == 0 {
            return Err(self.error(Exc::RuntimeError, "super(): no arguments"));
        }
        let first = self.interpreter.stack[base].clone();
        let first = match first.as_ref().and_then(Value::downcast::<CellObject>) {
            Some(cell) => cell.value.borrow().clone(),
            None => first,
        };
        let Some(first) = first else {
            return Err(self.error(Exc::RuntimeError, "super(): arg[0] deleted"));
        };
        let place = code.locals.iter().rposition(|name| name.is(&self.names.class));
        let cell = place.and_then(|place| self.interpreter.stack[base + place].clone());
        let Some(cell) = cell else {
            return Err(self.error(Exc::RuntimeError, "super(): __class__ cell not found"));
        };
        match cell.downcast::<CellObject>().and_then(|cell| cell.value.borrow().clone()) {
            Some(class) => Ok((class, first)),
            None => Err(self.error(Exc::RuntimeError, "super(): empty __class__ cell")),
        }
    }

    /// `with manager`: its `__exit__`, and the result of its `__enter__`.
    pub(super) fn enter_with(&mut self, manager: &Value) -> PyResult<(Value, Value)> {
        let class = self.class_of(manager);
        let (enter, exit) = (self.names.enter.clone(), self.names.exit.clone());
        let protocol = "object does not support the context manager protocol";
        let Some(enter) = self.lookup(&class, &enter) else {
            return Err(self.type_error(format!("'{}' {protocol}", class.name())));
        };
        let enter = self.bind(enter, Some(manager), &class)?;
        let Some(exit) = self.lookup(&class, &exit) else {
            return Err(self.type_error(format!("'{}' {protocol} (missed __exit__ method)", class.name())));
        };
        let exit = self.bind(exit, Some(manager), &class)?;
        let entered = self.call(&enter, [])?;
        Ok((exit, entered))
    }

    /// `async with manager`: its `__aexit__`, and the awaitable of its `__aenter__`.
    pub(super) fn enter_async_with(&mut self, manager: &Value) -> PyResult<(Value, Value)> {
        let class = self.class_of(manager);
        let (enter, exit) = (self.names.aenter.clone(), self.names.aexit.clone());
        let protocol = "object does not support the asynchronous context manager protocol";
        let Some(enter) = self.lookup(&class, &enter) else {
            return Err(self.type_error(format!("'{}' {protocol}", class.name())));
        };
        let enter = self.bind(enter, Some(manager), &class)?;
        let Some(exit) = self.lookup(&class, &exit) else {
            return Err(self.type_error(format!("'{}' {protocol} (missed __aexit__ method)", class.name())));
        };
        let exit = self.bind(exit, Some(manager), &class)?;
        let entered = self.call(&enter, [])?;
        Ok((exit, entered))
    }

    /// The values of a mapping for these keys as a tuple, or `None` if one is missing (`match_keys`).
    pub(super) fn match_keys(&mut self, subject: &Value, keys: &Value) -> PyResult {
        let keys = keys.downcast::<Tuple>().map(|keys| keys.items.to_vec()).unwrap_or_default();
        let get = self.intern("get");
        let get = self.getattr(subject, &get)?;
        let missing = Value::new(List::default());
        let mut values = Vec::with_capacity(keys.len());
        for (index, key) in keys.iter().enumerate() {
            for earlier in &keys[..index] {
                if self.equals(earlier, key)? {
                    let key = self.repr_text(key)?;
                    return Err(self.value_error(format!("mapping pattern checks duplicate key ({key})")));
                }
            }
            let value = self.call(&get, [key.clone(), missing.clone()])?;
            if value.is(&missing) {
                return Ok(Value::none());
            }
            values.push(value);
        }
        Ok(self.tuple(values))
    }

    /// The attributes that a class pattern wants as a tuple, or `None` if the subject does not match
    /// (`match_class`).
    pub(super) fn match_class(
        &mut self,
        subject: &Value,
        class: &Value,
        positional: usize,
        names: &Value,
    ) -> PyResult {
        let Some(class) = Ref::<Class>::of(class).cloned() else {
            return Err(self.type_error("called match pattern must be a class"));
        };
        if !self.is_instance_of(subject, class.value())? {
            return Ok(Value::none());
        }
        let mut values = Vec::new();
        let mut seen = HashSet::new();
        if positional > 0 {
            let key = self.names.match_args.clone();
            let match_args = self.getattr_opt(class.value(), &key)?;
            let (args, matches_self) = match match_args {
                Some(args) => match args.downcast::<Tuple>() {
                    Some(args) => (args.items.to_vec(), false),
                    None => {
                        let (class, other) = (class.name(), self.class_of(&args).name());
                        return Err(
                            self.type_error(format!("{class}.__match_args__ must be a tuple (got {other})"))
                        );
                    }
                },
                None => (Vec::new(), class.flags.get().matches_self),
            };
            let allowed = if matches_self { 1 } else { args.len() };
            if allowed < positional {
                let class = class.name();
                let plural = if allowed == 1 { "" } else { "s" };
                return Err(self.type_error(format!(
                    "{class}() accepts {allowed} positional sub-pattern{plural} ({positional} given)"
                )));
            }
            if matches_self {
                values.push(subject.clone());
            } else {
                for name in &args[..positional] {
                    if name.kind() != Kind::Str {
                        let other = self.class_of(name).name();
                        return Err(
                            self.type_error(format!("__match_args__ elements must be strings (got {other})"))
                        );
                    }
                    match self.match_attribute(subject, &class, name, &mut seen)? {
                        Some(value) => values.push(value),
                        None => return Ok(Value::none()),
                    }
                }
            }
        }
        for name in names.downcast::<Tuple>().map(|names| names.items.to_vec()).unwrap_or_default() {
            match self.match_attribute(subject, &class, &name, &mut seen)? {
                Some(value) => values.push(value),
                None => return Ok(Value::none()),
            }
        }
        Ok(self.tuple(values))
    }

    fn match_attribute(
        &mut self,
        subject: &Value,
        class: &Ref<Class>,
        name: &Value,
        seen: &mut HashSet<String>,
    ) -> PyResult<Option<Value>> {
        let text = self.text(name);
        if !seen.insert(text.clone()) {
            let class = class.name();
            return Err(
                self.type_error(format!("{class}() got multiple sub-patterns for attribute '{text}'"))
            );
        }
        match self.getattr_opt(subject, name) {
            Err(raised) if raised.is(self, Exc::AttributeError) => Ok(None),
            other => other,
        }
    }

    /// Exactly `count` items of an iterable (`_PyEval_UnpackIterable`).
    pub(super) fn unpack(&mut self, sequence: &Value, count: usize) -> PyResult<Vec<Value>> {
        if let Some(tuple) = sequence.downcast::<Tuple>()
            && tuple.items.len() == count
        {
            return Ok(tuple.items.to_vec());
        }
        let iterator = self.unpacking_iterator(sequence)?;
        let mut items = Vec::with_capacity(count);
        for _ in 0..count {
            match self.next(&iterator)? {
                Some(item) => items.push(item),
                None => {
                    let got = items.len();
                    return Err(self
                        .value_error(format!("not enough values to unpack (expected {count}, got {got})")));
                }
            }
        }
        if self.next(&iterator)?.is_some() {
            // Sequences with a length say how many there are.
            let message = match sequence.kind() {
                Kind::List | Kind::Tuple | Kind::Dict => {
                    let got = self.len(sequence)?;
                    format!("too many values to unpack (expected {count}, got {got})")
                }
                _ => format!("too many values to unpack (expected {count})"),
            };
            let message = message.split(", got").next().map_or(message.clone(), |short| {
                if short.ends_with(')') { short.to_owned() } else { format!("{short})") }
            });
            return Err(self.value_error(message));
        }
        Ok(items)
    }

    /// Items before a starred target, the rest as a list, items after it.
    pub(super) fn unpack_ex(
        &mut self,
        sequence: &Value,
        before: usize,
        after: usize,
    ) -> PyResult<Vec<Value>> {
        let iterator = self.unpacking_iterator(sequence)?;
        let mut items = Vec::new();
        while let Some(item) = self.next_in_loop(&iterator)? {
            items.push(item);
        }
        if items.len() < before + after {
            let (least, got) = (before + after, items.len());
            return Err(self
                .value_error(format!("not enough values to unpack (expected at least {least}, got {got})")));
        }
        let tail = items.split_off(items.len() - after);
        let rest = items.split_off(before);
        items.push(self.list(rest));
        items.extend(tail);
        Ok(items)
    }

    fn unpacking_iterator(&mut self, sequence: &Value) -> PyResult {
        match self.iter(sequence) {
            Err(raised) if raised.is(self, Exc::TypeError) => {
                let class = self.class_of(sequence);
                let (iter, getitem) = (self.names.iter.clone(), self.names.getitem.clone());
                if self.lookup(&class, &iter).is_some() || self.lookup(&class, &getitem).is_some() {
                    return Err(raised);
                }
                Err(self.type_error(format!("cannot unpack non-iterable {} object", class.name())))
            }
            other => other,
        }
    }

    /// The traceback of an exception as an object, or `None`.
    pub(crate) fn traceback_of(&mut self, exception: &Value) -> Value {
        let name = self.intern("__traceback__");
        self.getattr_opt(exception, &name).ok().flatten().unwrap_or_else(Value::none)
    }
}
