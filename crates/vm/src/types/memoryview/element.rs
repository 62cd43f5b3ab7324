//! Items of memoryviews: the native formats of one letter that `struct` knows.

use num_traits::ToPrimitive;

use crate::objects::Bytes;
use crate::types::native;
use crate::value::Value;
use crate::{PyResult, Vm};

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Format {
    letter: char,
    size: usize,
}

impl Format {
    /// Unsigned bytes.
    pub(super) const BYTE: Self = Self { letter: 'B', size: 1 };

    /// By its letter, with or without `@`.
    pub(super) fn by_name(name: &str) -> Option<Self> {
        let mut chars = name.strip_prefix('@').unwrap_or(name).chars();
        let (letter, None) = (chars.next()?, chars.next()) else { return None };
        let size = match letter {
            'b' | 'B' | 'c' | '?' => 1,
            'h' | 'H' => 2,
            'i' | 'I' | 'f' => 4,
            'l' | 'L' | 'q' | 'Q' | 'n' | 'N' | 'd' => 8,
            _ => return None,
        };
        Some(Self { letter, size })
    }

    /// The letter.
    pub(super) fn letter(self) -> char {
        self.letter
    }

    /// Bytes of an item.
    pub(super) fn size(self) -> usize {
        self.size
    }

    /// Whether items are single bytes.
    pub(super) fn is_byte(self) -> bool {
        matches!(self.letter, 'b' | 'B' | 'c')
    }

    fn is_signed(self) -> bool {
        self.letter.is_ascii_lowercase()
    }

    /// An item as an object.
    pub(super) fn unpack(self, vm: &mut Vm, item: &[u8]) -> Value {
        let mut bytes = [0; 8];
        bytes.iter_mut().zip(item).for_each(|(to, from)| *to = *from);
        let unsigned = u64::from_le_bytes(bytes);
        match self.letter {
            'c' => vm.bytes(item.to_vec()),
            '?' => Value::bool(unsigned != 0),
            'f' => Value::float(f32::from_bits(unsigned as u32).into()),
            'd' => Value::float(f64::from_bits(unsigned)),
            _ if self.is_signed() => {
                let unused = 64 - 8 * self.size as u32;
                Value::int(((unsigned << unused) as i64) >> unused)
            }
            _ => vm.int(unsigned.into()),
        }
    }

    /// The bytes of an object as an item.
    pub(super) fn pack(self, vm: &mut Vm, value: &Value) -> PyResult<Vec<u8>> {
        let letter = self.letter;
        let bytes = match letter {
            'c' => {
                return match native::<Bytes>(value) {
                    Some(bytes) if bytes.data.len() == 1 => Ok(bytes.data.to_vec()),
                    Some(_) => Err(vm.value_error("memoryview: invalid value for format 'c'")),
                    None => Err(vm.type_error("memoryview: invalid type for format 'c'")),
                };
            }
            '?' => return Ok(vec![u8::from(vm.truth(value)?)]),
            'f' | 'd' => {
                let Ok(number) = vm.real(value) else {
                    return Err(vm.type_error(format!("memoryview: invalid type for format '{letter}'")));
                };
                if letter == 'f' { u64::from((number as f32).to_bits()) } else { number.to_bits() }
            }
            _ => {
                let Ok(number) = vm.index(value) else {
                    return Err(vm.type_error(format!("memoryview: invalid type for format '{letter}'")));
                };
                let bits = 8 * self.size as u32;
                let fitting = number.to_i128().filter(|number| {
                    let (low, high) = if self.is_signed() {
                        (-(1_i128 << (bits - 1)), 1_i128 << (bits - 1))
                    } else {
                        (0, 1_i128 << bits)
                    };
                    (low..high).contains(number)
                });
                match fitting {
                    Some(number) => number as u64,
                    None => {
                        let message = format!("memoryview: invalid value for format '{letter}'");
                        return Err(vm.value_error(message));
                    }
                }
            }
        };
        Ok(bytes.to_le_bytes()[..self.size].to_vec())
    }
}
