//! `cmath`: functions of complex numbers, from `pymath`, which computes them as CPython does.

use num_complex::Complex64;
use pymath::cmath;

use crate::call::Args;
use crate::objects::{Complex, Dict};
use crate::types::{Def, native};
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    vm.define_functions(dict, "cmath", FUNCTIONS);
    for (name, value) in [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ] {
        vm.set_name(dict, name, Value::float(value));
    }
    for (name, imag) in [("infj", f64::INFINITY), ("nanj", f64::NAN)] {
        vm.set_name(dict, name, Value::new(Complex { real: 0.0, imag }));
    }
    Ok(())
}

macro_rules! of_one {
    ($($name:ident),*) => {
        /// Functions from complex to complex.
        mod of_one {
            use super::{Args, PyResult, Vm, cmath, complex, result};
            $(pub(super) fn $name(vm: &mut Vm, args: Args<'_>) -> PyResult {
                let z = complex(vm, &args[0])?;
                result(vm, cmath::$name(z))
            })*
        }
    };
}

of_one! { acos, acosh, asin, asinh, atan, atanh, cos, cosh, exp, log10, sin, sinh, sqrt, tan, tanh }

const FUNCTIONS: &[Def] = &[
    Def::function("acos", "(z, /)", of_one::acos),
    Def::function("acosh", "(z, /)", of_one::acosh),
    Def::function("asin", "(z, /)", of_one::asin),
    Def::function("asinh", "(z, /)", of_one::asinh),
    Def::function("atan", "(z, /)", of_one::atan),
    Def::function("atanh", "(z, /)", of_one::atanh),
    Def::function("cos", "(z, /)", of_one::cos),
    Def::function("cosh", "(z, /)", of_one::cosh),
    Def::function("exp", "(z, /)", of_one::exp),
    Def::function("isclose", "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", isclose),
    Def::function("isfinite", "(z, /)", isfinite),
    Def::function("isinf", "(z, /)", isinf),
    Def::function("isnan", "(z, /)", isnan),
    Def::function("log", "(z, base=<unrepresentable>, /)", log),
    Def::function("log10", "(z, /)", of_one::log10),
    Def::function("phase", "(z, /)", phase),
    Def::function("polar", "(z, /)", polar),
    Def::function("rect", "(r, phi, /)", rect),
    Def::function("sin", "(z, /)", of_one::sin),
    Def::function("sinh", "(z, /)", of_one::sinh),
    Def::function("sqrt", "(z, /)", of_one::sqrt),
    Def::function("tan", "(z, /)", of_one::tan),
    Def::function("tanh", "(z, /)", of_one::tanh),
];

/// A complex number from any number (`PyComplex_AsCComplex`).
fn complex(vm: &mut Vm, value: &Value) -> PyResult<Complex64> {
    if let Some(complex) = native::<Complex>(value) {
        return Ok(Complex64::new(complex.real, complex.imag));
    }
    let by_complex = vm.names.complex.clone();
    if let Some(result) = vm.call_special(value, &by_complex, &[])?
        && let Some(complex) = native::<Complex>(&result)
    {
        return Ok(Complex64::new(complex.real, complex.imag));
    }
    Ok(Complex64::new(vm.real(value)?, 0.0))
}

fn result(vm: &mut Vm, result: pymath::Result<Complex64>) -> PyResult {
    match result {
        Ok(z) => Ok(Value::new(Complex { real: z.re, imag: z.im })),
        Err(error) => Err(super::math::failure(vm, &error)),
    }
}

fn log(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let z = complex(vm, &args[0])?;
    let base = args.get(1).map(|base| complex(vm, base)).transpose()?;
    result(vm, cmath::log(z, base))
}

fn isclose(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (a, b) = (complex(vm, &args[0])?, complex(vm, &args[1])?);
    let relative = args.get(2).map_or(Ok(1e-9), |value| vm.real(value))?;
    let absolute = args.get(3).map_or(Ok(0.0), |value| vm.real(value))?;
    if relative < 0.0 || absolute < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(Value::bool(true));
    }
    if cmath::isinf(a) || cmath::isinf(b) {
        return Ok(Value::bool(false));
    }
    let distance = (a - b).norm();
    let close = distance <= relative * b.norm() || distance <= relative * a.norm() || distance <= absolute;
    Ok(Value::bool(close))
}

fn isfinite(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(cmath::isfinite(complex(vm, &args[0])?)))
}

fn isinf(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(cmath::isinf(complex(vm, &args[0])?)))
}

fn isnan(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(cmath::isnan(complex(vm, &args[0])?)))
}

fn phase(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let z = complex(vm, &args[0])?;
    cmath::phase(z).map(Value::float).map_err(|error| super::math::failure(vm, &error))
}

fn polar(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let z = complex(vm, &args[0])?;
    match cmath::polar(z) {
        Ok((r, phi)) => Ok(vm.tuple(vec![Value::float(r), Value::float(phi)])),
        Err(error) => Err(super::math::failure(vm, &error)),
    }
}

fn rect(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (r, phi) = (vm.real(&args[0])?, vm.real(&args[1])?);
    result(vm, cmath::rect(r, phi))
}
