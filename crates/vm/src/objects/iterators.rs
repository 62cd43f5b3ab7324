//! The iterators that loops meet most. All others are [`Foreign`](super::Foreign).

use std::cell::{Cell, RefCell};

use crate::value::{Held, Ref, Value};

use super::Dict;

/// Iterator over a range.
#[derive(Debug)]
pub struct RangeIterator {
    /// The next number.
    pub next: Cell<i64>,
    /// Distance to the one after it.
    pub step: i64,
    /// How many are left.
    pub left: Cell<i64>,
}

impl Held for RangeIterator {}

/// What a sequence iterator goes over. The class of the iterator follows from it, and stays when the end was
/// seen and the sequence let go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// A `list`.
    List,
    /// A `tuple`.
    Tuple,
    /// A `str` of ASCII characters only.
    Ascii,
    /// Any other `str`.
    Str,
    /// A `bytes`.
    Bytes,
    /// A `bytearray`.
    ByteArray,
    /// An object with `__getitem__`.
    Other,
}

/// Iterator over a sequence by index: `list_iterator`, `tuple_iterator`, `str_iterator`, `bytes_iterator`,
/// `bytearray_iterator`, and `iterator` over any object with `__getitem__`.
#[derive(Debug)]
pub struct SequenceIterator {
    /// The sequence; `None` once its end was seen.
    pub sequence: RefCell<Option<Value>>,
    /// Index of the next item; for strings, the offset in bytes.
    pub index: Cell<usize>,
    /// What it goes over.
    pub over: Over,
    /// Whether it goes backwards (`list_reverseiterator`, `reversed`): `index` is one more than the next then.
    pub is_reversed: bool,
}

impl Held for SequenceIterator {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        self.sequence.borrow().iter().for_each(visit);
    }

    fn clear(&self) {
        drop(self.sequence.take());
    }
}

/// What an iterator over a dictionary yields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DictPart {
    /// Keys.
    Keys,
    /// Values.
    Values,
    /// Pairs.
    Items,
}

/// Iterator over a dictionary.
#[derive(Debug)]
pub struct DictIterator {
    /// The dictionary; `None` once its end was seen.
    pub dict: RefCell<Option<Ref<Dict>>>,
    /// What it yields.
    pub part: DictPart,
    /// Next place.
    pub place: Cell<usize>,
    /// How many keys there were at the start: another number is an error, now and ever after.
    pub len: Cell<usize>,
    /// Whether it goes backwards: `place` is one more than the next then.
    pub is_reversed: bool,
}

impl Held for DictIterator {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        if let Some(dict) = &*self.dict.borrow() {
            visit(dict.value());
        }
    }

    fn clear(&self) {
        drop(self.dict.take());
    }
}
