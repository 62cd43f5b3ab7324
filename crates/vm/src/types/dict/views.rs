//! `dict_keys`, `dict_values`, `dict_items`.

use rustpython_wtf8::Wtf8Buf;

use crate::call::Args;
use crate::objects::*;
use crate::ops::{Comparison, dict_iterator};
use crate::types::sequence::comparison_methods;
use crate::types::set::{difference, intersection, symmetric_difference_update};
use crate::types::{Def, foreign, native};
use crate::value::{Held, Ref, Value};
use crate::{PyResult, Vm};

/// What a view holds.
#[derive(Debug)]
pub(crate) struct DictView {
    /// The dictionary.
    pub dict: Ref<Dict>,
    /// What of it is seen.
    pub part: DictPart,
}

impl Held for DictView {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(self.dict.value());
    }
}

const METHODS: &[Def] = &[
    Def::wrapper("__repr__", "($self, /)", repr),
    Def::wrapper("__len__", "($self, /)", len),
    Def::wrapper("__iter__", "($self, /)", iter),
    Def::method("__reversed__", "($self, /)", reversed),
    Def::attribute("mapping", mapping),
];

/// Methods of the two views that are like sets.
const SET_METHODS: &[Def] = &[
    Def::wrapper("__contains__", "($self, key, /)", contains),
    Def::wrapper("__and__", "($self, value, /)", |vm, args| and(vm, &args[0], &args[1])),
    Def::wrapper("__rand__", "($self, value, /)", |vm, args| and(vm, &args[1], &args[0])),
    Def::wrapper("__or__", "($self, value, /)", |vm, args| or(vm, &args[0], &args[1])),
    Def::wrapper("__ror__", "($self, value, /)", |vm, args| or(vm, &args[1], &args[0])),
    Def::wrapper("__sub__", "($self, value, /)", |vm, args| sub(vm, &args[0], &args[1])),
    Def::wrapper("__rsub__", "($self, value, /)", |vm, args| sub(vm, &args[1], &args[0])),
    Def::wrapper("__xor__", "($self, value, /)", |vm, args| xor(vm, &args[0], &args[1])),
    Def::wrapper("__rxor__", "($self, value, /)", |vm, args| xor(vm, &args[1], &args[0])),
    Def::method("isdisjoint", "($self, other, /)", is_disjoint),
];

pub(super) fn install(vm: &mut Vm) {
    let (keys, items, values) =
        (vm.types.dict_keys.clone(), vm.types.dict_items.clone(), vm.types.dict_values.clone());
    for class in [&keys, &items, &values] {
        vm.define(class, METHODS);
    }
    for class in [&keys, &items] {
        vm.define(class, SET_METHODS);
        vm.define(class, &comparison_methods!(compare));
        crate::types::make_unhashable(vm, class);
    }
}

/// A view of a dictionary.
pub(super) fn view(vm: &mut Vm, dict: &Value, part: DictPart) -> PyResult {
    let Some(dict) = super::any_dict(dict) else { return vm.native::<Dict>(dict).map(|_| Value::none()) };
    let class = match part {
        DictPart::Keys => &vm.types.dict_keys,
        DictPart::Values => &vm.types.dict_values,
        DictPart::Items => &vm.types.dict_items,
    };
    Ok(Foreign::create(class, DictView { dict: dict.clone(), part }))
}

/// The view in a receiver.
fn this<'v>(vm: &mut Vm, value: &'v Value) -> PyResult<&'v DictView> {
    match foreign::<DictView>(value) {
        Some(view) => Ok(view),
        None => Err(vm.type_error("a dictionary view is needed")),
    }
}

fn iterator(view: &DictView) -> Value {
    dict_iterator(&view.dict, view.part, false)
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = vm.class_of(&args[0]).name();
    if !vm.enter_repr(&args[0]) {
        return Ok(vm.str("..."));
    }
    let iterator = iterator(this(vm, &args[0])?);
    let items = vm.collect(&iterator)?;
    let items = vm.repr_items(|place| items.get(place).cloned());
    vm.leave_repr(&args[0]);
    let mut text = Wtf8Buf::from(format!("{name}(["));
    text.push_wtf8(&items?);
    text.push_str("])");
    Ok(vm.str_from(text))
}

fn len(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(this(vm, &args[0])?.dict.len() as i64))
}

fn iter(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(iterator(this(vm, &args[0])?))
}

fn reversed(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let view = this(vm, &args[0])?;
    Ok(dict_iterator(&view.dict, view.part, true))
}

fn mapping(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let dict = this(vm, &args[0])?.dict.value().clone();
    Ok(vm.mapping_proxy(dict))
}

fn has(vm: &mut Vm, view: &DictView, item: &Value) -> PyResult<bool> {
    if view.part == DictPart::Keys {
        return Ok(vm.dict_find(&view.dict, item)?.1.is_some());
    }
    let Some(pair) = native::<Tuple>(item) else { return Ok(false) };
    let [key, value] = &*pair.items else { return Ok(false) };
    match vm.dict_get(&view.dict, key)? {
        Some(found) => vm.equals(&found, value),
        None => Ok(false),
    }
}

fn contains(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let view = this(vm, &args[0])?;
    has(vm, view, &args[1]).map(Value::bool)
}

/// A set of what an operand yields.
fn set_of(vm: &mut Vm, operand: &Value) -> PyResult<Ref<Set>> {
    let set = Ref::new(Set::new(false));
    vm.set_update(&set, operand)?;
    Ok(set)
}

/// One operand is a view, the other any iterable; goes through the shorter one (`_PyDictView_Intersect`).
fn and(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let (view, other) = match (foreign::<DictView>(left), foreign::<DictView>(right)) {
        (Some(left), Some(other)) if other.dict.len() > left.dict.len() => (other, iterator(left)),
        (Some(view), _) => (view, right.clone()),
        (None, Some(view)) => (view, left.clone()),
        (None, None) => return Ok(Value::not_implemented()),
    };
    if view.part == DictPart::Keys
        && let Some(set) = native::<Set>(&other)
        && view.dict.len() <= set.len()
    {
        return intersection(vm, set, &iterator(view)).map(Ref::into_value);
    }
    let result = Ref::new(Set::new(false));
    let iterator = vm.iter(&other)?;
    while let Some(item) = vm.next_in_loop(&iterator)? {
        if has(vm, view, &item)? {
            vm.set_add(&result, item)?;
        }
    }
    Ok(result.into_value())
}

fn or(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let result = set_of(vm, left)?;
    vm.set_update(&result, right)?;
    Ok(result.into_value())
}

fn sub(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let left = set_of(vm, left)?;
    difference(vm, &left, right).map(Ref::into_value)
}

fn xor(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let left = set_of(vm, left)?;
    symmetric_difference_update(vm, &left, right)?;
    Ok(left.into_value())
}

fn is_disjoint(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let view = this(vm, &args[0])?;
    let iterator = vm.iter(&args[1])?;
    while let Some(item) = vm.next_in_loop(&iterator)? {
        if has(vm, view, &item)? {
            return Ok(Value::bool(false));
        }
    }
    Ok(Value::bool(true))
}

fn compare(vm: &mut Vm, args: &Args<'_>, op: Comparison) -> PyResult {
    let other_is_set = native::<Set>(&args[1]).is_some()
        || foreign::<DictView>(&args[1]).is_some_and(|view| view.part != DictPart::Values);
    if !other_is_set {
        return Ok(Value::not_implemented());
    }
    let (left_len, right_len) = (vm.len(&args[0])?, vm.len(&args[1])?);
    let holds = match op {
        Comparison::Eq => left_len == right_len && all_in(vm, &args[0], &args[1])?,
        Comparison::Ne => left_len != right_len || !all_in(vm, &args[0], &args[1])?,
        Comparison::Lt => left_len < right_len && all_in(vm, &args[0], &args[1])?,
        Comparison::Le => left_len <= right_len && all_in(vm, &args[0], &args[1])?,
        Comparison::Gt => left_len > right_len && all_in(vm, &args[1], &args[0])?,
        Comparison::Ge => left_len >= right_len && all_in(vm, &args[1], &args[0])?,
    };
    Ok(Value::bool(holds))
}

fn all_in(vm: &mut Vm, items: &Value, container: &Value) -> PyResult<bool> {
    let iterator = vm.iter(items)?;
    while let Some(item) = vm.next_in_loop(&iterator)? {
        if !vm.contains(container, &item)? {
            return Ok(false);
        }
    }
    Ok(true)
}
