//! What is on the stack after an instruction?

use crate::document::Matter;
use crate::markdown::inline_code;
use crate::words::fill;

use super::choice::Choice;
use super::{Made, Scope, path, words_of};

pub(super) fn make(scope: &Scope<'_>, choice: &mut Choice) -> Made {
    let objects = scope.objects();
    let mut places = Vec::new();
    for (at, (_, listing)) in objects.iter().enumerate() {
        for (index, instruction) in listing.instructions.iter().enumerate() {
            let depth = instruction.stack.as_ref().map_or(0, bytescope_explorer::Stack::depth);
            // One value says too little, eight are tedious.
            if (2..8).contains(&depth) && scope.has_line(instruction.location.lineno) {
                places.push((at, index));
            }
        }
    }
    let (at, index) = *choice.of(&places).ok_or("no instruction leaves two values or more on the stack")?;
    let (object, listing) = &objects[at];
    let wanted = &listing.instructions[index];
    let line = wanted.location.lineno;
    // The instructions of the line, from the last time it began.
    let start = (0..=index).rev().take_while(|at| listing.instructions[*at].location.lineno == line).last();
    let rest = listing.instructions[start.unwrap_or(index)..].iter();
    let shown = rest.take_while(|instruction| instruction.location.lineno == line);
    let rows: Vec<_> = shown
        .map(|instruction| {
            let mark = if instruction.offset == wanted.offset { '▸' } else { ' ' };
            let row = format!("{mark} {:<21} {}", instruction.opcode.name(), instruction.meaning);
            format!("{}\n", row.trim_end())
        })
        .collect();
    let ask = fill(
        scope.words.ask_stack,
        &[&line.to_string(), &inline_code(&path(object)), &inline_code(&words_of(wanted))],
    );
    let values = wanted.stack.as_ref().map(bytescope_explorer::Stack::bottom_up).unwrap_or_default();
    let values: Vec<_> = values.iter().map(|value| inline_code(&value.text)).collect();
    let solution = fill(scope.words.tell_stack, &[&values.join(", ")]);
    Ok((
        vec![Matter::Text(ask), scope.code_of(object), Matter::Verbatim(rows.concat()), Matter::Room(1)],
        vec![Matter::Text(solution)],
    ))
}
