//! A value: one counted pointer to an object, as `PyObject *` is.
//!
//! This folder is the only place of the project with `unsafe` code, and this is all that it rests on:
//!
//! - A [`Value`] points to an allocation that starts with a head and lives while its count is above zero.
//!   Every `Value` owns one count; `clone` takes one, `drop` gives one back, and nothing else changes it.
//! - The kind in the head is written once, at allocation, by the one function that knows the payload's type
//!   (`allocate`), and each payload type has one kind (the macro `kinds!` sees to it). So a kind that matches
//!   proves the type behind the pointer.
//! - Payloads are only ever lent as `&T`; what changes inside them changes through cells of their own.
//! - Values never leave their thread (`Value` is neither `Send` nor `Sync`), so counts are plain numbers.
//!
//! Identity is the address: `is` compares pointers, `id()` shows them. `None`, `True`, `False`, `...`,
//! `NotImplemented` and the integers from -5 to 256 exist once per thread and are never freed; other integers
//! and floats live in 16-byte cells from a free list, which makes a new number three instructions.

#![allow(unsafe_code)]

mod heap;
mod memory;
mod program;
mod reference;
mod stack;
#[cfg(test)]
mod tests;
mod weak;

use std::cell::{Cell, RefCell};
use std::fmt;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

pub use heap::{Freed, forget_garbage, take_freed};
pub(crate) use heap::{
    Pending, collect, forget_allocated, held_values, is_much_allocated, is_tracked, note_allocation, pending,
    take_pending, tracked, tracked_count,
};
pub(crate) use program::Program;
pub use reference::Ref;
pub(crate) use stack::Stack;
pub(crate) use weak::WeakRef;

use crate::objects;

/// What every object starts with.
#[repr(C)]
pub(crate) struct Head {
    count: Cell<u32>,
    kind: Kind,
    flags: Cell<u8>,
}

/// Its class has a `__del__` that was not called yet.
pub(crate) const FINALIZER: u8 = 1;
/// Weak references to it exist.
pub(crate) const WEAKLY_REFERENCED: u8 = 2;
/// Somebody wants to be told when it is freed.
pub(crate) const WATCHED: u8 = 4;

/// Counts of objects that are never freed start here; no program gets it down to zero.
const IMMORTAL: u32 = 1 << 30;

/// `None`, a number that fits eight bytes and the like.
#[repr(C)]
struct Small<T> {
    head: Head,
    payload: T,
}

/// Any other object.
#[repr(C)]
struct Object<T> {
    head: Head,
    /// Its place among the objects that the cycle collector knows; unused when its kind is not tracked.
    place: Cell<u32>,
    payload: T,
}

/// A reference to an object.
#[repr(transparent)]
pub struct Value(NonNull<Head>);

/// What an object holds, by its kind.
///
/// # Safety
///
/// `KIND` must belong to this type alone: implemented by `kinds!` only.
pub unsafe trait Payload: Held + 'static {
    /// The kind of objects with this payload.
    const KIND: Kind;
}

/// The values that a payload holds: what the cycle collector asks (`tp_traverse`, `tp_clear`).
pub trait Held {
    /// Shows every value it holds, once for each count it owns.
    fn traverse(&self, _visit: &mut dyn FnMut(&Value)) {}

    /// Lets go of what may be part of a cycle.
    fn clear(&self) {}
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $payload:ty, $tracked:literal;)*) => {
        /// Which payload an object has. The first kinds are small objects: a head and eight bytes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Kind {
            /// `None`
            None,
            /// `NotImplemented`
            NotImplemented,
            /// `...`
            Ellipsis,
            /// `True`, `False`
            Bool,
            /// An integer that fits 64 bits.
            Int,
            /// A float.
            Float,
            $($(#[$doc])* $kind,)*
        }

        $(
            // Safety: each kind has one payload type, or this would not compile: two impls for a type clash.
            unsafe impl Payload for $payload {
                const KIND: Kind = Kind::$kind;
            }
        )*

        impl Kind {
            /// Whether objects of this kind can be part of a reference cycle.
            pub(crate) const fn is_tracked(self) -> bool {
                match self {
                    $(Self::$kind => $tracked,)*
                    _ => false,
                }
            }
        }

        /// Frees an object whose count is zero.
        ///
        /// # Safety
        ///
        /// Nothing refers to `head` any more.
        unsafe fn free(head: NonNull<Head>) {
            // Safety: the kind proves the payload's type, and the allocation came from `allocate`.
            unsafe {
                match head.as_ref().kind {
                    $(Kind::$kind => memory::free(head.cast::<Object<$payload>>()),)*
                    _ => {}
                }
            }
        }

        fn held(value: &Value) -> Option<&dyn Held> {
            match value.kind() {
                $(Kind::$kind => value.downcast::<$payload>().map(|payload| payload as &dyn Held),)*
                _ => None,
            }
        }
    };
}

kinds! {
    /// An integer of more than 64 bits.
    BigInt = objects::BigInteger, false;
    /// `complex`
    Complex = objects::Complex, false;
    /// `str`
    Str = objects::Str, false;
    /// `bytes`
    Bytes = objects::Bytes, false;
    /// `bytearray`
    ByteArray = objects::ByteArray, false;
    /// `tuple`
    Tuple = objects::Tuple, true;
    /// `list`
    List = objects::List, true;
    /// `dict`
    Dict = objects::Dict, true;
    /// `set` and `frozenset`
    Set = objects::Set, true;
    /// `range`
    Range = objects::Range, false;
    /// `slice`
    Slice = objects::Slice, true;
    /// A function written in Python.
    Function = objects::Function, true;
    /// A function written in Rust: built-in functions, methods and slot wrappers.
    Native = objects::Native, true;
    /// A function and what it is bound to.
    BoundMethod = objects::BoundMethod, true;
    /// A class.
    Class = objects::Class, true;
    /// An instance of a class that Python code made.
    Instance = objects::Instance, true;
    /// An exception, of a built-in class or of one that Python code made.
    Exception = objects::Exception, true;
    /// A module.
    Module = objects::Module, true;
    /// A code object.
    Code = objects::Code, true;
    /// A cell: a variable that functions share.
    Cell = objects::CellObject, true;
    /// A generator, coroutine or asynchronous generator.
    Generator = objects::Generator, true;
    /// Iterator over a range whose numbers fit 64 bits.
    RangeIterator = objects::RangeIterator, false;
    /// Iterator over a list, tuple, string or anything else that is indexed.
    SequenceIterator = objects::SequenceIterator, true;
    /// Iterator over a dictionary or one of its views.
    DictIterator = objects::DictIterator, true;
    /// A weak reference.
    WeakRef = WeakRef, true;
    /// Any other built-in object: [`Foreign`](objects::Foreign) says which.
    Foreign = objects::Foreign, true;
}

/// The objects that exist once a thread.
struct Constants {
    none: Small<u64>,
    not_implemented: Small<u64>,
    ellipsis: Small<u64>,
    bools: [Small<i64>; 2],
    ints: [Small<i64>; SMALL_INTS],
}

const SMALLEST: i64 = -5;
const SMALL_INTS: usize = 262;

const fn immortal<T>(kind: Kind, payload: T) -> Small<T> {
    Small { head: Head { count: Cell::new(IMMORTAL), kind, flags: Cell::new(0) }, payload }
}

impl Constants {
    const fn new() -> Self {
        let mut ints = [const { immortal(Kind::Int, 0) }; SMALL_INTS];
        let mut index = 0;
        while index < SMALL_INTS {
            ints[index].payload = SMALLEST + index as i64;
            index += 1;
        }
        Self {
            none: immortal(Kind::None, 0),
            not_implemented: immortal(Kind::NotImplemented, 0),
            ellipsis: immortal(Kind::Ellipsis, 0),
            bools: [immortal(Kind::Bool, 0), immortal(Kind::Bool, 1)],
            ints,
        }
    }
}

thread_local! {
    // Without a destructor, so that an access is one load and values may die at any time.
    static CONSTANTS: ManuallyDrop<Constants> = const { ManuallyDrop::new(Constants::new()) };
    // Integers, floats. As in CPython, the next float is where the last one was freed, whatever integers came between.
    static FREE_CELLS: [Cell<Option<NonNull<FreeCell>>>; 2] = const { [Cell::new(None), Cell::new(None)] };
}

/// The list of free cells for numbers of this kind.
#[inline]
fn free_cells(kind: Kind) -> usize {
    usize::from(kind == Kind::Float)
}

/// A 16-byte cell that is not in use.
#[repr(C)]
struct FreeCell {
    head: Head,
    next: Option<NonNull<FreeCell>>,
}

/// How many cells are made at a time.
const CHUNK: usize = 1024;

#[inline]
fn new_number<T: Copy>(kind: Kind, payload: T) -> Value {
    const { assert!(size_of::<Small<T>>() == size_of::<FreeCell>()) };
    FREE_CELLS.with(|lists| {
        let list = &lists[free_cells(kind)];
        let cell = list.get().unwrap_or_else(more_cells);
        // Safety: cells on the free list are valid, unused, and large enough for any `Small` of eight bytes.
        unsafe {
            list.set(cell.as_ref().next);
            let small = cell.cast::<Small<T>>();
            small.write(Small { head: Head { count: Cell::new(1), kind, flags: Cell::new(0) }, payload });
            Value(small.cast())
        }
    })
}

/// Makes a chunk of free cells, linked into a list, and returns the first.
#[cold]
#[inline(never)]
fn more_cells() -> NonNull<FreeCell> {
    let chunk = (0..CHUNK).map(|_| FreeCell { head: immortal(Kind::Int, ()).head, next: None });
    // Never given back: later numbers use the cells again.
    let chunk = Box::leak(chunk.collect::<Box<[FreeCell]>>());
    for index in (1..CHUNK).rev() {
        let next = NonNull::from(&mut chunk[index]);
        chunk[index - 1].next = Some(next);
    }
    NonNull::from(&mut chunk[0])
}

impl Clone for Value {
    #[inline]
    fn clone(&self) -> Self {
        let count = &self.head().count;
        count.set(count.get() + 1);
        Self(self.0)
    }
}

impl Drop for Value {
    #[inline]
    fn drop(&mut self) {
        let count = self.head().count.get() - 1;
        self.head().count.set(count);
        if count == 0 {
            // Safety: this was the last reference.
            unsafe { last_reference_gone(self.0) };
        }
    }
}

#[inline(never)]
unsafe fn last_reference_gone(head: NonNull<Head>) {
    // Safety: by the caller. Small objects that can reach zero are the numbers from the free list.
    unsafe {
        if head.as_ref().kind <= Kind::Float {
            let (cell, list) = (head.cast::<FreeCell>(), free_cells(head.as_ref().kind));
            FREE_CELLS.with(|lists| {
                (*cell.as_ptr()).next = lists[list].get();
                lists[list].set(Some(cell));
            });
        } else {
            heap::release(head);
        }
    }
}

impl Value {
    #[inline]
    fn head(&self) -> &Head {
        // Safety: a value's object lives at least as long as the value.
        unsafe { self.0.as_ref() }
    }

    #[inline]
    fn constant<T>(choose: impl FnOnce(&Constants) -> &Small<T>) -> Self {
        CONSTANTS.with(|constants| {
            let small = choose(constants);
            small.head.count.set(small.head.count.get() + 1);
            Self(NonNull::from(small).cast())
        })
    }

    /// `None`
    #[inline]
    pub fn none() -> Self {
        Self::constant(|constants| &constants.none)
    }

    /// `NotImplemented`
    pub fn not_implemented() -> Self {
        Self::constant(|constants| &constants.not_implemented)
    }

    /// `...`
    pub fn ellipsis() -> Self {
        Self::constant(|constants| &constants.ellipsis)
    }

    /// `True` or `False`
    #[inline]
    pub fn bool(value: bool) -> Self {
        Self::constant(|constants| &constants.bools[usize::from(value)])
    }

    /// An integer.
    #[inline]
    pub fn int(value: i64) -> Self {
        let index = value.wrapping_sub(SMALLEST) as u64 as usize;
        if index < SMALL_INTS {
            return Self::constant(|constants| &constants.ints[index]);
        }
        new_number(Kind::Int, value)
    }

    /// A float.
    #[inline]
    pub fn float(value: f64) -> Self {
        new_number(Kind::Float, value)
    }

    /// An object with this payload.
    #[inline]
    pub fn new<T: Payload>(payload: T) -> Self {
        let head = Head { count: Cell::new(1), kind: T::KIND, flags: Cell::new(0) };
        let head = memory::allocate(Object { head, place: Cell::new(0), payload }).cast::<Head>();
        if T::KIND.is_tracked() {
            heap::track(head);
        }
        Self(head)
    }

    /// What kind of object it is.
    #[inline]
    pub fn kind(&self) -> Kind {
        self.head().kind
    }

    /// `self is other`
    #[inline]
    pub fn is(&self, other: &Self) -> bool {
        self.0 == other.0
    }

    /// `id(self)`
    pub fn id(&self) -> usize {
        self.0.as_ptr() as usize
    }

    /// How many references there are; `None` for an object that is never freed.
    pub fn count(&self) -> Option<u32> {
        let count = self.head().count.get();
        (count < IMMORTAL / 2).then_some(count)
    }

    /// Whether it is `None`.
    #[inline]
    pub fn is_none(&self) -> bool {
        self.kind() == Kind::None
    }

    /// Whether it is `NotImplemented`.
    #[inline]
    pub fn is_not_implemented(&self) -> bool {
        self.kind() == Kind::NotImplemented
    }

    #[inline]
    fn small<T: Copy>(&self, kind: Kind) -> Option<T> {
        // Safety: kinds up to `Float` have a payload of eight bytes; callers name its type by the kind.
        (self.kind() == kind).then(|| unsafe { self.0.cast::<Small<T>>().as_ref().payload })
    }

    /// The truth value, of `True` and `False` themselves.
    #[inline]
    pub fn as_bool(&self) -> Option<bool> {
        self.small::<i64>(Kind::Bool).map(|value| value != 0)
    }

    /// The number, of an `int` that fits 64 bits. Not of a `bool`: see [`Value::as_index`].
    #[inline]
    pub fn as_int(&self) -> Option<i64> {
        self.small::<i64>(Kind::Int)
    }

    /// The number, of an `int` that fits 64 bits or of a `bool`.
    #[inline]
    pub fn as_index(&self) -> Option<i64> {
        self.as_int().or_else(|| self.small::<i64>(Kind::Bool))
    }

    /// The number, of a `float`.
    #[inline]
    pub fn as_float(&self) -> Option<f64> {
        self.small::<f64>(Kind::Float)
    }

    /// The payload, if it is of this type.
    #[inline]
    pub fn downcast<T: Payload>(&self) -> Option<&T> {
        // Safety: a kind has one payload type.
        (self.kind() == T::KIND).then(|| unsafe { &self.0.cast::<Object<T>>().as_ref().payload })
    }

    /// From now on [`take_freed`] tells when it is freed; whether that is news. Small numbers are not watched.
    pub fn watch(&self) -> bool {
        let is_new = self.kind() > Kind::Float && !self.has_flag(WATCHED);
        if is_new {
            self.set_flag(WATCHED);
        }
        is_new
    }

    /// The payload, to be changed, if this is the only reference to the object and nothing refers to it weakly.
    #[inline]
    pub(crate) fn unshared<T: Payload>(&mut self) -> Option<&mut T> {
        let is_alone = self.kind() == T::KIND && self.head().count.get() == 1 && !T::KIND.is_tracked();
        // Safety: a kind has one payload type. Whoever else could lend the payload needs a reference of its own:
        // there is none, the collector does not know the object, and this one is borrowed until the change is over.
        (is_alone && !self.has_flag(WEAKLY_REFERENCED))
            .then(|| unsafe { &mut self.0.cast::<Object<T>>().as_mut().payload })
    }

    /// Becomes this float. A float that nothing else refers to is changed where it lies.
    #[inline]
    pub(crate) fn set_float(&mut self, number: f64) {
        if self.kind() == Kind::Float && self.head().count.get() == 1 {
            // Safety: the kind proves the payload, this is the only reference, and it is borrowed for the change.
            unsafe { self.0.cast::<Small<f64>>().as_mut().payload = number };
        } else {
            *self = Self::float(number);
        }
    }

    /// Sets a flag of the head ([`FINALIZER`]).
    pub(crate) fn set_flag(&self, flag: u8) {
        self.head().flags.set(self.head().flags.get() | flag);
    }

    /// Takes a flag of the head away.
    pub(crate) fn clear_flag(&self, flag: u8) {
        self.head().flags.set(self.head().flags.get() & !flag);
    }

    pub(crate) fn has_flag(&self, flag: u8) -> bool {
        self.head().flags.get() & flag != 0
    }
}

/// Looks into a cell without marking it as borrowed; nothing, if it is being changed. `look` only reads and clones
/// values, which runs no code that could change the cell meanwhile.
#[inline]
pub(crate) fn peek<T, R>(cell: &RefCell<T>, look: impl FnOnce(&T) -> R) -> Option<R> {
    // Safety: nobody changes it now, and by the above nobody does while it is looked at.
    unsafe { cell.try_borrow_unguarded() }.ok().map(look)
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} object", self.kind())
    }
}
