//! Texts taken apart and put together.

use memchr::memmem;
use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};

use super::text_of;
use crate::call::Args;
use crate::objects::{List, Str, Tuple, list_resize};
use crate::types::{Def, native, unicode};
use crate::{Exc, PyResult, Vm};

const SPLIT: &str = "($self, /, sep=None, maxsplit=-1)";
const STRIP: &str = "($self, chars=None, /)";

pub(super) const METHODS: &[Def] = &[
    Def::method("split", SPLIT, |vm, args| split(vm, &args, true)),
    Def::method("rsplit", SPLIT, |vm, args| split(vm, &args, false)),
    Def::method("splitlines", "($self, /, keepends=False)", splitlines),
    Def::method("partition", "($self, sep, /)", |vm, args| partition(vm, &args, true)),
    Def::method("rpartition", "($self, sep, /)", |vm, args| partition(vm, &args, false)),
    Def::method("join", "($self, iterable, /)", join),
    Def::method("strip", STRIP, |vm, args| strip(vm, &args, "strip", true, true)),
    Def::method("lstrip", STRIP, |vm, args| strip(vm, &args, "lstrip", true, false)),
    Def::method("rstrip", STRIP, |vm, args| strip(vm, &args, "rstrip", false, true)),
];

fn split(vm: &mut Vm, args: &Args<'_>, from_start: bool) -> PyResult {
    let text = vm.native::<Str>(&args[0])?.wtf8();
    let separator = match args.some(1) {
        Some(separator) => Some(text_of(vm, separator, "must be str or None")?.wtf8()),
        None => None,
    };
    let most = match args.get(2) {
        Some(most) => usize::try_from(vm.index_i64(most)?).unwrap_or(usize::MAX),
        None => usize::MAX,
    };
    let parts = match separator {
        Some(separator) if separator.is_empty() => return Err(vm.value_error("empty separator")),
        Some(separator) if from_start => split_at(text, separator, most),
        Some(separator) => rsplit_at(text, separator, most),
        None if from_start => split_at_space(text, most),
        None => rsplit_at_space(text, most),
    };
    // Room for as many parts as there may be, but not for more than twelve: `sys.getsizeof` shows it.
    let possible = match (most, separator) {
        (usize::MAX, Some(separator)) => text.len() / separator.len() + 1,
        (usize::MAX, None) => text.len().saturating_sub(1) / 2 + 1,
        (most, _) => most,
    };
    let mut items = Vec::with_capacity(possible.min(11) + 1);
    for part in parts {
        if items.len() == items.capacity() {
            let wanted = items.len() + 1;
            list_resize(&mut items, wanted);
        }
        items.push(vm.str_part(part));
    }
    Ok(vm.list(items))
}

fn split_at<'t>(text: &'t Wtf8, separator: &Wtf8, most: usize) -> Vec<&'t Wtf8> {
    let mut parts = Vec::new();
    let mut start = 0;
    for place in memmem::find_iter(text.as_bytes(), separator.as_bytes()).take(most) {
        parts.push(&text[start..place]);
        start = place + separator.len();
    }
    parts.push(&text[start..]);
    parts
}

fn rsplit_at<'t>(text: &'t Wtf8, separator: &Wtf8, most: usize) -> Vec<&'t Wtf8> {
    let mut parts = Vec::new();
    let mut rest = text;
    while parts.len() < most
        && let Some(place) = memmem::rfind(rest.as_bytes(), separator.as_bytes())
    {
        parts.push(&rest[place + separator.len()..]);
        rest = &rest[..place];
    }
    parts.push(rest);
    parts.reverse();
    parts
}

fn split_at_space(text: &Wtf8, most: usize) -> Vec<&Wtf8> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start_matches(unicode::is_space_point);
    while !rest.is_empty() {
        let end = rest.code_point_indices().find(|(_, point)| unicode::is_space_point(*point));
        match end {
            Some((end, _)) if parts.len() < most => {
                parts.push(&rest[..end]);
                rest = rest[end..].trim_start_matches(unicode::is_space_point);
            }
            _ => {
                parts.push(rest);
                break;
            }
        }
    }
    // What is left after the last split keeps its white space; a complete split has none left.
    parts
}

fn rsplit_at_space(text: &Wtf8, most: usize) -> Vec<&Wtf8> {
    let mut parts = Vec::new();
    let mut rest = text.trim_end_matches(unicode::is_space_point);
    while !rest.is_empty() {
        let end = rest.code_point_indices().rfind(|(_, point)| unicode::is_space_point(*point));
        match end {
            Some((start, space)) if parts.len() < most => {
                parts.push(&rest[start + space.len_wtf8()..]);
                rest = rest[..start].trim_end_matches(unicode::is_space_point);
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
    let text = vm.native::<Str>(&args[0])?.wtf8();
    let keep = match args.get(1) {
        Some(keep) => vm.truth(keep)?,
        None => false,
    };
    let mut lines = Vec::new();
    let mut start = 0;
    let mut points = text.code_point_indices().peekable();
    while let Some((place, point)) = points.next() {
        if !point.is_char_and(unicode::is_line_break) {
            continue;
        }
        let mut end = place + point.len_wtf8();
        if point == '\r' && points.next_if(|(_, next)| *next == '\n').is_some() {
            end += 1;
        }
        lines.push(vm.str_part(&text[start..if keep { end } else { place }]));
        start = end;
    }
    if start < text.len() {
        lines.push(vm.str_part(&text[start..]));
    }
    Ok(vm.list(lines))
}

fn partition(vm: &mut Vm, args: &Args<'_>, from_start: bool) -> PyResult {
    let text = vm.native::<Str>(&args[0])?.wtf8();
    let separator = text_of(vm, &args[1], "must be str")?.wtf8();
    if separator.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    let found = if from_start {
        memmem::find(text.as_bytes(), separator.as_bytes())
    } else {
        memmem::rfind(text.as_bytes(), separator.as_bytes())
    };
    let items = match found {
        Some(place) => {
            let (before, after) = (&text[..place], &text[place + separator.len()..]);
            vec![vm.str_part(before), vm.plain_str(&args[1])?, vm.str_part(after)]
        }
        None => {
            let (whole, empty) = (vm.plain_str(&args[0])?, vm.str(""));
            if from_start { vec![whole, empty.clone(), empty] } else { vec![empty.clone(), empty, whole] }
        }
    };
    Ok(vm.tuple(items))
}

fn join(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let separator = vm.native::<Str>(&args[0])?.wtf8();
    let items = match vm.collect(&args[1]) {
        Ok(items) => items,
        Err(raised) => {
            // Only what cannot be iterated at all is told in other words.
            let is_iterable = native::<List>(&args[1]).is_some()
                || native::<Tuple>(&args[1]).is_some()
                || !raised.is(vm, Exc::TypeError)
                || vm.iter(&args[1]).is_ok();
            if is_iterable {
                return Err(raised);
            }
            return Err(vm.type_error("can only join an iterable"));
        }
    };
    if let [only] = &items[..]
        && only.downcast::<Str>().is_some()
    {
        return Ok(only.clone());
    }
    let mut len = separator.len().saturating_mul(items.len());
    for (index, item) in items.iter().enumerate() {
        match native::<Str>(item) {
            Some(text) => len = len.saturating_add(text.wtf8().len()),
            None => {
                let class = vm.class_of(item).name();
                let message = format!("sequence item {index}: expected str instance, {class} found");
                return Err(vm.type_error(message));
            }
        }
    }
    vm.check_memory(len)?;
    let mut out = Wtf8Buf::with_capacity(len);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_wtf8(separator);
        }
        out.push_wtf8(native::<Str>(item).map(Str::wtf8).unwrap_or_default());
    }
    Ok(vm.str_from(out))
}

fn strip(vm: &mut Vm, args: &Args<'_>, name: &str, at_start: bool, at_end: bool) -> PyResult {
    let text = vm.native::<Str>(&args[0])?.wtf8();
    let chars = match args.some(1) {
        Some(chars) => match native::<Str>(chars) {
            Some(chars) => Some(chars.wtf8().code_points().collect::<Vec<CodePoint>>()),
            None => return Err(vm.type_error(format!("{name} arg must be None or str"))),
        },
        None => None,
    };
    let is_stripped = |point: CodePoint| match &chars {
        Some(chars) => chars.contains(&point),
        None => unicode::is_space_point(point),
    };
    let mut rest = text;
    if at_start {
        rest = rest.trim_start_matches(is_stripped);
    }
    if at_end {
        rest = rest.trim_end_matches(is_stripped);
    }
    if rest.len() == text.len() { vm.plain_str(&args[0]) } else { Ok(vm.str_part(rest)) }
}
