//! Which line does an instruction belong to?

use crate::document::Matter;
use crate::markdown::inline_code;
use crate::words::fill;

use super::choice::Choice;
use super::{Made, Scope, path, words_of};

pub(super) fn make(scope: &Scope<'_>, choice: &mut Choice) -> Made {
    let objects = scope.objects();
    let mut places = Vec::new();
    for (at, (object, listing)) in objects.iter().enumerate() {
        let all: Vec<_> = listing.instructions.iter().map(words_of).collect();
        for (index, instruction) in listing.instructions.iter().enumerate() {
            let line = instruction.location.lineno;
            let is_told_apart = all.iter().filter(|words| **words == all[index]).count() == 1;
            // What opens a code object belongs to no line that a reader would name.
            let is_first = line <= object.code.firstlineno && object.parent.is_some();
            if is_told_apart && !is_first && !instruction.meaning.is_empty() && scope.has_line(line) {
                places.push((at, index));
            }
        }
    }
    let (at, index) = *choice.of(&places).ok_or("no instruction occurs once only")?;
    let (object, listing) = &objects[at];
    let wanted = &listing.instructions[index];
    let line = wanted.location.lineno;
    let ask = fill(scope.words.ask_line, &[&inline_code(&path(object)), &inline_code(&words_of(wanted))]);
    let source = scope.program.source.line(line).trim();
    let piece =
        scope.program.source.slice(wanted.location).map(bytescope_explorer::one_line).unwrap_or_default();
    let mut solution = fill(scope.words.tell_line, &[&line.to_string(), &inline_code(source)]);
    if !piece.is_empty() && piece != source {
        solution.push(' ');
        solution.push_str(&fill(scope.words.tell_piece, &[&inline_code(&piece)]));
    }
    Ok((vec![Matter::Text(ask), scope.code_of(object), Matter::Room(1)], vec![Matter::Text(solution)]))
}
