//! Entering a unit: its tables, its qualified name, its first instruction.

use bytescope_bytecode::{Location, Name, Opcode};
use rustc_hash::FxHashSet;

use super::blocks::FrameBlock;
use super::{Codegen, RESUME_AT_FUNC_START};
use crate::symtable::{Scope, ScopeId, SymbolFlags, SymbolScope, SymbolTable};
use crate::unit::{CodeUnit, NameTable};

/// What a unit is to code generation (CPython's `COMPILER_SCOPE_*`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnitKind {
    Module,
    Class,
    Function,
    AsyncFunction,
    Lambda,
    Comprehension,
    TypeParameters,
}

/// A unit that is being written: its code so far and what writing it needs to remember.
pub(super) struct OpenUnit<'a> {
    /// In a box, because it is large and its owner often moves.
    pub(super) code: Box<CodeUnit>,
    pub(super) scope: ScopeId,
    pub(super) kind: UnitKind,
    /// The class whose name mangles private names (`u_private`).
    pub(super) private: Option<Name>,
    /// The blocks around the statement being compiled, innermost last (`u_fblock`).
    pub(super) blocks: Vec<FrameBlock<'a>>,
    /// How many inlined comprehensions deep we are.
    pub(super) inlined_comprehensions: u32,
    /// Names that are fast locals only while an inlined comprehension runs outside a function.
    pub(super) active_hidden: FxHashSet<Name>,
    /// Attributes that methods assign through `self` (classes only).
    pub(super) static_attributes: FxHashSet<Name>,
}

impl OpenUnit<'_> {
    pub(super) fn for_module(symbols: &SymbolTable) -> Self {
        let name = Name::from("<module>");
        Self::new(symbols, ScopeId(0), UnitKind::Module, &name, 1, Box::default())
    }

    /// `code` is empty; it may bring the room that an earlier unit needed.
    fn new(
        symbols: &SymbolTable,
        id: ScopeId,
        kind: UnitKind,
        name: &Name,
        firstlineno: i32,
        mut code: Box<CodeUnit>,
    ) -> Self {
        let scope = symbols.scope(id);
        code.name = name.clone();
        code.qualname = name.clone();
        code.firstlineno = firstlineno;
        code.varnames.extend(scope.varnames.iter().cloned());
        add_names_in(&mut code.cellvars, scope, SymbolScope::Cell, SymbolFlags::COMP_CELL);
        if scope.needs_class_closure {
            code.cellvars.insert(Name::from("__class__"));
        }
        if scope.needs_classdict {
            code.cellvars.insert(Name::from("__classdict__"));
        }
        add_names_in(&mut code.freevars, scope, SymbolScope::Free, SymbolFlags::FREE_CLASS);
        Self {
            code,
            scope: id,
            kind,
            private: None,
            blocks: Vec::new(),
            inlined_comprehensions: 0,
            active_hidden: FxHashSet::default(),
            static_attributes: FxHashSet::default(),
        }
    }
}

/// Adds a scope's names that live in `wanted` or carry `flag`, sorted (`dictbytype`).
fn add_names_in(names: &mut NameTable, scope: &Scope, wanted: SymbolScope, flag: SymbolFlags) {
    for (name, symbol) in &scope.symbols {
        if symbol.scope == wanted || symbol.flags.intersects(flag) {
            names.insert(name.clone());
        }
    }
    if names.len() > 1 {
        names.sort_unstable();
    }
}

impl Codegen<'_> {
    /// The scope of the unit being written.
    pub(super) fn scope(&self) -> &Scope {
        self.symbols.scope(self.unit.scope)
    }

    /// Opens an inner unit for a scope (`compiler_enter_scope`).
    pub(super) fn enter(&mut self, name: &Name, kind: UnitKind, scope: ScopeId, firstlineno: i32) {
        let code = self.spare.pop().unwrap_or_default();
        let mut unit = OpenUnit::new(&self.symbols, scope, kind, name, firstlineno, code);
        unit.private.clone_from(&self.unit.private);
        self.outer.push(std::mem::replace(&mut self.unit, unit));
        self.unit.code.qualname = self.qualified_name();
        self.emit_arg(Opcode::RESUME, RESUME_AT_FUNC_START, Location::new(firstlineno, firstlineno, 0, 0));
    }

    /// PEP 3155's dotted name of the unit just entered (`compiler_set_qualname`).
    fn qualified_name(&self) -> Name {
        let name = &self.unit.code.name;
        let [enclosing @ .., parent] = &self.outer[..] else { return name.clone() };
        // Type parameters do not show in names: look through their scope.
        let parent = match enclosing {
            [.., around] if parent.kind == UnitKind::TypeParameters => around,
            _ => parent,
        };
        if parent.kind == UnitKind::Module {
            return name.clone();
        }
        if matches!(self.unit.kind, UnitKind::Function | UnitKind::AsyncFunction | UnitKind::Class) {
            let mangled = self.symbols.mangle(parent.private.as_deref(), parent.scope, name);
            let symbol = self.symbols.scope(parent.scope).symbol(&mangled);
            if symbol.scope == SymbolScope::GlobalExplicit {
                return name.clone();
            }
        }
        let base = &parent.code.qualname;
        match parent.kind {
            UnitKind::Function | UnitKind::AsyncFunction | UnitKind::Lambda => {
                format!("{base}.<locals>.{name}").into()
            }
            _ => format!("{base}.{name}").into(),
        }
    }
}
