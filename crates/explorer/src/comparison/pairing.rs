//! Which code object stands beside which, and what besides the instructions differs between them.

use std::sync::Arc;

use bytescope_bytecode::{CodeFlags, CodeObject, Constant};

use super::align::partners;
use super::{Aligned, Change, FieldChange, Part};
use crate::code::{ExceptionRange, Instruction, Local};
use crate::meaning::brief;

/// A code object of either side, or of both.
type Couple = (Option<Arc<CodeObject>>, Option<Arc<CodeObject>>);

/// All code objects, each before those inside it.
pub(super) fn pairs(left: &Arc<CodeObject>, right: &Arc<CodeObject>) -> Vec<Couple> {
    let mut pairs = Vec::new();
    let mut waiting: Vec<Couple> = vec![(Some(left.clone()), Some(right.clone()))];
    while let Some((left, right)) = waiting.pop() {
        let mut inside = nested(left.as_ref(), right.as_ref());
        inside.reverse();
        waiting.extend(inside);
        pairs.push((left, right));
    }
    pairs
}

/// Those directly inside: of the same name first, then of the same kind, in order.
fn nested(left: Option<&Arc<CodeObject>>, right: Option<&Arc<CodeObject>>) -> Vec<Couple> {
    let mut others: Vec<Option<Arc<CodeObject>>> = children(right).map(Some).collect();
    let own: Vec<_> = children(left).collect();
    let mut found: Vec<Option<usize>> = Vec::new();
    let taken = |found: &[Option<usize>], index: usize| found.contains(&Some(index));
    for code in &own {
        let same = |(index, other): (usize, &Option<Arc<CodeObject>>)| {
            let same = other.as_ref().is_some_and(|other| other.name == code.name);
            (same && !taken(&found, index)).then_some(index)
        };
        let index = others.iter().enumerate().find_map(same);
        found.push(index);
    }
    for (at, code) in own.iter().enumerate() {
        if found[at].is_none() {
            let alike = |(index, other): (usize, &Option<Arc<CodeObject>>)| {
                let other = other.as_ref()?;
                // A name that both sides have belongs to its namesake.
                let free = !taken(&found, index) && own.iter().all(|own| own.name != other.name);
                (free && is_class(other) == is_class(code)).then_some(index)
            };
            let index = others.iter().enumerate().find_map(alike);
            found[at] = index;
        }
    }
    let mut couples: Vec<Couple> = Vec::new();
    for (code, index) in own.into_iter().zip(found) {
        couples.push((Some(code), index.and_then(|index| others[index].take())));
    }
    couples.extend(others.into_iter().flatten().map(|other| (None, Some(other))));
    couples
}

fn children(code: Option<&Arc<CodeObject>>) -> impl Iterator<Item = Arc<CodeObject>> {
    code.into_iter().flat_map(|code| &code.consts).filter_map(|constant| match constant {
        Constant::Code(code) => Some(code.clone()),
        _ => None,
    })
}

fn is_class(code: &CodeObject) -> bool {
    !code.flags.contains(CodeFlags::OPTIMIZED)
}

/// What differs besides the instructions. Lines count only if both come from the same text.
pub(super) fn fields(left: &Part, right: &Part, rows: &[Aligned], same_text: bool) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    let mut list = |field: &'static str, [left, right]: [Vec<String>; 2]| {
        if left != right {
            // What both have is no news; if only the order is another, all of it is.
            let [only_left, only_right] = [without(&left, &right), without(&right, &left)];
            let only_order = only_left.is_empty() && only_right.is_empty();
            let [left, right] = if only_order { [left, right] } else { [only_left, only_right] };
            changes.push(FieldChange { field, left, right });
        }
    };
    let both = [left, right];
    list("consts", both.map(|part| part.code.consts.iter().map(brief).collect()));
    list("names", both.map(|part| part.code.names.iter().map(ToString::to_string).collect()));
    list("locals", both.map(|part| part.disassembly.locals.iter().map(local).collect()));
    list("flags", both.map(|part| flags(&part.code)));
    list("arguments", both.map(|part| arguments(&part.code)));
    list("stack size", both.map(|part| vec![part.code.stacksize.to_string()]));
    list("exceptions", handlers(left, right, rows));
    if same_text {
        list("lines", lines(left, right, rows));
    }
    changes
}

/// What only the first list has, counted.
fn without(list: &[String], other: &[String]) -> Vec<String> {
    let mut rest = other.to_vec();
    let missing = list.iter().filter(|item| match rest.iter().position(|other| other == *item) {
        Some(index) => {
            rest.swap_remove(index);
            false
        }
        None => true,
    });
    missing.cloned().collect()
}

fn local(local: &Local) -> String {
    let kinds = [(local.cell, " (cell)"), (local.free, " (free)"), (local.hidden, " (hidden)")];
    let kind = kinds.into_iter().find_map(|(has, kind)| has.then_some(kind)).unwrap_or("");
    format!("{}{kind}", local.name)
}

fn flags(code: &CodeObject) -> Vec<String> {
    code.flags.iter_names().map(|(name, _)| name.to_owned()).collect()
}

fn arguments(code: &CodeObject) -> Vec<String> {
    let counts = [
        (code.argcount, "positional"),
        (code.posonlyargcount, "positional-only"),
        (code.kwonlyargcount, "keyword-only"),
    ];
    counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, kind)| format!("{count} {kind}"))
        .collect()
}

/// The exception tables, if they differ in more than places where the instructions do.
fn handlers(left: &Part, right: &Part, rows: &[Aligned]) -> [Vec<String>; 2] {
    let partner = partners(rows);
    let index = |part: &Part, offset: u32| {
        part.disassembly.instructions.partition_point(|instruction| instruction.end_offset <= offset)
    };
    // An end is the place of the last instruction before it.
    let places = |part: &Part, range: &ExceptionRange| {
        [range.start, range.end.saturating_sub(1), range.target].map(|offset| index(part, offset))
    };
    let same = |(one, other): (&ExceptionRange, &ExceptionRange)| {
        let mut places = places(left, one).into_iter().zip(places(right, other));
        (one.depth, one.lasti) == (other.depth, other.lasti)
            && places.all(|(one, other)| partner.get(&one).is_none_or(|partner| *partner == other))
    };
    let [one, other] = [left, right].map(|part| &part.disassembly.exceptions);
    if one.len() == other.len() && one.iter().zip(other).all(same) {
        return [Vec::new(), Vec::new()];
    }
    [left, right].map(|part| {
        let label = |offset: u32| {
            part.disassembly.label_at(offset).map_or_else(|| "end".to_owned(), |label| format!("L{label}"))
        };
        let ranges = part.disassembly.exceptions.iter().map(|range| {
            let lasti = if range.lasti { " lasti" } else { "" };
            let [start, end, target] = [range.start, range.end, range.target].map(label);
            format!("{start} to {end} goes to {target} at depth {}{lasti}", range.depth)
        });
        ranges.collect()
    })
}

/// Instructions that are the same but for their place in the text.
fn lines(left: &Part, right: &Part, rows: &[Aligned]) -> [Vec<String>; 2] {
    let [old, new] = [left, right].map(|part| &part.disassembly.instructions);
    let text =
        |instruction: &Instruction| format!("{} {:?}", instruction.opcode.name(), instruction.location);
    let mut places = [Vec::new(), Vec::new()];
    for row in rows.iter().filter(|row| row.change == Change::Same) {
        if let (Some(left), Some(right)) = (row.left, row.right)
            && old[left].location != new[right].location
        {
            places[0].push(text(&old[left]));
            places[1].push(text(&new[right]));
        }
    }
    places
}
