//! `float`: IEEE doubles.
//!
//! Operators take an `int` on either side, which becomes the nearest float; comparisons with an `int` are
//! exact instead.

mod arithmetic;
mod hex;
mod methods;
mod parse;

use num_bigint::BigInt;
use num_traits::FromPrimitive;

use super::int::{BINARY, POWER, UNARY, compare_with_float, operand};
use crate::call::Args;
use crate::objects::{ClassFlags, Str};
use crate::ops::Comparison;
use crate::types::{Def, buffer, native, unwrapped};
use crate::value::Value;
use crate::{Exc, PyResult, Vm};

pub(crate) use arithmetic::{NO_MODULUS, power};
pub(crate) use parse::{has_misplaced_underscores, is_space, parse};

const METHODS: &[Def] = &[
    Def::staticmethod("__new__", "(type, x=0, /)", new),
    Def::wrapper("__repr__", UNARY, repr),
    Def::wrapper("__hash__", UNARY, hash),
    Def::wrapper("__add__", BINARY, |vm, args| arithmetic::add(vm, &args[0], &args[1])),
    Def::wrapper("__radd__", BINARY, |vm, args| arithmetic::add(vm, &args[1], &args[0])),
    Def::wrapper("__sub__", BINARY, |vm, args| arithmetic::subtract(vm, &args[0], &args[1])),
    Def::wrapper("__rsub__", BINARY, |vm, args| arithmetic::subtract(vm, &args[1], &args[0])),
    Def::wrapper("__mul__", BINARY, |vm, args| arithmetic::multiply(vm, &args[0], &args[1])),
    Def::wrapper("__rmul__", BINARY, |vm, args| arithmetic::multiply(vm, &args[1], &args[0])),
    Def::wrapper("__truediv__", BINARY, |vm, args| arithmetic::divide(vm, &args[0], &args[1])),
    Def::wrapper("__rtruediv__", BINARY, |vm, args| arithmetic::divide(vm, &args[1], &args[0])),
    Def::wrapper("__floordiv__", BINARY, |vm, args| arithmetic::floor_divide(vm, &args[0], &args[1])),
    Def::wrapper("__rfloordiv__", BINARY, |vm, args| arithmetic::floor_divide(vm, &args[1], &args[0])),
    Def::wrapper("__mod__", BINARY, |vm, args| arithmetic::remainder(vm, &args[0], &args[1])),
    Def::wrapper("__rmod__", BINARY, |vm, args| arithmetic::remainder(vm, &args[1], &args[0])),
    Def::wrapper("__divmod__", BINARY, |vm, args| arithmetic::divmod(vm, &args[0], &args[1])),
    Def::wrapper("__rdivmod__", BINARY, |vm, args| arithmetic::divmod(vm, &args[1], &args[0])),
    Def::wrapper("__pow__", POWER, |vm, args| arithmetic::pow(vm, &args[0], &args[1], args.some(2))),
    Def::wrapper("__rpow__", POWER, |vm, args| arithmetic::pow(vm, &args[1], &args[0], args.some(2))),
    Def::wrapper("__neg__", UNARY, |vm, args| Ok(Value::float(-value_of(vm, &args[0])?))),
    Def::wrapper("__pos__", UNARY, plain),
    Def::wrapper("__abs__", UNARY, |vm, args| Ok(Value::float(value_of(vm, &args[0])?.abs()))),
    Def::wrapper("__bool__", UNARY, |vm, args| Ok(Value::bool(value_of(vm, &args[0])? != 0.0))),
    Def::wrapper("__int__", UNARY, |vm, args| to_int(vm, &args, f64::trunc)),
    Def::wrapper("__float__", UNARY, plain),
    Def::wrapper("__lt__", BINARY, |_, args| Ok(compare(&args[0], &args[1], Comparison::Lt))),
    Def::wrapper("__le__", BINARY, |_, args| Ok(compare(&args[0], &args[1], Comparison::Le))),
    Def::wrapper("__eq__", BINARY, |_, args| Ok(compare(&args[0], &args[1], Comparison::Eq))),
    Def::wrapper("__ne__", BINARY, |_, args| Ok(compare(&args[0], &args[1], Comparison::Ne))),
    Def::wrapper("__gt__", BINARY, |_, args| Ok(compare(&args[0], &args[1], Comparison::Gt))),
    Def::wrapper("__ge__", BINARY, |_, args| Ok(compare(&args[0], &args[1], Comparison::Ge))),
    Def::method("__ceil__", UNARY, |vm, args| to_int(vm, &args, f64::ceil)),
    Def::method("__floor__", UNARY, |vm, args| to_int(vm, &args, f64::floor)),
    Def::method("__trunc__", UNARY, |vm, args| to_int(vm, &args, f64::trunc)),
    Def::method("__round__", "($self, ndigits=None, /)", methods::round),
    Def::method("__format__", "($self, format_spec, /)", |vm, args| vm.format_float(&args[0], &args[1])),
    Def::method("__getnewargs__", UNARY, |vm, args| {
        let float = value_of(vm, &args[0])?;
        Ok(vm.tuple(vec![Value::float(float)]))
    }),
    Def::classmethod("__getformat__", "($type, typestr, /)", methods::getformat),
    Def::method("conjugate", UNARY, plain),
    Def::method("as_integer_ratio", UNARY, methods::as_integer_ratio),
    Def::method("is_integer", UNARY, |vm, args| {
        let float = value_of(vm, &args[0])?;
        Ok(Value::bool(float.is_finite() && float.fract() == 0.0))
    }),
    Def::method("hex", UNARY, |vm, args| {
        let text = hex::write(value_of(vm, &args[0])?);
        Ok(vm.str(&text))
    }),
    Def::classmethod("fromhex", "($type, string, /)", methods::fromhex),
    Def::attribute("real", plain),
    Def::attribute("imag", |_, _| Ok(Value::float(0.0))),
];

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.float.clone();
    class.flags.set(ClassFlags { matches_self: true, ..class.flags.get() });
    vm.define(&class, METHODS);
}

fn value_of(vm: &mut Vm, value: &Value) -> PyResult<f64> {
    match unwrapped(value).as_float() {
        Some(float) => Ok(float),
        None => {
            let class = vm.class_of(value).name();
            Err(vm.type_error(format!("descriptor requires a 'float' object but received a '{class}'")))
        }
    }
}

impl Vm {
    /// A real number as a float, from a `float`, by `__float__` or by `__index__`; `None` for what is none
    /// (`PyFloat_AsDouble`).
    pub(crate) fn real_opt(&mut self, value: &Value) -> PyResult<Option<f64>> {
        if let Some(float) = value.as_float() {
            return Ok(Some(float));
        }
        if let Some(int) = value.as_int() {
            return Ok(Some(int as f64));
        }
        let by_float = self.names.float.clone();
        if let Some(result) = self.call_special(value, &by_float, &[])? {
            return match unwrapped(&result).as_float() {
                Some(float) => Ok(Some(float)),
                None => {
                    let (class, returned) = (self.class_of(value).name(), self.class_of(&result).name());
                    Err(self.type_error(format!("{class}.__float__ returned non-float (type {returned})")))
                }
            };
        }
        let (by_index, class) = (self.names.index.clone(), self.class_of(value));
        if self.lookup(&class, &by_index).is_none() {
            return Ok(None);
        }
        let int = self.index(value)?;
        let int = self.int(int);
        self.float_of_int(&int).map(Some)
    }
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let float = match args.get(1) {
        None => 0.0,
        Some(value) => match from_text(vm, value)? {
            Some(float) => float,
            None => match vm.real_opt(value)? {
                Some(float) => float,
                None => {
                    let class = vm.class_of(value).name();
                    return Err(vm.type_error(format!(
                        "float() argument must be a string or a real number, not '{class}'"
                    )));
                }
            },
        },
    };
    crate::types::wrap(vm, &args[0], Value::float(float))
}

/// The number that a string or bytes-like object spells; `None` if it is neither.
fn from_text(vm: &mut Vm, value: &Value) -> PyResult<Option<f64>> {
    let parsed = match native::<Str>(value) {
        Some(text) => text.as_str().and_then(parse),
        None => match buffer::contents(value) {
            Some(bytes) => std::str::from_utf8(&bytes).ok().filter(|text| text.is_ascii()).and_then(parse),
            None => return Ok(None),
        },
    };
    if parsed.is_none() {
        let repr = vm.repr(value)?;
        let repr = vm.text(&repr);
        return Err(vm.value_error(format!("could not convert string to float: {repr}")));
    }
    Ok(parsed)
}

fn plain(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if args[0].as_float().is_some() {
        return Ok(args[0].clone());
    }
    value_of(vm, &args[0]).map(Value::float)
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let text = rustpython_literal::float::to_string(value_of(vm, &args[0])?);
    Ok(vm.str(&text))
}

fn hash(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let float = value_of(vm, &args[0])?;
    let hash = if float.is_nan() { crate::hash::address(args[0].id()) } else { crate::hash::float(float) };
    Ok(Value::int(hash))
}

fn compare(left: &Value, right: &Value, op: Comparison) -> Value {
    let Some(float) = unwrapped(left).as_float() else { return Value::not_implemented() };
    let ordering = match unwrapped(right).as_float() {
        Some(other) => float.partial_cmp(&other),
        None => match operand(right) {
            Some(int) => compare_with_float(&int, float).map(std::cmp::Ordering::reverse),
            None => return Value::not_implemented(),
        },
    };
    Value::bool(op.holds_partial(ordering))
}

/// The whole number that a rounding of the float gives.
fn to_int(vm: &mut Vm, args: &Args<'_>, rounded: fn(f64) -> f64) -> PyResult {
    let float = value_of(vm, &args[0])?;
    whole(vm, rounded(float))
}

/// A float without a fraction as an `int`.
fn whole(vm: &mut Vm, float: f64) -> PyResult {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if (-LIMIT..LIMIT).contains(&float) {
        return Ok(Value::int(float as i64));
    }
    match BigInt::from_f64(float) {
        Some(int) => Ok(vm.int(int)),
        None if float.is_nan() => Err(vm.value_error("cannot convert float NaN to integer")),
        None => Err(vm.error(Exc::OverflowError, "cannot convert float infinity to integer")),
    }
}
