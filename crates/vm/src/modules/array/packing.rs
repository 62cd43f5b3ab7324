//! Items as bytes, by type code.

use num_traits::ToPrimitive;
use rustpython_wtf8::CodePoint;

use crate::objects::Str;
use crate::types::native;
use crate::value::Value;
use crate::{Exc, PyResult, Vm};

/// How many bytes an item of a type code takes.
pub(super) fn size_of_code(code: u8) -> usize {
    match code {
        b'b' | b'B' => 1,
        b'h' | b'H' => 2,
        b'i' | b'I' | b'f' | b'u' | b'w' => 4,
        _ => 8,
    }
}

/// The bounds of an integer of a code, with the C type's name.
fn bounds(code: u8) -> (i128, i128, &'static str) {
    match code {
        b'b' => (i8::MIN.into(), i8::MAX.into(), "signed char"),
        b'B' => (0, u8::MAX.into(), "unsigned byte integer"),
        b'h' => (i16::MIN.into(), i16::MAX.into(), "signed short integer"),
        b'H' => (0, u16::MAX.into(), "unsigned short"),
        b'i' => (i32::MIN.into(), i32::MAX.into(), "signed integer"),
        b'I' => (0, u32::MAX.into(), "unsigned int"),
        b'L' | b'Q' => (0, u64::MAX.into(), "unsigned long"),
        _ => (i64::MIN.into(), i64::MAX.into(), "signed long"),
    }
}

/// The bytes of a value as an item.
pub(super) fn pack(vm: &mut Vm, code: u8, value: &Value) -> PyResult<Vec<u8>> {
    match code {
        b'f' => return Ok((vm.real(value)? as f32).to_le_bytes().to_vec()),
        b'd' => return Ok(vm.real(value)?.to_le_bytes().to_vec()),
        b'u' | b'w' => {
            let Some(text) = native::<Str>(value) else {
                let class = vm.class_of(value).name();
                return Err(vm.type_error(format!("array item must be a unicode character, not {class}")));
            };
            let mut points = text.wtf8().code_points();
            return match (points.next(), points.next()) {
                (Some(point), None) => Ok(point.to_u32().to_le_bytes().to_vec()),
                _ => {
                    let len = text.len();
                    let message =
                        format!("array item must be a string of length 1, not a string of length {len}");
                    Err(vm.type_error(message))
                }
            };
        }
        _ => {}
    }
    let number = vm.index(value)?;
    let (low, high, name) = bounds(code);
    let fitting = number.to_i128();
    match fitting {
        Some(number) if (low..=high).contains(&number) => {
            Ok((number as u64).to_le_bytes()[..size_of_code(code)].to_vec())
        }
        _ if size_of_code(code) == 8 => {
            let signed = if low < 0 {
                "int too large to convert to C long"
            } else {
                "int too large to convert to C unsigned long"
            };
            let message = if low == 0 && number.sign() == num_bigint::Sign::Minus {
                "can't convert negative int to unsigned".to_owned()
            } else {
                format!("Python {signed}")
            };
            Err(vm.error(Exc::OverflowError, message))
        }
        Some(number) if number < low => {
            Err(vm.error(Exc::OverflowError, format!("{name} is less than minimum")))
        }
        _ => {
            let word = if number.sign() == num_bigint::Sign::Minus {
                "less than minimum"
            } else {
                "greater than maximum"
            };
            Err(vm.error(Exc::OverflowError, format!("{name} is {word}")))
        }
    }
}

/// The value of an item's bytes.
pub(super) fn unpack(vm: &mut Vm, code: u8, item: &[u8]) -> Value {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(item).for_each(|(to, from)| *to = *from);
    let raw = u64::from_le_bytes(bytes);
    match code {
        b'b' => Value::int((raw as i8).into()),
        b'h' => Value::int((raw as i16).into()),
        b'i' => Value::int((raw as i32).into()),
        b'l' | b'q' => Value::int(raw as i64),
        b'f' => Value::float(f32::from_bits(raw as u32).into()),
        b'd' => Value::float(f64::from_bits(raw)),
        b'u' | b'w' => match CodePoint::from_u32(raw as u32) {
            Some(point) => vm.char(point),
            None => vm.str("\u{FFFD}"),
        },
        _ => vm.int(raw.into()),
    }
}
