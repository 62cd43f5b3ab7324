//! Bytes made wider.

use std::iter::repeat_n;

use super::{data, like, unchanged};
use crate::call::Args;
use crate::objects::{ByteArray, Bytes};
use crate::types::{Def, buffer, native};
use crate::{PyResult, Vm};

const JUSTIFY: &str = "($self, width, fillchar=b' ', /)";

pub(super) const METHODS: &[Def] = &[
    Def::method("center", JUSTIFY, |vm, args| {
        // As for text, the odd one of the padding goes to the left if the width is odd.
        justify(vm, &args, "center", |padding, width| padding / 2 + (padding & width & 1))
    }),
    Def::method("ljust", JUSTIFY, |vm, args| justify(vm, &args, "ljust", |_, _| 0)),
    Def::method("rjust", JUSTIFY, |vm, args| justify(vm, &args, "rjust", |padding, _| padding)),
    Def::method("zfill", "($self, width, /)", zfill),
    Def::method("expandtabs", "($self, /, tabsize=8)", expandtabs),
];

fn justify(vm: &mut Vm, args: &Args<'_>, name: &str, left: fn(usize, usize) -> usize) -> PyResult {
    let width = vm.index_i64(&args[1])?.max(0) as usize;
    let fill = match args.get(2) {
        None => b' ',
        Some(fill) => {
            let is_bytes = native::<Bytes>(fill).is_some() || native::<ByteArray>(fill).is_some();
            match buffer::contents(fill).as_deref() {
                Some([byte]) if is_bytes => *byte,
                _ => {
                    let class = vm.class_of(fill).name();
                    let message =
                        format!("{name}() argument 2 must be a byte string of length 1, not {class}");
                    return Err(vm.type_error(message));
                }
            }
        }
    };
    let bytes = data(vm, &args[0])?;
    let padding = width.saturating_sub(bytes.len());
    if padding == 0 {
        return unchanged(vm, &args[0]);
    }
    vm.check_memory(width)?;
    let before = left(padding, width);
    let mut out = Vec::with_capacity(width);
    out.extend(repeat_n(fill, before));
    out.extend_from_slice(&bytes);
    out.extend(repeat_n(fill, padding - before));
    Ok(like(vm, &args[0], out))
}

fn zfill(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let width = vm.index_i64(&args[1])?.max(0) as usize;
    let bytes = data(vm, &args[0])?;
    let zeros = width.saturating_sub(bytes.len());
    if zeros == 0 {
        return unchanged(vm, &args[0]);
    }
    vm.check_memory(width)?;
    let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let mut out = bytes[..sign].to_vec();
    out.extend(repeat_n(b'0', zeros));
    out.extend_from_slice(&bytes[sign..]);
    Ok(like(vm, &args[0], out))
}

fn expandtabs(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let size = match args.get(1) {
        Some(size) => vm.index_i64(size)?.max(0) as usize,
        None => 8,
    };
    let bytes = data(vm, &args[0])?;
    let tabs = memchr::memchr_iter(b'\t', &bytes).count();
    vm.check_memory(tabs.saturating_mul(size))?;
    let mut out = Vec::with_capacity(bytes.len());
    let mut column = 0;
    for byte in bytes.iter() {
        if *byte == b'\t' {
            let spaces = if size == 0 { 0 } else { size - column % size };
            column += spaces;
            out.extend(repeat_n(b' ', spaces));
        } else {
            column = if matches!(byte, b'\n' | b'\r') { 0 } else { column + 1 };
            out.push(*byte);
        }
    }
    Ok(like(vm, &args[0], out))
}
