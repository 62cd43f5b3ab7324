//! Comparing what CPython's tools print (`python -m dis` and its sisters) with what we print in their place,
//! over a whole corpus and character for character; and in the same way its instructions half way.
//!
//! The texts are large, so the interpreter answers with their hashes; those that differ are asked for again,
//! whole. What cannot be the same from run to run is made so on both sides, `oracle/tool_text.py` says how.

pub mod golden;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use bytescope_bytecode::{Location, OpcodeTable, Version};
use bytescope_explorer::{
    BasicBlock, Program, Refusal, Settings, compile, passes, symbols, syntax_tree_with_type_comments,
    tokenize,
};
use bytescope_syntax::Mode;
use bytescope_views::cpython::{self, DisOptions, TreeOptions};
use sha2::{Digest, Sha256};

use crate::bundle::Bundle;
use crate::interpreter::Interpreter;
use crate::oracle;
use crate::scoreboard::{COMMAND, Scoreboard};
use crate::subject::in_parallel;

/// The script that runs a module of the standard library.
const TOOL_TEXT: &str = "tool_text.py";

/// How many texts that differ are looked at whole.
const FEW: usize = 40;

/// A tool, and our word for what it shows.
#[derive(Clone, Copy)]
pub struct Tool {
    /// The start of the scoreboard's name.
    pub name: &'static str,
    /// The script that runs it, and what is printed, in words.
    script: &'static str,
    what: &'static str,
    /// The module that is run.
    module: Option<&'static str>,
    /// The options it is run with, one set after the other, and our text for each.
    variants: &'static [(&'static [&'static str], Ours)],
    /// Makes the same what differs from run to run.
    normal: fn(String) -> String,
}

/// Our text for a source.
type Ours = fn(&str, &[u8], Version) -> Result<String, String>;

/// All of them.
pub const ALL: [Tool; 5] = [TOKENS, TREE, SYMBOLS, DIS, PASSES];

/// `python -m dis`
pub const DIS: Tool = Tool {
    name: "dis",
    script: TOOL_TEXT,
    what: "Texts that are those of python -m dis",
    module: Some("dis"),
    variants: &[
        (&[], |name, source, version| dis(name, source, version, DisOptions::default())),
        (&["-C", "-O"], |name, source, version| {
            dis(name, source, version, DisOptions { offsets: true, caches: true })
        }),
    ],
    normal: |text| {
        let lines = text.split('\n').map(|line| {
            if !line.contains("frozenset({") {
                return line.to_owned();
            }
            let mut letters: Vec<_> = line.chars().collect();
            letters.sort_unstable();
            letters.into_iter().collect()
        });
        lines.collect::<Vec<String>>().join("\n")
    },
};

/// `python -m symtable`
pub const SYMBOLS: Tool = Tool {
    name: "symbols",
    script: TOOL_TEXT,
    what: "Texts that are those of python -m symtable",
    module: Some("symtable"),
    variants: &[(&[], |name, source, version| {
        let symbols = symbols(Program::File(source), &settings(name, version)).map_err(refused)?;
        Ok(cpython::symbols(&symbols, &symbols.scopes))
    })],
    normal: |text| {
        let mut out: Vec<&str> = Vec::new();
        let mut later = Vec::new();
        for line in text.split('\n') {
            if line.ends_with("': ") {
                later.push(line);
                continue;
            }
            if line.is_empty() {
                later.sort_unstable();
                out.append(&mut later);
            }
            out.push(line);
        }
        out.join("\n")
    },
};

/// The instructions on their way through the compiler.
pub const PASSES: Tool = Tool {
    name: "passes",
    script: "passes_text.py",
    what: "Instructions that are those of compiler_codegen (all code objects) and optimize_cfg (modules)",
    module: None,
    variants: &[
        (&["codegen"], |name, source, version| {
            let passes = passes(Program::File(source), &settings(name, version)).map_err(refused)?;
            Ok(passes.units.iter().map(|unit| sequence(unit.blocks_after(0))).collect::<Vec<_>>().join("\n"))
        }),
        (&["optimize_cfg"], |name, source, version| {
            let passes = passes(Program::File(source), &settings(name, version)).map_err(refused)?;
            let unit = passes.units.last().ok_or("no unit")?;
            // CPython's function stops where `_PyCfg_OptimizeCodeUnit` does: before the stack's depth.
            let end = unit.steps.iter().position(|step| step.pass == "calculate_stackdepth");
            Ok(sequence(unit.blocks_after(end.ok_or("no such pass")? - 1)))
        }),
    ],
    normal: |text| text,
};

/// Blocks as one sequence, where jumps lead to the index of an instruction.
fn sequence(blocks: &[BasicBlock]) -> String {
    let mut starts = BTreeMap::new();
    let mut count = 0;
    for block in blocks {
        starts.insert(block.id, count);
        count += block.instructions.len();
    }
    let mut out = "unit".to_owned();
    for instruction in blocks.iter().flat_map(|block| &block.instructions) {
        // Writing to a string cannot fail.
        let _ = write!(out, "\n{}", instruction.opcode.name());
        let arg = match instruction.target {
            Some(target) => starts.get(&target).copied(),
            None => instruction.oparg.map(|oparg| oparg as usize),
        };
        if let Some(arg) = arg {
            let _ = write!(out, " {arg}");
        }
        let Location { lineno, end_lineno, col_offset, end_col_offset } = instruction.location;
        let _ = write!(out, " @{lineno}:{col_offset}-{end_lineno}:{end_col_offset}");
    }
    out
}

/// `python -m ast`
pub const TREE: Tool = Tool {
    name: "ast-text",
    script: TOOL_TEXT,
    what: "Texts that are those of python -m ast",
    module: Some("ast"),
    variants: &[
        (&[], |name, source, version| {
            tree(name, source, version, TreeOptions { attributes: false, indent: 3 })
        }),
        (&["-a", "-i", "1"], |name, source, version| {
            tree(name, source, version, TreeOptions { attributes: true, indent: 1 })
        }),
    ],
    normal: |text| text,
};

fn tree(name: &str, source: &[u8], version: Version, options: TreeOptions) -> Result<String, String> {
    let settings = settings(name, version);
    let syntax = syntax_tree_with_type_comments(Program::File(source), &settings).map_err(refused)?;
    Ok(cpython::tree(&syntax.tree, options))
}

/// `python -m tokenize`
pub const TOKENS: Tool = Tool {
    name: "tokens",
    script: TOOL_TEXT,
    what: "Texts that are those of python -m tokenize",
    module: Some("tokenize"),
    variants: &[
        (&[], |name, source, version| tokens(name, source, version, false)),
        (&["-e"], |name, source, version| tokens(name, source, version, true)),
    ],
    normal: |text| text,
};

fn tokens(name: &str, source: &[u8], version: Version, exact: bool) -> Result<String, String> {
    let tokens = tokenize(Program::File(source), &settings(name, version)).map_err(refused)?;
    Ok(cpython::tokens(&tokens, exact))
}

fn dis(name: &str, source: &[u8], version: Version, options: DisOptions) -> Result<String, String> {
    let code = compile(Program::File(source), &settings(name, version)).map_err(refused)?;
    let pieces = cpython::dis(code.walk(), OpcodeTable::of(version), options);
    pieces.collect::<Result<_, _>>().map_err(|error| error.to_string())
}

fn settings(name: &str, version: Version) -> Settings {
    Settings { filename: name.to_owned(), mode: Mode::Exec, version, optimize: 0 }
}

fn refused(refusal: impl AsRef<Refusal>) -> String {
    format!("refused: {}", refusal.as_ref().error)
}

/// What became of one source.
enum Verdict {
    /// The same text, or refused by both.
    Same,
    /// Another text than the interpreter's.
    Different(String),
    /// A text where the interpreter has none, or none where it has one, in words.
    Contrary(String),
}

/// The scoreboard of a tool.
pub fn compare(
    interpreter: &Interpreter,
    sources: &Bundle,
    corpus: String,
    tool: Tool,
) -> io::Result<Scoreboard> {
    let mut counts = Vec::new();
    let mut failing = Vec::new();
    let mut refusals = (0, 0);
    for (options, ours) in tool.variants {
        let arguments = [tool.module.as_slice(), options].concat();
        let answers = oracle::ask(interpreter, tool.script, sources, &arguments)?;
        let verdicts = in_parallel(sources.entries.len(), |index| {
            let (name, source) = &sources.entries[index];
            let text = ours(name, source, interpreter.version).map(tool.normal);
            verdict(&answers.entries[index].1, text)
        });
        let same = |accepted: bool| {
            let of_kind = verdicts.iter().zip(&answers.entries);
            let of_kind = of_kind.filter(|(_, (_, answer))| answer.starts_with(b"T") == accepted);
            let same = of_kind.clone().filter(|(verdict, _)| matches!(verdict, Verdict::Same)).count();
            (same, of_kind.count())
        };
        let command = arguments.join(" ");
        let (identical, all) = same(true);
        counts.push((command.clone(), identical, all));
        refusals = same(false);
        failing.extend(explain(interpreter, tool.script, sources, &arguments, verdicts, &command)?);
    }
    counts.push(("refused files".to_owned(), refusals.0, refusals.1));
    Ok(Scoreboard {
        name: format!("{}-{}", tool.name, interpreter.version),
        title: format!("{} of CPython {}.", tool.what, interpreter.version),
        command: COMMAND,
        corpus,
        counts,
        failing,
    })
}

fn verdict(answer: &[u8], ours: Result<String, String>) -> Verdict {
    match (answer.split_first(), ours) {
        (Some((b'T', hash)), Ok(text)) => {
            let digest = Sha256::digest(text.as_bytes());
            let same = hash.len() == 2 * digest.len()
                && digest
                    .iter()
                    .zip(hash.chunks(2))
                    .all(|(byte, digits)| format!("{byte:02x}").as_bytes() == digits);
            if same { Verdict::Same } else { Verdict::Different(text) }
        }
        (Some((b'T', _)), Err(message)) => Verdict::Contrary(message),
        (_, Ok(_)) => {
            let reason = String::from_utf8_lossy(answer.get(1..).unwrap_or_default()).into_owned();
            Verdict::Contrary(format!("accepted, but CPython says {reason}"))
        }
        (_, Err(_)) => Verdict::Same,
    }
}

/// What is wrong, file by file; the first differing line of the first few.
fn explain(
    interpreter: &Interpreter,
    script: &str,
    sources: &Bundle,
    arguments: &[&str],
    verdicts: Vec<Verdict>,
    command: &str,
) -> io::Result<Vec<(String, String)>> {
    let mut failing = Vec::new();
    let mut few = Bundle::default();
    let mut texts = Vec::new();
    for (entry, verdict) in sources.entries.iter().zip(verdicts) {
        match verdict {
            Verdict::Same => {}
            Verdict::Contrary(message) => failing.push((entry.0.clone(), format!("{command}: {message}"))),
            Verdict::Different(text) if few.entries.len() < FEW => {
                few.entries.push(entry.clone());
                texts.push(text);
            }
            Verdict::Different(_) => failing.push((entry.0.clone(), format!("{command}: differs"))),
        }
    }
    if few.entries.is_empty() {
        return Ok(failing);
    }
    let whole = oracle::ask(interpreter, script, &few, &[&["--whole"], arguments].concat())?;
    for ((name, answer), text) in whole.entries.iter().zip(texts) {
        let expected = String::from_utf8_lossy(answer.get(1..).unwrap_or_default());
        failing.push((name.clone(), format!("{command}: {}", first_difference(&expected, &text))));
    }
    Ok(failing)
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
