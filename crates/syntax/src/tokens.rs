//! The tokens of a source, as Python's `tokenize` module has them.
//!
//! The parser library's lexer finds them; what differs is mended here: there is an `ENDMARKER`, text in
//! f-strings is cut after a doubled brace and after `\N{…}`, line ends are one column wide. `tokenize` takes
//! any character: `$` is an operator to it, `€` a name. `tokenize`'s first token,
//! `ENCODING`, is left to the caller, who knows the bytes.

use bytescope_bytecode::Location;
use ruff_python_ast::token::{Token as LibraryToken, TokenKind as LibraryKind};
use ruff_text_size::Ranged;

use crate::library::Library;
use crate::{LineIndex, SyntaxError, errors};

/// The type of a token, by its name in Python's `token` module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are Python's")]
pub enum TokenKind {
    EndMarker,
    Name,
    Number,
    String,
    Newline,
    Indent,
    Dedent,
    Op,
    Comment,
    Nl,
    FStringStart,
    FStringMiddle,
    FStringEnd,
    ErrorToken,
}

impl TokenKind {
    /// Python's spelling: `NAME`.
    pub fn name(self) -> &'static str {
        match self {
            Self::EndMarker => "ENDMARKER",
            Self::Name => "NAME",
            Self::Number => "NUMBER",
            Self::String => "STRING",
            Self::Newline => "NEWLINE",
            Self::Indent => "INDENT",
            Self::Dedent => "DEDENT",
            Self::Op => "OP",
            Self::Comment => "COMMENT",
            Self::Nl => "NL",
            Self::FStringStart => "FSTRING_START",
            Self::FStringMiddle => "FSTRING_MIDDLE",
            Self::FStringEnd => "FSTRING_END",
            Self::ErrorToken => "ERRORTOKEN",
        }
    }
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'source> {
    /// Its type.
    pub kind: TokenKind,
    /// Its text. That of a cut `FSTRING_MIDDLE` ends in one brace.
    pub text: &'source str,
    /// Where it stands. Columns count bytes, as everywhere here; `tokenize` counts characters.
    pub location: Location,
}

impl Token<'_> {
    /// The name of the exact type that `tokenize -e` shows: `LPAR` for `(`, otherwise that of the kind.
    pub fn exact_name(&self) -> &'static str {
        if self.kind != TokenKind::Op {
            return self.kind.name();
        }
        let operator = OPERATORS.iter().find(|(text, _)| *text == self.text);
        operator.map_or("OP", |(_, name)| name)
    }

    /// Whether it is a keyword (`keyword.kwlist`). The soft ones (`match`) are names to the tokenizer.
    pub fn is_keyword(&self) -> bool {
        self.kind == TokenKind::Name && KEYWORDS.contains(&self.text)
    }
}

/// `keyword.kwlist`.
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// `EXACT_TOKEN_TYPES` of Python's `token` module.
const OPERATORS: [(&str, &str); 48] = [
    ("!", "EXCLAMATION"),
    ("!=", "NOTEQUAL"),
    ("%", "PERCENT"),
    ("%=", "PERCENTEQUAL"),
    ("&", "AMPER"),
    ("&=", "AMPEREQUAL"),
    ("(", "LPAR"),
    (")", "RPAR"),
    ("*", "STAR"),
    ("**", "DOUBLESTAR"),
    ("**=", "DOUBLESTAREQUAL"),
    ("*=", "STAREQUAL"),
    ("+", "PLUS"),
    ("+=", "PLUSEQUAL"),
    (",", "COMMA"),
    ("-", "MINUS"),
    ("-=", "MINEQUAL"),
    ("->", "RARROW"),
    (".", "DOT"),
    ("...", "ELLIPSIS"),
    ("/", "SLASH"),
    ("//", "DOUBLESLASH"),
    ("//=", "DOUBLESLASHEQUAL"),
    ("/=", "SLASHEQUAL"),
    (":", "COLON"),
    (":=", "COLONEQUAL"),
    (";", "SEMI"),
    ("<", "LESS"),
    ("<<", "LEFTSHIFT"),
    ("<<=", "LEFTSHIFTEQUAL"),
    ("<=", "LESSEQUAL"),
    ("=", "EQUAL"),
    ("==", "EQEQUAL"),
    (">", "GREATER"),
    (">=", "GREATEREQUAL"),
    (">>", "RIGHTSHIFT"),
    (">>=", "RIGHTSHIFTEQUAL"),
    ("@", "AT"),
    ("@=", "ATEQUAL"),
    ("[", "LSQB"),
    ("]", "RSQB"),
    ("^", "CIRCUMFLEX"),
    ("^=", "CIRCUMFLEXEQUAL"),
    ("{", "LBRACE"),
    ("|", "VBAR"),
    ("|=", "VBAREQUAL"),
    ("}", "RBRACE"),
    ("~", "TILDE"),
];

/// The tokens of `source`, decoded text as for [`parse`](crate::parse), or as
/// [`decode_lines`](crate::decode_lines) gives it. Sources that do not parse have tokens too: what cannot be
/// one is an `ERRORTOKEN`.
pub fn tokens(source: &str) -> Vec<Token<'_>> {
    let lines = LineIndex::new(source);
    match Library::tokenize(source, &lines) {
        Ok(library) => convert(source, &lines, &library),
        // Sources that nest too deeply to be parsed at all have no tokens but the last.
        Err(_) => vec![end_marker(source, &lines)],
    }
}

/// [`tokens`], if CPython's tokenizer finds nothing wrong with them.
pub fn tokenize(source: &str) -> Result<Vec<Token<'_>>, SyntaxError> {
    let lines = LineIndex::new(source);
    let library = Library::tokenize(source, &lines)?;
    match errors::of_tokens(source, &lines, &library) {
        Some(error) => Err(error),
        None => Ok(convert(source, &lines, &library)),
    }
}

fn convert<'source>(source: &'source str, lines: &LineIndex, library: &Library) -> Vec<Token<'source>> {
    let mut tokens = Vec::with_capacity(library.tokens().len() + 1);
    let mut open = Vec::new();
    let mut raw = Vec::new();
    for (index, token) in library.tokens().iter().enumerate() {
        match token.kind() {
            LibraryKind::FStringStart => raw.push(source[token.range()].contains(['r', 'R'])),
            LibraryKind::FStringEnd => drop(raw.pop()),
            _ => {}
        }
        push(source, lines, token, raw.last() == Some(&true), &mut tokens);
        if expects_spec_text(token.kind(), &mut open)
            && let Some(next) = library.tokens().get(index + 1)
            && next.kind() == LibraryKind::Rbrace
        {
            let start = next.start().to_u32();
            let location = lines.location(start, start);
            tokens.push(Token { kind: TokenKind::FStringMiddle, text: "", location });
        }
    }
    tokens.push(end_marker(source, lines));
    tokens
}

fn end_marker<'source>(source: &'source str, lines: &LineIndex) -> Token<'source> {
    let (lineno, column) = lines.position(source.len() as u32);
    // A last line without its end counts as ended.
    let lineno = if column == 0 { lineno } else { lineno + 1 };
    Token { kind: TokenKind::EndMarker, text: "", location: Location::new(lineno, lineno, 0, 0) }
}

/// What is open: an f-string, one of its replacement fields, or some bracket.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    FString,
    Field { in_spec: bool },
    Bracket,
}

/// Follows what is open, and says whether text of a format spec may come next: after its colon, and after a
/// replacement field inside of it. If the spec ends right there, Python's tokenizer has an empty text.
fn expects_spec_text(kind: LibraryKind, open: &mut Vec<Open>) -> bool {
    match kind {
        LibraryKind::FStringStart => open.push(Open::FString),
        LibraryKind::Lbrace => open.push(match open.last() {
            Some(Open::FString | Open::Field { in_spec: true }) => Open::Field { in_spec: false },
            _ => Open::Bracket,
        }),
        LibraryKind::Lpar | LibraryKind::Lsqb => open.push(Open::Bracket),
        LibraryKind::Colon => {
            if let Some(Open::Field { in_spec }) = open.last_mut() {
                return !std::mem::replace(in_spec, true);
            }
        }
        LibraryKind::FStringEnd | LibraryKind::Rpar | LibraryKind::Rsqb => {
            open.pop();
        }
        LibraryKind::Rbrace => {
            let closed = open.pop();
            let is_field = matches!(closed, Some(Open::Field { .. }));
            return is_field && open.last() == Some(&Open::Field { in_spec: true });
        }
        _ => {}
    }
    false
}

fn push<'source>(
    source: &'source str,
    lines: &LineIndex,
    token: &LibraryToken,
    in_raw: bool,
    tokens: &mut Vec<Token<'source>>,
) {
    let (start, end) = (token.start().to_u32(), token.end().to_u32());
    let text = &source[token.range()];
    let kind = match token.kind() {
        LibraryKind::Name => TokenKind::Name,
        LibraryKind::Unknown if !text.is_ascii() => TokenKind::Name,
        LibraryKind::Int | LibraryKind::Float | LibraryKind::Complex => TokenKind::Number,
        LibraryKind::String => TokenKind::String,
        LibraryKind::FStringStart => TokenKind::FStringStart,
        LibraryKind::FStringEnd => TokenKind::FStringEnd,
        LibraryKind::FStringMiddle => {
            push_middles(lines, text, start, in_raw, tokens);
            return;
        }
        LibraryKind::Comment => TokenKind::Comment,
        kind @ (LibraryKind::Newline | LibraryKind::NonLogicalNewline) => {
            let kind = if kind == LibraryKind::Newline { TokenKind::Newline } else { TokenKind::Nl };
            let (lineno, col_offset) = lines.position(start);
            let width = text.len().max(1) as i32;
            let location = Location::new(lineno, lineno, col_offset, col_offset + width);
            tokens.push(Token { kind, text, location });
            return;
        }
        LibraryKind::Indent => TokenKind::Indent,
        LibraryKind::Dedent => TokenKind::Dedent,
        LibraryKind::EndOfFile => return,
        kind if kind.is_keyword() => TokenKind::Name,
        // `$`, `?` and the like too.
        _ => TokenKind::Op,
    };
    let location = lines.location(start, end);
    if let Some(last) = tokens.last_mut()
        && last.kind == TokenKind::Name
        && (last.location.end_lineno, last.location.end_col_offset) == (location.lineno, location.col_offset)
        && matches!(kind, TokenKind::Name | TokenKind::Number)
    {
        // Only what is no character of a name parts two names, and `tokenize` does not see it that way.
        last.text = &source[end as usize - last.text.len() - text.len()..end as usize];
        (last.location.end_lineno, last.location.end_col_offset) =
            (location.end_lineno, location.end_col_offset);
        return;
    }
    tokens.push(Token { kind, text, location });
}

/// Cuts the text of an f-string after the first of two braces and after a character's name.
fn push_middles<'source>(
    lines: &LineIndex,
    text: &'source str,
    offset: u32,
    in_raw: bool,
    tokens: &mut Vec<Token<'source>>,
) {
    let mut push = |start: usize, end: usize| {
        let location = lines.location(offset + start as u32, offset + end as u32);
        tokens.push(Token { kind: TokenKind::FStringMiddle, text: &text[start..end], location });
    };
    let bytes = text.as_bytes();
    let mut start = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied();
        match byte {
            b'{' | b'}' if next == Some(byte) => {
                push(start, at + 1);
                start = at + 2;
                at = start;
            }
            b'\\' if !in_raw && bytes[at..].starts_with(b"\\N{") => {
                at += text[at..].find('}').map_or(3, |end| end + 1);
                push(start, at);
                start = at;
            }
            b'\\' if !in_raw && !matches!(next, Some(b'{' | b'}')) => at += 2,
            _ => at += 1,
        }
    }
    if start < text.len() {
        push(start, text.len());
    }
}

#[cfg(test)]
mod tests {
    use super::tokens;

    #[test]
    fn texts_of_fstrings_are_pythons() {
        for (source, expected) in [
            ("f'{x:{w}}'\n", vec![("", 8)]),
            ("f'{x:}'\n", vec![("", 5)]),
            ("f'{x:{w}.{v}}'\n", vec![(".", 8), ("", 12)]),
            ("f'{x:{w:{z}}}'\n", vec![("", 11), ("", 12)]),
            ("f'{x:a{w}}'\n", vec![("a", 5), ("", 9)]),
            ("f'a{{b}}c'\n", vec![("a{", 2), ("b}", 5), ("c", 8)]),
            ("f'a\\N{DELTA}b'\n", vec![("a\\N{DELTA}", 2), ("b", 12)]),
            ("f'\\N{DELTA}'\n", vec![("\\N{DELTA}", 2)]),
            ("f'\\\\N{x}'\n", vec![("\\\\N", 2)]),
            ("rf'\\N{x}'\n", vec![("\\N", 3)]),
        ] {
            let middles: Vec<_> = tokens(source)
                .iter()
                .filter(|token| token.kind.name() == "FSTRING_MIDDLE")
                .map(|token| (token.text, token.location.col_offset))
                .collect();
            assert_eq!(middles, expected, "{source}");
        }
    }
}
