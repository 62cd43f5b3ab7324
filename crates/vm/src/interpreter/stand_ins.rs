//! Stand-ins for what other rooms will bring.

use crate::objects::Class;
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

impl Vm {
    pub(crate) fn is_instance_of(&mut self, object: &Value, class: &Value) -> PyResult<bool> {
        Ok(Ref::<Class>::of(class).is_some_and(|class| self.is_instance(object, class)))
    }

    pub(crate) fn collect_garbage(&mut self) -> usize {
        crate::value::collect().unreachable
    }

    pub(crate) fn ascii(&mut self, value: &Value) -> PyResult {
        self.repr(value)
    }

    pub(crate) fn generic_alias(&mut self, _origin: &Value, _arguments: &Value) -> PyResult {
        Err(self.type_error("types with parameters are not there yet"))
    }

    pub(crate) fn mapping_proxy(&self, mapping: Value) -> Value {
        mapping
    }

    pub(crate) fn is_subclass_of(&mut self, class: &Value, of: &Value) -> PyResult<bool> {
        Ok(match (Ref::<Class>::of(class), Ref::<Class>::of(of)) {
            (Some(class), Some(of)) => class.is_subclass(of),
            _ => false,
        })
    }
}
