//! The operand stack in source terms.
//!
//! A [`Stack`] never changes: pushing makes a new one that shares what lies below, so the stack after
//! every instruction of a long function costs one small allocation an instruction.

use std::ops::Range;
use std::sync::Arc;

use serde::ser::{Serialize, SerializeSeq, Serializer};

/// One value on the stack, named as a reader of the source would name it.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// `n - 1`, `fib`, `NULL`, `iter(items)`, `exc`.
    pub text: Arc<str>,
    /// The bytes of the source it comes from.
    pub(crate) span: Option<Range<usize>>,
    /// Whether the text is the source at `span`, not something said about it.
    pub(crate) verbatim: bool,
    /// Two different values meet here, and no expression covers both: never to be narrowed again.
    pub(crate) mixed: bool,
}

impl Value {
    /// A value that is not written in the source.
    pub(crate) fn implied(text: impl Into<Arc<str>>) -> Self {
        Self { text: text.into(), span: None, verbatim: false, mixed: false }
    }

    /// A value whose text tells what was done with the source at `span`.
    pub(crate) fn made_from(text: impl Into<Arc<str>>, span: Option<Range<usize>>) -> Self {
        Self { text: text.into(), span, verbatim: false, mixed: false }
    }

    /// A value written in the source at `span`.
    pub(crate) fn written(text: impl Into<Arc<str>>, span: Option<Range<usize>>) -> Self {
        Self { text: text.into(), span, verbatim: true, mixed: false }
    }
}

#[derive(Debug)]
struct Slot {
    value: Value,
    below: Stack,
    depth: usize,
}

/// An operand stack.
#[derive(Clone, Debug, Default)]
pub struct Stack(Option<Arc<Slot>>);

impl Stack {
    /// How many values it holds.
    pub fn depth(&self) -> usize {
        self.0.as_ref().map_or(0, |slot| slot.depth)
    }

    /// The values, top first.
    pub fn iter(&self) -> impl Iterator<Item = &Value> {
        let mut stack = self;
        std::iter::from_fn(move || {
            let slot = stack.0.as_ref()?;
            stack = &slot.below;
            Some(&slot.value)
        })
    }

    /// The values, bottom first: the order in which they were pushed.
    pub fn bottom_up(&self) -> Vec<&Value> {
        let mut values: Vec<_> = self.iter().collect();
        values.reverse();
        values
    }

    pub(crate) fn push(&mut self, value: Value) {
        let below = std::mem::take(self);
        let depth = below.depth() + 1;
        self.0 = Some(Arc::new(Slot { value, below, depth }));
    }

    pub(crate) fn pop(&mut self) -> Option<Value> {
        let slot = self.0.take()?;
        self.0.clone_from(&slot.below.0);
        Some(slot.value.clone())
    }

    /// The lowest `depth` values.
    pub(crate) fn bottom(&self, depth: usize) -> Option<Self> {
        let mut stack = self;
        while stack.depth() > depth {
            stack = &stack.0.as_ref()?.below;
        }
        (stack.depth() == depth).then(|| stack.clone())
    }

    pub(crate) fn same(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(left), Some(right)) => Arc::ptr_eq(left, right),
            _ => false,
        }
    }
}

impl Drop for Slot {
    /// Frees a deep stack without recursion.
    fn drop(&mut self) {
        let mut next = self.below.0.take();
        while let Some(mut slot) = next.and_then(Arc::into_inner) {
            next = slot.below.0.take();
        }
    }
}

impl Serialize for Stack {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let values = self.bottom_up();
        let mut sequence = serializer.serialize_seq(Some(values.len()))?;
        for value in values {
            sequence.serialize_element(&*value.text)?;
        }
        sequence.end()
    }
}
