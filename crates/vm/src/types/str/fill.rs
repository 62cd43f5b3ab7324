//! Texts made wider.

use std::iter::repeat_n;

use rustpython_wtf8::{CodePoint, Wtf8Buf};

use crate::call::Args;
use crate::objects::Str;
use crate::types::{Def, native};
use crate::{PyResult, Vm};

const JUSTIFY: &str = "($self, width, fillchar=' ', /)";

pub(super) const METHODS: &[Def] = &[
    Def::method("center", JUSTIFY, |vm, args| {
        // The odd one of the padding goes to the left if the width is odd.
        justify(vm, &args, |padding, width| padding / 2 + (padding & width & 1))
    }),
    Def::method("ljust", JUSTIFY, |vm, args| justify(vm, &args, |_, _| 0)),
    Def::method("rjust", JUSTIFY, |vm, args| justify(vm, &args, |padding, _| padding)),
    Def::method("zfill", "($self, width, /)", zfill),
    Def::method("expandtabs", "($self, /, tabsize=8)", expandtabs),
];

/// Pads a text; `left` says how much of the padding goes before it.
fn justify(vm: &mut Vm, args: &Args<'_>, left: fn(usize, usize) -> usize) -> PyResult {
    let text = vm.native::<Str>(&args[0])?;
    let width = vm.index_i64(&args[1])?.max(0) as usize;
    let fill = match args.get(2) {
        None => CodePoint::from(' '),
        Some(fill) => match native::<Str>(fill) {
            Some(fill) => {
                let mut points = fill.wtf8().code_points();
                match (points.next(), points.next()) {
                    (Some(point), None) => point,
                    _ => {
                        return Err(vm.type_error("The fill character must be exactly one character long"));
                    }
                }
            }
            None => {
                let class = vm.class_of(fill).name();
                let message = format!("The fill character must be a unicode character, not {class}");
                return Err(vm.type_error(message));
            }
        },
    };
    let padding = width.saturating_sub(text.len());
    if padding == 0 {
        return vm.plain_str(&args[0]);
    }
    vm.check_memory(padding.saturating_mul(fill.len_wtf8()))?;
    let before = left(padding, width);
    let mut out = Wtf8Buf::with_capacity(text.wtf8().len() + padding * fill.len_wtf8());
    out.extend(repeat_n(fill, before));
    out.push_wtf8(text.wtf8());
    out.extend(repeat_n(fill, padding - before));
    Ok(vm.str_from(out))
}

fn zfill(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let text = vm.native::<Str>(&args[0])?;
    let width = vm.index_i64(&args[1])?.max(0) as usize;
    let zeros = width.saturating_sub(text.len());
    if zeros == 0 {
        return vm.plain_str(&args[0]);
    }
    vm.check_memory(width)?;
    let sign = usize::from(matches!(text.wtf8().as_bytes().first(), Some(b'+' | b'-')));
    let mut out = text.wtf8()[..sign].to_owned();
    out.extend(repeat_n(CodePoint::from('0'), zeros));
    out.push_wtf8(&text.wtf8()[sign..]);
    Ok(vm.str_from(out))
}

fn expandtabs(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let text = vm.native::<Str>(&args[0])?;
    let size = match args.get(1) {
        Some(size) => vm.index_i64(size)?.max(0) as usize,
        None => 8,
    };
    let tabs = memchr::memchr_iter(b'\t', text.wtf8().as_bytes()).count();
    vm.check_memory(tabs.saturating_mul(size))?;
    let mut out = Wtf8Buf::with_capacity(text.wtf8().len());
    let mut column = 0;
    for point in text.wtf8().code_points() {
        match point.to_char() {
            Some('\t') => {
                let spaces = if size == 0 { 0 } else { size - column % size };
                column += spaces;
                out.extend(repeat_n(CodePoint::from(' '), spaces));
            }
            other => {
                column = if matches!(other, Some('\n' | '\r')) { 0 } else { column + 1 };
                out.push(point);
            }
        }
    }
    Ok(vm.str_from(out))
}
