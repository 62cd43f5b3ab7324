//! `isinstance` and `issubclass`, with the hooks of metaclasses and for things that only look like classes.

use crate::objects::*;
use crate::types::native;
use crate::value::{Kind, Ref, Value};
use crate::{PyResult, Vm};

impl Vm {
    /// `isinstance(object, class)`; the second may be a tuple or a union too (`PyObject_IsInstance`).
    pub(crate) fn is_instance_of(&mut self, object: &Value, class: &Value) -> PyResult<bool> {
        if let Some(class) = Ref::<Class>::of(class) {
            if self.class_of(object).is(class) {
                return Ok(true);
            }
            if class.metaclass.borrow().as_ref().is_some_and(|metaclass| metaclass.is(&self.types.type_)) {
                return self.really_is_instance(object, class.value());
            }
        }
        if let Some(parts) = self.union_args(class) {
            return self.any_of(&parts, |vm, part| vm.is_instance_of(object, part));
        }
        if let Some(tuple) = native::<Tuple>(class) {
            let parts = tuple.items.to_vec();
            return self.any_of(&parts, |vm, part| vm.is_instance_of(object, part));
        }
        let hook = self.names.instancecheck.clone();
        self.enter_recursion(" in __instancecheck__")?;
        let result = self.call_special(class, &hook, std::slice::from_ref(object));
        self.leave_recursion();
        match result? {
            Some(result) => self.truth(&result),
            None => self.really_is_instance(object, class),
        }
    }

    fn any_of(
        &mut self,
        parts: &[Value],
        mut check: impl FnMut(&mut Self, &Value) -> PyResult<bool>,
    ) -> PyResult<bool> {
        self.enter_recursion(" in __instancecheck__")?;
        let mut result = Ok(false);
        for part in parts {
            result = check(self, part);
            if !matches!(result, Ok(false)) {
                break;
            }
        }
        self.leave_recursion();
        result
    }

    /// `type.__instancecheck__`: by the object's class, or by its `__class__` if that says something else.
    pub(crate) fn really_is_instance(&mut self, object: &Value, class: &Value) -> PyResult<bool> {
        let key = self.names.class.clone();
        if let Some(class) = Ref::<Class>::of(class) {
            let actual = self.class_of(object);
            if actual.is_subclass(class) {
                return Ok(true);
            }
            // Nothing but a class of the program's own can claim to be something else.
            if !matches!(object.kind(), Kind::Instance | Kind::Foreign) {
                return Ok(false);
            }
            let claimed = self.getattr_opt(object, &key)?;
            let claimed = claimed.as_ref().and_then(Ref::<Class>::of);
            return Ok(claimed.is_some_and(|claimed| !claimed.is(&actual) && claimed.is_subclass(class)));
        }
        self.check_class(class, "isinstance() arg 2 must be a type, a tuple of types, or a union")?;
        match self.getattr_opt(object, &key)? {
            Some(claimed) => self.abstract_is_subclass(&claimed, class),
            None => Ok(false),
        }
    }

    /// `issubclass(class, of)`; the second may be a tuple or a union too (`PyObject_IsSubclass`).
    pub(crate) fn is_subclass_of(&mut self, class: &Value, of: &Value) -> PyResult<bool> {
        if of.kind() == Kind::Class && self.class_of(of).is(&self.types.type_) {
            if class.is(of) {
                return Ok(true);
            }
            return self.really_is_subclass(class, of);
        }
        if let Some(parts) = self.union_args(of) {
            return self.any_of(&parts, |vm, part| vm.is_subclass_of(class, part));
        }
        if let Some(tuple) = native::<Tuple>(of) {
            let parts = tuple.items.to_vec();
            return self.any_of(&parts, |vm, part| vm.is_subclass_of(class, part));
        }
        let hook = self.names.subclasscheck.clone();
        self.enter_recursion(" in __subclasscheck__")?;
        let result = self.call_special(of, &hook, std::slice::from_ref(class));
        self.leave_recursion();
        match result? {
            Some(result) => self.truth(&result),
            None => self.really_is_subclass(class, of),
        }
    }

    /// `type.__subclasscheck__`
    pub(crate) fn really_is_subclass(&mut self, class: &Value, of: &Value) -> PyResult<bool> {
        if let (Some(class), Some(of)) = (Ref::<Class>::of(class), Ref::<Class>::of(of)) {
            return Ok(class.is_subclass(of));
        }
        self.check_class(class, "issubclass() arg 1 must be a class")?;
        self.check_class(of, "issubclass() arg 2 must be a class, a tuple of classes, or a union")?;
        self.abstract_is_subclass(class, of)
    }

    fn check_class(&mut self, class: &Value, message: &str) -> PyResult<()> {
        match self.abstract_bases(class)? {
            Some(_) => Ok(()),
            None => Err(self.type_error(message)),
        }
    }

    /// `__bases__`, if it is a tuple: then the object counts as a class.
    fn abstract_bases(&mut self, class: &Value) -> PyResult<Option<Vec<Value>>> {
        let key = self.names.bases.clone();
        let bases = self.getattr_opt(class, &key)?;
        Ok(bases.as_ref().and_then(native::<Tuple>).map(|bases| bases.items.to_vec()))
    }

    fn abstract_is_subclass(&mut self, class: &Value, of: &Value) -> PyResult<bool> {
        if class.is(of) {
            return Ok(true);
        }
        self.enter_recursion(" in __issubclass__")?;
        let bases = self.abstract_bases(class);
        let result = match bases {
            Ok(Some(bases)) => {
                let mut result = Ok(false);
                for base in &bases {
                    result = self.abstract_is_subclass(base, of);
                    if !matches!(result, Ok(false)) {
                        break;
                    }
                }
                result
            }
            Ok(None) => Ok(false),
            Err(raised) => Err(raised),
        };
        self.leave_recursion();
        result
    }
}
