//! `.ci/run` runs these under valgrind: they make every kind of memory come and go.

use std::cell::RefCell;

use num_bigint::BigInt;
use rustpython_wtf8::Wtf8Buf;

use super::{Pending, Stack, Value, WeakRef, collect, take_pending, tracked_count};
use crate::objects::{BigInteger, CellObject, List, Str, Tuple};

fn text(text: &str) -> Value {
    Value::new(Str::new(Wtf8Buf::from(text)))
}

fn list(items: Vec<Value>) -> Value {
    Value::new(List::new(items))
}

fn push(target: &Value, item: Value) {
    target.downcast::<List>().expect("a list").push(item);
}

#[test]
fn references_are_counted() {
    let value = text("words");
    assert_eq!(value.count(), Some(1));
    let other = value.clone();
    assert_eq!(value.count(), Some(2));
    assert!(value.is(&other));
    drop(other);
    assert_eq!(value.count(), Some(1));
}

#[test]
fn numbers_use_their_cells_again() {
    let first = Value::int(1_000);
    let place = first.id();
    drop(first);
    let second = Value::int(2_000);
    assert_eq!(second.id(), place);
    // Floats have a list of their own, as in CPython.
    let third = Value::float(0.5);
    let place = third.id();
    drop(third);
    let fourth = Value::float(1.5);
    assert_eq!(fourth.id(), place);
    assert_eq!(fourth.as_float(), Some(1.5));
    assert_eq!(fourth.as_int(), None);
    let many: Vec<Value> = (0..5_000).map(|number| Value::int(number * 1_000)).collect();
    assert!(many.iter().zip(0..).all(|(value, number)| value.as_int() == Some(number * 1_000)));
}

#[test]
fn small_integers_exist_once() {
    assert!(Value::int(7).is(&Value::int(7)));
    assert!(Value::int(-5).is(&Value::int(-5)));
    assert!(!Value::int(257).is(&Value::int(257)));
    assert_eq!(Value::none().count(), None);
}

#[test]
fn the_kind_decides_what_a_payload_is() {
    let big = Value::new(BigInteger(BigInt::from(1) << 100_u32));
    assert!(big.downcast::<BigInteger>().is_some());
    assert!(big.downcast::<Str>().is_none());
    assert!(Value::int(1).downcast::<BigInteger>().is_none());
}

#[test]
fn only_an_unshared_string_may_grow() {
    let mut value = text("grow");
    let copy = value.clone();
    assert!(value.unshared::<Str>().is_none());
    drop(copy);
    let more = Str::new(Wtf8Buf::from("n ups"));
    value.unshared::<Str>().expect("nobody else has it").push(&more);
    assert_eq!(value.downcast::<Str>().and_then(|text| text.as_str()), Some("grown ups"));
    assert!(list(vec![]).unshared::<List>().is_none(), "the collector knows it");
}

#[test]
fn a_long_chain_is_freed_without_deep_recursion() {
    let before = tracked_count();
    let mut chain = list(vec![]);
    for _ in 0..200_000 {
        chain = list(vec![chain]);
    }
    drop(chain);
    assert_eq!(tracked_count(), before);
}

#[test]
fn a_cycle_is_collected() {
    let before = tracked_count();
    let (first, second) = (list(vec![text("first")]), list(vec![]));
    push(&first, second.clone());
    push(&second, first.clone());
    let cell = Value::new(CellObject { value: RefCell::new(Some(first.clone())) });
    drop(first);
    drop(second);
    assert_eq!(collect().unreachable, 0, "the cell holds them");
    drop(cell);
    assert_eq!(collect().unreachable, 2);
    assert_eq!(tracked_count(), before);
}

#[test]
fn weak_references_learn_that_their_object_goes() {
    let target = list(vec![]);
    let weak = WeakRef::create(&target, Some(text("callback")), Value::none());
    let reference = weak.downcast::<WeakRef>().expect("a weak reference");
    assert!(reference.target().is_some_and(|found| found.is(&target)));
    assert_eq!(target.count(), Some(1));
    drop(target);
    assert!(reference.target().is_none());
    assert!(matches!(&take_pending()[..], [Pending::Callback(_, owner)] if owner.is(&weak)));
}

#[test]
fn tuples_of_every_length_hold_their_items() {
    for len in 0..8 {
        let items: Vec<Value> = (0..len).map(|number| Value::int(number * 1_000)).collect();
        let tuple = Value::new(Tuple { items: items.into_iter().collect() });
        let items = &tuple.downcast::<Tuple>().expect("a tuple").items;
        assert!(items.iter().zip(0..len).all(|(item, number)| item.as_int() == Some(number * 1_000)));
    }
}

#[test]
fn slots_are_saved_and_restored() {
    let mut stack = Stack::default();
    stack.reserve(8);
    let value = text("kept");
    stack.fill(2, value.clone());
    stack.fill(4, value.clone());
    let mut saved = vec![Some(value.clone())];
    stack.save(2..5, &mut saved);
    assert!((0..8).all(|slot| stack[slot].is_none()));
    assert_eq!(saved.len(), 4);
    assert_eq!(value.count(), Some(4));
    stack.restore(1, &mut saved);
    assert!(saved.is_empty());
    assert!(stack[1].is_some() && stack[2].is_some() && stack[3].is_none() && stack[4].is_some());
    stack.swap(3, 4);
    assert!(stack[3].is_some() && stack[4].is_none());
    drop(stack);
    assert_eq!(value.count(), Some(1));
}
