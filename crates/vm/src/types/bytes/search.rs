//! Bytes within bytes.

use memchr::memmem;

use super::{data, like, unchanged};
use crate::call::Args;
use crate::objects::Tuple;
use crate::types::int::operand;
use crate::types::str::search_bounds;
use crate::types::{Def, buffer, native};
use crate::value::Value;
use crate::{PyResult, Vm};

const FIND: &str = "($self, sub, start=None, end=None, /)";

pub(super) const METHODS: &[Def] = &[
    Def::method("find", FIND, |vm, args| {
        Ok(Value::int(find(vm, &args, true)?.map_or(-1, |place| place as i64)))
    }),
    Def::method("rfind", FIND, |vm, args| {
        Ok(Value::int(find(vm, &args, false)?.map_or(-1, |place| place as i64)))
    }),
    Def::method("index", FIND, |vm, args| {
        let found = find(vm, &args, true)?;
        must_be_found(vm, found)
    }),
    Def::method("rindex", FIND, |vm, args| {
        let found = find(vm, &args, false)?;
        must_be_found(vm, found)
    }),
    Def::method("count", FIND, count),
    Def::method("startswith", "($self, prefix, start=None, end=None, /)", |vm, args| {
        is_at_edge(vm, &args, "startswith", <[u8]>::starts_with)
    }),
    Def::method("endswith", "($self, suffix, start=None, end=None, /)", |vm, args| {
        is_at_edge(vm, &args, "endswith", <[u8]>::ends_with)
    }),
    Def::method("replace", "($self, old, new, count=-1, /)", replace),
    Def::method("removeprefix", "($self, prefix, /)", |vm, args| {
        let prefix = buffer::required(vm, &args[1])?;
        let bytes = data(vm, &args[0])?;
        let rest = bytes.strip_prefix(&*prefix).unwrap_or(&bytes).to_vec();
        if rest.len() == bytes.len() { unchanged(vm, &args[0]) } else { Ok(like(vm, &args[0], rest)) }
    }),
    Def::method("removesuffix", "($self, suffix, /)", |vm, args| {
        let suffix = buffer::required(vm, &args[1])?;
        let bytes = data(vm, &args[0])?;
        let rest = bytes.strip_suffix(&*suffix).unwrap_or(&bytes).to_vec();
        if rest.len() == bytes.len() { unchanged(vm, &args[0]) } else { Ok(like(vm, &args[0], rest)) }
    }),
];

/// What is searched for: bytes, or one byte as an integer.
fn wanted(vm: &mut Vm, value: &Value) -> PyResult<Vec<u8>> {
    if let Some(bytes) = buffer::contents(value) {
        return Ok(bytes.into_owned());
    }
    let (class, by_index) = (vm.class_of(value), vm.names.index.clone());
    if operand(value).is_some() || vm.lookup(&class, &by_index).is_some() {
        return buffer::byte(vm, value, "byte").map(|byte| vec![byte]);
    }
    let class = class.name();
    Err(vm.type_error(format!("argument should be integer or bytes-like object, not '{class}'")))
}

fn find(vm: &mut Vm, args: &Args<'_>, first: bool) -> PyResult<Option<usize>> {
    let wanted = wanted(vm, &args[1])?;
    let bytes = data(vm, &args[0])?;
    let Some(range) = search_bounds(vm, args.some(2), args.some(3), bytes.len())? else { return Ok(None) };
    let part = &bytes[range.clone()];
    let found = if first { memmem::find(part, &wanted) } else { memmem::rfind(part, &wanted) };
    Ok(found.map(|place| range.start + place))
}

fn must_be_found(vm: &mut Vm, place: Option<usize>) -> PyResult {
    match place {
        Some(place) => Ok(Value::int(place as i64)),
        None => Err(vm.value_error("subsection not found")),
    }
}

fn count(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let wanted = wanted(vm, &args[1])?;
    let bytes = data(vm, &args[0])?;
    let range = search_bounds(vm, args.some(2), args.some(3), bytes.len())?;
    let count = match range {
        None => 0,
        Some(range) if wanted.is_empty() => range.len() + 1,
        Some(range) => memmem::find_iter(&bytes[range], &wanted).count(),
    };
    Ok(Value::int(count as i64))
}

fn is_at_edge(vm: &mut Vm, args: &Args<'_>, name: &str, holds: fn(&[u8], &[u8]) -> bool) -> PyResult {
    let bytes = data(vm, &args[0])?;
    let range = search_bounds(vm, args.some(2), args.some(3), bytes.len())?;
    let part = range.map(|range| &bytes[range]);
    if let Some(edges) = native::<Tuple>(&args[1]) {
        for edge in &edges.items {
            let edge = buffer::required(vm, edge)?;
            if part.is_some_and(|part| holds(part, &edge)) {
                return Ok(Value::bool(true));
            }
        }
        return Ok(Value::bool(false));
    }
    match buffer::contents(&args[1]) {
        Some(edge) => Ok(Value::bool(part.is_some_and(|part| holds(part, &edge)))),
        None => {
            let class = vm.class_of(&args[1]).name();
            Err(vm.type_error(format!("{name} first arg must be bytes or a tuple of bytes, not {class}")))
        }
    }
}

fn replace(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let bytes = data(vm, &args[0])?;
    let (old, new) = (buffer::required(vm, &args[1])?, buffer::required(vm, &args[2])?);
    let most = match args.get(3) {
        Some(count) => usize::try_from(vm.index_i64(count)?).unwrap_or(usize::MAX),
        None => usize::MAX,
    };
    let places: Vec<usize> = if old.is_empty() {
        (0..=bytes.len()).take(most).collect()
    } else {
        memmem::find_iter(&bytes, &old).take(most).collect()
    };
    if places.is_empty() {
        return unchanged(vm, &args[0]);
    }
    vm.check_memory(bytes.len().saturating_add(places.len().saturating_mul(new.len())))?;
    let mut out = Vec::with_capacity(bytes.len());
    let mut copied = 0;
    for place in places {
        out.extend_from_slice(&bytes[copied..place]);
        out.extend_from_slice(&new);
        copied = place + old.len();
    }
    out.extend_from_slice(&bytes[copied..]);
    Ok(like(vm, &args[0], out))
}
