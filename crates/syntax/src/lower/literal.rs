//! Numbers, strings and bytes.

use bytescope_bytecode::{Constant, Location};
use num_bigint::{BigInt, BigUint};
use ruff_python_ast as ruff;
use rustpython_wtf8::Wtf8Buf;

use super::{Lowering, escape};
use crate::SyntaxError;
use crate::ast::ExprKind;

/// Digits of a decimal integer that CPython converts (`sys.set_int_max_str_digits`).
const MAX_DIGITS: usize = 4300;

impl Lowering<'_> {
    pub(super) fn number(&mut self, number: ruff::Number, location: Location) -> Constant {
        match number {
            ruff::Number::Float(value) => Constant::Float(value),
            ruff::Number::Complex { real, imag } => Constant::Complex { real, imag },
            ruff::Number::Int(value) => match value.as_u64() {
                Some(value) => Constant::Int(value.into()),
                None => Constant::Int(self.big_integer(&value.to_string(), location)),
            },
        }
    }

    /// Integers over 64 bits: the parser keeps the token, for decimals without the underscores.
    fn big_integer(&mut self, token: &str, location: Location) -> BigInt {
        let digits = token.replace('_', "");
        let (digits, radix) = match digits.get(..2) {
            Some("0x" | "0X") => (&digits[2..], 16),
            Some("0o" | "0O") => (&digits[2..], 8),
            Some("0b" | "0B") => (&digits[2..], 2),
            _ => (&*digits, 10),
        };
        if radix == 10 && digits.len() > MAX_DIGITS {
            let message = format!(
                "Exceeds the limit ({MAX_DIGITS} digits) for integer string conversion: value has {} digits; \
                 use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge \
                 integer literals to avoid decimal conversion limits.",
                digits.len()
            );
            self.refuse(SyntaxError::new(message, location));
            return BigInt::ZERO;
        }
        BigUint::parse_bytes(digits.as_bytes(), radix).unwrap_or_default().into()
    }

    pub(super) fn string(&mut self, mut node: ruff::ExprStringLiteral) -> ExprKind {
        let mut literals = node.value.iter_mut();
        let Some(first) = literals.next() else {
            return ExprKind::Constant { value: "".into(), u_prefix: false };
        };
        let u_prefix = self.has_u_prefix(first);
        let mut text = self.string_value(first);
        for literal in literals {
            text.push_wtf8(&self.string_value(literal));
        }
        ExprKind::Constant { value: Constant::Str(text), u_prefix }
    }

    /// CPython looks for a lower-case `u` only.
    pub(super) fn has_u_prefix(&self, literal: &ruff::StringLiteral) -> bool {
        self.source.as_bytes().get(literal.range.start().to_usize()) == Some(&b'u')
    }

    /// The text of one literal, taken out of it. The parser's text cannot hold lone surrogates and has
    /// U+FFFD instead, so a literal with that character is decoded again.
    pub(super) fn string_value(&self, literal: &mut ruff::StringLiteral) -> Wtf8Buf {
        if literal.value.contains(char::REPLACEMENT_CHARACTER) {
            let body = &self.source[literal.content_range()];
            return if literal.flags.prefix().is_raw() { body.into() } else { escape::decode(body) };
        }
        Wtf8Buf::from(String::from(std::mem::take(&mut literal.value)))
    }
}

/// The bytes of a literal, taken out of it.
pub(super) fn bytes(mut node: ruff::ExprBytesLiteral) -> Constant {
    let mut literals = node.value.iter_mut();
    let mut bytes =
        literals.next().map(|first| std::mem::take(&mut first.value).into_vec()).unwrap_or_default();
    for literal in literals {
        bytes.extend_from_slice(&literal.value);
    }
    Constant::Bytes(bytes)
}
