//! Calling anything (`Objects/call.c`).

use crate::call::Arguments;
use crate::objects::*;
use crate::value::{Kind, Ref, Value};
use crate::{PyResult, Vm};

impl Vm {
    /// Calls an object.
    pub fn call(&mut self, callable: &Value, arguments: impl Into<Arguments>) -> PyResult {
        self.call_with(callable, arguments.into())
    }

    /// Calls an object with arguments of both kinds.
    pub fn call_with(&mut self, callable: &Value, mut arguments: Arguments) -> PyResult {
        match callable.kind() {
            Kind::Function => match Ref::<Function>::of(callable) {
                Some(function) => self.call_function(&function.clone(), arguments),
                None => Ok(Value::none()),
            },
            Kind::Native => {
                let native = Ref::<Native>::of(callable).cloned();
                match native {
                    Some(native) => self.call_native(&native, arguments),
                    None => Ok(Value::none()),
                }
            }
            Kind::BoundMethod => {
                let Some(method) = callable.downcast::<BoundMethod>() else { return Ok(Value::none()) };
                arguments.positional.insert(0, method.this.clone());
                let function = method.function.clone();
                self.call_with(&function, arguments)
            }
            Kind::Class => match Ref::<Class>::of(callable).cloned() {
                Some(class) => self.call_class(&class, arguments),
                None => Ok(Value::none()),
            },
            _ => {
                let call = self.names.call.clone();
                let class = self.class_of(callable);
                let Some(method) = self.lookup(&class, &call) else {
                    return Err(self.type_error(format!("'{}' object is not callable", class.name())));
                };
                let bound = self.bind(method, Some(callable), &class)?;
                self.enter_recursion(" while calling a Python object")?;
                let result = self.call_with(&bound, arguments);
                self.leave_recursion();
                result
            }
        }
    }

    /// Calls a method by its name.
    pub fn call_method(&mut self, object: &Value, name: &str, arguments: impl Into<Arguments>) -> PyResult {
        let name = self.intern(name);
        let method = self.getattr(object, &name)?;
        self.call(&method, arguments)
    }
}
