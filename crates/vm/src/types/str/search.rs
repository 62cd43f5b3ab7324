//! Texts within texts.

use std::ops::Range;

use memchr::memmem;

use super::points::{byte_range, index_at, search_bounds};
use super::{from_wtf8_bytes, text_of};
use crate::call::Args;
use crate::objects::{Str, Tuple};
use crate::types::{Def, native};
use crate::value::Value;
use crate::{PyResult, Vm};

const FIND: &str = "($self, sub, start=None, end=None, /)";

pub(super) const METHODS: &[Def] = &[
    Def::method("find", FIND, |vm, args| {
        Ok(Value::int(find(vm, &args, "find", true)?.map_or(-1, |place| place as i64)))
    }),
    Def::method("rfind", FIND, |vm, args| {
        Ok(Value::int(find(vm, &args, "rfind", false)?.map_or(-1, |place| place as i64)))
    }),
    Def::method("index", FIND, |vm, args| {
        let found = find(vm, &args, "index", true)?;
        must_be_found(vm, found)
    }),
    Def::method("rindex", FIND, |vm, args| {
        let found = find(vm, &args, "rindex", false)?;
        must_be_found(vm, found)
    }),
    Def::method("count", FIND, count),
    Def::method("startswith", "($self, prefix, start=None, end=None, /)", |vm, args| {
        is_at_edge(vm, &args, "startswith", <[u8]>::starts_with)
    }),
    Def::method("endswith", "($self, suffix, start=None, end=None, /)", |vm, args| {
        is_at_edge(vm, &args, "endswith", <[u8]>::ends_with)
    }),
    Def::method("replace", "($self, old, new, /, count=-1)", replace),
    Def::method("removeprefix", "($self, prefix, /)", |vm, args| {
        let text = vm.native::<Str>(&args[0])?.wtf8();
        let prefix = text_of(vm, &args[1], "removeprefix() argument must be str")?;
        match text.strip_prefix(prefix.wtf8()) {
            Some(rest) if !prefix.is_empty() => Ok(vm.str_part(rest)),
            _ => vm.plain_str(&args[0]),
        }
    }),
    Def::method("removesuffix", "($self, suffix, /)", |vm, args| {
        let text = vm.native::<Str>(&args[0])?.wtf8();
        let suffix = text_of(vm, &args[1], "removesuffix() argument must be str")?;
        match text.strip_suffix(suffix.wtf8()) {
            Some(rest) if !suffix.is_empty() => Ok(vm.str_part(rest)),
            _ => vm.plain_str(&args[0]),
        }
    }),
];

/// The bytes of the part that optional arguments `start` and `end` ask for, `None` if it ends before it
/// starts; an empty text is not found there either.
fn part(vm: &mut Vm, args: &Args<'_>, text: &Str) -> PyResult<Option<Range<usize>>> {
    let bounds = search_bounds(vm, args.some(2), args.some(3), text.len())?;
    Ok(bounds.map(|range| byte_range(text, range)))
}

fn find(vm: &mut Vm, args: &Args<'_>, name: &str, first: bool) -> PyResult<Option<usize>> {
    let text = vm.native::<Str>(&args[0])?;
    let Some(wanted) = native::<Str>(&args[1]) else {
        let class = vm.class_of(&args[1]).name();
        return Err(vm.type_error(format!("{name}() argument 1 must be str, not {class}")));
    };
    let wanted = wanted.wtf8().as_bytes();
    let Some(range) = part(vm, args, text)? else { return Ok(None) };
    let place = match &text.wtf8().as_bytes()[range.clone()] {
        bytes if first => memmem::find(bytes, wanted),
        bytes => memmem::rfind(bytes, wanted),
    };
    Ok(place.map(|place| index_at(text, range.start + place)))
}

fn must_be_found(vm: &mut Vm, place: Option<usize>) -> PyResult {
    match place {
        Some(place) => Ok(Value::int(place as i64)),
        None => Err(vm.value_error("substring not found")),
    }
}

fn count(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let text = vm.native::<Str>(&args[0])?;
    let wanted = text_of(vm, &args[1], "count() argument 1 must be str")?;
    let Some(range) = part(vm, &args, text)? else { return Ok(Value::int(0)) };
    let part = &text.wtf8()[range];
    let count = if wanted.is_empty() {
        part.code_points().count() + 1
    } else {
        memmem::find_iter(part.as_bytes(), wanted.wtf8().as_bytes()).count()
    };
    Ok(Value::int(count as i64))
}

fn is_at_edge(vm: &mut Vm, args: &Args<'_>, name: &str, holds: fn(&[u8], &[u8]) -> bool) -> PyResult {
    let text = vm.native::<Str>(&args[0])?;
    let range = part(vm, args, text)?;
    let bytes = range.map(|range| &text.wtf8().as_bytes()[range]);
    let matches = |edge: &Str| bytes.is_some_and(|bytes| holds(bytes, edge.wtf8().as_bytes()));
    if let Some(edge) = native::<Str>(&args[1]) {
        return Ok(Value::bool(matches(edge)));
    }
    if let Some(edges) = native::<Tuple>(&args[1]) {
        for edge in &edges.items {
            let Some(text) = native::<Str>(edge) else {
                let class = vm.class_of(edge).name();
                return Err(vm.type_error(format!("tuple for {name} must only contain str, not {class}")));
            };
            if matches(text) {
                return Ok(Value::bool(true));
            }
        }
        return Ok(Value::bool(false));
    }
    let class = vm.class_of(&args[1]).name();
    Err(vm.type_error(format!("{name} first arg must be str or a tuple of str, not {class}")))
}

pub(super) fn contains(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let text = vm.native::<Str>(&args[0])?;
    let wanted = text_of(vm, &args[1], "'in <string>' requires string as left operand")?;
    Ok(Value::bool(memmem::find(text.wtf8().as_bytes(), wanted.wtf8().as_bytes()).is_some()))
}

fn replace(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let text = vm.native::<Str>(&args[0])?;
    let old = text_of(vm, &args[1], "replace() argument 1 must be str")?;
    let new = text_of(vm, &args[2], "replace() argument 2 must be str")?.wtf8().as_bytes();
    let most = match args.get(3) {
        Some(count) => usize::try_from(vm.index_i64(count)?).unwrap_or(usize::MAX),
        None => usize::MAX,
    };
    let bytes = text.wtf8().as_bytes();
    let places: Vec<usize> = if old.is_empty() {
        let starts = text.wtf8().code_point_indices().map(|(offset, _)| offset);
        starts.chain([bytes.len()]).take(most).collect()
    } else {
        memmem::find_iter(bytes, old.wtf8().as_bytes()).take(most).collect()
    };
    if places.is_empty() {
        return vm.plain_str(&args[0]);
    }
    vm.check_memory(bytes.len().saturating_add(places.len().saturating_mul(new.len())))?;
    let mut out = Vec::with_capacity(bytes.len() + places.len() * new.len());
    let mut copied = 0;
    for place in places {
        out.extend_from_slice(&bytes[copied..place]);
        out.extend_from_slice(new);
        copied = place + old.wtf8().len();
    }
    out.extend_from_slice(&bytes[copied..]);
    Ok(vm.str_from(from_wtf8_bytes(out)))
}
