//! Stand-ins for what other rooms will bring.

use crate::Vm;

impl Vm {
    pub(crate) fn collect_garbage(&mut self) -> usize {
        crate::value::collect().unreachable
    }
}
