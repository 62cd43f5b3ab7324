//! The format mini-language: `format(value, spec)` of the built-in types (`Python/formatter_unicode.c`).
//!
//! | file | what |
//! |---|---|
//! | `spec` | reading a specification |
//! | `digits` | floats as digits, for every presentation type (`PyOS_double_to_string`) |
//! | `layout` | sign, prefix, grouped digits and padding of numbers |
//! | `template` | `str.format` |
//! | `percent` | `%` of `str` and `bytes` |

mod digits;
mod layout;
mod percent;
mod spec;
mod template;

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};
use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};

use self::layout::{Number, pad};
use self::spec::{Align, Sign, Spec};
use super::int::digits_of;
use super::{native, unwrapped};
use crate::objects::{Complex, Str};
use crate::value::Value;
use crate::{Exc, PyResult, Raised, Vm};

/// Digits that presentation types have after the point, unless told otherwise.
const DEFAULT_PRECISION: usize = 6;

impl Vm {
    /// The text of a specification, which must be a string.
    fn spec_text<'v>(&mut self, spec: &'v Value) -> PyResult<&'v Wtf8> {
        match native::<Str>(spec) {
            Some(text) => Ok(text.wtf8()),
            None => {
                let class = self.class_of(spec).name();
                Err(self.type_error(format!("__format__() argument must be str, not {class}")))
            }
        }
    }

    /// `int.__format__`
    pub(crate) fn format_int(&mut self, value: &Value, spec: &Value) -> PyResult {
        let text = self.spec_text(spec)?;
        if text.is_empty() {
            return self.str_of(value);
        }
        let class = self.class_of(value).name();
        let spec = Spec::read(self, text, &class, Align::Right)?;
        let text = match spec.kind {
            None | Some('b' | 'c' | 'd' | 'o' | 'x' | 'X' | 'n') => {
                let int = self.index(value)?;
                whole(self, &int, &spec)?
            }
            Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') => {
                let float = self.float_of_int(value)?;
                real(self, float, &spec)?
            }
            Some(kind) => return Err(unknown(self, kind, &class)),
        };
        Ok(self.str_from(text))
    }

    /// `float.__format__`
    pub(crate) fn format_float(&mut self, value: &Value, spec: &Value) -> PyResult {
        let text = self.spec_text(spec)?;
        if text.is_empty() {
            return self.str_of(value);
        }
        let class = self.class_of(value).name();
        let spec = Spec::read(self, text, &class, Align::Right)?;
        let float = unwrapped(value).as_float().unwrap_or_default();
        match spec.kind {
            None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%') => {
                let text = real(self, float, &spec)?;
                Ok(self.str_from(text))
            }
            Some(kind) => Err(unknown(self, kind, &class)),
        }
    }

    /// `complex.__format__`
    pub(crate) fn format_complex(&mut self, value: &Value, spec: &Value) -> PyResult {
        let text = self.spec_text(spec)?;
        if text.is_empty() {
            return self.str_of(value);
        }
        let class = self.class_of(value).name();
        let spec = Spec::read(self, text, &class, Align::Right)?;
        let complex = *self.native::<Complex>(value)?;
        match spec.kind {
            None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n') => {
                let text = complex_text(self, complex, &spec)?;
                Ok(self.str_from(text))
            }
            Some(kind) => Err(unknown(self, kind, &class)),
        }
    }

    /// `str.__format__`
    pub(crate) fn format_str(&mut self, value: &Value, spec: &Value) -> PyResult {
        let text = self.spec_text(spec)?;
        if text.is_empty() {
            return self.str_of(value);
        }
        let class = self.class_of(value).name();
        let spec = Spec::read(self, text, &class, Align::Left)?;
        if let Some(kind) = spec.kind.filter(|kind| *kind != 's') {
            return Err(unknown(self, kind, &class));
        }
        let refused = match spec.sign {
            Some(Sign::Space) => Some("Space not allowed in string format specifier"),
            Some(_) => Some("Sign not allowed in string format specifier"),
            None if spec.no_negative_zero => {
                Some("Negative zero coercion (z) not allowed in string format specifier")
            }
            None if spec.alternate => Some("Alternate form (#) not allowed in string format specifier"),
            None if spec.align == Align::AfterSign => {
                Some("'=' alignment not allowed in string format specifier")
            }
            None => None,
        };
        if let Some(message) = refused {
            return Err(self.value_error(message));
        }
        let text = native::<Str>(value).map(Str::wtf8).unwrap_or_default();
        let shown = match spec.precision {
            Some(precision) => first(text, precision),
            None => text,
        };
        if spec.width.is_none() && shown.len() == text.len() {
            return self.str_of(value);
        }
        let padded = pad(self, shown, &spec)?;
        Ok(self.str_from(padded))
    }
}

/// The first code points of a text.
fn first(text: &Wtf8, count: usize) -> &Wtf8 {
    match text.code_point_indices().nth(count) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

/// The refusal of a presentation type.
fn unknown(vm: &mut Vm, kind: char, class: &str) -> Raised {
    let kind =
        if ('!'..='\x7F').contains(&kind) { kind.to_string() } else { format!("\\x{:x}", u32::from(kind)) };
    vm.value_error(format!("Unknown format code '{kind}' for object of type '{class}'"))
}

/// A whole number by a specification (`format_long_internal`).
fn whole(vm: &mut Vm, int: &BigInt, spec: &Spec) -> PyResult<Wtf8Buf> {
    if spec.precision.is_some() {
        return Err(vm.value_error("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        return Err(vm.value_error("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    if spec.kind == Some('c') {
        if spec.sign.is_some() {
            return Err(vm.value_error("Sign not allowed with integer format specifier 'c'"));
        }
        if spec.alternate {
            let message = "Alternate form (#) not allowed with integer format specifier 'c'";
            return Err(vm.value_error(message));
        }
        if int.to_i64().is_none() {
            return Err(vm.error(Exc::OverflowError, "Python int too large to convert to C long"));
        }
        let Some(point) = int.to_u32().and_then(CodePoint::from_u32) else {
            return Err(vm.error(Exc::OverflowError, "%c arg not in range(0x110000)"));
        };
        return pad(vm, &Wtf8Buf::from_iter([point]), spec);
    }
    let magnitude = int.magnitude();
    let (prefix, digits) = match spec.kind {
        Some('b') => ("0b", magnitude.to_str_radix(2)),
        Some('o') => ("0o", magnitude.to_str_radix(8)),
        Some('x') => ("0x", magnitude.to_str_radix(16)),
        Some('X') => ("0X", magnitude.to_str_radix(16).to_ascii_uppercase()),
        _ => ("", digits_of(vm, &int.abs())?),
    };
    let prefix = if spec.alternate { prefix } else { "" };
    Number { is_negative: int.is_negative(), prefix, digits: &digits, rest: "" }.lay_out(vm, spec)
}

/// A float by a specification (`format_float_internal`).
fn real(vm: &mut Vm, float: f64, spec: &Spec) -> PyResult<Wtf8Buf> {
    let (mut float, mut style) = (float, spec.style());
    if spec.kind == Some('%') {
        float *= 100.0;
        style.kind = 'f';
    }
    check_precision(vm, style)?;
    let mut text = digits::write(float, style);
    if spec.kind == Some('%') {
        text.push('%');
    }
    Number::of_float(&text).lay_out(vm, spec)
}

/// Refuses more digits than C counts with an `int`, or than the memory holds.
fn check_precision(vm: &mut Vm, style: digits::Style) -> PyResult<()> {
    if i32::try_from(style.precision).is_err() {
        return Err(vm.value_error("precision too big"));
    }
    vm.check_memory(style.precision)
}

/// A complex number by a specification: both parts, then padding around the whole
/// (`format_complex_internal`).
fn complex_text(vm: &mut Vm, complex: Complex, spec: &Spec) -> PyResult<Wtf8Buf> {
    if spec.fill == CodePoint::from('0') {
        return Err(vm.value_error("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == Align::AfterSign {
        return Err(vm.value_error("'=' alignment flag is not allowed in complex format specifier"));
    }
    let style = digits::Style { add_point_zero: false, ..spec.style() };
    check_precision(vm, style)?;
    let skips_real = spec.kind.is_none() && complex.real == 0.0 && complex.real.is_sign_positive();
    let part_spec = Spec { width: None, ..spec.clone() };
    let mut text = Wtf8Buf::new();
    if spec.kind.is_none() && !skips_real {
        text.push_char('(');
    }
    if !skips_real {
        let real = digits::write(complex.real, style);
        text.push_wtf8(&Number::of_float(&real).lay_out(vm, &part_spec)?);
    }
    let sign = if skips_real { part_spec.sign } else { Some(Sign::Plus) };
    let imag = digits::write(complex.imag, style);
    text.push_wtf8(&Number::of_float(&imag).lay_out(vm, &Spec { sign, ..part_spec })?);
    text.push_char('j');
    if spec.kind.is_none() && !skips_real {
        text.push_char(')');
    }
    pad(vm, &text, spec)
}
