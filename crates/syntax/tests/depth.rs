//! Nesting, as deep as CPython 3.13.0 goes and deeper: an answer or its error, on a small stack.
#![expect(clippy::unwrap_used, reason = "these are tests")]

use bytescope_bytecode::Version;
use bytescope_syntax::{ErrorKind, Mode, dump, parse, tokens, with_stack_for};

/// Runs on a stack that is smaller than any main thread's.
fn refusal(source: &str) -> Option<(ErrorKind, String)> {
    let source = source.to_owned();
    let thread = std::thread::Builder::new().stack_size(512 * 1024).spawn(move || {
        match parse(&source, Mode::Exec, Version::V3_13_0) {
            Ok(parsed) => {
                with_stack_for(parsed.depth, || dump(parsed.module()));
                None
            }
            Err(error) => Some((error.kind, error.message)),
        }
    });
    thread.unwrap().join().unwrap()
}

fn nested_fstrings(depth: usize) -> String {
    (0..depth).fold("1".to_owned(), |inner, _| format!("f'{{{inner}}}'"))
}

fn nested_functions(depth: usize) -> String {
    let mut source: String = (0..depth).map(|indent| " ".repeat(indent) + "def f():\n").collect();
    source.push_str(&(" ".repeat(depth) + "pass\n"));
    source
}

#[test]
fn as_deep_as_cpython() {
    for source in [
        "(".repeat(200) + "1" + &")".repeat(200),
        "[".repeat(200) + &"]".repeat(200),
        "1".to_owned() + &"+1".repeat(9_990),
        "a".to_owned() + &".b".repeat(9_990),
        "a".to_owned() + &"()".repeat(9_990),
        "a".to_owned() + &"[0]".repeat(9_990),
        "not ".repeat(5_960) + "1",
        "~".repeat(5_960) + "1",
        "1".to_owned() + &"**1".repeat(2_980),
        "lambda:".repeat(2_980) + "1",
        "a if b else ".repeat(5_960) + "c",
        "if a:0\n".to_owned() + &"elif a:0\n".repeat(5_960),
        "a".to_owned() + &" and a".repeat(100_000),
        "a".to_owned() + &" < a".repeat(100_000),
        "a,".repeat(100_000),
        "a=".repeat(100_000) + "1",
        "'a' ".repeat(100_000),
        "-1,".repeat(100_000),
        "[".to_owned() + &"-1,".repeat(100_000) + "]",
        "[".to_owned() + &"lambda: not a,".repeat(20_000) + "]",
        nested_functions(99),
        nested_fstrings(149),
    ] {
        let shown = source.get(..40).unwrap_or(&source);
        assert_eq!(refusal(&source), None, "{shown}…");
    }
}

#[test]
fn deeper_than_cpython() {
    let brackets = (ErrorKind::SyntaxError, "too many nested parentheses");
    let parser = (ErrorKind::MemoryError, "Parser stack overflowed - Python source too complex to parse");
    let recursion = (ErrorKind::RecursionError, "maximum recursion depth exceeded during compilation");
    let indents = (ErrorKind::IndentationError, "too many levels of indentation");
    let unmatched = (ErrorKind::SyntaxError, "unmatched ')'");
    let fstrings = (ErrorKind::SyntaxError, "too many nested f-strings");
    for (source, (kind, message)) in [
        ("(".repeat(201) + "1" + &")".repeat(201), brackets),
        ("(".repeat(100_000) + "1" + &")".repeat(100_000), brackets),
        ("[".repeat(2_000_000), brackets),
        ("{".repeat(1_000), brackets),
        ("a[".repeat(100_000), brackets),
        ("x = 1\n".repeat(20_000) + &"f(".repeat(100_000), brackets),
        ("not ".repeat(6_000) + "1", parser),
        ("not ".repeat(1_000_000) + "1", parser),
        ("-".repeat(3_000_000) + "1", parser),
        ("1".to_owned() + &"**1".repeat(3_000), parser),
        ("1".to_owned() + &"**-1".repeat(500_000), parser),
        ("lambda:".repeat(3_000) + "1", parser),
        ("lambda x, y:".repeat(300_000) + "1", parser),
        ("a if b else ".repeat(6_000) + "c", parser),
        ("a if b else ".repeat(300_000) + "c", parser),
        ("if a:0\n".to_owned() + &"elif a:0\n".repeat(6_000), parser),
        ("if a:0\n".to_owned() + &"elif a:0\n".repeat(300_000), parser),
        ("1".to_owned() + &"+1".repeat(10_000), recursion),
        ("1".to_owned() + &"+1".repeat(1_000_000), recursion),
        ("(".to_owned() + &"a(1+".repeat(100) + "1" + &"+1".repeat(1_000_000) + &")".repeat(101), recursion),
        ("a".to_owned() + &".b".repeat(1_000_000), recursion),
        ("a".to_owned() + &"()".repeat(1_000_000), recursion),
        ("a".to_owned() + &"[0]".repeat(1_000_000), recursion),
        ("a".to_owned() + &".b".repeat(1_000_000) + ")", unmatched),
        ("[a for a in 1".to_owned() + &"+1".repeat(1_000_000) + "])", unmatched),
        (nested_functions(100), indents),
        (nested_functions(1_000), indents),
        (nested_fstrings(150), fstrings),
        (nested_fstrings(199), fstrings),
    ] {
        let shown = source.get(..40).unwrap_or(&source);
        assert_eq!(refusal(&source), Some((kind, message.to_owned())), "{shown}…");
    }
}

#[test]
fn tokens_of_deep_sources() {
    for source in ["(".repeat(300_000), "not ".repeat(300_000), nested_functions(300)] {
        assert!(!tokens(&source).is_empty());
    }
}
