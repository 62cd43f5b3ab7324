//! `_string`: the two parsers behind `string.Formatter` (`Objects/stringlib/unicode_format.h`).

use crate::call::Args;
use crate::objects::{Dict, Str};
use crate::types::{Def, native};
use crate::value::{Ref, Value};
use crate::{PyResult, Raised, Vm};

const FUNCTIONS: &[Def] = &[
    Def::function("formatter_parser", "(string, /)", formatter_parser),
    Def::function("formatter_field_name_split", "(string, /)", field_name_split),
];

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    vm.define_functions(dict, "_string", FUNCTIONS);
    Ok(())
}

fn text(vm: &mut Vm, value: &Value) -> PyResult<Vec<char>> {
    match native::<Str>(value) {
        Some(text) => Ok(text.wtf8().to_string_lossy().chars().collect()),
        None => {
            let class = vm.class_of(value).name();
            Err(vm.type_error(format!("expected str, got {class}")))
        }
    }
}

fn string(vm: &mut Vm, chars: &[char]) -> Value {
    let text: String = chars.iter().collect();
    vm.str(&text)
}

/// Tuples of text, field name, format spec and conversion; CPython makes them one by one, errors included.
fn formatter_parser(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let chars = text(vm, &args[0])?;
    let mut parts = Vec::new();
    let mut place = 0;
    while place < chars.len() {
        let mut literal = Vec::new();
        let mut field = None;
        while let Some(char) = chars.get(place).copied() {
            place += 1;
            if !matches!(char, '{' | '}') {
                literal.push(char);
                continue;
            }
            if chars.get(place) == Some(&char) {
                literal.push(char);
                place += 1;
                // A doubled brace ends the piece.
                break;
            }
            if char == '}' {
                return Err(vm.value_error("Single '}' encountered in format string"));
            }
            if place == chars.len() {
                return Err(vm.value_error("Single '{' encountered in format string"));
            }
            field = Some(read_field(vm, &chars, &mut place)?);
            break;
        }
        let literal = string(vm, &literal);
        let rest = match field {
            None => [Value::none(), Value::none(), Value::none()],
            Some(field) => field,
        };
        let [name, spec, conversion] = rest;
        parts.push(vm.tuple(vec![literal, name, spec, conversion]));
    }
    let list = vm.list(parts);
    vm.iter(&list)
}

/// A replacement field after its brace: name, spec, conversion.
fn read_field(vm: &mut Vm, chars: &[char], place: &mut usize) -> PyResult<[Value; 3]> {
    let start = *place;
    let (mut depth, mut bracket) = (1, false);
    while depth > 0 {
        match chars.get(*place) {
            None => return Err(vm.value_error("expected '}' before end of string")),
            Some('[') => bracket = true,
            Some(']') => bracket = false,
            Some('{') if !bracket => depth += 1,
            Some('}') if !bracket => depth -= 1,
            Some(_) => {}
        }
        *place += 1;
    }
    let field = &chars[start..*place - 1];
    let mut in_bracket = false;
    let end = field.iter().position(|char| {
        match char {
            '[' => in_bracket = true,
            ']' => in_bracket = false,
            _ => {}
        }
        !in_bracket && matches!(char, ':' | '!')
    });
    let name = string(vm, &field[..end.unwrap_or(field.len())]);
    let rest = end.map_or(&[][..], |end| &field[end..]);
    let (conversion, spec) = match rest {
        ['!'] => return Err(vm.value_error("end of string while looking for conversion specifier")),
        ['!', conversion] => (vm.char((*conversion).into()), &[][..]),
        ['!', conversion, ':', spec @ ..] => (vm.char((*conversion).into()), spec),
        ['!', _, ..] => return Err(vm.value_error("expected ':' after conversion specifier")),
        [':', spec @ ..] => (Value::none(), spec),
        _ => (Value::none(), &[][..]),
    };
    let spec = string(vm, spec);
    Ok([name, spec, conversion])
}

/// `a.b[0]` as `a` and an iterator over what follows: whether it is an attribute, and its name or key.
fn field_name_split(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let chars = text(vm, &args[0])?;
    let end = chars.iter().position(|char| matches!(char, '.' | '[')).unwrap_or(chars.len());
    let first = key(vm, &chars[..end]);
    let mut rest = Vec::new();
    let mut place = end;
    while place < chars.len() {
        let is_attribute = chars[place] == '.';
        let start = place + 1;
        let found = if is_attribute {
            chars[start..].iter().position(|char| matches!(char, '.' | '['))
        } else if chars[place] == '[' {
            match chars[start..].iter().position(|char| *char == ']') {
                None => return Err(vm.value_error("Missing ']' in format string")),
                found => found,
            }
        } else {
            let message = "Only '.' or '[' may follow ']' in format field specifier";
            return Err(vm.value_error(message));
        };
        let end = found.map_or(chars.len(), |found| start + found);
        if start == end {
            return Err(empty(vm));
        }
        let name = if is_attribute { string(vm, &chars[start..end]) } else { key(vm, &chars[start..end]) };
        rest.push(vm.tuple(vec![Value::bool(is_attribute), name]));
        place = if is_attribute { end } else { end + 1 };
    }
    let rest = vm.list(rest);
    let rest = vm.iter(&rest)?;
    Ok(vm.tuple(vec![first, rest]))
}

fn empty(vm: &mut Vm) -> Raised {
    vm.value_error("Empty attribute in format string")
}

/// An integer if it is written as one.
fn key(vm: &mut Vm, chars: &[char]) -> Value {
    let text: String = chars.iter().collect();
    match text.parse::<i64>() {
        Ok(number) if text.bytes().all(|byte| byte.is_ascii_digit()) => Value::int(number),
        _ => vm.str(&text),
    }
}
