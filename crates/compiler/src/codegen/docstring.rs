//! Docstrings: finding them, and cleaning their indentation as 3.13 does.

use std::borrow::Cow;

use bytescope_bytecode::{Constant, Location};
use bytescope_syntax::ast::{ExprKind, Stmt, StmtKind};
use rustpython_wtf8::{Wtf8, Wtf8Buf};

/// The docstring of a body, if its first statement is a string (`_PyAST_GetDocString`).
pub(super) fn of_body(body: &[Stmt]) -> Option<(&Wtf8, Location)> {
    let StmtKind::Expr { value } = &body.first()?.kind else { return None };
    match &value.kind {
        ExprKind::Constant { value: Constant::Str(text), .. } => Some((text, value.location)),
        _ => None,
    }
}

/// Expands tabs and takes off the indentation that all lines but the first share
/// (`_PyCompile_CleanDoc`).
///
/// Unlike `inspect.cleandoc`, blank lines at the start and end stay.
pub(super) fn clean(text: &Wtf8) -> Constant {
    let text = text.as_bytes();
    let text = if text.contains(&b'\t') { Cow::Owned(expand_tabs(text)) } else { Cow::Borrowed(text) };
    let mut lines = text.split(|&byte| byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let margin = lines.clone().filter_map(indentation).min().unwrap_or(0);

    let mut cleaned = Vec::with_capacity(text.len());
    cleaned.extend_from_slice(&first[first.iter().take_while(|&&byte| byte == b' ').count()..]);
    for line in lines {
        cleaned.push(b'\n');
        // A line shorter than the margin is all spaces.
        cleaned.extend_from_slice(line.get(margin..).unwrap_or_default());
    }
    // Only ASCII was taken away, so what is left is well formed.
    Constant::Str(Wtf8Buf::from_bytes(cleaned).unwrap_or_default())
}

/// The number of leading spaces of a line that is not blank.
fn indentation(line: &[u8]) -> Option<usize> {
    line.iter().position(|&byte| byte != b' ')
}

/// `str.expandtabs()`: tab stops every eight columns, which count characters.
fn expand_tabs(text: &[u8]) -> Vec<u8> {
    let mut expanded = Vec::with_capacity(text.len());
    let mut column = 0_usize;
    for &byte in text {
        match byte {
            b'\t' => {
                let width = 8 - column % 8;
                expanded.resize(expanded.len() + width, b' ');
                column += width;
            }
            b'\n' | b'\r' => {
                expanded.push(byte);
                column = 0;
            }
            _ => {
                expanded.push(byte);
                // Continuation bytes belong to a character already counted.
                column += usize::from(byte & 0xC0 != 0x80);
            }
        }
    }
    expanded
}
