//! Generators, coroutines and asynchronous generators: frames that can wait.

use std::cell::{Cell, RefCell};

use crate::interpreter::SavedFrame;
use crate::value::{Held, Value};

/// Which of the three it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeneratorKind {
    /// `generator`
    Generator,
    /// `coroutine`
    Coroutine,
    /// `async_generator`
    AsyncGenerator,
}

/// Where it stands (`inspect.GEN_CREATED` and so on).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeneratorState {
    /// Not started.
    Created,
    /// Waiting at a `yield`.
    Suspended,
    /// Its frame is on the stack.
    Running,
    /// Returned, raised or closed.
    Closed,
}

/// A generator.
#[derive(Debug)]
pub struct Generator {
    /// Which kind.
    pub kind: GeneratorKind,
    /// Where it stands.
    pub state: Cell<GeneratorState>,
    /// Its frame, unless it is closed; while it runs, its slots are on the stack.
    pub frame: RefCell<Option<Box<SavedFrame>>>,
    /// `__name__`
    pub name: RefCell<Value>,
    /// `__qualname__`
    pub qualname: RefCell<Value>,
    /// Whether one of an asynchronous generator's methods is being awaited.
    pub is_awaited: Cell<bool>,
    /// Whether the hook for new asynchronous generators was called for it.
    pub is_hooked: Cell<bool>,
    /// The code, which stays when the frame is gone.
    pub code: Value,
}

impl Generator {
    /// Whether the loop may resume it as it is: it waits, and is not asynchronous. One that was not started takes
    /// nothing but `None`.
    #[inline]
    pub(crate) fn waits_plainly(&self, is_sent_none: bool) -> bool {
        let waits = match self.state.get() {
            GeneratorState::Suspended => true,
            GeneratorState::Created => is_sent_none,
            GeneratorState::Running | GeneratorState::Closed => false,
        };
        waits && self.kind != GeneratorKind::AsyncGenerator
    }
}

impl Held for Generator {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        if let Some(frame) = &*self.frame.borrow() {
            frame.traverse(visit);
        }
        visit(&self.name.borrow());
        visit(&self.qualname.borrow());
        visit(&self.code);
    }

    fn clear(&self) {
        drop(self.frame.take());
    }
}
