//! `complex`: pairs of floats.
//!
//! A real operand becomes a complex number with imaginary part 0.0 first, as in CPython up to 3.13; that
//! shows in signs of zeros and in NaNs.

mod arithmetic;
mod parse;

use super::float::has_misplaced_underscores;
use super::int::{BINARY, POWER, UNARY, compare_with_float, operand};
use crate::call::Args;
use crate::objects::{Complex, Str};
use crate::types::{Def, native, unwrapped};
use crate::value::{Kind, Value};
use crate::{Exc, PyResult, Raised, Vm};

pub(crate) use arithmetic::power;

const METHODS: &[Def] = &[
    Def::staticmethod("__new__", "(type, real=0, imag=0)", new),
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
    Def::wrapper("__pow__", POWER, |vm, args| arithmetic::pow(vm, &args[0], &args[1], args.some(2))),
    Def::wrapper("__rpow__", POWER, |vm, args| arithmetic::pow(vm, &args[1], &args[0], args.some(2))),
    Def::wrapper("__neg__", UNARY, |vm, args| {
        let Complex { real, imag } = *vm.native::<Complex>(&args[0])?;
        Ok(Value::new(Complex { real: -real, imag: -imag }))
    }),
    Def::wrapper("__pos__", UNARY, plain),
    Def::wrapper("__abs__", UNARY, arithmetic::abs),
    Def::wrapper("__bool__", UNARY, |vm, args| {
        let Complex { real, imag } = *vm.native::<Complex>(&args[0])?;
        Ok(Value::bool(real != 0.0 || imag != 0.0))
    }),
    Def::wrapper("__eq__", BINARY, |_, args| Ok(equals(&args[0], &args[1], false))),
    Def::wrapper("__ne__", BINARY, |_, args| Ok(equals(&args[0], &args[1], true))),
    Def::wrapper("__lt__", BINARY, |_, _| Ok(Value::not_implemented())),
    Def::wrapper("__le__", BINARY, |_, _| Ok(Value::not_implemented())),
    Def::wrapper("__gt__", BINARY, |_, _| Ok(Value::not_implemented())),
    Def::wrapper("__ge__", BINARY, |_, _| Ok(Value::not_implemented())),
    Def::method("__complex__", UNARY, plain),
    Def::method("__format__", "($self, format_spec, /)", |vm, args| vm.format_complex(&args[0], &args[1])),
    Def::method("__getnewargs__", UNARY, |vm, args| {
        let Complex { real, imag } = *vm.native::<Complex>(&args[0])?;
        Ok(vm.tuple(vec![Value::float(real), Value::float(imag)]))
    }),
    Def::method("conjugate", UNARY, |vm, args| {
        let Complex { real, imag } = *vm.native::<Complex>(&args[0])?;
        Ok(Value::new(Complex { real, imag: -imag }))
    }),
    Def::attribute("real", |vm, args| Ok(Value::float(vm.native::<Complex>(&args[0])?.real))),
    Def::attribute("imag", |vm, args| Ok(Value::float(vm.native::<Complex>(&args[0])?.imag))),
];

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.complex.clone();
    vm.define(&class, METHODS);
}

impl Vm {
    /// A number as a complex one, by `__complex__`, `__float__` or `__index__`; `None` for what is no number.
    pub(crate) fn complex_opt(&mut self, value: &Value) -> PyResult<Option<Complex>> {
        if let Some(complex) = value.downcast::<Complex>() {
            return Ok(Some(*complex));
        }
        let name = self.intern("__complex__");
        if let Some(result) = self.call_special(value, &name, &[])? {
            return match native::<Complex>(&result) {
                Some(complex) => Ok(Some(*complex)),
                None => {
                    let (class, returned) = (self.class_of(value).name(), self.class_of(&result).name());
                    let message = format!("{class}.__complex__() returned non-complex (type {returned})");
                    Err(self.type_error(message))
                }
            };
        }
        Ok(self.real_opt(value)?.map(|real| Complex { real, imag: 0.0 }))
    }
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let complex = match (args.get(1), args.get(2)) {
        (Some(text), imag) if native::<Str>(text).is_some() => {
            if imag.is_some() {
                return Err(vm.type_error("complex() can't take second arg if first is a string"));
            }
            let parsed = native::<Str>(text).and_then(Str::as_str).and_then(parse::parse);
            match parsed {
                Some(complex) => complex,
                None => return Err(malformed(vm, text)?),
            }
        }
        (_, Some(imag)) if native::<Str>(imag).is_some() => {
            return Err(vm.type_error("complex() second arg can't be a string"));
        }
        (real, imag) => {
            let first = part(vm, real, "complex() first argument must be a string or a number")?;
            let second = part(vm, imag, "complex() second argument must be a number")?;
            let is_complex =
                |part: Option<&Value>| part.is_some_and(|part| native::<Complex>(part).is_some());
            // `complex(a, b)` is a + b * 1j, without touching zeros that nobody gave.
            let real = if is_complex(imag) { first.real - second.imag } else { first.real };
            let imag = if is_complex(args.get(1)) { first.imag + second.real } else { second.real };
            Complex { real, imag: if args.get(2).is_none() { first.imag } else { imag } }
        }
    };
    crate::types::wrap(vm, &args[0], Value::new(complex))
}

/// The refusal of a text that is no number.
fn malformed(vm: &mut Vm, text: &Value) -> PyResult<Raised> {
    let underscores = native::<Str>(text).and_then(Str::as_str).is_some_and(has_misplaced_underscores);
    if !underscores {
        return Ok(vm.value_error("complex() arg is a malformed string"));
    }
    let repr = vm.repr(text)?;
    let repr = vm.text(&repr);
    Ok(vm.value_error(format!("could not convert string to complex: {repr}")))
}

fn part(vm: &mut Vm, value: Option<&Value>, refusal: &str) -> PyResult<Complex> {
    let Some(value) = value else { return Ok(Complex { real: 0.0, imag: 0.0 }) };
    match vm.complex_opt(value)? {
        Some(complex) => Ok(complex),
        None => {
            let class = vm.class_of(value).name();
            Err(vm.type_error(format!("{refusal}, not '{class}'")))
        }
    }
}

fn plain(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if args[0].kind() == Kind::Complex {
        return Ok(args[0].clone());
    }
    Ok(Value::new(*vm.native::<Complex>(&args[0])?))
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Complex { real, imag } = *vm.native::<Complex>(&args[0])?;
    Ok(vm.str(&rustpython_literal::complex::to_string(real, imag)))
}

fn hash(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Complex { real, imag } = *vm.native::<Complex>(&args[0])?;
    let part = |float: f64| {
        if float.is_nan() { crate::hash::address(args[0].id()) } else { crate::hash::float(float) }
    };
    let hash = part(real).wrapping_add(part(imag).wrapping_mul(1_000_003));
    Ok(Value::int(crate::hash::not_minus_one(hash)))
}

fn equals(left: &Value, right: &Value, is_negated: bool) -> Value {
    let (Some(left), other) = (native::<Complex>(left), unwrapped(right)) else {
        return Value::not_implemented();
    };
    let equal = match (native::<Complex>(other), other.as_float(), operand(other)) {
        (Some(other), ..) => left == other,
        (_, Some(other), _) => *left == Complex { real: other, imag: 0.0 },
        (.., Some(int)) => {
            left.imag == 0.0 && compare_with_float(&int, left.real) == Some(std::cmp::Ordering::Equal)
        }
        _ => return Value::not_implemented(),
    };
    Value::bool(equal != is_negated)
}

/// The refusal of a result that is too large.
fn too_large(vm: &mut Vm, doing: &str) -> crate::Raised {
    vm.error(Exc::OverflowError, doing)
}
