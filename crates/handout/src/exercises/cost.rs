//! How many instructions does a line cost, and why?

use crate::document::{Cell, Matter};
use crate::markdown::inline_code;
use crate::words::fill;

use super::choice::Choice;
use super::{Made, Scope};

pub(super) fn make(scope: &Scope<'_>, choice: &mut Choice) -> Made {
    let objects = scope.objects();
    let mut places = Vec::new();
    for (at, (_, listing)) in objects.iter().enumerate() {
        let mut lines: Vec<_> = listing.instructions.iter().map(|one| one.location.lineno).collect();
        lines.sort_unstable();
        lines.dedup();
        for line in lines.into_iter().filter(|line| scope.has_line(*line)) {
            let count = listing.instructions.iter().filter(|one| one.location.lineno == line).count();
            if (3..=14).contains(&count) {
                places.push((at, line));
            }
        }
    }
    let (at, line) = *choice.of(&places).ok_or("no line has between 3 and 14 instructions")?;
    let (object, listing) = &objects[at];
    let own: Vec<_> = listing.instructions.iter().filter(|one| one.location.lineno == line).collect();
    let source = inline_code(scope.program.source.line(line).trim());
    let ask = fill(scope.words.ask_cost, &[&line.to_string(), &source]);
    let mut solution = fill(scope.words.tell_cost, &[&own.len().to_string()]);
    if let Some(ran) = &scope.program.ran {
        let profile = &ran.profile;
        let of_line =
            profile.lines.iter().filter(|(file, at, ..)| *file == scope.program.filename && *at == line);
        let executed: u64 = of_line.map(|(.., count)| count).sum();
        solution.push(' ');
        solution.push_str(&fill(scope.words.tell_executed, &[&executed.to_string()]));
    }
    let rows = own.iter().map(|one| {
        let sentence = one.opcode.description().map_or("", |words| words.summary);
        vec![
            Cell::Code(one.opcode.name().to_owned()),
            Cell::Code(one.meaning.clone()),
            Cell::Words(sentence.to_owned()),
        ]
    });
    let words = scope.words;
    let head = [words.instruction, words.argument, words.what_it_does].map(str::to_owned).to_vec();
    Ok((
        vec![Matter::Text(ask), scope.code_of(object), Matter::Room(2)],
        vec![Matter::Text(solution), Matter::Table { head, rows: rows.collect() }],
    ))
}
