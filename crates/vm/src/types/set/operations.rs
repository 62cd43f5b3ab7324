//! Union, intersection and difference of sets: what goes in first, and when a table is rebuilt, is as in
//! `setobject.c`, because the order of the result follows from it.

use crate::objects::*;
use crate::types::native;
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

/// A plain `set` or `frozenset` with the same keys (`make_new_set`).
pub(crate) fn plain_copy(set: &Set, is_frozen: bool) -> Ref<Set> {
    let copy = Ref::new(Set::new(is_frozen));
    if !set.is_empty() {
        copy.reserve(set.len());
        copy.fill_from(set);
    }
    copy
}

/// `set & other`
pub(crate) fn intersection(vm: &mut Vm, set: &Set, other: &Value) -> PyResult<Ref<Set>> {
    if native::<Set>(other).is_some_and(|other| std::ptr::eq(set, other)) {
        return Ok(plain_copy(set, set.is_frozen));
    }
    let result = Ref::new(Set::new(set.is_frozen));
    if let Some(other) = native::<Set>(other) {
        let (small, large) = if other.len() > set.len() { (set, other) } else { (other, set) };
        let mut place = 0;
        while let Some((next, hash, key)) = small.next_from(place) {
            place = next;
            if vm.set_contains_hashed(large, hash, &key)? {
                vm.set_add_hashed(&result, hash, key)?;
            }
        }
        return Ok(result);
    }
    let iterator = vm.iter(other)?;
    while let Some(key) = vm.next_in_loop(&iterator)? {
        let hash = vm.hash(&key)?;
        if vm.set_contains_hashed(set, hash, &key)? {
            vm.set_add_hashed(&result, hash, key)?;
            if result.len() >= set.len() {
                break;
            }
        }
    }
    Ok(result)
}

/// `set -= other` (`set_difference_update_internal`)
pub(crate) fn difference_update(vm: &mut Vm, set: &Set, other: &Value) -> PyResult<()> {
    if let Some(other) = native::<Set>(other) {
        if std::ptr::eq(set, other) {
            drop(set.take());
            return Ok(());
        }
        let common;
        // Of a much larger set only the common part matters.
        let other = if other.len() >> 3 > set.len() {
            common = intersection_of_sets(vm, set, other)?;
            &*common
        } else {
            other
        };
        let mut place = 0;
        while let Some((next, hash, key)) = other.next_from(place) {
            place = next;
            vm.set_discard_hashed(set, hash, &key)?;
        }
    } else {
        let iterator = vm.iter(other)?;
        while let Some(key) = vm.next_in_loop(&iterator)? {
            vm.set_discard(set, &key)?;
        }
    }
    set.sweep();
    Ok(())
}

fn intersection_of_sets(vm: &mut Vm, set: &Set, other: &Set) -> PyResult<Ref<Set>> {
    let copy = plain_copy(other, other.is_frozen);
    intersection(vm, set, copy.value())
}

/// `set - other`
pub(crate) fn difference(vm: &mut Vm, set: &Set, other: &Value) -> PyResult<Ref<Set>> {
    let (other_set, other_dict) = (native::<Set>(other), other.downcast::<Dict>());
    let other_len = other_set.map(Set::len).or_else(|| other_dict.map(Dict::len));
    // It is less work to copy the set and to remove a few keys than to look for each one.
    if other_len.is_none_or(|len| set.len() >> 2 > len) {
        let result = plain_copy(set, set.is_frozen);
        if other_set.is_some_and(|other| std::ptr::eq(set, other)) {
            return Ok(Ref::new(Set::new(set.is_frozen)));
        }
        difference_update(vm, &result, other)?;
        return Ok(result);
    }
    let result = Ref::new(Set::new(set.is_frozen));
    let mut place = 0;
    while let Some((next, hash, key)) = set.next_from(place) {
        place = next;
        let is_there = match (other_set, other_dict) {
            (Some(other), _) => vm.set_contains_hashed(other, hash, &key)?,
            (None, Some(other)) => vm.dict_find_hashed(other, hash, &key)?.is_some(),
            (None, None) => false,
        };
        if !is_there {
            vm.set_add_hashed(&result, hash, key)?;
        }
    }
    Ok(result)
}

/// `set ^= other`
pub(crate) fn symmetric_difference_update(vm: &mut Vm, set: &Set, other: &Value) -> PyResult<()> {
    if let Some(dict) = other.downcast::<Dict>() {
        for (hash, key, _) in dict.hashed_items() {
            toggle(vm, set, hash, key)?;
        }
        return Ok(());
    }
    let made;
    let other = match native::<Set>(other) {
        Some(other) if std::ptr::eq(set, other) => {
            drop(set.take());
            return Ok(());
        }
        Some(other) => other,
        None => {
            made = Set::new(set.is_frozen);
            vm.set_update(&made, other)?;
            &made
        }
    };
    let mut place = 0;
    while let Some((next, hash, key)) = other.next_from(place) {
        place = next;
        toggle(vm, set, hash, key)?;
    }
    Ok(())
}

fn toggle(vm: &mut Vm, set: &Set, hash: i64, key: Value) -> PyResult<()> {
    if !vm.set_discard_hashed(set, hash, &key)? {
        vm.set_add_hashed(set, hash, key)?;
    }
    Ok(())
}

/// Whether all keys of `set` are in `other`.
pub(crate) fn is_subset(vm: &mut Vm, set: &Set, other: &Set) -> PyResult<bool> {
    if set.len() > other.len() {
        return Ok(false);
    }
    let mut place = 0;
    while let Some((next, hash, key)) = set.next_from(place) {
        place = next;
        if !vm.set_contains_hashed(other, hash, &key)? {
            return Ok(false);
        }
    }
    Ok(true)
}
