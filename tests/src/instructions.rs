//! Reading bytecode that real interpreters made, compared with what their `dis` says of it.
//!
//! An interpreter compiles every source and answers with a `.pyc` and the hash of its `dis.get_instructions`, a line for
//! an instruction (`oracle/pyc_instructions.py` says how); we read the `.pyc` and write the same lines from what
//! `--format json` is made of. Files that differ are asked for again, whole.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{fs, io};

use bytescope_bytecode::{JumpWords, LineTable, Location, Opcode, OpcodeTable, Version, pyc};
use bytescope_explorer::{Disassembly, Instruction, explore_pyc};
use bytescope_views::cpython::{self, DisOptions};
use sha2::{Digest, Sha256};

use crate::bundle::Bundle;
use crate::interpreter::Interpreter;
use crate::scoreboard::{COMMAND, Scoreboard};
use crate::subject::in_parallel;
use crate::{goldens, oracle, repository};

/// The script that compiles and disassembles.
const SCRIPT: &str = "pyc_instructions.py";

/// How many files that differ are looked at whole.
const FEW: usize = 40;

/// What an interpreter says of one source.
struct Answer<'a> {
    instructions: usize,
    pyc: &'a [u8],
    /// The hashes of the two texts, or the texts.
    texts: &'a [u8],
}

impl<'a> Answer<'a> {
    /// `None` for a source that the interpreter refuses.
    fn decode(data: &'a [u8]) -> Option<Self> {
        let data = data.strip_prefix(b"P")?;
        let (instructions, data) = data.split_first_chunk::<4>()?;
        let (size, data) = data.split_first_chunk::<4>()?;
        let (pyc, texts) = data.split_at_checked(u32::from_le_bytes(*size) as usize)?;
        Some(Self { instructions: u32::from_le_bytes(*instructions) as usize, pyc, texts })
    }
}

/// The scoreboard of a release.
pub fn compare(interpreter: &Interpreter, sources: &Bundle, corpus: String) -> io::Result<Scoreboard> {
    let answers = oracle::ask(interpreter, SCRIPT, sources, &[])?;
    let texts = in_parallel(sources.entries.len(), |index| {
        let answer = Answer::decode(&answers.entries[index].1)?;
        let texts = texts(answer.pyc);
        let same = texts.as_ref().map_or([false; 2], |texts| {
            let (rows, dis) = answer.texts.split_at_checked(64).unwrap_or_default();
            [is_hash(rows, &texts[0]), is_hash(dis, &texts[1])]
        });
        // What is the same is not needed any more.
        let texts = if same == [true; 2] { Ok(String::new()) } else { texts.map(|texts| joined(&texts)) };
        Some((answer.instructions, same, texts))
    });
    let mut counts = [("files", 0, 0), ("instructions", 0, 0), ("texts of dis.dis", 0, 0)];
    let mut failing = Vec::new();
    let (mut few, mut few_texts) = (Bundle::default(), Vec::new());
    for (entry, answer) in sources.entries.iter().zip(texts) {
        let Some((instructions, same, text)) = answer else { continue };
        let more = [(same[0], 1), (same[0], instructions), (same[1], 1)];
        for ((_, good, all), (same, more)) in counts.iter_mut().zip(more) {
            *good += if same { more } else { 0 };
            *all += more;
        }
        match text {
            _ if same == [true; 2] => {}
            Ok(text) if few.entries.len() < FEW => {
                few.entries.push(entry.clone());
                few_texts.push(text);
            }
            Ok(_) => failing.push((entry.0.clone(), "differs".to_owned())),
            Err(message) => failing.push((entry.0.clone(), message)),
        }
    }
    if !few.entries.is_empty() {
        let whole = oracle::ask(interpreter, SCRIPT, &few, &["--whole"])?;
        for ((name, answer), text) in whole.entries.iter().zip(few_texts) {
            let expected = Answer::decode(answer).map(|answer| String::from_utf8_lossy(answer.texts));
            failing.push((name.clone(), first_difference(&expected.unwrap_or_default(), &text)));
        }
    }
    let release = OpcodeTable::of(interpreter.version).release();
    Ok(Scoreboard {
        name: format!("pyc-{release}"),
        title: format!(
            "Instructions read from .pyc files as dis.get_instructions and dis.dis of CPython {release} have them."
        ),
        command: COMMAND,
        corpus,
        counts: counts.map(|(what, good, all)| (what.to_owned(), good, all)).to_vec(),
        failing,
    })
}

/// The releases to compare with: those that the opcode tables were made from.
pub fn releases() -> impl Iterator<Item = Version> {
    OpcodeTable::all().map(OpcodeTable::version)
}

fn is_hash(hash: &[u8], text: &str) -> bool {
    let digest = Sha256::digest(text.as_bytes());
    let digits = digest.iter().fold(String::new(), |mut digits, byte| {
        // Writing to a string cannot fail, here and below.
        let _ = write!(digits, "{byte:02x}");
        digits
    });
    digits.as_bytes() == hash
}

fn first_difference(expected: &str, actual: &str) -> String {
    let mut actual = actual.split('\n');
    for (index, expected) in expected.split('\n').enumerate() {
        let actual = actual.next().unwrap_or("the end");
        if expected != actual {
            return format!("line {}: expected {expected:?}, found {actual:?}", index + 1);
        }
    }
    "more than expected".to_owned()
}

/// Both texts in one.
pub fn joined(texts: &[String; 2]) -> String {
    texts.join("\ndis.dis:\n")
}

/// Our texts for a `.pyc` file: the instructions, and what `dis --plain` prints.
pub fn texts(data: &[u8]) -> Result<[String; 2], String> {
    let pyc = pyc::read(data).map_err(|error| error.to_string())?;
    let exploration = explore_pyc(pyc, "", None);
    let table = exploration.table();
    let mut out = String::new();
    for object in &exploration.objects {
        let disassembly =
            exploration.disassemble(object).map_err(|error| format!("{}: {error}", object.code.qualname))?;
        let writer = Writer::new(table, &object.code, &disassembly);
        disassembly.instructions.iter().for_each(|instruction| writer.write(&mut out, instruction));
    }
    out.pop();
    let objects = exploration.objects[0].code.walk();
    let text: Result<String, _> = cpython::dis(objects, table, DisOptions::default()).collect();
    let text = text.map_err(|error| error.to_string())?;
    Ok([out, text.split('\n').map(|line| normal(line.to_owned())).collect::<Vec<_>>().join("\n")])
}

struct Writer<'a> {
    table: &'a OpcodeTable,
    object: &'a bytescope_bytecode::CodeObject,
    disassembly: &'a Disassembly,
    /// Where lines start. Up to 3.9 one may start behind an `EXTENDED_ARG`, and another at it.
    starts: BTreeMap<u32, i32>,
}

impl<'a> Writer<'a> {
    fn new(
        table: &'a OpcodeTable,
        object: &'a bytescope_bytecode::CodeObject,
        disassembly: &'a Disassembly,
    ) -> Self {
        let (mut starts, mut last) = (BTreeMap::new(), None);
        for range in table.locations(object).map_while(Result::ok) {
            let line = range.location.lineno;
            let counts = line >= 0 || table.words().absent_lines;
            if counts && range.start < range.end && last != Some(line) {
                starts.insert(2 * range.start, line);
                last = Some(line);
            }
        }
        Self { table, object, disassembly, starts }
    }

    /// The lines of an instruction: one for each `EXTENDED_ARG`, and its own.
    fn write(&self, out: &mut String, instruction: &Instruction) {
        let prefixes = (instruction.offset - instruction.start_offset) / 2;
        let arg = instruction.arg.unwrap_or_default();
        for prefix in 0..=prefixes {
            let offset = instruction.start_offset + 2 * prefix;
            let is_last = prefix == prefixes;
            let name = if is_last { instruction.opcode } else { Opcode::EXTENDED_ARG };
            let arg = if is_last { instruction.arg } else { Some(arg >> (8 * (prefixes - prefix))) };
            let _ = write!(out, "{name} {} {offset}", known(arg));
            let starts = match self.starts.get(&offset) {
                start if prefixes > 0 => start.copied(),
                _ => instruction.starts_line.then_some(instruction.location.lineno),
            };
            self.places(out, instruction, starts, [prefix == 0, is_last]);
            out.push(' ');
            if is_last {
                self.argument(out, instruction);
            }
            if !is_last && self.has_labels() {
                out.push(' ');
            }
            out.push('\n');
        }
    }

    fn has_labels(&self) -> bool {
        self.table.words().jumps == JumpWords::Label
    }

    /// Lines, target and positions.
    fn places(
        &self,
        out: &mut String,
        instruction: &Instruction,
        starts: Option<i32>,
        [is_first, is_last]: [bool; 2],
    ) {
        let Location { lineno, end_lineno, col_offset, end_col_offset } = instruction.location;
        let none = if self.has_labels() { "None" } else { "-" };
        let text = |line: i32| if line < 0 { none.to_owned() } else { line.to_string() };
        let line = text(lineno);
        let _ = write!(out, " {}", starts.map_or_else(|| "-".to_owned(), text));
        if self.has_labels() {
            let _ = write!(out, " {line}");
        }
        let target = instruction.jump_target.filter(|_| is_last);
        let is_target = if instruction.is_jump_target && is_first { "T" } else { "-" };
        let _ = write!(out, " {} {is_target}", known(target));
        if self.table.form().lines == LineTable::Positions {
            let parts = [lineno, end_lineno, col_offset, end_col_offset];
            let parts = parts.map(|part| if part < 0 { "-".to_owned() } else { part.to_string() });
            let _ = write!(out, " {}", parts.join(":"));
        }
    }

    /// The argument as `get_instructions` words it, and then as `dis.dis` does where that is another thing.
    fn argument(&self, out: &mut String, instruction: &Instruction) {
        let labels = &self.disassembly.jump_labels;
        out.push_str(&normal(instruction.argument.repr(self.object, labels, self.table.words())));
        if self.has_labels() {
            out.push(' ');
            out.push_str(&normal(instruction.argrepr.clone()));
        }
    }
}

fn known(number: Option<u32>) -> String {
    number.map_or_else(|| "-".to_owned(), |number| number.to_string())
}

/// The order of a frozenset changes from run to run.
fn normal(text: String) -> String {
    if !text.contains("frozenset({")
        || text.starts_with("<code object ")
        || text.starts_with("Disassembly of ")
    {
        return text;
    }
    let mut letters: Vec<_> = text.chars().collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

/// Where the sources are that goldens are made of, and the goldens: `.pyc` files, and what `dis` says of them.
fn folder() -> PathBuf {
    repository().join("tests/pyc")
}

/// Writes the `.pyc` files of a release and what its `dis` says of them, and returns how many.
pub fn write_goldens(interpreter: &Interpreter) -> io::Result<usize> {
    let release = OpcodeTable::of(interpreter.version).release();
    let answers = oracle::ask(interpreter, SCRIPT, &Bundle::of_folder(&folder())?, &["--whole"])?;
    let mut count = 0;
    for (name, answer) in &answers.entries {
        let Some(Answer { pyc, texts, .. }) = Answer::decode(answer) else { continue };
        let path = folder().join(name.replace(".py", &format!(".{release}.pyc")));
        fs::write(&path, pyc)?;
        let text = String::from_utf8_lossy(texts);
        let head = format!("# dis of CPython {release}. Written by: {}", goldens::COMMAND);
        fs::write(path.with_extension("txt"), format!("{head}\n{text}\n"))?;
        count += 1;
    }
    Ok(count)
}

/// The goldens: name, `.pyc` file, and the lines that `dis` has for it.
pub fn goldens() -> io::Result<Vec<(String, Vec<u8>, String)>> {
    let mut goldens = Vec::new();
    for entry in fs::read_dir(folder())? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "pyc") {
            let text = fs::read_to_string(path.with_extension("txt"))?;
            let text = text
                .split_once('\n')
                .map_or("", |(_, lines)| lines)
                .strip_suffix('\n')
                .unwrap_or_default()
                .to_owned();
            goldens.push((
                path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                fs::read(&path)?,
                text,
            ));
        }
    }
    goldens.sort_unstable();
    Ok(goldens)
}
