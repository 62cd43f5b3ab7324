//! The code object: what compiling a function, a class body or a module yields.

use std::sync::Arc;

use bitflags::bitflags;

use crate::Constant;

/// An identifier, shared between all its uses.
pub type Name = Arc<str>;

bitflags! {
    /// `co_flags` (`code.h`, `inspect.CO_*`).
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
    pub struct CodeFlags: u32 {
        /// Locals live in fast slots.
        const OPTIMIZED = 0x1;
        /// A call makes a fresh namespace.
        const NEWLOCALS = 0x2;
        /// Takes `*args`.
        const VARARGS = 0x4;
        /// Takes `**kwargs`.
        const VARKEYWORDS = 0x8;
        /// Defined inside a function.
        const NESTED = 0x10;
        /// A generator function.
        const GENERATOR = 0x20;
        /// An `async def` without `yield`.
        const COROUTINE = 0x80;
        /// A generator that may be awaited (`types.coroutine`).
        const ITERABLE_COROUTINE = 0x100;
        /// An `async def` with `yield`.
        const ASYNC_GENERATOR = 0x200;
        /// `from __future__ import barry_as_FLUFL`.
        const FUTURE_BARRY_AS_BDFL = 0x40_0000;
        /// `from __future__ import annotations`.
        const FUTURE_ANNOTATIONS = 0x100_0000;

        /// Flags without a name here are kept as they were read.
        const _ = !0;
    }
}

bitflags! {
    /// The kind of a fast slot: one byte of `co_localspluskinds` (`pycore_code.h`, `CO_FAST_*`).
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
    pub struct LocalKind: u8 {
        /// Not to be shown in `locals()`: bound by an inlined comprehension only.
        const HIDDEN = 0x10;
        /// A local variable.
        const LOCAL = 0x20;
        /// A cell that inner functions share.
        const CELL = 0x40;
        /// A cell that comes from an outer function.
        const FREE = 0x80;

        /// Bits without a name here are kept as they were read.
        const _ = !0;
    }
}

/// A code object with CPython's fields, as marshal writes them since 3.11.
///
/// Those of older releases have the same parts by other names, and are brought into this shape when they are read:
/// slots are the local variables, then the cells, then the free variables, so that a parameter that is a cell has two;
/// the qualified name is put together from the code objects around.
#[derive(Clone, Debug, Default)]
pub struct CodeObject {
    /// Positional parameters, the positional-only ones included.
    pub argcount: u32,
    /// Positional-only parameters.
    pub posonlyargcount: u32,
    /// Keyword-only parameters.
    pub kwonlyargcount: u32,
    /// Deepest value stack that running it can need, in slots.
    pub stacksize: u32,
    /// `co_flags`.
    pub flags: CodeFlags,
    /// Instructions, two bytes a unit, inline caches included and zero.
    pub code: Vec<u8>,
    /// `co_consts`.
    pub consts: Vec<Constant>,
    /// `co_names`: globals, attributes, imported names.
    pub names: Vec<Name>,
    /// Names of the fast slots: parameters, locals, cells, free variables.
    pub localsplusnames: Vec<Name>,
    /// Kind of each fast slot.
    pub localspluskinds: Vec<LocalKind>,
    /// The path it was compiled from, as given.
    pub filename: Name,
    /// Function or class name, `<module>`, `<lambda>` …
    pub name: Name,
    /// Dotted name with the enclosing scopes (PEP 3155).
    pub qualname: Name,
    /// First source line; that of the first decorator if there is one.
    pub firstlineno: i32,
    /// What leads from code to lines, in the release's own encoding: see [`OpcodeTable::locations`].
    ///
    /// [`OpcodeTable::locations`]: crate::OpcodeTable::locations
    pub linetable: Vec<u8>,
    /// Exception table.
    pub exceptiontable: Vec<u8>,
}

impl CodeObject {
    /// Whether two code objects are the same constant to CPython (`code_richcompare`): file name and
    /// qualified name do not count.
    pub fn same_code(&self, other: &Self) -> bool {
        self.name == other.name
            && self.argcount == other.argcount
            && self.posonlyargcount == other.posonlyargcount
            && self.kwonlyargcount == other.kwonlyargcount
            && self.flags == other.flags
            && self.firstlineno == other.firstlineno
            && self.code == other.code
            && self.consts == other.consts
            && self.names == other.names
            && self.localsplusnames == other.localsplusnames
            && self.linetable == other.linetable
            && self.exceptiontable == other.exceptiontable
    }

    /// A cell or free variable as releases up to 3.10 count them: from the first slot that is no local variable.
    pub fn cell_name(&self, index: u32) -> Option<&Name> {
        let locals = self.localspluskinds.partition_point(|kind| kind.contains(LocalKind::LOCAL));
        self.localsplusnames.get(locals.checked_add(index as usize)?)
    }

    /// This code object and those nested in it, each before the ones inside it: the order of `dis`.
    pub fn walk(&self) -> impl Iterator<Item = &Self> {
        let mut waiting = vec![self];
        std::iter::from_fn(move || {
            let code = waiting.pop()?;
            let nested = code.consts.iter().rev().filter_map(|constant| match constant {
                Constant::Code(code) => Some(&**code),
                _ => None,
            });
            waiting.extend(nested);
            Some(code)
        })
    }

    /// Whether a reader may mean it by that name: `total`, `Basket.total`, `outer.<locals>.inner`, or
    /// `outer.inner` for the same.
    pub fn goes_by(&self, name: &str) -> bool {
        [&*self.name, &*self.qualname].contains(&name) || self.qualname.replace("<locals>.", "") == name
    }
}
