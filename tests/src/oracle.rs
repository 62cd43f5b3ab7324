//! What a real CPython makes of every source of a bundle. Answers are kept below `target/oracle-cache`,
//! since they never change: under a name made of the release, the arguments, the script and the sources.

use std::hash::Hasher;
use std::{fmt, fs, io};

use bytescope_bytecode::{CodeObject, Constant, Location, marshal};
use bytescope_syntax::{ErrorKind, SyntaxError};
use serde::Deserialize;
use siphasher::sip::SipHasher13;

use crate::bundle::Bundle;
use crate::interpreter::Interpreter;
use crate::{cache, repository};

/// CPython's answer to one source.
#[derive(Clone, Debug)]
pub enum Answer {
    /// It compiles.
    Code(Box<CodeObject>),
    /// It does not.
    Error(Refusal),
}

/// An exception out of `compile()`, with what a traceback shows of it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Refusal {
    /// The exception's type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its message.
    pub message: String,
    /// 1-based line.
    pub lineno: Option<i32>,
    /// 1-based column, in characters.
    pub offset: Option<i32>,
    /// Last line.
    pub end_lineno: Option<i32>,
    /// Column after the end.
    pub end_offset: Option<i32>,
}

impl Refusal {
    /// Our error for a source that cannot be decoded. Where CPython has no position, it says line 0, column -1.
    pub fn of_source(error: &SyntaxError, source: &[u8]) -> Self {
        let refusal = Self::of(error, Some(&String::from_utf8_lossy(source)));
        if error.location.has_line() {
            refusal
        } else {
            Self { lineno: Some(0), offset: Some(-1), ..refusal }
        }
    }

    /// Our error as Python would show it. CPython's parser counts characters from 1 in the text of the line; its
    /// symbol table and code generator count bytes, and know no absent position.
    pub fn of(error: &SyntaxError, text: Option<&str>) -> Self {
        let Location { lineno, end_lineno, col_offset, end_col_offset } = error.location;
        let mut refusal = Self {
            kind: error.kind.to_string(),
            message: error.message.clone(),
            lineno: None,
            offset: None,
            end_lineno: None,
            end_offset: None,
        };
        let has_position =
            matches!(error.kind, ErrorKind::SyntaxError | ErrorKind::IndentationError | ErrorKind::TabError);
        if !has_position {
            return refusal;
        }
        if let Some(text) = text {
            let known = |number: i32| (number >= 0).then_some(number);
            refusal.lineno = known(lineno);
            refusal.end_lineno = known(end_lineno);
            refusal.offset = known(col_offset).map(|column| characters(text, lineno, column) + 1);
            refusal.end_offset = known(end_col_offset).map(|column| characters(text, end_lineno, column) + 1);
        } else {
            refusal.lineno = Some(lineno);
            refusal.offset = Some(col_offset + 1);
            // Only `future.c` raises errors that have a start but no end.
            let open = lineno >= 0 && end_lineno < 0;
            refusal.end_lineno = Some(if open { lineno } else { end_lineno });
            refusal.end_offset = (!open).then_some(end_col_offset + 1);
        }
        refusal
    }
}

/// How many characters the first `column` bytes of a line hold.
fn characters(source: &str, line: i32, column: i32) -> i32 {
    let index = usize::try_from(line - 1).unwrap_or_default();
    let text = source.split('\n').nth(index).unwrap_or_default();
    let column = column as usize;
    match text.get(..column) {
        Some(head) => head.chars().count() as i32,
        // Past the end, where the newline is.
        None => (text.chars().count() + column.saturating_sub(text.len())) as i32,
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |number: Option<i32>| number.map_or_else(|| "?".to_owned(), |number| number.to_string());
        let [line, offset, end_line, end_offset] =
            [self.lineno, self.offset, self.end_lineno, self.end_offset].map(part);
        write!(f, "{}: {} ({line}:{offset}-{end_line}:{end_offset})", self.kind, self.message)
    }
}

impl Answer {
    /// Reads an answer as `oracle/compile_bundle.py` wrote it.
    pub fn decode(data: &[u8]) -> Result<Self, String> {
        match data.split_first() {
            Some((b'C', data)) => match marshal::load(data).map_err(|error| error.to_string())? {
                Constant::Code(code) => Ok(Self::Code(Box::new((*code).clone()))),
                other => Err(format!("a {} instead of a code object", other.type_name())),
            },
            Some((b'E', data)) => {
                serde_json::from_slice(data).map(Self::Error).map_err(|error| error.to_string())
            }
            _ => Err("an answer of an unknown kind".to_owned()),
        }
    }
}

/// Runs a script of `tests/oracle` over a bundle, or takes the answers from an earlier run.
pub fn ask(
    interpreter: &Interpreter,
    script: &str,
    sources: &Bundle,
    arguments: &[&str],
) -> io::Result<Bundle> {
    ask_seeded(interpreter, script, sources, arguments, 0)
}

/// [`ask`] with another seed for hashing strings, on which the order of a few things depends in CPython.
pub fn ask_seeded(
    interpreter: &Interpreter,
    script: &str,
    sources: &Bundle,
    arguments: &[&str],
    seed: u32,
) -> io::Result<Bundle> {
    let folder = cache();
    fs::create_dir_all(&folder)?;
    let mut hasher = SipHasher13::new();
    for file in [script, "bundle.py"] {
        hasher.write(&fs::read(repository().join("tests/oracle").join(file))?);
    }
    hasher.write(arguments.join("\0").as_bytes());
    hasher.write_u32(seed);
    let key = format!("{}-{:016x}-{}", interpreter.version, hasher.finish(), sources.identity());
    let answers = folder.join(format!("{key}.answers"));
    if let Ok(data) = fs::read(&answers)
        && let Some(bundle) = Bundle::decode(&data)
    {
        return Ok(bundle);
    }
    let [input, output] = ["sources", "partial"].map(|ending| format!("{key}.{ending}"));
    fs::write(folder.join(&input), sources.encode())?;
    let run = interpreter.run(script, &folder, seed, &[&[input.as_str(), &output], arguments].concat());
    fs::remove_file(folder.join(&input))?;
    run?;
    fs::rename(folder.join(&output), &answers)?;
    Bundle::decode(&fs::read(&answers)?).ok_or_else(|| io::Error::other("the answers are cut off"))
}
