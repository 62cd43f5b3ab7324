//! `traceback` objects: views of the places that an exception went through.
//!
//! An exception keeps its places in one list, innermost first; a traceback object is that list as it was when
//! it was asked for, and a place in it. So two of them are never the same object, other than in CPython.

use std::cell::RefCell;
use std::rc::Rc;

use crate::call::Args;
use crate::objects::*;
use crate::value::{Held, Value};
use crate::{PyResult, Vm};

use super::Def;

/// What a traceback object shows.
#[derive(Debug)]
struct Traceback {
    /// From the innermost to the place it shows.
    entries: RefCell<Rc<[TracebackEntry]>>,
}

impl Held for Traceback {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        // Shared entries would be counted several times if each owner showed them; then they are kept alive.
        let entries = self.entries.borrow();
        if Rc::strong_count(&entries) == 1 {
            entries.iter().for_each(|entry| entry.traverse(visit));
        }
    }
}

impl Vm {
    /// `__traceback__` of an exception: a traceback object or `None`.
    pub(crate) fn traceback_object(&mut self, exception: &Exception) -> Value {
        let entries: Rc<[TracebackEntry]> = exception.traceback.borrow().as_slice().into();
        self.new_traceback(entries)
    }

    fn new_traceback(&mut self, entries: Rc<[TracebackEntry]>) -> Value {
        if entries.is_empty() {
            return Value::none();
        }
        Foreign::create(&self.types.traceback, Traceback { entries: RefCell::new(entries) })
    }

    /// The places that a traceback object or `None` stands for, innermost first.
    pub(crate) fn traceback_entries(&mut self, traceback: &Value) -> PyResult<Vec<TracebackEntry>> {
        if traceback.is_none() {
            return Ok(Vec::new());
        }
        match entries(traceback) {
            Some(entries) => Ok(entries.to_vec()),
            None => Err(self.type_error("__traceback__ must be a traceback or None")),
        }
    }
}

fn entries(traceback: &Value) -> Option<Rc<[TracebackEntry]>> {
    let traceback = traceback.downcast::<Foreign>()?.get::<Traceback>()?;
    Some(Rc::clone(&traceback.entries.borrow()))
}

fn entry(vm: &mut Vm, traceback: &Value) -> PyResult<TracebackEntry> {
    match entries(traceback).as_deref().and_then(<[_]>::last) {
        Some(entry) => Ok(entry.clone()),
        None => Err(vm.type_error("not a traceback")),
    }
}

fn tb_next(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let inner: Rc<[TracebackEntry]> = match entries(&args[0]).as_deref() {
        Some([inner @ .., _]) => inner.into(),
        _ => Rc::new([]),
    };
    Ok(vm.new_traceback(inner))
}

fn set_tb_next(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(next) = args.get(1) else { return Err(vm.type_error("can't delete tb_next attribute")) };
    let Some(mut inner) = (if next.is_none() { Some(Vec::new()) } else { entries(next).map(|e| e.to_vec()) })
    else {
        let class = vm.class_of(next).name();
        return Err(vm.type_error(format!("expected traceback object, got '{class}'")));
    };
    inner.push(entry(vm, &args[0])?);
    if let Some(traceback) = args[0].downcast::<Foreign>().and_then(Foreign::get::<Traceback>) {
        drop(traceback.entries.replace(inner.into()));
    }
    Ok(Value::none())
}

fn tb_lasti(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let entry = entry(vm, &args[0])?;
    let offset = entry.code.offsets.get(entry.instruction as usize).copied().unwrap_or_default();
    Ok(Value::int(i64::from(offset)))
}

fn tb_lineno(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let entry = entry(vm, &args[0])?;
    Ok(super::frame::line(&entry.code, entry.instruction))
}

fn tb_frame(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let entry = entry(vm, &args[0])?;
    Ok(vm.traceback_frame(&entry))
}

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.traceback.clone();
    vm.define(
        &class,
        &[
            Def::attribute_rw("tb_next", tb_next, set_tb_next),
            Def::attribute("tb_lasti", tb_lasti),
            Def::attribute("tb_lineno", tb_lineno),
            Def::attribute("tb_frame", tb_frame),
        ],
    );
}
