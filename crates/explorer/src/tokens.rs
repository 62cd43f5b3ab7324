//! The tokens of one input, with their places in the source.
//!
//! They are those of Python's `tokenize`: comments and line ends are tokens too. It asks less of a program
//! than the other stages; what does not parse may still have tokens.

use std::ops::Range;

use bytescope_bytecode::{Location, Version};
use bytescope_syntax::{TokenKind, decode_lines, normalize};

use crate::pipeline::{Program, Refusal, Settings};
use crate::source::Source;

/// All tokens of an input.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// The release whose tokens these are.
    pub version: Version,
    /// The name that the input goes by.
    pub filename: String,
    /// How the file is encoded, by `tokenize`'s name for it: its token `ENCODING`.
    pub encoding: String,
    /// The text, line ends as they are in the file.
    pub source: Source,
    /// The tokens in order, `ENDMARKER` last.
    pub tokens: Vec<Token>,
}

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its type.
    pub kind: TokenKind,
    /// The name of its exact type, `LPAR` for `(`.
    pub exact: &'static str,
    /// Whether it is one of Python's keywords. The soft ones (`match`) are names to the tokenizer.
    pub is_keyword: bool,
    /// Its text: a byte range of the source.
    pub range: Range<usize>,
    /// Where it stands, columns in bytes.
    pub location: Location,
    /// Its first column, in characters.
    pub column: i32,
    /// The column after it, in characters.
    pub end_column: i32,
}

impl Tokens {
    /// A token's text.
    pub fn text(&self, token: &Token) -> &str {
        self.source.text().get(token.range.clone()).unwrap_or("")
    }
}

/// Cuts a program into its tokens.
///
/// # Errors
///
/// What CPython's tokenizer would raise for it.
pub fn tokenize(program: Program<'_>, settings: &Settings) -> Result<Tokens, Box<Refusal>> {
    let (decoded, bytes) = match program {
        Program::File(bytes) => (decode_lines(bytes), bytes),
        Program::Text(text) => (normalize(text).map(|text| (text, "utf-8".to_owned())), text.as_bytes()),
    };
    let (text, encoding) = decoded
        .map_err(|error| Box::new(Refusal { error, source: String::from_utf8_lossy(bytes).into_owned() }))?;
    let source = Source::new(text);
    let found = bytescope_syntax::tokenize(source.text())
        .map_err(|error| Box::new(Refusal { error, source: source.text().to_owned() }))?;
    let start = source.text().as_ptr().addr();
    let mut columns = Columns::new(&source);
    let tokens = found.into_iter().map(|token| {
        let location = token.location;
        // Texts are slices of the source, but for the empty ones.
        let offset = if token.text.is_empty() { 0 } else { token.text.as_ptr().addr() - start };
        Token {
            kind: token.kind,
            exact: token.exact_name(),
            is_keyword: token.is_keyword(),
            range: offset..offset + token.text.len(),
            location,
            column: columns.characters(location.lineno, location.col_offset),
            end_column: columns.characters(location.end_lineno, location.end_col_offset),
        }
    });
    let tokens = tokens.collect();
    Ok(Tokens { version: settings.version, filename: settings.filename.clone(), encoding, source, tokens })
}

/// Counts the characters before a column of bytes. Goes on from the last place asked for, so that long lines
/// take no longer than short ones.
struct Columns<'a> {
    source: &'a Source,
    line: i32,
    bytes: usize,
    characters: usize,
}

impl<'a> Columns<'a> {
    fn new(source: &'a Source) -> Self {
        Self { source, line: 0, bytes: 0, characters: 0 }
    }

    fn characters(&mut self, line: i32, column: i32) -> i32 {
        let column = column.max(0) as usize;
        if line != self.line || column < self.bytes {
            (self.line, self.bytes, self.characters) = (line, 0, 0);
        }
        let rest = self.source.line(line).get(self.bytes..).unwrap_or("");
        // Where a line end stands, there may be less text than columns.
        let step = column - self.bytes;
        self.characters += rest
            .get(..step)
            .map_or(rest.chars().count() + step.saturating_sub(rest.len()), |text| text.chars().count());
        self.bytes = column;
        self.characters as i32
    }
}
