//! `list.sort`: keys, direction, and the shortcuts for keys of one built-in type.

use std::cmp::Ordering;

use crate::call::Args;
use crate::objects::*;
use crate::ops::Comparison;
use crate::types::native;
use crate::value::{Kind, Value};
use crate::{PyResult, Vm};

use super::merge::sorted_order;

pub(super) fn sort(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let reverse = args.get(2).map_or(Ok(false), |reverse| vm.truth(reverse))?;
    let list = vm.native::<List>(&args[0])?;
    sort_list(vm, list, args.some(1), reverse)?;
    Ok(Value::none())
}

/// Sorts a list in place. The list is empty meanwhile, and what Python code puts into it then is lost with a
/// `ValueError`; after an exception the list has all its items again, in some order.
pub(crate) fn sort_list(vm: &mut Vm, list: &List, key: Option<&Value>, reverse: bool) -> PyResult<()> {
    let mut items = list.replace(Vec::new());
    let result = sort_items(vm, &mut items, key, reverse);
    let intruders = list.replace(items);
    result?;
    if !intruders.is_empty() {
        return Err(vm.value_error("list modified during sort"));
    }
    Ok(())
}

fn sort_items(vm: &mut Vm, items: &mut Vec<Value>, key: Option<&Value>, reverse: bool) -> PyResult<()> {
    let keys = match key {
        Some(key) => {
            let mut keys = Vec::with_capacity(items.len());
            for item in &*items {
                keys.push(vm.call(key, [item.clone()])?);
            }
            Some(keys)
        }
        None => None,
    };
    let keys = keys.as_deref().unwrap_or(items);
    let (order, result) = match native_order(keys, reverse) {
        Some(order) => (order, Ok(())),
        None => {
            let less = |left: usize, right: usize| vm.compare_bool(Comparison::Lt, &keys[left], &keys[right]);
            sorted_order(keys.len(), reverse, less)
        }
    };
    let mut unsorted: Vec<Option<Value>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|place| unsorted[place].take()));
    result
}

/// The sorted order of keys that are all of one type whose comparisons run no Python code.
fn native_order(keys: &[Value], reverse: bool) -> Option<Vec<usize>> {
    let kind = keys.first()?.kind();
    if keys.iter().any(|key| key.kind() != kind) {
        return None;
    }
    match kind {
        Kind::Int => Some(order_by(keys, reverse, |key| key.as_int().unwrap_or_default(), i64::cmp)),
        Kind::Str => {
            let mut order: Vec<usize> = (0..keys.len()).collect();
            let compare = |left: &usize, right: &usize| text(&keys[*left]).cmp(text(&keys[*right]));
            sort_order(&mut order, reverse, compare);
            Some(order)
        }
        Kind::Float => {
            let numbers: Vec<f64> = keys.iter().filter_map(Value::as_float).collect();
            if numbers.iter().any(|number| number.is_nan()) {
                return None;
            }
            let compare = |a: &f64, b: &f64| a.partial_cmp(b).unwrap_or(Ordering::Equal);
            Some(order_by(keys, reverse, |key| key.as_float().unwrap_or_default(), compare))
        }
        _ => None,
    }
}

fn text(value: &Value) -> &[u8] {
    native::<Str>(value).map_or(&[], |text| text.wtf8().as_bytes())
}

fn order_by<K>(
    keys: &[Value],
    reverse: bool,
    key: impl Fn(&Value) -> K,
    compare: impl Fn(&K, &K) -> Ordering,
) -> Vec<usize> {
    let keys: Vec<K> = keys.iter().map(key).collect();
    let mut order: Vec<usize> = (0..keys.len()).collect();
    sort_order(&mut order, reverse, |left, right| compare(&keys[*left], &keys[*right]));
    order
}

/// Equal items keep their order in both directions.
fn sort_order(order: &mut [usize], reverse: bool, compare: impl Fn(&usize, &usize) -> Ordering) {
    if reverse {
        order.sort_by(|left, right| compare(right, left));
    } else {
        order.sort_by(compare);
    }
}
