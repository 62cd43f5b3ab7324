//! Valid programs that the parser library refuses.
//!
//! It wants a value after the `raise` of `raise;`, and takes the `match` of `x; match.y` for a statement.
//! Such a word is replaced by a name of the same length, the source parsed again, and the name lowered to
//! what the word stands for. So nothing moves, and programs without such words pay nothing.

use ruff_python_ast::token::{Token, TokenKind};
use ruff_text_size::Ranged;

/// A source with names in the place of words, and the offsets of those names.
pub(crate) struct Mended {
    pub(crate) source: String,
    pub(crate) stand_ins: Vec<u32>,
}

/// Mends a source that the library refused; `None` if there is nothing to mend.
pub(crate) fn mend(source: &str, tokens: &[Token]) -> Option<Mended> {
    let mut mended = source.to_owned();
    let mut stand_ins = Vec::new();
    for pair in tokens.windows(2) {
        let word = match (pair[0].kind(), pair[1].kind()) {
            (TokenKind::Raise, TokenKind::Semi) => pair[0].range(),
            // The library has already changed its mind about the kind of such a word.
            (TokenKind::Semi, _) if matches!(&source[pair[1].range()], "match" | "case") => pair[1].range(),
            _ => continue,
        };
        mended.replace_range(
            word.start().to_usize()..word.end().to_usize(),
            &"z".repeat(word.len().to_usize()),
        );
        stand_ins.push(word.start().to_u32());
    }
    (!stand_ins.is_empty()).then_some(Mended { source: mended, stand_ins })
}
