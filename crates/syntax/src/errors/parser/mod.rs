//! Errors of CPython's parser, out of those that the library's parser reports.
//!
//! Most come down to "invalid syntax" at the first token that fits nowhere, and the library stops at the
//! same one. The rest are the rules of CPython's grammar whose names start with `invalid_`: about targets, about
//! tokens that are missing, and about the replacement fields of f-strings.

mod extent;
mod fields;
mod missing;
mod targets;

use ruff_python_ast::token::{Token, TokenKind};
use ruff_python_parser::{LexicalErrorType, ParseErrorType};
use ruff_text_size::{Ranged, TextRange};

use super::{Found, NO_TOKEN_END, Refused, ends_operand, is_trivia};
use crate::library::Library;
use crate::{ErrorKind, SyntaxError};

/// The parser's error, or all of it but the name of an expression.
pub(super) enum Answer {
    /// The error.
    Found(Found),
    /// An error about the expression in `range`, whose message needs the expression's name.
    AboutTarget { range: TextRange, word: Box<dyn FnOnce(&str) -> SyntaxError> },
}

pub(super) fn first_error(refused: &Refused, library: &Library) -> Answer {
    // A character like `?` is a token to CPython, if one that fits nowhere.
    let reported = library.errors().iter().filter(|error| match &error.error {
        ParseErrorType::Lexical(LexicalErrorType::UnrecognizedToken { tok }) => tok.is_ascii(),
        ParseErrorType::Lexical(_) => false,
        _ => true,
    });
    let first = reported.min_by_key(|error| error.location.start());
    let new_syntax = library.unsupported().iter().min_by_key(|error| error.range().start());
    match (first, new_syntax) {
        (Some(error), new) if new.is_none_or(|new| error.location.start() <= new.range().start()) => {
            Parser { refused }.word(&error.error, error.location)
        }
        (_, Some(new)) => Parser { refused }.word_new_syntax(&new.to_string(), new.range()),
        _ => {
            let offset = library.errors().first().map_or(0, |error| error.location.start().to_usize());
            Parser { refused }.invalid(offset).into()
        }
    }
}

impl From<Found> for Answer {
    fn from(found: Found) -> Self {
        Self::Found(found)
    }
}

struct Parser<'refused, 'source> {
    refused: &'refused Refused<'source>,
}

impl<'source> Parser<'_, 'source> {
    fn word(&self, error: &ParseErrorType, range: TextRange) -> Answer {
        use ParseErrorType as E;
        let offset = range.start().to_usize();
        let end = range.end().to_usize();
        let whole = |message: &str| Answer::Found(self.refused.over(offset, end, message));
        match error {
            E::InvalidAssignmentTarget => self.assignment_target(range),
            E::InvalidAugmentedAssignmentTarget => self.about_target(range, |name| {
                format!("'{name}' is an illegal expression for augmented assignment")
            }),
            E::InvalidDeleteTarget => self.about_target(range, |name| format!("cannot delete {name}")),
            E::InvalidNamedAssignmentTarget => {
                self.about_target(range, |name| format!("cannot use assignment expressions with {name}"))
            }
            E::InvalidAnnotatedAssignmentTarget => self.annotated_target(range).into(),
            E::PositionalAfterKeywordArgument => {
                self.after_call(range, "positional argument follows keyword argument").into()
            }
            E::PositionalAfterKeywordUnpacking => {
                self.after_call(range, "positional argument follows keyword argument unpacking").into()
            }
            E::InvalidArgumentUnpackingOrder => {
                let comma = self.refused.source[..offset].rfind(',').unwrap_or(offset);
                let message = "iterable argument unpacking follows keyword argument unpacking";
                self.refused.over(comma, end, message).into()
            }
            E::ParamAfterVarKeywordParam => whole("arguments cannot follow var-keyword argument"),
            E::NonDefaultParamAfterDefaultParam => {
                whole("parameter without a default follows parameter with a default")
            }
            E::ExpectedKeywordParam => self.bare_star(offset).into(),
            E::VarParameterWithDefault => {
                let is_keyword = self.tokens_before(offset).any_within_parameter(TokenKind::DoubleStar);
                let what = if is_keyword { "var-keyword" } else { "var-positional" };
                whole(&format!("{what} argument cannot have default value"))
            }
            E::UnparenthesizedGeneratorExpression => whole("Generator expression must be parenthesized"),
            E::ExpectedRealNumber if self.is_number(offset) => {
                whole("real number required in complex literal")
            }
            E::ExpectedImaginaryNumber => whole("imaginary number required in complex literal"),
            E::EmptyTypeParams => {
                let bracket = self.refused.source[..end].rfind('[').unwrap_or(offset);
                self.refused.over(bracket, bracket + 2, "Type parameter list cannot be empty").into()
            }
            E::EmptyImportNames => self.empty_import(offset).into(),
            E::InvalidStarredExpressionUsage => self.starred(range).into(),
            E::UnexpectedIndentation => self.unexpected_indent(offset).into(),
            E::ExpectedToken { expected, found } => self.expected_token(*expected, *found, offset).into(),
            E::SimpleStatementsOnSameLine => self.same_line(offset).into(),
            E::ExpectedExpression => self.expected_expression(offset).into(),
            E::FStringError(_) => self.in_field(offset).unwrap_or_else(|| self.invalid(offset)).into(),
            E::OtherError(message) => self.other(message, range).into(),
            _ => self.invalid(offset).into(),
        }
    }

    /// Syntax that the library knows and the target does not.
    fn word_new_syntax(&self, message: &str, range: TextRange) -> Answer {
        let (offset, end) = (range.start().to_usize(), range.end().to_usize());
        let message = if message.contains("iterable unpacking") {
            "iterable unpacking cannot be used in comprehension"
        } else if message.contains("dictionary unpacking") {
            return self
                .refused
                .over(offset, offset + 2, "dict unpacking cannot be used in dict comprehension")
                .into();
        } else if message.contains("exception types") {
            "multiple exception types must be parenthesized"
        } else {
            return self.invalid(offset).into();
        };
        self.refused.over(offset, end, message).into()
    }

    /// What has only a text in the library.
    fn other(&self, message: &str, range: TextRange) -> Found {
        let (offset, end) = (range.start().to_usize(), range.end().to_usize());
        if let Some(clause) = message.strip_prefix("Expected an indented block after ") {
            return self.expected_block(clause, offset);
        }
        let whole = |message: &str| self.refused.over(offset, end, message);
        match message {
            "'/' parameter must appear before '*' parameter" => whole("/ must be ahead of *"),
            "Only one '/' separator allowed" => whole("/ may appear only once"),
            "Only one '*' parameter allowed" | "Only one '*' separator allowed" => {
                self.refused.over(offset, offset + 1, "* argument may appear only once")
            }
            "Only one '**' parameter allowed" => {
                self.refused.over(offset, offset + 2, "arguments cannot follow var-keyword argument")
            }
            "Position-only parameter separator not allowed as first parameter"
                if self.kind_at(end) == TokenKind::Comma =>
            {
                whole("at least one argument must precede /")
            }
            "Positional patterns cannot follow keyword patterns" => {
                whole("positional patterns follow keyword patterns")
            }
            "Only single target (not list) can be annotated" => {
                whole("only single target (not list) can be annotated")
            }
            "Only single target (not tuple) can be annotated" => {
                let text = &self.refused.source[offset..end];
                let first =
                    if text.starts_with('(') { end } else { self.expression_end(offset).unwrap_or(end) };
                self.refused.over(offset, first, "only single target (not tuple) can be annotated")
            }
            "Cannot have both 'except' and 'except*' on the same 'try'" => {
                let star = self.refused.source[offset..].starts_with("except*");
                let message = "cannot have both 'except' and 'except*' on the same 'try'";
                self.refused.over(offset, offset + if star { 7 } else { 6 }, message)
            }
            "Expected `except` or `finally` after `try` block" => {
                self.last_token(offset, "expected 'except' or 'finally' block")
            }
            "Expected one or more exception types" => whole("expected one or more exception types"),
            "Multiple exception types must be parenthesized when using `as`" => {
                let line_end = self.refused.source[offset..].find(':').map_or(end, |colon| offset + colon);
                self.refused.over(offset, line_end, "multiple exception types must be parenthesized")
            }
            "Bytes literal cannot be mixed with non-bytes literals" => {
                let next = self.token_at(end);
                self.refused.token(next, "cannot mix bytes and nonbytes literals")
            }
            "Trailing comma not allowed" => {
                let next = self.token_at(end);
                let is_from = self.first_of_line(offset) == TokenKind::From;
                if is_from {
                    let message = "trailing comma not allowed without surrounding parentheses";
                    return self.refused.token(next, message);
                }
                self.refused.token(next, "invalid syntax")
            }
            "Expected a parameter name" if self.kind_at(end) == TokenKind::Equal => {
                let equal = self.token_at(end);
                let text = &self.refused.source[offset..end];
                let message = match text {
                    "True" | "False" | "None" => format!("cannot assign to {text}"),
                    _ => "expression cannot contain assignment, perhaps you meant \"==\"?".to_owned(),
                };
                self.refused.over(offset, equal.end().to_usize(), message)
            }
            "Expected an expression or a ')'"
            | "Expected an expression or a ']'"
            | "Expected an expression" => self.expected_expression(offset),
            "Expected class, function definition or async function definition after decorator" => {
                self.invalid(offset)
            }
            _ => self.invalid(offset),
        }
    }

    // Where tokens are.

    fn token_at(&self, offset: usize) -> Token {
        let index = self.refused.token_at(offset);
        let next = self.refused.from(index).find(|token| token.kind() != TokenKind::Dedent);
        next.copied().unwrap_or_else(|| {
            let end = ruff_text_size::TextSize::new(self.refused.source.len() as u32);
            Token::new(
                TokenKind::EndOfFile,
                TextRange::empty(end),
                ruff_python_ast::token::TokenFlags::empty(),
            )
        })
    }

    fn kind_at(&self, offset: usize) -> TokenKind {
        self.token_at(offset).kind()
    }

    fn tokens_before(&self, offset: usize) -> Before<'source> {
        let index = self.refused.tokens.partition_point(|token| token.end().to_usize() <= offset);
        Before { tokens: &self.refused.tokens[..index] }
    }

    fn is_number(&self, offset: usize) -> bool {
        matches!(self.kind_at(offset), TokenKind::Int | TokenKind::Float | TokenKind::Complex)
    }

    /// The first token of the logical line around `offset`.
    fn line_start(&self, offset: usize) -> Option<Token> {
        let before = self.tokens_before(offset);
        let line = before.tokens.iter().rposition(|token| {
            matches!(token.kind(), TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent)
        });
        let start = line.map_or(0, |index| index + 1);
        self.refused.from(start).next().copied()
    }

    fn first_of_line(&self, offset: usize) -> TokenKind {
        self.line_start(offset).map_or(TokenKind::EndOfFile, |token| token.kind())
    }

    /// How many brackets of the logical line are open at `offset`.
    fn open_brackets(&self, offset: usize) -> usize {
        let mut open = 0_usize;
        for token in self.tokens_before(offset).tokens {
            match token.kind() {
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => open += 1,
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => open = open.saturating_sub(1),
                _ => {}
            }
        }
        open
    }

    // Positions that CPython gives.

    /// "invalid syntax", or what CPython makes of an indent in that place.
    fn invalid(&self, offset: usize) -> Found {
        let token = self.token_at(offset);
        if token.kind() == TokenKind::Indent {
            return self.unexpected_indent(token.start().to_usize());
        }
        if token.kind() == TokenKind::EndOfFile {
            let (lineno, _) = self.refused.lines.position(self.last_line() as u32);
            let mut found = self.refused.at(offset, "invalid syntax");
            found.error.location = bytescope_bytecode::Location::new(lineno, lineno, -1, -1);
            return found;
        }
        // After `x not`, the parser has looked for an `in`.
        if token.kind() == TokenKind::Not {
            let next = self.token_at(token.end().to_usize());
            let follows = self.tokens_before(token.start().to_usize()).ends_operand();
            if follows {
                return self.refused.token(next, "invalid syntax");
            }
        }
        self.refused.token(token, "invalid syntax")
    }

    /// The offset of the last line's end.
    fn last_line(&self) -> usize {
        self.refused.source.len().saturating_sub(usize::from(self.refused.source.ends_with('\n')))
    }

    /// The last token that CPython has read: at the end of the source a place without extent.
    fn last_token(&self, offset: usize, message: impl Into<String>) -> Found {
        let token = self.token_at(offset);
        if token.kind() == TokenKind::EndOfFile
            || (token.kind() == TokenKind::Newline && self.refused.source[offset..].trim().is_empty())
        {
            return self.refused.open_ended(self.last_line(), message, NO_TOKEN_END);
        }
        self.refused.token(token, message)
    }

    fn unexpected_indent(&self, offset: usize) -> Found {
        let (lineno, _) = self.refused.lines.position(offset as u32);
        let start = self.refused.lines.start_of(lineno).unwrap_or_default() as usize;
        let text = &self.refused.source[start..];
        let width = text.len() - text.trim_start_matches([' ', '\t', '\x0c']).len();
        let column = (start + width).saturating_sub(1);
        self.refused
            .open_ended(column, "unexpected indent", NO_TOKEN_END)
            .of_kind(ErrorKind::IndentationError)
    }

    fn expected_block(&self, clause: &str, offset: usize) -> Found {
        let before = self.refused.source[..offset].trim_end_matches(|char: char| char.is_whitespace());
        let line = self.line_start(before.len()).map_or(0, |token| token.start().to_u32());
        let (lineno, _) = self.refused.lines.position(line);
        let what = match clause.split('`').nth(1) {
            Some("class") => "class definition".to_owned(),
            Some("except") if self.refused.source[line as usize..].starts_with("except*") => {
                "'except*' statement".to_owned()
            }
            Some(keyword) => format!("'{keyword}' statement"),
            None => clause.to_owned(),
        };
        let message = format!("expected an indented block after {what} on line {lineno}");
        self.last_token(offset, message).of_kind(ErrorKind::IndentationError)
    }

    /// After the last argument: the closing parenthesis.
    fn after_call(&self, range: TextRange, message: &str) -> Found {
        let mut depth = 0_u32;
        let closing = self.refused.from(self.refused.token_at(range.start().to_usize())).find(|token| {
            match token.kind() {
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => depth += 1,
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace if depth == 0 => return true,
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => depth -= 1,
                _ => {}
            }
            false
        });
        match closing {
            Some(token) => self.refused.token(*token, message),
            None => self.invalid(range.end().to_usize()),
        }
    }

    fn bare_star(&self, offset: usize) -> Found {
        let index = self.refused.tokens.partition_point(|token| token.start().to_usize() <= offset);
        let star = self.refused.before(index).find(|token| token.kind() == TokenKind::Star);
        match star {
            Some(star) => self.refused.token(*star, "named arguments must follow bare *"),
            None => self.invalid(offset),
        }
    }

    fn empty_import(&self, offset: usize) -> Found {
        let token = self.token_at(offset);
        if token.kind() == TokenKind::Newline {
            return self.refused.at(token.start().to_usize(), "Expected one or more names after 'import'");
        }
        self.refused.token(token, "invalid syntax")
    }

    fn starred(&self, range: TextRange) -> Found {
        let (offset, end) = (range.start().to_usize(), range.end().to_usize());
        let before = self.tokens_before(offset).last_kind();
        if before == Some(TokenKind::Lpar) && self.kind_at(end) == TokenKind::Rpar {
            return self.refused.over(offset, end, "cannot use starred expression here");
        }
        self.invalid(offset)
    }
}

/// Tokens, to be looked at from their end.
struct Before<'source> {
    tokens: &'source [Token],
}

impl Before<'_> {
    fn last_kind(&self) -> Option<TokenKind> {
        self.tokens.iter().rev().map(Token::kind).find(|kind| !is_trivia(*kind))
    }

    fn ends_operand(&self) -> bool {
        self.last_kind().is_some_and(ends_operand)
    }

    /// Whether `kind` comes after the last comma or parenthesis.
    fn any_within_parameter(&self, kind: TokenKind) -> bool {
        self.tokens
            .iter()
            .rev()
            .take_while(|token| !matches!(token.kind(), TokenKind::Comma | TokenKind::Lpar))
            .any(|token| token.kind() == kind)
    }
}
