//! Items and slices of lists: getting, setting, deleting.

use crate::call::Args;
use crate::objects::{List, list_resize};
use crate::types::native;
use crate::types::sequence::{Indices, Subscript, place};
use crate::value::Value;
use crate::{Exc, PyResult, Vm};

pub(super) fn get(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let list = vm.native::<List>(&args[0])?;
    get_item(vm, list, &args[1])
}

pub(super) fn set(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let value = args.take_required(2);
    let list = vm.native::<List>(&args[0])?;
    set_item(vm, list, &args[1], value)?;
    Ok(Value::none())
}

/// `list[key]`
pub(crate) fn get_item(vm: &mut Vm, list: &List, key: &Value) -> PyResult {
    match vm.subscript("list indices", key)? {
        Subscript::Item(index) => match place(index, list.len()).and_then(|place| list.get(place)) {
            Some(item) => Ok(item),
            None => Err(vm.error(Exc::IndexError, "list index out of range")),
        },
        Subscript::Slice(slice) => {
            let items = slice.adjust(list.len()).select(&list.borrow());
            Ok(vm.list(items))
        }
    }
}

/// `list[key] = value`
pub(crate) fn set_item(vm: &mut Vm, list: &List, key: &Value, value: Value) -> PyResult<()> {
    match vm.subscript("list indices", key)? {
        Subscript::Item(index) => {
            match place(index, list.len()).and_then(|place| list.set(place, value).ok()) {
                Some(old) => drop(old),
                None => return Err(vm.error(Exc::IndexError, "list assignment index out of range")),
            }
        }
        Subscript::Slice(slice) => {
            let items = match native::<List>(&value) {
                Some(other) => other.to_vec(),
                None => collect(vm, &value, "must assign iterable to extended slice")?,
            };
            // Collecting may have changed the list.
            set_slice(vm, list, slice.adjust(list.len()), items)?;
        }
    }
    Ok(())
}

/// All items of an iterable; if it is none, a `TypeError` with a message of its own (`PySequence_Fast`).
fn collect(vm: &mut Vm, iterable: &Value, refusal: &str) -> PyResult<Vec<Value>> {
    match vm.iter(iterable) {
        Ok(iterator) => vm.collect(&iterator),
        Err(raised) if raised.is(vm, Exc::TypeError) => Err(vm.type_error(refusal)),
        Err(raised) => Err(raised),
    }
}

fn set_slice(vm: &mut Vm, list: &List, slice: Indices, mut items: Vec<Value>) -> PyResult<()> {
    if slice.step == 1 {
        let start = slice.start as usize;
        let end = start + slice.len;
        if items.len() == slice.len {
            if let Some(places) = list.borrow_mut().get_mut(start..end) {
                places.swap_with_slice(&mut items);
            }
            drop(items);
            return Ok(());
        }
        let old: Vec<Value> = {
            let mut own = list.borrow_mut();
            let wanted = own.len() - slice.len + items.len();
            if wanted > own.len() {
                list_resize(&mut own, wanted);
            }
            let old = own.splice(start..end, items).collect();
            list_resize(&mut own, wanted);
            old
        };
        drop(old);
        return Ok(());
    }
    if items.len() != slice.len {
        let message = format!(
            "attempt to assign sequence of size {} to extended slice of size {}",
            items.len(),
            slice.len
        );
        return Err(vm.value_error(message));
    }
    let mut old = Vec::with_capacity(slice.len);
    for (place, item) in slice.places().zip(items) {
        old.push(list.set(place, item));
    }
    drop(old);
    Ok(())
}

pub(super) fn delete(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let list = vm.native::<List>(&args[0])?;
    match vm.subscript("list indices", &args[1])? {
        Subscript::Item(index) => match place(index, list.len()) {
            Some(place) => {
                let removed = list.borrow_mut().remove(place);
                drop(removed);
            }
            None => return Err(vm.error(Exc::IndexError, "list assignment index out of range")),
        },
        Subscript::Slice(slice) => {
            let slice = slice.adjust(list.len());
            let old = {
                let mut items = list.borrow_mut();
                let old = remove_slice(&mut items, slice);
                let len = items.len();
                list_resize(&mut items, len);
                old
            };
            drop(old);
        }
    }
    Ok(Value::none())
}

/// Removes the items of a slice; gives them back.
pub(crate) fn remove_slice<T>(items: &mut Vec<T>, slice: Indices) -> Vec<T> {
    if let Some(range) = slice.contiguous() {
        return items.drain(range).collect();
    }
    let mut doomed: Vec<usize> = slice.places().collect();
    doomed.sort_unstable();
    let mut doomed = doomed.into_iter().peekable();
    let (mut kept, mut removed) = (Vec::with_capacity(items.capacity()), Vec::with_capacity(slice.len));
    for (place, item) in std::mem::take(items).into_iter().enumerate() {
        if doomed.next_if_eq(&place).is_some() {
            removed.push(item);
        } else {
            kept.push(item);
        }
    }
    *items = kept;
    removed
}
