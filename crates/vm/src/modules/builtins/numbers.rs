//! Functions of numbers.

use num_traits::{Signed, ToPrimitive};
use rustpython_wtf8::CodePoint;

use crate::call::Args;
use crate::objects::*;
use crate::ops::BinaryOp;
use crate::types::native;
use crate::value::Value;
use crate::{PyResult, Vm};

pub(super) fn abs(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = vm.names.abs.clone();
    match vm.call_special(&args[0], &name, &[])? {
        Some(result) => Ok(result),
        None => {
            let class = vm.class_of(&args[0]).name();
            Err(vm.type_error(format!("bad operand type for abs(): '{class}'")))
        }
    }
}

/// `bin`, `oct` and `hex`.
pub(super) fn digits(vm: &mut Vm, args: &Args<'_>, prefix: &str, radix: u32) -> PyResult {
    let number = vm.index(&args[0])?;
    let sign = if number.is_negative() { "-" } else { "" };
    Ok(vm.str(&format!("{sign}{prefix}{}", number.magnitude().to_str_radix(radix))))
}

pub(super) fn chr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let number = vm.index(&args[0])?;
    match number.to_u32().and_then(CodePoint::from_u32) {
        Some(point) => Ok(vm.char(point)),
        None => Err(vm.value_error("chr() arg not in range(0x110000)")),
    }
}

pub(super) fn ord(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let len = if let Some(text) = native::<Str>(&args[0]) {
        let mut points = text.wtf8().code_points();
        if let (Some(point), None) = (points.next(), points.next()) {
            return Ok(Value::int(point.to_u32().into()));
        }
        text.len()
    } else if let Some(bytes) = native::<Bytes>(&args[0]) {
        if let [byte] = *bytes.data {
            return Ok(Value::int(byte.into()));
        }
        bytes.data.len()
    } else if let Some(array) = native::<ByteArray>(&args[0]) {
        let data = array.data.borrow();
        if let [byte] = **data {
            return Ok(Value::int(byte.into()));
        }
        data.len()
    } else {
        let class = vm.class_of(&args[0]).name();
        return Err(vm.type_error(format!("ord() expected string of length 1, but {class} found")));
    };
    Err(vm.type_error(format!("ord() expected a character, but string of length {len} found")))
}

/// An operator that has methods but no sign. The right operand goes first if its class is derived from the
/// left one's and has a reflected method of its own.
pub(super) fn divmod(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (left, right) = (&args[0], &args[1]);
    let (method, reflected) = (vm.names.divmod.clone(), vm.names.rdivmod.clone());
    let (left_class, right_class) = (vm.class_of(left), vm.class_of(right));
    let differ = !left_class.is(&right_class);
    let mut attempts = vec![(left, &method, right)];
    if differ {
        let goes_first = right_class.is_subclass(&left_class)
            && vm.lookup(&right_class, &reflected).map(|own| own.id())
                != vm.lookup(&left_class, &reflected).map(|inherited| inherited.id());
        attempts.insert(usize::from(!goes_first), (right, &reflected, left));
    }
    for (object, method, other) in attempts {
        if let Some(result) = vm.call_special(object, method, std::slice::from_ref(other))?
            && !result.is_not_implemented()
        {
            return Ok(result);
        }
    }
    let (left, right) = (left_class.name(), right_class.name());
    Err(vm.type_error(format!("unsupported operand type(s) for divmod(): '{left}' and '{right}'")))
}

pub(super) fn pow(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(modulus) = args.some(2) else {
        return vm.binary(BinaryOp::Power, false, &args[0], &args[1]);
    };
    let name = vm.names.pow.clone();
    if let Some(result) = vm.call_special(&args[0], &name, &[args[1].clone(), modulus.clone()])?
        && !result.is_not_implemented()
    {
        return Ok(result);
    }
    let [base, exponent, modulus] = [&args[0], &args[1], modulus].map(|value| vm.class_of(value).name());
    Err(vm.type_error(format!(
        "unsupported operand type(s) for ** or pow(): '{base}', '{exponent}', '{modulus}'"
    )))
}

pub(super) fn round(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = vm.names.round.clone();
    let digits: Vec<Value> = args.some(1).cloned().into_iter().collect();
    match vm.call_special(&args[0], &name, &digits)? {
        Some(result) => Ok(result),
        None => {
            let class = vm.class_of(&args[0]).name();
            Err(vm.type_error(format!("type {class} doesn't define __round__ method")))
        }
    }
}
