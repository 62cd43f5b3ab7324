//! References of which the type is known: what was compared once need not be compared again.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use super::{Object, Payload, Value};

/// A value known to have a payload of type `T`.
#[repr(transparent)]
pub struct Ref<T> {
    value: Value,
    payload: PhantomData<T>,
}

impl<T: Payload> Ref<T> {
    /// A new object.
    pub fn new(payload: T) -> Self {
        Self { value: Value::new(payload), payload: PhantomData }
    }

    /// `value`, if it is of this type.
    #[inline]
    pub fn from_value(value: Value) -> Option<Self> {
        (value.kind() == T::KIND).then_some(Self { value, payload: PhantomData })
    }

    /// `value` as a reference of this type, if it is one.
    #[inline]
    pub fn of(value: &Value) -> Option<&Self> {
        // Safety: `Ref` is a transparent wrapper, and the kind was compared.
        (value.kind() == T::KIND).then(|| unsafe { &*std::ptr::from_ref(value).cast::<Self>() })
    }

    /// The value.
    #[inline]
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The value.
    #[inline]
    pub fn into_value(self) -> Value {
        self.value
    }

    /// Whether both are the same object.
    #[inline]
    pub fn is(&self, other: &Self) -> bool {
        self.value.is(&other.value)
    }
}

impl<T: Payload> Deref for Ref<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // Safety: checked when it was made.
        unsafe { &self.value.0.cast::<Object<T>>().as_ref().payload }
    }
}

impl<T> Clone for Ref<T> {
    #[inline]
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), payload: PhantomData }
    }
}

impl<T> From<Ref<T>> for Value {
    fn from(reference: Ref<T>) -> Self {
        reference.value
    }
}

impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}
