//! F-strings.
//!
//! Strings and f-strings that stand side by side form one `JoinedStr`. CPython joins neighbouring pieces of
//! text to one constant, from the start of the first to the end of the last, drops empty ones, and takes
//! the `u` prefix from the first (`_PyPegen_concatenate_strings`). What surprised us: in 3.13.0, format
//! specs decode backslashes even in raw f-strings, and so does the text of `{x=}`.

use bytescope_bytecode::Constant;
use ruff_python_ast as ruff;
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use ruff_text_size::{Ranged, TextRange, TextSize};
use rustpython_wtf8::Wtf8Buf;

use super::{Lowering, escape};
use crate::SyntaxError;
use crate::ast::{Conversion, Expr, ExprKind};
use crate::library::take;

/// Format specs within each other (`MAX_EXPR_NESTING` of the tokenizer).
const MAX_SPEC_DEPTH: u32 = 2;

/// The pieces of a `JoinedStr`, joined while they are added.
#[derive(Default)]
struct Pieces {
    values: Vec<Expr>,
    run: Option<Run>,
}

impl Pieces {
    fn push_text(&mut self, text: Wtf8Buf, u_prefix: bool, range: TextRange) {
        match &mut self.run {
            Some(run) => {
                run.text.push_wtf8(&text);
                run.range = TextRange::new(run.range.start(), range.end());
            }
            None => self.run = Some(Run { text, u_prefix, range }),
        }
    }
}

/// Neighbouring pieces of text.
struct Run {
    text: Wtf8Buf,
    u_prefix: bool,
    range: TextRange,
}

impl Lowering<'_> {
    pub(super) fn fstring(&mut self, mut node: ruff::ExprFString) -> ExprKind {
        let mut pieces = Pieces::default();
        for part in &mut node.value {
            match part {
                ruff::FStringPart::Literal(literal) => {
                    let u_prefix = self.has_u_prefix(literal);
                    let text = self.string_value(literal);
                    pieces.push_text(text, u_prefix, literal.range);
                }
                ruff::FStringPart::FString(fstring) => {
                    let raw = fstring.flags.prefix().is_raw();
                    self.elements(&mut pieces, &mut fstring.elements, raw, 0);
                }
            }
        }
        self.joined(pieces)
    }

    fn joined(&self, mut pieces: Pieces) -> ExprKind {
        self.end_run(&mut pieces);
        ExprKind::JoinedStr { values: pieces.values }
    }

    fn elements(
        &mut self,
        pieces: &mut Pieces,
        elements: &mut ruff::InterpolatedStringElements,
        raw: bool,
        spec_depth: u32,
    ) {
        for element in elements.iter_mut() {
            match element {
                ruff::InterpolatedStringElement::Literal(literal) => {
                    self.middle(pieces, literal, raw, spec_depth > 0);
                }
                ruff::InterpolatedStringElement::Interpolation(field) => {
                    self.replacement_field(pieces, field, raw, spec_depth);
                }
            }
        }
    }

    /// The text between replacement fields, where `{{` stands for `{` (though not in a format spec).
    fn middle(
        &mut self,
        pieces: &mut Pieces,
        literal: &mut ruff::InterpolatedStringLiteralElement,
        raw: bool,
        in_spec: bool,
    ) {
        let source = &self.source[literal.range];
        if !source.contains('\\') {
            let text = Wtf8Buf::from(String::from(std::mem::take(&mut literal.value)));
            if !text.is_empty() {
                pieces.push_text(text, false, literal.range);
            }
            return;
        }
        let bytes = source.as_bytes();
        let raw = raw && !in_spec;
        let mut start = 0;
        let mut at = 0;
        let mut push = |start: usize, end: usize, range_end: usize| {
            let text = decoded(&source[start..end], raw);
            if !text.is_empty() {
                let offset = literal.range.start();
                let range = TextRange::new(TextSize::new(start as u32), TextSize::new(range_end as u32));
                pieces.push_text(text, false, range + offset);
            }
        };
        while at < bytes.len() {
            let next = bytes.get(at + 1).copied();
            match (bytes[at], next) {
                (b'\\', Some(b'{' | b'}')) => at += 1,
                (b'\\', Some(b'N')) if !raw && bytes.get(at + 2) == Some(&b'{') => {
                    at = source[at..].find('}').map_or(bytes.len(), |close| at + close + 1);
                }
                (b'\\', Some(_)) => at += 2,
                (brace @ (b'{' | b'}'), _) if !in_spec && next == Some(brace) => {
                    push(start, at + 1, at + 2);
                    at += 2;
                    start = at;
                }
                _ => at += 1,
            }
        }
        push(start.min(bytes.len()), bytes.len(), bytes.len());
    }

    fn replacement_field(
        &mut self,
        pieces: &mut Pieces,
        field: &mut ruff::InterpolatedElement,
        raw: bool,
        spec_depth: u32,
    ) {
        let range = field.range;
        if spec_depth > MAX_SPEC_DEPTH {
            let before = range.start().to_u32() - 1;
            let location = self.lines.location(before, before);
            self.refuse(SyntaxError::new("f-string: expressions nested too deeply", location));
        }
        let colon = field.format_spec.as_deref().map(|spec| self.colon(spec));
        let mut conversion = match field.conversion {
            ruff::ConversionFlag::None => Conversion::None,
            ruff::ConversionFlag::Str => Conversion::Str,
            ruff::ConversionFlag::Ascii => Conversion::Ascii,
            ruff::ConversionFlag::Repr => Conversion::Repr,
        };
        if field.debug_text.is_some() {
            self.debug_text(pieces, range, colon, conversion, raw);
            if conversion == Conversion::None && colon.is_none() {
                conversion = Conversion::Repr;
            }
        }
        let value = Box::new(self.expr(take(&mut field.expression)));
        let format_spec = field.format_spec.as_deref_mut().zip(colon).map(|(spec, colon)| {
            let mut pieces = Pieces::default();
            self.elements(&mut pieces, &mut spec.elements, raw, spec_depth + 1);
            let location = self.lines.location(colon, spec.range.end().to_u32());
            Box::new(Expr { kind: self.joined(pieces), location })
        });
        self.end_run(pieces);
        pieces.values.push(Expr {
            kind: ExprKind::FormattedValue { value, conversion, format_spec },
            location: self.location(range),
        });
    }

    /// Where CPython lets a format spec start: at its colon.
    fn colon(&self, spec: &ruff::InterpolatedStringFormatSpec) -> u32 {
        let start = spec.range.start().to_u32();
        match self.source.as_bytes().get(start.saturating_sub(1) as usize) {
            Some(b':') => start - 1,
            _ => start,
        }
    }

    /// The `x=` of `{x=}`: all that stands between the brace and the conversion, spec or end.
    fn debug_text(
        &mut self,
        pieces: &mut Pieces,
        field: TextRange,
        colon: Option<u32>,
        conversion: Conversion,
        raw: bool,
    ) {
        let start = field.start().to_usize() + 1;
        let mut end = colon.map_or(field.end().to_usize() - 1, |colon| colon as usize);
        if conversion != Conversion::None {
            end = self.source[start..end].rfind('!').map_or(end, |bang| start + bang);
        }
        let mut text = &self.source[start..end];
        if self.grammar.debug_text_ends_at_not_equal
            && let Some(cut) = top_level_not_equal(text)
        {
            text = &text[..cut];
        }
        let text = decoded(&without_comments(text), raw);
        let range = TextRange::new(TextSize::new(start as u32), TextSize::new(end as u32));
        pieces.push_text(text, false, range);
    }

    fn end_run(&self, pieces: &mut Pieces) {
        if let Some(Run { text, u_prefix, range }) = pieces.run.take()
            && !text.is_empty()
        {
            let kind = ExprKind::Constant { value: Constant::Str(text), u_prefix };
            pieces.values.push(Expr { kind, location: self.location(range) });
        }
    }
}

fn decoded(body: &str, raw: bool) -> Wtf8Buf {
    if raw { body.into() } else { escape::decode(body) }
}

/// Where `text`, an expression and a `=`, has a `!=` outside brackets: 3.13 takes the `!` there for that of
/// a conversion and ends the text.
fn top_level_not_equal(text: &str) -> Option<usize> {
    if !text.contains("!=") {
        return None;
    }
    let expression = text.trim_end().strip_suffix('=').unwrap_or(text);
    let parsed = parse_unchecked(expression, ParseOptions::from(Mode::ParenthesizedExpression));
    let mut depth = 0_u32;
    for token in parsed.tokens() {
        match token.kind() {
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace | TokenKind::FStringStart => depth += 1,
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace | TokenKind::FStringEnd => {
                depth = depth.saturating_sub(1);
            }
            TokenKind::NotEqual if depth == 0 => return Some(token.start().to_usize()),
            _ => {}
        }
    }
    None
}

/// CPython drops what it takes for comments, from any `#` to the end of its line.
fn without_comments(text: &str) -> String {
    let mut lines = text.split('\n').map(|line| line.split('#').next().unwrap_or_default());
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |text, line| text + "\n" + line)
}
