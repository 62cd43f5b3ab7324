//! What all exceptions have: `args`, notes, the chain of causes, the traceback.

use crate::call::Args;
use crate::objects::*;
use crate::types::{Def, native};
use crate::value::{Ref, Value};
use crate::{Exc, PyResult, Vm};

pub(super) fn set_args(vm: &mut Vm, exception: &Exception, values: Vec<Value>) {
    let values = vm.tuple(values);
    drop(exception.args.replace(values));
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    match Ref::<Class>::of(&args[0]) {
        Some(class) => Ok(vm.bare_exception(&class.clone(), args.rest(1).to_vec())),
        None => Err(vm.type_error("BaseException.__new__(X): X is not a type object")),
    }
}

fn init(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let exception = vm.native::<Exception>(&args[0])?;
    if args.named(2).is_some_and(|named| !named.is_empty()) {
        let class = exception.class.borrow().name();
        return Err(vm.type_error(format!("{class}() takes no keyword arguments")));
    }
    set_args(vm, exception, args.rest(1).to_vec());
    Ok(Value::none())
}

/// What `__reduce__` gives: the class, the arguments and the attributes, if there are any.
pub(super) fn reduced(vm: &mut Vm, this: &Value, values: Vec<Value>) -> PyResult {
    let class = vm.class_of(this).into_value();
    let mut parts = vec![class, vm.tuple(values)];
    if let Some(exception) = this.downcast::<Exception>() {
        let has_attributes = !exception.attributes.values.borrow().is_empty()
            || exception.attributes.dict.borrow().as_ref().is_some_and(|dict| !dict.is_empty());
        if has_attributes {
            let class = exception.class.borrow().clone();
            parts.push(exception.attributes.dict(&class).into_value());
        }
    }
    Ok(vm.tuple(parts))
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let exception = vm.native::<Exception>(&args[0])?;
    let values =
        native::<Tuple>(&exception.args.borrow()).map(|args| args.items.to_vec()).unwrap_or_default();
    reduced(vm, &args[0], values)
}

fn setstate(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if args[1].is_none() {
        return Ok(Value::none());
    }
    let Some(state) = native::<Dict>(&args[1]) else {
        return Err(vm.type_error("state is not a dictionary"));
    };
    for (name, value) in state.items() {
        vm.setattr(&args[0], &name, Some(value))?;
    }
    Ok(Value::none())
}

fn get_args(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(vm.native::<Exception>(&args[0])?.args.borrow().clone())
}

fn set_args_attribute(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(values) = args.get(1) else { return Err(vm.type_error("args may not be deleted")) };
    let values = vm.collect(values)?;
    let exception = vm.native::<Exception>(&args[0])?;
    set_args(vm, exception, values);
    Ok(Value::none())
}

fn cause(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let cause = vm.native::<Exception>(&args[0])?.cause.borrow().clone();
    Ok(cause.unwrap_or_else(Value::none))
}

fn context(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let context = vm.native::<Exception>(&args[0])?.context.borrow().clone();
    Ok(context.unwrap_or_else(Value::none))
}

/// The value for `__cause__` or `__context__`, checked.
fn linked(vm: &mut Vm, args: &Args<'_>, name: &str) -> PyResult<Option<Value>> {
    match args.get(1) {
        None => Err(vm.type_error(format!("__{name}__ may not be deleted"))),
        Some(value) if value.is_none() => Ok(None),
        Some(value) if vm.is_exception(value) => Ok(Some(value.clone())),
        Some(_) => Err(vm.type_error(format!("exception {name} must be None or derive from BaseException"))),
    }
}

fn set_cause(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let value = linked(vm, &args, "cause")?;
    let exception = vm.native::<Exception>(&args[0])?;
    drop(exception.cause.replace(value));
    exception.suppress_context.set(true);
    Ok(Value::none())
}

fn set_context(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let value = linked(vm, &args, "context")?;
    drop(vm.native::<Exception>(&args[0])?.context.replace(value));
    Ok(Value::none())
}

fn suppress_context(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(vm.native::<Exception>(&args[0])?.suppress_context.get()))
}

fn set_suppress_context(vm: &mut Vm, args: Args<'_>) -> PyResult {
    match args.get(1) {
        None => Err(vm.type_error("can't delete numeric/char attribute")),
        Some(value) => match value.as_bool() {
            Some(value) => {
                vm.native::<Exception>(&args[0])?.suppress_context.set(value);
                Ok(Value::none())
            }
            None => Err(vm.type_error("attribute value type must be bool")),
        },
    }
}

fn traceback(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let exception = vm.native::<Exception>(&args[0])?;
    Ok(vm.traceback_object(exception))
}

fn set_traceback(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(value) = args.get(1) else { return Err(vm.type_error("__traceback__ may not be deleted")) };
    let exception = vm.native::<Exception>(&args[0])?;
    let entries = vm.traceback_entries(value)?;
    drop(exception.traceback.replace(entries));
    Ok(Value::none())
}

fn with_traceback(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let exception = vm.native::<Exception>(&args[0])?;
    let entries = vm.traceback_entries(&args[1])?;
    drop(exception.traceback.replace(entries));
    Ok(args[0].clone())
}

impl Vm {
    /// Appends a note to an exception's `__notes__` (PEP 678).
    pub(crate) fn add_note(&mut self, exception: &Value, note: Value) -> PyResult<()> {
        if native::<Str>(&note).is_none() {
            let class = self.class_of(&note).name();
            return Err(self.type_error(format!("note must be a str, not '{class}'")));
        }
        let name = self.names.notes.clone();
        let notes = match self.getattr_opt(exception, &name)? {
            Some(notes) => notes,
            None => {
                let notes = self.list(Vec::new());
                self.setattr(exception, &name, Some(notes.clone()))?;
                notes
            }
        };
        match native::<List>(&notes) {
            Some(notes) => {
                notes.push(note);
                Ok(())
            }
            None => Err(self.type_error("Cannot add note: __notes__ is not a list")),
        }
    }
}

fn add_note(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.add_note(&args[0], args[1].clone())?;
    Ok(Value::none())
}

fn dict(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(vm.own_dict(&args[0]).map_or_else(Value::none, Ref::into_value))
}

pub(super) fn install(vm: &mut Vm) {
    let base = vm.exception_class(Exc::BaseException).clone();
    vm.define(
        &base,
        &[
            Def::staticmethod("__new__", "(type, /, *args, **kwargs)", new),
            Def::wrapper("__init__", "($self, /, *args, **kwargs)", init),
            Def::method("__reduce__", "($self, /)", reduce),
            Def::method("__setstate__", "($self, object, /)", setstate),
            Def::method("with_traceback", "($self, object, /)", with_traceback),
            Def::method("add_note", "($self, object, /)", add_note),
            Def::attribute_rw("__suppress_context__", suppress_context, set_suppress_context),
            Def::attribute_rw("__dict__", dict, crate::types::class::set_dict),
            Def::attribute_rw("args", get_args, set_args_attribute),
            Def::attribute_rw("__traceback__", traceback, set_traceback),
            Def::attribute_rw("__context__", context, set_context),
            Def::attribute_rw("__cause__", cause, set_cause),
        ],
    );
}
