//! Places of code points in a text, items and slices.

use std::ops::Range;

use rustpython_wtf8::{CodePoint, Wtf8Buf};

use crate::call::Args;
use crate::objects::{Slice, Str};
use crate::types::sequence::place;
use crate::value::Value;
use crate::{Exc, PyResult, Vm};

/// The offset in bytes of the code point at `index`; the end for an index that is too large.
pub(super) fn offset(text: &Str, index: usize) -> usize {
    if text.is_ascii() {
        return index.min(text.len());
    }
    let bytes = text.wtf8().as_bytes();
    if index >= text.len() {
        return bytes.len();
    }
    let mut starts = bytes.iter().enumerate().filter(|(_, byte)| **byte & 0xC0 != 0x80);
    starts.nth(index).map_or(bytes.len(), |(offset, _)| offset)
}

/// The index of the code point at an offset in bytes.
pub(super) fn index_at(text: &Str, offset: usize) -> usize {
    if text.is_ascii() {
        return offset;
    }
    text.wtf8().as_bytes()[..offset].iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

/// The bytes of a range of code points.
pub(super) fn byte_range(text: &Str, range: Range<usize>) -> Range<usize> {
    if text.is_ascii() {
        return range;
    }
    let start = offset(text, range.start);
    if range.end >= text.len() {
        return start..text.wtf8().len();
    }
    let rest = text.wtf8().as_bytes()[start..].iter().enumerate().filter(|(_, byte)| **byte & 0xC0 != 0x80);
    let end = rest.map(|(offset, _)| offset).nth(range.end - range.start);
    start..end.map_or(text.wtf8().len(), |end| start + end)
}

/// The code point at an index.
fn point_at(text: &Str, index: usize) -> Option<CodePoint> {
    if text.is_ascii() {
        return text.wtf8().as_bytes().get(index).map(|byte| CodePoint::from(*byte));
    }
    text.wtf8()[offset(text, index)..].code_points().next()
}

pub(super) fn getitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let text = vm.native::<Str>(&args[0])?;
    if let Some(slice) = args[1].downcast::<Slice>() {
        let indices = vm.unpack_slice(slice)?.adjust(text.len());
        if let Some(range) = indices.contiguous() {
            if range.len() == text.len() {
                return vm.plain_str(&args[0]);
            }
            let part = &text.wtf8()[byte_range(text, range)];
            return Ok(vm.str_part(part));
        }
        let part: Wtf8Buf = if text.is_ascii() {
            let bytes = text.wtf8().as_bytes();
            indices.places().map(|place| CodePoint::from(bytes[place])).collect()
        } else {
            let points: Vec<CodePoint> = text.wtf8().code_points().collect();
            indices.places().map(|place| points[place]).collect()
        };
        return Ok(vm.str_from(part));
    }
    let index = match args[1].as_int() {
        Some(index) => index,
        None => index_of(vm, &args[1])?,
    };
    match place(index, text.len()).and_then(|place| point_at(text, place)) {
        Some(point) => Ok(vm.char(point)),
        None => Err(vm.error(Exc::IndexError, "string index out of range")),
    }
}

fn index_of(vm: &mut Vm, key: &Value) -> PyResult<i64> {
    let class = vm.class_of(key);
    let by_index = vm.names.index.clone();
    if vm.lookup(&class, &by_index).is_none() {
        let class = class.name();
        return Err(vm.type_error(format!("string indices must be integers, not '{class}'")));
    }
    vm.index_i64(key).map_err(|raised| {
        if raised.is(vm, Exc::OverflowError) {
            let message = format!("cannot fit '{}' into an index-sized integer", class.name());
            vm.error(Exc::IndexError, message)
        } else {
            raised
        }
    })
}

/// The range that optional arguments `start` and `end` of a search ask for; `None` if it ends before it
/// starts, where not even an empty text is found (`ADJUST_INDICES`).
pub(in crate::types) fn search_bounds(
    vm: &mut Vm,
    start: Option<&Value>,
    end: Option<&Value>,
    len: usize,
) -> PyResult<Option<Range<usize>>> {
    let mut bound = |value: Option<&Value>, default: usize| match value {
        Some(value) => {
            let index = vm.slice_index(value)?;
            Ok(if index < 0 { index.saturating_add(len as i64).max(0) as usize } else { index as usize })
        }
        None => Ok(default),
    };
    let start = bound(start, 0)?;
    let end = bound(end, len)?.min(len);
    Ok((start <= end).then_some(start..end))
}
