//! Methods of `int` that are not operators.

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

use super::value_of;
use crate::call::Args;
use crate::objects::Str;
use crate::types::{buffer, native};
use crate::value::Value;
use crate::{Exc, PyResult, Vm};

/// `round(int, ndigits)`: to the nearest multiple of a power of ten, the even one of two.
pub(super) fn round(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(digits) = args.some(1) else { return vm.plain_int(&args[0]) };
    let digits = vm.index(digits)?;
    if !digits.is_negative() {
        return vm.plain_int(&args[0]);
    }
    let int = value_of(vm, &args[0])?;
    // More digits than the number has: it rounds to zero.
    let Some(digits) = (-digits).to_u32().filter(|digits| u64::from(*digits) <= int.bits() / 3 + 1) else {
        return Ok(Value::int(0));
    };
    let unit = BigInt::from(10).pow(digits);
    let (quotient, remainder) = int.div_mod_floor(&unit);
    let twice: BigInt = remainder * 2;
    let up = twice > unit || twice == unit && quotient.is_odd();
    Ok(vm.int((quotient + i32::from(up)) * unit))
}

pub(super) fn bit_length(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let int = value_of(vm, &args[0])?;
    Ok(Value::int(int.bits() as i64))
}

pub(super) fn bit_count(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let int = value_of(vm, &args[0])?;
    Ok(Value::int(int.magnitude().count_ones() as i64))
}

/// CPython's digits have 30 bits in 4 bytes each, after a head of 24 bytes.
pub(super) fn sizeof(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let int = value_of(vm, &args[0])?;
    Ok(Value::int(24 + 4 * (int.bits().div_ceil(30).max(1)) as i64))
}

/// Whether an argument `byteorder` says little-endian.
fn is_little(vm: &mut Vm, function: &str, order: Option<&Value>) -> PyResult<bool> {
    let Some(order) = order else { return Ok(false) };
    match native::<Str>(order).map(|text| text.wtf8().as_bytes()) {
        Some(b"little") => Ok(true),
        Some(b"big") => Ok(false),
        Some(_) => Err(vm.value_error("byteorder must be either 'little' or 'big'")),
        None => {
            let class = vm.class_of(order).name();
            Err(vm.type_error(format!("{function}() argument 'byteorder' must be str, not {class}")))
        }
    }
}

pub(super) fn to_bytes(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let length = match args.get(1) {
        Some(length) => vm.index_i64(length)?,
        None => 1,
    };
    let is_little = is_little(vm, "to_bytes", args.get(2))?;
    let is_signed = match args.get(3) {
        Some(signed) => vm.truth(signed)?,
        None => false,
    };
    let Ok(length) = usize::try_from(length) else {
        return Err(vm.value_error("length argument must be non-negative"));
    };
    let int = value_of(vm, &args[0])?;
    if int.is_negative() && !is_signed {
        return Err(vm.error(Exc::OverflowError, "can't convert negative int to unsigned"));
    }
    vm.check_memory(length)?;
    let mut bytes = if is_signed { int.to_signed_bytes_le() } else { int.magnitude().to_bytes_le() };
    if int.is_zero() {
        bytes.clear();
    }
    if bytes.len() > length {
        return Err(vm.error(Exc::OverflowError, "int too big to convert"));
    }
    bytes.resize(length, if int.is_negative() { 0xFF } else { 0 });
    if !is_little {
        bytes.reverse();
    }
    Ok(vm.bytes(bytes))
}

pub(super) fn from_bytes(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let is_little = is_little(vm, "from_bytes", args.get(2))?;
    let is_signed = match args.get(3) {
        Some(signed) => vm.truth(signed)?,
        None => false,
    };
    let mut bytes = buffer::bytes_of(vm, &args[1])?;
    if !is_little {
        bytes.reverse();
    }
    let int = if is_signed {
        BigInt::from_signed_bytes_le(&bytes)
    } else {
        BigInt::from_biguint(Sign::Plus, BigUint::from_bytes_le(&bytes))
    };
    let int = vm.int(int);
    if args[0].is(vm.types.int.value()) { Ok(int) } else { vm.call(&args[0], [int]) }
}
