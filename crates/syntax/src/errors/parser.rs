//! Errors of CPython's parser, out of those that the library's parser reports.
//!
//! Most come down to "invalid syntax" at the first token that fits nowhere, and the library stops at the
//! same one. The rest are the rules of CPython's grammar whose names start with `invalid_`.

use ruff_python_ast::token::{Token, TokenKind};
use ruff_python_parser::{LexicalErrorType, Mode, ParseErrorType, ParseOptions, parse_unchecked};
use ruff_text_size::{Ranged, TextRange};

use super::tokenizer::prefix_before;
use super::{Found, NO_END, NO_TOKEN_END, Refused, is_trivia};
use crate::library::Library;
use crate::{ErrorKind, SyntaxError};

/// The parser's error, or all of it but the name of an expression.
pub(super) enum Answer {
    /// The error.
    Found(Found),
    /// An error about the expression in `range`, whose message needs the expression's name.
    AboutTarget { range: TextRange, word: Box<dyn FnOnce(&str) -> SyntaxError> },
}

/// Source text longer than this is not searched for the end of an expression.
const MAX_LOOKED_AT: usize = 10_000;

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

    // Targets.

    fn about_target(&self, range: TextRange, message: impl FnOnce(&str) -> String + 'static) -> Answer {
        let lines = self.refused.lines;
        let location = lines.location(range.start().to_u32(), range.end().to_u32());
        let word = Box::new(move |name: &str| SyntaxError::new(message(name), location));
        Answer::AboutTarget { range, word }
    }

    fn assignment_target(&self, range: TextRange) -> Answer {
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
    fn is_compared(&self, range: TextRange) -> bool {
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

    fn annotated_target(&self, range: TextRange) -> Found {
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

    // Tokens that are missing.

    fn expected_token(&self, expected: TokenKind, found: TokenKind, offset: usize) -> Found {
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

    fn expected_colon(&self, found: TokenKind, offset: usize) -> Found {
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

    fn line_tokens(&self, offset: usize) -> impl Iterator<Item = &'source Token> + use<'source> {
        let first =
            self.line_start(offset).map_or(0, |token| self.refused.token_at(token.start().to_usize()));
        let last = self.refused.token_at(offset).max(first);
        self.refused.tokens[first..last].iter()
    }

    /// `if x = 1:`
    fn assigned_in_header(&self, offset: usize) -> Found {
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
    fn expected_else(&self, offset: usize) -> Found {
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

    fn expected_expression(&self, offset: usize) -> Found {
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
    fn same_line(&self, offset: usize) -> Found {
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
    fn forgotten_comma(&self, offset: usize) -> Option<Found> {
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
    fn key_alone(&self, offset: usize) -> Option<Found> {
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
    fn is_in_parameters(&self, offset: usize) -> bool {
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

    // The extent of expressions.

    /// Where the expression that ends before `offset` starts, as far as tokens tell.
    fn operand_start(&self, offset: usize) -> usize {
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
    fn expression_end(&self, offset: usize) -> Option<usize> {
        self.parsed_end(offset, |kind| matches!(kind, TokenKind::Comma | TokenKind::Equal))
    }

    /// Where the expressions, with commas between them, end that start at `offset`.
    fn expressions_end(&self, offset: usize) -> Option<usize> {
        self.parsed_end(offset, |kind| kind == TokenKind::Equal)
    }

    /// Parses what starts at `offset` up to a token that ends it, and says where the first expression ends.
    fn parsed_end(&self, offset: usize, ends: impl Fn(TokenKind) -> bool) -> Option<usize> {
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

    // Replacement fields.

    /// What CPython says to an error in a replacement field of an f-string, if that is where `offset` is.
    fn in_field(&self, offset: usize) -> Option<Found> {
        let index = self.refused.token_at(offset);
        let mut open = Vec::new();
        let mut previous = TokenKind::EndOfFile;
        // How deep the field is whose format specification was begun.
        let mut specified = 0;
        for token in &self.refused.tokens[..index.min(self.refused.tokens.len())] {
            if is_trivia(token.kind()) {
                continue;
            }
            match token.kind() {
                TokenKind::Colon if open.ends_with(&[TokenKind::FStringStart, TokenKind::Lbrace]) => {
                    specified = open.len();
                }
                TokenKind::FStringStart | TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => {
                    open.push(token.kind());
                }
                TokenKind::FStringEnd | TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                    open.pop();
                    if open.len() < specified {
                        specified = 0;
                    }
                }
                _ => {}
            }
            previous = token.kind();
        }
        // A brace in a format specification opens a field as well.
        let is_nested = specified > 0 && open.len() == specified + 1 && open.ends_with(&[TokenKind::Lbrace]);
        if !is_nested && !open.ends_with(&[TokenKind::FStringStart, TokenKind::Lbrace]) {
            return None;
        }
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
            (_, TokenKind::FStringEnd) if specified == open.len() => {
                "f-string: expecting '}', or format specs".to_owned()
            }
            (_, TokenKind::FStringEnd) => {
                let start = token.start().to_usize();
                let start = start - prefix_before(self.refused, start);
                return Some(self.refused.at(start, "f-string: expecting '}'"));
            }
            _ => {
                if let Some(found) = self.forgotten_comma(offset) {
                    return Some(found);
                }
                "f-string: expecting '=', or '!', or ':', or '}'".to_owned()
            }
        };
        Some(self.refused.token(token, message))
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

fn ends_operand(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Name
            | TokenKind::Int
            | TokenKind::Float
            | TokenKind::Complex
            | TokenKind::String
            | TokenKind::FStringEnd
            | TokenKind::Ellipsis
            | TokenKind::None
            | TokenKind::True
            | TokenKind::False
            | TokenKind::Rpar
            | TokenKind::Rsqb
            | TokenKind::Rbrace
    ) || kind.is_soft_keyword()
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
