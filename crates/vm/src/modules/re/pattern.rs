//! `re.Pattern`.

use std::rc::Rc;

use rustpython_wtf8::Wtf8Buf;

use crate::call::Args;
use crate::objects::{Dict, Foreign, Str};
use crate::types::{Def, native};
use crate::value::{Held, Ref, Value};
use crate::{PyResult, Vm};

use super::super::support::{CLASS_GETITEM, ClassSpec, held, itself};
use super::found::{Found, Subject, Text};
use super::matcher::Matcher;
use super::program::Program;
use super::tree::flags;

pub(super) static PATTERN: ClassSpec = ClassSpec::closed(
    "re",
    "Pattern",
    &[
        Def::method("match", "($self, /, string, pos=0, endpos=9223372036854775807)", match_),
        Def::method("fullmatch", "($self, /, string, pos=0, endpos=9223372036854775807)", fullmatch),
        Def::method("search", "($self, /, string, pos=0, endpos=9223372036854775807)", search),
        Def::method(
            "findall",
            "($self, /, string, pos=0, endpos=9223372036854775807)",
            super::replace::findall,
        ),
        Def::method(
            "finditer",
            "($self, /, string, pos=0, endpos=9223372036854775807)",
            super::replace::finditer,
        ),
        Def::method(
            "scanner",
            "($self, /, string, pos=0, endpos=9223372036854775807)",
            super::replace::scanner,
        ),
        Def::method("split", "($self, /, string, maxsplit=0)", super::replace::split),
        Def::method("sub", "($self, /, repl, string, count=0)", super::replace::sub),
        Def::method("subn", "($self, /, repl, string, count=0)", super::replace::subn),
        Def::method("__copy__", "($self, /)", itself),
        Def::method("__deepcopy__", "($self, memo, /)", itself),
        Def::method("__reduce__", "($self, /)", reduce),
        Def::wrapper("__repr__", "($self, /)", repr),
        Def::wrapper("__eq__", "($self, value, /)", eq),
        Def::wrapper("__hash__", "($self, /)", hash),
        Def::attribute("pattern", source),
        Def::attribute("flags", flags_of),
        Def::attribute("groups", groups),
        Def::attribute("groupindex", groupindex),
        CLASS_GETITEM,
    ],
);

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) source: Value,
    pub(super) is_text: bool,
    pub(super) flags: u32,
    pub(super) program: Program,
    pub(super) names: Vec<(String, usize)>,
}

impl Held for Pattern {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.source);
    }
}

impl Pattern {
    pub(super) fn group_by_name(&self, name: &str) -> Option<usize> {
        self.names.iter().find(|(known, _)| known == name).map(|(_, group)| *group)
    }
}

pub(super) fn compile(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let flags = args.get(1).map_or(Ok(0), |flags| vm.index_i64(flags))? as u32;
    let source = args[0].clone();
    let (points, is_text) = super::points(vm, &source)?;
    let parsed = match super::parse::parse(&points, is_text, flags) {
        Ok(parsed) => parsed,
        Err(refusal) => return Err(super::refused(vm, &source, refusal)),
    };
    let program = Program::new(&parsed.node, parsed.groups);
    let pattern = Pattern { source, is_text, flags: parsed.flags, program, names: parsed.names };
    Ok(vm.foreign(&PATTERN, pattern))
}

/// How to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Match,
    Full,
    Search,
}

/// Looks for a match in a subject; `None` if there is none.
pub(super) fn find(
    vm: &mut Vm,
    pattern: &Pattern,
    subject: &Subject,
    how: How,
    from: usize,
    must_advance: bool,
) -> PyResult<Option<Found>> {
    match &*subject.text {
        Text::Narrow(text) => find_in(vm, pattern, subject, text, how, from, must_advance),
        Text::Wide(text) => find_in(vm, pattern, subject, text, how, from, must_advance),
        Text::Ascii(value) => {
            let text = native::<Str>(value).map_or(&[][..], |text| text.wtf8().as_bytes());
            find_in(vm, pattern, subject, text, how, from, must_advance)
        }
    }
}

fn find_in<U: super::matcher::Unit>(
    vm: &mut Vm,
    pattern: &Pattern,
    subject: &Subject,
    text: &[U],
    how: How,
    from: usize,
    must_advance: bool,
) -> PyResult<Option<Found>> {
    if from > subject.end {
        return Ok(None);
    }
    let mut matcher = Matcher::new(&pattern.program, text, subject.end);
    matcher.is_full = how == How::Full;
    matcher.must_advance = must_advance;
    let is_found = match how {
        How::Search => matcher.search(vm, from)?,
        How::Match | How::Full => matcher.matches(vm, from)?,
    };
    Ok(is_found.then(|| Found { groups: matcher.groups(), last_index: matcher.last_index() }))
}

/// The pattern of a method, and the subject from its arguments.
pub(super) fn subject<'v>(
    vm: &mut Vm,
    args: &'v Args<'_>,
    string: usize,
    bounds: Option<usize>,
) -> PyResult<(&'v Pattern, Subject)> {
    let pattern = vm.held::<Pattern>(&args[0])?;
    let text = Text::of(vm, pattern, &args[string])?;
    let len = text.len();
    let mut limits = [0, len];
    if let Some(first) = bounds {
        for (limit, slot) in limits.iter_mut().zip([first, first + 1]) {
            if let Some(value) = args.get(slot) {
                *limit = (vm.clamp_index(value)?.max(0) as usize).min(len);
            }
        }
    }
    let [start, end] = limits;
    let subject = Subject { string: args[string].clone(), text: Rc::new(text), start, end };
    Ok((pattern, subject))
}

fn matched(vm: &mut Vm, args: &Args<'_>, how: How) -> PyResult {
    let (pattern, subject) = subject(vm, args, 1, Some(2))?;
    match find(vm, pattern, &subject, how, subject.start, false)? {
        Some(found) => Ok(found.into_value(vm, &args[0], &subject)),
        None => Ok(Value::none()),
    }
}

fn match_(vm: &mut Vm, args: Args<'_>) -> PyResult {
    matched(vm, &args, How::Match)
}

fn fullmatch(vm: &mut Vm, args: Args<'_>) -> PyResult {
    matched(vm, &args, How::Full)
}

fn search(vm: &mut Vm, args: Args<'_>) -> PyResult {
    matched(vm, &args, How::Search)
}

/// The names of flags, in the order in which they are shown.
const FLAG_NAMES: &[(u32, &str)] = &[
    (flags::IGNORECASE, "re.IGNORECASE"),
    (flags::LOCALE, "re.LOCALE"),
    (flags::MULTILINE, "re.MULTILINE"),
    (flags::DOTALL, "re.DOTALL"),
    (flags::UNICODE, "re.UNICODE"),
    (flags::VERBOSE, "re.VERBOSE"),
    (flags::DEBUG, "re.DEBUG"),
    (flags::ASCII, "re.ASCII"),
];

/// How much of the pattern's text is shown.
const SHOWN: usize = 200;

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let pattern = vm.held::<Pattern>(&args[0])?;
    let mut flags = pattern.flags;
    // That a `str` pattern knows Unicode goes without saying.
    if pattern.is_text && flags & (flags::LOCALE | flags::UNICODE | flags::ASCII) == flags::UNICODE {
        flags &= !flags::UNICODE;
    }
    let source = vm.repr_text(&pattern.source)?;
    let mut text = Wtf8Buf::from("re.compile(".to_owned());
    text.extend(source.code_points().take(SHOWN));
    let mut names: Vec<String> = Vec::new();
    for (flag, name) in FLAG_NAMES {
        if flags & flag != 0 {
            names.push((*name).to_owned());
            flags &= !flag;
        }
    }
    if flags != 0 {
        names.push(format!("{flags:#x}"));
    }
    if !names.is_empty() {
        text.push_str(", ");
        text.push_str(&names.join("|"));
    }
    text.push_str(")");
    Ok(vm.str_from(text))
}

fn eq(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (Some(a), Some(b)) = (held::<Pattern>(&args[0]), held::<Pattern>(&args[1])) else {
        return Ok(Value::not_implemented());
    };
    let same = a.flags == b.flags && a.is_text == b.is_text && vm.equals(&a.source, &b.source)?;
    Ok(Value::bool(same))
}

fn hash(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let pattern = vm.held::<Pattern>(&args[0])?;
    let hash = vm.hash(&pattern.source)?;
    Ok(Value::int(crate::hash::not_minus_one(hash ^ i64::from(pattern.flags))))
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let module = vm.import_module("re")?;
    let name = vm.intern("_compile");
    let compile = vm.getattr(&module, &name)?;
    let pattern = vm.held::<Pattern>(&args[0])?;
    let arguments = vm.tuple(vec![pattern.source.clone(), Value::int(pattern.flags.into())]);
    Ok(vm.tuple(vec![compile, arguments]))
}

fn source(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(vm.held::<Pattern>(&args[0])?.source.clone())
}

fn flags_of(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(vm.held::<Pattern>(&args[0])?.flags.into()))
}

fn groups(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(vm.held::<Pattern>(&args[0])?.program.groups as i64 - 1))
}

fn groupindex(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let names = &vm.held::<Pattern>(&args[0])?.names;
    let dict = Ref::new(Dict::default());
    for (name, group) in names {
        vm.set_name(&dict, name, Value::int(*group as i64));
    }
    Ok(vm.mapping_proxy(dict.into_value()))
}

impl Found {
    /// A match object.
    pub(super) fn into_value(self, vm: &mut Vm, pattern: &Value, subject: &Subject) -> Value {
        let class = vm.spec_class(&super::found::MATCH);
        Foreign::create(&class, super::found::Match::new(self, pattern, subject))
    }
}
