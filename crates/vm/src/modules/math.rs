//! `math`: functions of real numbers.
//!
//! The functions of floats are those of `pymath`, which calls the same C library as CPython and computes the
//! rest (`gamma`, `lgamma`, `fsum`, `hypot`, `sumprod`) with CPython's algorithms, so results agree to the
//! last bit. Here is what surrounds them: arguments, integers of any size, and CPython's errors.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};
use pymath::math;

use crate::call::Args;
use crate::objects::Dict;
use crate::ops::{BinaryOp, as_big};
use crate::types::{Def, unwrapped};
use crate::value::{Ref, Value};
use crate::{Exc, PyResult, Raised, Vm};

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    vm.define_functions(dict, "math", FUNCTIONS);
    for (name, value) in [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ] {
        vm.set_name(dict, name, Value::float(value));
    }
    Ok(())
}

macro_rules! of_one {
    ($($name:ident),*) => {
        /// Functions of one float that may be outside of their domain.
        mod of_one {
            use super::{Args, PyResult, Vm, math, result};
            $(pub(super) fn $name(vm: &mut Vm, args: Args<'_>) -> PyResult {
                let x = vm.real(&args[0])?;
                result(vm, math::$name(x))
            })*
        }
    };
}

macro_rules! of_two {
    ($($name:ident),*) => {
        /// Functions of two floats.
        mod of_two {
            use super::{Args, PyResult, Vm, math, result};
            $(pub(super) fn $name(vm: &mut Vm, args: Args<'_>) -> PyResult {
                let (x, y) = (vm.real(&args[0])?, vm.real(&args[1])?);
                result(vm, math::$name(x, y))
            })*
        }
    };
}

of_one! {
    acos, acosh, asin, asinh, atan, atanh, cos, cosh, erf, erfc, exp, exp2, expm1, fabs, gamma, lgamma,
    log1p, sin, sinh, sqrt, tan, tanh
}
of_two! { atan2, copysign, fmod, pow, remainder }

/// `math.cbrt(x)`
fn cbrt(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let x = vm.real(&args[0])?;
    result(vm, Ok(crate::c_library::cbrt(x)))
}

const FUNCTIONS: &[Def] = &[
    Def::function("acos", "(x, /)", of_one::acos),
    Def::function("acosh", "(x, /)", of_one::acosh),
    Def::function("asin", "(x, /)", of_one::asin),
    Def::function("asinh", "(x, /)", of_one::asinh),
    Def::function("atan", "(x, /)", of_one::atan),
    Def::function("atan2", "(y, x, /)", of_two::atan2),
    Def::function("atanh", "(x, /)", of_one::atanh),
    Def::function("cbrt", "(x, /)", cbrt),
    Def::function("ceil", "(x, /)", ceil),
    Def::function("comb", "(n, k, /)", comb),
    Def::function("copysign", "(x, y, /)", of_two::copysign),
    Def::function("cos", "(x, /)", of_one::cos),
    Def::function("cosh", "(x, /)", of_one::cosh),
    Def::function("degrees", "(x, /)", degrees),
    Def::function("dist", "(p, q, /)", dist),
    Def::function("erf", "(x, /)", of_one::erf),
    Def::function("erfc", "(x, /)", of_one::erfc),
    Def::function("exp", "(x, /)", of_one::exp),
    Def::function("exp2", "(x, /)", of_one::exp2),
    Def::function("expm1", "(x, /)", of_one::expm1),
    Def::function("fabs", "(x, /)", of_one::fabs),
    Def::function("factorial", "(n, /)", factorial),
    Def::function("floor", "(x, /)", floor),
    Def::function("fma", "(x, y, z, /)", fma),
    Def::function("fmod", "(x, y, /)", of_two::fmod),
    Def::function("frexp", "(x, /)", frexp),
    Def::function("fsum", "(seq, /)", fsum),
    Def::function("gamma", "(x, /)", of_one::gamma),
    Def::function("gcd", "(*integers)", gcd),
    Def::function("hypot", "(*coordinates)", hypot),
    Def::function("isclose", "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", isclose),
    Def::function("isfinite", "(x, /)", isfinite),
    Def::function("isinf", "(x, /)", isinf),
    Def::function("isnan", "(x, /)", isnan),
    Def::function("isqrt", "(n, /)", isqrt),
    Def::function("lcm", "(*integers)", lcm),
    Def::function("ldexp", "(x, i, /)", ldexp),
    Def::function("lgamma", "(x, /)", of_one::lgamma),
    Def::function("log", "(x, base=None, /)", log),
    Def::function("log10", "(x, /)", log10),
    Def::function("log1p", "(x, /)", of_one::log1p),
    Def::function("log2", "(x, /)", log2),
    Def::function("modf", "(x, /)", modf),
    Def::function("nextafter", "(x, y, /, *, steps=None)", nextafter),
    Def::function("perm", "(n, k=None, /)", perm),
    Def::function("pow", "(x, y, /)", of_two::pow),
    Def::function("prod", "(iterable, /, *, start=1)", prod),
    Def::function("radians", "(x, /)", radians),
    Def::function("remainder", "(x, y, /)", of_two::remainder),
    Def::function("sin", "(x, /)", of_one::sin),
    Def::function("sinh", "(x, /)", of_one::sinh),
    Def::function("sqrt", "(x, /)", of_one::sqrt),
    Def::function("sumprod", "(p, q, /)", sumprod),
    Def::function("tan", "(x, /)", of_one::tan),
    Def::function("tanh", "(x, /)", of_one::tanh),
    Def::function("trunc", "(x, /)", trunc),
    Def::function("ulp", "(x, /)", ulp),
];

/// A float, or what CPython says of a result that is none.
fn result(vm: &mut Vm, result: pymath::Result<f64>) -> PyResult {
    match result {
        Ok(value) => Ok(Value::float(value)),
        Err(error) => Err(failure(vm, &error)),
    }
}

pub(super) fn failure(vm: &mut Vm, error: &pymath::Error) -> Raised {
    match error {
        pymath::Error::EDOM => vm.value_error("math domain error"),
        pymath::Error::ERANGE => vm.error(Exc::OverflowError, "math range error"),
    }
}

fn degrees(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::float(math::degrees(vm.real(&args[0])?)))
}

fn radians(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::float(math::radians(vm.real(&args[0])?)))
}

fn ulp(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::float(math::ulp(vm.real(&args[0])?)))
}

fn isfinite(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(vm.real(&args[0])?.is_finite()))
}

fn isinf(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(vm.real(&args[0])?.is_infinite()))
}

fn isnan(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(vm.real(&args[0])?.is_nan()))
}

/// `ceil`, `floor` and `trunc` ask the object first; a float rounds by itself.
fn rounded(vm: &mut Vm, value: &Value, name: &Value, round: fn(f64) -> f64) -> PyResult {
    if let Some(float) = value.as_float() {
        return vm.float_to_int(round(float));
    }
    if value.as_int().is_some() {
        return Ok(value.clone());
    }
    if let Some(result) = vm.call_special(value, name, &[])? {
        return Ok(result);
    }
    let float = vm.real(value)?;
    vm.float_to_int(round(float))
}

fn ceil(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = vm.names.ceil.clone();
    rounded(vm, &args[0], &name, f64::ceil)
}

fn floor(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = vm.names.floor.clone();
    rounded(vm, &args[0], &name, f64::floor)
}

fn trunc(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if let Some(float) = args[0].as_float() {
        return vm.float_to_int(float.trunc());
    }
    let name = vm.names.trunc.clone();
    match vm.call_special(&args[0], &name, &[])? {
        Some(result) => Ok(result),
        None => {
            let class = vm.class_of(&args[0]).name();
            Err(vm.type_error(format!("type {class} doesn't define __trunc__ method")))
        }
    }
}

fn frexp(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (fraction, exponent) = math::frexp(vm.real(&args[0])?);
    Ok(vm.tuple(vec![Value::float(fraction), Value::int(exponent.into())]))
}

fn modf(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (fraction, whole) = math::modf(vm.real(&args[0])?);
    Ok(vm.tuple(vec![Value::float(fraction), Value::float(whole)]))
}

fn ldexp(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let x = vm.real(&args[0])?;
    let Some(exponent) = as_big(&args[1]) else {
        return Err(vm.type_error("Expected an int as second argument to ldexp."));
    };
    // Any exponent beyond these gives the same as the bound does.
    let exponent = exponent.to_i32().unwrap_or(if exponent.is_negative() { -100_000 } else { 100_000 });
    result(vm, math::ldexp(x, exponent))
}

fn fma(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (x, y, z) = (vm.real(&args[0])?, vm.real(&args[1])?, vm.real(&args[2])?);
    match math::fma(x, y, z) {
        Ok(value) => Ok(Value::float(value)),
        Err(pymath::Error::EDOM) => Err(vm.value_error("invalid operation in fma")),
        Err(pymath::Error::ERANGE) => Err(vm.error(Exc::OverflowError, "overflow in fma")),
    }
}

fn isclose(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (a, b) = (vm.real(&args[0])?, vm.real(&args[1])?);
    let relative = args.get(2).map(|value| vm.real(value)).transpose()?;
    let absolute = args.get(3).map(|value| vm.real(value)).transpose()?;
    match math::isclose(a, b, relative, absolute) {
        Ok(close) => Ok(Value::bool(close)),
        Err(_) => Err(vm.value_error("tolerances must be non-negative")),
    }
}

fn nextafter(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (x, y) = (vm.real(&args[0])?, vm.real(&args[1])?);
    let steps = match args.some(2) {
        None => None,
        Some(steps) => {
            let steps = vm.index(steps)?;
            if steps.is_negative() {
                return Err(vm.value_error("steps must be a non-negative integer"));
            }
            Some(steps.to_u64().unwrap_or(u64::MAX))
        }
    };
    Ok(Value::float(math::nextafter(x, y, steps)))
}

/// The logarithm of a number that may be an integer too large for a float.
fn logarithm(vm: &mut Vm, value: &Value, log: fn(f64) -> pymath::Result<f64>) -> PyResult<f64> {
    if let Some(int) = as_big(value)
        && int.to_f64().is_none_or(|float| !float.is_finite() || int.is_negative())
    {
        if !int.is_positive() {
            return Err(vm.value_error("math domain error"));
        }
        // int = fraction * 2**exponent, with a fraction in [0.5, 1) as _PyLong_Frexp gives it.
        let exponent = int.bits();
        let scaled = (&int >> (exponent - 64)).to_f64().unwrap_or_default() / 2_f64.powi(64);
        return match (log(scaled), log(2.0)) {
            (Ok(fraction), Ok(two)) => Ok(fraction + two * exponent as f64),
            _ => Err(vm.value_error("math domain error")),
        };
    }
    let x = vm.real(value)?;
    log(x).map_err(|error| failure(vm, &error))
}

fn log(vm: &mut Vm, args: Args<'_>) -> PyResult {
    fn natural(x: f64) -> pymath::Result<f64> {
        math::log(x, None)
    }
    let numerator = logarithm(vm, &args[0], natural)?;
    let Some(base) = args.get(1) else { return Ok(Value::float(numerator)) };
    let denominator = logarithm(vm, base, natural)?;
    if denominator == 0.0 {
        return Err(vm.error(Exc::ZeroDivisionError, "float division by zero"));
    }
    Ok(Value::float(numerator / denominator))
}

fn log2(vm: &mut Vm, args: Args<'_>) -> PyResult {
    logarithm(vm, &args[0], math::log2).map(Value::float)
}

fn log10(vm: &mut Vm, args: Args<'_>) -> PyResult {
    logarithm(vm, &args[0], math::log10).map(Value::float)
}

fn reals(vm: &mut Vm, values: &[Value]) -> PyResult<Vec<f64>> {
    values.iter().map(|value| vm.real(value)).collect()
}

fn hypot(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let coordinates = reals(vm, args.rest(0))?;
    Ok(Value::float(math::hypot(&coordinates)))
}

fn dist(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (p, q) = (vm.collect(&args[0])?, vm.collect(&args[1])?);
    if p.len() != q.len() {
        return Err(vm.value_error("both points must have the same number of dimensions"));
    }
    let (p, q) = (reals(vm, &p)?, reals(vm, &q)?);
    Ok(Value::float(math::dist(&p, &q)))
}

fn fsum(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let items = vm.collect(&args[0])?;
    let floats = reals(vm, &items)?;
    match math::fsum(floats) {
        Ok(sum) => Ok(Value::float(sum)),
        Err(pymath::Error::EDOM) => Err(vm.value_error("-inf + inf in fsum")),
        Err(pymath::Error::ERANGE) => Err(vm.error(Exc::OverflowError, "intermediate overflow in fsum")),
    }
}

fn prod(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let iterator = vm.iter(&args[0])?;
    let mut product = args.get(1).cloned().unwrap_or_else(|| Value::int(1));
    while let Some(item) = vm.next_in_loop(&iterator)? {
        product = vm.binary(BinaryOp::Multiply, false, &product, &item)?;
    }
    Ok(product)
}

/// Integers are summed exactly, floats with extended precision, anything else with `*` and `+`.
fn sumprod(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (p, q) = (vm.collect(&args[0])?, vm.collect(&args[1])?);
    if p.len() != q.len() {
        return Err(vm.value_error("Inputs are not the same length"));
    }
    let is_float = |value: &Value| value.as_float().is_some();
    let is_number = |value: &Value| is_float(value) || value.as_index().is_some();
    let mixed = p.iter().chain(&q).any(is_float);
    if mixed && p.iter().chain(&q).all(is_number) {
        let (p, q) = (reals(vm, &p)?, reals(vm, &q)?);
        return result(vm, math::sumprod(&p, &q));
    }
    let mut total = Value::int(0);
    for (x, y) in p.iter().zip(&q) {
        let product = vm.binary(BinaryOp::Multiply, false, x, y)?;
        total = vm.binary(BinaryOp::Add, false, &total, &product)?;
    }
    Ok(total)
}

fn gcd(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if let [a, b] = args.rest(0)
        && let (Some(a), Some(b)) = (a.as_int(), b.as_int())
    {
        return Ok(vm.int(BigInt::from(a.unsigned_abs().gcd(&b.unsigned_abs()))));
    }
    let mut divisor = BigInt::zero();
    for value in args.rest(0) {
        divisor = divisor.gcd(&vm.index(value)?);
    }
    Ok(vm.int(divisor))
}

fn lcm(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let mut multiple = BigInt::one();
    for value in args.rest(0) {
        multiple = multiple.lcm(&vm.index(value)?);
    }
    Ok(vm.int(multiple.abs()))
}

fn isqrt(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let n = vm.index(&args[0])?;
    if n.is_negative() {
        return Err(vm.value_error("isqrt() argument must be nonnegative"));
    }
    Ok(vm.int(n.sqrt()))
}

fn factorial(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let n = vm.index(unwrapped(&args[0]))?;
    factorial_of(vm, &n)
}

fn factorial_of(vm: &mut Vm, n: &BigInt) -> PyResult {
    if n.is_negative() {
        return Err(vm.value_error("factorial() not defined for negative values"));
    }
    let Some(n) = n.to_i64() else {
        let message = format!("factorial() argument should not exceed {}", i64::MAX);
        return Err(vm.error(Exc::OverflowError, message));
    };
    let n = n as u64;
    check_product(vm, n, n)?;
    Ok(vm.int(product(2, n)))
}

/// Refuses a product of `count` factors up to `largest` that memory cannot hold.
fn check_product(vm: &mut Vm, largest: u64, count: u64) -> PyResult<()> {
    let bits = count.saturating_mul(u64::from(64 - largest.leading_zeros()));
    // Time grows faster than size: what takes minutes is refused with what takes too much memory.
    vm.check_memory(usize::try_from(bits.saturating_mul(4)).unwrap_or(usize::MAX))
}

/// The product of all integers from `from` to `to`, in halves, so that the factors are of like size.
fn product(from: u64, to: u64) -> BigInt {
    if to < from {
        return BigInt::one();
    }
    if to - from < 16 {
        return (from..=to).fold(BigInt::one(), |product, factor| product * factor);
    }
    let middle = from + (to - from) / 2;
    product(from, middle) * product(middle + 1, to)
}

fn perm(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let n = vm.index(&args[0])?;
    let Some(k) = args.some(1) else { return factorial_of(vm, &n) };
    let k = vm.index(k)?;
    choose(vm, &n, &k, false)
}

fn comb(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (n, k) = (vm.index(&args[0])?, vm.index(&args[1])?);
    choose(vm, &n, &k, true)
}

fn choose(vm: &mut Vm, n: &BigInt, k: &BigInt, unordered: bool) -> PyResult {
    if n.is_negative() {
        return Err(vm.value_error("n must be a non-negative integer"));
    }
    if k.is_negative() {
        return Err(vm.value_error("k must be a non-negative integer"));
    }
    if k > n {
        return Ok(Value::int(0));
    }
    let k = if unordered { k.min(&(n - k)).clone() } else { k.clone() };
    let Some(k) = k.to_i64() else {
        let what = if unordered { "min(n - k, k)" } else { "k" };
        return Err(vm.error(Exc::OverflowError, format!("{what} must not exceed {}", i64::MAX)));
    };
    let bits = n.bits().saturating_mul(k as u64);
    vm.check_memory(usize::try_from(bits / 2).unwrap_or(usize::MAX))?;
    let falling = falling_product(n, k as u64);
    Ok(vm.int(if unordered { falling / product(2, k as u64) } else { falling }))
}

/// `n * (n - 1) * …`, `k` factors.
fn falling_product(n: &BigInt, k: u64) -> BigInt {
    if let Some(n) = n.to_u64() {
        return product(n - k + 1, n);
    }
    if k < 16 {
        return (0..k).fold(BigInt::one(), |product, less| product * (n - less));
    }
    let half = k / 2;
    falling_product(n, half) * falling_product(&(n - half), k - half)
}
