//! Exceptions, built-in and derived.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::value::{Held, Ref, Value};

use super::{Attributes, Class, Code, Dict};

/// An instance of `BaseException` or of a class that inherits from it.
#[derive(Debug)]
pub struct Exception {
    /// Its class.
    pub class: RefCell<Ref<Class>>,
    /// `args`: a tuple.
    pub args: RefCell<Value>,
    /// `__cause__`
    pub cause: RefCell<Option<Value>>,
    /// `__context__`
    pub context: RefCell<Option<Value>>,
    /// `__suppress_context__`
    pub suppress_context: Cell<bool>,
    /// The places it went through, **innermost first**: the reverse of what a traceback prints.
    pub traceback: RefCell<Vec<TracebackEntry>>,
    /// Attributes that the built-in class defines (`StopIteration.value`, `OSError.errno`) and values of
    /// `__slots__`, at the places that the class gives them.
    pub fields: RefCell<Vec<Option<Value>>>,
    /// All other attributes, `__notes__` among them.
    pub attributes: Attributes,
}

/// The fast slots of a frame that an exception left. They live as long as the traceback, unless `frame.clear()` ends it.
pub type LeftSlots = Rc<RefCell<Vec<Option<Value>>>>;

/// One frame of a traceback.
#[derive(Clone, Debug)]
pub struct TracebackEntry {
    /// The code that was running.
    pub code: Ref<Code>,
    /// The index of its instruction.
    pub instruction: u32,
    /// The global names of the frame.
    pub globals: Ref<Dict>,
    /// The frame object, if Python code asked for one (`sys._getframe`, `tb_frame`).
    pub frame: Option<Value>,
    /// The fast slots that the frame had when the exception left it.
    pub slots: Option<LeftSlots>,
}

impl TracebackEntry {
    /// Shows what it holds. Slots that a traceback object shares are kept alive by it.
    pub(crate) fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(self.code.value());
        visit(self.globals.value());
        self.frame.iter().for_each(&mut *visit);
        if let Some(slots) = self.slots.as_ref().filter(|slots| Rc::strong_count(slots) == 1) {
            slots.borrow().iter().flatten().for_each(visit);
        }
    }
}

impl Held for Exception {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(self.class.borrow().value());
        visit(&self.args.borrow());
        self.cause.borrow().iter().for_each(&mut *visit);
        self.context.borrow().iter().for_each(&mut *visit);
        self.traceback.borrow().iter().for_each(|entry| entry.traverse(visit));
        self.fields.borrow().iter().flatten().for_each(&mut *visit);
        self.attributes.traverse(visit);
    }

    fn clear(&self) {
        drop(self.cause.take());
        drop(self.context.take());
        drop(self.traceback.take());
        drop(self.fields.take());
        self.attributes.clear();
    }
}
