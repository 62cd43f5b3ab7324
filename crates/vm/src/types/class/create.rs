//! `type.__new__` with three arguments (`type_new`): a class from its name, bases and namespace.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::call::Arguments;
use crate::objects::*;
use crate::types::descriptors::{is_function, new_classmethod, new_staticmethod};
use crate::value::{Kind, Ref, Value};
use crate::{PyResult, Raised, Vm};

use super::slots::OwnSlots;

impl Vm {
    /// Makes a class. `keywords` are for `__init_subclass__`.
    pub(crate) fn new_class(
        &mut self,
        metaclass: &Ref<Class>,
        name: &Value,
        bases: Vec<Value>,
        namespace: &Dict,
        keywords: Vec<(Value, Value)>,
    ) -> PyResult {
        let bases = if bases.is_empty() { vec![self.types.object.value().clone()] } else { bases };
        self.check_bases(&bases)?;
        let winner = self.calculate_metaclass(metaclass, &bases)?;
        if !winner.is(metaclass) {
            let new = self.names.new.clone();
            let hook = self.lookup(&winner, &new);
            if let Some(hook) = hook.filter(|hook| !super::is_from(hook, &self.types.type_)) {
                let hook = self.bind(hook, None, &winner)?;
                let bases = self.tuple(bases);
                let namespace = Value::new(namespace.copy());
                let positional = [winner.into_value(), name.clone(), bases, namespace].into_iter().collect();
                return self.call_with(&hook, Arguments { positional, keywords });
            }
        }
        let base = self.best_base(&bases)?;
        let dict = Ref::new(namespace.copy());
        let bases: Vec<Ref<Class>> = bases.iter().filter_map(Ref::<Class>::of).cloned().collect();
        let text = self.text(name);
        if text.contains('\0') {
            return Err(self.value_error("type name must not contain null characters"));
        }
        let own = self.read_slots(&text, &dict, &base, &bases)?;
        let mut slots = base.slots.borrow().clone();
        slots.extend(own.names.iter().cloned());
        let flags = ClassFlags {
            is_heap: true,
            has_dict: own.has_dict,
            has_weakref: own.has_weakref,
            ..ClassFlags::default()
        };
        let class = Ref::new(Class {
            name: RefCell::new(text.as_str().into()),
            qualname: RefCell::new(text.as_str().into()),
            module: RefCell::default(),
            metaclass: RefCell::new(Some(winner)),
            bases: RefCell::new(bases),
            mro: RefCell::new(Rc::new([])),
            dict,
            version: Cell::new(0),
            layout: base.layout,
            flags: Cell::new(flags),
            slots: RefCell::new(slots),
            keys: RefCell::default(),
            subclasses: RefCell::default(),
            iternext: Cell::new(None),
            shared_places: Cell::new(SHARED_KEYS_MAX_SIZE),
        });
        self.fill_namespace(&class, &own)?;
        self.stand_for_native(&class);
        self.compute_mro(&class)?;
        self.set_default_hash(&class);
        super::add_to_bases(&class, &self.types.weakref);
        self.update_class_flags(&class);
        self.call_set_name(&class)?;
        self.call_init_subclass(&class, keywords)?;
        Ok(class.into_value())
    }

    /// A class of a module that stands for one that CPython has in C goes by the name of that one.
    fn stand_for_native(&mut self, class: &Ref<Class>) {
        if matches!(class.layout, Layout::Exception | Layout::Class) {
            return;
        }
        let (key, name) = (self.names.native_in_cpython.clone(), self.names.name.clone());
        let Some(globals) = self.running_globals().filter(|globals| globals.get_str(&key).is_some()) else {
            return;
        };
        if let (Some(module), Some(running)) =
            (class.dict.get_str(&self.names.module), globals.get_str(&name))
        {
            let (module, running) = (self.text(&module), self.text(&running));
            // Not a metaclass of such a module at work for another one; parts of a package speak for the package.
            if running == module || running.starts_with(&format!("{module}.")) {
                class.qualify(&module);
            }
        }
    }

    fn check_bases(&mut self, bases: &[Value]) -> PyResult<()> {
        let hook = self.names.mro_entries.clone();
        for base in bases.iter().filter(|base| base.kind() != Kind::Class) {
            if self.getattr_opt(base, &hook)?.is_some() {
                return Err(
                    self.type_error("type() doesn't support MRO entry resolution; use types.new_class()")
                );
            }
        }
        Ok(())
    }

    /// What `type.__new__` takes out of the namespace or adds to it (`type_new_set_attrs`).
    fn fill_namespace(&mut self, class: &Ref<Class>, own: &OwnSlots) -> PyResult<()> {
        let dict = &class.dict;
        let key = self.names.module.clone();
        if dict.get_str(&key).is_none() {
            let name = self.names.name.clone();
            if let Some(module) = self.running_globals().and_then(|globals| globals.get_str(&name)) {
                drop(dict.set_str(&key, module));
            }
        }
        let key = self.names.qualname.clone();
        if let Some(qualname) = dict.remove_str(&key) {
            let Some(text) = crate::types::native::<Str>(&qualname) else {
                let of = self.class_of(&qualname).name();
                return Err(self.type_error(format!("type __qualname__ must be a str, not {of}")));
            };
            class.qualname.replace(text.wtf8().to_string_lossy().as_ref().into());
        }
        let key = self.names.new.clone();
        if let Some(function) = dict.get_str(&key).filter(is_function) {
            let method = new_staticmethod(self, function);
            drop(dict.set_str(&key, method));
        }
        for key in [self.names.init_subclass.clone(), self.names.class_getitem.clone()] {
            if let Some(function) = dict.get_str(&key).filter(is_function) {
                let method = new_classmethod(self, function);
                drop(dict.set_str(&key, method));
            }
        }
        self.add_slot_descriptors(class, own);
        let key = self.names.doc.clone();
        if dict.get_str(&key).is_none() {
            drop(dict.set_str(&key, Value::none()));
        }
        self.fill_class_cells(class)
    }

    fn fill_class_cells(&mut self, class: &Ref<Class>) -> PyResult<()> {
        let key = self.names.classcell.clone();
        if let Some(cell) = class.dict.remove_str(&key) {
            let Some(place) = cell.downcast::<CellObject>() else {
                let of = self.class_of(&cell);
                let of = self.repr_text(of.value())?;
                return Err(
                    self.type_error(format!("type.__new__: __classcell__ must be a nonlocal cell, not {of}"))
                );
            };
            drop(place.value.replace(Some(class.value().clone())));
        }
        let key = self.names.classdictcell.clone();
        if let Some(cell) = class.dict.remove_str(&key) {
            let Some(place) = cell.downcast::<CellObject>() else {
                let of = self.class_of(&cell);
                let of = self.repr_text(of.value())?;
                return Err(self.type_error(format!(
                    "type.__new__: __classdictcell__ must be a nonlocal cell, not {of}"
                )));
            };
            drop(place.value.replace(Some(class.dict.value().clone())));
        }
        Ok(())
    }

    /// A class with `__eq__` and no `__hash__` of its own is not hashable (`type_ready_set_hash`).
    fn set_default_hash(&mut self, class: &Ref<Class>) {
        let (eq, hash) = (self.names.eq.clone(), self.names.hash.clone());
        if class.dict.get_str(&eq).is_some() && class.dict.get_str(&hash).is_none() {
            drop(class.dict.set_str(&hash, Value::none()));
        }
    }

    fn call_set_name(&mut self, class: &Ref<Class>) -> PyResult<()> {
        let hook = self.names.set_name.clone();
        for (name, value) in class.dict.items() {
            let of = self.class_of(&value);
            if self.lookup(&of, &hook).is_none() {
                continue;
            }
            let arguments = [class.value().clone(), name.clone()];
            if let Err(raised) = self.call_special(&value, &hook, &arguments) {
                let name = self.repr_text(&name)?;
                let note = format!(
                    "Error calling __set_name__ on '{}' instance {name} in '{}'",
                    of.name(),
                    class.name()
                );
                return Err(self.with_note(raised, &note));
            }
        }
        Ok(())
    }

    fn with_note(&mut self, raised: Raised, note: &str) -> Raised {
        let note = self.str(note);
        match self.add_note(&raised.0, note) {
            Ok(()) => raised,
            Err(other) => other,
        }
    }

    /// `super(class, class).__init_subclass__(**keywords)`
    fn call_init_subclass(&mut self, class: &Ref<Class>, keywords: Vec<(Value, Value)>) -> PyResult<()> {
        let name = self.names.init_subclass.clone();
        let mro = class.mro.borrow().clone();
        let Some(hook) = mro.iter().skip(1).find_map(|base| base.dict.get_str(&name)) else { return Ok(()) };
        if super::is_from(&hook, &self.types.object) && keywords.is_empty() {
            return Ok(());
        }
        let bound = self.bind(hook, None, class)?;
        self.call_with(&bound, Arguments { keywords, ..Arguments::default() }).map(drop)
    }
}

impl Vm {
    /// The global names of the running Python function, if one runs (`PyEval_GetGlobals`).
    fn running_globals(&self) -> Option<Ref<Dict>> {
        self.interpreter.frames.last().map(|frame| frame.globals().clone())
    }
}
