//! Letters in bytes: those of ASCII.

use super::split::is_space;
use super::{data, like};
use crate::call::Args;
use crate::types::Def;
use crate::types::int::UNARY;
use crate::value::Value;
use crate::{PyResult, Vm};

pub(super) const METHODS: &[Def] =
    &[
        Def::method("lower", UNARY, |vm, args| map(vm, &args, |_, byte| byte.to_ascii_lowercase())),
        Def::method("upper", UNARY, |vm, args| map(vm, &args, |_, byte| byte.to_ascii_uppercase())),
        Def::method("swapcase", UNARY, |vm, args| {
            map(vm, &args, |_, byte| {
                if byte.is_ascii_lowercase() { byte.to_ascii_uppercase() } else { byte.to_ascii_lowercase() }
            })
        }),
        Def::method("title", UNARY, |vm, args| {
            map(vm, &args, |before, byte| {
                let after_letter = before.is_some_and(|before| before.is_ascii_alphabetic());
                if after_letter { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() }
            })
        }),
        Def::method("capitalize", UNARY, |vm, args| {
            map(vm, &args, |before, byte| {
                if before.is_some() { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() }
            })
        }),
        Def::method("isalpha", UNARY, |vm, args| all(vm, &args, |byte| byte.is_ascii_alphabetic())),
        Def::method("isalnum", UNARY, |vm, args| all(vm, &args, |byte| byte.is_ascii_alphanumeric())),
        Def::method("isdigit", UNARY, |vm, args| all(vm, &args, |byte| byte.is_ascii_digit())),
        Def::method("isspace", UNARY, |vm, args| all(vm, &args, is_space)),
        Def::method("isascii", UNARY, |vm, args| Ok(Value::bool(data(vm, &args[0])?.is_ascii()))),
        Def::method("islower", UNARY, |vm, args| {
            is_cased_as(vm, &args, |byte| byte.is_ascii_lowercase(), |byte| byte.is_ascii_uppercase())
        }),
        Def::method("isupper", UNARY, |vm, args| {
            is_cased_as(vm, &args, |byte| byte.is_ascii_uppercase(), |byte| byte.is_ascii_lowercase())
        }),
        Def::method("istitle", UNARY, istitle),
    ];

/// Changes every byte, knowing the one before it.
fn map(vm: &mut Vm, args: &Args<'_>, change: fn(Option<u8>, u8) -> u8) -> PyResult {
    let bytes = data(vm, &args[0])?;
    let before = std::iter::once(None).chain(bytes.iter().copied().map(Some));
    let changed = before.zip(bytes.iter()).map(|(before, byte)| change(before, *byte)).collect();
    Ok(like(vm, &args[0], changed))
}

/// Whether there are bytes and all have a property.
fn all(vm: &mut Vm, args: &Args<'_>, holds: fn(u8) -> bool) -> PyResult {
    let bytes = data(vm, &args[0])?;
    Ok(Value::bool(!bytes.is_empty() && bytes.iter().all(|byte| holds(*byte))))
}

fn is_cased_as(
    vm: &mut Vm,
    args: &Args<'_>,
    is_wanted: fn(u8) -> bool,
    is_opposite: fn(u8) -> bool,
) -> PyResult {
    let bytes = data(vm, &args[0])?;
    let none_opposite = !bytes.iter().any(|byte| is_opposite(*byte));
    Ok(Value::bool(none_opposite && bytes.iter().any(|byte| is_wanted(*byte))))
}

fn istitle(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (mut found, mut after_letter) = (false, false);
    for byte in data(vm, &args[0])?.iter() {
        let is_misplaced = if after_letter { byte.is_ascii_uppercase() } else { byte.is_ascii_lowercase() };
        if is_misplaced {
            return Ok(Value::bool(false));
        }
        after_letter = byte.is_ascii_alphabetic();
        found = found || after_letter;
    }
    Ok(Value::bool(found))
}
