//! `frame` objects.
//!
//! The interpreter's own frames are no objects. A frame object knows where its frame is among them and looks at
//! it when it is asked, as long as the frame is there: whether the frame that is there now is the same is told
//! by its code and its place on the value stack. The variables of the frame that was running when the object was
//! made are kept, for when the frame is gone.

use std::cell::RefCell;
use std::rc::Rc;

use crate::call::Args;
use crate::interpreter::{Frame, FrameKind};
use crate::modules::ClassSpec;
use crate::objects::*;
use crate::value::{Held, Ref, Value};
use crate::{Exc, PyResult, Vm};

use super::Def;

/// What a frame object shows.
#[derive(Debug)]
struct FrameObject {
    code: Ref<Code>,
    /// Where it was when the object was made.
    instruction: u32,
    globals: Ref<Dict>,
    builtins: Ref<Dict>,
    /// The names of a module or a class body.
    namespace: Option<Value>,
    /// Where the frame is or was.
    place: Option<Place>,
    /// What is known of its variables when it is gone.
    kept: RefCell<Option<Value>>,
    /// Of a frame that an exception left: its slots, which the traceback keeps.
    left: Option<LeftSlots>,
    /// What was set through `f_locals` and is no variable of the function.
    extra: Ref<Dict>,
    /// The generator whose frame it is.
    generator: Option<Value>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    thread: i64,
    index: usize,
    base: usize,
}

impl Held for FrameObject {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(self.code.value());
        visit(self.globals.value());
        visit(self.builtins.value());
        visit(self.extra.value());
        self.namespace.iter().for_each(&mut *visit);
        self.kept.borrow().iter().for_each(&mut *visit);
        if let Some(left) = self.left.as_ref().filter(|left| Rc::strong_count(left) == 1) {
            left.borrow().iter().flatten().for_each(&mut *visit);
        }
        self.generator.iter().for_each(visit);
    }

    fn clear(&self) {
        drop(self.kept.take());
    }
}

impl Vm {
    /// A frame object for the running function that is `depth` calls up, if there is one (`sys._getframe`).
    pub(crate) fn frame_object(&mut self, depth: usize) -> PyResult<Option<Value>> {
        let count = self.interpreter.frames.len();
        let Some(index) = count.checked_sub(depth + 1) else { return Ok(None) };
        Ok(self.frame_at(index, depth == 0))
    }

    fn frame_at(&mut self, index: usize, keeps: bool) -> Option<Value> {
        let frame = self.interpreter.frames.get(index)?;
        let is_last = index + 1 == self.interpreter.frames.len();
        let pc = if is_last { self.interpreter.pc.max(1) } else { frame.pc };
        let (code, globals, builtins) =
            (frame.code.clone(), frame.globals().clone(), frame.builtins().clone());
        let kept = (keeps && frame.namespace.is_none()).then(|| {
            let slots = frame.base..frame.base + code.locals.len();
            locals_of(&code, self.interpreter.stack.get(slots).unwrap_or_default())
        });
        let object = FrameObject {
            code,
            instruction: pc.saturating_sub(1) as u32,
            globals,
            builtins,
            namespace: frame.namespace.clone(),
            place: Some(Place { thread: self.threads.current, index, base: frame.base }),
            kept: RefCell::new(kept),
            left: None,
            extra: Ref::new(Dict::default()),
            generator: None,
        };
        Some(Foreign::create(&self.types.frame, object))
    }

    /// A frame object for a generator that is not closed.
    pub(crate) fn generator_frame(&mut self, generator: &Ref<Generator>) -> Value {
        let runs = |frame: &Frame| match &frame.kind {
            FrameKind::Inline(running) | FrameKind::GeneratorEntry(running) => running.is(generator),
            _ => false,
        };
        if let Some(index) = self.interpreter.frames.iter().rposition(runs) {
            return self.frame_at(index, true).unwrap_or_else(Value::none);
        }
        let saved = generator.frame.borrow();
        let Some((saved, frame)) = saved.as_ref().and_then(|saved| Some((saved, saved.frame.as_ref()?)))
        else {
            return Value::none();
        };
        let code = frame.code.clone();
        let locals = locals_of(&code, saved.slots.get(..code.locals.len()).unwrap_or(&saved.slots));
        let object = FrameObject {
            code,
            instruction: frame.pc.saturating_sub(1) as u32,
            globals: frame.globals().clone(),
            builtins: frame.builtins().clone(),
            namespace: None,
            place: None,
            kept: RefCell::new(Some(locals)),
            left: None,
            extra: Ref::new(Dict::default()),
            generator: Some(generator.value().clone()),
        };
        Foreign::create(&self.types.frame, object)
    }

    /// A frame object for a place in a traceback.
    pub(crate) fn traceback_frame(&mut self, entry: &TracebackEntry) -> Value {
        if let Some(frame) = &entry.frame {
            return frame.clone();
        }
        // The frame that handles the exception is still there.
        let frames = &self.interpreter.frames;
        let is_module = &*entry.code.object.name == "<module>";
        if entry.slots.is_none()
            && !is_module
            && let Some(index) = frames.iter().rposition(|frame| frame.code.is(&entry.code))
            && let Some(frame) = self.frame_at(index, false)
        {
            return frame;
        }
        let object = FrameObject {
            code: entry.code.clone(),
            instruction: entry.instruction,
            globals: entry.globals.clone(),
            builtins: self.builtins.clone(),
            // Of a module, the names are there as long as the module.
            namespace: is_module.then(|| entry.globals.value().clone()),
            place: None,
            kept: RefCell::default(),
            left: entry.slots.clone(),
            extra: Ref::new(Dict::default()),
            generator: None,
        };
        Foreign::create(&self.types.frame, object)
    }

    /// The variables that a frame object of a traceback kept.
    #[allow(clippy::unused_self, reason = "called like its neighbours")]
    pub(crate) fn frame_snapshot(&mut self, value: &Value) -> Option<Ref<Dict>> {
        let frame = value.downcast::<Foreign>()?.get::<FrameObject>()?;
        let kept = frame.kept.borrow().clone().or_else(|| frame.namespace.clone())?;
        Ref::from_value(kept)
    }

    /// The place of a frame object's frame, if it is still there.
    fn living(&self, frame: &FrameObject) -> Option<Place> {
        let place = frame.place.filter(|place| place.thread == self.threads.current)?;
        let there = self.interpreter.frames.get(place.index)?;
        (there.base == place.base && there.code.is(&frame.code) && there.globals().is(&frame.globals))
            .then_some(place)
    }

    /// The index of the instruction that a frame is at.
    fn instruction_of(&self, frame: &FrameObject) -> u32 {
        let Some(place) = self.living(frame) else { return frame.instruction };
        let pc = if place.index + 1 == self.interpreter.frames.len() {
            self.interpreter.pc
        } else {
            self.interpreter.frames[place.index].pc
        };
        pc.saturating_sub(1) as u32
    }

    /// The variables of a function's frame, as they are now.
    fn frame_locals(&self, frame: &FrameObject) -> Ref<Dict> {
        let dict = match self.living(frame) {
            Some(place) => {
                let slots = place.base..place.base + frame.code.locals.len();
                locals_of(&frame.code, self.interpreter.stack.get(slots).unwrap_or_default())
            }
            None => match (&*frame.kept.borrow(), &frame.left) {
                (Some(kept), _) => kept.clone(),
                (None, Some(left)) => locals_of(&frame.code, &left.borrow()),
                (None, None) => Value::new(Dict::default()),
            },
        };
        let dict = Ref::new(dict.downcast::<Dict>().map(Dict::copy).unwrap_or_default());
        for (name, value) in frame.extra.items() {
            drop(dict.set_str(&name, value));
        }
        dict
    }

    /// Sets a variable of a frame.
    fn set_frame_local(&mut self, frame: &FrameObject, name: &Value, value: Value) {
        let slot = frame.code.locals.iter().position(|local| self.text(local) == self.text(name));
        let Some(slot) = slot else {
            drop(frame.extra.set_str(name, value));
            return;
        };
        let kept = frame.kept.borrow().clone().and_then(Ref::<Dict>::from_value);
        if let Some(kept) = kept {
            drop(kept.set_str(name, value.clone()));
        }
        if let Some(place) = self.living(frame) {
            let cell = self.interpreter.stack[place.base + slot].clone();
            let old = match cell.as_ref().and_then(Value::downcast::<CellObject>) {
                Some(cell) => cell.value.replace(Some(value)),
                None => self.interpreter.stack[place.base + slot].replace(value),
            };
            drop(old);
        }
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

static LOCALS: ClassSpec = ClassSpec::closed(
    "builtins",
    "FrameLocalsProxy",
    &[
        Def::wrapper("__getitem__", "($self, key, /)", |vm, args| delegate(vm, &args, "__getitem__")),
        Def::wrapper("__setitem__", "($self, key, value, /)", set_local),
        Def::wrapper("__delitem__", "($self, key, /)", delete_local),
        Def::wrapper("__contains__", "($self, key, /)", |vm, args| delegate(vm, &args, "__contains__")),
        Def::wrapper("__len__", "($self, /)", |vm, args| delegate(vm, &args, "__len__")),
        Def::wrapper("__iter__", "($self, /)", |vm, args| delegate(vm, &args, "__iter__")),
        Def::wrapper("__eq__", "($self, other, /)", |vm, args| delegate(vm, &args, "__eq__")),
        Def::wrapper("__or__", "($self, other, /)", |vm, args| delegate(vm, &args, "__or__")),
        Def::wrapper("__repr__", "($self, /)", |vm, args| delegate(vm, &args, "__repr__")),
        Def::method("__reversed__", "($self, /)", |vm, args| delegate(vm, &args, "__reversed__")),
        Def::method("keys", "($self, /)", |vm, args| delegate(vm, &args, "keys")),
        Def::method("values", "($self, /)", |vm, args| delegate(vm, &args, "values")),
        Def::method("items", "($self, /)", |vm, args| delegate(vm, &args, "items")),
        Def::method("copy", "($self, /)", |vm, args| delegate(vm, &args, "copy")),
        Def::method("get", "($self, key, default=None, /)", |vm, args| delegate(vm, &args, "get")),
        Def::method("setdefault", "($self, key, default=None, /)", set_default),
        Def::method("update", "($self, other, /)", update),
    ],
);

/// `f_locals` of a function: what is set in it is set in the function.
#[derive(Debug)]
struct Locals {
    frame: Value,
}

impl Held for Locals {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.frame);
    }
}

/// Asks the variables as they are now, a dictionary.
fn delegate(vm: &mut Vm, args: &Args<'_>, method: &str) -> PyResult {
    let of = vm.held::<Locals>(&args[0])?.frame.clone();
    let frame = frame(vm, &of)?;
    let dict = vm.frame_locals(frame).into_value();
    let arguments: Vec<Value> = (1..3).filter_map(|slot| args.get(slot).cloned()).collect();
    vm.call_method(&dict, method, arguments)
}

fn set_local(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let of = vm.held::<Locals>(&args[0])?.frame.clone();
    let frame = frame(vm, &of)?;
    vm.set_frame_local(frame, &args[1], args[2].clone());
    Ok(Value::none())
}

fn delete_local(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let of = vm.held::<Locals>(&args[0])?.frame.clone();
    let frame = frame(vm, &of)?;
    if frame.extra.remove_str(&args[1]).is_some() {
        return Ok(Value::none());
    }
    Err(vm.error(Exc::ValueError, "cannot remove local variables from FrameLocalsProxy"))
}

fn set_default(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let of = vm.held::<Locals>(&args[0])?.frame.clone();
    let frame = frame(vm, &of)?;
    let locals = vm.frame_locals(frame);
    if let Some(value) = vm.dict_get(&locals, &args[1])? {
        return Ok(value);
    }
    let value = args.get(2).cloned().unwrap_or_else(Value::none);
    vm.set_frame_local(frame, &args[1], value.clone());
    Ok(value)
}

fn update(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.types.dict.value().clone();
    let other = vm.call(&class, [args[1].clone()])?;
    let of = vm.held::<Locals>(&args[0])?.frame.clone();
    let frame = frame(vm, &of)?;
    for (name, value) in vm.native::<Dict>(&other)?.items() {
        vm.set_frame_local(frame, &name, value);
    }
    Ok(Value::none())
}

fn frame<'v>(vm: &mut Vm, value: &'v Value) -> PyResult<&'v FrameObject> {
    match value.downcast::<Foreign>().and_then(Foreign::get::<FrameObject>) {
        Some(frame) => Ok(frame),
        None => Err(vm.type_error("not a frame")),
    }
}

fn lineno(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let frame = frame(vm, &args[0])?;
    let instruction = vm.instruction_of(frame);
    Ok(line(&frame.code, instruction))
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
    let instruction = vm.instruction_of(frame) as usize;
    let offset = frame.code.offsets.get(instruction).copied().unwrap_or_default();
    Ok(Value::int(offset.into()))
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let frame = frame(vm, &args[0])?;
    let instruction = vm.instruction_of(frame);
    let line = line(&frame.code, instruction).as_int().unwrap_or_default();
    let text = format!(
        "<frame at {:#x}, file '{}', line {line}, code {}>",
        args[0].id(),
        frame.code.filename,
        frame.code.object.name
    );
    Ok(vm.str(&text))
}

fn clear(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let frame = frame(vm, &args[0])?;
    if vm.living(frame).is_some() {
        return Err(vm.error(Exc::RuntimeError, "cannot clear an executing frame"));
    }
    drop(frame.kept.take());
    if let Some(left) = &frame.left {
        drop(left.take());
    }
    Ok(Value::none())
}

fn locals(vm: &mut Vm, args: Args<'_>) -> PyResult {
    match &frame(vm, &args[0])?.namespace {
        Some(namespace) => Ok(namespace.clone()),
        None => Ok(vm.foreign(&LOCALS, Locals { frame: args[0].clone() })),
    }
}

fn back(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let frame = frame(vm, &args[0])?;
    let caller = vm.living(frame).and_then(|place| place.index.checked_sub(1));
    Ok(caller.and_then(|index| vm.frame_at(index, false)).unwrap_or_else(Value::none))
}

/// The same frame; there may be several objects for it.
fn eq(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if args[0].is(&args[1]) {
        return Ok(Value::bool(true));
    }
    let (Ok(a), Ok(b)) = (frame(vm, &args[0]), frame(vm, &args[1])) else {
        return Ok(Value::not_implemented());
    };
    let same = match (vm.living(a), vm.living(b)) {
        (Some(a), Some(b)) => a.index == b.index,
        _ => false,
    };
    Ok(Value::bool(same))
}

fn hash(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let frame = frame(vm, &args[0])?;
    Ok(Value::int(crate::hash::address(frame.code.value().id())))
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
            Def::wrapper("__eq__", "($self, other, /)", eq),
            Def::wrapper("__hash__", "($self, /)", hash),
            Def::attribute("f_locals", locals),
            Def::attribute("f_back", back),
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
