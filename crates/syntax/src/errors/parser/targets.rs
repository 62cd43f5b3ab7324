//! Targets of assignments, deletions, loops and annotations: what may not be one, and where CPython says so.

use ruff_python_ast::token::TokenKind;
use ruff_text_size::{Ranged, TextRange};

use super::{Answer, Parser};
use crate::SyntaxError;
use crate::errors::Found;

impl Parser<'_, '_> {
    pub(super) fn about_target(
        &self,
        range: TextRange,
        message: impl FnOnce(&str) -> String + 'static,
    ) -> Answer {
        let lines = self.refused.lines;
        let location = lines.location(range.start().to_u32(), range.end().to_u32());
        let word = Box::new(move |name: &str| SyntaxError::new(message(name), location));
        Answer::AboutTarget { range, word }
    }

    pub(super) fn assignment_target(&self, range: TextRange) -> Answer {
        let (offset, end) = (range.start().to_usize(), range.end().to_usize());
        let text = &self.refused.source[range];
        if text.starts_with("yield")
            && self.line_start(offset).is_some_and(|first| first.start() == range.start())
        {
            return self.refused.over(offset, end, "assignment to yield expression not possible").into();
        }
        let hint = self.is_compared(range);
        self.about_target(range, move |name| {
            let hinted = !matches!(
                name,
                "comparison"
                    | "conditional expression"
                    | "list"
                    | "tuple"
                    | "generator expression"
                    | "True"
                    | "False"
                    | "None"
            );
            let here = if hint && hinted { " here. Maybe you meant '==' instead of '='?" } else { "" };
            format!("cannot assign to {name}{here}")
        })
    }

    /// Whether a wrong target may be meant as the left side of `==`: it is not in brackets, is the first
    /// target of its statement, and what follows its `=` is one plain expression.
    pub(super) fn is_compared(&self, range: TextRange) -> bool {
        let (offset, end) = (range.start().to_usize(), range.end().to_usize());
        let text = &self.refused.source[range];
        let is_bare = self.tokens_before(offset).last_kind() != Some(TokenKind::Lpar);
        let keyword = |text: &str| text.starts_with("lambda") || text.starts_with("not ");
        if is_bare && (keyword(text) || text.contains(" and ") || text.contains(" or ")) {
            return false;
        }
        let Some(first) = self.line_start(offset) else { return false };
        let start = self.refused.token_at(first.start().to_usize());
        let own = self.refused.token_at(offset);
        let parentheses = usize::from(!is_bare);
        let before = &self.refused.tokens[start..own.max(start)];
        if before
            .iter()
            .any(|token| matches!(token.kind(), TokenKind::Equal | TokenKind::For | TokenKind::With))
            || self.open_brackets(offset) > parentheses
        {
            return false;
        }
        let mut rest =
            self.refused.from(self.refused.token_at(end)).skip_while(|token| token.kind() == TokenKind::Rpar);
        if rest.next().is_none_or(|token| token.kind() != TokenKind::Equal) {
            return false;
        }
        let mut depth = 0_u32;
        let mut is_first = true;
        for token in rest {
            match token.kind() {
                TokenKind::Yield
                | TokenKind::Lambda
                | TokenKind::Not
                | TokenKind::Star
                | TokenKind::Newline
                    if is_first =>
                {
                    return false;
                }
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => depth += 1,
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => depth = depth.saturating_sub(1),
                TokenKind::Equal | TokenKind::ColonEqual if depth == 0 => return false,
                TokenKind::Newline | TokenKind::Semi => break,
                _ => {}
            }
            is_first = false;
        }
        true
    }

    pub(super) fn annotated_target(&self, range: TextRange) -> Found {
        let (offset, end) = (range.start().to_usize(), range.end().to_usize());
        let colon = self.token_at(end);
        let after = self.token_at(colon.end().to_usize());
        if after.kind().is_any_newline() || after.kind() == TokenKind::EndOfFile {
            return self.refused.token(after, "invalid syntax");
        }
        if self.refused.byte(offset) == Some(b'*') {
            return self.refused.token(colon, "invalid syntax");
        }
        self.refused.over(offset, end, "illegal target for annotation")
    }
}
