//! `str()` and `repr()` of exceptions.

use rustpython_wtf8::Wtf8Buf;

use crate::call::Args;
use crate::objects::*;
use crate::types::{Def, native};
use crate::value::Value;
use crate::{Exc, PyResult, Vm};

use super::field;

fn args_of(exception: &Exception) -> Vec<Value> {
    native::<Tuple>(&exception.args.borrow()).map(|args| args.items.to_vec()).unwrap_or_default()
}

/// `BaseException.__str__`: nothing, the one argument, or all.
pub(super) fn of_args(vm: &mut Vm, exception: &Exception) -> PyResult {
    match args_of(exception).as_slice() {
        [] => Ok(vm.str("")),
        [only] => vm.str_of(only),
        _ => {
            let args = exception.args.borrow().clone();
            vm.str_of(&args)
        }
    }
}

fn str(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let exception = vm.native::<Exception>(&args[0])?;
    of_args(vm, exception)
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let exception = vm.native::<Exception>(&args[0])?;
    let class = exception.class.borrow().short_name();
    let mut text = Wtf8Buf::from(&*class);
    if let [only] = args_of(exception).as_slice() {
        text.push_str("(");
        text.push_wtf8(&vm.repr_text(only)?);
        text.push_str(")");
    } else {
        let args = exception.args.borrow().clone();
        text.push_wtf8(&vm.repr_text(&args)?);
    }
    Ok(vm.str_from(text))
}

/// The key of a `KeyError` is shown as it is, or an empty string would not show at all.
fn key_error_str(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let exception = vm.native::<Exception>(&args[0])?;
    match args_of(exception).as_slice() {
        [key] => vm.repr(key),
        _ => of_args(vm, exception),
    }
}

fn import_error_str(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let exception = vm.native::<Exception>(&args[0])?;
    match field(exception, 0) {
        Some(message) if vm.class_of(&message).is(&vm.types.str) => Ok(message),
        _ => of_args(vm, exception),
    }
}

/// The message with the file's last name and the line, as far as they are known.
fn syntax_error_str(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let exception = vm.native::<Exception>(&args[0])?;
    let message = field(exception, 0).unwrap_or_else(Value::none);
    let filename = field(exception, 1).filter(|filename| native::<Str>(filename).is_some());
    let filename = filename.map(|filename| {
        let path = vm.text(&filename);
        path.rsplit('/').next().unwrap_or_default().to_owned()
    });
    let line = field(exception, 2).filter(|line| vm.class_of(line).is(&vm.types.int));
    let line = line.and_then(|line| line.as_int());
    let place = match (filename, line) {
        (None, None) => return vm.str_of(&message),
        (Some(filename), Some(line)) => format!(" ({filename}, line {line})"),
        (Some(filename), None) => format!(" ({filename})"),
        (None, Some(line)) => format!(" (line {line})"),
    };
    let mut text = vm.str_text(&message)?;
    text.push_str(&place);
    Ok(vm.str_from(text))
}

/// What is wrong with which characters, of the three Unicode errors.
fn unicode_str(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let exception = vm.native::<Exception>(&args[0])?;
    let (Some(object), Some(start), Some(end)) =
        (field(exception, 1), field(exception, 2), field(exception, 3))
    else {
        return Ok(vm.str(""));
    };
    let built_in = vm.built_in_exception(&exception.class.borrow());
    let reason = vm.str_text(&field(exception, 4).unwrap_or_else(Value::none))?;
    let encoding = match field(exception, 0) {
        Some(encoding) => vm.str_text(&encoding)?,
        None => Wtf8Buf::new(),
    };
    let (start, end) = (start.as_index().unwrap_or_default(), end.as_index().unwrap_or_default());
    let at = usize::try_from(start).unwrap_or_default();
    let last = end - 1;
    let subject = match built_in {
        Exc::UnicodeTranslateError => "can't translate".to_owned(),
        Exc::UnicodeEncodeError => format!("'{encoding}' codec can't encode"),
        _ => format!("'{encoding}' codec can't decode"),
    };
    let what = if let Some(bytes) = native::<Bytes>(&object) {
        match bytes.data.get(at) {
            Some(byte) if end == start + 1 => format!("byte 0x{byte:02x} in position {start}"),
            _ => format!("bytes in position {start}-{last}"),
        }
    } else {
        let point = native::<Str>(&object).and_then(|text| text.wtf8().code_points().nth(at));
        match point.map(rustpython_wtf8::CodePoint::to_u32) {
            Some(point) if end == start + 1 => {
                let escaped = match point {
                    0..=0xFF => format!("\\x{point:02x}"),
                    0x100..=0xFFFF => format!("\\u{point:04x}"),
                    _ => format!("\\U{point:08x}"),
                };
                format!("character '{escaped}' in position {start}")
            }
            _ => format!("characters in position {start}-{last}"),
        }
    };
    Ok(vm.str(&format!("{subject} {what}: {reason}")))
}

pub(super) fn install(vm: &mut Vm) {
    let base = vm.exception_class(Exc::BaseException).clone();
    vm.define(
        &base,
        &[Def::wrapper("__repr__", "($self, /)", repr), Def::wrapper("__str__", "($self, /)", str)],
    );
    let special: [(Exc, crate::objects::NativeFn); 6] = [
        (Exc::KeyError, key_error_str),
        (Exc::ImportError, import_error_str),
        (Exc::SyntaxError, syntax_error_str),
        (Exc::UnicodeDecodeError, unicode_str),
        (Exc::UnicodeEncodeError, unicode_str),
        (Exc::UnicodeTranslateError, unicode_str),
    ];
    for (class, function) in special {
        let class = vm.exception_class(class).clone();
        vm.define(&class, &[Def::wrapper("__str__", "($self, /)", function)]);
    }
}
