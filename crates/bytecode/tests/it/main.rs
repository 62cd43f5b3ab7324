//! The decoders and encoders against what a real CPython printed (`tests/goldens`, which say which one), and
//! against themselves.

mod listing_of_sample;
mod locations;
mod malformed;
mod older;
mod opcodes;
mod pyc;
mod round_trips;
mod values;

use std::path::PathBuf;

/// The contents of a golden file.
fn golden(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/goldens").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The lines of a golden text, without the first, which says who printed it.
fn golden_lines(name: &str) -> Vec<String> {
    let text = String::from_utf8(golden(name)).expect("goldens are UTF-8");
    text.lines().skip(1).map(str::to_owned).collect()
}

fn from_hex(hex: &str) -> Vec<u8> {
    let digits: Vec<char> = hex.chars().filter(char::is_ascii_hexdigit).collect();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(&pair.iter().collect::<String>(), 16).expect("hex digits"))
        .collect()
}
