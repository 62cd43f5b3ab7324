//! Any text and any bytes have an answer: nothing panics, whatever is wrong.

use bytescope_bytecode::Version;
use bytescope_syntax::{Mode, decode, dump, normalize, parse, tokens, with_stack_for};
use proptest::prelude::*;

/// Pieces that errors are made of.
const PIECES: [&str; 72] = [
    "(", ")", "[", "]", "{", "}", "f'", "'", "\"", "f\"\"\"", "\"\"\"", "rf'", "b'", "u'", "\\", "\\N{",
    "\\x", "\\u12", "\n", "\n    ", "\n\t", "\n  ", "\t", " ", ":", ";", ",", ".", "...", "=", "==", ":=",
    "!", "!r", "!=", "*", "**", "@", "->", "-", "~", "#", "0x", "0o8", "1_", "1e+", "007", "12a", "1.5j",
    "if ", "elif ", "else", "def f", "class A", "lambda ", "match ", "case ", "type ", "async ", "await ",
    "yield ", "for ", " in ", "not ", "import ", "from ", "print ", "try:", "except", "\u{e9}", "\u{20ac}",
    "\u{a0}",
];

fn exercise(text: &str) {
    for mode in [Mode::Exec, Mode::Eval, Mode::Single] {
        if let Ok(parsed) = parse(text, mode, Version::LATEST) {
            with_stack_for(parsed.depth, || dump(parsed.module()));
        }
    }
    assert!(!tokens(text).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in any::<String>()) {
        exercise(&text);
        if let Ok(normal) = normalize(&text) {
            exercise(&normal);
        }
    }

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        if let Ok(text) = decode(&bytes) {
            exercise(&text);
        }
    }

    #[test]
    fn nearly_python(pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..14)) {
        exercise(&pieces.concat());
    }
}
