//! Classes, built-in ones and those of Python code alike.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::value::{Held, Ref, Value};
use crate::{PyResult, Vm};

use super::Dict;

/// What an instance of a class is made of; decides which classes can be bases together ("instance lay-out
/// conflict").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A plain object.
    Object,
    /// Contains an `int`.
    Int,
    /// Contains a `float`.
    Float,
    /// Contains a `complex`.
    Complex,
    /// Contains a `str`.
    Str,
    /// Contains a `bytes`.
    Bytes,
    /// Contains a `bytearray`.
    ByteArray,
    /// Contains a `tuple`.
    Tuple,
    /// Contains a `list`.
    List,
    /// Contains a `dict`.
    Dict,
    /// Contains a `set`.
    Set,
    /// Contains a `frozenset`.
    FrozenSet,
    /// Is a class.
    Class,
    /// Is an exception.
    Exception,
    /// Is a module.
    Module,
    /// Contains a foreign object.
    Foreign,
    /// Any other built-in object, of which classes cannot inherit.
    Final,
}

/// Properties of a class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClassFlags {
    /// Made by Python code: its attributes can be set.
    pub is_heap: bool,
    /// `tp_name` begins with the module, as CPython's own types of modules other than `builtins` have it.
    pub names_module: bool,
    /// Instances have a `__dict__`.
    pub has_dict: bool,
    /// Instances can be referred to weakly.
    pub has_weakref: bool,
    /// Instances have a `__del__`.
    pub has_finalizer: bool,
    /// Has abstract methods that are not overridden: cannot be instantiated.
    pub is_abstract: bool,
    /// Matches `case [..]` (`Py_TPFLAGS_SEQUENCE`).
    pub is_sequence: bool,
    /// Matches `case {..}` (`Py_TPFLAGS_MAPPING`).
    pub is_mapping: bool,
    /// `case Class(x)` matches the subject itself (`_Py_TPFLAGS_MATCH_SELF`).
    pub matches_self: bool,
    /// `object.__getattribute__` is not overridden, and there is no `__getattr__`.
    pub plain_getattr: bool,
    /// Neither `__setattr__` nor `__delattr__` is overridden.
    pub plain_setattr: bool,
}

/// How many attribute names a class remembers for its instances at most.
pub const SHARED_KEYS_MAX_SIZE: u8 = 30;

/// The next item of an iterator, or `None` at its end: `__next__` without the `StopIteration`.
pub type IterNext = fn(&mut Vm, &Value) -> PyResult<Option<Value>>;

/// A class.
#[derive(Debug)]
pub struct Class {
    /// What messages call it (`tp_name`); `__name__` is its last part.
    pub name: RefCell<Rc<str>>,
    /// `__qualname__`
    pub qualname: RefCell<Rc<str>>,
    /// The name of the module of a built-in class, a string; others have it in their dictionary.
    pub module: RefCell<Option<Value>>,
    /// The class of the class; `None` only while the first classes are made.
    pub metaclass: RefCell<Option<Ref<Class>>>,
    /// `__bases__`
    pub bases: RefCell<Vec<Ref<Class>>>,
    /// `__mro__`, itself first.
    pub mro: RefCell<Rc<[Ref<Class>]>>,
    /// What was defined in it.
    pub dict: Ref<Dict>,
    /// Names the present state of the class and of all its bases, or 0 when nobody asked since it changed.
    pub version: Cell<u32>,
    /// What instances are made of.
    pub layout: Layout,
    /// Properties.
    pub flags: Cell<ClassFlags>,
    /// Names of the `__slots__` of this class and its bases, in the order of their places.
    pub slots: RefCell<Vec<Value>>,
    /// The attribute names that instances have in common, in the order in which the first ones got them.
    pub keys: RefCell<Vec<Value>>,
    /// For how many attributes instances share their names: at first [`SHARED_KEYS_MAX_SIZE`], and each new instance takes
    /// one from what is not used, until one is left. `sys.getsizeof` of a `__dict__` shows it.
    pub shared_places: Cell<u8>,
    /// Weak references to the classes that inherit directly from it.
    pub subclasses: RefCell<Vec<Value>>,
    /// A native `__next__`.
    pub iternext: Cell<Option<IterNext>>,
}

impl Class {
    /// What messages call it: `list`, `collections.deque`, and of Python classes just the name.
    pub fn name(&self) -> Rc<str> {
        Rc::clone(&self.name.borrow())
    }

    /// `__name__`
    pub fn short_name(&self) -> Rc<str> {
        let name = self.name.borrow();
        match name.rsplit_once('.') {
            Some((_, last)) if self.flags.get().names_module => last.into(),
            _ => Rc::clone(&name),
        }
    }

    /// Puts the module before the name in messages.
    pub(crate) fn qualify(&self, module: &str) {
        if module != "builtins" {
            let name = format!("{module}.{}", self.name.borrow());
            self.name.replace(name.into());
            self.flags.set(ClassFlags { names_module: true, ..self.flags.get() });
        }
    }

    /// Notes that there is a new instance, when `names` are shared so far.
    #[inline]
    pub fn count_instance(&self, names: usize) {
        let places = self.shared_places.get();
        if usize::from(places) > names + 1 {
            self.shared_places.set(places - 1);
        }
    }

    /// Whether it is `other` or inherits from it, going by the MRO (`PyType_IsSubtype`).
    pub fn is_subclass(&self, other: &Ref<Class>) -> bool {
        self.mro.borrow().iter().any(|class| class.is(other))
    }
}

impl Held for Class {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        if let Some(metaclass) = &*self.metaclass.borrow() {
            visit(metaclass.value());
        }
        self.bases.borrow().iter().for_each(|base| visit(base.value()));
        // The MRO is one shared slice: its references count once, and nobody else keeps it for long.
        self.mro.borrow().iter().for_each(|class| visit(class.value()));
        visit(self.dict.value());
        self.slots.borrow().iter().for_each(&mut *visit);
        self.keys.borrow().iter().for_each(&mut *visit);
        self.subclasses.borrow().iter().for_each(&mut *visit);
    }

    fn clear(&self) {
        drop(self.bases.take());
        drop(self.mro.replace(Rc::new([])));
        self.dict.clear();
        drop(self.subclasses.take());
    }
}
