//! What the interpreter will answer; until then, that there is nothing. Inherent methods go before these.

use rustpython_wtf8::Wtf8Buf;

use crate::value::Value;
use crate::{PyResult, Vm};

pub(super) trait Pending {
    fn handled_exception(&self) -> Option<Value> {
        None
    }
    fn frame_object(&mut self, _depth: usize) -> PyResult<Option<Value>> {
        Ok(None)
    }
    fn import_module(&mut self, name: &str) -> PyResult {
        let _ = name;
        Ok(Value::none())
    }
    fn traceback_text(&mut self, _exception: &Value) -> PyResult<Wtf8Buf> {
        Ok(Wtf8Buf::new())
    }
}

impl Pending for Vm {}
