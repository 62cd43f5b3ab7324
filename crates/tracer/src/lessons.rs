//! What an instruction does that its stack does not show: who answers for a name or an attribute, which objects it
//! frees, where a thread switch could come.
//!
//! Look-ups are told before the instruction runs, by asking in the interpreter's order (`bytescope_vm::lookup_name`):
//! so nothing has to be noted where the interpreter looks, and a run without a tracer pays nothing.

use bytescope_bytecode::{Name, Opcode};
use bytescope_vm::interpreter::Step;
use bytescope_vm::objects::Dict;
use bytescope_vm::{
    AttributeLookup, Kind, NameLookup, Scope, Value, lookup_attribute, lookup_name, lookup_super, take_freed,
};
use rustc_hash::FxHashMap;

use crate::choice::Kinds;
use crate::event::{Event, Sink};
use crate::known::Known;

/// Something to be told when the instruction has run.
#[derive(Debug)]
pub(crate) enum Lesson {
    /// A name was looked up.
    Named(Name, NameLookup),
    /// An attribute was looked up.
    Attribute(Name, AttributeLookup),
    /// CPython looks here whether another thread wants to run.
    Check,
    /// The same, but only if the call was not one of a Python function, whose `RESUME` looks then.
    CheckAfterCall,
}

impl Lesson {
    /// Tells it. `stays` means that the next instruction is one of the same frame.
    pub(crate) fn tell(self, frame: u32, stays: bool, raised: bool, sink: &mut impl Sink) {
        match self {
            Self::Named(name, lookup) => sink.event(&Event::Named { frame, name: &name, lookup }),
            Self::Attribute(name, lookup) => {
                sink.event(&Event::Attribute { frame, name: &name, lookup: &lookup });
            }
            Self::CheckAfterCall if raised || !stays => {}
            Self::Check | Self::CheckAfterCall => sink.event(&Event::Check { frame }),
        }
    }
}

/// Finds out what an instruction that begins will look up.
pub(crate) fn foresee(step: &Step<'_>, code: &Known, kinds: Kinds, lessons: &mut Vec<Lesson>) {
    lessons.clear();
    let Some(instruction) = code.instructions.get(step.instruction) else { return };
    let arg = instruction.arg;
    if kinds.names {
        names(step, code, instruction.opcode, arg, lessons);
    }
    if kinds.attributes {
        attributes(step, code, instruction.opcode, arg, lessons);
    }
    if kinds.switches {
        // The eval breaker is looked at where a frame starts or a generator goes on (but not inside `yield from`), where
        // a loop goes back, and after calls of what is not a Python function.
        match instruction.opcode {
            Opcode::RESUME if arg & 3 < 2 => lessons.push(Lesson::Check),
            Opcode::JUMP_BACKWARD => lessons.push(Lesson::Check),
            Opcode::CALL | Opcode::CALL_KW | Opcode::CALL_FUNCTION_EX => {
                lessons.push(Lesson::CheckAfterCall);
            }
            _ => {}
        }
    }
}

fn names(step: &Step<'_>, code: &Known, opcode: Opcode, arg: u32, lessons: &mut Vec<Lesson>) {
    let known = |found: Option<Scope>, asked: &'static [Scope]| NameLookup { found, asked };
    let mut slot = |index: u32| {
        let index = index as usize;
        let Some(name) = code.object.localsplusnames.get(index) else { return };
        let is_free = index + step.code.free >= step.code.locals.len();
        let scope = if is_free { Scope::Enclosing } else { Scope::Local };
        let value = step.locals.get(index).and_then(Option::as_ref);
        // A closure is made of the cells themselves: nobody asks for the name.
        if opcode == Opcode::LOAD_FAST && value.is_some_and(|value| value.kind() == Kind::Cell) {
            return;
        }
        let is_there = value.is_some();
        lessons.push(Lesson::Named(name.clone(), known(is_there.then_some(scope), &[])));
    };
    match opcode {
        Opcode::LOAD_FAST | Opcode::LOAD_FAST_CHECK | Opcode::LOAD_DEREF => slot(arg),
        Opcode::LOAD_FAST_LOAD_FAST => {
            slot(arg >> 4);
            slot(arg & 15);
        }
        Opcode::STORE_FAST_LOAD_FAST => slot(arg & 15),
        Opcode::LOAD_NAME => look_up(step, code, arg, step.namespace, lessons),
        Opcode::LOAD_GLOBAL => look_up(step, code, arg >> 1, None, lessons),
        Opcode::LOAD_FROM_DICT_OR_GLOBALS => {
            look_up(step, code, arg, step.stack.last().and_then(Option::as_ref), lessons);
        }
        Opcode::LOAD_FROM_DICT_OR_DEREF => {
            let names = step.stack.last().and_then(Option::as_ref).and_then(Value::downcast::<Dict>);
            let index = arg as usize;
            if let Some((name, value)) =
                code.object.localsplusnames.get(index).zip(step.code.locals.get(index))
            {
                let lookup = match names.and_then(|names| names.get_str(value)) {
                    Some(_) => known(Some(Scope::Local), &[]),
                    None => known(Some(Scope::Enclosing), &[Scope::Local]),
                };
                lessons.push(Lesson::Named(name.clone(), lookup));
            }
        }
        _ => {}
    }
}

fn look_up(step: &Step<'_>, code: &Known, index: u32, namespace: Option<&Value>, lessons: &mut Vec<Lesson>) {
    let index = index as usize;
    if let Some((name, value)) = code.object.names.get(index).zip(step.code.names.get(index)) {
        let lookup = lookup_name(value, namespace, step.globals, step.builtins);
        lessons.push(Lesson::Named(name.clone(), lookup));
    }
}

fn attributes(step: &Step<'_>, code: &Known, opcode: Opcode, arg: u32, lessons: &mut Vec<Lesson>) {
    let index = match opcode {
        Opcode::LOAD_ATTR => arg >> 1,
        Opcode::LOAD_SUPER_ATTR => arg >> 2,
        _ => return,
    } as usize;
    let Some((name, value)) = code.object.names.get(index).zip(step.code.names.get(index)) else { return };
    let lookup = match (opcode, step.stack) {
        (Opcode::LOAD_ATTR, [.., Some(object)]) => lookup_attribute(object, value, step.types),
        (_, [.., Some(class), Some(this)]) => lookup_super(class, this, value, step.types),
        _ => return,
    };
    lessons.push(Lesson::Attribute(name.clone(), lookup));
}

/// Objects whose end is told, with what they were when they were seen last.
#[derive(Debug, Default)]
pub(crate) struct Watched {
    texts: FxHashMap<usize, String>,
}

impl Watched {
    /// Watches what lies on top of the stack, which is `text`.
    pub(crate) fn look(&mut self, step: &Step<'_>, text: Option<&str>) {
        let Some((Some(value), text)) = step.stack.last().map(Option::as_ref).zip(text) else { return };
        let is_worth_it = matches!(
            value.kind(),
            Kind::Instance
                | Kind::List
                | Kind::Dict
                | Kind::Set
                | Kind::ByteArray
                | Kind::Generator
                | Kind::Function
                | Kind::Class
                | Kind::Exception
                | Kind::Foreign
        );
        if is_worth_it && (value.watch() || self.texts.get(&value.id()).is_some_and(|old| old != text)) {
            self.texts.insert(value.id(), text.to_owned());
        }
    }

    /// Tells which of them were freed.
    pub(crate) fn tell_freed(&mut self, is_shown: bool, sink: &mut impl Sink) {
        for freed in take_freed() {
            let Some(text) = self.texts.remove(&freed.id).filter(|_| is_shown) else { continue };
            sink.event(&Event::Freed { object: &text, is_collected: freed.is_collected });
        }
    }
}
