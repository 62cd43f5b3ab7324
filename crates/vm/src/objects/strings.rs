//! `str`: text of code points, lone surrogates included, which is why it is WTF-8 and not UTF-8.

use std::cell::Cell;

use rustpython_wtf8::{Wtf8, Wtf8Buf};

use crate::value::Held;

/// A string. It never changes.
#[derive(Debug)]
pub struct Str {
    text: Wtf8Buf,
    /// Number of code points; equal to the length in bytes if and only if all are ASCII.
    len: usize,
    hash: Cell<Option<i64>>,
    is_interned: Cell<bool>,
}

impl Str {
    /// A string with this text.
    pub fn new(text: impl Into<Wtf8Buf>) -> Self {
        let text: Wtf8Buf = text.into();
        let bytes = text.as_bytes();
        crate::value::note_allocation(bytes.len());
        let len = if bytes.is_ascii() {
            bytes.len()
        } else {
            bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
        };
        Self { text, len, hash: Cell::new(None), is_interned: Cell::new(false) }
    }

    /// Appends a text. Only for a string that nobody else has seen.
    pub(crate) fn push(&mut self, more: &Self) {
        self.text.push_wtf8(&more.text);
        self.len += more.len;
        self.hash.set(None);
    }

    /// The text.
    #[inline]
    pub fn wtf8(&self) -> &Wtf8 {
        &self.text
    }

    /// The text, if it has no lone surrogates.
    pub fn as_str(&self) -> Option<&str> {
        self.text.as_str().ok()
    }

    /// Number of code points: `len()`.
    #[inline]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it is the empty string.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether all code points are ASCII: then bytes are code points.
    #[inline]
    pub fn is_ascii(&self) -> bool {
        self.len == self.text.len()
    }

    /// `hash()`: SipHash-1-3 as in CPython, with the key of `PYTHONHASHSEED=0`.
    #[inline]
    pub fn hash(&self) -> i64 {
        if let Some(hash) = self.hash.get() {
            return hash;
        }
        let hash = crate::hash::bytes(self.text.as_bytes());
        self.hash.set(Some(hash));
        hash
    }

    /// Whether it is the one string with this text that names share.
    #[inline]
    pub fn is_interned(&self) -> bool {
        self.is_interned.get()
    }

    pub(crate) fn set_interned(&self) {
        self.is_interned.set(true);
    }

    /// Whether both have the same text.
    #[inline]
    pub fn same_text(&self, other: &Self) -> bool {
        self.text.as_bytes() == other.text.as_bytes()
    }
}

impl Held for Str {}
