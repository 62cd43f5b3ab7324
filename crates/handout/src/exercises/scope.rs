//! Which scope answers for a name? Asked of the symbol table, which says why, too.

use bytescope_bytecode::Version;
use bytescope_explorer::{Program as Input, Settings, symbols};
use bytescope_syntax::Mode;

use crate::document::Matter;

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
            if !is_hidden && symbol.uses.iter().any(|word| *word != "passed on") {
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
    let head = [words.name, words.used_in, words.who_answers, words.why];
    let question = shown.iter().map(|[name, place, ..]| vec![Some(name.clone()), Some(place.clone()), None]);
    let solution = shown.iter().map(|row| row.iter().cloned().map(Some).collect());
    Ok((
        vec![
            Matter::Text(words.ask_scope.to_owned()),
            scope.code(),
            Matter::Table {
                head: head[..3].iter().map(ToString::to_string).collect(),
                rows: question.collect(),
            },
        ],
        vec![Matter::Table { head: head.map(str::to_owned).to_vec(), rows: solution.collect() }],
    ))
}
