//! Two programs side by side, their instructions aligned.

use bytescope_explorer::Exploration;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::document::{ComparedInstruction, ComparedObject, Comparison, Program};

/// Compares the code objects of two programs in their order, or only those of one name.
pub(crate) fn compare(left: &Program, right: &Program, only: Option<&str>) -> Comparison {
    let mut sides = [left, right].map(|program| objects(program.exploration.as_ref(), only).into_iter());
    let mut objects = Vec::new();
    loop {
        let [left, right] = sides.each_mut().map(Iterator::next);
        if left.is_none() && right.is_none() {
            break;
        }
        objects.push(pair(left.unwrap_or_default(), right.unwrap_or_default()));
    }
    let total = |side: usize| objects.iter().map(|object: &ComparedObject| object.counts[side]).sum();
    let totals = [total(0), total(1)];
    let name = |program: &Program| program.name.clone().unwrap_or_else(|| program.filename.clone());
    Comparison { names: [name(left), name(right)], version: left.version, objects, totals }
}

type Side = (String, Vec<ComparedInstruction>);

fn objects(exploration: Option<&Exploration>, only: Option<&str>) -> Vec<Side> {
    let Some(exploration) = exploration else { return Vec::new() };
    let chosen =
        exploration.objects.iter().filter(|object| only.is_none_or(|name| object.code.goes_by(name)));
    let sides = chosen.filter_map(|object| {
        let listing = exploration.disassemble(object).ok()?;
        let instructions = listing.instructions.into_iter().map(|instruction| ComparedInstruction {
            line: instruction.location.lineno,
            opcode: instruction.opcode.name(),
            meaning: instruction.meaning,
        });
        Some((object.code.qualname.replace("<locals>.", ""), instructions.collect()))
    });
    sides.collect()
}

fn pair((left_name, left): Side, (right_name, right): Side) -> ComparedObject {
    let words = |side: &[ComparedInstruction]| {
        side.iter().map(|one| (one.opcode, one.meaning.clone())).collect::<Vec<_>>()
    };
    let mut rows = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &words(&left), &words(&right)) {
        let (old, new) = (op.old_range(), op.new_range());
        // What differs stands side by side as long as both have something.
        let height = old.len().max(new.len());
        for index in 0..height {
            let at = |range: &std::ops::Range<usize>| range.clone().nth(index);
            rows.push([
                at(&old).and_then(|index| left.get(index).cloned()),
                at(&new).and_then(|index| right.get(index).cloned()),
            ]);
        }
        debug_assert!(!matches!(op, DiffOp::Equal { .. }) || old.len() == new.len());
    }
    ComparedObject { names: [left_name, right_name], rows, counts: [left.len(), right.len()] }
}
