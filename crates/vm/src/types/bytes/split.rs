//! Bytes taken apart and put together.

use std::borrow::Cow;

use memchr::memmem;

use super::{data, like, unchanged};
use crate::call::Args;
use crate::types::{Def, buffer};
use crate::{Exc, PyResult, Vm};

const SPLIT: &str = "($self, /, sep=None, maxsplit=-1)";
const STRIP: &str = "($self, bytes=None, /)";

pub(super) const METHODS: &[Def] = &[
    Def::method("split", SPLIT, |vm, args| split(vm, &args, true)),
    Def::method("rsplit", SPLIT, |vm, args| split(vm, &args, false)),
    Def::method("splitlines", "($self, /, keepends=False)", splitlines),
    Def::method("partition", "($self, sep, /)", |vm, args| partition(vm, &args, true)),
    Def::method("rpartition", "($self, sep, /)", |vm, args| partition(vm, &args, false)),
    Def::method("join", "($self, iterable_of_bytes, /)", join),
    Def::method("strip", STRIP, |vm, args| strip(vm, &args, true, true)),
    Def::method("lstrip", STRIP, |vm, args| strip(vm, &args, true, false)),
    Def::method("rstrip", STRIP, |vm, args| strip(vm, &args, false, true)),
];

/// White space in bytes: that of ASCII, without the separators that text has.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

fn split(vm: &mut Vm, args: &Args<'_>, from_start: bool) -> PyResult {
    let bytes = data(vm, &args[0])?;
    let separator = match args.some(1) {
        Some(separator) => Some(buffer::required(vm, separator)?),
        None => None,
    };
    let most = match args.get(2) {
        Some(most) => usize::try_from(vm.index_i64(most)?).unwrap_or(usize::MAX),
        None => usize::MAX,
    };
    let parts = match &separator {
        Some(separator) if separator.is_empty() => return Err(vm.value_error("empty separator")),
        Some(separator) if from_start => split_at(&bytes, separator, most),
        Some(separator) => rsplit_at(&bytes, separator, most),
        None if from_start => split_at_space(&bytes, most),
        None => rsplit_at_space(&bytes, most),
    };
    let items = parts.into_iter().map(|part| like(vm, &args[0], part.to_vec())).collect();
    Ok(vm.list(items))
}

fn split_at<'b>(bytes: &'b [u8], separator: &[u8], most: usize) -> Vec<&'b [u8]> {
    let mut parts = Vec::new();
    let mut start = 0;
    for place in memmem::find_iter(bytes, separator).take(most) {
        parts.push(&bytes[start..place]);
        start = place + separator.len();
    }
    parts.push(&bytes[start..]);
    parts
}

fn rsplit_at<'b>(bytes: &'b [u8], separator: &[u8], most: usize) -> Vec<&'b [u8]> {
    let mut parts = Vec::new();
    let mut rest = bytes;
    while parts.len() < most
        && let Some(place) = memmem::rfind(rest, separator)
    {
        parts.push(&rest[place + separator.len()..]);
        rest = &rest[..place];
    }
    parts.push(rest);
    parts.reverse();
    parts
}

fn trim_start(bytes: &[u8], is_stripped: impl Fn(u8) -> bool) -> &[u8] {
    let start = bytes.iter().position(|byte| !is_stripped(*byte)).unwrap_or(bytes.len());
    &bytes[start..]
}

fn trim_end(bytes: &[u8], is_stripped: impl Fn(u8) -> bool) -> &[u8] {
    let end = bytes.iter().rposition(|byte| !is_stripped(*byte)).map_or(0, |place| place + 1);
    &bytes[..end]
}

fn split_at_space(bytes: &[u8], most: usize) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = trim_start(bytes, is_space);
    while !rest.is_empty() {
        match rest.iter().position(|byte| is_space(*byte)) {
            Some(end) if parts.len() < most => {
                parts.push(&rest[..end]);
                rest = trim_start(&rest[end..], is_space);
            }
            _ => {
                parts.push(rest);
                break;
            }
        }
    }
    parts
}

fn rsplit_at_space(bytes: &[u8], most: usize) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = trim_end(bytes, is_space);
    while !rest.is_empty() {
        match rest.iter().rposition(|byte| is_space(*byte)) {
            Some(start) if parts.len() < most => {
                parts.push(&rest[start + 1..]);
                rest = trim_end(&rest[..start], is_space);
            }
            _ => {
                parts.push(rest);
                break;
            }
        }
    }
    parts.reverse();
    parts
}

fn splitlines(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let bytes = data(vm, &args[0])?;
    let keep = match args.get(1) {
        Some(keep) => vm.truth(keep)?,
        None => false,
    };
    let mut lines = Vec::new();
    let mut start = 0;
    while let Some(len) = bytes[start..].iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
        let place = start + len;
        let end = place + if bytes[place..].starts_with(b"\r\n") { 2 } else { 1 };
        let line = bytes[start..if keep { end } else { place }].to_vec();
        lines.push(like(vm, &args[0], line));
        start = end;
    }
    if start < bytes.len() {
        lines.push(like(vm, &args[0], bytes[start..].to_vec()));
    }
    Ok(vm.list(lines))
}

fn partition(vm: &mut Vm, args: &Args<'_>, from_start: bool) -> PyResult {
    let bytes = data(vm, &args[0])?;
    let separator = buffer::required(vm, &args[1])?;
    if separator.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    let found = if from_start { memmem::find(&bytes, &separator) } else { memmem::rfind(&bytes, &separator) };
    let (before, between, after): (&[u8], &[u8], &[u8]) = match found {
        Some(place) => (&bytes[..place], &separator, &bytes[place + separator.len()..]),
        None if from_start => (&bytes, &[], &[]),
        None => (&[], &[], &bytes),
    };
    let items = [before, between, after].map(|part| like(vm, &args[0], part.to_vec()));
    Ok(vm.tuple(items.into()))
}

fn join(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let separator = data(vm, &args[0])?;
    let iterator = match vm.iter(&args[1]) {
        Ok(iterator) => iterator,
        Err(raised) if raised.is(vm, Exc::TypeError) => {
            return Err(vm.type_error("can only join an iterable"));
        }
        Err(raised) => return Err(raised),
    };
    let items = vm.collect(&iterator)?;
    let mut out = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let Some(part) = buffer::contents(item) else {
            let class = vm.class_of(item).name();
            let message = format!("sequence item {index}: expected a bytes-like object, {class} found");
            return Err(vm.type_error(message));
        };
        vm.check_memory(out.len() + separator.len() + part.len())?;
        if index > 0 {
            out.extend_from_slice(&separator);
        }
        out.extend_from_slice(&part);
    }
    Ok(like(vm, &args[0], out))
}

fn strip(vm: &mut Vm, args: &Args<'_>, at_start: bool, at_end: bool) -> PyResult {
    let bytes = data(vm, &args[0])?;
    let chars: Option<Cow<'_, [u8]>> = match args.some(1) {
        Some(chars) => Some(buffer::required(vm, chars)?),
        None => None,
    };
    let is_stripped = |byte: u8| match &chars {
        Some(chars) => chars.contains(&byte),
        None => is_space(byte),
    };
    let mut rest = &*bytes;
    if at_start {
        rest = trim_start(rest, is_stripped);
    }
    if at_end {
        rest = trim_end(rest, is_stripped);
    }
    if rest.len() == bytes.len() {
        return unchanged(vm, &args[0]);
    }
    let rest = rest.to_vec();
    Ok(like(vm, &args[0], rest))
}
