//! `None`, `NotImplemented`, `...`, and cells.

use crate::call::Args;
use crate::objects::*;
use crate::ops::Comparison;
use crate::value::Value;
use crate::{PyResult, Vm};

use super::Def;

fn check_no_arguments(vm: &mut Vm, args: &Args<'_>, name: &str) -> PyResult<()> {
    if args.rest(1).is_empty() && args.named(2).is_none_or(|named| named.is_empty()) {
        return Ok(());
    }
    Err(vm.type_error(format!("{name} takes no arguments")))
}

fn none(vm: &mut Vm, args: Args<'_>) -> PyResult {
    check_no_arguments(vm, &args, "NoneType")?;
    Ok(Value::none())
}

fn not_implemented(vm: &mut Vm, args: Args<'_>) -> PyResult {
    check_no_arguments(vm, &args, "NotImplementedType")?;
    Ok(Value::not_implemented())
}

fn ellipsis(vm: &mut Vm, args: Args<'_>) -> PyResult {
    check_no_arguments(vm, &args, "EllipsisType")?;
    Ok(Value::ellipsis())
}

/// True, with a `DeprecationWarning` that is not shown by default; an error from Python 3.14 on.
fn not_implemented_bool(_: &mut Vm, _: Args<'_>) -> PyResult {
    Ok(Value::bool(true))
}

/// A new cell, empty or with a value.
fn new_cell(_: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::new(CellObject { value: args.get(1).cloned().into() }))
}

fn cell<'v>(vm: &mut Vm, value: &'v Value) -> PyResult<&'v CellObject> {
    match value.downcast::<CellObject>() {
        Some(cell) => Ok(cell),
        None => Err(vm.type_error("not a cell")),
    }
}

fn contents(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let contents = cell(vm, &args[0])?.value.borrow().clone();
    match contents {
        Some(value) => Ok(value),
        None => Err(vm.value_error("cell is empty")),
    }
}

fn set_contents(vm: &mut Vm, args: Args<'_>) -> PyResult {
    drop(cell(vm, &args[0])?.value.replace(args.get(1).cloned()));
    Ok(Value::none())
}

fn cell_repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let contents = cell(vm, &args[0])?.value.borrow().clone();
    let what = match contents {
        Some(value) => format!("{} object at {:#x}", vm.class_of(&value).name(), value.id()),
        None => "empty".to_owned(),
    };
    Ok(vm.str(&format!("<cell at {:#x}: {what}>", args[0].id())))
}

/// Cells compare as what they hold; an empty one comes first.
fn compare(vm: &mut Vm, args: &Args<'_>, op: Comparison) -> PyResult {
    let (Some(a), Some(b)) = (args[0].downcast::<CellObject>(), args[1].downcast::<CellObject>()) else {
        return Ok(Value::not_implemented());
    };
    let (a, b) = (a.value.borrow().clone(), b.value.borrow().clone());
    match (a, b) {
        (Some(a), Some(b)) => vm.compare(op, &a, &b),
        (a, b) => Ok(Value::bool(op.holds(a.is_some().cmp(&b.is_some())))),
    }
}

pub(super) fn install(vm: &mut Vm) {
    const NEW: &str = "(type, /, *args, **kwargs)";
    let class = vm.types.none.clone();
    vm.define(
        &class,
        &[
            Def::staticmethod("__new__", NEW, none),
            Def::wrapper("__repr__", "($self, /)", |vm, _| Ok(vm.intern("None"))),
            Def::wrapper("__bool__", "($self, /)", |_, _| Ok(Value::bool(false))),
            Def::wrapper("__hash__", "($self, /)", |_, _| Ok(Value::int(NONE_HASH))),
        ],
    );
    let class = vm.types.not_implemented.clone();
    vm.define(
        &class,
        &[
            Def::staticmethod("__new__", NEW, not_implemented),
            Def::wrapper("__repr__", "($self, /)", |vm, _| Ok(vm.intern("NotImplemented"))),
            Def::wrapper("__bool__", "($self, /)", not_implemented_bool),
            Def::method("__reduce__", "($self, /)", |vm, _| Ok(vm.intern("NotImplemented"))),
        ],
    );
    let class = vm.types.ellipsis.clone();
    vm.define(
        &class,
        &[
            Def::staticmethod("__new__", NEW, ellipsis),
            Def::wrapper("__repr__", "($self, /)", |vm, _| Ok(vm.intern("Ellipsis"))),
            Def::method("__reduce__", "($self, /)", |vm, _| Ok(vm.intern("Ellipsis"))),
        ],
    );
    let class = vm.types.cell.clone();
    vm.define(
        &class,
        &[
            Def::staticmethod("__new__", "(type, contents=None, /)", new_cell),
            Def::wrapper("__repr__", "($self, /)", cell_repr),
            Def::wrapper("__lt__", "($self, value, /)", |vm, args| compare(vm, &args, Comparison::Lt)),
            Def::wrapper("__le__", "($self, value, /)", |vm, args| compare(vm, &args, Comparison::Le)),
            Def::wrapper("__eq__", "($self, value, /)", |vm, args| compare(vm, &args, Comparison::Eq)),
            Def::wrapper("__ne__", "($self, value, /)", |vm, args| compare(vm, &args, Comparison::Ne)),
            Def::wrapper("__gt__", "($self, value, /)", |vm, args| compare(vm, &args, Comparison::Gt)),
            Def::wrapper("__ge__", "($self, value, /)", |vm, args| compare(vm, &args, Comparison::Ge)),
            Def::attribute_rw("cell_contents", contents, set_contents),
        ],
    );
    let hash = vm.names.hash.clone();
    drop(class.dict.set_str(&hash, Value::none()));
}

/// `hash(None)`, the same everywhere since Python 3.12.
const NONE_HASH: i64 = 0xFCA8_6420;
