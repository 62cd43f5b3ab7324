//! The symbol table: which name means what in which scope (CPython's `symtable.c`).
//!
//! The first pass (`build`, with `statements` and `expressions`) records what the program does with
//! each name; the second (`analyze`) decides from that where each name lives. Code generation looks
//! scopes up by the node that opened them.

mod analyze;
mod build;
mod expressions;
mod listing;
mod statements;

use std::borrow::Cow;

use bitflags::bitflags;
use bytescope_bytecode::{Location, Name};
use bytescope_syntax::SyntaxError;
use bytescope_syntax::ast::{Expr, Mod, Stmt, TypeParam};
use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::future::FutureFeatures;
use crate::mangle::mangle;

bitflags! {
    /// What a scope does with a name (`DEF_*` and `USE` in `pycore_symtable.h`).
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
    pub struct SymbolFlags: u16 {
        /// `global name`
        const GLOBAL = 1;
        /// Bound here.
        const LOCAL = 2;
        /// A parameter.
        const PARAM = 4;
        /// `nonlocal name`
        const NONLOCAL = 8;
        /// Read here.
        const USE = 16;
        /// Free in a child, so passed through here.
        const FREE = 32;
        /// Free in a method while the class binds it too.
        const FREE_CLASS = 64;
        /// Bound by an import.
        const IMPORT = 128;
        /// Annotated.
        const ANNOT = 256;
        /// The target of a comprehension's `for`.
        const COMP_ITER = 512;
        /// A type parameter.
        const TYPE_PARAM = 1024;
        /// A cell only because an inlined comprehension makes it one.
        const COMP_CELL = 2048;

        /// Bound here in any way (`DEF_BOUND`).
        const BOUND = Self::LOCAL.bits() | Self::PARAM.bits() | Self::IMPORT.bits();
    }
}

/// Where a name lives, seen from one scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SymbolScope {
    /// Not decided yet (CPython's 0), or not a name of this scope.
    #[default]
    Unknown,
    /// A local of this scope.
    Local,
    /// Declared `global`.
    GlobalExplicit,
    /// Global because nothing nearer binds it.
    GlobalImplicit,
    /// Comes from an enclosing function.
    Free,
    /// A local that inner functions share.
    Cell,
}

/// One name in one scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Symbol {
    /// What the scope does with it.
    pub flags: SymbolFlags,
    /// Where it lives.
    pub scope: SymbolScope,
}

/// The kind of a scope (`_Py_block_ty`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeKind {
    /// `def`, `lambda` or a comprehension.
    Function,
    /// `class`
    Class,
    /// A file.
    Module,
    /// An annotation under `from __future__ import annotations`; makes no code.
    Annotation,
    /// The value of a `type` statement.
    TypeAlias,
    /// What holds the type parameters of a generic.
    TypeParameters,
    /// A bound, constraint or default of a type parameter.
    TypeVariable,
}

impl ScopeKind {
    /// Whether names behave as in a function (`_PyST_IsFunctionLike`).
    pub fn is_function_like(self) -> bool {
        matches!(self, Self::Function | Self::TypeAlias | Self::TypeParameters | Self::TypeVariable)
    }
}

/// What kind of comprehension a function scope is, if any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComprehensionKind {
    /// `[…]`
    List,
    /// `{…}`
    Set,
    /// `{…: …}`
    Dict,
    /// `(…)`
    Generator,
}

/// A scope's index in [`SymbolTable::scopes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ScopeId(pub u32);

/// Symbols in order of first appearance, which is observable: inlined comprehensions save them in it.
pub type Symbols = IndexMap<Name, Symbol, FxBuildHasher>;

/// One scope (`PySTEntryObject`).
#[derive(Clone, Debug)]
pub struct Scope {
    /// The function's or class's name, `top`, `lambda`, `genexpr`, `listcomp` …
    pub name: Name,
    /// What it is.
    pub kind: ScopeKind,
    /// The names.
    pub symbols: Symbols,
    /// Parameters, in the order of `co_varnames`.
    pub varnames: Vec<Name>,
    /// Scopes inside, in order of appearance.
    pub children: Vec<ScopeId>,
    /// Where it starts.
    pub location: Location,
    /// Some enclosing scope is function-like.
    pub nested: bool,
    /// Contains `yield`.
    pub generator: bool,
    /// `async def`, or a comprehension that awaits.
    pub coroutine: bool,
    /// Set for comprehensions.
    pub comprehension: Option<ComprehensionKind>,
    /// Takes `*args`.
    pub varargs: bool,
    /// Takes `**kwargs`.
    pub varkeywords: bool,
    /// A class whose methods use `__class__`.
    pub needs_class_closure: bool,
    /// A class whose annotation scopes use `__classdict__`.
    pub needs_classdict: bool,
    /// A comprehension that runs in the enclosing code object (PEP 709).
    pub comp_inlined: bool,
    /// An annotation scope right inside a class.
    pub can_see_class_scope: bool,
    /// Index in [`SymbolTable::mangled_names`]: only those names are mangled here.
    pub mangled_names: Option<usize>,
}

impl Scope {
    fn new(name: Name, kind: ScopeKind, location: Location) -> Self {
        Self {
            name,
            kind,
            symbols: Symbols::default(),
            varnames: Vec::new(),
            children: Vec::new(),
            location,
            nested: false,
            generator: false,
            coroutine: false,
            comprehension: None,
            varargs: false,
            varkeywords: false,
            needs_class_closure: false,
            needs_classdict: false,
            comp_inlined: false,
            can_see_class_scope: false,
            mangled_names: None,
        }
    }

    /// What the scope knows of a (mangled) name; nothing if the name does not occur in it
    /// (`_PyST_GetSymbol`).
    ///
    /// Takes a [`Name`], not its text: equal names are mostly the same one, and then nobody reads them.
    pub fn symbol(&self, name: &Name) -> Symbol {
        self.symbols.get(name).copied().unwrap_or_default()
    }
}

/// Which of the scopes that one node can open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScopeRole {
    /// The node's own: module, function, class, lambda, comprehension, type alias value, bound.
    Own,
    /// Its type parameters.
    TypeParameters,
    /// A type parameter's default.
    Default,
}

/// The nodes that can open a scope. Sealed to these, so that no pointer's own address is taken for the
/// address of the node behind it.
pub trait ScopeNode {}

impl ScopeNode for Mod {}
impl ScopeNode for Stmt {}
impl ScopeNode for Expr {}
impl ScopeNode for TypeParam {}

/// The node that opened a scope, by address: the tree does not move between the symbol table and code
/// generation. CPython uses the same key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ScopeKey {
    address: usize,
    role: ScopeRole,
}

impl ScopeKey {
    /// The key of a `Mod`, a `Stmt` (def, class, type), an `Expr` (lambda, comprehension) or a
    /// `TypeParam`.
    pub fn new<T: ScopeNode>(node: &T, role: ScopeRole) -> Self {
        Self { address: std::ptr::from_ref(node).addr(), role }
    }
}

/// All scopes of one program.
#[derive(Clone, Debug)]
pub struct SymbolTable {
    /// Every scope; the module is the first.
    pub scopes: Vec<Scope>,
    /// The scope that each node opened.
    pub by_node: FxHashMap<ScopeKey, ScopeId>,
    /// One set for each generic class: its type parameters (`ste_mangled_names`).
    pub mangled_names: Vec<FxHashSet<Name>>,
}

impl SymbolTable {
    /// Both passes over a program (`_PySymtable_Build`).
    ///
    /// # Errors
    /// Declarations that contradict each other or come too late, bindings that a scope does not allow,
    /// and trees too deep to walk.
    pub fn build(module: &Mod, future: &FutureFeatures) -> Result<Self, SyntaxError> {
        let drafted = build::build(module, future)?;
        analyze::analyze(drafted)
    }

    /// The scope that a node opened.
    ///
    /// # Panics
    /// If the node is not of the tree that the table was built from, or opens no such scope.
    pub fn scope_of<T: ScopeNode>(&self, node: &T, role: ScopeRole) -> ScopeId {
        self.by_node[&ScopeKey::new(node, role)]
    }

    /// A scope.
    pub fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }

    /// A scope, to be changed.
    pub fn scope_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.scopes[id.0 as usize]
    }

    /// The name that `name` stands for in a scope inside the class `private` (`_Py_MaybeMangle`).
    ///
    /// The brackets of `class Spam[__T](__Base)` are a scope of their own, where the class's type
    /// parameters are private names already and no other name is.
    pub fn mangle<'name>(
        &self,
        private: Option<&str>,
        scope: ScopeId,
        name: &'name Name,
    ) -> Cow<'name, Name> {
        if let Some(index) = self.scope(scope).mangled_names
            && !self.mangled_names[index].contains(name)
        {
            return Cow::Borrowed(name);
        }
        mangle(private, name)
    }
}
