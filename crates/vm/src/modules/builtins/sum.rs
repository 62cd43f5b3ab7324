//! `sum`, with the errors of float additions kept and added at the end (Neumaier), as CPython does since 3.12.

use crate::call::Args;
use crate::objects::*;
use crate::ops::BinaryOp;
use crate::types::native;
use crate::value::{Kind, Value};
use crate::{PyResult, Vm};

pub(super) fn sum(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let iterator = vm.iter(&args[0])?;
    let mut total = args.get(1).cloned().unwrap_or_else(|| Value::int(0));
    if native::<Str>(&total).is_some() {
        return Err(vm.type_error("sum() can't sum strings [use ''.join(seq) instead]"));
    }
    if native::<Bytes>(&total).is_some() {
        return Err(vm.type_error("sum() can't sum bytes [use b''.join(seq) instead]"));
    }
    if native::<ByteArray>(&total).is_some() {
        return Err(vm.type_error("sum() can't sum bytearray [use b''.join(seq) instead]"));
    }
    loop {
        let next = match total.kind() {
            Kind::Int => sum_ints(vm, &iterator, &mut total)?,
            Kind::Float => sum_floats(vm, &iterator, &mut total)?,
            _ => vm.next_in_loop(&iterator)?,
        };
        let Some(item) = next else { return Ok(total) };
        // Lists that are summed are not changed in place.
        total = vm.binary(BinaryOp::Add, false, &total, &item)?;
    }
}

/// Adds integers as long as the sum is small; returns the item that was not added.
fn sum_ints(vm: &mut Vm, iterator: &Value, total: &mut Value) -> PyResult<Option<Value>> {
    let mut sum = total.as_int().unwrap_or_default();
    loop {
        let item = vm.next_in_loop(iterator)?;
        match item.as_ref().and_then(Value::as_index).and_then(|number| sum.checked_add(number)) {
            Some(more) => sum = more,
            None => {
                *total = Value::int(sum);
                return Ok(item);
            }
        }
    }
}

/// Adds floats and integers; returns the item that was not added.
fn sum_floats(vm: &mut Vm, iterator: &Value, total: &mut Value) -> PyResult<Option<Value>> {
    let mut sum = total.as_float().unwrap_or_default();
    let mut lost = 0.0;
    loop {
        let item = vm.next_in_loop(iterator)?;
        if let Some(number) = item.as_ref().and_then(Value::as_float) {
            let more = sum + number;
            lost += if sum.abs() >= number.abs() { (sum - more) + number } else { (number - more) + sum };
            sum = more;
        } else if let Some(number) = item.as_ref().and_then(|item| crate::types::unwrapped(item).as_index()) {
            sum += number as f64;
        } else {
            // A sum that overflowed stays infinite, and -0.0 stays what it is.
            if lost != 0.0 && f64::is_finite(lost) {
                sum += lost;
            }
            *total = Value::float(sum);
            return Ok(item);
        }
    }
}
