//! What can go wrong, and how it is told: once, here, on standard error.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use bytescope_explorer::Refusal;
use bytescope_syntax::SyntaxError;
use bytescope_views::{Role, Row, Style, Theme, ansi, plain, unpainted};

/// The style of exception names and carets.
const PINK: Style = Style { role: Role::Exception, bold: true };

/// Bad input.
const BAD_INPUT: u8 = 1;
/// A command line that makes no sense.
const USAGE: u8 = 2;

/// Why a command stopped.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Python would refuse the program.
    Refused {
        /// The name the input goes by.
        name: String,
        /// What is wrong.
        refusal: Box<Refusal>,
        /// Whether and how to colour the message.
        paint: Option<Theme>,
    },
    /// Something about the input or the output, in words.
    Bad(String),
    /// The command line is wrong in a way that its grammar does not say.
    Usage(String),
    /// Everything was reported where it happened.
    Reported,
    /// Whoever read the output wants no more of it.
    BrokenPipe,
}

impl Failure {
    /// A file that cannot be read.
    pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Self {
        Self::Bad(format!("cannot read {}: {}", path.display(), reason(error)))
    }

    /// A file that cannot be written.
    pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Self {
        Self::Bad(format!("cannot write {}: {}", path.display(), reason(error)))
    }

    /// A name that nothing has; the first few that there are help on.
    pub(crate) fn unknown_name<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> Self {
        const SOME: usize = 12;
        let mut some: Vec<_> = known.take(SOME + 1).collect();
        if some.len() > SOME {
            some[SOME] = "…";
        }
        Self::Bad(format!("no {what} is called {name}; there are {}", some.join(", ")))
    }

    /// Prints the message and gives the exit code.
    pub(crate) fn report(self) -> ExitCode {
        let code = match self {
            Self::Refused { name, refusal, paint } => {
                let rows = frame(&name, &refusal);
                let text = paint.map_or_else(|| plain(&rows), |theme| ansi(&rows, theme));
                say(text.trim_end());
                BAD_INPUT
            }
            Self::Bad(message) => {
                say(&format!("bytescope: {message}"));
                BAD_INPUT
            }
            Self::Usage(message) => {
                say(&format!("bytescope: {message}\n\nFor more information, try '--help'."));
                USAGE
            }
            Self::Reported => BAD_INPUT,
            Self::BrokenPipe => 0,
        };
        ExitCode::from(code)
    }
}

/// Writes a line to standard error; nobody can be told if that fails.
pub(crate) fn say(message: &str) {
    use io::Write as _;
    let _ = writeln!(io::stderr(), "{message}");
}

/// An error of the system without Rust's `(os error 2)`.
pub(crate) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

/// `file:line:column: SyntaxError: message`, the column counted in characters from 1.
pub(crate) fn headline(name: &str, refusal: &Refusal) -> String {
    let SyntaxError { kind, message, location } = &refusal.error;
    let place = match (location.lineno, column(refusal)) {
        (..1, _) => String::new(),
        (line, None) => format!(":{line}"),
        (line, Some(column)) => format!(":{line}:{column}"),
    };
    format!("{name}{place}: {kind}: {message}")
}

fn line(refusal: &Refusal) -> Option<&str> {
    let index = usize::try_from(refusal.error.location.lineno).ok()?.checked_sub(1)?;
    refusal.source.split('\n').nth(index)
}

fn column(refusal: &Refusal) -> Option<usize> {
    let offset = usize::try_from(refusal.error.location.col_offset).ok()?;
    let before = line(refusal).and_then(|line| line.get(..offset));
    Some(before.map_or(offset, |text| text.chars().count()) + 1)
}

/// The message with the line it is about, and carets under the place.
fn frame(name: &str, refusal: &Refusal) -> Vec<Row> {
    let headline = headline(name, refusal);
    let kind = refusal.error.kind.to_string();
    let mut head = Row::new();
    match headline.split_once(&kind) {
        Some((place, message)) => {
            head.push(place, Style::BOLD);
            head.push(kind, PINK);
            head.push(message, Style::PLAIN);
        }
        None => head.push(headline, Style::PLAIN),
    }
    let mut rows = vec![head];
    if let Some(text) = line(refusal) {
        rows.extend(quote(refusal, text));
    }
    rows
}

/// A line with its number, and carets under the place.
fn quote(refusal: &Refusal, text: &str) -> Vec<Row> {
    /// Cells of source shown. A line of ten thousand characters helps nobody.
    const MOST: usize = 100;
    let location = refusal.error.location;
    let number = location.lineno.to_string();
    let led = |lead: &str, content: Row| {
        let mut row = Row::of(format!("  {lead:>width$} │ ", width = number.len()), Style::QUIET);
        row.append(content);
        row.trim_end();
        row
    };
    let start = usize::try_from(location.col_offset).ok();
    let Some(before) = start.and_then(|start| text.get(..start)) else {
        let mut source = unpainted(text, Style::PLAIN);
        source.cut(MOST);
        return vec![Row::new(), led(&number, source)];
    };
    // The end may lie on another line, before the start, or nowhere.
    let end = match location.end_lineno {
        line if line == location.lineno => usize::try_from(location.end_col_offset).unwrap_or(0),
        line if line > location.lineno => text.len(),
        _ => 0,
    };
    let marked = text.get(before.len()..end).unwrap_or("");
    let mut skip = unpainted(before, Style::PLAIN).width();
    let size =
        unpainted(&text[..before.len() + marked.len()], Style::PLAIN).width().saturating_sub(skip).max(1);
    let mut shown = text;
    let mut source = Row::new();
    if skip > MOST / 2 {
        // What stands far to the right is shown with a little of what comes before.
        let from = before.char_indices().rev().nth(MOST / 4).map_or(0, |(at, _)| at);
        shown = &text[from..];
        skip = unpainted(&before[from..], Style::PLAIN).width() + 1;
        source.push("…", Style::QUIET);
    }
    source.append(unpainted(shown, Style::PLAIN));
    source.cut(MOST);
    let mut carets = Row::of(" ".repeat(skip), Style::PLAIN);
    carets.push("^".repeat(size.min(MOST.saturating_sub(skip).max(1))), PINK);
    vec![Row::new(), led(&number, source), led("", carets)]
}
