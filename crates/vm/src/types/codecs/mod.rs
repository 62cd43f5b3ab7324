//! Text to bytes and back: `str.encode`, `bytes.decode`.
//!
//! The Unicode encodings, ASCII, Latin-1 and cp1252, with CPython's error handlers. What is not here says so by
//! CPython's own `LookupError`.

mod cp1252;
mod decode;
mod encode;
mod errors;
mod utf7;

use rustpython_wtf8::Wtf8Buf;

use crate::objects::Str;
use crate::types::native;
use crate::value::Value;
use crate::{Exc, PyResult, Raised, Vm};

/// An encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8Sig,
    Ascii,
    Latin1,
    /// Latin-1 with Windows' characters from 0x80 to 0x9F.
    Cp1252,
    Utf16(Order),
    Utf32(Order),
    Utf7,
    UnicodeEscape,
    RawUnicodeEscape,
}

/// The order of the bytes of a code unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    /// By a byte order mark, else little-endian.
    Marked,
    Little,
    Big,
}

/// Codecs of CPython that are not between text and bytes.
const NOT_TEXT: &[&str] =
    &["base64", "base_64", "bz2", "hex", "hex_codec", "quopri", "rot13", "rot_13", "uu", "zip", "zlib"];

impl Encoding {
    /// By any of its names.
    fn of_name(name: &str) -> Option<Self> {
        let name: String = name
            .chars()
            .map(|char| if matches!(char, '-' | ' ') { '_' } else { char.to_ascii_lowercase() })
            .collect();
        Some(match &*name {
            "utf_8" | "utf8" | "u8" | "utf" | "cp65001" | "utf8_ucs2" | "utf8_ucs4" => Self::Utf8,
            "utf_8_sig" | "utf8_sig" => Self::Utf8Sig,
            "ascii" | "us_ascii" | "646" | "ansi_x3.4_1968" | "iso646_us" | "iso_ir_6" => Self::Ascii,
            "latin_1" | "latin1" | "latin" | "l1" | "iso_8859_1" | "iso8859_1" | "8859" | "cp819"
            | "iso_8859_1_1987" | "iso_ir_100" | "iso8859" => Self::Latin1,
            "cp1252" | "1252" | "windows_1252" => Self::Cp1252,
            "utf_16" | "utf16" | "u16" => Self::Utf16(Order::Marked),
            "utf_16_le" | "utf_16le" | "utf16_le" | "unicodelittleunmarked" => Self::Utf16(Order::Little),
            "utf_16_be" | "utf_16be" | "utf16_be" | "unicodebigunmarked" => Self::Utf16(Order::Big),
            "utf_32" | "utf32" | "u32" => Self::Utf32(Order::Marked),
            "utf_32_le" | "utf_32le" | "utf32_le" => Self::Utf32(Order::Little),
            "utf_32_be" | "utf_32be" | "utf32_be" => Self::Utf32(Order::Big),
            "utf_7" | "utf7" | "u7" | "unicode_1_1_utf_7" => Self::Utf7,
            "unicode_escape" => Self::UnicodeEscape,
            "raw_unicode_escape" => Self::RawUnicodeEscape,
            _ => return None,
        })
    }

    /// As messages name it.
    fn name(self) -> &'static str {
        match self {
            Self::Utf8 | Self::Utf8Sig => "utf-8",
            Self::Ascii => "ascii",
            Self::Latin1 => "latin-1",
            Self::Cp1252 => "charmap",
            Self::Utf16(Order::Marked) => "utf-16",
            Self::Utf16(Order::Little) => "utf-16-le",
            Self::Utf16(Order::Big) => "utf-16-be",
            Self::Utf32(Order::Marked) => "utf-32",
            Self::Utf32(Order::Little) => "utf-32-le",
            Self::Utf32(Order::Big) => "utf-32-be",
            Self::Utf7 => "utf7",
            Self::UnicodeEscape => "unicodeescape",
            Self::RawUnicodeEscape => "rawunicodeescape",
        }
    }
}

impl Vm {
    /// The name of an encoding or error handler given as an argument.
    pub(crate) fn codec_name(
        &mut self,
        function: &str,
        parameter: &str,
        value: Option<&Value>,
    ) -> PyResult<Option<String>> {
        let Some(value) = value else { return Ok(None) };
        match native::<Str>(value) {
            Some(text) => Ok(Some(text.wtf8().to_string_lossy().into_owned())),
            None => {
                let class = self.class_of(value).name();
                let message = format!("{function}() argument '{parameter}' must be str, not {class}");
                Err(self.type_error(message))
            }
        }
    }

    /// The bytes of a string in an encoding, UTF-8 unless told otherwise.
    pub(crate) fn encode(
        &mut self,
        text: &Value,
        encoding: Option<&str>,
        errors: Option<&str>,
    ) -> PyResult<Vec<u8>> {
        let encoding = self.encoding(encoding, "encode")?;
        encode::encode(self, text, encoding, errors.unwrap_or("strict"))
    }

    /// The text of bytes in an encoding, UTF-8 unless told otherwise.
    pub(crate) fn decode(
        &mut self,
        bytes: &[u8],
        encoding: Option<&str>,
        errors: Option<&str>,
    ) -> PyResult<Wtf8Buf> {
        let encoding = self.encoding(encoding, "decode")?;
        decode::decode(self, bytes, encoding, errors.unwrap_or("strict"))
    }

    fn encoding(&mut self, name: Option<&str>, doing: &str) -> PyResult<Encoding> {
        let Some(name) = name else { return Ok(Encoding::Utf8) };
        Encoding::of_name(name).ok_or_else(|| -> Raised {
            let is_other = NOT_TEXT.contains(&&*name.to_ascii_lowercase().replace('-', "_"));
            let message = if is_other {
                format!("'{name}' is not a text encoding; use codecs.{doing}() to handle arbitrary codecs")
            } else {
                format!("unknown encoding: {name}")
            };
            self.error(Exc::LookupError, message)
        })
    }
}
