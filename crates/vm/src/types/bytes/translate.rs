//! Bytes replaced by a table.

use super::{data, like};
use crate::call::Args;
use crate::types::{Def, buffer};
use crate::{PyResult, Vm};

pub(super) const METHODS: &[Def] = &[
    Def::method("translate", "($self, table, /, delete=b'')", translate),
    Def::staticmethod("maketrans", "(frm, to, /)", maketrans),
];

fn translate(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let table = match args.some(1) {
        Some(table) => Some(buffer::required(vm, table)?),
        None => None,
    };
    if table.as_ref().is_some_and(|table| table.len() != 256) {
        return Err(vm.value_error("translation table must be 256 characters long"));
    }
    let deleted = match args.get(2) {
        Some(deleted) => buffer::required(vm, deleted)?.into_owned(),
        None => Vec::new(),
    };
    let bytes = data(vm, &args[0])?;
    let kept = bytes.iter().filter(|byte| !deleted.contains(byte));
    let out = kept.map(|byte| table.as_ref().map_or(*byte, |table| table[usize::from(*byte)])).collect();
    Ok(like(vm, &args[0], out))
}

fn maketrans(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (from, to) = (buffer::required(vm, &args[0])?, buffer::required(vm, &args[1])?);
    if from.len() != to.len() {
        return Err(vm.value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (from, to) in from.iter().zip(to.iter()) {
        table[usize::from(*from)] = *to;
    }
    Ok(vm.bytes(table))
}
