//! Strings, bytes and tuples: joining, repeating, and taking an item. Lengths and positions of strings count
//! code points.

use bytescope_bytecode::Constant;
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use rustpython_wtf8::Wtf8Buf;

/// `MAX_STR_SIZE`: the longest string or bytes that repeating may make.
const MAX_STRING: usize = 4096;
/// `MAX_COLLECTION_SIZE`: the longest tuple that repeating may make.
const MAX_TUPLE: usize = 256;
/// `MAX_TOTAL_ITEMS`: as many items may such a tuple have, items of tuples in it included.
const MAX_TOTAL_ITEMS: usize = 1024;

pub(super) fn is_sequence(value: &Constant) -> bool {
    matches!(value, Constant::Str(_) | Constant::Bytes(_) | Constant::Tuple(_))
}

/// `left + right`
pub(super) fn concatenate(left: &Constant, right: &Constant) -> Option<Constant> {
    match (left, right) {
        (Constant::Str(left), Constant::Str(right)) => {
            let mut both = left.clone();
            both.push_wtf8(right);
            Some(Constant::Str(both))
        }
        (Constant::Bytes(left), Constant::Bytes(right)) => Some(Constant::Bytes([&left[..], right].concat())),
        (Constant::Tuple(left), Constant::Tuple(right)) => {
            Some(Constant::Tuple(left.iter().chain(right.iter()).cloned().collect()))
        }
        _ => None,
    }
}

/// `sequence * count`
pub(super) fn repeat(sequence: &Constant, count: &Constant) -> Option<Constant> {
    let count = integer(count)?.to_isize()?;
    // Of nothing, any number is nothing; of something, CPython does not fold a negative number.
    let times = usize::try_from(count).ok();
    match sequence {
        Constant::Str(text) if text.is_empty() => Some(sequence.clone()),
        Constant::Str(text) => {
            let times = times.filter(|times| *times <= MAX_STRING / text.code_points().count())?;
            Some(Constant::Str(std::iter::repeat_n(text, times).collect()))
        }
        Constant::Bytes(bytes) if bytes.is_empty() => Some(sequence.clone()),
        Constant::Bytes(bytes) => {
            let times = times.filter(|times| *times <= MAX_STRING / bytes.len())?;
            Some(Constant::Bytes(bytes.repeat(times)))
        }
        Constant::Tuple(items) if items.is_empty() => Some(sequence.clone()),
        Constant::Tuple(items) => {
            let times = times.filter(|times| *times <= MAX_TUPLE / items.len())?;
            if times > 0 && total_items(items) > MAX_TOTAL_ITEMS / times {
                return None;
            }
            Some(Constant::Tuple(std::iter::repeat_n(&items[..], times).flatten().cloned().collect()))
        }
        _ => None,
    }
}

/// Items, with those of tuples and frozensets inside (`check_complexity`).
fn total_items(items: &[Constant]) -> usize {
    let inner = items.iter().map(|item| match item {
        Constant::Tuple(items) | Constant::FrozenSet(items) => total_items(items),
        _ => 0,
    });
    items.len() + inner.sum::<usize>()
}

/// `sequence[index]`
pub(super) fn item(sequence: &Constant, index: &Constant) -> Option<Constant> {
    let index = integer(index)?.to_isize()?;
    let position = |length: usize| {
        let position = if index < 0 { index.checked_add_unsigned(length)? } else { index };
        usize::try_from(position).ok()
    };
    match sequence {
        Constant::Str(text) => {
            let code_point = text.code_points().nth(position(text.code_points().count())?)?;
            Some(Constant::Str(Wtf8Buf::from(code_point)))
        }
        Constant::Bytes(bytes) => {
            bytes.get(position(bytes.len())?).map(|byte| Constant::Int(BigInt::from(*byte)))
        }
        Constant::Tuple(items) => items.get(position(items.len())?).cloned(),
        _ => None,
    }
}

/// An integer, or a bool as one.
fn integer(value: &Constant) -> Option<BigInt> {
    match value {
        Constant::Bool(value) => Some(BigInt::from(u8::from(*value))),
        Constant::Int(value) => Some(value.clone()),
        _ => None,
    }
}
