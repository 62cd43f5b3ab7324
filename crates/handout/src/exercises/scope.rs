//! Which scope answers for a name? Asked of the symbol table, which says why, too.

use bytescope_bytecode::Version;
use bytescope_explorer::{Program as Input, Settings, symbols};
use bytescope_syntax::Mode;

use crate::document::{Cell, Matter};

use super::choice::Choice;
use super::{Made, Scope};

/// How many names are asked about at most.
const NAMES: usize = 6;

pub(super) fn make(scope: &Scope<'_>, choice: &mut Choice) -> Made {
    let program = scope.program;
    let version: Version = program.version;
    let settings = Settings { filename: program.filename.clone(), mode: Mode::Exec, version, optimize: 0 };
    let table =
        symbols(Input::Text(program.source.text()), &settings).map_err(|refusal| refusal.error.message)?;
    let mut names = Vec::new();
    for found in table.scopes.iter().filter(|found| scope.only.is_none_or(|name| found.goes_by(name))) {
        // In the module every name is the module's own or built in.
        for symbol in found.symbols.iter().filter(|_| found.parent.is_some() || table.scopes.len() == 1) {
            let is_hidden = symbol.name.starts_with('.') || symbol.name.starts_with("__");
            // Who answers for a name that the module takes from the built-ins depends on when it is asked.
            let is_taken = symbol.kind == "global" && bytescope_explorer::is_builtin(&symbol.name);
            if !is_hidden && !is_taken && symbol.uses.iter().any(|word| *word != "passed on") {
                let place = found.path.clone();
                names.push([symbol.name.to_string(), place, symbol.kind.to_owned(), symbol.why.clone()]);
            }
        }
    }
    if names.is_empty() {
        return Err("there are no names to ask about".to_owned());
    }
    choice.shuffle(&mut names);
    // As many different answers as there are.
    let mut shown: Vec<[String; 4]> = Vec::new();
    for wanted_new in [true, false] {
        for name in &names {
            let is_new = !shown.iter().any(|other| other[2] == name[2]);
            if shown.len() < NAMES && is_new == wanted_new && !shown.contains(name) {
                shown.push(name.clone());
            }
        }
    }
    choice.shuffle(&mut shown);
    let words = scope.words;
    let head = [words.name, words.used_in, words.who_answers, words.why].map(str::to_owned);
    let asked = |[name, place, ..]: &[String; 4]| vec![Cell::Code(name.clone()), Cell::Code(place.clone())];
    let question = shown.iter().map(|row| [asked(row), vec![Cell::Blank]].concat());
    // What needs no reason has none: a parameter is a parameter.
    let has_reasons = shown.iter().any(|[.., why]| !why.is_empty());
    let answers = if has_reasons { 2..4 } else { 2..3 };
    let solution = shown.iter().map(|row| {
        let answers = row[answers.clone()].iter().cloned().map(Cell::Words);
        asked(row).into_iter().chain(answers).collect()
    });
    Ok((
        vec![
            Matter::Text(words.ask_scope.to_owned()),
            scope.code(),
            Matter::Table { head: head[..3].to_vec(), rows: question.collect() },
        ],
        vec![Matter::Table { head: head[..answers.end].to_vec(), rows: solution.collect() }],
    ))
}
