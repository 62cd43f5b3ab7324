//! The names of the fast slots and what each is (`compute_localsplus_info`).

use bytescope_bytecode::{LocalKind, Name};

use crate::unit::CodeUnit;

/// Locals first, then the cells that are not locals as well, then free variables. They move out of the unit.
pub(super) fn compute(unit: &mut CodeUnit) -> (Vec<Name>, Vec<LocalKind>) {
    let CodeUnit { varnames, cellvars, freevars, fasthidden, .. } = unit;
    let count = varnames.len() + cellvars.len() + freevars.len();
    let mut kinds = Vec::with_capacity(count);
    for name in &*varnames {
        let mut kind = LocalKind::LOCAL;
        kind.set(LocalKind::HIDDEN, fasthidden.contains(name));
        kind.set(LocalKind::CELL, cellvars.contains(name));
        kinds.push(kind);
    }
    cellvars.retain(|name| !varnames.contains(name));
    kinds.resize(kinds.len() + cellvars.len(), LocalKind::CELL);
    kinds.resize(kinds.len() + freevars.len(), LocalKind::FREE);
    let mut names = Vec::with_capacity(count);
    for table in [varnames, cellvars, freevars] {
        names.extend(table.drain(..));
    }
    (names, kinds)
}
