//! A symbol table as text: what the tests compare with CPython's, in a form that one can read.
//!
//! ```text
//! module top at line 0
//!   f: local, LOCAL
//!   function f at line 1
//!     parameters a
//!     a: cell, PARAM USE
//! ```

use std::fmt;

use super::{Scope, ScopeId, ScopeKind, SymbolFlags, SymbolScope, SymbolTable};

impl fmt::Display for SymbolTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.list(f, ScopeId(0), 0)
    }
}

impl SymbolTable {
    fn list(&self, f: &mut fmt::Formatter<'_>, id: ScopeId, indent: usize) -> fmt::Result {
        let scope = self.scope(id);
        let Scope { kind, name, location, .. } = scope;
        let nested = if scope.nested { ", nested" } else { "" };
        writeln!(f, "{:indent$}{kind} {name} at line {}{nested}", "", location.lineno)?;
        let indent = indent + 2;
        if !scope.varnames.is_empty() {
            writeln!(f, "{:indent$}parameters {}", "", scope.varnames.join(" "))?;
        }
        // Names that only scopes inside need come out of a set in CPython, in no certain order. They stand
        // last here, sorted.
        let added_later = SymbolFlags::FREE_CLASS | SymbolFlags::COMP_CELL;
        let (own, mut passed_through): (Vec<_>, Vec<_>) =
            scope.symbols.iter().partition(|(_, symbol)| !added_later.contains(symbol.flags));
        passed_through.sort_unstable_by_key(|(name, _)| *name);
        for (name, symbol) in own.into_iter().chain(passed_through) {
            write!(f, "{:indent$}{name}: {}", "", symbol.scope)?;
            let mut separator = ", ";
            for (flag, _) in symbol.flags.iter_names().filter(|(flag, _)| *flag != "BOUND") {
                write!(f, "{separator}{flag}")?;
                separator = " ";
            }
            writeln!(f)?;
        }
        scope.children.iter().try_for_each(|child| self.list(f, *child, indent))
    }
}

impl fmt::Display for ScopeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Function => "function",
            Self::Class => "class",
            Self::Module => "module",
            Self::Annotation => "annotation",
            Self::TypeAlias => "type alias",
            Self::TypeParameters => "type parameters",
            Self::TypeVariable => "type variable",
        })
    }
}

impl fmt::Display for SymbolScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unknown => "unknown",
            Self::Local => "local",
            Self::GlobalExplicit => "global",
            Self::GlobalImplicit => "implicit global",
            Self::Free => "free",
            Self::Cell => "cell",
        })
    }
}
