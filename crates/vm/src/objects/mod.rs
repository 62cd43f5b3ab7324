//! What objects hold: one payload type for each kind of object, without the behaviour.
//!
//! Behaviour is in [`types`](crate::types) (the methods that Python code can call) and in [`ops`](crate::ops)
//! (what the interpreter asks of any object). Nothing here runs Python code; where the payload of a mutable
//! object is borrowed, it is for the length of one method that only moves values, and what is replaced or
//! removed is handed to the caller, so that no destructor runs during the borrow.

mod class;
mod dict;
mod exception;
mod foreign;
mod function;
mod generator;
mod instance;
mod iterators;
mod numbers;
mod sequences;
mod set;
mod strings;

pub use class::{Class, ClassFlags, IterNext, Layout, SHARED_KEYS_MAX_SIZE};
pub use dict::{Dict, Found};
pub use exception::{Exception, LeftSlots, TracebackEntry};
pub use foreign::{Foreign, ForeignData};
pub use function::{BoundMethod, CellObject, Code, Function, Handler, Module, Native, NativeFn, NativeKind};
pub use generator::{Generator, GeneratorKind, GeneratorState};
pub use instance::{Attributes, Instance};
pub use iterators::{DictIterator, DictPart, Over, RangeIterator, SequenceIterator};
pub use numbers::{BigInteger, Complex};
pub use sequences::{ByteArray, Bytes, List, Range, Slice, Tuple};
pub(crate) use sequences::{list_preallocate, list_resize};
pub use set::Set;
pub(crate) use set::Step as SetStep;
pub use strings::Str;
