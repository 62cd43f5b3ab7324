//! Numbers and texts in their place: sign, prefix, grouped digits, padding.

use std::iter::repeat_n;

use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};

use super::spec::{Align, Sign, Spec};
use crate::{PyResult, Vm};

/// The parts of a number.
pub(super) struct Number<'t> {
    pub(super) is_negative: bool,
    /// `0x` and the like.
    pub(super) prefix: &'t str,
    /// Digits before the point, none for `nan` and `inf`.
    pub(super) digits: &'t str,
    /// What follows them.
    pub(super) rest: &'t str,
}

impl<'t> Number<'t> {
    /// The parts of a float that was written.
    pub(super) fn of_float(text: &'t str) -> Self {
        let magnitude = text.strip_prefix('-').unwrap_or(text);
        let end = magnitude.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = magnitude.split_at(end);
        Self { is_negative: magnitude.len() < text.len(), prefix: "", digits, rest }
    }

    /// The number by a specification (`calc_number_widths`, `fill_number`).
    pub(super) fn lay_out(&self, vm: &mut Vm, spec: &Spec) -> PyResult<Wtf8Buf> {
        let sign = match spec.sign {
            _ if self.is_negative => "-",
            Some(Sign::Plus) => "+",
            Some(Sign::Space) => " ",
            _ => "",
        };
        let width = spec.width.unwrap_or(0);
        vm.check_memory(width.saturating_add(self.digits.len()).saturating_mul(2))?;
        let others = sign.len() + self.prefix.len() + self.rest.len();
        let zeros_to = if spec.fill == CodePoint::from('0') && spec.align == Align::AfterSign {
            width.saturating_sub(others)
        } else {
            0
        };
        let digits = if self.digits.is_empty() {
            String::new()
        } else {
            grouped(self.digits, spec.grouping, spec.group_size(), zeros_to)
        };
        let padding = width.saturating_sub(others + digits.len());
        let (before, inside, after) = match spec.align {
            Align::Left => (0, 0, padding),
            Align::Right => (padding, 0, 0),
            Align::Center => (padding / 2, 0, padding - padding / 2),
            Align::AfterSign => (0, padding, 0),
        };
        let mut text = Wtf8Buf::with_capacity(others + digits.len() + padding);
        text.extend(repeat_n(spec.fill, before));
        text.push_str(sign);
        text.push_str(self.prefix);
        text.extend(repeat_n(spec.fill, inside));
        text.push_str(&digits);
        text.push_str(self.rest);
        text.extend(repeat_n(spec.fill, after));
        Ok(text)
    }
}

/// Digits with separators, and with zeros in front until they are `width` wide; never begins with a
/// separator (`_PyUnicode_InsertThousandsGrouping`).
fn grouped(digits: &str, separator: Option<char>, size: usize, width: usize) -> String {
    let zeros = |count: usize| repeat_n('0', count).chain(digits.chars());
    let Some(separator) = separator else { return zeros(width.saturating_sub(digits.len())).collect() };
    // How many digits fill the width: every group but the first brings a separator.
    let filling = width.saturating_sub(width.saturating_sub(1) / (size + 1));
    let count = digits.len().max(filling);
    let mut text = String::with_capacity(count + count / size);
    for (index, digit) in zeros(count - digits.len()).enumerate() {
        if index > 0 && (count - index).is_multiple_of(size) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// A text with padding around it; the specification says how wide.
pub(super) fn pad(vm: &mut Vm, text: &Wtf8, spec: &Spec) -> PyResult<Wtf8Buf> {
    let width = spec.width.unwrap_or(0);
    vm.check_memory(width.saturating_mul(spec.fill.len_wtf8()))?;
    let padding = width.saturating_sub(text.code_points().count());
    let (before, after) = match spec.align {
        Align::Left => (0, padding),
        Align::Right | Align::AfterSign => (padding, 0),
        Align::Center => (padding / 2, padding - padding / 2),
    };
    let mut padded = Wtf8Buf::with_capacity(text.len() + padding);
    padded.extend(repeat_n(spec.fill, before));
    padded.push_wtf8(text);
    padded.extend(repeat_n(spec.fill, after));
    Ok(padded)
}
