//! What `StringIO` and `BytesIO` have in common: contents, a position, lines.

use std::cell::{Cell, RefCell};

/// A file in memory: items are code points or bytes.
#[derive(Debug)]
pub(super) struct Memory<T> {
    pub(super) data: RefCell<Vec<T>>,
    pub(super) position: Cell<usize>,
    pub(super) is_closed: Cell<bool>,
}

impl<T: Copy + Default + PartialEq> Memory<T> {
    pub(super) fn new(data: Vec<T>) -> Self {
        Self { data: RefCell::new(data), position: Cell::new(0), is_closed: Cell::new(false) }
    }

    /// Everything from the position on, at most `limit` items.
    pub(super) fn read(&self, limit: Option<usize>) -> Vec<T> {
        let data = self.data.borrow();
        let start = self.position.get().min(data.len());
        let end = limit.map_or(data.len(), |limit| start.saturating_add(limit).min(data.len()));
        if end > start {
            self.position.set(end);
        }
        data[start..end].to_vec()
    }

    /// A line with its end, at most `limit` items; empty at the end of the file.
    pub(super) fn read_line(&self, newline: T, limit: Option<usize>) -> Vec<T> {
        let rest = {
            let data = self.data.borrow();
            let start = self.position.get().min(data.len());
            let line = data[start..].iter().position(|item| *item == newline);
            line.map_or(data.len() - start, |end| end + 1)
        };
        self.read(Some(limit.map_or(rest, |limit| limit.min(rest))))
    }

    /// Writes at the position; a gap behind the end is filled.
    pub(super) fn write(&self, items: &[T]) {
        if items.is_empty() {
            return;
        }
        let mut data = self.data.borrow_mut();
        let start = self.position.get();
        if start > data.len() {
            data.resize(start, T::default());
        }
        let overlap = items.len().min(data.len() - start);
        data[start..start + overlap].copy_from_slice(&items[..overlap]);
        data.extend_from_slice(&items[overlap..]);
        self.position.set(start + items.len());
    }

    pub(super) fn truncate(&self, size: usize) {
        self.data.borrow_mut().truncate(size);
    }

    pub(super) fn len(&self) -> usize {
        self.data.borrow().len()
    }
}
