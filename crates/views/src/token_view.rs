//! The tokens: a line of source as it is, below it its tokens spaced out, and below those their kinds.
//!
//! Line ends, indents and dedents are tokens as well and stand with the others: a line end as `␊`, the spaces
//! of an indent as dots, a dedent as nothing at all, for its text is empty.

use bytescope_explorer::{Token, Tokens};
use bytescope_syntax::TokenKind;

use crate::options::Options;
use crate::run::{Hue, Row, Style, cut, width};
use crate::text::{count, only_ascii, printable, unpainted, wrap};

/// No token is shown wider; a docstring is one token.
const LONGEST: usize = 40;

/// The tokens of a program; with `exact`, operators by their own names.
pub fn token_view(tokens: &Tokens, exact: bool, options: &Options) -> Vec<Row> {
    let mut head = Row::of(printable(&tokens.filename), Style::BOLD);
    let facts = [
        "tokens".to_owned(),
        format!("CPython {}", tokens.version),
        format!("{}, {}", count(tokens.source.line_count(), "line"), count(tokens.tokens.len(), "token")),
        printable(&tokens.encoding),
    ];
    head.push(format!("   {}", facts.join("   ")), Style::QUIET);
    let mut rows = vec![head];
    let margin = tokens.source.line_count().to_string().len().max(3);
    let mut rest = &tokens.tokens[..];
    let mut shown = 0;
    let mut after_quiet = false;
    while let Some(first) = rest.first() {
        // Tokens belong together as long as one starts on the line where the one before it ends.
        let mut end_line = first.location.end_lineno;
        let mut len = 1;
        for token in &rest[1..] {
            if token.location.lineno > end_line {
                break;
            }
            end_line = end_line.max(token.location.end_lineno);
            len += 1;
        }
        let (group, after) = rest.split_at(len);
        rest = after;
        let quiet = is_quiet(group);
        if !(quiet && after_quiet) {
            rows.push(Row::new());
        }
        after_quiet = quiet;
        // Lines without any token are those that a backslash continues to.
        for line in shown + 1..=end_line {
            rows.extend(source_line(tokens, line, margin, options.width));
        }
        shown = shown.max(end_line);
        if let Some(last) = rows.last_mut().filter(|_| quiet) {
            let kinds: Vec<_> = group.iter().map(|token| kind(token, exact)).collect();
            let kinds = Row::of(format!("  {}", kinds.join(" ")), Style::QUIET);
            if last.width() + kinds.width() <= options.width {
                last.append(kinds);
            } else {
                let mut row = Row::of(" ".repeat(margin + 1), Style::PLAIN);
                row.append(kinds);
                row.cut(options.width);
                rows.push(row);
            }
            continue;
        }
        rows.extend(cells(tokens, group, exact, margin, options.width));
    }
    if options.ascii {
        rows.iter_mut().for_each(only_ascii);
    }
    rows
}

/// Whether there is no code: nothing but perhaps a comment, and a line end.
fn is_quiet(group: &[Token]) -> bool {
    group.iter().all(|token| matches!(token.kind, TokenKind::Comment | TokenKind::Nl))
}

fn source_line(tokens: &Tokens, line: i32, margin: usize, limit: usize) -> Vec<Row> {
    let text = tokens.source.line(line);
    if line as usize > tokens.source.line_count() {
        return Vec::new();
    }
    let room = limit.saturating_sub(margin + 1).max(8);
    let style = if text.trim_start().starts_with('#') { Style::QUIET } else { Style::BOLD };
    let parts = wrap(&unpainted(text, style), room).into_iter().enumerate();
    let parts = parts.map(|(index, part)| {
        let number = if index == 0 { line.to_string() } else { String::new() };
        let mut row = Row::of(format!("{number:>margin$} "), Style::QUIET);
        row.append(part);
        row
    });
    parts.collect()
}

/// Tokens and kinds, two rows for as many tokens as fit.
fn cells(tokens: &Tokens, group: &[Token], exact: bool, margin: usize, limit: usize) -> Vec<Row> {
    let Some(first) = group.first() else { return Vec::new() };
    let is_shift = matches!(first.kind, TokenKind::Indent | TokenKind::Dedent);
    let indent = if is_shift { 0 } else { first.column as usize };
    // As the source above: a tab is four cells.
    let before = tokens.source.line(first.location.lineno).chars().take(indent).collect::<String>();
    let indent = unpainted(&before, Style::PLAIN).width().min(limit / 4);
    let start = margin + 1 + indent;
    let blank = || Row::of(" ".repeat(start), Style::PLAIN);
    let mut rows = Vec::new();
    let (mut texts, mut kinds) = (blank(), blank());
    for token in group {
        let text = shown(tokens, token);
        let kind = kind(token, exact);
        let size = width(&text).max(kind.len());
        if texts.width() > start && texts.width() + size > limit {
            rows.extend([std::mem::replace(&mut texts, blank()), std::mem::replace(&mut kinds, blank())]);
        }
        let column = texts.width().max(kinds.width());
        texts.push(text, style(token));
        kinds.push(kind, Style::QUIET);
        texts.pad_to(column + size + 1);
        kinds.pad_to(column + size + 1);
    }
    rows.extend([texts, kinds]);
    for row in &mut rows {
        row.trim_end();
        row.cut(limit);
    }
    // What has no text at all, at the end of the file.
    rows.retain(|row| !row.runs.is_empty());
    rows
}

pub(crate) fn shown(tokens: &Tokens, token: &Token) -> String {
    let text = tokens.text(token);
    match token.kind {
        TokenKind::Indent => unpainted(&text.replace(' ', "·"), Style::PLAIN).text(),
        _ => match text.split_once('\n') {
            Some((first, rest)) if !rest.is_empty() || !first.trim_end().is_empty() => {
                format!("{}…", cut(&printable(first), LONGEST))
            }
            _ => cut(&printable(text), LONGEST),
        },
    }
}

pub(crate) fn kind(token: &Token, exact: bool) -> String {
    let short = match token.kind {
        TokenKind::Name if token.is_keyword => "kw",
        TokenKind::Number => "num",
        TokenKind::String => "str",
        TokenKind::EndMarker => "end",
        TokenKind::FStringStart => "fstr",
        TokenKind::FStringMiddle => "text",
        TokenKind::FStringEnd => "fend",
        _ if exact => token.exact,
        _ => token.kind.name(),
    };
    short.to_lowercase()
}

pub(crate) fn style(token: &Token) -> Style {
    match token.kind {
        TokenKind::Name if token.is_keyword => Style::BOLD,
        TokenKind::Name => Hue::Blue.into(),
        TokenKind::Number
        | TokenKind::String
        | TokenKind::FStringStart
        | TokenKind::FStringMiddle
        | TokenKind::FStringEnd => Hue::Orange.into(),
        _ => Style::QUIET,
    }
}
