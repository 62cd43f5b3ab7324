//! `int`: whole numbers of any size.
//!
//! A number that fits 64 bits is a small object, any other a [`BigInteger`](crate::objects::BigInteger); every
//! operation here takes both, and bools, and instances of derived classes.

mod arithmetic;
mod convert;
mod methods;
mod parse;

use std::borrow::Cow;

use num_bigint::BigInt;
use num_traits::Zero;

use crate::call::Args;
use crate::objects::{BigInteger, ClassFlags, Str};
use crate::types::{Def, buffer, native, unwrapped};
use crate::value::{Kind, Value};
use crate::{Exc, PyResult, Vm};

pub(crate) use convert::{compare_with_float, ratio_to_float, scaled_to_float, to_float};
pub(crate) use parse::digits_of;

/// `$self, value`: the parameters of binary operators.
pub(super) const BINARY: &str = "($self, value, /)";
/// `$self`: no parameters.
pub(super) const UNARY: &str = "($self, /)";
/// Parameters of `**` and `pow()`.
pub(super) const POWER: &str = "($self, value, mod=None, /)";

const METHODS: &[Def] = &[
    Def::staticmethod("__new__", "(type, x=0, /, base=10)", new),
    Def::wrapper("__repr__", UNARY, repr),
    Def::wrapper("__hash__", UNARY, hash),
    Def::wrapper("__add__", BINARY, |vm, args| arithmetic::add(vm, &args[0], &args[1])),
    Def::wrapper("__radd__", BINARY, |vm, args| arithmetic::add(vm, &args[1], &args[0])),
    Def::wrapper("__sub__", BINARY, |vm, args| arithmetic::subtract(vm, &args[0], &args[1])),
    Def::wrapper("__rsub__", BINARY, |vm, args| arithmetic::subtract(vm, &args[1], &args[0])),
    Def::wrapper("__mul__", BINARY, |vm, args| arithmetic::multiply(vm, &args[0], &args[1])),
    Def::wrapper("__rmul__", BINARY, |vm, args| arithmetic::multiply(vm, &args[1], &args[0])),
    Def::wrapper("__floordiv__", BINARY, |vm, args| arithmetic::floor_divide(vm, &args[0], &args[1])),
    Def::wrapper("__rfloordiv__", BINARY, |vm, args| arithmetic::floor_divide(vm, &args[1], &args[0])),
    Def::wrapper("__mod__", BINARY, |vm, args| arithmetic::remainder(vm, &args[0], &args[1])),
    Def::wrapper("__rmod__", BINARY, |vm, args| arithmetic::remainder(vm, &args[1], &args[0])),
    Def::wrapper("__divmod__", BINARY, |vm, args| arithmetic::divmod(vm, &args[0], &args[1])),
    Def::wrapper("__rdivmod__", BINARY, |vm, args| arithmetic::divmod(vm, &args[1], &args[0])),
    Def::wrapper("__truediv__", BINARY, |vm, args| arithmetic::true_divide(vm, &args[0], &args[1])),
    Def::wrapper("__rtruediv__", BINARY, |vm, args| arithmetic::true_divide(vm, &args[1], &args[0])),
    Def::wrapper("__pow__", POWER, |vm, args| arithmetic::power(vm, &args[0], &args[1], args.some(2))),
    Def::wrapper("__rpow__", POWER, |vm, args| arithmetic::power(vm, &args[1], &args[0], args.some(2))),
    Def::wrapper("__lshift__", BINARY, |vm, args| arithmetic::shift_left(vm, &args[0], &args[1])),
    Def::wrapper("__rlshift__", BINARY, |vm, args| arithmetic::shift_left(vm, &args[1], &args[0])),
    Def::wrapper("__rshift__", BINARY, |vm, args| arithmetic::shift_right(vm, &args[0], &args[1])),
    Def::wrapper("__rrshift__", BINARY, |vm, args| arithmetic::shift_right(vm, &args[1], &args[0])),
    Def::wrapper("__and__", BINARY, |vm, args| arithmetic::and(vm, &args[0], &args[1])),
    Def::wrapper("__rand__", BINARY, |vm, args| arithmetic::and(vm, &args[1], &args[0])),
    Def::wrapper("__or__", BINARY, |vm, args| arithmetic::or(vm, &args[0], &args[1])),
    Def::wrapper("__ror__", BINARY, |vm, args| arithmetic::or(vm, &args[1], &args[0])),
    Def::wrapper("__xor__", BINARY, |vm, args| arithmetic::xor(vm, &args[0], &args[1])),
    Def::wrapper("__rxor__", BINARY, |vm, args| arithmetic::xor(vm, &args[1], &args[0])),
    Def::wrapper("__neg__", UNARY, |vm, args| arithmetic::unary(vm, &args[0], |int| -int)),
    Def::wrapper("__pos__", UNARY, plain),
    Def::wrapper("__abs__", UNARY, |vm, args| {
        arithmetic::unary(vm, &args[0], |int| BigInt::from(int.magnitude().clone()))
    }),
    Def::wrapper("__invert__", UNARY, |vm, args| arithmetic::unary(vm, &args[0], |int| -int - 1)),
    Def::wrapper("__bool__", UNARY, |vm, args| Ok(Value::bool(!value_of(vm, &args[0])?.is_zero()))),
    Def::wrapper("__int__", UNARY, plain),
    Def::wrapper("__index__", UNARY, plain),
    Def::wrapper("__float__", UNARY, |vm, args| vm.float_of_int(&args[0]).map(Value::float)),
    Def::wrapper("__lt__", BINARY, |_, args| {
        Ok(arithmetic::compare(&args[0], &args[1], std::cmp::Ordering::is_lt))
    }),
    Def::wrapper("__le__", BINARY, |_, args| {
        Ok(arithmetic::compare(&args[0], &args[1], std::cmp::Ordering::is_le))
    }),
    Def::wrapper("__eq__", BINARY, |_, args| {
        Ok(arithmetic::compare(&args[0], &args[1], std::cmp::Ordering::is_eq))
    }),
    Def::wrapper("__ne__", BINARY, |_, args| {
        Ok(arithmetic::compare(&args[0], &args[1], std::cmp::Ordering::is_ne))
    }),
    Def::wrapper("__gt__", BINARY, |_, args| {
        Ok(arithmetic::compare(&args[0], &args[1], std::cmp::Ordering::is_gt))
    }),
    Def::wrapper("__ge__", BINARY, |_, args| {
        Ok(arithmetic::compare(&args[0], &args[1], std::cmp::Ordering::is_ge))
    }),
    Def::method("__ceil__", UNARY, plain),
    Def::method("__floor__", UNARY, plain),
    Def::method("__trunc__", UNARY, plain),
    Def::method("__round__", "($self, ndigits=None, /)", methods::round),
    Def::method("__format__", "($self, format_spec, /)", |vm, args| vm.format_int(&args[0], &args[1])),
    Def::method("__getnewargs__", UNARY, |vm, args| {
        let int = vm.plain_int(&args[0])?;
        Ok(vm.tuple(vec![int]))
    }),
    Def::method("__sizeof__", UNARY, methods::sizeof),
    Def::method("conjugate", UNARY, plain),
    Def::method("bit_length", UNARY, methods::bit_length),
    Def::method("bit_count", UNARY, methods::bit_count),
    Def::method("as_integer_ratio", UNARY, |vm, args| {
        let int = vm.plain_int(&args[0])?;
        Ok(vm.tuple(vec![int, Value::int(1)]))
    }),
    Def::method("is_integer", UNARY, |_, _| Ok(Value::bool(true))),
    Def::method("to_bytes", "($self, /, length=1, byteorder='big', *, signed=False)", methods::to_bytes),
    Def::classmethod(
        "from_bytes",
        "($type, /, bytes, byteorder='big', *, signed=False)",
        methods::from_bytes,
    ),
    Def::attribute("real", plain),
    Def::attribute("imag", |_, _| Ok(Value::int(0))),
    Def::attribute("numerator", plain),
    Def::attribute("denominator", |_, _| Ok(Value::int(1))),
];

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.int.clone();
    class.flags.set(ClassFlags { matches_self: true, ..class.flags.get() });
    vm.define(&class, METHODS);
}

/// The number of an `int`, of a `bool`, or of an instance of a class derived from `int`.
pub(crate) fn operand(value: &Value) -> Option<Cow<'_, BigInt>> {
    let value = unwrapped(value);
    match value.as_index() {
        Some(small) => Some(Cow::Owned(small.into())),
        None => value.downcast::<BigInteger>().map(|big| Cow::Borrowed(&big.0)),
    }
}

fn value_of<'v>(vm: &mut Vm, value: &'v Value) -> PyResult<Cow<'v, BigInt>> {
    match operand(value) {
        Some(int) => Ok(int),
        None => {
            let class = vm.class_of(value).name();
            Err(vm.type_error(format!("descriptor requires a 'int' object but received a '{class}'")))
        }
    }
}

impl Vm {
    /// The number of an `int` as an object of exactly that class.
    pub(crate) fn plain_int(&mut self, value: &Value) -> PyResult {
        let inner = unwrapped(value);
        match inner.kind() {
            Kind::Int | Kind::BigInt => Ok(inner.clone()),
            _ => value_of(self, value).map(|int| self.int(int.into_owned())),
        }
    }

    /// `int(value)`, without a base (`PyNumber_Long`).
    pub(crate) fn int_of(&mut self, value: &Value) -> PyResult {
        if matches!(value.kind(), Kind::Int | Kind::BigInt) {
            return Ok(value.clone());
        }
        let class = self.class_of(value);
        for (name, method) in [(self.names.int.clone(), "__int__"), (self.names.index.clone(), "__index__")] {
            if self.lookup(&class, &name).is_none() {
                continue;
            }
            let result = self.call_special(value, &name, &[])?.unwrap_or_else(Value::none);
            if operand(&result).is_some() {
                return self.plain_int(&result);
            }
            let returned = self.class_of(&result).name();
            return Err(self.type_error(format!("{method} returned non-int (type {returned})")));
        }
        let trunc = self.names.trunc.clone();
        if self.lookup(&class, &trunc).is_some() {
            let result = self.call_special(value, &trunc, &[])?.unwrap_or_else(Value::none);
            return self.index(&result).map(|int| self.int(int));
        }
        self.parse_int(value, 10)?.ok_or_else(|| {
            let class = class.name();
            self.type_error(format!(
                "int() argument must be a string, a bytes-like object or a real number, not '{class}'"
            ))
        })
    }

    /// The number that a string or bytes-like object spells; `None` if it is neither.
    fn parse_int(&mut self, value: &Value, base: u32) -> PyResult<Option<Value>> {
        if let Some(text) = native::<Str>(value) {
            let text = text.wtf8().to_owned();
            return parse::text(self, value, &text, base).map(Some);
        }
        match buffer::contents(value) {
            Some(bytes) => parse::bytes(self, &bytes, base).map(Some),
            None => Ok(None),
        }
    }
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let int = match (args.get(1), args.get(2)) {
        (None, None) => Value::int(0),
        (Some(value), None) => vm.int_of(value)?,
        (None, Some(_)) => return Err(vm.type_error("int() missing string argument")),
        (Some(value), Some(base)) => {
            let base = vm.index(base)?;
            let base = match u32::try_from(&base) {
                Ok(base) if base == 0 || (2..=36).contains(&base) => base,
                _ => return Err(vm.value_error("int() base must be >= 2 and <= 36, or 0")),
            };
            match vm.parse_int(value, base)? {
                Some(int) => int,
                None => return Err(vm.type_error("int() can't convert non-string with explicit base")),
            }
        }
    };
    crate::types::wrap(vm, &args[0], int)
}

fn plain(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.plain_int(&args[0])
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let text = match unwrapped(&args[0]).as_index() {
        Some(small) => small.to_string(),
        None => {
            let int = value_of(vm, &args[0])?;
            digits_of(vm, &int)?
        }
    };
    // Not one of the shared strings of one character: CPython writes into a new string.
    Ok(Value::new(Str::new(text)))
}

fn hash(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let hash = match unwrapped(&args[0]).as_index() {
        Some(small) => crate::hash::int(small),
        None => crate::hash::big(&*value_of(vm, &args[0])?),
    };
    Ok(Value::int(hash))
}

impl Vm {
    /// The number of an `int` as a float, correctly rounded.
    pub(crate) fn float_of_int(&mut self, value: &Value) -> PyResult<f64> {
        if let Some(small) = unwrapped(value).as_index() {
            return Ok(small as f64);
        }
        let float = to_float(&*value_of(self, value)?);
        float.ok_or_else(|| self.error(Exc::OverflowError, "int too large to convert to float"))
    }
}
