//! Text in another encoding than UTF-8, by the names that Python knows the encodings under.
//!
//! The tables come from `encoding_rs`, whose encodings are the web's. They are Python's too, with two
//! exceptions: the web reads Latin-1 and ASCII as windows-1252, so those are decoded here; and it gives
//! every undefined byte of a Windows code page a control character, where Python refuses the byte.

use bytescope_bytecode::Location;
use encoding_rs::Encoding;

use super::utf8;
use crate::SyntaxError;

/// Decodes `bytes` from the encoding that a cookie calls `name`.
pub(super) fn decode(bytes: &[u8], name: &str) -> Result<String, SyntaxError> {
    let refuse = |message: String| SyntaxError::new(message, Location::NONE);
    match &*alias(name) {
        "latin_1" => Ok(bytes.iter().map(|&byte| char::from(byte)).collect()),
        "ascii" => match bytes.iter().position(|byte| !byte.is_ascii()) {
            None => Ok(bytes.iter().map(|&byte| char::from(byte)).collect()),
            Some(at) => Err(refuse(format!(
                "'ascii' codec can't decode byte {:#04x} in position {at}: ordinal not in range(128)",
                bytes[at]
            ))),
        },
        "utf_8" => String::from_utf8(bytes.to_vec())
            .map_err(|error| refuse(utf8::describe(error.as_bytes()).unwrap_or_default())),
        codec => match Encoding::for_label(label(codec).as_bytes()) {
            None => Err(refuse(format!("unknown encoding: {name}"))),
            Some(encoding) => decode_with(encoding, codec, bytes).map_err(refuse),
        },
    }
}

fn decode_with(encoding: &'static Encoding, codec: &str, bytes: &[u8]) -> Result<String, String> {
    let is_code_page = encoding.name().starts_with("windows-");
    let undefined = |char: char| is_code_page && ('\u{80}'..='\u{9f}').contains(&char);
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes)
        && !text.contains(undefined)
    {
        return Ok(text.into_owned());
    }
    if encoding.is_single_byte() {
        let is_wrong = |byte: &u8| {
            let byte = [*byte];
            let text = encoding.decode_without_bom_handling_and_without_replacement(&byte);
            text.is_none_or(|text| text.contains(undefined))
        };
        let at = bytes.iter().position(is_wrong).unwrap_or_default();
        let byte = bytes.get(at).copied().unwrap_or_default();
        return Err(format!(
            "'charmap' codec can't decode byte {byte:#04x} in position {at}: character maps to <undefined>"
        ));
    }
    // The shortest beginning that cannot be decoded ends with the character that is wrong.
    let good =
        |len: usize| encoding.decode_without_bom_handling_and_without_replacement(&bytes[..len]).is_some();
    let mut at = 0;
    let mut step = bytes.len();
    while step > 0 {
        while at + step <= bytes.len() && good(at + step) {
            at += step;
        }
        step /= 2;
    }
    let byte = bytes.get(at).copied().unwrap_or_default();
    Err(format!("'{codec}' codec can't decode byte {byte:#04x} in position {at}: illegal multibyte sequence"))
}

/// Python's own name for the codec (`encodings.aliases`), for those that have their decoder here.
fn alias(name: &str) -> String {
    let mut normal = String::with_capacity(name.len());
    for char in name.chars() {
        if char.is_ascii_alphanumeric() || char == '.' {
            normal.push(char.to_ascii_lowercase());
        } else if !normal.ends_with('_') {
            normal.push('_');
        }
    }
    let known = match &*normal {
        "8859" | "cp819" | "csisolatin1" | "ibm819" | "iso8859" | "iso8859_1" | "iso_8859_1"
        | "iso_8859_1_1987" | "iso_ir_100" | "l1" | "latin" | "latin1" | "latin_1" => "latin_1",
        "646" | "ansi_x3.4_1968" | "ansi_x3_4_1968" | "ansi_x3.4_1986" | "ascii" | "cp367" | "csascii"
        | "ibm367" | "iso646_us" | "iso_646.irv_1991" | "iso_ir_6" | "us" | "us_ascii" => "ascii",
        "cp65001" | "u8" | "utf" | "utf8" | "utf8_ucs2" | "utf8_ucs4" | "utf_8" => "utf_8",
        _ => return normal,
    };
    known.to_owned()
}

/// The web's label for a name of Python's, where it is another.
fn label(codec: &str) -> String {
    match codec {
        "eucjp" | "ujis" | "u_jis" | "euc_jp" => "euc-jp".into(),
        "euckr" | "euc_kr" | "korean" | "uhc" | "cp949" | "949" | "ms949" => "euc-kr".into(),
        "932" | "cp932" | "ms932" | "mskanji" | "ms_kanji" | "s_jis" | "windows_31j" | "shift_jis"
        | "shiftjis" | "sjis" => "shift_jis".into(),
        "936" | "cp936" | "ms936" | "euc_cn" | "euccn" => "gbk".into(),
        "gb18030_2000" => "gb18030".into(),
        "950" | "cp950" | "ms950" | "big5_tw" | "big5_hkscs" | "hkscs" => "big5".into(),
        "866" => "ibm866".into(),
        "mac_roman" | "macroman" => "macintosh".into(),
        "mac_cyrillic" | "maccyrillic" => "x-mac-cyrillic".into(),
        "koi8_r" => "koi8-r".into(),
        "koi8_u" => "koi8-u".into(),
        "iso2022jp" | "iso2022_jp" | "iso_2022_jp" => "iso-2022-jp".into(),
        "1250" | "1251" | "1252" | "1253" | "1254" | "1255" | "1256" | "1257" | "1258" => {
            format!("windows-{codec}")
        }
        _ => match codec.strip_prefix("iso8859_").or_else(|| codec.strip_prefix("iso_8859_")) {
            Some(part) => format!("iso-8859-{part}"),
            None => codec.replace("windows_", "windows-"),
        },
    }
}
