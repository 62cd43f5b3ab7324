//! `_re`: regular expressions with Python's syntax and semantics; `re` itself is in Python.
//!
//! A matcher of our own, because Python's differs from other engines in what programs can see: which groups are
//! set after backtracking, empty matches, case, positions in characters of texts with lone surrogates. It counts
//! its steps like the interpreter does.

mod escape;
mod found;
mod matcher;
mod parse;
mod pattern;
mod program;
mod replace;
mod template;
mod tree;

use rustpython_wtf8::CodePoint;

use crate::call::Args;
use crate::objects::{Bytes, Dict, Str};
use crate::types::{Def, native};
use crate::value::{Ref, Value};
use crate::{Exc, PyResult, Raised, Vm};

use parse::Refusal;
pub(super) use parse::quoted;

const FUNCTIONS: &[Def] = &[
    Def::function("compile", "(pattern, flags=0, /)", pattern::compile),
    Def::function("template", "(pattern, repl, /)", template),
];

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    vm.define_functions(dict, "_re", FUNCTIONS);
    vm.add_class(dict, &pattern::PATTERN);
    vm.add_class(dict, &found::MATCH);
    Ok(())
}

/// Checks a template, as `re._compile_template` does.
fn template(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let pattern = vm.held::<pattern::Pattern>(&args[0])?;
    template::read(vm, pattern, &args[1])?;
    Ok(Value::none())
}

/// The characters of a `str`, or the bytes of a bytes-like object, and whether it is a `str`.
fn points(vm: &mut Vm, value: &Value) -> PyResult<(Vec<u32>, bool)> {
    if let Some(text) = native::<Str>(value) {
        return Ok((text.wtf8().code_points().map(CodePoint::to_u32).collect(), true));
    }
    if let Some(bytes) = native::<Bytes>(value) {
        return Ok((bytes.data.iter().map(|byte| u32::from(*byte)).collect(), false));
    }
    match vm.byte_data(value) {
        Ok(data) => Ok((data.into_iter().map(u32::from).collect(), false)),
        Err(_) => Err(vm.type_error("first argument must be string or compiled pattern")),
    }
}

/// `re.PatternError` or what else says why a pattern is refused.
fn refused(vm: &mut Vm, pattern: &Value, refusal: Refusal) -> Raised {
    match refusal {
        Refusal::Flags(message) => vm.value_error(message),
        Refusal::TooLarge(message) => vm.error(Exc::OverflowError, message),
        Refusal::Pattern(message, place) => match pattern_error(vm, pattern, &message, place) {
            Ok(exception) => Raised(exception),
            Err(raised) => raised,
        },
    }
}

fn pattern_error(vm: &mut Vm, pattern: &Value, message: &str, place: Option<usize>) -> PyResult {
    let module = vm.import_module("re")?;
    let name = vm.intern("PatternError");
    let class = vm.getattr(&module, &name)?;
    let message = vm.str(message);
    match place {
        Some(place) => vm.call(&class, [message, pattern.clone(), Value::int(place as i64)]),
        None => vm.call(&class, [message]),
    }
}
