//! Calling a class (`type_call`, `object_new`, `object_init`): `__new__`, then `__init__`.
//!
//! Plain objects are made without asking `object.__new__`, and arguments are copied only when both methods are
//! the program's own.

use std::cell::RefCell;

use crate::call::Arguments;
use crate::objects::*;
use crate::value::{FINALIZER, Kind, Ref, Value};
use crate::{PyResult, Vm};

/// Whether a method is a native one that stands in the dictionary of this class.
pub(crate) fn is_from(method: &Value, class: &Ref<Class>) -> bool {
    (method.downcast::<Native>()).and_then(|native| native.class.as_ref()).is_some_and(|of| of.is(class))
}

impl Vm {
    /// Calls a class (`type_call`), by the metaclass's `__call__` if it has one of its own.
    pub(crate) fn call_class(&mut self, class: &Ref<Class>, arguments: Arguments) -> PyResult {
        let metaclass = class.metaclass.borrow().clone();
        if let Some(metaclass) = metaclass
            && !metaclass.is(&self.types.type_)
        {
            let name = self.names.call.clone();
            if let Some(hook) = self.lookup(&metaclass, &name)
                && !is_from(&hook, &self.types.type_)
            {
                let bound = self.bind(hook, Some(class.value()), &metaclass)?;
                return self.call_with(&bound, arguments);
            }
        }
        self.instantiate(class, arguments)
    }

    /// `type.__call__`: makes an object by `__new__` and, if it is one of this class, calls its `__init__`.
    pub(crate) fn instantiate(&mut self, class: &Ref<Class>, mut arguments: Arguments) -> PyResult {
        if class.is(&self.types.type_) && arguments.keywords.is_empty() && arguments.positional.len() == 1 {
            return Ok(self.class_of(&arguments.positional[0]).into_value());
        }
        let (new, init) = (self.names.new.clone(), self.names.init.clone());
        let has_arguments = !is_empty(&arguments);
        let object = match self.lookup(class, &new) {
            Some(new) if !is_from(&new, &self.types.object) => {
                // What a built-in class makes is of this very class: whether arguments are needed again is known.
                let is_made = !class.flags.get().is_heap
                    && self.lookup(class, &init).is_none_or(|init| is_from(&init, &self.types.object));
                let mut all = if is_made { std::mem::take(&mut arguments) } else { arguments.clone() };
                all.positional.insert(0, class.value().clone());
                match new.downcast::<Native>() {
                    Some(native) => self.call_native(native, all)?,
                    None => {
                        let new = self.bind(new, None, class)?;
                        self.call_with(&new, all)?
                    }
                }
            }
            _ => {
                self.check_object_new(class, has_arguments)?;
                self.new_instance(class)
            }
        };
        let actual = self.class_of(&object);
        if !actual.is_subclass(class) {
            return Ok(object);
        }
        match self.lookup(&actual, &init) {
            Some(init) if !is_from(&init, &self.types.object) => {
                self.initialize(&init, &object, &actual, arguments)?;
            }
            _ => self.check_object_init(&actual, has_arguments)?,
        }
        Ok(object)
    }

    fn initialize(
        &mut self,
        init: &Value,
        object: &Value,
        class: &Ref<Class>,
        mut arguments: Arguments,
    ) -> PyResult<()> {
        let result = if matches!(init.kind(), Kind::Function | Kind::Native) {
            arguments.positional.insert(0, object.clone());
            self.call_with(init, arguments)?
        } else {
            let bound = self.bind(init.clone(), Some(object), class)?;
            self.call_with(&bound, arguments)?
        };
        if result.is_none() {
            return Ok(());
        }
        let class = self.class_of(&result).name();
        Err(self.type_error(format!("__init__() should return None, not '{class}'")))
    }

    /// What `object.__new__` has to object to (`object_new`).
    pub(crate) fn check_object_new(&mut self, class: &Ref<Class>, has_arguments: bool) -> PyResult<()> {
        let flags = class.flags.get();
        if !flags.is_heap && !class.is(&self.types.object) {
            return Err(self.type_error(format!("cannot create '{}' instances", class.name())));
        }
        if has_arguments {
            let (new, init) = (self.names.new.clone(), self.names.init.clone());
            if !self.inherits_from_object(class, &new) {
                return Err(
                    self.type_error("object.__new__() takes exactly one argument (the type to instantiate)")
                );
            }
            if self.inherits_from_object(class, &init) {
                return Err(self.type_error(format!("{}() takes no arguments", class.name())));
            }
        }
        if flags.is_abstract {
            return Err(self.abstract_class(class)?);
        }
        Ok(())
    }

    /// What `object.__init__` has to object to (`object_init`).
    pub(crate) fn check_object_init(&mut self, class: &Ref<Class>, has_arguments: bool) -> PyResult<()> {
        if !has_arguments {
            return Ok(());
        }
        let (new, init) = (self.names.new.clone(), self.names.init.clone());
        if !self.inherits_from_object(class, &init) {
            return Err(
                self.type_error("object.__init__() takes exactly one argument (the instance to initialize)")
            );
        }
        if self.inherits_from_object(class, &new) {
            let name = class.name();
            return Err(self.type_error(format!(
                "{name}.__init__() takes exactly one argument (the instance to initialize)"
            )));
        }
        Ok(())
    }

    fn inherits_from_object(&mut self, class: &Ref<Class>, name: &Value) -> bool {
        let object = self.types.object.clone();
        self.lookup(class, name).is_some_and(|method| is_from(&method, &object))
    }

    #[cold]
    fn abstract_class(&mut self, class: &Ref<Class>) -> PyResult<crate::Raised> {
        let name = self.names.abstractmethods.clone();
        let methods = class.dict.get_str(&name).unwrap_or_else(|| self.tuple(Vec::new()));
        let methods = self.collect(&methods)?;
        let mut methods: Vec<String> = methods.iter().map(|method| self.text(method)).collect();
        methods.sort();
        let plural = if methods.len() == 1 { "" } else { "s" };
        let class = class.name();
        Ok(self.type_error(format!(
            "Can't instantiate abstract class {class} without an implementation for abstract method{plural} \
             '{}'",
            methods.join("', '")
        )))
    }

    /// A new instance of a class that Python code made, without attributes.
    #[inline]
    pub(crate) fn new_instance(&mut self, class: &Ref<Class>) -> Value {
        self.instance_of(class, None)
    }

    /// A built-in object as an instance of `class`: itself, if that is its class, or inside an instance.
    /// For `__new__` of built-in classes from which Python code can inherit.
    pub(crate) fn wrap_native(&mut self, class: &Ref<Class>, value: Value) -> Value {
        if self.class_of(&value).is(class) { value } else { self.instance_of(class, Some(value)) }
    }

    /// A new instance of `class`, with a built-in object inside if one is given.
    #[allow(clippy::unused_self, reason = "called like its neighbours")]
    pub(crate) fn instance_of(&mut self, class: &Ref<Class>, native: Option<Value>) -> Value {
        let slots = class.slots.borrow().len();
        let names = class.keys.borrow().len();
        class.count_instance(names);
        // Room for what the ones before it have.
        let attributes =
            Attributes { values: RefCell::new(Vec::with_capacity(names)), dict: RefCell::default() };
        let instance = Value::new(Instance {
            class: RefCell::new(class.clone()),
            attributes,
            slots: RefCell::new(vec![None; slots]),
            native,
        });
        if class.flags.get().has_finalizer {
            instance.set_flag(FINALIZER);
        }
        instance
    }
}

fn is_empty(arguments: &Arguments) -> bool {
    arguments.positional.is_empty() && arguments.keywords.is_empty()
}
