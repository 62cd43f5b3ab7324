//! What the interpreter will answer; until then, that there is nothing. Inherent methods go before these.

use crate::value::Value;
use crate::{PyResult, Vm};

pub(super) trait Pending {
    fn frame_object(&mut self, _depth: usize) -> PyResult<Option<Value>> {
        Ok(None)
    }
}

impl Pending for Vm {}
