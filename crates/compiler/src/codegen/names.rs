//! Reading, binding and deleting names; the tables of names and attributes.

use std::borrow::Cow;

use bytescope_bytecode::{Location, Name, Opcode};
use bytescope_syntax::SyntaxError;
use bytescope_syntax::ast::ExprContext;

use super::{Codegen, Result};
use crate::symtable::{ScopeKind, SymbolFlags, SymbolScope};
use crate::unit::NameTable;

/// The index of a name, which is added if it is new.
pub(super) fn intern(table: &mut NameTable, name: &Name) -> u32 {
    let index = match table.get_index_of(name) {
        Some(index) => index,
        None => table.insert_full(name.clone()).0,
    };
    index as u32
}

/// Which family of instructions reaches a name.
#[derive(Clone, Copy)]
enum Access {
    Fast,
    Global,
    Deref,
    Name,
}

impl Codegen<'_> {
    /// A name as it is known in the unit being written: private names carry their class.
    pub(super) fn mangled<'name>(&self, name: &'name Name) -> Cow<'name, Name> {
        self.symbols.mangle(self.unit.private.as_deref(), self.unit.scope, name)
    }

    /// Where a name that is already mangled lives, seen from the unit being written.
    pub(super) fn scope_of_name(&self, name: &Name) -> SymbolScope {
        self.scope().symbol(name).scope
    }

    pub(super) fn load_name(&mut self, name: &Name, location: Location) -> Result {
        self.name_op(name, ExprContext::Load, location)
    }

    pub(super) fn store_name(&mut self, name: &Name, location: Location) -> Result {
        self.name_op(name, ExprContext::Store, location)
    }

    pub(super) fn delete_name(&mut self, name: &Name, location: Location) -> Result {
        self.name_op(name, ExprContext::Del, location)
    }

    /// Emits what reads, binds or deletes a name (`compiler_nameop`).
    pub(super) fn name_op(&mut self, name: &Name, ctx: ExprContext, location: Location) -> Result {
        check_forbidden(name, ctx, location)?;
        let name = self.mangled(name);
        let place = self.scope_of_name(&name);
        let scope = self.scope();
        let function_like = scope.kind.is_function_like();
        let sees_class = scope.can_see_class_scope;
        let in_class = scope.kind == ScopeKind::Class;
        let inlined = self.unit.inlined_comprehensions > 0;
        let access = match place {
            SymbolScope::Free | SymbolScope::Cell => Access::Deref,
            SymbolScope::Local if function_like || self.unit.active_hidden.contains(&*name) => Access::Fast,
            SymbolScope::GlobalImplicit if function_like => Access::Global,
            SymbolScope::GlobalExplicit => Access::Global,
            _ => Access::Name,
        };

        let opcode = match (access, ctx) {
            (Access::Deref, ExprContext::Load) if in_class && !inlined => {
                self.emit(Opcode::LOAD_LOCALS, location);
                Opcode::LOAD_FROM_DICT_OR_DEREF
            }
            (Access::Deref, ExprContext::Load) if sees_class => {
                self.load_classdict(location);
                Opcode::LOAD_FROM_DICT_OR_DEREF
            }
            (Access::Deref, ExprContext::Load) => Opcode::LOAD_DEREF,
            (Access::Deref, ExprContext::Store) => Opcode::STORE_DEREF,
            (Access::Deref, ExprContext::Del) => Opcode::DELETE_DEREF,
            (Access::Fast, ExprContext::Load) => Opcode::LOAD_FAST,
            (Access::Fast, ExprContext::Store) => Opcode::STORE_FAST,
            (Access::Fast, ExprContext::Del) => Opcode::DELETE_FAST,
            (Access::Global, ExprContext::Load) if sees_class && place == SymbolScope::GlobalImplicit => {
                self.load_classdict(location);
                Opcode::LOAD_FROM_DICT_OR_GLOBALS
            }
            (Access::Global, ExprContext::Load) => Opcode::LOAD_GLOBAL,
            (Access::Global, ExprContext::Store) => Opcode::STORE_GLOBAL,
            (Access::Global, ExprContext::Del) => Opcode::DELETE_GLOBAL,
            // A comprehension in a class does not see the class's names, inlined or not.
            (Access::Name, ExprContext::Load) if in_class && inlined => Opcode::LOAD_GLOBAL,
            (Access::Name, ExprContext::Load) => Opcode::LOAD_NAME,
            (Access::Name, ExprContext::Store) => Opcode::STORE_NAME,
            (Access::Name, ExprContext::Del) => Opcode::DELETE_NAME,
        };

        let code = &mut self.unit.code;
        let oparg = match access {
            Access::Fast => intern(&mut code.varnames, &name),
            Access::Global | Access::Name => intern(&mut code.names, &name),
            Access::Deref if place == SymbolScope::Cell => intern(&mut code.cellvars, &name),
            Access::Deref => code.cellvars.len() as u32 + intern(&mut code.freevars, &name),
        };
        let oparg = if opcode == Opcode::LOAD_GLOBAL { oparg << 1 } else { oparg };
        self.emit_arg(opcode, oparg, location);
        Ok(())
    }

    /// Loads the namespace of the class that an annotation scope stands in.
    fn load_classdict(&mut self, location: Location) {
        let code = &mut self.unit.code;
        let free = intern(&mut code.freevars, &Name::from("__classdict__"));
        let oparg = code.cellvars.len() as u32 + free;
        self.emit_arg(Opcode::LOAD_DEREF, oparg, location);
    }

    /// Emits an instruction whose argument is a name as written, mangled: attributes, imports.
    pub(super) fn emit_name(&mut self, opcode: Opcode, name: &Name, location: Location) {
        let oparg = self.name_index(name);
        self.emit_arg(opcode, oparg, location);
    }

    /// The index in `co_names` of a name as written, mangled.
    pub(super) fn name_index(&mut self, name: &Name) -> u32 {
        let name = self.mangled(name);
        intern(&mut self.unit.code.names, &name)
    }

    /// Emits an instruction on a fast local, whatever the scope says of its name.
    pub(super) fn emit_local(&mut self, opcode: Opcode, name: &Name, location: Location) {
        let name = self.mangled(name);
        let oparg = intern(&mut self.unit.code.varnames, &name);
        self.emit_arg(opcode, oparg, location);
    }

    /// The oparg of a cell or free variable, for `LOAD_CLOSURE`, `MAKE_CELL` and `STORE_DEREF`.
    pub(super) fn deref_index(&mut self, name: &Name, place: SymbolScope) -> u32 {
        let code = &mut self.unit.code;
        match place {
            SymbolScope::Cell => intern(&mut code.cellvars, name),
            _ => code.cellvars.len() as u32 + intern(&mut code.freevars, name),
        }
    }

    /// Where a free variable of an inner code object lives in the unit being written (`get_ref_type`).
    pub(super) fn place_of_free(&self, name: &Name) -> SymbolScope {
        let implicit = matches!(&**name, "__class__" | "__classdict__");
        if self.scope().kind == ScopeKind::Class && implicit {
            return SymbolScope::Cell;
        }
        self.scope_of_name(name)
    }

    /// Whether the module imports a name, anywhere at its top level.
    pub(super) fn is_imported(&self, name: &Name) -> bool {
        self.symbols.scopes[0].symbol(name).flags.contains(SymbolFlags::IMPORT)
    }
}

/// `__debug__` cannot be bound or deleted (`forbidden_name`).
pub(super) fn check_forbidden(name: &str, ctx: ExprContext, location: Location) -> Result {
    let verb = match ctx {
        ExprContext::Load => return Ok(()),
        ExprContext::Store => "assign to",
        ExprContext::Del => "delete",
    };
    if name == "__debug__" {
        return Err(SyntaxError::new(format!("cannot {verb} __debug__"), location));
    }
    Ok(())
}
