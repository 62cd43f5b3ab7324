//! What instructions remember of their last execution.
//!
//! A cache names a state by its version (of a dictionary's keys, of a class) and a place that is valid in that
//! state. Versions are never used twice, so a cache that fits is right; one that does not is filled anew by the
//! general way. `small` says which kind of cache it is, 0 for none.

use crate::objects::*;
use crate::types::is_from;
use crate::value::{Kind, Ref, Value};
use crate::{PyResult, Vm};

use super::Instruction;

/// `LOAD_GLOBAL`: the place in the module's dictionary.
const MODULE: u8 = 1;
/// `LOAD_GLOBAL`: not in the module; the place in the built-in names.
const BUILTIN: u8 = 2;
/// `LOAD_ATTR`, `STORE_ATTR`: the place among the values of an instance.
const VALUE: u8 = 3;
/// `LOAD_ATTR` of a method: the place among the methods that caches refer to.
const METHOD: u8 = 4;

/// `CALL` of a class: the place of its `__init__` among the methods that caches refer to.
const INIT: u8 = 5;

/// A version in the upper half, a place in the lower.
fn entry(version: u32, place: usize) -> u64 {
    u64::from(version) << 32 | place as u64
}

impl Vm {
    /// The value of a global or built-in name.
    #[inline]
    pub(super) fn load_global(&mut self, instruction: &Instruction, name: &Value) -> PyResult {
        let Some(frame) = self.interpreter.frames.last() else { return Err(self.broken("no frame")) };
        let cache = instruction.cache.get();
        if frame.globals.has_version((cache >> 32) as u32) {
            let place = cache as u32 as usize;
            let found = match instruction.small.get() {
                MODULE => frame.globals.value_at(place),
                // The version of the built-in names has room for its lower half only; that half changes first.
                BUILTIN if frame.builtins.version() as u16 == instruction.count.get() => {
                    frame.builtins.value_at(place)
                }
                _ => None,
            };
            if let Some(value) = found {
                return Ok(value);
            }
        }
        self.load_global_slowly(instruction, name)
    }

    #[inline(never)]
    fn load_global_slowly(&mut self, instruction: &Instruction, name: &Value) -> PyResult {
        let Some(frame) = self.interpreter.frames.last() else { return Err(self.broken("no frame")) };
        let (globals, builtins) = (&frame.globals, &frame.builtins);
        if let Some(place) = globals.find_str(name) {
            instruction.small.set(MODULE);
            instruction.cache.set(entry(globals.version(), place));
            if let Some(value) = globals.value_at(place) {
                return Ok(value);
            }
        } else if let Some(place) = builtins.find_str(name) {
            instruction.small.set(BUILTIN);
            instruction.cache.set(entry(globals.version(), place));
            instruction.count.set(builtins.version() as u16);
            if let Some(value) = builtins.value_at(place) {
                return Ok(value);
            }
        }
        let name = name.clone();
        self.missing_global(&name)
    }

    /// `object.name`, where the cache knows it: an attribute that lies in the instance itself.
    #[inline]
    pub(super) fn cached_attribute(instruction: &Instruction, object: &Value) -> Option<Value> {
        let instance = object.downcast::<Instance>()?;
        let cache = instruction.cache.get();
        if instruction.small.get() != VALUE || instance.class.borrow().version.get() != (cache >> 32) as u32 {
            return None;
        }
        // Empty when the attributes are a dictionary by now.
        instance.attributes.values.borrow().get(cache as u32 as usize).cloned()
    }

    /// The function behind `object.name(…)`, where the cache knows it.
    #[inline]
    pub(super) fn cached_method(&self, instruction: &Instruction, object: &Value) -> Option<Value> {
        let instance = object.downcast::<Instance>()?;
        let cache = instruction.cache.get();
        if instruction.small.get() != METHOD
            || instance.class.borrow().version.get() != (cache >> 32) as u32
            || instance.attributes.dict.borrow().is_some()
        {
            return None;
        }
        self.interpreter.methods.get(cache as u32 as usize).cloned()
    }

    /// Fills the cache of a `LOAD_ATTR`, if the attribute is of a kind that can be remembered.
    #[inline(never)]
    pub(super) fn remember_attribute(
        &mut self,
        instruction: &Instruction,
        object: &Value,
        name: &Value,
        call: bool,
    ) {
        // Caches that are always wrong are not worth the trouble.
        let count = instruction.count.get();
        if count > MAX_FILLS || object.kind() != Kind::Instance {
            return;
        }
        instruction.count.set(count + 1);
        let Some(instance) = object.downcast::<Instance>() else { return };
        let class = instance.class.borrow().clone();
        if !class.flags.get().plain_getattr || instance.attributes.dict.borrow().is_some() {
            return;
        }
        let in_class = self.lookup(&class, name);
        let version = self.class_version(&class);
        let place = class.keys.borrow().iter().position(|key| key.is(name));
        match (in_class, place) {
            (None, Some(place)) => {
                instruction.small.set(VALUE);
                instruction.cache.set(entry(version, place));
            }
            (Some(method), None) if call && method.kind() == Kind::Function => {
                instruction.small.set(METHOD);
                instruction.cache.set(entry(version, self.interpreter.methods.len()));
                self.interpreter.methods.push(method);
            }
            _ => {}
        }
    }

    /// The `__init__` of a class whose objects need nothing else, where the cache knows it.
    #[inline]
    pub(super) fn cached_init(&self, instruction: &Instruction, class: &Class) -> Option<Value> {
        let cache = instruction.cache.get();
        if instruction.small.get() != INIT || class.version.get() != (cache >> 32) as u32 {
            return None;
        }
        self.interpreter.methods.get(cache as u32 as usize).cloned()
    }

    /// Fills the cache of a `CALL` of a class.
    pub(super) fn remember_init(&mut self, instruction: &Instruction, class: &Ref<Class>) {
        let count = instruction.count.get();
        let flags = class.flags.get();
        let is_plain =
            class.metaclass.borrow().as_ref().is_some_and(|metaclass| metaclass.is(&self.types.type_));
        if count > MAX_FILLS
            || !is_plain
            || !flags.is_heap
            || flags.is_abstract
            || class.layout != Layout::Object
        {
            return;
        }
        instruction.count.set(count + 1);
        let (new, init) = (self.names.new.clone(), self.names.init.clone());
        let object = self.types.object.clone();
        let makes_plain = self.lookup(class, &new).is_some_and(|new| is_from(&new, &object));
        let Some(init) = self.lookup(class, &init).filter(|_| makes_plain) else { return };
        let is_simple = init.downcast::<Function>().is_some_and(|function| {
            let code = function.code.borrow();
            // Free variables would be looked for in the function, which is not on the stack then.
            code.is_simple && code.free == 0
        });
        if is_simple {
            let version = self.class_version(class);
            instruction.small.set(INIT);
            instruction.cache.set(entry(version, self.interpreter.methods.len()));
            self.interpreter.methods.push(init);
        }
    }

    /// `object.name = value`, where the cache knows the place; gives the value back if not.
    #[inline]
    pub(super) fn store_cached(instruction: &Instruction, object: &Value, value: Value) -> Result<(), Value> {
        let Some(instance) = object.downcast::<Instance>() else { return Err(value) };
        let cache = instruction.cache.get();
        if instruction.small.get() != VALUE || instance.class.borrow().version.get() != (cache >> 32) as u32 {
            return Err(value);
        }
        let place = cache as u32 as usize;
        let mut values = instance.attributes.values.borrow_mut();
        if let Some(slot) = values.get_mut(place) {
            let old = std::mem::replace(slot, value);
            drop(values);
            drop(old);
            return Ok(());
        }
        if place == values.len() && instance.attributes.dict.borrow().is_none() {
            values.push(value);
            return Ok(());
        }
        Err(value)
    }

    /// Fills the cache of a `STORE_ATTR`.
    #[inline(never)]
    pub(super) fn remember_store(&mut self, instruction: &Instruction, object: &Value, name: &Value) {
        let count = instruction.count.get();
        if count > MAX_FILLS {
            return;
        }
        instruction.count.set(count + 1);
        let Some(instance) = object.downcast::<Instance>() else { return };
        let class = instance.class.borrow().clone();
        let flags = class.flags.get();
        if !flags.plain_setattr || !flags.has_dict || self.lookup(&class, name).is_some() {
            return;
        }
        let version = self.class_version(&class);
        if let Some(place) = class.keys.borrow().iter().position(|key| key.is(name)) {
            instruction.small.set(VALUE);
            instruction.cache.set(entry(version, place));
        }
    }
}

/// How often an instruction's cache is filled before it is given up.
const MAX_FILLS: u16 = 200;
