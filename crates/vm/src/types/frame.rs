//! `frame` objects: what a frame was when somebody asked for it.
//!
//! The interpreter's own frames are no objects, so a frame object is a picture of one: later changes of the
//! variables of a running function do not show in it, other than in CPython. The names of a module or a class
//! body are the real ones.

use crate::call::Args;
use crate::objects::*;
use crate::value::{Held, Ref, Value};
use crate::{PyResult, Vm};

use super::Def;

/// What a frame object shows.
#[derive(Debug)]
struct FrameObject {
    code: Ref<Code>,
    instruction: u32,
    globals: Ref<Dict>,
    builtins: Ref<Dict>,
    locals: Value,
    back: Option<Value>,
    /// The generator whose frame it is.
    generator: Option<Value>,
}

impl Held for FrameObject {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(self.code.value());
        visit(self.globals.value());
        visit(self.builtins.value());
        visit(&self.locals);
        self.back.iter().for_each(&mut *visit);
        self.generator.iter().for_each(visit);
    }
}

impl Vm {
    /// A frame object for the running function that is `depth` calls up, if there is one (`sys._getframe`).
    pub(crate) fn frame_object(&mut self, depth: usize) -> PyResult<Option<Value>> {
        let count = self.interpreter.frames.len();
        let Some(last) = count.checked_sub(depth + 1) else { return Ok(None) };
        let mut back = None;
        for index in 0..=last {
            let Some(frame) = self.interpreter.frames.get(index) else { break };
            let (code, globals, builtins) =
                (frame.code.clone(), frame.globals.clone(), frame.builtins.clone());
            let pc = if index + 1 == count { self.interpreter.pc.max(frame.pc) } else { frame.pc };
            let locals = match &frame.namespace {
                Some(namespace) => namespace.clone(),
                None => {
                    let slots = frame.base..frame.base + code.locals.len();
                    locals_of(&code, self.interpreter.stack.get(slots).unwrap_or_default())
                }
            };
            let object = FrameObject {
                code,
                instruction: pc.saturating_sub(1) as u32,
                globals,
                builtins,
                locals,
                back: back.take(),
                generator: None,
            };
            back = Some(Foreign::create(&self.types.frame, object));
        }
        Ok(back)
    }

    /// A frame object for a generator that waits.
    pub(crate) fn generator_frame(&mut self, generator: &Ref<Generator>) -> Value {
        let saved = generator.frame.borrow();
        let Some(saved) = saved.as_ref() else { return Value::none() };
        let code = saved.code.clone();
        let locals = locals_of(&code, saved.slots.get(..code.locals.len()).unwrap_or(&saved.slots));
        let object = FrameObject {
            code,
            instruction: saved.pc.saturating_sub(1) as u32,
            globals: saved.globals.clone(),
            builtins: saved.builtins.clone(),
            locals,
            back: None,
            generator: Some(generator.value().clone()),
        };
        Foreign::create(&self.types.frame, object)
    }

    /// A frame object for a place in a traceback.
    pub(crate) fn traceback_frame(&mut self, entry: &TracebackEntry) -> Value {
        if let Some(frame) = &entry.frame {
            return frame.clone();
        }
        let globals = self.interpreter.frames.last().map(|frame| frame.globals.clone());
        let object = FrameObject {
            code: entry.code.clone(),
            instruction: entry.instruction,
            globals: globals.unwrap_or_else(|| Ref::new(Dict::default())),
            builtins: self.builtins.clone(),
            locals: Value::new(Dict::default()),
            back: None,
            generator: None,
        };
        Foreign::create(&self.types.frame, object)
    }
}

/// The variables of a function as a dictionary.
fn locals_of(code: &Code, slots: &[Option<Value>]) -> Value {
    let dict = Dict::default();
    for (name, slot) in code.locals.iter().zip(slots) {
        let value = match slot.as_ref().and_then(Value::downcast::<CellObject>) {
            Some(cell) => cell.value.borrow().clone(),
            None => slot.clone(),
        };
        if let Some(value) = value {
            drop(dict.set_str(name, value));
        }
    }
    Value::new(dict)
}

fn frame<'v>(vm: &mut Vm, value: &'v Value) -> PyResult<&'v FrameObject> {
    match value.downcast::<Foreign>().and_then(Foreign::get::<FrameObject>) {
        Some(frame) => Ok(frame),
        None => Err(vm.type_error("not a frame")),
    }
}

fn lineno(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let frame = frame(vm, &args[0])?;
    Ok(line(&frame.code, frame.instruction))
}

/// The line of an instruction, or `None`.
pub(super) fn line(code: &Ref<Code>, instruction: u32) -> Value {
    match crate::interpreter::location_of(code, instruction).lineno {
        -1 => Value::none(),
        line => Value::int(line.into()),
    }
}

fn lasti(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let frame = frame(vm, &args[0])?;
    let offset = frame.code.offsets.get(frame.instruction as usize).copied().unwrap_or_default();
    Ok(Value::int(offset.into()))
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let frame = frame(vm, &args[0])?;
    let line = line(&frame.code, frame.instruction).as_int().unwrap_or_default();
    let text = format!(
        "<frame at {:#x}, file '{}', line {line}, code {}>",
        args[0].id(),
        frame.code.filename,
        frame.code.object.name
    );
    Ok(vm.str(&text))
}

fn clear(_: &mut Vm, _: Args<'_>) -> PyResult {
    Ok(Value::none())
}

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.frame.clone();
    vm.define(
        &class,
        &[
            Def::wrapper("__repr__", "($self, /)", repr),
            Def::attribute("f_code", |vm, args| Ok(frame(vm, &args[0])?.code.value().clone())),
            Def::attribute("f_globals", |vm, args| Ok(frame(vm, &args[0])?.globals.value().clone())),
            Def::attribute("f_builtins", |vm, args| Ok(frame(vm, &args[0])?.builtins.value().clone())),
            Def::attribute("f_locals", |vm, args| Ok(frame(vm, &args[0])?.locals.clone())),
            Def::attribute("f_back", |vm, args| {
                Ok(frame(vm, &args[0])?.back.clone().unwrap_or_else(Value::none))
            }),
            Def::attribute("f_generator", |vm, args| {
                Ok(frame(vm, &args[0])?.generator.clone().unwrap_or_else(Value::none))
            }),
            Def::attribute("f_lineno", lineno),
            Def::attribute("f_lasti", lasti),
            Def::attribute("f_trace", |_, _| Ok(Value::none())),
            Def::method("clear", "($self, /)", clear),
        ],
    );
}
