//! The `class` statement (`builtin___build_class__`).

use crate::call::Arguments;
use crate::objects::*;
use crate::value::{Ref, Value};
use crate::{Exc, PyResult, Vm};

impl Vm {
    /// `__build_class__(func, name, /, *bases, [metaclass], **kwds)`
    pub(crate) fn build_class(&mut self, arguments: Arguments) -> PyResult {
        let Arguments { positional, mut keywords } = arguments;
        let mut positional = positional.into_iter();
        let (Some(function), Some(name)) = (positional.next(), positional.next()) else {
            return Err(self.type_error("__build_class__: not enough arguments"));
        };
        let Some(function) = Ref::<Function>::of(&function) else {
            return Err(self.type_error("__build_class__: func must be a function"));
        };
        if super::native::<Str>(&name).is_none() {
            return Err(self.type_error("__build_class__: name is not a string"));
        }
        let original_bases: Vec<Value> = positional.collect();
        let bases = self.resolve_bases(&original_bases)?;
        let explicit = keywords
            .iter()
            .position(|(key, _)| key.is(&self.names.metaclass) || self.text(key) == "metaclass");
        let mut metaclass = match (explicit, bases.first()) {
            (Some(index), _) => keywords.remove(index).1,
            (None, Some(first)) => self.class_of(first).into_value(),
            (None, None) => self.types.type_.value().clone(),
        };
        if let Some(class) = Ref::<Class>::of(&metaclass) {
            metaclass = self.calculate_metaclass(&class.clone(), &bases)?.into_value();
        }
        let has_entries = bases.len() != original_bases.len()
            || bases.iter().zip(&original_bases).any(|(base, original)| !base.is(original));
        let bases = self.tuple(bases);
        let namespace = self.prepare_namespace(&metaclass, &name, &bases, &keywords)?;
        let cell = self.run_class_body(&function.clone(), namespace.clone())?;
        if has_entries {
            let key = self.names.orig_bases.clone();
            let original_bases = self.tuple(original_bases);
            self.setitem(&namespace, &key, original_bases)?;
        }
        let positional = [name.clone(), bases, namespace].into_iter().collect();
        let class = self.call_with(&metaclass, Arguments { positional, keywords })?;
        self.check_class_cell(&class, &cell, &name)?;
        Ok(class)
    }

    /// Bases with what their `__mro_entries__` say in place of those that are no classes (`update_bases`).
    fn resolve_bases(&mut self, bases: &[Value]) -> PyResult<Vec<Value>> {
        let mut resolved = Vec::with_capacity(bases.len());
        let hook = self.names.mro_entries.clone();
        for base in bases {
            if Ref::<Class>::of(base).is_none()
                && let Some(entries) = self.getattr_opt(base, &hook)?
            {
                let all = self.tuple(bases.to_vec());
                let entries = self.call(&entries, [all])?;
                match super::native::<Tuple>(&entries) {
                    Some(entries) => resolved.extend(entries.items.iter().cloned()),
                    None => return Err(self.type_error("__mro_entries__ must return a tuple")),
                }
            } else {
                resolved.push(base.clone());
            }
        }
        Ok(resolved)
    }

    /// The most derived of a metaclass and those of the bases (`_PyType_CalculateMetaclass`).
    pub(crate) fn calculate_metaclass(
        &mut self,
        metaclass: &Ref<Class>,
        bases: &[Value],
    ) -> PyResult<Ref<Class>> {
        let mut winner = metaclass.clone();
        for base in bases {
            let candidate = self.class_of(base);
            if winner.is_subclass(&candidate) {
                continue;
            }
            if !candidate.is_subclass(&winner) {
                return Err(self.type_error(
                    "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of \
                     the metaclasses of all its bases",
                ));
            }
            winner = candidate;
        }
        Ok(winner)
    }

    fn prepare_namespace(
        &mut self,
        metaclass: &Value,
        name: &Value,
        bases: &Value,
        keywords: &[(Value, Value)],
    ) -> PyResult {
        if metaclass.is(self.types.type_.value()) {
            return Ok(Value::new(Dict::default()));
        }
        let hook = self.names.prepare.clone();
        let Some(prepare) = self.getattr_opt(metaclass, &hook)? else {
            return Ok(Value::new(Dict::default()));
        };
        let positional = [name.clone(), bases.clone()].into_iter().collect();
        let namespace = self.call_with(&prepare, Arguments { positional, keywords: keywords.to_vec() })?;
        let getitem = self.names.getitem.clone();
        let class = self.class_of(&namespace);
        if self.lookup(&class, &getitem).is_none() {
            let owner =
                Ref::<Class>::of(metaclass).map_or_else(|| "<metaclass>".into(), |class| class.name());
            let class = class.name();
            return Err(self.type_error(format!("{owner}.__prepare__() must return a mapping, not {class}")));
        }
        Ok(namespace)
    }

    /// `type.__new__` must have filled the cell behind `__class__` with this class.
    fn check_class_cell(&mut self, class: &Value, cell: &Value, name: &Value) -> PyResult<()> {
        let (Some(cell), Some(_)) = (cell.downcast::<CellObject>(), Ref::<Class>::of(class)) else {
            return Ok(());
        };
        let held = cell.value.borrow().clone();
        match held {
            Some(held) if held.is(class) => Ok(()),
            Some(held) => {
                let (held, name, class) =
                    (self.repr_text(&held)?, self.repr_text(name)?, self.repr_text(class)?);
                Err(self.type_error(format!("__class__ set to {held} defining {name} as {class}")))
            }
            None => {
                let (name, class) = (self.repr_text(name)?, self.repr_text(class)?);
                let message = format!(
                    "__class__ not set defining {name} as {class}. Was __classcell__ propagated to \
                     type.__new__?"
                );
                Err(self.error(Exc::RuntimeError, message))
            }
        }
    }
}
