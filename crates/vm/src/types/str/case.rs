//! Letters large and small.
//!
//! A capital sigma at the end of a word becomes the final one; no other mapping looks at its neighbours.

use rustpython_wtf8::{CodePoint, Wtf8Buf};

use crate::call::Args;
use crate::objects::Str;
use crate::types::{Def, unicode};
use crate::{PyResult, Vm};

const UNARY: &str = "($self, /)";
const SIGMA: char = '\u{3A3}';

pub(super) const METHODS: &[Def] = &[
    Def::method("lower", UNARY, |vm, args| map(vm, &args, push_lower, str::to_ascii_lowercase)),
    Def::method("upper", UNARY, |vm, args| {
        map(vm, &args, |out, _, _, char| unicode::push_upper(out, char), str::to_ascii_uppercase)
    }),
    Def::method("casefold", UNARY, |vm, args| {
        map(vm, &args, |out, _, _, char| unicode::push_folded(out, char), str::to_ascii_lowercase)
    }),
    Def::method("swapcase", UNARY, |vm, args| map_points(vm, &args, swap)),
    Def::method("capitalize", UNARY, |vm, args| {
        map_points(vm, &args, |out, points, place, char| {
            if place == 0 { unicode::push_title(out, char) } else { push_lower(out, points, place, char) }
        })
    }),
    Def::method("title", UNARY, |vm, args| {
        map_points(vm, &args, |out, points, place, char| {
            let after_cased = place > 0 && points[place - 1].is_char_and(unicode::is_cased);
            if after_cased { push_lower(out, points, place, char) } else { unicode::push_title(out, char) }
        })
    }),
];

/// Appends what becomes of the character at a place.
type Push = fn(&mut Wtf8Buf, &[CodePoint], usize, char);

fn map(vm: &mut Vm, args: &Args<'_>, push: Push, ascii: fn(&str) -> String) -> PyResult {
    let text = vm.native::<Str>(&args[0])?;
    match text.as_str() {
        Some(text) if text.is_ascii() => Ok(vm.str_from(Wtf8Buf::from_string(ascii(text)))),
        _ => map_points(vm, args, push),
    }
}

fn map_points(vm: &mut Vm, args: &Args<'_>, push: Push) -> PyResult {
    let text = vm.native::<Str>(&args[0])?.wtf8();
    let points: Vec<CodePoint> = text.code_points().collect();
    let mut out = Wtf8Buf::with_capacity(text.len());
    for (place, point) in points.iter().enumerate() {
        match point.to_char() {
            Some(char) => push(&mut out, &points, place, char),
            None => out.push(*point),
        }
    }
    Ok(vm.str_from(out))
}

fn push_lower(out: &mut Wtf8Buf, points: &[CodePoint], place: usize, char: char) {
    if char != SIGMA {
        return unicode::push_lower(out, char);
    }
    out.push_char(if is_final(points, place) { 'ς' } else { 'σ' });
}

/// Whether a sigma ends a word: a letter with case comes before and none after, ignorable ones aside.
fn is_final(points: &[CodePoint], place: usize) -> bool {
    let counts = |point: &&CodePoint| !point.is_char_and(unicode::is_case_ignorable);
    let is_cased = |point: &CodePoint| point.is_char_and(unicode::is_cased);
    points[..place].iter().rev().find(counts).is_some_and(is_cased)
        && !points[place + 1..].iter().find(counts).is_some_and(is_cased)
}

fn swap(out: &mut Wtf8Buf, points: &[CodePoint], place: usize, char: char) {
    if unicode::is_upper(char) {
        push_lower(out, points, place, char);
    } else if unicode::is_lower(char) {
        unicode::push_upper(out, char);
    } else {
        out.push_char(char);
    }
}
