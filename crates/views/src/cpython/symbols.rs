//! `python3.13 -m symtable`.

use std::fmt::Write as _;

use bytescope_bytecode::repr::repr_of_text;
use bytescope_compiler::symtable::{ScopeKind, SymbolFlags, SymbolScope};
use bytescope_explorer::{Scope, Symbol, Symbols};

/// The flags that the tool shows, in its order. `DEF_BOUND` is three flags and shown where all are set.
const FLAGS: [(&str, SymbolFlags); 8] = [
    ("use", SymbolFlags::USE),
    ("def_global", SymbolFlags::GLOBAL),
    ("def_nonlocal", SymbolFlags::NONLOCAL),
    ("def_local", SymbolFlags::LOCAL),
    ("def_param", SymbolFlags::PARAM),
    ("def_import", SymbolFlags::IMPORT),
    ("def_bound", SymbolFlags::BOUND),
    ("def_annot", SymbolFlags::ANNOT),
];

/// The text for some of the scopes: `symbols.scopes` for all that the tool prints.
pub fn symbols<'a>(symbols: &Symbols, scopes: impl IntoIterator<Item = &'a Scope>) -> String {
    let mut out = String::new();
    for scope in scopes {
        // Writing to a string cannot fail, here and below.
        let _ = write_scope(&mut out, symbols, scope);
    }
    out
}

fn write_scope(out: &mut String, symbols: &Symbols, scope: &Scope) -> std::fmt::Result {
    let indent = 4 * scope.depth;
    let nested = if scope.nested { "nested " } else { "" };
    let (of, name) = match scope.kind {
        ScopeKind::Module => ("from file ", repr_of_text(&symbols.filename)),
        _ => ("", repr_of_text(&scope.name)),
    };
    writeln!(out, "{:indent$}symbol table for {nested}{} {of}{name}:", "", scope.kind)?;
    for symbol in &scope.symbols {
        write!(out, "    {:indent$}{} symbol {}: ", "", lives(symbol), repr_of_text(&symbol.name))?;
        let set = FLAGS.into_iter().filter(|(_, flag)| symbol.flags.contains(*flag));
        for (index, (name, _)) in set.enumerate() {
            write!(out, "{}{name}", if index > 0 { ", " } else { "" })?;
        }
        out.push('\n');
    }
    out.push('\n');
    Ok(())
}

/// `Symbol._scope_str`, in lower case.
fn lives(symbol: &Symbol) -> &'static str {
    match symbol.scope {
        SymbolScope::Unknown => "0",
        SymbolScope::Local => "local",
        SymbolScope::GlobalExplicit => "global_explicit",
        SymbolScope::GlobalImplicit => "global_implicit",
        SymbolScope::Free => "free",
        SymbolScope::Cell => "cell",
    }
}
