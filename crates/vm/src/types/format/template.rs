//! `str.format` and `str.format_map` (`Objects/stringlib/unicode_format.h`).
//!
//! A template is literal text and fields, `{name.attribute[item]!conversion:spec}`; a spec may contain fields
//! again, one level deep.

use rustpython_wtf8::{Wtf8, Wtf8Buf};

use crate::objects::Str;
use crate::types::{native, unicode};
use crate::value::Value;
use crate::{Exc, PyResult, Raised, Vm};

/// How deep fields may be in specs of fields.
const MAX_DEPTH: u32 = 2;

/// Whether fields are numbered by their place or by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Numbering {
    Undecided,
    Automatic,
    Manual,
}

/// What fields refer to.
struct Fields<'a> {
    /// `None` in `format_map`, which has no positional fields.
    positional: Option<&'a [Value]>,
    named: &'a Value,
    numbering: Numbering,
    next: usize,
}

/// A field as it stands in the template.
struct Field<'t> {
    name: &'t Wtf8,
    conversion: Option<char>,
    spec: &'t Wtf8,
    spec_has_fields: bool,
}

impl Vm {
    /// Fills a template.
    pub(crate) fn format_template(
        &mut self,
        template: &Value,
        positional: Option<&[Value]>,
        named: &Value,
    ) -> PyResult {
        let Some(template) = native::<Str>(template) else { return Ok(Value::none()) };
        let mut fields = Fields { positional, named, numbering: Numbering::Undecided, next: 0 };
        let text = fill(self, template.wtf8(), &mut fields, MAX_DEPTH)?;
        Ok(self.str_from(text))
    }
}

fn fill(vm: &mut Vm, template: &Wtf8, fields: &mut Fields<'_>, depth: u32) -> PyResult<Wtf8Buf> {
    if depth == 0 {
        return Err(vm.value_error("Max string recursion exceeded"));
    }
    let bytes = template.as_bytes();
    let mut out = Wtf8Buf::new();
    let mut place = 0;
    while place < bytes.len() {
        let found = bytes[place..].iter().position(|byte| matches!(byte, b'{' | b'}'));
        let Some(found) = found.map(|found| found + place) else {
            out.push_wtf8(&template[place..]);
            break;
        };
        out.push_wtf8(&template[place..found]);
        let brace = bytes[found];
        place = found + 1;
        if bytes.get(place) == Some(&brace) {
            out.push_char(char::from(brace));
            place += 1;
        } else if brace == b'}' {
            return Err(vm.value_error("Single '}' encountered in format string"));
        } else if place == bytes.len() {
            return Err(vm.value_error("Single '{' encountered in format string"));
        } else {
            let (field, end) = read_field(template, place).map_err(|message| vm.value_error(message))?;
            place = end;
            out.push_wtf8(&render(vm, &field, fields, depth)?);
            vm.check_memory(out.len())?;
        }
    }
    Ok(out)
}

/// Reads a field from after its brace; gives where the text goes on (`parse_field`).
fn read_field(template: &Wtf8, start: usize) -> Result<(Field<'_>, usize), &'static str> {
    let bytes = template.as_bytes();
    let mut place = start;
    let end = loop {
        match bytes.get(place) {
            None => return Err("expected '}' before end of string"),
            Some(b'{') => return Err("unexpected '{' in field name"),
            Some(b'[') => {
                // Up to the bracket anything may stand.
                place += 1;
                place += bytes[place..].iter().take_while(|byte| **byte != b']').count();
            }
            Some(b'}' | b':' | b'!') => break place,
            Some(_) => place += 1,
        }
    };
    let mut field = Field {
        name: &template[start..end],
        conversion: None,
        spec: &template[end..end],
        spec_has_fields: false,
    };
    place = end + 1;
    match bytes[end] {
        b'}' => return Ok((field, place)),
        b'!' => {
            let Some(point) = template[place..].code_points().next() else {
                return Err("end of string while looking for conversion specifier");
            };
            field.conversion = Some(point.to_char_lossy());
            place += point.len_wtf8();
            match bytes.get(place) {
                Some(b'}') => return Ok((field, place + 1)),
                Some(b':') => place += 1,
                Some(_) => return Err("expected ':' after conversion specifier"),
                None => return Err("unmatched '{' in format spec"),
            }
        }
        _ => {}
    }
    let mut depth = 1;
    for (offset, byte) in bytes[place..].iter().enumerate() {
        match byte {
            b'{' => {
                depth += 1;
                field.spec_has_fields = true;
            }
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            field.spec = &template[place..place + offset];
            return Ok((field, place + offset + 1));
        }
    }
    Err("unmatched '{' in format spec")
}

fn render(vm: &mut Vm, field: &Field<'_>, fields: &mut Fields<'_>, depth: u32) -> PyResult<Wtf8Buf> {
    let mut value = object(vm, field.name, fields)?;
    value = match field.conversion {
        None => value,
        Some('r') => vm.repr(&value)?,
        Some('s') => vm.str_of(&value)?,
        Some('a') => vm.ascii(&value)?,
        Some(other) => return Err(unknown_conversion(vm, other)),
    };
    let spec =
        if field.spec_has_fields { fill(vm, field.spec, fields, depth - 1)? } else { field.spec.to_owned() };
    if spec.is_empty()
        && let Some(text) = value.downcast::<Str>()
    {
        return Ok(text.wtf8().to_owned());
    }
    let spec = vm.str_from(spec);
    let formatted = vm.format(&value, &spec)?;
    Ok(native::<Str>(&formatted).map(|text| text.wtf8().to_owned()).unwrap_or_default())
}

fn unknown_conversion(vm: &mut Vm, conversion: char) -> Raised {
    let shown = match conversion {
        '!'..='~' => conversion.to_string(),
        _ => format!("\\x{:x}", u32::from(conversion)),
    };
    vm.value_error(format!("Unknown conversion specifier {shown}"))
}

/// The object that a field's name leads to (`get_field_object`).
fn object(vm: &mut Vm, name: &Wtf8, fields: &mut Fields<'_>) -> PyResult {
    let bytes = name.as_bytes();
    let end = bytes.iter().position(|byte| matches!(byte, b'.' | b'[')).unwrap_or(bytes.len());
    let first = &name[..end];
    let mut index = integer(vm, first)?;
    if first.is_empty() || index.is_some() {
        let now = if first.is_empty() { Numbering::Automatic } else { Numbering::Manual };
        let message = match (fields.numbering, now) {
            (Numbering::Manual, Numbering::Automatic) => {
                "cannot switch from manual field specification to automatic field numbering"
            }
            (Numbering::Automatic, Numbering::Manual) => {
                "cannot switch from automatic field numbering to manual field specification"
            }
            _ => "",
        };
        if !message.is_empty() {
            return Err(vm.value_error(message));
        }
        fields.numbering = now;
    }
    if first.is_empty() {
        index = Some(fields.next);
        fields.next += 1;
    }
    let mut value = match (index, fields.positional) {
        (None, _) => {
            let key = vm.str_from(first.to_owned());
            vm.getitem(fields.named, &key)?
        }
        (Some(_), None) => return Err(vm.value_error("Format string contains positional fields")),
        (Some(index), Some(positional)) => match positional.get(index) {
            Some(value) => value.clone(),
            None => {
                let message = format!("Replacement index {index} out of range for positional args tuple");
                return Err(vm.error(Exc::IndexError, message));
            }
        },
    };
    let mut place = end;
    while place < bytes.len() {
        let is_attribute = bytes[place] == b'.';
        place += 1;
        let rest = &bytes[place..];
        let len = if is_attribute {
            rest.iter().position(|byte| matches!(byte, b'.' | b'[')).unwrap_or(rest.len())
        } else {
            match rest.iter().position(|byte| *byte == b']') {
                Some(len) => len,
                None => return Err(vm.value_error("Missing ']' in format string")),
            }
        };
        let part = &name[place..place + len];
        if part.is_empty() {
            return Err(vm.value_error("Empty attribute in format string"));
        }
        place += len;
        if is_attribute {
            let name = vm.str_from(part.to_owned());
            value = vm.getattr(&value, &name)?;
            continue;
        }
        place += 1;
        let key = match integer(vm, part)? {
            Some(index) => Value::int(index as i64),
            None => vm.str_from(part.to_owned()),
        };
        value = vm.getitem(&value, &key)?;
        if place < bytes.len() && !matches!(bytes[place], b'.' | b'[') {
            return Err(vm.value_error("Only '.' or '[' may follow ']' in format field specifier"));
        }
    }
    Ok(value)
}

/// The number that a part of a name is, if it is one.
fn integer(vm: &mut Vm, text: &Wtf8) -> PyResult<Option<usize>> {
    let mut number: usize = 0;
    for point in text.code_points() {
        let Some(digit) = point.to_char().and_then(unicode::decimal_value) else { return Ok(None) };
        let more = number.checked_mul(10).and_then(|number| number.checked_add(digit.into()));
        number = match more.filter(|number| isize::try_from(*number).is_ok()) {
            Some(more) => more,
            None => return Err(vm.value_error("Too many decimal digits in format string")),
        };
    }
    Ok((!text.is_empty()).then_some(number))
}
