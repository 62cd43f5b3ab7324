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
    Some(match kind {
        Kind::Int => order_by(keys, reverse, |key| key.as_int().unwrap_or_default(), i64::cmp),
        Kind::Str => order_by(keys, reverse, text, Ord::cmp),
        Kind::Float if keys.iter().all(is_ordered) => {
            let compare = |a: &f64, b: &f64| a.partial_cmp(b).unwrap_or(Ordering::Equal);
            order_by(keys, reverse, |key| key.as_float().unwrap_or_default(), compare)
        }
        Kind::Tuple if has_ordered_columns(keys) => order_by(keys, reverse, items_of, compare_rows),
        _ => return None,
    })
}

fn text(value: &Value) -> &[u8] {
    native::<Str>(value).map_or(&[], |text| text.wtf8().as_bytes())
}

fn items_of(value: &Value) -> &[Value] {
    value.downcast::<Tuple>().map_or(&[], |tuple| &tuple.items)
}

/// Whether a value is a number that fits 64 bits or a string, and no NaN.
fn is_ordered(value: &Value) -> bool {
    match value.kind() {
        Kind::Int | Kind::Str => true,
        Kind::Float => value.as_float().is_some_and(|number| !number.is_nan()),
        _ => false,
    }
}

/// Whether items at the same place of all tuples are of one kind that has a natural order.
fn has_ordered_columns(keys: &[Value]) -> bool {
    let first = items_of(&keys[0]);
    keys.iter().all(|key| {
        let items = items_of(key);
        items.len() == first.len()
            && items.iter().zip(first).all(|(item, first)| item.kind() == first.kind() && is_ordered(item))
    })
}

fn compare_rows(left: &&[Value], right: &&[Value]) -> Ordering {
    let mut columns = left.iter().zip(*right).map(|(left, right)| match left.kind() {
        Kind::Int => left.as_int().cmp(&right.as_int()),
        Kind::Float => left.as_float().partial_cmp(&right.as_float()).unwrap_or(Ordering::Equal),
        _ => text(left).cmp(text(right)),
    });
    columns.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

fn order_by<'a, K>(
    keys: &'a [Value],
    reverse: bool,
    key: impl Fn(&'a Value) -> K,
    compare: impl Fn(&K, &K) -> Ordering,
) -> Vec<usize> {
    let mut order: Vec<(K, usize)> = keys.iter().map(key).zip(0..).collect();
    // Equal items keep their order in both directions.
    if reverse {
        order.sort_by(|left, right| compare(&right.0, &left.0));
    } else {
        order.sort_by(|left, right| compare(&left.0, &right.0));
    }
    order.into_iter().map(|(_, place)| place).collect()
}
