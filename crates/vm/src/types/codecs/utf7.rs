//! UTF-7: text in letters of mail, everything else in base 64 between `+` and `-`.

use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};

use super::Encoding;
use super::errors::decode_error;
use crate::{PyResult, Vm};

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Characters that stand for themselves: all of ASCII but `+`, `\`, `~` and most control characters.
fn is_direct(point: u32) -> bool {
    matches!(point, 9 | 10 | 13 | 32..=125) && point != 0x2B && point != 0x5C
}

fn value_of(byte: u8) -> Option<u32> {
    LETTERS.iter().position(|letter| *letter == byte).map(|place| place as u32)
}

pub(super) fn encode(text: &Wtf8) -> Vec<u8> {
    let mut out = Vec::new();
    let (mut bits, mut count, mut shifted) = (0_u32, 0, false);
    let push = |out: &mut Vec<u8>, bits: &mut u32, count: &mut u32, unit: u16| {
        *bits = *bits << 16 | u32::from(unit);
        *count += 16;
        while *count >= 6 {
            *count -= 6;
            out.push(LETTERS[(*bits >> *count) as usize & 63]);
        }
        *bits &= (1 << *count) - 1;
    };
    for point in text.code_points() {
        let number = point.to_u32();
        if is_direct(number) {
            if shifted {
                if count > 0 {
                    out.push(LETTERS[(bits << (6 - count)) as usize & 63]);
                    (bits, count) = (0, 0);
                }
                // What could go on in base 64 needs a mark between.
                if value_of(number as u8).is_some() || number == u32::from(b'-') {
                    out.push(b'-');
                }
                shifted = false;
            }
            out.push(number as u8);
        } else if number == u32::from(b'+') && !shifted {
            out.extend_from_slice(b"+-");
        } else {
            if !shifted {
                out.push(b'+');
                shifted = true;
            }
            if number >= 0x1_0000 {
                let rest = number - 0x1_0000;
                push(&mut out, &mut bits, &mut count, 0xD800 + (rest >> 10) as u16);
                push(&mut out, &mut bits, &mut count, 0xDC00 + (rest & 0x3FF) as u16);
            } else {
                push(&mut out, &mut bits, &mut count, number as u16);
            }
        }
    }
    if count > 0 {
        out.push(LETTERS[(bits << (6 - count)) as usize & 63]);
    }
    if shifted {
        out.push(b'-');
    }
    out
}

pub(super) fn decode(vm: &mut Vm, bytes: &[u8], errors: &str) -> PyResult<Wtf8Buf> {
    let mut out = Wtf8Buf::new();
    let mut place = 0;
    while place < bytes.len() {
        let byte = bytes[place];
        if byte != b'+' {
            if byte < 0x80 {
                out.push_char(char::from(byte));
                place += 1;
            } else {
                let range = place..place + 1;
                let reason = "unexpected special character";
                place = decode_error(vm, errors, Encoding::Utf7, bytes, range, reason, &mut out)?;
            }
            continue;
        }
        let start = place;
        place += 1;
        if bytes.get(place) == Some(&b'-') {
            out.push_char('+');
            place += 1;
            continue;
        }
        let (mut bits, mut count, mut high) = (0_u32, 0, None);
        while let Some(value) = bytes.get(place).copied().and_then(value_of) {
            place += 1;
            bits = bits << 6 | value;
            count += 6;
            if count < 16 {
                continue;
            }
            count -= 16;
            let unit = bits >> count;
            bits &= (1 << count) - 1;
            match (high.take(), unit) {
                (None, 0xD800..=0xDBFF) => high = Some(unit),
                (Some(first), 0xDC00..=0xDFFF) => {
                    push(&mut out, 0x1_0000 + ((first - 0xD800) << 10) + (unit - 0xDC00));
                }
                (first, _) => {
                    if let Some(first) = first {
                        push(&mut out, first);
                    }
                    push(&mut out, unit);
                }
            }
        }
        if let Some(high) = high {
            push(&mut out, high);
        }
        let reason = if place >= bytes.len() && (count >= 6 || bits != 0) {
            Some("unterminated shift sequence")
        } else if count >= 6 {
            Some("partial character in base64 sequence")
        } else if bits != 0 {
            Some("non-zero padding bits in base64 sequence")
        } else if place == start + 1 {
            Some("ill-formed sequence")
        } else {
            None
        };
        if let Some(reason) = reason {
            let range = start..(place + 1).min(bytes.len());
            place = decode_error(vm, errors, Encoding::Utf7, bytes, range, reason, &mut out)?;
        } else if bytes.get(place) == Some(&b'-') {
            place += 1;
        }
    }
    Ok(out)
}

fn push(out: &mut Wtf8Buf, number: u32) {
    if let Some(point) = CodePoint::from_u32(number) {
        out.push(point);
    }
}
