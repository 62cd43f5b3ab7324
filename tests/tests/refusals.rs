//! What CPython refuses is refused, and what it accepts is accepted. The errors of the symbol table and the
//! code generator are CPython's in every word and position; those of the tokenizer and the parser as far as
//! the scoreboard says.
#![expect(clippy::unwrap_used, reason = "these are tests")]

use std::fs;

use bytescope_bytecode::Version;
use bytescope_tests::refusals::{self, COMPILES};
use bytescope_tests::subject;

/// Compares the answers in a file, and returns what is wrong.
fn wrong(file: &str, same: impl Fn(&str, &str) -> bool + Sync) -> String {
    let path = refusals::files().unwrap().into_iter().find(|path| path.ends_with(file)).unwrap();
    let cases = refusals::cases(&fs::read_to_string(path).unwrap());
    let wrong = subject::in_parallel(cases.len(), |index| {
        let case = &cases[index];
        let actual = refusals::answer(&case.program, Version::V3_13_0);
        let program: String = case.program.chars().take(200).collect();
        (!same(&case.answer, &actual))
            .then(|| format!("{program}\n  expected {}\n  found    {actual}\n", case.answer))
    });
    let wrong: Vec<_> = wrong.into_iter().flatten().collect();
    if wrong.is_empty() {
        String::new()
    } else {
        format!("{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"))
    }
}

fn identical(expected: &str, actual: &str) -> bool {
    expected == actual
}

/// Both compile, or neither does.
fn alike(expected: &str, actual: &str) -> bool {
    !actual.starts_with("panicked") && (expected == COMPILES) == (actual == COMPILES)
}

macro_rules! refusals {
    ($($test:ident: $file:literal, $same:ident;)*) => {$(
        #[test]
        fn $test() {
            let wrong = wrong($file, $same);
            assert!(wrong.is_empty(), "{} differs from CPython 3.13.0 in {wrong}", $file);
        }
    )*};
}

refusals! {
    symbol_table: "symtable.txt", identical;
    code_generator: "compiler.txt", identical;
    future_features: "future.txt", identical;
    parser: "syntax.txt", alike;
    tokenizer: "tokens.txt", alike;
}
