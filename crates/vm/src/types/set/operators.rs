//! Operators of sets, and the methods that do the same with any iterable.

use crate::call::Args;
use crate::objects::*;
use crate::ops::Comparison;
use crate::types::native;
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

use super::operations::{
    difference, difference_update, intersection, is_subset, plain_copy, symmetric_difference_update,
};

type Operation = fn(&mut Vm, &Ref<Set>, &Value) -> PyResult<Ref<Set>>;

/// An operator: both operands are sets.
fn operator(vm: &mut Vm, left: &Value, right: &Value, operation: Operation) -> PyResult {
    match (super::any_set(left), super::any_set(right)) {
        (Some(left), Some(_)) => operation(vm, left, right).map(Ref::into_value),
        _ => Ok(Value::not_implemented()),
    }
}

fn union(vm: &mut Vm, set: &Ref<Set>, other: &Value) -> PyResult<Ref<Set>> {
    let result = plain_copy(set, set.is_frozen);
    vm.set_update(&result, other)?;
    Ok(result)
}

fn symmetric_difference(vm: &mut Vm, set: &Ref<Set>, other: &Value) -> PyResult<Ref<Set>> {
    let result = Ref::new(Set::new(set.is_frozen));
    vm.set_update(&result, other)?;
    symmetric_difference_update(vm, &result, set.value())?;
    Ok(result)
}

pub(super) fn and(vm: &mut Vm, args: Args<'_>) -> PyResult {
    operator(vm, &args[0], &args[1], |vm, left, right| intersection(vm, left, right))
}

pub(super) fn reflected_and(vm: &mut Vm, args: Args<'_>) -> PyResult {
    operator(vm, &args[1], &args[0], |vm, left, right| intersection(vm, left, right))
}

pub(super) fn or(vm: &mut Vm, args: Args<'_>) -> PyResult {
    operator(vm, &args[0], &args[1], union)
}

pub(super) fn reflected_or(vm: &mut Vm, args: Args<'_>) -> PyResult {
    operator(vm, &args[1], &args[0], union)
}

pub(super) fn sub(vm: &mut Vm, args: Args<'_>) -> PyResult {
    operator(vm, &args[0], &args[1], |vm, left, right| difference(vm, left, right))
}

pub(super) fn reflected_sub(vm: &mut Vm, args: Args<'_>) -> PyResult {
    operator(vm, &args[1], &args[0], |vm, left, right| difference(vm, left, right))
}

pub(super) fn xor(vm: &mut Vm, args: Args<'_>) -> PyResult {
    operator(vm, &args[0], &args[1], symmetric_difference)
}

pub(super) fn reflected_xor(vm: &mut Vm, args: Args<'_>) -> PyResult {
    operator(vm, &args[1], &args[0], symmetric_difference)
}

/// An in-place operator: the right operand is a set.
fn in_place(
    vm: &mut Vm,
    mut args: Args<'_>,
    operation: fn(&mut Vm, &Ref<Set>, &Value) -> PyResult<()>,
) -> PyResult {
    let Some(set) = super::any_set(&args[0]).cloned() else { return Ok(Value::not_implemented()) };
    if native::<Set>(&args[1]).is_none() {
        return Ok(Value::not_implemented());
    }
    operation(vm, &set, &args[1])?;
    Ok(args.take_required(0))
}

pub(super) fn in_place_and(vm: &mut Vm, args: Args<'_>) -> PyResult {
    in_place(vm, args, |vm, set, other| {
        set.swap(&*intersection(vm, set, other)?);
        Ok(())
    })
}

pub(super) fn in_place_or(vm: &mut Vm, args: Args<'_>) -> PyResult {
    in_place(vm, args, |vm, set, other| vm.set_update(set, other))
}

pub(super) fn in_place_sub(vm: &mut Vm, args: Args<'_>) -> PyResult {
    in_place(vm, args, |vm, set, other| difference_update(vm, set, other))
}

pub(super) fn in_place_xor(vm: &mut Vm, args: Args<'_>) -> PyResult {
    in_place(vm, args, |vm, set, other| symmetric_difference_update(vm, set, other))
}

fn this(vm: &mut Vm, args: &Args<'_>) -> PyResult<Ref<Set>> {
    match super::any_set(&args[0]) {
        Some(set) => Ok(set.clone()),
        None => vm.native::<Set>(&args[0]).map(|_| Ref::new(Set::new(false))),
    }
}

pub(super) fn union_method(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let set = this(vm, &args)?;
    let result = plain_copy(&set, set.is_frozen);
    for other in args.rest(1) {
        vm.set_update(&result, other)?;
    }
    Ok(result.into_value())
}

pub(super) fn update_method(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let set = this(vm, &args)?;
    for other in args.rest(1) {
        vm.set_update(&set, other)?;
    }
    Ok(Value::none())
}

fn intersection_of_all(vm: &mut Vm, args: &Args<'_>) -> PyResult<Ref<Set>> {
    let set = this(vm, args)?;
    if args.rest(1).is_empty() {
        return Ok(plain_copy(&set, set.is_frozen));
    }
    args.rest(1).iter().try_fold(set, |result, other| intersection(vm, &result, other))
}

pub(super) fn intersection_method(vm: &mut Vm, args: Args<'_>) -> PyResult {
    intersection_of_all(vm, &args).map(Ref::into_value)
}

pub(super) fn intersection_update_method(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let result = intersection_of_all(vm, &args)?;
    this(vm, &args)?.swap(&result);
    Ok(Value::none())
}

pub(super) fn difference_method(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let set = this(vm, &args)?;
    let Some((first, others)) = args.rest(1).split_first() else {
        return Ok(plain_copy(&set, set.is_frozen).into_value());
    };
    let result = difference(vm, &set, first)?;
    for other in others {
        difference_update(vm, &result, other)?;
    }
    Ok(result.into_value())
}

pub(super) fn difference_update_method(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let set = this(vm, &args)?;
    for other in args.rest(1) {
        difference_update(vm, &set, other)?;
    }
    Ok(Value::none())
}

pub(super) fn symmetric_difference_method(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let set = this(vm, &args)?;
    symmetric_difference(vm, &set, &args[1]).map(Ref::into_value)
}

pub(super) fn symmetric_difference_update_method(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let set = this(vm, &args)?;
    symmetric_difference_update(vm, &set, &args[1])?;
    Ok(Value::none())
}

pub(super) fn is_disjoint(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let set = this(vm, &args)?;
    let Some(other) = native::<Set>(&args[1]) else {
        let iterator = vm.iter(&args[1])?;
        while let Some(key) = vm.next_in_loop(&iterator)? {
            if vm.set_contains(&set, &key)? {
                return Ok(Value::bool(false));
            }
        }
        return Ok(Value::bool(true));
    };
    let (small, large) = if other.len() > set.len() { (&*set, other) } else { (other, &*set) };
    let mut place = 0;
    while let Some((next, hash, key)) = small.next_from(place) {
        place = next;
        if vm.set_contains_hashed(large, hash, &key)? {
            return Ok(Value::bool(false));
        }
    }
    Ok(Value::bool(true))
}

pub(super) fn is_subset_method(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let set = this(vm, &args)?;
    match native::<Set>(&args[1]) {
        Some(other) => is_subset(vm, &set, other).map(Value::bool),
        None => Ok(Value::bool(intersection(vm, &set, &args[1])?.len() == set.len())),
    }
}

pub(super) fn is_superset_method(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let set = this(vm, &args)?;
    if let Some(other) = native::<Set>(&args[1]) {
        return is_subset(vm, other, &set).map(Value::bool);
    }
    let iterator = vm.iter(&args[1])?;
    while let Some(key) = vm.next_in_loop(&iterator)? {
        if !vm.set_contains(&set, &key)? {
            return Ok(Value::bool(false));
        }
    }
    Ok(Value::bool(true))
}

pub(super) fn compare(vm: &mut Vm, args: &Args<'_>, op: Comparison) -> PyResult {
    let (Some(left), Some(right)) = (native::<Set>(&args[0]), native::<Set>(&args[1])) else {
        return Ok(Value::not_implemented());
    };
    let (left_len, right_len) = (left.len(), right.len());
    let holds = match op {
        Comparison::Eq => left_len == right_len && is_subset(vm, left, right)?,
        Comparison::Ne => left_len != right_len || !is_subset(vm, left, right)?,
        Comparison::Lt => left_len < right_len && is_subset(vm, left, right)?,
        Comparison::Le => is_subset(vm, left, right)?,
        Comparison::Gt => right_len < left_len && is_subset(vm, right, left)?,
        Comparison::Ge => is_subset(vm, right, left)?,
    };
    Ok(Value::bool(holds))
}
