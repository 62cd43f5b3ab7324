//! Tokens that are missing: colons, `else`, brackets, commas, blocks.

use ruff_python_ast::token::{Token, TokenKind};
use ruff_text_size::Ranged;

use super::Parser;
use crate::errors::{Found, NO_END, ends_operand};

impl<'source> Parser<'_, 'source> {
    pub(super) fn expected_token(&self, expected: TokenKind, found: TokenKind, offset: usize) -> Found {
        if let Some(found) = self.in_field(offset) {
            return found;
        }
        match expected {
            TokenKind::Colon => self.expected_colon(found, offset),
            TokenKind::Else => self.expected_else(offset),
            TokenKind::In if self.open_brackets(offset) > 0 => {
                let token = self.token_at(offset);
                self.refused.token(token, "'in' expected after for-loop variables")
            }
            TokenKind::Lpar
                if self.refused.source[..offset].split_whitespace().rev().nth(1) == Some("def") =>
            {
                let token = self.token_at(offset);
                self.refused.token(token, "expected '('")
            }
            TokenKind::Comma | TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                self.forgotten_comma(offset).unwrap_or_else(|| self.invalid(offset))
            }
            _ => self.invalid(offset),
        }
    }

    pub(super) fn expected_colon(&self, found: TokenKind, offset: usize) -> Found {
        let statement = match self.line_start(offset) {
            Some(token) if token.kind() == TokenKind::Async => self.kind_at(token.end().to_usize()),
            Some(token) => token.kind(),
            None => TokenKind::EndOfFile,
        };
        let header = matches!(
            statement,
            TokenKind::If
                | TokenKind::Elif
                | TokenKind::Else
                | TokenKind::While
                | TokenKind::For
                | TokenKind::With
                | TokenKind::Try
                | TokenKind::Except
                | TokenKind::Finally
                | TokenKind::Class
                | TokenKind::Def
                | TokenKind::Match
                | TokenKind::Case
        );
        let forced =
            matches!(statement, TokenKind::Else | TokenKind::Try | TokenKind::Finally | TokenKind::Def);
        if self.open_brackets(offset) > 0 {
            let found = self.key_alone(offset).or_else(|| self.forgotten_comma(offset));
            return found.unwrap_or_else(|| self.invalid(offset));
        }
        let in_lambda = self.line_tokens(offset).any(|token| token.kind() == TokenKind::Lambda);
        if header && !in_lambda && (forced || found == TokenKind::Newline) {
            let token = self.token_at(offset);
            return self.refused.token(token, "expected ':'");
        }
        if header && found == TokenKind::Equal {
            return self.assigned_in_header(offset);
        }
        self.invalid(offset)
    }

    pub(super) fn line_tokens(&self, offset: usize) -> impl Iterator<Item = &'source Token> + use<'source> {
        let first =
            self.line_start(offset).map_or(0, |token| self.refused.token_at(token.start().to_usize()));
        let last = self.refused.token_at(offset).max(first);
        self.refused.tokens[first..last].iter()
    }

    /// `if x = 1:`
    pub(super) fn assigned_in_header(&self, offset: usize) -> Found {
        let equal = self.token_at(offset);
        let Some(target) = self.refused.before(self.refused.token_at(offset)).next() else {
            return self.invalid(offset);
        };
        let start = self.operand_start(offset);
        let end = self.expression_end(equal.end().to_usize());
        let is_name = target.kind() == TokenKind::Name && target.start().to_usize() == start;
        match end {
            Some(end) if is_name => {
                let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
                self.refused.over(start, end, message)
            }
            _ => self.invalid(offset),
        }
    }

    /// `1 if 2`
    pub(super) fn expected_else(&self, offset: usize) -> Found {
        let index = self.refused.token_at(offset);
        let mut depth = 0_u32;
        let keyword = self.refused.before(index).find(|token| {
            match token.kind() {
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => depth += 1,
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && token.kind() == TokenKind::If
        });
        let end = self.refused.before(index).next().map_or(offset, |token| token.end().to_usize());
        match keyword {
            Some(keyword) => {
                let start = self.operand_start(keyword.start().to_usize());
                self.refused.over(start, end, "expected 'else' after 'if' expression")
            }
            None => self.invalid(offset),
        }
    }

    pub(super) fn expected_expression(&self, offset: usize) -> Found {
        if let Some(found) = self.in_field(offset) {
            return found;
        }
        let index = self.refused.token_at(offset);
        let next = self.token_at(offset);
        let closes = matches!(next.kind(), TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Comma);
        let mut before = self.refused.before(index);
        if let Some(previous) = before.next()
            && closes
        {
            match (previous.kind(), before.next()) {
                (TokenKind::Star, Some(operand)) if !ends_operand(operand.kind()) => {
                    return self.refused.token(next, "Invalid star expression");
                }
                (TokenKind::Equal, Some(name))
                    if name.kind() == TokenKind::Name
                        && next.kind() != TokenKind::Rsqb
                        && before.next().is_some_and(|token| {
                            matches!(token.kind(), TokenKind::Lpar | TokenKind::Comma)
                        }) =>
                {
                    let (start, end) = (name.start().to_usize(), previous.end().to_usize());
                    return self.refused.over(start, end, "expected argument value expression");
                }
                _ => {}
            }
        }
        self.invalid(offset)
    }

    /// Two things side by side on a line.
    pub(super) fn same_line(&self, offset: usize) -> Found {
        let index = self.refused.token_at(offset);
        let mut before = self.refused.before(index);
        if let Some(previous) = before.next()
            && let word @ ("print" | "exec") = self.refused.text(previous)
            && before.next().is_none_or(|token| token.kind() != TokenKind::Dot)
            && let Some(end) = self.expressions_end(offset)
        {
            let message = format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?");
            return self.refused.over(previous.start().to_usize(), end, message);
        }
        self.invalid(offset)
    }

    /// `f(a b)`: an expression right behind another, in brackets.
    pub(super) fn forgotten_comma(&self, offset: usize) -> Option<Found> {
        let index = self.refused.token_at(offset);
        let previous = self.refused.before(index).next()?;
        let next = self.token_at(offset);
        if !ends_operand(previous.kind()) || self.open_brackets(offset) == 0 {
            return None;
        }
        let is_name = previous.kind() == TokenKind::Name;
        let is_string = matches!(next.kind(), TokenKind::String | TokenKind::FStringStart);
        let start = self.operand_start(offset);
        let alone = start == previous.start().to_usize();
        if alone && (is_name && is_string || previous.kind().is_soft_keyword()) {
            return None;
        }
        let end = self.expression_end(offset)?;
        if let word @ ("print" | "exec") = self.refused.text(previous)
            && alone
        {
            let message = format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?");
            return Some(self.refused.over(start, end, message));
        }
        if self.is_in_parameters(offset) {
            return None;
        }
        Some(self.refused.over(start, end, "invalid syntax. Perhaps you forgot a comma?"))
    }

    /// A key without a value behind other items of a `dict`. CPython names the key's last character, and an end
    /// before the line's first.
    pub(super) fn key_alone(&self, offset: usize) -> Option<Found> {
        let mut before = self.refused.before(self.refused.token_at(offset));
        let last = before.next()?;
        if !ends_operand(last.kind()) {
            return None;
        }
        let mut depth =
            u32::from(matches!(last.kind(), TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace));
        let comma = before.find(|token| {
            match token.kind() {
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => depth += 1,
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace if depth > 0 => depth -= 1,
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace | TokenKind::Comma => {
                    return depth == 0;
                }
                TokenKind::Lambda => return true,
                _ => {}
            }
            false
        })?;
        let opened = comma.kind() == TokenKind::Comma && {
            let mut depth = 0_u32;
            before.find_map(|token| match token.kind() {
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                    depth += 1;
                    None
                }
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace if depth > 0 => {
                    depth -= 1;
                    None
                }
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => Some(token.kind()),
                _ => None,
            }) == Some(TokenKind::Lbrace)
        };
        let last_character = last.end().to_usize() - 1;
        opened.then(|| self.refused.open_ended(last_character, "':' expected after dictionary key", NO_END))
    }

    /// Whether the bracket around `offset` holds the parameters of a `def`, or what is imported.
    pub(super) fn is_in_parameters(&self, offset: usize) -> bool {
        let mut depth = 0_u32;
        let mut before = self.refused.before(self.refused.token_at(offset));
        let opened = before.any(|token| {
            match token.kind() {
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => depth += 1,
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace if depth == 0 => return true,
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => depth -= 1,
                _ => {}
            }
            false
        });
        let name = before.next().map(Token::kind);
        let keyword = before.next().map(Token::kind);
        opened && (name == Some(TokenKind::Import) || keyword == Some(TokenKind::Def))
    }
}
