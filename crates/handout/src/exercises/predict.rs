//! What does it print?

use crate::document::Matter;

use super::Scope;

pub(super) fn make(scope: &Scope<'_>) -> Result<(Vec<Matter>, Vec<Matter>), String> {
    let printed = scope.program.ran.as_ref().map(|ran| ran.stdout.clone()).unwrap_or_default();
    if printed.is_empty() {
        return Err("the program prints nothing".to_owned());
    }
    let code = Matter::Code { text: scope.program.source.text().to_owned(), first_line: 1 };
    let room = Matter::Room(printed.lines().count());
    let ask = Matter::Text(scope.words.ask_predict.to_owned());
    Ok((vec![ask, code, room], vec![Matter::Verbatim(printed)]))
}
