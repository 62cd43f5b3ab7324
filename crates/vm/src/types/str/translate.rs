//! Characters replaced by a table.

use std::collections::HashMap;

use rustpython_wtf8::{CodePoint, Wtf8Buf};

use super::text_of;
use crate::call::Args;
use crate::objects::{Dict, Str};
use crate::types::int::operand;
use crate::types::{Def, native};
use crate::value::{Ref, Value};
use crate::{Exc, PyResult, Vm};

pub(super) const METHODS: &[Def] = &[
    Def::method("translate", "($self, table, /)", translate),
    Def::staticmethod("maketrans", "(x, y=<unrepresentable>, z=<unrepresentable>, /)", maketrans),
];

fn translate(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let text = vm.native::<Str>(&args[0])?.wtf8();
    let mut known: HashMap<CodePoint, Wtf8Buf> = HashMap::new();
    let mut out = Wtf8Buf::with_capacity(text.len());
    for point in text.code_points() {
        if let Some(replacement) = known.get(&point) {
            out.push_wtf8(replacement);
            continue;
        }
        let replacement = replacement(vm, &args[1], point)?;
        out.push_wtf8(&replacement);
        known.insert(point, replacement);
        vm.check_memory(out.len())?;
    }
    Ok(vm.str_from(out))
}

/// What a table says for a code point (`charmaptranslate_lookup`).
fn replacement(vm: &mut Vm, table: &Value, point: CodePoint) -> PyResult<Wtf8Buf> {
    let key = Value::int(point.to_u32().into());
    let found = match vm.getitem(table, &key) {
        Ok(found) => found,
        Err(raised) if raised.is(vm, Exc::LookupError) => return Ok(point.into()),
        Err(raised) => return Err(raised),
    };
    if found.is_none() {
        return Ok(Wtf8Buf::new());
    }
    if let Some(text) = native::<Str>(&found) {
        return Ok(text.wtf8().to_owned());
    }
    match operand(&found) {
        Some(int) => match u32::try_from(&*int).ok().and_then(CodePoint::from_u32) {
            Some(point) => Ok(point.into()),
            None => Err(vm.value_error("character mapping must be in range(0x110000)")),
        },
        None => Err(vm.type_error("character mapping must return integer, None or str")),
    }
}

fn maketrans(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let table = Ref::new(Dict::default());
    match args.get(1) {
        Some(to) => {
            let Some(from) = native::<Str>(&args[0]) else {
                let message = "first maketrans argument must be a string if there is a second argument";
                return Err(vm.type_error(message));
            };
            let to = text_of(vm, to, "maketrans() argument 2 must be str")?;
            let deleted = match args.get(2) {
                Some(deleted) => Some(text_of(vm, deleted, "maketrans() argument 3 must be str")?),
                None => None,
            };
            if from.len() != to.len() {
                return Err(vm.value_error("the first two maketrans arguments must have equal length"));
            }
            for (from, to) in from.wtf8().code_points().zip(to.wtf8().code_points()) {
                let (key, value) = (Value::int(from.to_u32().into()), Value::int(to.to_u32().into()));
                vm.dict_set(&table, key, value)?;
            }
            for point in deleted.into_iter().flat_map(|deleted| deleted.wtf8().code_points()) {
                vm.dict_set(&table, Value::int(point.to_u32().into()), Value::none())?;
            }
        }
        None => {
            let Some(dict) = native::<Dict>(&args[0]) else {
                let message = "if you give only one argument to maketrans it must be a dict";
                return Err(vm.type_error(message));
            };
            for (key, value) in dict.items() {
                let key = match native::<Str>(&key) {
                    Some(text) => {
                        let mut points = text.wtf8().code_points();
                        match (points.next(), points.next()) {
                            (Some(point), None) => Value::int(point.to_u32().into()),
                            _ => {
                                let message = "string keys in translate table must be of length 1";
                                return Err(vm.value_error(message));
                            }
                        }
                    }
                    None if operand(&key).is_some() => key,
                    None => {
                        let message = "keys in translate table must be strings or integers";
                        return Err(vm.type_error(message));
                    }
                };
                vm.dict_set(&table, key, value)?;
            }
        }
    }
    Ok(table.into_value())
}
