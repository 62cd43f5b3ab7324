//! All matches in a text: `findall`, `finditer`, `split`, `sub`.

use std::cell::Cell;

use crate::call::Args;
use crate::types::{Def, native};
use crate::value::{Held, Value};
use crate::{PyResult, Vm};

use super::super::support::ClassSpec;
use super::found::{Found, Subject, join};
use super::pattern::{How, Pattern, find, subject};

/// Goes from match to match: the next begins where the last ended, and is not empty right there.
#[derive(Debug)]
struct Walk {
    from: Cell<Option<usize>>,
    must_advance: Cell<bool>,
}

impl Walk {
    fn new(from: usize) -> Self {
        Self { from: Cell::new(Some(from)), must_advance: Cell::new(false) }
    }

    fn next(&self, vm: &mut Vm, pattern: &Pattern, subject: &Subject, how: How) -> PyResult<Option<Found>> {
        let Some(from) = self.from.get() else { return Ok(None) };
        let found = find(vm, pattern, subject, how, from, self.must_advance.get())?;
        match found.as_ref().and_then(|found| found.span(0)) {
            Some((start, end)) => {
                self.from.set(Some(end));
                self.must_advance.set(start == end);
            }
            None => self.from.set(None),
        }
        Ok(found)
    }
}

pub(super) fn findall(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (pattern, subject) = subject(vm, &args, 1, Some(2))?;
    let walk = Walk::new(subject.start);
    let mut all = Vec::new();
    while let Some(found) = walk.next(vm, pattern, &subject, How::Search)? {
        let mut piece = |group: usize| {
            let (start, end) = found.span(group).unwrap_or((0, 0));
            subject.text.slice(vm, start, end)
        };
        let item = match pattern.program.groups {
            1 => piece(0),
            2 => piece(1),
            groups => {
                let pieces = (1..groups).map(piece).collect();
                vm.tuple(pieces)
            }
        };
        all.push(item);
    }
    Ok(vm.list(all))
}

static ITERATOR: ClassSpec = ClassSpec::closed("builtins", "callable_iterator", &[]).iterator(next_match);
static SCANNER: ClassSpec = ClassSpec::closed(
    "_sre",
    "SRE_Scanner",
    &[
        Def::method("match", "($self, /)", scan_match),
        Def::method("search", "($self, /)", scan_search),
        Def::attribute("pattern", scan_pattern),
    ],
);

/// The iterator of `finditer`, and the undocumented scanner.
#[derive(Debug)]
struct Scan {
    pattern: Value,
    subject: Subject,
    walk: Walk,
}

impl Held for Scan {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.pattern);
        visit(&self.subject.string);
    }
}

fn scan(vm: &mut Vm, args: &Args<'_>) -> PyResult<Scan> {
    let (_, subject) = subject(vm, args, 1, Some(2))?;
    let walk = Walk::new(subject.start);
    Ok(Scan { pattern: args[0].clone(), subject, walk })
}

pub(super) fn finditer(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let scan = scan(vm, &args)?;
    Ok(vm.foreign(&ITERATOR, scan))
}

pub(super) fn scanner(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let scan = scan(vm, &args)?;
    Ok(vm.foreign(&SCANNER, scan))
}

fn step(vm: &mut Vm, value: &Value, how: How) -> PyResult<Option<Value>> {
    let scan = vm.held::<Scan>(value)?;
    let pattern = vm.held::<Pattern>(&scan.pattern)?;
    let found = scan.walk.next(vm, pattern, &scan.subject, how)?;
    Ok(found.map(|found| found.into_value(vm, &scan.pattern, &scan.subject)))
}

fn next_match(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    step(vm, value, How::Search)
}

fn scan_match(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(step(vm, &args[0], How::Match)?.unwrap_or_else(Value::none))
}

fn scan_search(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(step(vm, &args[0], How::Search)?.unwrap_or_else(Value::none))
}

fn scan_pattern(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(vm.held::<Scan>(&args[0])?.pattern.clone())
}

pub(super) fn split(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let most = args.get(2).map_or(Ok(0), |most| vm.index_i64(most))?;
    let (pattern, subject) = subject(vm, &args, 1, None)?;
    let walk = Walk::new(0);
    let (mut pieces, mut last, mut count) = (Vec::new(), 0, 0);
    while most == 0 || count < most {
        let Some(found) = walk.next(vm, pattern, &subject, How::Search)? else { break };
        let (start, end) = found.span(0).unwrap_or((0, 0));
        pieces.push(subject.text.slice(vm, last, start));
        for group in 1..pattern.program.groups {
            pieces.push(match found.span(group) {
                Some((start, end)) => subject.text.slice(vm, start, end),
                None => Value::none(),
            });
        }
        last = end;
        count += 1;
    }
    pieces.push(subject.text.slice(vm, last, subject.end));
    Ok(vm.list(pieces))
}

/// The text with matches replaced, and how many were.
fn replaced(vm: &mut Vm, args: &Args<'_>) -> PyResult<(Value, i64)> {
    let most = args.get(3).map_or(Ok(0), |most| vm.index_i64(most))?;
    let (pattern, subject) = subject(vm, args, 2, None)?;
    let is_function = vm.is_callable(&args[1]);
    let template = if is_function { Vec::new() } else { super::template::read(vm, pattern, &args[1])? };
    let walk = Walk::new(0);
    let (mut pieces, mut last, mut count) = (Vec::new(), 0, 0);
    while most == 0 || count < most {
        let Some(found) = walk.next(vm, pattern, &subject, How::Search)? else { break };
        let (start, end) = found.span(0).unwrap_or((0, 0));
        if last < start {
            pieces.push(subject.text.slice(vm, last, start));
        }
        let piece = if is_function {
            let found = found.into_value(vm, &args[0], &subject);
            vm.call(&args[1], [found])?
        } else {
            super::template::expand(vm, pattern, &template, &found, &subject)?
        };
        if !piece.is_none() {
            pieces.push(piece);
        }
        last = end;
        count += 1;
        if pieces.len().is_multiple_of(1024) {
            vm.check_memory(pieces.len() * size_of::<Value>())?;
        }
    }
    if count == 0 && native::<crate::objects::Str>(&args[2]).is_some() {
        return Ok((subject.text.slice(vm, 0, subject.end), 0));
    }
    pieces.push(subject.text.slice(vm, last, subject.end));
    Ok((join(vm, pattern.is_text, &pieces)?, count))
}

pub(super) fn sub(vm: &mut Vm, args: Args<'_>) -> PyResult {
    replaced(vm, &args).map(|(text, _)| text)
}

pub(super) fn subn(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (text, count) = replaced(vm, &args)?;
    Ok(vm.tuple(vec![text, Value::int(count)]))
}
