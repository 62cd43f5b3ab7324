//! The phases before code generation against tables of a real CPython's answers (`data/`, written by
//! `tests/oracle/front_tables.py`).

#![expect(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use bytescope_bytecode::{Location, Version};
use bytescope_compiler::fold::fold;
use bytescope_compiler::future::FutureFeatures;
use bytescope_compiler::symtable::SymbolTable;
use bytescope_compiler::unparse::unparse;
use bytescope_syntax::ast::{Expr, Mod};
use bytescope_syntax::{ErrorKind, Mode, SyntaxError, parse, with_stack_for};

/// The lines of a table: question, tab, answer.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let (_header, table) = table.split_once('\n').unwrap();
    table.lines().map(|line| line.split_once('\t').unwrap())
}

fn expression(module: &Mod) -> &Expr {
    let Mod::Expression { body } = module else { unreachable!("eval makes an Expression") };
    body
}

fn text(expression: &Expr) -> String {
    unparse(expression).unwrap().into_string().unwrap()
}

#[test]
fn folds_as_cpython() {
    for (source, expected) in rows(include_str!("data/fold.tsv")) {
        let mut module = parse(source, Mode::Eval, Version::V3_13_0).unwrap().module().clone();
        fold(&mut module, 1, &FutureFeatures::default()).unwrap();
        assert_eq!(text(expression(&module)), expected, "{source}");
    }
}

#[test]
fn unparses_as_cpython() {
    for (source, expected) in rows(include_str!("data/unparse.tsv")) {
        let parsed = parse(source, Mode::Eval, Version::V3_13_0).unwrap();
        assert_eq!(text(expression(parsed.module())), expected, "{source}");
    }
}

#[test]
fn resolves_names_as_cpython() {
    let (_header, programs) = include_str!("data/scopes.txt").split_once("====\n").unwrap();
    for program in programs.split("====\n") {
        let (source, expected) = program.split_once("----\n").unwrap();
        let table = symbol_table(source).unwrap_or_else(|SyntaxError { message, location, .. }| {
            let Location { lineno, col_offset, end_lineno, end_col_offset } = location;
            let end = if end_lineno < 0 { String::new() } else { format!("-{end_lineno}:{end_col_offset}") };
            format!("{lineno}:{col_offset}{end} {message}\n")
        });
        assert_eq!(table, expected, "{source}");
    }
}

fn symbol_table(source: &str) -> Result<String, SyntaxError> {
    let parsed = parse(source, Mode::Exec, Version::V3_13_0)?;
    let future = FutureFeatures::of(parsed.module())?;
    Ok(SymbolTable::build(parsed.module(), &future)?.to_string())
}

#[test]
fn as_deep_as_cpython() {
    // The most terms, and one more, that CPython 3.13.0 compiles in a script on a usual 64-bit machine.
    for (terms, expected) in [(9_997, None), (9_998, Some(ErrorKind::RecursionError))] {
        let source = vec!["a"; terms].join("+");
        let parsed = parse(&source, Mode::Exec, Version::V3_13_0).unwrap();
        with_stack_for(parsed.depth, || {
            let future = FutureFeatures::default();
            assert_eq!(
                fold(&mut parsed.module().clone(), 0, &future).err().map(|error| error.kind),
                expected
            );
            assert_eq!(SymbolTable::build(parsed.module(), &future).err().map(|error| error.kind), expected);
        });
    }
}
