//! `python3.13 -m tokenize`.

use std::fmt::Write as _;

use bytescope_bytecode::repr::repr_of_text;
use bytescope_explorer::Tokens;

/// The text; with `exact` that of `-e`, where operators have names of their own.
pub fn tokens(tokens: &Tokens, exact: bool) -> String {
    let mut out = String::new();
    line(&mut out, [0; 4], "ENCODING", &tokens.encoding);
    for token in &tokens.tokens {
        let place = token.location;
        let range = [place.lineno, token.column, place.end_lineno, token.end_column];
        let name = if exact { token.exact } else { token.kind.name() };
        line(&mut out, range, name, tokens.text(token));
    }
    out
}

fn line(out: &mut String, [line, column, end_line, end_column]: [i32; 4], name: &str, text: &str) {
    let range = format!("{line},{column}-{end_line},{end_column}:");
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{range:<20}{name:<15}{:<15}", repr_of_text(text));
}
