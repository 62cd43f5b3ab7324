//! The names of the fast slots and what each is (`compute_localsplus_info`).

use bytescope_bytecode::{LocalKind, Name};

use crate::unit::CodeUnit;

/// Locals first, then the cells that are not locals as well, then free variables.
pub(super) fn compute(unit: &CodeUnit) -> (Vec<Name>, Vec<LocalKind>) {
    let count = unit.varnames.len() + unit.cellvars.len() + unit.freevars.len();
    let mut names = Vec::with_capacity(count);
    let mut kinds = Vec::with_capacity(count);
    for name in &unit.varnames {
        let mut kind = LocalKind::LOCAL;
        kind.set(LocalKind::HIDDEN, unit.fasthidden.contains(name));
        kind.set(LocalKind::CELL, unit.cellvars.contains(name));
        names.push(name.clone());
        kinds.push(kind);
    }
    for name in unit.cellvars.iter().filter(|name| !unit.varnames.contains(*name)) {
        names.push(name.clone());
        kinds.push(LocalKind::CELL);
    }
    for name in &unit.freevars {
        names.push(name.clone());
        kinds.push(LocalKind::FREE);
    }
    (names, kinds)
}
