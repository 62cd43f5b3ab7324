//! Bytes as hexadecimal digits.

use rustpython_wtf8::CodePoint;

use super::{data, new_array};
use crate::call::Args;
use crate::objects::{Bytes, Class, Str};
use crate::types::{Def, native};
use crate::value::{Ref, Value};
use crate::{PyResult, Raised, Vm};

pub(super) const METHODS: &[Def] = &[
    Def::method("hex", "($self, /, sep=<unrepresentable>, bytes_per_sep=1)", |vm, args| {
        let bytes = data(vm, &args[0])?;
        hex(vm, &bytes, args.get(1), args.get(2))
    }),
    Def::classmethod("fromhex", "($type, string, /)", fromhex),
];

/// `hex(sep, bytes_per_sep)`: groups are counted from the right, from the left if the number is negative.
pub(crate) fn hex(vm: &mut Vm, bytes: &[u8], separator: Option<&Value>, group: Option<&Value>) -> PyResult {
    let separator = match separator {
        Some(separator) => Some(separator_of(vm, separator)?),
        None => None,
    };
    let group = match group {
        Some(group) => vm.index_i64(group)?,
        None => 1,
    };
    vm.check_memory(bytes.len().saturating_mul(3))?;
    let size = group.unsigned_abs() as usize;
    let mut out = String::with_capacity(bytes.len() * 2);
    for (index, byte) in bytes.iter().enumerate() {
        let done = if group < 0 { index } else { bytes.len() - index };
        if let Some(separator) = separator
            && index > 0
            && size > 0
            && done.is_multiple_of(size)
        {
            out.push(separator);
        }
        for digit in [byte >> 4, byte & 15] {
            out.push(char::from_digit(digit.into(), 16).unwrap_or('0'));
        }
    }
    Ok(vm.str(&out))
}

fn separator_of(vm: &mut Vm, value: &Value) -> PyResult<char> {
    if vm.len(value)? != 1 {
        return Err(vm.value_error("sep must be length 1."));
    }
    let char = match (native::<Str>(value), native::<Bytes>(value)) {
        (Some(text), _) => text.as_str().and_then(|text| text.chars().next()),
        (_, Some(bytes)) => bytes.data.first().map(|byte| char::from(*byte)),
        _ => return Err(vm.type_error("sep must be str or bytes.")),
    };
    char.filter(char::is_ascii).ok_or_else(|| vm.value_error("sep must be ASCII."))
}

fn fromhex(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(text) = native::<Str>(&args[1]) else {
        let class = vm.class_of(&args[1]).name();
        return Err(vm.type_error(format!("fromhex() argument must be str, not {class}")));
    };
    let points: Vec<u32> = text.wtf8().code_points().map(CodePoint::to_u32).collect();
    let digit = |place: usize| points.get(place).and_then(|point| char::from_u32(*point)?.to_digit(16));
    let mut bytes = Vec::with_capacity(points.len() / 2);
    let mut place = 0;
    while place < points.len() {
        if matches!(points[place], 0x09..=0x0D | 0x20) {
            place += 1;
            continue;
        }
        match (digit(place), digit(place + 1)) {
            (Some(high), Some(low)) => bytes.push((high << 4 | low) as u8),
            (Some(_), None) => return Err(no_digit(vm, place + 1)),
            (None, _) => return Err(no_digit(vm, place)),
        }
        place += 2;
    }
    let is_array = Ref::<Class>::of(&args[0]).is_some_and(|class| class.is_subclass(&vm.types.bytearray));
    let value = if is_array { new_array(bytes) } else { vm.bytes(bytes) };
    let is_exact = args[0].is(vm.types.bytes.value()) || args[0].is(vm.types.bytearray.value());
    if is_exact { Ok(value) } else { vm.call(&args[0], [value]) }
}

fn no_digit(vm: &mut Vm, place: usize) -> Raised {
    vm.value_error(format!("non-hexadecimal number found in fromhex() arg at position {place}"))
}
