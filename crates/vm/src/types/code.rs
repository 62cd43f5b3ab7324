//! `code`: what Python code sees of code objects.

use std::sync::Arc;

use bytescope_bytecode::{CodeFlags, CodeObject, LocalKind, location_table};

use crate::call::Args;
use crate::objects::*;
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

use super::{Def, native};

fn code(vm: &mut Vm, value: &Value) -> PyResult<Ref<Code>> {
    match Ref::<Code>::of(value) {
        Some(code) => Ok(code.clone()),
        None => Err(vm.type_error("not a code object")),
    }
}

fn number(vm: &mut Vm, args: &Args<'_>, field: fn(&CodeObject) -> i64) -> PyResult {
    Ok(Value::int(field(&code(vm, &args[0])?.object)))
}

fn text(vm: &mut Vm, args: &Args<'_>, field: fn(&CodeObject) -> &str) -> PyResult {
    let object = Arc::clone(&code(vm, &args[0])?.object);
    Ok(vm.intern(field(&object)))
}

fn bytes(vm: &mut Vm, args: &Args<'_>, field: fn(&CodeObject) -> &[u8]) -> PyResult {
    let object = Arc::clone(&code(vm, &args[0])?.object);
    Ok(vm.bytes(field(&object).to_vec()))
}

/// Names of the fast slots of some kinds.
fn slots(vm: &mut Vm, args: &Args<'_>, kinds: LocalKind) -> PyResult {
    let code = code(vm, &args[0])?;
    let kinds_of = &code.object.localspluskinds;
    let names = code.locals.iter().zip(kinds_of).filter(|(_, kind)| kind.intersects(kinds));
    Ok(vm.tuple(names.map(|(name, _)| name.clone()).collect()))
}

fn consts(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let code = code(vm, &args[0])?;
    Ok(vm.tuple(code.constants.to_vec()))
}

fn names(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let code = code(vm, &args[0])?;
    Ok(vm.tuple(code.names.to_vec()))
}

/// For each instruction unit its first line, last line, first column and last column.
fn positions(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let object = Arc::clone(&code(vm, &args[0])?.object);
    let units = location_table::decode_units(&object.linetable, object.firstlineno).unwrap_or_default();
    let known = |number: i32| if number < 0 { Value::none() } else { Value::int(number.into()) };
    let items = units
        .iter()
        .map(|at| {
            let parts = [at.lineno, at.end_lineno, at.col_offset, at.end_col_offset];
            vm.tuple(parts.map(known).to_vec())
        })
        .collect();
    let items = vm.list(items);
    vm.iter(&items)
}

/// Ranges of the code with their lines.
fn lines(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let object = Arc::clone(&code(vm, &args[0])?.object);
    let mut ranges: Vec<(u32, u32, i32)> = Vec::new();
    for range in location_table::decode(&object.linetable, object.firstlineno).flatten() {
        let line = range.location.lineno;
        match ranges.last_mut() {
            Some((_, end, last)) if *last == line => *end = range.end * 2,
            _ => ranges.push((range.start * 2, range.end * 2, line)),
        }
    }
    let items = ranges
        .into_iter()
        .map(|(start, end, line)| {
            let line = if line < 0 { Value::none() } else { Value::int(line.into()) };
            vm.tuple(vec![Value::int(start.into()), Value::int(end.into()), line])
        })
        .collect();
    let items = vm.list(items);
    vm.iter(&items)
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let object = Arc::clone(&code(vm, &args[0])?.object);
    let (name, file, line) = (&object.name, &object.filename, object.firstlineno);
    let id = args[0].id();
    Ok(vm.str(&format!("<code object {name} at {id:#x}, file \"{file}\", line {line}>")))
}

fn eq(_: &mut Vm, args: Args<'_>) -> PyResult {
    let (Some(a), Some(b)) = (args[0].downcast::<Code>(), args[1].downcast::<Code>()) else {
        return Ok(Value::not_implemented());
    };
    Ok(Value::bool(a.object.same_code(&b.object)))
}

fn hash(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let object = Arc::clone(&code(vm, &args[0])?.object);
    let mixed = crate::hash::bytes(object.name.as_bytes()) ^ crate::hash::bytes(&object.code);
    Ok(Value::int(crate::hash::not_minus_one(mixed ^ i64::from(object.firstlineno))))
}

/// A copy with other values of some fields; constants and names stay.
fn replace(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let mut object = CodeObject::clone(&code(vm, &args[0])?.object);
    for (name, value) in args.named(1).map(|named| named.items()).unwrap_or_default() {
        let field = vm.text(&name);
        if let Some(text) = native::<Str>(&value) {
            let text = text.wtf8().to_string_lossy().into_owned().into();
            match field.as_str() {
                "co_name" => object.name = text,
                "co_qualname" => object.qualname = text,
                "co_filename" => object.filename = text,
                _ => return Err(not_replaceable(vm, &field)),
            }
            continue;
        }
        if let Some(data) = value.downcast::<Bytes>() {
            match field.as_str() {
                "co_code" => object.code = data.data.to_vec(),
                "co_linetable" => object.linetable = data.data.to_vec(),
                "co_exceptiontable" => object.exceptiontable = data.data.to_vec(),
                _ => return Err(not_replaceable(vm, &field)),
            }
            continue;
        }
        let number = match field.as_str() {
            "co_flags" | "co_firstlineno" | "co_argcount" | "co_posonlyargcount" | "co_kwonlyargcount"
            | "co_stacksize" => vm.index_i64(&value)?,
            _ => return Err(not_replaceable(vm, &field)),
        };
        match field.as_str() {
            "co_flags" => object.flags = CodeFlags::from_bits_retain(number as u32),
            "co_firstlineno" => object.firstlineno = number as i32,
            "co_argcount" => object.argcount = number as u32,
            "co_posonlyargcount" => object.posonlyargcount = number as u32,
            "co_kwonlyargcount" => object.kwonlyargcount = number as u32,
            _ => object.stacksize = number as u32,
        }
    }
    Ok(vm.load(&Arc::new(object))?.into_value())
}

fn not_replaceable(vm: &mut Vm, field: &str) -> crate::Raised {
    vm.type_error(format!("replace() got an unexpected keyword argument '{field}'"))
}

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.code.clone();
    class.flags.set(ClassFlags { has_weakref: true, ..class.flags.get() });
    vm.define(
        &class,
        &[
            Def::wrapper("__repr__", "($self, /)", repr),
            Def::wrapper("__eq__", "($self, value, /)", eq),
            Def::wrapper("__hash__", "($self, /)", hash),
            Def::attribute("co_argcount", |vm, args| number(vm, &args, |code| code.argcount.into())),
            Def::attribute("co_posonlyargcount", |vm, args| {
                number(vm, &args, |code| code.posonlyargcount.into())
            }),
            Def::attribute("co_kwonlyargcount", |vm, args| {
                number(vm, &args, |code| code.kwonlyargcount.into())
            }),
            Def::attribute("co_stacksize", |vm, args| number(vm, &args, |code| code.stacksize.into())),
            Def::attribute("co_flags", |vm, args| number(vm, &args, |code| code.flags.bits().into())),
            Def::attribute("co_firstlineno", |vm, args| number(vm, &args, |code| code.firstlineno.into())),
            Def::attribute("co_nlocals", |vm, args| {
                number(vm, &args, |code| {
                    let kinds = code.localspluskinds.iter();
                    kinds.filter(|kind| kind.contains(LocalKind::LOCAL)).count() as i64
                })
            }),
            Def::attribute("co_name", |vm, args| text(vm, &args, |code| &code.name)),
            Def::attribute("co_qualname", |vm, args| text(vm, &args, |code| &code.qualname)),
            Def::attribute("co_filename", |vm, args| text(vm, &args, |code| &code.filename)),
            Def::attribute("co_code", |vm, args| bytes(vm, &args, |code| &code.code)),
            Def::attribute("_co_code_adaptive", |vm, args| bytes(vm, &args, |code| &code.code)),
            Def::attribute("co_linetable", |vm, args| bytes(vm, &args, |code| &code.linetable)),
            Def::attribute("co_exceptiontable", |vm, args| bytes(vm, &args, |code| &code.exceptiontable)),
            Def::attribute("co_varnames", |vm, args| slots(vm, &args, LocalKind::LOCAL)),
            Def::attribute("co_cellvars", |vm, args| slots(vm, &args, LocalKind::CELL)),
            Def::attribute("co_freevars", |vm, args| slots(vm, &args, LocalKind::FREE)),
            Def::attribute("co_consts", consts),
            Def::attribute("co_names", names),
            Def::method("co_positions", "($self, /)", positions),
            Def::method("co_lines", "($self, /)", lines),
            Def::method("_varname_from_oparg", "($self, /, oparg)", |vm, args| {
                let place = vm.index_i64(&args[1])?;
                let name = usize::try_from(place)
                    .ok()
                    .and_then(|place| code(vm, &args[0]).ok()?.locals.get(place).cloned());
                name.ok_or_else(|| vm.error(crate::Exc::IndexError, "tuple index out of range"))
            }),
            Def::method("replace", "($self, /, **changes)", replace),
            Def::method("__replace__", "($self, /, **changes)", replace),
        ],
    );
}
