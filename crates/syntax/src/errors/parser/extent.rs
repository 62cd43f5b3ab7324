//! How far expressions reach, as far as tokens tell.

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use ruff_text_size::Ranged;

use super::Parser;

/// Source text longer than this is not searched for the end of an expression.
const MAX_LOOKED_AT: usize = 10_000;

impl Parser<'_, '_> {
    /// Where the expression that ends before `offset` starts, as far as tokens tell.
    pub(super) fn operand_start(&self, offset: usize) -> usize {
        let mut start = offset;
        let mut depth = 0_u32;
        for token in self.refused.before(self.refused.token_at(offset)) {
            match token.kind() {
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace | TokenKind::FStringEnd => depth += 1,
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace | TokenKind::FStringStart
                    if depth > 0 =>
                {
                    depth -= 1;
                }
                TokenKind::Lpar
                | TokenKind::Lsqb
                | TokenKind::Lbrace
                | TokenKind::Comma
                | TokenKind::Colon
                | TokenKind::ColonEqual
                | TokenKind::Newline
                | TokenKind::Indent
                | TokenKind::Dedent
                | TokenKind::Semi
                | TokenKind::Rarrow
                    if depth == 0 =>
                {
                    break;
                }
                kind if depth == 0 && (is_assignment(kind) || is_statement_keyword(kind)) => break,
                _ => {}
            }
            start = token.start().to_usize();
        }
        // A star or two in front belong to the argument.
        let text = &self.refused.source[start..];
        start + (text.len() - text.trim_start_matches('*').len())
    }

    /// Where the expression that starts at `offset` ends.
    pub(super) fn expression_end(&self, offset: usize) -> Option<usize> {
        self.parsed_end(offset, |kind| matches!(kind, TokenKind::Comma | TokenKind::Equal))
    }

    /// Where the expressions, with commas between them, end that start at `offset`.
    pub(super) fn expressions_end(&self, offset: usize) -> Option<usize> {
        self.parsed_end(offset, |kind| kind == TokenKind::Equal)
    }

    /// Parses what starts at `offset` up to a token that ends it, and says where the first expression ends.
    pub(super) fn parsed_end(&self, offset: usize, ends: impl Fn(TokenKind) -> bool) -> Option<usize> {
        let mut depth = 0_u32;
        let mut end = offset;
        for token in self.refused.from(self.refused.token_at(offset)) {
            match token.kind() {
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => depth += 1,
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace if depth == 0 => break,
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => depth -= 1,
                TokenKind::Newline | TokenKind::EndOfFile | TokenKind::Colon | TokenKind::Semi
                    if depth == 0 =>
                {
                    break;
                }
                kind if depth == 0 && ends(kind) => break,
                _ => {}
            }
            end = token.end().to_usize();
        }
        let text = self.refused.source.get(offset..end)?;
        if text.is_empty() || text.len() > MAX_LOOKED_AT {
            return None;
        }
        let leading = text.len() - text.trim_start().len();
        let parsed = parse_unchecked(text.trim_start(), ParseOptions::from(Mode::ParenthesizedExpression));
        let ruff_python_ast::Mod::Expression(root) = parsed.syntax() else { return None };
        let body = root.body.range();
        let is_error = parsed.errors().iter().any(|error| error.location.end() <= body.end());
        (!body.is_empty() && !is_error).then(|| offset + leading + body.end().to_usize())
    }
}

fn is_assignment(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Equal
            | TokenKind::PlusEqual
            | TokenKind::MinusEqual
            | TokenKind::StarEqual
            | TokenKind::SlashEqual
            | TokenKind::PercentEqual
            | TokenKind::AmperEqual
            | TokenKind::VbarEqual
            | TokenKind::CircumflexEqual
            | TokenKind::LeftShiftEqual
            | TokenKind::RightShiftEqual
            | TokenKind::DoubleStarEqual
            | TokenKind::DoubleSlashEqual
            | TokenKind::AtEqual
    )
}

/// Keywords that stand before an expression and are no part of it.
fn is_statement_keyword(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Return
            | TokenKind::Yield
            | TokenKind::If
            | TokenKind::Elif
            | TokenKind::Else
            | TokenKind::While
            | TokenKind::For
            | TokenKind::From
            | TokenKind::Assert
            | TokenKind::Raise
            | TokenKind::Del
            | TokenKind::With
            | TokenKind::As
            | TokenKind::Except
            | TokenKind::Import
    )
}
