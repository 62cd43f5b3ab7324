//! `unicodedata`: what the Unicode standard says of characters, from the `rustpython-unicode` crate. Its version of
//! the standard is newer than CPython 3.13's 15.1; characters that both know have the same properties.

use rustpython_unicode::{NormalizeForm, Ucd};
use rustpython_wtf8::CodePoint;

use crate::call::Args;
use crate::objects::{Dict, Str};
use crate::types::{Def, native};
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

const FUNCTIONS: &[Def] = &[
    Def::function("bidirectional", "(chr, /)", bidirectional),
    Def::function("category", "(chr, /)", category),
    Def::function("combining", "(chr, /)", combining),
    Def::function("decimal", "(chr, default=None, /)", decimal),
    Def::function("decomposition", "(chr, /)", decomposition),
    Def::function("digit", "(chr, default=None, /)", digit),
    Def::function("east_asian_width", "(chr, /)", east_asian_width),
    Def::function("is_normalized", "(form, unistr, /)", is_normalized),
    Def::function("lookup", "(name, /)", lookup),
    Def::function("mirrored", "(chr, /)", mirrored),
    Def::function("name", "(chr, default=None, /)", name),
    Def::function("normalize", "(form, unistr, /)", normalize),
    Def::function("numeric", "(chr, default=None, /)", numeric),
];

const DATA: Ucd = Ucd::new(true);

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    vm.define_functions(dict, "unicodedata", FUNCTIONS);
    let version = vm.str("15.1.0");
    vm.set_name(dict, "unidata_version", version);
    Ok(())
}

/// The one character of an argument.
fn point(vm: &mut Vm, args: &Args<'_>, function: &str) -> PyResult<CodePoint> {
    let text = native::<Str>(&args[0]);
    let mut points = text.map(|text| text.wtf8().code_points());
    match (points.as_mut().and_then(Iterator::next), text.map(Str::len)) {
        (Some(point), Some(1)) => Ok(point),
        (_, Some(len)) => Err(vm.type_error(format!(
            "{function}(): argument must be a unicode character, not a string of length {len}"
        ))),
        _ => {
            let class = vm.class_of(&args[0]).name();
            let message = format!("{function}() argument must be a unicode character, not {class}");
            Err(vm.type_error(message))
        }
    }
}

fn category(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let point = point(vm, &args, "category")?;
    Ok(vm.intern(DATA.category(point)))
}

fn bidirectional(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let point = point(vm, &args, "bidirectional")?;
    Ok(vm.intern(DATA.bidirectional(point)))
}

fn east_asian_width(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let point = point(vm, &args, "east_asian_width")?;
    Ok(vm.intern(DATA.east_asian_width(point)))
}

fn combining(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let point = point(vm, &args, "combining")?;
    Ok(Value::int(DATA.combining(point).into()))
}

fn mirrored(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let point = point(vm, &args, "mirrored")?;
    Ok(Value::int(DATA.mirrored(point).into()))
}

fn decomposition(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let point = point(vm, &args, "decomposition")?;
    Ok(vm.str(&DATA.decomposition(point)))
}

/// What was found, the default, or a `ValueError`.
fn or_default(vm: &mut Vm, args: &Args<'_>, found: Option<Value>, what: &str) -> PyResult {
    match (found, args.get(1)) {
        (Some(found), _) => Ok(found),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(vm.value_error(what)),
    }
}

fn decimal(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let point = point(vm, &args, "decimal")?;
    or_default(vm, &args, DATA.decimal(point).map(|value| Value::int(value as i64)), "not a decimal")
}

fn digit(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let point = point(vm, &args, "digit")?;
    or_default(vm, &args, DATA.digit(point).map(|value| Value::int(value as i64)), "not a digit")
}

fn numeric(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let point = point(vm, &args, "numeric")?;
    or_default(vm, &args, DATA.numeric(point).map(Value::float), "not a numeric character")
}

fn name(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let point = point(vm, &args, "name")?;
    let name = point.to_char().and_then(rustpython_unicode::character_name);
    let name = name.map(|name| vm.str(&name));
    or_default(vm, &args, name, "no such name")
}

fn lookup(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = vm.wtf8(&args[0], "lookup() argument")?.to_string_lossy().into_owned();
    match rustpython_unicode::lookup_character(&name) {
        Some(char) => Ok(vm.char(char.into())),
        None => {
            let message = vm.str(&format!("undefined character name '{name}'"));
            Err(vm.key_error(&message))
        }
    }
}

fn form(vm: &mut Vm, value: &Value) -> PyResult<NormalizeForm> {
    match vm.text(value).as_str() {
        "NFC" => Ok(NormalizeForm::Nfc),
        "NFD" => Ok(NormalizeForm::Nfd),
        "NFKC" => Ok(NormalizeForm::Nfkc),
        "NFKD" => Ok(NormalizeForm::Nfkd),
        _ => Err(vm.value_error("invalid normalization form")),
    }
}

fn normalize(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let form = form(vm, &args[0])?;
    let text = vm.wtf8(&args[1], "normalize() argument 2")?;
    let normal = rustpython_unicode::normalize(form, text);
    Ok(vm.str_from(normal))
}

fn is_normalized(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let form = form(vm, &args[0])?;
    let text = vm.wtf8(&args[1], "is_normalized() argument 2")?;
    Ok(Value::bool(rustpython_unicode::is_normalized(form, text)))
}
