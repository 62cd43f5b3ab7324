//! `tuple`.

use rustpython_wtf8::Wtf8Buf;

use crate::call::Args;
use crate::objects::*;
use crate::ops::{Comparison, sequence_iterator};
use crate::types::sequence::{Subscript, comparison_methods, place};
use crate::types::{Def, native, unwrapped};
use crate::value::{Kind, Value};
use crate::{Exc, PyResult, Vm};

const METHODS: &[Def] = &[
    Def::staticmethod("__new__", "(type, *args, **kwargs)", new),
    Def::wrapper("__repr__", "($self, /)", repr),
    Def::wrapper("__hash__", "($self, /)", hash),
    Def::wrapper("__len__", "($self, /)", len),
    Def::wrapper("__iter__", "($self, /)", iter),
    Def::wrapper("__contains__", "($self, key, /)", contains),
    Def::wrapper("__getitem__", "($self, key, /)", getitem),
    Def::wrapper("__add__", "($self, value, /)", add),
    Def::wrapper("__mul__", "($self, value, /)", multiply),
    Def::wrapper("__rmul__", "($self, value, /)", multiply),
    Def::method("__getnewargs__", "($self, /)", getnewargs),
    Def::method("count", "($self, value, /)", count),
    Def::method("index", "($self, value, start=0, stop=sys.maxsize, /)", index),
    Def::classmethod("__class_getitem__", "($type, object, /)", crate::types::class_getitem),
];

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.tuple.clone();
    vm.define(&class, METHODS);
    vm.define(&class, &comparison_methods!(compare));
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let partner = vm.names.init.clone();
    let tuple = match crate::types::sequence::only_argument(vm, &args, "tuple", Some(&partner))? {
        Some(tuple) if tuple.kind() == Kind::Tuple => tuple.clone(),
        Some(iterable) => {
            let items = super::list_of(vm, iterable)?.replace(Vec::new());
            vm.tuple(items)
        }
        None => vm.tuple(Vec::new()),
    };
    crate::types::wrap(vm, &args[0], tuple)
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let tuple = vm.native::<Tuple>(&args[0])?;
    if tuple.items.is_empty() {
        return Ok(vm.str("()"));
    }
    if !vm.enter_repr(&args[0]) {
        return Ok(vm.str("(...)"));
    }
    let items = vm.repr_items(|place| tuple.items.get(place).cloned());
    vm.leave_repr(&args[0]);
    let mut text = Wtf8Buf::from("(");
    text.push_wtf8(&items?);
    text.push_str(if tuple.items.len() == 1 { ",)" } else { ")" });
    Ok(vm.str_from(text))
}

fn hash(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let tuple = vm.native::<Tuple>(&args[0])?;
    let hashes = tuple.items.iter().map(|item| vm.hash(item)).collect::<PyResult<Vec<_>>>()?;
    Ok(Value::int(crate::hash::tuple(hashes.into_iter())))
}

fn compare(vm: &mut Vm, args: &Args<'_>, op: Comparison) -> PyResult {
    let (Some(left), Some(right)) = (native::<Tuple>(&args[0]), native::<Tuple>(&args[1])) else {
        return Ok(Value::not_implemented());
    };
    let (left, right) = (&left.items, &right.items);
    // Unlike lists, tuples of unequal lengths are compared all the same: `__eq__` of items may be seen.
    for (left, right) in left.iter().zip(right) {
        if !vm.equals(left, right)? {
            return match op {
                Comparison::Eq => Ok(Value::bool(false)),
                Comparison::Ne => Ok(Value::bool(true)),
                _ => vm.compare(op, left, right),
            };
        }
    }
    Ok(Value::bool(op.holds(left.len().cmp(&right.len()))))
}

fn len(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(vm.native::<Tuple>(&args[0])?.items.len() as i64))
}

fn iter(_: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(sequence_iterator(unwrapped(&args[0])))
}

fn contains(vm: &mut Vm, args: Args<'_>) -> PyResult {
    for item in &vm.native::<Tuple>(&args[0])?.items {
        if vm.equals(item, &args[1])? {
            return Ok(Value::bool(true));
        }
    }
    Ok(Value::bool(false))
}

fn getitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let items = &vm.native::<Tuple>(&args[0])?.items;
    match vm.subscript("tuple indices", &args[1])? {
        Subscript::Item(index) => match place(index, items.len()) {
            Some(place) => Ok(items[place].clone()),
            None => Err(vm.error(Exc::IndexError, "tuple index out of range")),
        },
        Subscript::Slice(slice) => {
            let slice = slice.adjust(items.len());
            if slice.step == 1 && slice.len == items.len() && args[0].kind() == Kind::Tuple {
                return Ok(args[0].clone());
            }
            Ok(vm.tuple(slice.select(items)))
        }
    }
}

fn add(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let left = &vm.native::<Tuple>(&args[0])?.items;
    let Some(right) = native::<Tuple>(&args[1]) else { return Ok(Value::not_implemented()) };
    match (left.len(), right.items.len()) {
        (0, _) if args[1].kind() == Kind::Tuple => return Ok(args[1].clone()),
        (_, 0) if args[0].kind() == Kind::Tuple => return Ok(args[0].clone()),
        (left, right) => vm.check_memory((left + right) * size_of::<Value>())?,
    }
    Ok(vm.tuple(left.iter().chain(&right.items).cloned().collect()))
}

fn multiply(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(times) = vm.repetitions(&args[1])? else { return Ok(Value::not_implemented()) };
    if times == 1 && args[0].kind() == Kind::Tuple {
        return Ok(args[0].clone());
    }
    let items = &vm.native::<Tuple>(&args[0])?.items;
    let items = vm.repeat(items, times)?;
    Ok(vm.tuple(items))
}

/// For copying: the arguments of `__new__`.
fn getnewargs(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let items = vm.native::<Tuple>(&args[0])?.items.to_vec();
    let tuple = vm.tuple(items);
    Ok(vm.tuple(vec![tuple]))
}

fn count(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let mut count = 0;
    for item in &vm.native::<Tuple>(&args[0])?.items {
        count += i64::from(vm.equals(item, &args[1])?);
    }
    Ok(Value::int(count))
}

fn index(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let items = &vm.native::<Tuple>(&args[0])?.items;
    let range = vm.search_range(args.get(2), args.get(3), items.len())?;
    for (place, item) in items.iter().enumerate().take(range.end).skip(range.start) {
        if vm.equals(item, &args[1])? {
            return Ok(Value::int(place as i64));
        }
    }
    Err(vm.value_error("tuple.index(x): x not in tuple"))
}
