//! Functions of both kinds, code, cells, modules.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use bytescope_bytecode::CodeObject;

use crate::call::Args;
use crate::interpreter::Instruction;
use crate::value::{Held, Ref, Value};
use crate::{PyResult, Vm};

use super::{Class, Dict};

/// A function written in Python.
#[derive(Debug)]
pub struct Function {
    /// Its code; `__code__` can be assigned.
    pub code: RefCell<Ref<Code>>,
    /// The module's names.
    pub globals: Ref<Dict>,
    /// The built-in names.
    pub builtins: Ref<Dict>,
    /// `__name__`
    pub name: RefCell<Value>,
    /// `__qualname__`
    pub qualname: RefCell<Value>,
    /// `__doc__`
    pub doc: RefCell<Value>,
    /// `__module__`
    pub module: RefCell<Value>,
    /// `__defaults__`: a tuple or `None`.
    pub defaults: RefCell<Value>,
    /// `__kwdefaults__`: a dict or `None`.
    pub kwdefaults: RefCell<Value>,
    /// `__annotations__`: a dict, a tuple of names and values from which it is made, or `None`.
    pub annotations: RefCell<Value>,
    /// `__closure__`: a tuple of cells or `None`.
    pub closure: RefCell<Value>,
    /// `__type_params__`: a tuple.
    pub type_params: RefCell<Value>,
    /// `__dict__`, once there is one.
    pub dict: RefCell<Option<Ref<Dict>>>,
}

impl Held for Function {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(self.code.borrow().value());
        visit(self.globals.value());
        visit(self.builtins.value());
        for field in [
            &self.name,
            &self.qualname,
            &self.doc,
            &self.module,
            &self.defaults,
            &self.kwdefaults,
            &self.annotations,
            &self.type_params,
        ] {
            visit(&field.borrow());
        }
        visit(&self.closure.borrow());
        if let Some(dict) = &*self.dict.borrow() {
            visit(dict.value());
        }
    }

    fn clear(&self) {
        for field in [&self.defaults, &self.kwdefaults, &self.annotations, &self.doc, &self.type_params] {
            drop(field.replace(Value::none()));
        }
        drop(self.dict.take());
        // The closure stays: cells that nothing else reaches are cleared themselves.
    }
}

/// A function written in Rust. The signature was applied to the arguments: see [`Args`].
pub type NativeFn = fn(&mut Vm, Args<'_>) -> PyResult;

/// What a native function is to Python code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NativeKind {
    /// `builtin_function_or_method`: `len`, or `[].append`, which is bound.
    Function,
    /// `method_descriptor`: `list.append`.
    Method,
    /// `wrapper_descriptor`: `int.__add__`, a special method.
    Wrapper,
    /// `classmethod_descriptor`: `dict.fromkeys`.
    ClassMethod,
    /// A static method: `str.maketrans`, and every `__new__`.
    StaticMethod,
    /// `getset_descriptor` or `member_descriptor`: an attribute; `setter` is called to set or delete it.
    Attribute,
}

/// A function written in Rust.
#[derive(Debug)]
pub struct Native {
    /// `__name__`
    pub name: &'static str,
    /// Parameters in Python's notation, `($self, object, /)`: names, kinds and defaults.
    pub signature: &'static str,
    /// The function.
    pub function: NativeFn,
    /// For attributes: called with the object and the value, or without a value to delete.
    pub setter: Option<NativeFn>,
    /// What it is.
    pub kind: NativeKind,
    /// The class in whose dictionary it stands (`__objclass__`).
    pub class: Option<Ref<Class>>,
    /// The object it is bound to; the module, for a module's function.
    pub this: Option<Value>,
    /// `__module__`: a string or `None`.
    pub module: Value,
    /// What the signature says, once it was read.
    pub parameters: std::cell::OnceCell<crate::call::Parameters>,
}

impl Held for Native {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        if let Some(class) = &self.class {
            visit(class.value());
        }
        self.this.iter().for_each(&mut *visit);
        visit(&self.module);
    }
}

/// A method: a function and the object it was reached through.
#[derive(Debug)]
pub struct BoundMethod {
    /// `__func__`
    pub function: Value,
    /// `__self__`
    pub this: Value,
}

impl Held for BoundMethod {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.function);
        visit(&self.this);
    }
}

/// A code object, made ready to run.
#[derive(Debug)]
pub struct Code {
    /// What the compiler made.
    pub object: Arc<CodeObject>,
    /// The instructions without caches and `EXTENDED_ARG`, with absolute jumps.
    pub instructions: Box<[Instruction]>,
    /// Where each instruction stands in the bytes of the code: the offset of the instruction itself.
    pub offsets: Box<[u32]>,
    /// `co_consts`
    pub constants: Box<[Value]>,
    /// `co_names`, interned.
    pub names: Box<[Value]>,
    /// Names of the fast slots, interned.
    pub locals: Box<[Value]>,
    /// Number of parameters, `*args` and `**kwargs` included: the first fast slots.
    pub parameters: usize,
    /// Fast slots that are cells of this function's own.
    pub cells: usize,
    /// Fast slots for variables of outer functions: the last ones.
    pub free: usize,
    /// Protected ranges, by instruction index, inner ones first.
    pub handlers: Box<[Handler]>,
    /// Shared texts of the names in tracebacks.
    pub filename: Rc<str>,
    /// `co_qualname`
    pub qualname: Rc<str>,
    /// Called with exactly its positional parameters it runs, and needs nothing but its arguments in place: no
    /// `*args`, no keyword-only parameters, not a generator.
    pub is_simple: bool,
    /// Of a module that stands for one that CPython has in C: tracebacks leave it out.
    pub is_hidden: Cell<bool>,
    /// How many arguments by position it wants if it needs nothing but them in place; else a number that no call has.
    pub exact: u32,
    /// How many slots a frame needs.
    pub frame_size: usize,
    /// Scratch for caches that are for a whole code object.
    pub calls: Cell<u32>,
}

/// A range of instructions with a handler (an entry of the exception table).
#[derive(Clone, Copy, Debug)]
pub struct Handler {
    /// First instruction.
    pub start: u32,
    /// Instruction after the last.
    pub end: u32,
    /// First instruction of the handler.
    pub target: u32,
    /// How many values stay on the stack.
    pub depth: u32,
    /// Whether the index of the raising instruction is pushed as well.
    pub lasti: bool,
}

impl Held for Code {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        self.constants.iter().chain(&self.names).chain(&self.locals).for_each(visit);
    }
}

/// A variable that functions share.
#[derive(Debug, Default)]
pub struct CellObject {
    /// Its value, unless it is unbound.
    pub value: RefCell<Option<Value>>,
}

impl Held for CellObject {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        self.value.borrow().iter().for_each(visit);
    }

    fn clear(&self) {
        drop(self.value.take());
    }
}

/// A module.
#[derive(Debug)]
pub struct Module {
    /// Its names.
    pub dict: Ref<Dict>,
    /// `module` or a subclass.
    pub class: RefCell<Ref<Class>>,
}

impl Held for Module {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(self.dict.value());
        visit(self.class.borrow().value());
    }

    fn clear(&self) {
        self.dict.clear();
    }
}
