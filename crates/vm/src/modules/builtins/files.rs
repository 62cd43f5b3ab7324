//! `open`: files can be read if the caller grants it, and never written.

use std::io::ErrorKind;

use crate::call::Args;
use crate::objects::*;
use crate::types::native;
use crate::value::Value;
use crate::{Exc, PyResult, Raised, Vm};

/// The text of a path: `str`, `bytes`, or an object with `__fspath__`.
pub(super) fn path_text(vm: &mut Vm, path: &Value) -> PyResult<String> {
    if native::<Str>(path).is_some() {
        return Ok(vm.text(path));
    }
    if let Some(bytes) = native::<Bytes>(path) {
        return Ok(String::from_utf8_lossy(&bytes.data).into_owned());
    }
    let name = vm.names.fspath.clone();
    match vm.call_special(path, &name, &[])? {
        Some(text) if native::<Str>(&text).is_some() => Ok(vm.text(&text)),
        _ => {
            let class = vm.class_of(path).name();
            Err(vm.type_error(format!("expected str, bytes or os.PathLike object, not {class}")))
        }
    }
}

/// What the letters of a mode say.
struct Mode {
    is_binary: bool,
    writes: bool,
}

fn read_mode(vm: &mut Vm, mode: &str) -> PyResult<Mode> {
    let is_known = |char: char| "rwxabt+".contains(char) && mode.matches(char).count() == 1;
    if !mode.chars().all(is_known) {
        return Err(vm.value_error(format!("invalid mode: '{mode}'")));
    }
    let (is_binary, is_text) = (mode.contains('b'), mode.contains('t'));
    if is_binary && is_text {
        return Err(vm.value_error("can't have text and binary mode at once"));
    }
    if mode.chars().filter(|char| "rwxa".contains(*char)).count() != 1 {
        return Err(vm.value_error("must have exactly one of create/read/write/append mode"));
    }
    Ok(Mode { is_binary, writes: mode.contains(['w', 'x', 'a', '+']) })
}

pub(super) fn open(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let path = path_text(vm, &args[0])?;
    let mode = match args.get(1) {
        Some(mode) if native::<Str>(mode).is_none() => {
            let class = vm.class_of(mode).name();
            return Err(vm.type_error(format!("open() argument 'mode' must be str, not {class}")));
        }
        Some(mode) => vm.text(mode),
        None => "r".to_owned(),
    };
    let mode = read_mode(vm, &mode)?;
    for (slot, name) in [(3, "an encoding"), (4, "an errors"), (5, "a newline")] {
        if mode.is_binary && args.some(slot).is_some() {
            return Err(vm.value_error(format!("binary mode doesn't take {name} argument")));
        }
    }
    if mode.writes {
        return Err(vm.error(Exc::PermissionError, "programs that run here cannot write files"));
    }
    let data = match vm.host.read_file(&path) {
        None => {
            let message = format!("reading '{path}' is not granted: see the option --allow-read");
            return Err(vm.error(Exc::PermissionError, message));
        }
        Some(Ok(data)) => data,
        Some(Err(error)) => return Err(os_error(vm, &error, args[0].clone())),
    };
    let io = vm.import_module("_io")?;
    if mode.is_binary {
        let data = vm.bytes(data);
        return vm.call_method(&io, "BytesIO", [data]);
    }
    let bytes = vm.bytes(data);
    let encoding = args.some(3).cloned().unwrap_or_else(|| vm.str("utf-8"));
    let errors = args.some(4).cloned().unwrap_or_else(|| vm.str("strict"));
    let text = vm.call_method(&bytes, "decode", [encoding, errors])?;
    let newline = args.get(5).cloned().unwrap_or_else(Value::none);
    vm.call_method(&io, "StringIO", [text, newline])
}

/// The `OSError` for what the host says.
fn os_error(vm: &mut Vm, error: &std::io::Error, path: Value) -> Raised {
    let (class, number, message) = match error.kind() {
        ErrorKind::NotFound => (Exc::FileNotFoundError, 2, "No such file or directory".to_owned()),
        ErrorKind::PermissionDenied => (Exc::PermissionError, 13, "Permission denied".to_owned()),
        ErrorKind::IsADirectory => (Exc::IsADirectoryError, 21, "Is a directory".to_owned()),
        _ => (Exc::OSError, error.raw_os_error().unwrap_or_default(), error.to_string()),
    };
    let class = vm.exception_class(class).value().clone();
    let message = vm.str(&message);
    match vm.call(&class, [Value::int(number.into()), message, path]) {
        Ok(exception) => Raised(exception),
        Err(raised) => raised,
    }
}
