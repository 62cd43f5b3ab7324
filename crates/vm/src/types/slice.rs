//! `slice`.

use num_bigint::{BigInt, Sign};
use num_traits::{One, Zero};

use crate::call::Args;
use crate::objects::*;
use crate::ops::Comparison;
use crate::types::sequence::{comparison_methods, readonly};
use crate::types::{Def, native};
use crate::value::Value;
use crate::{PyResult, Vm};

const METHODS: &[Def] = &[
    Def::staticmethod("__new__", "(type, start, stop=None, step=None, /)", new),
    Def::wrapper("__repr__", "($self, /)", repr),
    Def::wrapper("__hash__", "($self, /)", hash),
    Def::attribute_rw("start", |vm, args| Ok(vm.native::<Slice>(&args[0])?.start.clone()), readonly),
    Def::attribute_rw("stop", |vm, args| Ok(vm.native::<Slice>(&args[0])?.stop.clone()), readonly),
    Def::attribute_rw("step", |vm, args| Ok(vm.native::<Slice>(&args[0])?.step.clone()), readonly),
    Def::method("__reduce__", "($self, /)", reduce),
    Def::method("indices", "($self, object, /)", indices),
];

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.slice.clone();
    vm.define(&class, METHODS);
    vm.define(&class, &comparison_methods!(compare));
}

fn new(_: &mut Vm, mut args: Args<'_>) -> PyResult {
    let first = args.take_required(1);
    let slice = match (args.take(2), args.take(3)) {
        (None, _) => Slice { start: Value::none(), stop: first, step: Value::none() },
        (Some(stop), step) => Slice { start: first, stop, step: step.unwrap_or_else(Value::none) },
    };
    Ok(Value::new(slice))
}

fn parts(slice: &Slice) -> [Value; 3] {
    [slice.start.clone(), slice.stop.clone(), slice.step.clone()]
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let parts = parts(vm.native::<Slice>(&args[0])?);
    let parts = vm.tuple(parts.into());
    let class = vm.class_of(&args[0]).into_value();
    Ok(vm.tuple(vec![class, parts]))
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let parts = parts(vm.native::<Slice>(&args[0])?);
    let mut text = rustpython_wtf8::Wtf8Buf::from("slice(");
    text.push_wtf8(&vm.repr_items(|place| parts.get(place).cloned())?);
    text.push_str(")");
    Ok(vm.str_from(text))
}

/// Not quite the hash of the tuple of its parts (`slicehash`): the length does not enter.
fn hash(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let parts = parts(vm.native::<Slice>(&args[0])?);
    let hashes = parts.iter().map(|part| vm.hash(part)).collect::<PyResult<Vec<_>>>()?;
    Ok(Value::int(crate::hash::slice(hashes.into_iter())))
}

fn compare(vm: &mut Vm, args: &Args<'_>, op: Comparison) -> PyResult {
    let (Some(left), Some(right)) = (native::<Slice>(&args[0]), native::<Slice>(&args[1])) else {
        return Ok(Value::not_implemented());
    };
    if std::ptr::eq(left, right) {
        return Ok(Value::bool(matches!(op, Comparison::Eq | Comparison::Le | Comparison::Ge)));
    }
    let (left, right) = (vm.tuple(parts(left).into()), vm.tuple(parts(right).into()));
    vm.compare(op, &left, &right)
}

fn indices(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let slice = vm.native::<Slice>(&args[0])?;
    let len = vm.index(&args[1])?;
    if len.sign() == Sign::Minus {
        return Err(vm.value_error("length should not be negative"));
    }
    let (start, stop, step) = big_indices(vm, slice, &len)?;
    let parts = vec![vm.int(start), vm.int(stop), vm.int(step)];
    Ok(vm.tuple(parts))
}

/// Start, stop and step, fitted to a length of any size (`_PySlice_GetLongIndices`).
pub(super) fn big_indices(vm: &mut Vm, slice: &Slice, len: &BigInt) -> PyResult<(BigInt, BigInt, BigInt)> {
    let step = if slice.step.is_none() { BigInt::one() } else { bound(vm, &slice.step)? };
    if step.is_zero() {
        return Err(vm.value_error("slice step cannot be zero"));
    }
    let backwards = step.sign() == Sign::Minus;
    let (lowest, highest) = if backwards { (-BigInt::one(), len - 1) } else { (BigInt::zero(), len.clone()) };
    let mut fit = |value: &Value, default: &BigInt| -> PyResult<BigInt> {
        if value.is_none() {
            return Ok(default.clone());
        }
        let index = bound(vm, value)?;
        Ok(if index.sign() == Sign::Minus {
            (index + len).max(lowest.clone())
        } else {
            index.min(highest.clone())
        })
    };
    let (first, last) = if backwards { (&highest, &lowest) } else { (&lowest, &highest) };
    let start = fit(&slice.start, first)?;
    let stop = fit(&slice.stop, last)?;
    Ok((start, stop, step))
}

fn bound(vm: &mut Vm, value: &Value) -> PyResult<BigInt> {
    let class = vm.class_of(value);
    let by_index = vm.names.index.clone();
    if vm.lookup(&class, &by_index).is_none() {
        let message = "slice indices must be integers or None or have an __index__ method";
        return Err(vm.type_error(message));
    }
    vm.index(value)
}
