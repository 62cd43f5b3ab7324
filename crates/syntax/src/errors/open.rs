//! What is open at a place: brackets, f-strings, their replacement fields and format specifications.

use ruff_python_ast::token::TokenKind;

use super::Refused;

/// Something that was begun and not ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    /// A bracket.
    Bracket,
    /// The text of an f-string.
    FString,
    /// A replacement field, in the text or in a specification.
    Field,
    /// The format specification of a field.
    Specification,
}

/// What is open before the token with this index, outermost first.
pub(super) fn open_before(refused: &Refused, index: usize) -> Vec<Open> {
    let mut open = Vec::new();
    for token in &refused.tokens[..index.min(refused.tokens.len())] {
        let last = open.last().copied();
        match token.kind() {
            TokenKind::FStringStart => open.push(Open::FString),
            TokenKind::FStringEnd => {
                // What was left open in it ends with it.
                while open.pop().is_some_and(|ended| ended != Open::FString) {}
            }
            TokenKind::Lbrace if matches!(last, Some(Open::FString | Open::Specification)) => {
                open.push(Open::Field);
            }
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => open.push(Open::Bracket),
            TokenKind::Colon if last == Some(Open::Field) => open.push(Open::Specification),
            TokenKind::Rbrace if last == Some(Open::Specification) => open.truncate(open.len() - 2),
            TokenKind::Rbrace if last == Some(Open::Field) => {
                open.pop();
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace if last == Some(Open::Bracket) => {
                open.pop();
            }
            _ => {}
        }
    }
    open
}
