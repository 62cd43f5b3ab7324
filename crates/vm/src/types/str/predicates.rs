//! What all characters of a text have in common.

use crate::call::Args;
use crate::objects::Str;
use crate::types::{Def, unicode};
use crate::value::Value;
use crate::{PyResult, Vm};

const UNARY: &str = "($self, /)";

pub(super) const METHODS: &[Def] = &[
    Def::method("isalpha", UNARY, |vm, args| all(vm, &args, unicode::is_alpha)),
    Def::method("isalnum", UNARY, |vm, args| all(vm, &args, unicode::is_alnum)),
    Def::method("isdecimal", UNARY, |vm, args| all(vm, &args, unicode::is_decimal)),
    Def::method("isdigit", UNARY, |vm, args| all(vm, &args, unicode::is_digit)),
    Def::method("isnumeric", UNARY, |vm, args| all(vm, &args, unicode::is_numeric)),
    Def::method("isspace", UNARY, |vm, args| all(vm, &args, unicode::is_space)),
    Def::method("isascii", UNARY, |vm, args| Ok(Value::bool(vm.native::<Str>(&args[0])?.is_ascii()))),
    Def::method("isprintable", UNARY, |vm, args| {
        let mut points = vm.native::<Str>(&args[0])?.wtf8().code_points();
        Ok(Value::bool(points.all(|point| unicode::is_printable(point.to_u32()))))
    }),
    Def::method("islower", UNARY, |vm, args| is_cased_as(vm, &args, unicode::is_lower, unicode::is_upper)),
    Def::method("isupper", UNARY, |vm, args| is_cased_as(vm, &args, unicode::is_upper, unicode::is_lower)),
    Def::method("istitle", UNARY, istitle),
    Def::method("isidentifier", UNARY, isidentifier),
];

/// Whether there are characters and all have a property.
fn all(vm: &mut Vm, args: &Args<'_>, holds: fn(char) -> bool) -> PyResult {
    let text = vm.native::<Str>(&args[0])?;
    let all = text.wtf8().code_points().all(|point| point.is_char_and(holds));
    Ok(Value::bool(all && !text.is_empty()))
}

/// Whether there are letters with the wanted case and none with another.
fn is_cased_as(
    vm: &mut Vm,
    args: &Args<'_>,
    is_wanted: fn(char) -> bool,
    is_opposite: fn(char) -> bool,
) -> PyResult {
    let mut found = false;
    for point in vm.native::<Str>(&args[0])?.wtf8().code_points() {
        let Some(char) = point.to_char() else { continue };
        if is_opposite(char) || unicode::is_title(char) {
            return Ok(Value::bool(false));
        }
        found = found || is_wanted(char);
    }
    Ok(Value::bool(found))
}

fn istitle(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (mut found, mut after_cased) = (false, false);
    for point in vm.native::<Str>(&args[0])?.wtf8().code_points() {
        let is_large = point.is_char_and(|char| unicode::is_upper(char) || unicode::is_title(char));
        let is_small = point.is_char_and(unicode::is_lower);
        if is_large && after_cased || is_small && !after_cased {
            return Ok(Value::bool(false));
        }
        after_cased = is_large || is_small;
        found = found || after_cased;
    }
    Ok(Value::bool(found))
}

fn isidentifier(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let text = vm.native::<Str>(&args[0])?;
    let is_identifier = text.as_str().is_some_and(unicode::is_identifier);
    Ok(Value::bool(is_identifier))
}
