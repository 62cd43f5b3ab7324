//! What instructions remember of their last execution.
//!
//! A cache names a state by its version (of a dictionary's keys, of a class) and a place that is valid in that
//! state. Versions are never used twice, so a cache that fits is right; one that does not is filled anew by the
//! general way. `small` says which kind of cache it is, 0 for none.

use crate::objects::*;
use crate::ops::is_plain_data;
use crate::types::descriptors::{Member, Property};
use crate::types::is_from;
use crate::value::{Kind, Ref, Value, peek};
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

/// `LOAD_ATTR`, `STORE_ATTR`: the place among the `__slots__` of an instance.
const SLOT: u8 = 6;
/// `LOAD_ATTR` of a property: the place of its getter among the methods that caches refer to.
const PROPERTY: u8 = 7;
/// `LOAD_ATTR` of a method of a built-in class: its place among the methods that caches refer to.
const NATIVE: u8 = 8;
/// `LOAD_ATTR` of a module: the place in its dictionary.
const IN_MODULE: u8 = 9;
/// `LOAD_ATTR` of a class: the place in its own dictionary.
const IN_CLASS: u8 = 10;

/// `CALL` of a built-in class: the place of its `__new__` among the methods that caches refer to.
const NEW: u8 = 11;
/// `CALL` of a class: the place of its `__init__` among the methods that caches refer to.
const INIT: u8 = 5;

/// What attribute instructions found, by the class's version, the name, and what they wanted of it. An instruction
/// that meets objects of several classes fills its own cache from here.
#[derive(Debug)]
pub(crate) struct Known(Box<[Finding]>);

#[derive(Clone, Copy, Debug, Default)]
struct Finding {
    /// The `id` of the name, which is interned and stays.
    name: usize,
    wish: Wish,
    kind: u8,
    cache: u64,
}

/// What an instruction wants of an attribute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Wish {
    /// Its value.
    #[default]
    Load,
    /// The function to call.
    Call,
    /// Its place, to store in.
    Store,
}

const KNOWN: usize = 1 << 11;

impl Default for Known {
    fn default() -> Self {
        Self(vec![Finding::default(); KNOWN].into())
    }
}

impl Known {
    fn slot(version: u32, name: usize, wish: Wish) -> usize {
        ((name >> 5) ^ (version as usize).wrapping_mul(0x9E5)).wrapping_add(wish as usize) % KNOWN
    }

    fn note(&mut self, instruction: &Instruction, name: &Value, wish: Wish) {
        let (kind, cache) = (instruction.small.get(), instruction.cache.get());
        let slot = Self::slot((cache >> 32) as u32, name.id(), wish);
        self.0[slot] = Finding { name: name.id(), wish, kind, cache };
    }
}

/// A version in the upper half, a place in the lower.
fn entry(version: u32, place: usize) -> u64 {
    u64::from(version) << 32 | place as u64
}

impl Vm {
    /// The value of a global name, where the cache knows it.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "measured: the loop's arm is worth it")]
    pub(super) fn cached_global(instruction: &Instruction, function: &Function) -> Option<Value> {
        let cache = instruction.cache.get();
        if !function.globals.has_version((cache >> 32) as u32) {
            return None;
        }
        let place = cache as u32 as usize;
        match instruction.small.get() {
            MODULE => function.globals.value_at(place),
            // The version of the built-in names has room for its lower half only; that half changes first.
            BUILTIN if function.builtins.version() as u16 == (place >> 16) as u16 => {
                function.builtins.value_at(place & 0xFFFF)
            }
            _ => None,
        }
    }

    /// The value of a global name: in the module, else among the built-in ones. Fills the cache.
    #[inline(never)]
    pub(super) fn load_global(&mut self, instruction: &Instruction, name: &Value) -> PyResult {
        let Some(frame) = self.interpreter.frames.last() else { return Err(self.broken("no frame")) };
        let (globals, builtins) = (frame.globals(), frame.builtins());
        if let Some(place) = globals.find_str(name) {
            instruction.small.set(MODULE);
            instruction.cache.set(entry(globals.version(), place));
            if let Some(value) = globals.value_at(place) {
                return Ok(value);
            }
        } else if let Some(place) = builtins.find_str(name) {
            if place <= 0xFFFF {
                instruction.small.set(BUILTIN);
                instruction
                    .cache
                    .set(entry(globals.version(), (builtins.version() as usize & 0xFFFF) << 16 | place));
            }
            if let Some(value) = builtins.value_at(place) {
                return Ok(value);
            }
        }
        let name = name.clone();
        self.missing_global(&name)
    }

    /// `object.name`, where the cache knows it: what lies in the instance itself, or in a module or class.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "measured: the loop's arms are worth it")]
    pub(super) fn cached_attribute(instruction: &Instruction, object: &Value) -> Option<Value> {
        if instruction.small.get() != VALUE {
            return cached_elsewhere(instruction, object);
        }
        let instance = object.downcast::<Instance>()?;
        let cache = instruction.cache.get();
        if class_version(instance) != (cache >> 32) as u32 {
            return None;
        }
        // Empty when the attributes are a dictionary by now.
        peek(&instance.attributes.values, |values| values.get(cache as u32 as usize).cloned()).flatten()
    }

    /// The function behind `object.name(…)`, where the cache knows it.
    #[inline]
    pub(super) fn cached_method(&self, instruction: &Instruction, object: &Value) -> Option<Value> {
        let cache = instruction.cache.get();
        let version = (cache >> 32) as u32;
        match instruction.small.get() {
            METHOD => {
                let instance = object.downcast::<Instance>()?;
                if class_version(instance) != version
                    || peek(&instance.attributes.dict, Option::is_some) != Some(false)
                {
                    return None;
                }
            }
            NATIVE if self.types.exact_class(object)?.version.get() == version => {}
            _ => return None,
        }
        self.interpreter.methods.get(cache as u32 as usize).cloned()
    }

    /// The getter of a property `object.name`, where the cache knows it.
    #[inline]
    pub(super) fn cached_getter(&self, instruction: &Instruction, object: &Value) -> Option<Value> {
        let cache = instruction.cache.get();
        if instruction.small.get() != PROPERTY
            || class_version(object.downcast::<Instance>()?) != (cache >> 32) as u32
        {
            return None;
        }
        self.interpreter.methods.get(cache as u32 as usize).cloned()
    }

    /// `object.name` where the cache does not know it; it is filled for the next time.
    #[inline(never)]
    pub(super) fn load_attribute(
        &mut self,
        instruction: &Instruction,
        object: &Value,
        name: &Value,
    ) -> PyResult {
        if self.recall(instruction, object, name, Wish::Load)
            && let Some(value) = Self::cached_attribute(instruction, object)
        {
            return Ok(value);
        }
        self.remember_attribute(instruction, object, name, false);
        self.getattr(object, name)
    }

    /// What `object.name(…)` calls, and whether it is a function that wants the object, where the cache does not know
    /// it; it is filled for the next time.
    #[inline(never)]
    pub(super) fn load_to_call(
        &mut self,
        instruction: &Instruction,
        object: &Value,
        name: &Value,
    ) -> PyResult<(Value, bool)> {
        if self.recall(instruction, object, name, Wish::Call)
            && let Some(method) = self.cached_method(instruction, object)
        {
            return Ok((method, true));
        }
        self.remember_attribute(instruction, object, name, true);
        self.load_method(object, name)
    }

    /// `object.name = value` where the cache does not know the place; it is filled for the next time.
    #[inline(never)]
    pub(super) fn store_attribute(
        &mut self,
        instruction: &Instruction,
        object: &Value,
        name: &Value,
        mut value: Value,
    ) -> PyResult<()> {
        if self.recall(instruction, object, name, Wish::Store) {
            match Self::store_cached(instruction, object, value) {
                Ok(()) => return Ok(()),
                Err(back) => value = back,
            }
        }
        self.setattr(object, name, Some(value))?;
        self.remember_store(instruction, object, name);
        Ok(())
    }

    /// Fills the cache with what another instruction, or this one before, found for the class of an instance.
    fn recall(&self, instruction: &Instruction, object: &Value, name: &Value, wish: Wish) -> bool {
        let Some(instance) = object.downcast::<Instance>() else { return false };
        let version = class_version(instance);
        let found = &self.interpreter.known.0[Known::slot(version, name.id(), wish)];
        if version == 0
            || found.name != name.id()
            || found.wish != wish
            || (found.cache >> 32) as u32 != version
        {
            return false;
        }
        instruction.small.set(found.kind);
        instruction.cache.set(found.cache);
        true
    }

    /// Fills the cache of a `LOAD_ATTR`, if the attribute is of a kind that can be remembered.
    fn remember_attribute(&mut self, instruction: &Instruction, object: &Value, name: &Value, call: bool) {
        let before = (instruction.small.get(), instruction.cache.get());
        self.fill_attribute(instruction, object, name, call);
        if object.kind() == Kind::Instance && before != (instruction.small.get(), instruction.cache.get()) {
            let wish = if call { Wish::Call } else { Wish::Load };
            self.interpreter.known.note(instruction, name, wish);
        }
    }

    fn fill_attribute(&mut self, instruction: &Instruction, object: &Value, name: &Value, call: bool) {
        // Caches that are always wrong are not worth the trouble.
        let count = instruction.count.get();
        if count > MAX_FILLS {
            return;
        }
        instruction.count.set(count + 1);
        let fill = |kind, version, place| {
            instruction.small.set(kind);
            instruction.cache.set(entry(version, place));
        };
        if let Some(module) = object.downcast::<Module>() {
            if module.class.borrow().is(&self.types.module)
                && let Some(place) = module.dict.find_str(name)
            {
                fill(IN_MODULE, module.dict.version(), place);
            }
            return;
        }
        if let Some(class) = object.downcast::<Class>() {
            if let Some(place) = self.place_in_class(class, name) {
                let version = self.class_version(class);
                fill(IN_CLASS, version, place);
            }
            return;
        }
        if let Some(class) = self.types.exact_class(object).cloned() {
            if call
                && let Some(method) = self.lookup(&class, name)
                && method.downcast::<Native>().is_some_and(|native| native.kind == NativeKind::Method)
            {
                let version = self.class_version(&class);
                fill(NATIVE, version, self.remember_method(method));
            }
            return;
        }
        let Some(instance) = object.downcast::<Instance>() else { return };
        let class = instance.class.borrow().clone();
        if !class.flags.get().plain_getattr {
            return;
        }
        let in_class = self.lookup(&class, name);
        let version = self.class_version(&class);
        if let Some(attribute) = &in_class {
            if let Some(member) = Member::of(attribute) {
                if class.is_subclass(&member.class) {
                    fill(SLOT, version, member.index);
                }
                return;
            }
            if let Some(property) = Property::of(attribute) {
                let getter = property.getter.borrow().clone();
                if !call && getter.kind() == Kind::Function {
                    fill(PROPERTY, version, self.remember_method(getter));
                }
                return;
            }
        }
        if instance.attributes.dict.borrow().is_some() {
            return;
        }
        let place = class.keys.borrow().iter().position(|key| key.is(name));
        match (in_class, place) {
            (None, Some(place)) => fill(VALUE, version, place),
            (Some(method), None) if call && method.kind() == Kind::Function => {
                fill(METHOD, version, self.remember_method(method));
            }
            _ => {}
        }
    }

    /// Keeps a method for caches, and says where.
    fn remember_method(&mut self, method: Value) -> usize {
        let methods = &mut self.interpreter.methods;
        if let Some(place) = methods.iter().rposition(|known| known.is(&method)) {
            return place;
        }
        methods.push(method);
        methods.len() - 1
    }

    /// The place of a name in the dictionary of a plain class, if what is there is read as it is.
    fn place_in_class(&mut self, class: &Class, name: &Value) -> Option<usize> {
        let metaclass = class.metaclass.borrow().clone()?;
        if !metaclass.is(&self.types.type_) || self.lookup(&metaclass, name).is_some() {
            return None;
        }
        let place = class.dict.find_str(name)?;
        let value = class.dict.value_at(place)?;
        let is_plain = value.kind() == Kind::Function || is_plain_data(&value);
        is_plain.then_some(place)
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

    /// The `__new__` of a built-in class that does all there is to do, where the cache knows it.
    #[inline]
    pub(super) fn cached_new(&self, instruction: &Instruction, class: &Class) -> Option<Value> {
        let cache = instruction.cache.get();
        if instruction.small.get() != NEW || class.version.get() != (cache >> 32) as u32 {
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
        if count > MAX_FILLS || !is_plain || class.is(&self.types.type_) {
            return;
        }
        instruction.count.set(count + 1);
        let (new, init) = (self.names.new.clone(), self.names.init.clone());
        let object = self.types.object.clone();
        if !flags.is_heap {
            let does_all = self.lookup(class, &init).is_none_or(|init| is_from(&init, &object));
            if let Some(new) = self.lookup(class, &new).filter(|new| does_all && !is_from(new, &object))
                && new.kind() == Kind::Native
            {
                let version = self.class_version(class);
                instruction.small.set(NEW);
                let place = self.remember_method(new);
                instruction.cache.set(entry(version, place));
            }
            return;
        }
        if flags.is_abstract || class.layout != Layout::Object {
            return;
        }
        let makes_plain = self.lookup(class, &new).is_some_and(|new| is_from(&new, &object));
        let Some(init) = self.lookup(class, &init).filter(|_| makes_plain) else { return };
        let is_simple = init.downcast::<Function>().is_some_and(|function| {
            let code = function.code.borrow();
            code.is_simple
        });
        if is_simple {
            let version = self.class_version(class);
            instruction.small.set(INIT);
            let place = self.remember_method(init);
            instruction.cache.set(entry(version, place));
        }
    }

    /// `object.name = value`, where the cache knows the place; gives the value back if not.
    #[inline]
    pub(super) fn store_cached(instruction: &Instruction, object: &Value, value: Value) -> Result<(), Value> {
        let Some(instance) = object.downcast::<Instance>() else { return Err(value) };
        let cache = instruction.cache.get();
        if class_version(instance) != (cache >> 32) as u32 {
            return Err(value);
        }
        let place = cache as u32 as usize;
        match instruction.small.get() {
            VALUE => {}
            SLOT => {
                let mut slots = instance.slots.borrow_mut();
                let Some(slot) = slots.get_mut(place) else { return Err(value) };
                let old = slot.replace(value);
                drop(slots);
                drop(old);
                return Ok(());
            }
            _ => return Err(value),
        }
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
    fn remember_store(&mut self, instruction: &Instruction, object: &Value, name: &Value) {
        let count = instruction.count.get();
        if count > MAX_FILLS {
            return;
        }
        instruction.count.set(count + 1);
        let Some(instance) = object.downcast::<Instance>() else { return };
        let class = instance.class.borrow().clone();
        let flags = class.flags.get();
        if !flags.plain_setattr {
            return;
        }
        let in_class = self.lookup(&class, name);
        let version = self.class_version(&class);
        if let Some(attribute) = &in_class {
            if let Some(member) = Member::of(attribute)
                && class.is_subclass(&member.class)
            {
                instruction.small.set(SLOT);
                instruction.cache.set(entry(version, member.index));
                self.interpreter.known.note(instruction, name, Wish::Store);
            }
            return;
        }
        if !flags.has_dict {
            return;
        }
        if let Some(place) = class.keys.borrow().iter().position(|key| key.is(name)) {
            instruction.small.set(VALUE);
            instruction.cache.set(entry(version, place));
            self.interpreter.known.note(instruction, name, Wish::Store);
        }
    }
}

/// The version of an instance's class; 0, which no cache has, if it has none.
#[inline]
fn class_version(instance: &Instance) -> u32 {
    peek(&instance.class, |class| class.version.get()).unwrap_or_default()
}

#[inline(never)]
fn cached_elsewhere(instruction: &Instruction, object: &Value) -> Option<Value> {
    let cache = instruction.cache.get();
    let (version, place) = ((cache >> 32) as u32, cache as u32 as usize);
    match instruction.small.get() {
        SLOT => {
            let instance = object.downcast::<Instance>()?;
            if class_version(instance) != version {
                return None;
            }
            peek(&instance.slots, |slots| slots.get(place).cloned().flatten()).flatten()
        }
        IN_MODULE => {
            let dict = &object.downcast::<Module>()?.dict;
            if dict.has_version(version) { dict.value_at(place) } else { None }
        }
        IN_CLASS => {
            let class = object.downcast::<Class>()?;
            if class.version.get() == version { class.dict.value_at(place) } else { None }
        }
        _ => None,
    }
}

/// How often an instruction's cache is filled before it is given up.
const MAX_FILLS: u8 = 200;
