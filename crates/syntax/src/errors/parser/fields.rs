//! Replacement fields of f-strings.

use ruff_python_ast::token::{Token, TokenKind};
use ruff_text_size::Ranged;

use super::Parser;
use crate::errors::Found;
use crate::errors::open::{Open, open_before};
use crate::errors::tokenizer::missing_brace;

impl Parser<'_, '_> {
    /// What CPython says to an error in a replacement field of an f-string, if that is where `offset` is.
    pub(super) fn in_field(&self, offset: usize) -> Option<Found> {
        let index = self.refused.token_at(offset);
        let within = *open_before(self.refused, index).last()?;
        if !matches!(within, Open::Field | Open::Specification) {
            return None;
        }
        let previous = self.refused.before(index).next().map_or(TokenKind::EndOfFile, Token::kind);
        let token = self.token_at(offset);
        let text = self.refused.text(token);
        let message = match (previous, token.kind()) {
            (
                TokenKind::Lbrace,
                TokenKind::Rbrace | TokenKind::Colon | TokenKind::Equal | TokenKind::Exclamation,
            ) => {
                format!("f-string: valid expression required before '{text}'")
            }
            (TokenKind::Lbrace, kind) if kind != TokenKind::FStringEnd => {
                "f-string: expecting a valid expression after '{'".to_owned()
            }
            (TokenKind::Exclamation, TokenKind::Rbrace | TokenKind::Colon) => {
                "f-string: missing conversion character".to_owned()
            }
            (TokenKind::Exclamation, TokenKind::Name) => {
                format!("f-string: invalid conversion character '{text}': expected 's', 'r', or 'a'")
            }
            (TokenKind::Exclamation, _) => "f-string: invalid conversion character".to_owned(),
            (_, TokenKind::FStringEnd) if within == Open::Specification => {
                "f-string: expecting '}', or format specs".to_owned()
            }
            (_, TokenKind::FStringEnd) => {
                return Some(missing_brace(self.refused, token.start().to_usize()));
            }
            _ => {
                if let Some(found) = self.string_behind(token).or_else(|| self.forgotten_comma(offset)) {
                    return Some(found);
                }
                "f-string: expecting '=', or '!', or ':', or '}'".to_owned()
            }
        };
        Some(self.refused.token(token, message))
    }

    /// What the tokenizer says when it reads on behind an error in a field. The library's lexer has left the field and
    /// takes the next quote for the end of the f-string; in the field it begins a string, and one that does not end
    /// there tells that the `}` is missing.
    fn string_behind(&self, token: Token) -> Option<Found> {
        if token.kind() == TokenKind::Rbrace {
            return None;
        }
        let source = self.refused.source;
        let behind = token.end().to_usize();
        let mut rest = self.refused.from(self.refused.token_at(behind));
        let end = rest.find(|token| token.kind() == TokenKind::FStringEnd)?;
        let (start, quote) = (end.start().to_usize(), self.refused.text(end));
        let is_plain = source.get(behind..start)?.chars().all(|char| char.is_alphanumeric() || char == ' ');
        let line = source[end.end().to_usize()..].lines().next().unwrap_or_default();
        (is_plain && quote.len() == 1 && !line.contains(quote)).then(|| missing_brace(self.refused, start))
    }
}
