//! `sys._getframe`: the frames of the running program.

use crate::call::Args;
use crate::value::Value;
use crate::{PyResult, Vm};

pub(super) fn getframe(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let depth = args.get(0).map_or(Ok(0), |depth| vm.index_i64(depth))?;
    match vm.frame_object(depth.max(0) as usize)? {
        Some(frame) => Ok(frame),
        None => Err(vm.value_error("call stack is not deep enough")),
    }
}

pub(super) fn getframemodulename(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let depth = args.get(0).map_or(Ok(0), |depth| vm.index_i64(depth))?;
    let Some(frame) = vm.frame_object(depth.max(0) as usize)? else { return Ok(Value::none()) };
    let (globals, name) = (vm.intern("f_globals"), vm.names.name.clone());
    let globals = vm.getattr(&frame, &globals)?;
    let globals = vm.native::<crate::objects::Dict>(&globals)?;
    Ok(globals.get_str(&name).unwrap_or_else(Value::none))
}
