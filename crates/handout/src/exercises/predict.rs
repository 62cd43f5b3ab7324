//! What does it print?

use crate::document::Matter;

use super::{Made, Scope};

pub(super) fn make(scope: &Scope<'_>) -> Made {
    let printed = scope.program.ran.as_ref().map(|ran| ran.stdout.clone()).unwrap_or_default();
    if printed.is_empty() {
        return Err("the program prints nothing".to_owned());
    }
    let room = Matter::Room(printed.lines().count().min(12));
    let ask = Matter::Text(scope.words.ask_predict.to_owned());
    Ok((vec![ask, scope.code(), room], vec![Matter::Verbatim(printed)]))
}
