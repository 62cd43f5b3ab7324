//! The first line of a live fence: words and `key=value` options.

use std::fmt;
use std::ops::RangeInclusive;

/// A view of a program, as `show=` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ViewKind {
    /// The program with line numbers.
    Source,
    /// Source beside the instructions it became.
    Bytecode,
    /// The same with the operand stack.
    Stack,
    /// A sentence for every opcode.
    Explain,
    /// Tokens.
    Tokens,
    /// The syntax tree.
    Ast,
    /// The symbol table.
    Symbols,
    /// What each optimisation changed.
    Passes,
    /// Basic blocks.
    Cfg,
    /// The executed instructions.
    Trace,
    /// The run to step through.
    Stepper,
    /// What it printed.
    Output,
    /// Instructions executed by line.
    Profile,
}

impl ViewKind {
    /// All of them, in the order of the stages.
    pub const ALL: [Self; 13] = [
        Self::Source,
        Self::Tokens,
        Self::Ast,
        Self::Symbols,
        Self::Passes,
        Self::Cfg,
        Self::Bytecode,
        Self::Stack,
        Self::Explain,
        Self::Trace,
        Self::Stepper,
        Self::Output,
        Self::Profile,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Bytecode => "bytecode",
            Self::Stack => "stack",
            Self::Explain => "explain",
            Self::Tokens => "tokens",
            Self::Ast => "ast",
            Self::Symbols => "symbols",
            Self::Passes => "passes",
            Self::Cfg => "cfg",
            Self::Trace => "trace",
            Self::Stepper => "stepper",
            Self::Output => "output",
            Self::Profile => "profile",
        }
    }

    /// The view of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.name() == name)
    }
}

/// The options of a program's fence (`docs/lessons.md`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgramOptions {
    /// `show=`
    pub show: Vec<ViewKind>,
    /// `name=`
    pub name: Option<String>,
    /// `only=`
    pub only: Option<String>,
    /// `function=`
    pub function: Option<String>,
    /// `lines=`
    pub lines: Option<RangeInclusive<i32>>,
    /// `steps=`
    pub steps: Option<RangeInclusive<u64>>,
    /// `events=`: the kinds, `None` for the default.
    pub events: Option<Vec<String>>,
    /// `collapse`
    pub collapse: bool,
    /// `optimize=`
    pub optimize: u8,
    /// `fails=`
    pub fails: Option<String>,
    /// `input=`
    pub input: String,
    /// `file=`
    pub file: Option<String>,
    /// `run=no`
    pub runs: bool,
}

impl Default for ProgramOptions {
    fn default() -> Self {
        Self {
            show: vec![ViewKind::Source, ViewKind::Bytecode],
            name: None,
            only: None,
            function: None,
            lines: None,
            steps: None,
            events: None,
            collapse: false,
            optimize: 0,
            fails: None,
            input: String::new(),
            file: None,
            runs: true,
        }
    }
}

/// The kinds of events that `events=` knows.
const EVENTS: [&str; 9] =
    ["names", "attributes", "exceptions", "frames", "generators", "objects", "switches", "all", "none"];

/// What a live fence is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fence {
    Program(ProgramOptions),
    Views {
        program: String,
        show: Vec<ViewKind>,
    },
    Compare {
        names: Vec<String>,
        only: Option<String>,
    },
    Pyc {
        file: String,
        show: Vec<ViewKind>,
        only: Option<String>,
        source: Option<String>,
    },
    Exercises {
        kinds: Vec<String>,
        program: String,
        only: Option<String>,
        lines: Option<RangeInclusive<i32>>,
        seed: u64,
    },
}

/// Reads the first line of a fence; `None` if it is an ordinary one.
pub(crate) fn parse(info: &str) -> Option<Result<Fence, String>> {
    let words = match words(info) {
        Ok(words) => words,
        // Only live fences have rules to break.
        Err(message) => {
            return info.split_whitespace().any(|word| word == "bytescope").then_some(Err(message));
        }
    };
    let plain =
        |index: usize| words.get(index).and_then(|word| word.value.is_none().then_some(word.key.as_str()));
    match (plain(0), plain(1)) {
        (Some("python" | "py"), Some("bytescope")) => Some(program(&words[2..]).map(Fence::Program)),
        (Some("bytescope"), _) => Some(other(&words[1..])),
        _ => None,
    }
}

/// A word of the first line, perhaps with a value.
struct Word {
    key: String,
    value: Option<String>,
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key)?;
        self.value.iter().try_for_each(|value| write!(f, "={value}"))
    }
}

/// Splits at spaces; a value may be quoted to hold some.
fn words(info: &str) -> Result<Vec<Word>, String> {
    let mut words = Vec::new();
    let mut rest = info.trim();
    while !rest.is_empty() {
        let end = rest.find([' ', '\t', '=']).unwrap_or(rest.len());
        let key = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = None;
        if let Some(after) = rest.strip_prefix('=') {
            if let Some(quoted) = after.strip_prefix('"') {
                let Some(end) = quoted.find('"') else {
                    return Err(format!("{key}=\" has no closing quote"));
                };
                value = Some(quoted[..end].to_owned());
                rest = &quoted[end + 1..];
            } else {
                let end = after.find([' ', '\t']).unwrap_or(after.len());
                value = Some(after[..end].to_owned());
                rest = &after[end..];
            }
        }
        words.push(Word { key, value });
        rest = rest.trim_start();
    }
    Ok(words)
}

fn program(words: &[Word]) -> Result<ProgramOptions, String> {
    let mut options = ProgramOptions::default();
    for word in words {
        let value = word.value.as_deref();
        match (word.key.as_str(), value) {
            ("show", Some(value)) => options.show = views(value)?,
            ("name", Some(value)) => options.name = Some(value.to_owned()),
            ("only", Some(value)) => options.only = Some(value.to_owned()),
            ("function", Some(value)) => options.function = Some(value.to_owned()),
            ("lines", Some(value)) => options.lines = Some(range(value)?),
            ("steps", Some(value)) => options.steps = Some(range(value)?),
            ("events", Some(value)) => options.events = Some(events(value)?),
            ("collapse", None) => options.collapse = true,
            ("optimize", Some(value)) => {
                options.optimize = match value {
                    "0" => 0,
                    "1" => 1,
                    "2" => 2,
                    _ => return Err(format!("optimize={value}: expected 0, 1 or 2")),
                }
            }
            ("fails", Some(value)) => options.fails = Some(value.to_owned()),
            ("input", Some(value)) => options.input = value.replace("\\n", "\n"),
            ("file", Some(value)) => options.file = Some(value.to_owned()),
            ("run", Some("no")) => options.runs = false,
            ("run", Some(value)) => return Err(format!("run={value}: expected run=no")),
            _ => {
                return Err(unknown(
                    word,
                    "show, name, only, function, lines, steps, events, collapse, optimize, fails, input, file, run",
                ));
            }
        }
    }
    Ok(options)
}

fn other(words: &[Word]) -> Result<Fence, String> {
    let first = words.first().ok_or("expected views=, compare=, pyc= or exercises=")?;
    let value = first.value.clone().unwrap_or_default();
    match first.key.as_str() {
        "views" => {
            let mut program = None;
            for word in &words[1..] {
                match (word.key.as_str(), &word.value) {
                    ("program", Some(value)) => program = Some(value.clone()),
                    _ => return Err(unknown(word, "program")),
                }
            }
            let program = program.ok_or("expected program=NAME: the views are of a program of the page")?;
            Ok(Fence::Views { program, show: views(&value)? })
        }
        "compare" => {
            let mut only = None;
            for word in &words[1..] {
                match (word.key.as_str(), &word.value) {
                    ("only", Some(value)) => only = Some(value.clone()),
                    _ => return Err(unknown(word, "only")),
                }
            }
            let names: Vec<_> = value.split(',').map(str::to_owned).collect();
            if names.len() < 2 || names.iter().any(String::is_empty) {
                return Err(format!(
                    "compare={value}: expected the names of two programs, as in compare=A,B"
                ));
            }
            Ok(Fence::Compare { names, only })
        }
        "pyc" => {
            let (mut show, mut only, mut source) = (vec![ViewKind::Bytecode], None, None);
            for word in &words[1..] {
                match (word.key.as_str(), &word.value) {
                    ("show", Some(value)) => show = views(value)?,
                    ("only", Some(value)) => only = Some(value.clone()),
                    ("source", Some(value)) => source = Some(value.clone()),
                    _ => return Err(unknown(word, "show, only, source")),
                }
            }
            Ok(Fence::Pyc { file: value, show, only, source })
        }
        "exercises" => {
            let (mut program, mut only, mut lines, mut seed) = (None, None, None, 0);
            for word in &words[1..] {
                match (word.key.as_str(), &word.value) {
                    ("program", Some(value)) => program = Some(value.clone()),
                    ("only", Some(value)) => only = Some(value.clone()),
                    ("lines", Some(value)) => lines = Some(range(value)?),
                    ("seed", Some(value)) => {
                        seed = value.parse().map_err(|_| format!("seed={value}: expected a number"))?;
                    }
                    _ => return Err(unknown(word, "program, only, lines, seed")),
                }
            }
            let program = program.ok_or("expected program=NAME: exercises are made from a program")?;
            Ok(Fence::Exercises {
                kinds: value.split(',').map(str::to_owned).collect(),
                program,
                only,
                lines,
                seed,
            })
        }
        _ => Err(unknown(first, "views, compare, pyc, exercises")),
    }
}

fn unknown(word: &Word, known: &str) -> String {
    if word.value.is_none() && known.split(", ").any(|key| key == word.key) {
        return format!("{} needs a value: {}=…", word.key, word.key);
    }
    format!("unknown option {word}; there are {known}")
}

/// Reads the names of `show=`.
pub(crate) fn views(value: &str) -> Result<Vec<ViewKind>, String> {
    let views = value.split(',').map(|name| {
        ViewKind::named(name).ok_or_else(|| {
            let known: Vec<_> = ViewKind::ALL.into_iter().map(ViewKind::name).collect();
            format!("there is no view called {name}; there are {}", known.join(", "))
        })
    });
    views.collect()
}

fn events(value: &str) -> Result<Vec<String>, String> {
    let kinds = value.split(',').map(|name| {
        if EVENTS.contains(&name) {
            Ok(name.to_owned())
        } else {
            Err(format!("there are no events called {name}; there are {}", EVENTS.join(", ")))
        }
    });
    kinds.collect()
}

/// Reads `3-7` or `3`.
fn range<T: std::str::FromStr + Copy>(text: &str) -> Result<RangeInclusive<T>, String> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let number = |part: &str| part.parse::<T>().map_err(|_| format!("{text}: expected a range such as 3-7"));
    Ok(number(from)?..=number(to)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options() {
        let Some(Ok(Fence::Program(options))) = parse(
            "python bytescope name=a show=source,trace lines=2-3 collapse input=\"Ada Lovelace\\n\" run=no",
        ) else {
            panic!("no program");
        };
        assert_eq!(options.name.as_deref(), Some("a"));
        assert_eq!(options.show, [ViewKind::Source, ViewKind::Trace]);
        assert_eq!(options.lines, Some(2..=3));
        assert!(options.collapse && !options.runs);
        assert_eq!(options.input, "Ada Lovelace\n");
        assert_eq!(parse("python"), None);
        assert_eq!(parse("text \"bytescope"), None);
    }

    #[test]
    fn mistakes_say_what_was_expected() {
        let message = |info: &str| match parse(info) {
            Some(Err(message)) => message,
            other => panic!("{other:?}"),
        };
        assert!(
            message("python bytescope shwo=source").starts_with("unknown option shwo=source; there are show")
        );
        assert_eq!(message("python bytescope show"), "show needs a value: show=…");
        assert!(message("python bytescope show=sorce").starts_with("there is no view called sorce"));
        assert_eq!(message("python bytescope lines=x"), "x: expected a range such as 3-7");
        assert!(message("bytescope").starts_with("expected views="));
        assert!(message("bytescope compare=A").contains("two programs"));
    }
}
