//! Put the instructions in order, with two among them that do not belong.

use bytescope_explorer::Instruction;

use crate::document::Matter;
use crate::markdown::inline_code;
use crate::words::fill;

use super::choice::Choice;
use super::{Made, Scope, path, words_of};

/// How many wrong instructions there are at most.
const DISTRACTORS: usize = 2;

pub(super) fn make(scope: &Scope<'_>, choice: &mut Choice) -> Made {
    let objects = scope.objects();
    let mut places = Vec::new();
    for (at, (_, listing)) in objects.iter().enumerate() {
        // Runs of instructions of one line.
        let all = &listing.instructions;
        let mut start = 0;
        for index in 1..=all.len() {
            let line = all[start].location.lineno;
            if all.get(index).is_some_and(|one| one.location.lineno == line) {
                continue;
            }
            let own = &all[start..index];
            let mut words: Vec<_> = own.iter().map(words_of).collect();
            words.sort_unstable();
            words.dedup();
            // Two that look the same would have two right answers.
            let is_clear = words.len() == own.len();
            if is_clear && (4..=10).contains(&own.len()) && scope.has_line(line) {
                places.push((at, start..index));
            }
            start = index;
        }
    }
    let (at, range) =
        choice.of(&places).cloned().ok_or("no line has between 4 and 10 different instructions")?;
    let (object, listing) = &objects[at];
    let own = &listing.instructions[range];
    let line = own[0].location.lineno;
    let right: Vec<_> = own.iter().map(words_of).collect();
    let mut wrong: Vec<_> =
        own.iter().filter_map(distractor).filter(|words| !right.contains(words)).collect();
    choice.shuffle(&mut wrong);
    wrong.truncate(DISTRACTORS);
    wrong.dedup();
    let mut shown: Vec<_> = right.iter().chain(&wrong).cloned().collect();
    choice.shuffle(&mut shown);
    let letter = |words: &String| {
        let index = shown.iter().position(|one| one == words).unwrap_or(0);
        char::from(b'A' + u8::try_from(index).unwrap_or(0)).to_string()
    };
    let source = inline_code(scope.program.source.line(line).trim());
    let ask = fill(
        scope.words.ask_parsons,
        &[&line.to_string(), &inline_code(&path(object)), &source, &wrong.len().to_string()],
    );
    let order: Vec<_> = right.iter().map(letter).collect();
    let too_many: Vec<_> = wrong.iter().map(letter).collect();
    let mut solution = vec![Matter::Text(fill(scope.words.tell_parsons, &[&order.join(", ")]))];
    if !too_many.is_empty() {
        solution.push(Matter::Text(fill(scope.words.tell_distractors, &[&too_many.join(", ")])));
    }
    solution.push(Matter::Verbatim(right.join("\n") + "\n"));
    Ok((vec![Matter::Text(ask), Matter::Choices(shown), Matter::Room(1)], solution))
}

/// What a reader might take for the instruction: the same name from another scope, the other way of a jump.
fn distractor(instruction: &Instruction) -> Option<String> {
    let meaning = &instruction.meaning;
    let (opcode, argument) = match instruction.opcode.name() {
        "LOAD_FAST" | "LOAD_DEREF" => ("LOAD_GLOBAL", meaning.clone()),
        "LOAD_GLOBAL" | "LOAD_NAME" => ("LOAD_FAST", meaning.trim_end_matches(" + NULL").to_owned()),
        "STORE_FAST" => ("STORE_GLOBAL", meaning.clone()),
        "STORE_NAME" | "STORE_GLOBAL" => ("STORE_FAST", meaning.clone()),
        "BINARY_OP" if meaning.ends_with('=') => ("BINARY_OP", meaning.trim_end_matches('=').to_owned()),
        "BINARY_OP" => ("BINARY_OP", format!("{meaning}=")),
        "BINARY_SUBSCR" => ("STORE_SUBSCR", String::new()),
        "STORE_SUBSCR" => ("BINARY_SUBSCR", String::new()),
        "LOAD_ATTR" => ("STORE_ATTR", meaning.clone()),
        "STORE_ATTR" => ("LOAD_ATTR", meaning.clone()),
        "POP_JUMP_IF_FALSE" => ("POP_JUMP_IF_TRUE", meaning.clone()),
        "POP_JUMP_IF_TRUE" => ("POP_JUMP_IF_FALSE", meaning.clone()),
        "RETURN_VALUE" => ("RETURN_CONST", "None".to_owned()),
        "RETURN_CONST" => ("RETURN_VALUE", String::new()),
        "POP_TOP" => ("COPY", "no. 1 from top".to_owned()),
        "CALL" => ("CALL_KW", meaning.clone()),
        "BUILD_LIST" => ("BUILD_TUPLE", meaning.clone()),
        "BUILD_TUPLE" => ("BUILD_LIST", meaning.clone()),
        _ => return None,
    };
    Some(format!("{opcode} {argument}").trim_end().to_owned())
}
