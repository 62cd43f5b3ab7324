//! Replacement templates (`_parser.parse_template`): `\1`, `\g<name>`, `\n`.

use crate::objects::Str;
use crate::types::native;
use crate::value::Value;
use crate::{Exc, PyResult, Raised, Vm};

use super::found::{Found, Subject, join, literal};
use super::parse::{Refusal, quoted};
use super::pattern::Pattern;

/// A piece of a template.
#[derive(Debug)]
pub(super) enum Piece {
    Literal(Value),
    Group(usize),
}

struct Reader<'p> {
    points: Vec<u32>,
    place: usize,
    pattern: &'p Pattern,
    pieces: Vec<Piece>,
    literal: Vec<u32>,
}

enum Trouble {
    Message(String, usize),
    NoGroup(String),
}

/// Reads a template; a `str` for patterns that are `str`, else `bytes`.
pub(super) fn read(vm: &mut Vm, pattern: &Pattern, template: &Value) -> PyResult<Vec<Piece>> {
    let Ok((points, is_text)) = super::points(vm, template) else {
        let class = vm.class_of(template).name();
        let message = if pattern.is_text {
            format!("decoding to str: need a bytes-like object, {class} found")
        } else {
            format!("a bytes-like object is required, not '{class}'")
        };
        return Err(vm.type_error(message));
    };
    if is_text != pattern.is_text {
        let class = vm.class_of(template).name();
        return Err(vm.type_error(if pattern.is_text {
            format!("sequence item 0: expected str instance, {class} found")
        } else {
            "a bytes-like object is required, not 'str'".to_owned()
        }));
    }
    if !points.contains(&0x5C) {
        let whole = if native::<Str>(template).is_some() || is_text {
            template.clone()
        } else {
            literal(vm, false, &points)
        };
        return Ok(vec![Piece::Literal(whole)]);
    }
    let mut reader = Reader { points, place: 0, pattern, pieces: Vec::new(), literal: Vec::new() };
    match reader.read(vm) {
        Ok(()) => Ok(reader.pieces),
        Err(trouble) => Err(raised(vm, template, trouble)),
    }
}

fn raised(vm: &mut Vm, template: &Value, trouble: Trouble) -> Raised {
    match trouble {
        Trouble::Message(message, place) => {
            super::refused(vm, template, Refusal::Pattern(message, Some(place)))
        }
        Trouble::NoGroup(name) => vm.error(Exc::IndexError, format!("unknown group name {}", quoted(&name))),
    }
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.points.get(self.place).map(|point| char::from_u32(*point).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn end_literal(&mut self, vm: &mut Vm) {
        if !self.literal.is_empty() {
            let piece = literal(vm, self.pattern.is_text, &self.literal);
            self.pieces.push(Piece::Literal(piece));
            self.literal.clear();
        }
    }

    fn group(&mut self, vm: &mut Vm, group: usize, at: usize) -> Result<(), Trouble> {
        if group >= self.pattern.program.groups {
            return Err(Trouble::Message(format!("invalid group reference {group}"), at));
        }
        self.end_literal(vm);
        self.pieces.push(Piece::Group(group));
        Ok(())
    }

    fn text(&self, from: usize, to: usize) -> String {
        self.points[from..to]
            .iter()
            .map(|point| char::from_u32(*point).unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    }

    fn read(&mut self, vm: &mut Vm) -> Result<(), Trouble> {
        while let Some(point) = self.points.get(self.place).copied() {
            let at = self.place;
            self.place += 1;
            if point != 0x5C {
                self.literal.push(point);
                continue;
            }
            let Some(char) = self.peek() else {
                return Err(Trouble::Message("bad escape (end of pattern)".to_owned(), at));
            };
            self.place += 1;
            match char {
                'g' => self.named(vm)?,
                '0' => {
                    for _ in 0..2 {
                        self.place += usize::from(self.peek().is_some_and(|char| char.is_digit(8)));
                    }
                    let value = u32::from_str_radix(&self.text(at + 1, self.place), 8).unwrap_or_default();
                    self.literal.push(value & 0xFF);
                }
                '1'..='9' => self.numbered(vm, char, at)?,
                _ => match "abfnrtv\\".find(char) {
                    Some(which) => self.literal.push([7, 8, 12, 10, 13, 9, 11, 92][which]),
                    None if char.is_ascii_alphabetic() => {
                        return Err(Trouble::Message(format!("bad escape \\{char}"), at));
                    }
                    None => self.literal.extend([0x5C, self.points[self.place - 1]]),
                },
            }
        }
        self.end_literal(vm);
        Ok(())
    }

    fn numbered(&mut self, vm: &mut Vm, first: char, at: usize) -> Result<(), Trouble> {
        if self.peek().is_some_and(|char| char.is_ascii_digit()) {
            let second_is_octal = self.peek().is_some_and(|char| char.is_digit(8));
            self.place += 1;
            if first.is_digit(8) && second_is_octal && self.peek().is_some_and(|char| char.is_digit(8)) {
                self.place += 1;
                let text = self.text(at + 1, self.place);
                let value = u32::from_str_radix(&text, 8).unwrap_or_default();
                if value > 0o377 {
                    let message = format!("octal escape value \\{text} outside of range 0-0o377");
                    return Err(Trouble::Message(message, at));
                }
                self.literal.push(value);
                return Ok(());
            }
        }
        let group = self.text(at + 1, self.place).parse().unwrap_or(usize::MAX);
        self.group(vm, group, at + 1)
    }

    /// `\g<…>`, after the `g`.
    fn named(&mut self, vm: &mut Vm) -> Result<(), Trouble> {
        let problem = |message: &str, place: usize| Err(Trouble::Message(message.to_owned(), place));
        if self.peek() != Some('<') {
            return problem("missing <", self.place);
        }
        self.place += 1;
        let start = self.place;
        while self.peek().is_some_and(|char| char != '>') {
            self.place += 1;
        }
        let name = self.text(start, self.place);
        if self.peek().is_none() {
            let message = if name.is_empty() { "missing group name" } else { "missing >, unterminated name" };
            return problem(message, start);
        }
        self.place += 1;
        if name.is_empty() {
            return problem("missing group name", start);
        }
        if name.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.group(vm, name.parse().unwrap_or(usize::MAX), start);
        }
        let mut chars = name.chars();
        let is_name = chars
            .next()
            .is_some_and(|char| char == '_' || rustpython_unicode::identifier::is_xid_start(char))
            && chars.all(rustpython_unicode::identifier::is_xid_continue);
        if !is_name {
            return problem(&format!("bad character in group name {}", quoted(&name)), start);
        }
        match self.pattern.group_by_name(&name) {
            Some(group) => self.group(vm, group, start),
            None => Err(Trouble::NoGroup(name)),
        }
    }
}

/// A template with the groups of a match put in; groups that took no part are empty.
pub(super) fn expand(
    vm: &mut Vm,
    pattern: &Pattern,
    template: &[Piece],
    found: &Found,
    subject: &Subject,
) -> PyResult {
    if let [Piece::Literal(value)] = template {
        return Ok(value.clone());
    }
    let mut pieces = Vec::with_capacity(template.len());
    for piece in template {
        match piece {
            Piece::Literal(value) => pieces.push(value.clone()),
            Piece::Group(group) => {
                if let Some((start, end)) = found.span(*group) {
                    pieces.push(subject.text.slice(vm, start, end));
                }
            }
        }
    }
    join(vm, pattern.is_text, &pieces)
}
