//! The second pass: where each name lives (`symtable_analyze`).
//!
//! A scope is analyzed with the names that the scopes around it bind; it gives back the names that it, or
//! a scope inside it, takes from outside. On the way back a local that an inner scope takes becomes a cell.
//! Comprehensions other than generator expressions are inlined here (PEP 709): their names become names
//! of the scope around them. A class's bindings are invisible to its methods, and so are not handed down.

use std::mem;

use bytescope_bytecode::{Location, Name};
use bytescope_syntax::SyntaxError;
use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashSet};

use super::build::{Draft, Drafted};
use super::{ScopeId, ScopeKind, Symbol, SymbolFlags, SymbolScope, SymbolTable};

type Names = FxHashSet<Name>;

/// Names taken from outside. CPython's set has no order that one could rely on; ours is that of discovery.
type FreeNames = IndexSet<Name, FxBuildHasher>;

/// What a scope can see of the scopes around it.
struct Outside {
    /// Bound in enclosing functions; `None` for the module.
    bound: Option<Names>,
    /// Those of the bound names that are type parameters, and so not open to `nonlocal`.
    type_params: Names,
}

/// What a scope does to the names around it.
#[derive(Default)]
struct Own {
    local: Vec<Name>,
    global: Vec<Name>,
    free: FreeNames,
    type_params: Vec<Name>,
}

struct Analyzer {
    table: SymbolTable,
    drafts: Vec<Draft>,
}

/// Runs the second pass.
pub(super) fn analyze(drafted: Drafted) -> Result<SymbolTable, SyntaxError> {
    let mut analyzer = Analyzer { table: drafted.table, drafts: drafted.drafts };
    let nothing = Outside { bound: None, type_params: Names::default() };
    analyzer.block(ScopeId(0), &nothing, None)?;
    Ok(analyzer.table)
}

impl Analyzer {
    /// Decides about all names of a scope and of those inside it; gives the names it takes from outside
    /// (`analyze_block`). `class` is the class whose names it can see, if any.
    fn block(
        &mut self,
        id: ScopeId,
        outside: &Outside,
        class: Option<ScopeId>,
    ) -> Result<FreeNames, SyntaxError> {
        let mut own = Own::default();
        let mut symbols = mem::take(&mut self.table.scope_mut(id).symbols);
        for (name, symbol) in &mut symbols {
            symbol.scope = self.name(id, name, symbol.flags, outside, &mut own, class)?;
        }
        let scope = self.table.scope_mut(id);
        scope.symbols = symbols;
        let kind = scope.kind;
        let sees_class = scope.can_see_class_scope;
        let children = mem::take(&mut scope.children);

        let mut free_below = FreeNames::default();
        let mut inlined_cells = Names::default();
        let mut remaining = Vec::with_capacity(children.len());
        if !children.is_empty() {
            let inside = outside.seen_from_inside(kind, &own);
            for child_id in children {
                let child = self.table.scope(child_id);
                let child_class = match kind {
                    _ if !child.can_see_class_scope => None,
                    ScopeKind::Class => Some(id),
                    _ => class,
                };
                let inline = child.comprehension.is_some() && !child.generator && !sees_class;
                let mut child_free = self.block(child_id, &inside, child_class)?;
                if inline {
                    self.inline_comprehension(id, child_id, &mut child_free, &mut inlined_cells);
                    remaining.extend_from_slice(&self.table.scope(child_id).children);
                } else {
                    remaining.push(child_id);
                }
                free_below.extend(child_free);
            }
        }
        self.table.scope_mut(id).children = remaining;

        if kind.is_function_like() {
            self.make_cells(id, &mut free_below, &inlined_cells);
        } else if kind == ScopeKind::Class {
            // What methods reach as `__class__` and `__classdict__` is made by the class itself.
            let scope = self.table.scope_mut(id);
            scope.needs_class_closure = free_below.swap_remove("__class__");
            scope.needs_classdict = free_below.swap_remove("__classdict__");
        }
        self.update_symbols(id, outside.bound.as_ref(), &free_below, &inlined_cells);
        own.free.extend(free_below);
        Ok(own.free)
    }

    /// Decides where a name lives that a scope mentions (`analyze_name`); the first rule that fits wins.
    fn name(
        &self,
        id: ScopeId,
        name: &Name,
        flags: SymbolFlags,
        outside: &Outside,
        own: &mut Own,
        class: Option<ScopeId>,
    ) -> Result<SymbolScope, SyntaxError> {
        if flags.contains(SymbolFlags::GLOBAL) {
            if flags.contains(SymbolFlags::NONLOCAL) {
                return Err(self.error_at_directive(
                    id,
                    name,
                    format!("name '{name}' is nonlocal and global"),
                ));
            }
            own.global.push(name.clone());
            return Ok(SymbolScope::GlobalExplicit);
        }
        if flags.contains(SymbolFlags::NONLOCAL) {
            let complaint = match &outside.bound {
                None => "nonlocal declaration not allowed at module level".into(),
                Some(bound) if !bound.contains(name) => format!("no binding for nonlocal '{name}' found"),
                Some(_) if outside.type_params.contains(name) => {
                    format!("nonlocal binding not allowed for type parameter '{name}'")
                }
                Some(_) => {
                    own.free.insert(name.clone());
                    return Ok(SymbolScope::Free);
                }
            };
            return Err(self.error_at_directive(id, name, complaint));
        }
        if flags.intersects(SymbolFlags::BOUND) {
            own.local.push(name.clone());
            if flags.contains(SymbolFlags::TYPE_PARAM) {
                own.type_params.push(name.clone());
            }
            return Ok(SymbolScope::Local);
        }
        // The class around an annotation scope is asked at run time, and then only the globals.
        if let Some(class) = class {
            let in_class = self.table.scope(class).symbol(name).flags;
            if in_class.contains(SymbolFlags::GLOBAL) {
                return Ok(SymbolScope::GlobalExplicit);
            }
            if in_class.intersects(SymbolFlags::BOUND) && !in_class.contains(SymbolFlags::NONLOCAL) {
                return Ok(SymbolScope::GlobalImplicit);
            }
        }
        if outside.bound.as_ref().is_some_and(|bound| bound.contains(name)) {
            own.free.insert(name.clone());
            return Ok(SymbolScope::Free);
        }
        Ok(SymbolScope::GlobalImplicit)
    }

    /// An error where the scope declared the name (`error_at_directive`).
    fn error_at_directive(&self, id: ScopeId, name: &Name, message: String) -> SyntaxError {
        let directives = &self.drafts[id.0 as usize].directives;
        let found = directives.iter().find(|(declared, _)| declared == name);
        SyntaxError::new(message, found.map_or(Location::NONE, |(_, location)| *location))
    }

    /// Makes the names of a comprehension names of the scope around it (`inline_comprehension`).
    fn inline_comprehension(
        &mut self,
        id: ScopeId,
        comprehension: ScopeId,
        free: &mut FreeNames,
        inlined_cells: &mut Names,
    ) {
        self.table.scope_mut(comprehension).comp_inlined = true;
        let mut symbols = mem::take(&mut self.table.scope_mut(comprehension).symbols);
        let mut remove_class = false;
        for (name, symbol) in &symbols {
            let Symbol { flags, mut scope } = *symbol;
            // The iterable is on the stack.
            if flags.contains(SymbolFlags::PARAM) {
                continue;
            }
            if scope == SymbolScope::Cell || flags.contains(SymbolFlags::COMP_CELL) {
                inlined_cells.insert(name.clone());
            }
            let is_class = self.table.scope(id).kind == ScopeKind::Class;
            // A class body cannot see its own `__class__`.
            if scope == SymbolScope::Free && is_class && &**name == "__class__" {
                scope = SymbolScope::GlobalImplicit;
                free.swap_remove(name);
                remove_class = true;
            }
            let known = self.table.scope(id).symbols.get(name);
            if known.is_none() {
                let copied = Symbol { flags, scope };
                self.table.scope_mut(id).symbols.insert(name.clone(), copied);
            } else if known.is_some_and(|known| known.flags.intersects(SymbolFlags::BOUND))
                && !is_class
                && !self.is_free_in_any_child(comprehension, name)
            {
                // What the comprehension took from this scope is now simply a local.
                free.swap_remove(name);
            }
        }
        if remove_class {
            symbols.shift_remove("__class__");
        }
        self.table.scope_mut(comprehension).symbols = symbols;
    }

    fn is_free_in_any_child(&self, id: ScopeId, name: &Name) -> bool {
        let children = &self.table.scope(id).children;
        children.iter().any(|child| self.table.scope(*child).symbol(name).scope == SymbolScope::Free)
    }

    /// Locals that scopes inside take become cells (`analyze_cells`).
    fn make_cells(&mut self, id: ScopeId, free_below: &mut FreeNames, inlined_cells: &Names) {
        if free_below.is_empty() && inlined_cells.is_empty() {
            return;
        }
        for (name, symbol) in &mut self.table.scope_mut(id).symbols {
            if symbol.scope == SymbolScope::Local
                && (free_below.swap_remove(name) || inlined_cells.contains(name))
            {
                symbol.scope = SymbolScope::Cell;
            }
        }
    }

    /// Records what the scopes inside take from outside this one (`update_symbols`).
    fn update_symbols(
        &mut self,
        id: ScopeId,
        bound: Option<&Names>,
        free_below: &FreeNames,
        inlined_cells: &Names,
    ) {
        let scope = self.table.scope_mut(id);
        for name in inlined_cells {
            if let Some(symbol) = scope.symbols.get_mut(name) {
                symbol.flags |= SymbolFlags::COMP_CELL;
            }
        }
        let is_class = scope.kind == ScopeKind::Class || scope.can_see_class_scope;
        for name in free_below {
            if let Some(symbol) = scope.symbols.get_mut(name) {
                if is_class {
                    symbol.flags |= SymbolFlags::FREE_CLASS;
                }
            } else if bound.is_none_or(|bound| bound.contains(name)) {
                let passed_through = Symbol { flags: SymbolFlags::empty(), scope: SymbolScope::Free };
                scope.symbols.insert(name.clone(), passed_through);
            }
        }
    }
}

impl Outside {
    /// What the scopes inside a scope of this kind see.
    fn seen_from_inside(&self, kind: ScopeKind, own: &Own) -> Self {
        let mut bound = self.bound.clone().unwrap_or_default();
        if kind == ScopeKind::Class {
            bound.extend(["__class__".into(), "__classdict__".into()]);
        } else {
            for name in &own.global {
                bound.remove(name);
            }
            if kind.is_function_like() {
                bound.extend(own.local.iter().cloned());
            }
        }
        let mut type_params = self.type_params.clone();
        for name in &own.local {
            type_params.remove(name);
        }
        type_params.extend(own.type_params.iter().cloned());
        Self { bound: Some(bound), type_params }
    }
}
