//! `re.Match`, and the texts that are searched.

use std::rc::Rc;

use num_traits::ToPrimitive;
use rustpython_wtf8::{CodePoint, Wtf8Buf};

use crate::call::Args;
use crate::objects::{Bytes, Dict, Str};
use crate::types::{Def, native};
use crate::value::{Held, Ref, Value};
use crate::{Exc, PyResult, Raised, Vm};

use super::super::support::{CLASS_GETITEM, ClassSpec, itself};
use super::matcher::NONE;
use super::pattern::Pattern;

/// A text that is searched: its characters one by one.
#[derive(Debug)]
pub(super) enum Text {
    /// A `str` of ASCII characters only.
    Ascii(Value),
    /// Any other `str`.
    Wide(Vec<u32>),
    /// A bytes-like object.
    Narrow(Vec<u8>),
}

impl Text {
    pub(super) fn of(vm: &mut Vm, pattern: &Pattern, value: &Value) -> PyResult<Self> {
        let text = match native::<Str>(value) {
            Some(text) if text.is_ascii() => Self::Ascii(value.clone()),
            Some(text) => Self::Wide(text.wtf8().code_points().map(CodePoint::to_u32).collect()),
            None => match vm.byte_data(value) {
                Ok(data) => Self::Narrow(data),
                Err(_) => {
                    let class = vm.class_of(value).name();
                    let message = format!("expected string or bytes-like object, got '{class}'");
                    return Err(vm.type_error(message));
                }
            },
        };
        match (&text, pattern.is_text) {
            (Self::Narrow(_), true) => {
                Err(vm.type_error("cannot use a string pattern on a bytes-like object"))
            }
            (Self::Ascii(_) | Self::Wide(_), false) => {
                Err(vm.type_error("cannot use a bytes pattern on a string-like object"))
            }
            _ => Ok(text),
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Ascii(value) => native::<Str>(value).map_or(0, Str::len),
            Self::Wide(text) => text.len(),
            Self::Narrow(data) => data.len(),
        }
    }

    /// Part of the text, as a `str` or `bytes`.
    pub(super) fn slice(&self, vm: &mut Vm, from: usize, to: usize) -> Value {
        match self {
            Self::Ascii(value) => match native::<Str>(value).and_then(Str::as_str) {
                Some(text) if from == 0 && to == text.len() && value.kind() == crate::Kind::Str => {
                    value.clone()
                }
                Some(text) => vm.str(text.get(from..to).unwrap_or_default()),
                None => vm.str(""),
            },
            Self::Wide(text) => {
                let points = text.get(from..to).unwrap_or_default().iter();
                let text: Wtf8Buf = points.filter_map(|point| CodePoint::from_u32(*point)).collect();
                vm.str_from(text)
            }
            Self::Narrow(data) => vm.bytes(data.get(from..to).unwrap_or_default().to_vec()),
        }
    }
}

/// A text and the part of it that is searched.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    pub(super) string: Value,
    pub(super) text: Rc<Text>,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What the matcher found.
#[derive(Debug)]
pub(super) struct Found {
    /// Start and end of each group.
    pub(super) groups: Vec<usize>,
    pub(super) last_index: Option<usize>,
}

impl Found {
    /// Start and end of a group, if it took part.
    pub(super) fn span(&self, group: usize) -> Option<(usize, usize)> {
        match self.groups.get(2 * group..2 * group + 2) {
            Some([start, end]) if *start != NONE && *end != NONE => Some((*start, *end)),
            _ => None,
        }
    }
}

pub(super) static MATCH: ClassSpec = ClassSpec::closed(
    "re",
    "Match",
    &[
        Def::method("group", "($self, /, *args)", group),
        Def::method("groups", "($self, /, default=None)", groups),
        Def::method("groupdict", "($self, /, default=None)", groupdict),
        Def::method("start", "($self, group=0, /)", start),
        Def::method("end", "($self, group=0, /)", end),
        Def::method("span", "($self, group=0, /)", span),
        Def::method("expand", "($self, /, template)", expand),
        Def::method("__copy__", "($self, /)", itself),
        Def::method("__deepcopy__", "($self, memo, /)", itself),
        Def::wrapper("__getitem__", "($self, key, /)", getitem),
        Def::wrapper("__repr__", "($self, /)", repr),
        Def::attribute("string", string),
        Def::attribute("re", pattern),
        Def::attribute("pos", pos),
        Def::attribute("endpos", endpos),
        Def::attribute("lastindex", lastindex),
        Def::attribute("lastgroup", lastgroup),
        Def::attribute("regs", regs),
        CLASS_GETITEM,
    ],
);

/// A match.
#[derive(Debug)]
pub(super) struct Match {
    found: Found,
    pattern: Value,
    subject: Subject,
}

impl Held for Match {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.pattern);
        visit(&self.subject.string);
    }
}

impl Match {
    pub(super) fn new(found: Found, pattern: &Value, subject: &Subject) -> Self {
        Self { found, pattern: pattern.clone(), subject: subject.clone() }
    }

    fn count(&self) -> usize {
        self.found.groups.len() / 2
    }

    fn slice(&self, vm: &mut Vm, group: usize) -> Option<Value> {
        self.found.span(group).map(|(start, end)| self.subject.text.slice(vm, start, end))
    }
}

fn no_group(vm: &mut Vm) -> Raised {
    vm.error(Exc::IndexError, "no such group")
}

/// The group that a number or a name means.
fn index(vm: &mut Vm, found: &Match, key: &Value) -> PyResult<usize> {
    if let Some(name) = native::<Str>(key) {
        let name = name.wtf8().to_string_lossy();
        let pattern = vm.held::<Pattern>(&found.pattern)?;
        return match pattern.group_by_name(&name) {
            Some(group) => Ok(group),
            None => Err(no_group(vm)),
        };
    }
    let group = match vm.index(key) {
        Ok(group) => group.to_usize(),
        Err(_) => None,
    };
    match group.filter(|group| *group < found.count()) {
        Some(group) => Ok(group),
        None => Err(no_group(vm)),
    }
}

fn one_group(vm: &mut Vm, found: &Match, key: &Value) -> PyResult {
    let group = index(vm, found, key)?;
    Ok(found.slice(vm, group).unwrap_or_else(Value::none))
}

fn group(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let found = vm.held::<Match>(&args[0])?;
    match args.rest(1) {
        [] => Ok(found.slice(vm, 0).unwrap_or_else(Value::none)),
        [key] => one_group(vm, found, key),
        keys => {
            let values = keys.iter().map(|key| one_group(vm, found, key)).collect::<PyResult<Vec<_>>>()?;
            Ok(vm.tuple(values))
        }
    }
}

fn getitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let found = vm.held::<Match>(&args[0])?;
    one_group(vm, found, &args[1])
}

fn groups(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let found = vm.held::<Match>(&args[0])?;
    let default = args.get(1).cloned().unwrap_or_else(Value::none);
    let values = (1..found.count()).map(|group| found.slice(vm, group).unwrap_or_else(|| default.clone()));
    let values = values.collect();
    Ok(vm.tuple(values))
}

fn groupdict(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let found = vm.held::<Match>(&args[0])?;
    let default = args.get(1).cloned().unwrap_or_else(Value::none);
    let dict = Ref::new(Dict::default());
    for (name, group) in &vm.held::<Pattern>(&found.pattern)?.names {
        let value = found.slice(vm, *group).unwrap_or_else(|| default.clone());
        vm.set_name(&dict, name, value);
    }
    Ok(dict.into_value())
}

/// Start and end of a group, -1 if it took no part.
fn bounds(vm: &mut Vm, args: &Args<'_>) -> PyResult<(i64, i64)> {
    let found = vm.held::<Match>(&args[0])?;
    let group = args.get(1).map_or(Ok(0), |key| index(vm, found, key))?;
    Ok(found.found.span(group).map_or((-1, -1), |(start, end)| (start as i64, end as i64)))
}

fn start(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(bounds(vm, &args)?.0))
}

fn end(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(bounds(vm, &args)?.1))
}

fn span(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (start, end) = bounds(vm, &args)?;
    Ok(vm.tuple(vec![Value::int(start), Value::int(end)]))
}

fn regs(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let found = vm.held::<Match>(&args[0])?;
    let mut all = Vec::new();
    for group in 0..found.count() {
        let (start, end) =
            found.found.span(group).map_or((-1, -1), |(start, end)| (start as i64, end as i64));
        all.push(vm.tuple(vec![Value::int(start), Value::int(end)]));
    }
    Ok(vm.tuple(all))
}

fn expand(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let found = vm.held::<Match>(&args[0])?;
    let pattern = vm.held::<Pattern>(&found.pattern)?;
    let template = super::template::read(vm, pattern, &args[1])?;
    super::template::expand(vm, pattern, &template, &found.found, &found.subject)
}

fn string(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(vm.held::<Match>(&args[0])?.subject.string.clone())
}

fn pattern(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(vm.held::<Match>(&args[0])?.pattern.clone())
}

fn pos(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(vm.held::<Match>(&args[0])?.subject.start as i64))
}

fn endpos(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(vm.held::<Match>(&args[0])?.subject.end as i64))
}

fn lastindex(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let last = vm.held::<Match>(&args[0])?.found.last_index;
    Ok(last.map_or_else(Value::none, |group| Value::int(group as i64)))
}

fn lastgroup(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let found = vm.held::<Match>(&args[0])?;
    let names = &vm.held::<Pattern>(&found.pattern)?.names;
    let name = names.iter().find(|(_, group)| Some(*group) == found.found.last_index);
    Ok(match name {
        Some((name, _)) => vm.intern(name),
        None => Value::none(),
    })
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let found = vm.held::<Match>(&args[0])?;
    let (start, end) = found.found.span(0).unwrap_or((0, 0));
    let text = found.slice(vm, 0).unwrap_or_else(Value::none);
    let shown = vm.repr_text(&text)?;
    let mut text = Wtf8Buf::from(format!("<re.Match object; span=({start}, {end}), match="));
    // At most fifty characters of the repr, as CPython cuts it.
    let shown: Wtf8Buf = shown.code_points().take(50).collect();
    text.push_wtf8(&shown);
    text.push_str(">");
    Ok(vm.str_from(text))
}

/// Joins pieces of one kind: `str` if the pattern is one, else `bytes`.
pub(super) fn join(vm: &mut Vm, is_text: bool, pieces: &[Value]) -> PyResult {
    if is_text {
        let mut text = Wtf8Buf::new();
        for piece in pieces {
            match native::<Str>(piece) {
                Some(piece) => text.push_wtf8(piece.wtf8()),
                None => return Err(wrong_piece(vm, piece, "str")),
            }
        }
        vm.check_memory(text.len())?;
        return Ok(vm.str_from(text));
    }
    let mut data = Vec::new();
    for piece in pieces {
        match native::<Bytes>(piece) {
            Some(piece) => data.extend_from_slice(&piece.data),
            None => data.extend(vm.byte_data(piece)?),
        }
    }
    Ok(vm.bytes(data))
}

fn wrong_piece(vm: &mut Vm, piece: &Value, wanted: &str) -> Raised {
    let class = vm.class_of(piece).name();
    vm.type_error(format!("sequence item 0: expected {wanted} instance, {class} found"))
}

/// The characters of a template's piece.
pub(super) fn literal(vm: &mut Vm, is_text: bool, points: &[u32]) -> Value {
    if is_text {
        let text: Wtf8Buf = points.iter().filter_map(|point| CodePoint::from_u32(*point)).collect();
        vm.str_from(text)
    } else {
        vm.bytes(points.iter().map(|point| *point as u8).collect())
    }
}
