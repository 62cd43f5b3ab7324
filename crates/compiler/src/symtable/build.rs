//! The first pass: scopes, and what each does with each name, in the order in which the source says it.
//!
//! This file holds the builder: entering and leaving scopes, recording a use or a binding, and the rules
//! for `:=` in comprehensions. The walk over the tree is in [`super::statements`] and
//! [`super::expressions`]. The order of the walk is not that of execution (an assignment's targets come
//! before its value) and can be observed, so it is CPython's.

use bytescope_bytecode::{Location, Name};
use bytescope_syntax::SyntaxError;
use bytescope_syntax::ast::{Mod, Stmt};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Scope, ScopeId, ScopeKey, ScopeKind, Symbol, SymbolFlags, SymbolTable};
use crate::future::FutureFeatures;
use crate::recursion::Depth;

/// What the first pass hands to the second.
#[derive(Debug)]
pub(super) struct Drafted {
    pub(super) table: SymbolTable,
    /// One for each scope.
    pub(super) drafts: Vec<Draft>,
}

/// What is known of a scope only while the table is being built.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// `global` and `nonlocal` declarations (implied ones too), for error messages.
    pub(super) directives: Vec<(Name, Location)>,
    /// The target of a comprehension's `for` is being visited.
    pub(super) in_comprehension_target: bool,
    /// How many comprehension iterables are being visited, outer scopes' included.
    pub(super) comprehension_iterables: u32,
    /// `"a TypeVar bound"` and the like, for error messages.
    pub(super) description: &'static str,
}

/// Names that the compiler itself puts into scopes.
pub(super) struct OwnNames {
    pub(super) annotation: Name,
    pub(super) class: Name,
    pub(super) classdict: Name,
    pub(super) defaults: Name,
    pub(super) generic_base: Name,
    pub(super) iterator: Name,
    pub(super) kwdefaults: Name,
    pub(super) lambda: Name,
    pub(super) type_params: Name,
}

pub(super) struct Builder {
    pub(super) table: SymbolTable,
    pub(super) drafts: Vec<Draft>,
    /// The scopes that the walk is inside of. The module is the first; the walk never leaves it.
    stack: Vec<ScopeId>,
    /// The innermost of them (`st_cur`).
    pub(super) current: ScopeId,
    /// The class that private names belong to (`st_private`).
    pub(super) private: Option<Name>,
    pub(super) future_annotations: bool,
    pub(super) depth: Depth,
    pub(super) own: OwnNames,
}

/// Runs the first pass.
pub(super) fn build(module: &Mod, future: &FutureFeatures) -> Result<Drafted, SyntaxError> {
    let mut builder = Builder {
        table: SymbolTable { scopes: Vec::new(), by_node: FxHashMap::default(), mangled_names: Vec::new() },
        drafts: Vec::new(),
        stack: Vec::new(),
        current: ScopeId(0),
        private: None,
        future_annotations: future.annotations(),
        depth: Depth::default(),
        own: OwnNames {
            annotation: "_annotation".into(),
            class: "__class__".into(),
            classdict: "__classdict__".into(),
            defaults: ".defaults".into(),
            generic_base: ".generic_base".into(),
            iterator: ".0".into(),
            kwdefaults: ".kwdefaults".into(),
            lambda: "lambda".into(),
            type_params: ".type_params".into(),
        },
    };
    let key = ScopeKey::new(module, super::ScopeRole::Own);
    builder.enter("top".into(), ScopeKind::Module, Some(key), Location::new(0, 0, 0, 0));
    match module {
        Mod::Module { body } | Mod::Interactive { body } => builder.visit_body(body)?,
        Mod::Expression { body } => builder.visit_expr(body)?,
    }
    Ok(Drafted { table: builder.table, drafts: builder.drafts })
}

impl Builder {
    /// Opens a scope inside the current one (`symtable_enter_block`). Annotations under the future import
    /// make no code, so their scope is nobody's child and has no key.
    pub(super) fn enter(&mut self, name: Name, kind: ScopeKind, key: Option<ScopeKey>, location: Location) {
        let id = ScopeId(self.table.scopes.len() as u32);
        let mut scope = Scope::new(name, kind, location);
        let mut draft = Draft::default();
        if let Some(outer) = self.stack.last() {
            let outer_scope = self.table.scope_mut(*outer);
            scope.nested = outer_scope.nested || outer_scope.kind.is_function_like();
            // A class mangles all of its names.
            if kind != ScopeKind::Class {
                scope.mangled_names = outer_scope.mangled_names;
            }
            if kind != ScopeKind::Annotation {
                outer_scope.children.push(id);
            }
            draft.comprehension_iterables = self.draft().comprehension_iterables;
        }
        self.table.scopes.push(scope);
        self.drafts.push(draft);
        if let Some(key) = key {
            self.table.by_node.insert(key, id);
        }
        self.stack.push(id);
        self.current = id;
    }

    /// Closes the current scope.
    pub(super) fn leave(&mut self) {
        self.stack.pop();
        self.current = self.stack.last().copied().unwrap_or(ScopeId(0));
    }

    /// The current scope.
    pub(super) fn scope(&mut self) -> &mut Scope {
        self.table.scope_mut(self.current)
    }

    /// The current scope's draft.
    pub(super) fn draft(&mut self) -> &mut Draft {
        &mut self.drafts[self.current.0 as usize]
    }

    /// What a scope does with a name so far (`symtable_lookup_entry`).
    pub(super) fn lookup_in(&self, scope: ScopeId, name: &Name) -> SymbolFlags {
        let mangled = self.table.mangle(self.private.as_deref(), scope, name);
        self.table.scope(scope).symbol(&mangled).flags
    }

    /// Records what the current scope does with a name (`symtable_add_def`).
    pub(super) fn add(
        &mut self,
        name: &Name,
        flags: SymbolFlags,
        location: Location,
    ) -> Result<(), SyntaxError> {
        if flags.contains(SymbolFlags::TYPE_PARAM)
            && let Some(index) = self.scope().mangled_names
        {
            self.table.mangled_names[index].insert(name.clone());
        }
        self.add_to(self.current, name, flags, location)
    }

    /// Records what a scope does with a name, which is spelt as in the current scope
    /// (`symtable_add_def_helper`).
    fn add_to(
        &mut self,
        id: ScopeId,
        name: &Name,
        flags: SymbolFlags,
        location: Location,
    ) -> Result<(), SyntaxError> {
        let mangled = self.table.mangle(self.private.as_deref(), self.current, name);
        let in_target = self.drafts[id.0 as usize].in_comprehension_target;
        let scope = self.table.scope_mut(id);
        let known = scope.symbols.get_mut(&*mangled);
        let mut all = known.as_ref().map_or(SymbolFlags::empty(), |symbol| symbol.flags);
        let twice = all & flags;
        if twice.contains(SymbolFlags::PARAM) {
            let message = format!("duplicate argument '{name}' in function definition");
            return Err(SyntaxError::new(message, location));
        }
        if twice.contains(SymbolFlags::TYPE_PARAM) {
            return Err(SyntaxError::new(format!("duplicate type parameter '{name}'"), location));
        }
        all |= flags;
        if in_target {
            // `[… for x in … for y in …]` where `y` is the target of a `:=` already.
            if all.intersects(SymbolFlags::GLOBAL | SymbolFlags::NONLOCAL) {
                let message =
                    format!("comprehension inner loop cannot rebind assignment expression target '{name}'");
                return Err(SyntaxError::new(message, location));
            }
            all |= SymbolFlags::COMP_ITER;
        }
        if let Some(symbol) = known {
            symbol.flags = all;
        } else {
            let symbol = Symbol { flags: all, ..Symbol::default() };
            scope.symbols.insert(mangled.clone().into_owned(), symbol);
        }
        if flags.contains(SymbolFlags::PARAM) {
            scope.varnames.push(mangled.into_owned());
        } else if flags.contains(SymbolFlags::GLOBAL) {
            // The module learns of the name even if it does nothing with it itself.
            let module = &mut self.table.scopes[0].symbols;
            module.entry(mangled.into_owned()).or_default().flags |= flags;
        }
        Ok(())
    }

    /// Remembers where the current scope declared a name (`symtable_record_directive`).
    pub(super) fn record_directive(&mut self, name: &Name, location: Location) {
        let mangled = self.table.mangle(self.private.as_deref(), self.current, name).into_owned();
        self.draft().directives.push((mangled, location));
    }

    /// Opens the scope of the type parameters of a generic `def`, `class` or `type`
    /// (`symtable_enter_type_param_block`).
    pub(super) fn enter_type_params(
        &mut self,
        name: &Name,
        statement: &Stmt,
        hidden: &[(Name, SymbolFlags)],
    ) -> Result<(), SyntaxError> {
        let location = statement.location;
        let in_class = self.scope().kind == ScopeKind::Class;
        let key = ScopeKey::new(statement, super::ScopeRole::TypeParameters);
        self.enter(name.clone(), ScopeKind::TypeParameters, Some(key), location);
        if in_class {
            self.see_class_scope(location)?;
        }
        hidden.iter().try_for_each(|(name, flags)| self.add(name, *flags, location))
    }

    /// From here on, names in the current scope are looked up in the class around it first.
    pub(super) fn see_class_scope(&mut self, location: Location) -> Result<(), SyntaxError> {
        self.scope().can_see_class_scope = true;
        let classdict = self.own.classdict.clone();
        self.add(&classdict, SymbolFlags::USE, location)
    }

    /// From here on, only the type parameters that are still to come are mangled, as names of `class`.
    pub(super) fn enter_generic_class(&mut self, class: &Name) {
        let index = self.table.mangled_names.len();
        self.table.mangled_names.push(FxHashSet::default());
        self.scope().mangled_names = Some(index);
        self.private = Some(class.clone());
    }

    /// A `:=` inside a comprehension binds in the nearest function or module around it
    /// (`symtable_extend_namedexpr_scope`).
    pub(super) fn extend_walrus_scope(&mut self, name: &Name, location: Location) -> Result<(), SyntaxError> {
        let refuse = |place: &str| {
            let message = format!("assignment expression within a comprehension cannot be used {place}");
            Err(SyntaxError::new(message, location))
        };
        for index in (0..self.stack.len()).rev() {
            let id = self.stack[index];
            let scope = self.table.scope(id);
            if scope.comprehension.is_some() {
                let iterates = SymbolFlags::COMP_ITER | SymbolFlags::LOCAL;
                if self.lookup_in(id, name).contains(iterates) {
                    let message = format!(
                        "assignment expression cannot rebind comprehension iteration variable '{name}'"
                    );
                    return Err(SyntaxError::new(message, location));
                }
                continue;
            }
            let (declared, bound) = match scope.kind {
                ScopeKind::Function if self.lookup_in(id, name).contains(SymbolFlags::GLOBAL) => {
                    (SymbolFlags::GLOBAL, SymbolFlags::LOCAL)
                }
                ScopeKind::Function => (SymbolFlags::NONLOCAL, SymbolFlags::LOCAL),
                ScopeKind::Module => (SymbolFlags::GLOBAL, SymbolFlags::GLOBAL),
                ScopeKind::Class => return refuse("in a class body"),
                ScopeKind::TypeParameters => return refuse("within the definition of a generic"),
                ScopeKind::TypeAlias => return refuse("in a type alias"),
                ScopeKind::TypeVariable => return refuse("in a TypeVar bound"),
                ScopeKind::Annotation => continue,
            };
            self.add(name, declared, location)?;
            self.record_directive(name, location);
            return self.add_to(id, name, bound, location);
        }
        Ok(())
    }
}
