//! The flowgraph and the assembler against a real CPython.
//!
//! `tests/flowgraph/*.py` are small programs, each for one pass or trap; beside each lies what CPython makes
//! of their code units, written by `tests/oracle/flowgraph_cases.py`. `BYTESCOPE_FLOWGRAPH_CASES` names a
//! further file of cases, as large as you like.

#![expect(clippy::unwrap_used, reason = "a case that cannot be read fails the test")]

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use bytescope_bytecode::{Constant, Location, Opcode, Version};
use bytescope_compiler::assemble::assemble;
use bytescope_compiler::flowgraph::{self, Cfg, Observer, Pass, Workspace};
use bytescope_compiler::instruction::{Instruction, InstructionSequence};
use bytescope_compiler::{CodeUnit, Dialect};

type Lines<'a> = &'a [String];

#[test]
fn passes_agree_with_cpython() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/flowgraph");
    let mut files: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.extend(std::env::var_os("BYTESCOPE_FLOWGRAPH_CASES").map(Into::into));
    assert!(!files.is_empty());
    for file in files {
        check_file(&file);
    }
}

/// What CPython 3.13.0's `assemble_code_object` raises for these.
#[test]
fn impossible_graphs_are_refused() {
    let header = ["firstlineno 1", "varnames x", "cellvars", "freevars"];
    let refused = |instructions: &[&str]| {
        let lines: Vec<String> = header.iter().chain(instructions).map(ToString::to_string).collect();
        assemble_case(&lines)
    };
    assert_eq!(
        refused(&["RESUME 0", "POP_TOP 0", "LOAD_CONST 0", "RETURN_VALUE 0"]),
        ["error ValueError: Invalid CFG, stack underflow"]
    );
    let one_or_two = ["LOAD_FAST 0", "POP_JUMP_IF_TRUE 3", "LOAD_FAST 0", "LOAD_CONST 0", "RETURN_VALUE 0"];
    assert_eq!(refused(&one_or_two), ["error ValueError: Invalid CFG, inconsistent stackdepth"]);
    assert_eq!(refused(&["JUMP 7"]), ["error SystemError: jump to a label that is not bound"]);
}

/// Notes each pass and the graph it leaves.
#[derive(Default)]
struct Notes(Vec<(&'static str, String)>);

impl Observer for Notes {
    fn after(&mut self, unit: &CodeUnit, pass: &'static str, graph: &Cfg) {
        assert_eq!(&*unit.qualname, "f");
        self.0.push((pass, graph.to_string()));
    }
}

#[test]
fn an_observer_sees_every_pass() {
    let lines =
        ["LOAD_FAST 0 @ 1:3 1:4", "POP_JUMP_IF_FALSE 3 @ 1:3 1:4", "NOP 0", "LOAD_CONST 0", "RETURN_VALUE 0"];
    let mut unit = CodeUnit {
        qualname: "f".into(),
        varnames: ["x".into()].into_iter().collect(),
        consts: [Constant::None].into_iter().collect(),
        instructions: sequence(&lines.map(str::to_owned)),
        ..CodeUnit::default()
    };
    let mut notes = Notes::default();
    let dialect = Dialect::of(Version::V3_13_0);
    flowgraph::optimize(&mut unit, &dialect, Some(&mut notes), &mut Workspace::default()).unwrap();

    let seen: Vec<_> = notes.0.iter().map(|(pass, _)| *pass).collect();
    let passes = dialect.passes.iter().map(|pass| pass.name());
    assert_eq!(seen, ["codegen"].into_iter().chain(passes).collect::<Vec<_>>());
    let before = "b0:\n    LOAD_FAST 0 @ 1:3-1:4\n    POP_JUMP_IF_FALSE -> b2 @ 1:3-1:4\n\
        b1:\n    NOP 0\nb2:\n    LOAD_CONST 0\n    RETURN_VALUE 0\n";
    let after = "b0:\n    LOAD_FAST_CHECK 0 @ 1:3-1:4\n    POP_JUMP_IF_FALSE -> b3 @ 1:3-1:4\n\
        b1 empty:\nb2:\n    RETURN_CONST 0 @ 1:3-1:4\nb3:\n    RETURN_CONST 0 @ 1:3-1:4\n";
    assert_eq!(notes.0[0].1, before);
    assert_eq!(notes.0[notes.0.len() - 1].1, after);
}

/// Runs every case of a file; shows the first few that differ.
fn check_file(path: &Path) {
    let mut lines = BufReader::new(File::open(path).unwrap()).lines().map(Result::unwrap);
    let header = lines.next().unwrap();
    assert!(header.starts_with("# Written by"), "{header}");
    let mut differences = Vec::new();
    let mut cases = 0;
    let mut case: Vec<String> = Vec::new();
    for line in lines.chain(["== end".to_owned()]) {
        if line.starts_with("== ") && !case.is_empty() {
            cases += 1;
            differences.extend(check_case(&case));
            case.clear();
        }
        case.push(line);
    }
    let shown = differences.iter().take(3).fold(String::new(), |all, next| all + next);
    assert!(differences.is_empty(), "{}: {} of {cases} differ\n{shown}", path.display(), differences.len());
}

/// What is wrong with a case, if anything.
fn check_case(case: Lines) -> Option<String> {
    let middle = case.iter().position(|line| line == "becomes").unwrap();
    let (given, expected) = (&case[1..middle], &case[middle + 1..]);
    let actual = match case[0].split(' ').nth(1).unwrap() {
        "optimize" => optimize_case(given),
        "assemble" => assemble_case(given),
        kind => panic!("unknown kind of case: {kind}"),
    };
    if actual == expected {
        return None;
    }
    let mut text = format!("{}\n", case[0]);
    for index in 0..actual.len().max(expected.len()) {
        let expected = expected.get(index).map_or("", String::as_str);
        let actual = actual.get(index).map_or("", String::as_str);
        let mark = if expected == actual { ' ' } else { '*' };
        writeln!(text, "{mark} {index:4} {expected:60} {actual}").unwrap();
    }
    Some(text)
}

/// The passes up to the one before lowering; no parameters, whatever the unit was.
fn optimize_case(given: Lines) -> Vec<String> {
    let [locals, consts, instructions @ ..] = given else { panic!("too short") };
    let locals: usize = locals.strip_prefix("locals ").unwrap().parse().unwrap();
    let mut unit = CodeUnit { instructions: sequence(instructions), ..CodeUnit::default() };
    unit.varnames.extend((0..locals).map(|number| format!("v{number}").into()));
    let consts = consts.strip_prefix("consts ").unwrap();
    unit.consts.extend(consts.split("; ").filter(|text| !text.is_empty()).map(constant));
    let dialect = Dialect::of(Version::V3_13_0);
    let end = dialect.passes.iter().position(|pass| *pass == Pass::CalculateStackdepth).unwrap();
    let mut workspace = Workspace::default();
    let passes = &dialect.passes[..end];
    let lowered = flowgraph::run_passes(&mut unit, &dialect, passes, None, &mut workspace).unwrap();
    let consts: Vec<String> = unit.consts.iter().map(repr).collect();
    let mut lines = vec![format!("consts {}", consts.join("; "))];
    for instruction in &lowered.instructions {
        let mut line = format!("{} {}", instruction.opcode, instruction.oparg);
        let Location { lineno, end_lineno, col_offset, end_col_offset } = instruction.location;
        if instruction.location != Location::NONE {
            write!(line, " @ {lineno}:{col_offset} {end_lineno}:{end_col_offset}").unwrap();
        }
        lines.push(line);
    }
    lines
}

/// Handlers, lowering and assembling, without optimising before.
fn assemble_case(given: Lines) -> Vec<String> {
    let [firstlineno, varnames, cellvars, freevars, instructions @ ..] = given else { panic!("too short") };
    let names =
        |line: &str| line.split(' ').skip(1).filter(|name| !name.is_empty()).map(Into::into).collect();
    let mut unit = CodeUnit {
        firstlineno: firstlineno.strip_prefix("firstlineno ").unwrap().parse().unwrap(),
        varnames: names(varnames),
        cellvars: names(cellvars),
        freevars: names(freevars),
        instructions: sequence(instructions),
        ..CodeUnit::default()
    };
    let passes = [
        Pass::LabelExceptionTargets,
        Pass::CalculateStackdepth,
        Pass::PrepareLocalsplus,
        Pass::ConvertPseudoOps,
        Pass::NormalizeJumps,
    ];
    let dialect = Dialect::of(Version::V3_13_0);
    let mut workspace = Workspace::default();
    let lowered = flowgraph::run_passes(&mut unit, &dialect, &passes, None, &mut workspace);
    match lowered.and_then(|lowered| assemble(&mut unit, lowered, "unit.py".into(), &dialect)) {
        Err(error) => vec![format!("error {error}")],
        Ok(code) => vec![
            format!("stacksize {}", code.stacksize),
            format!("slots {}", code.localsplusnames.join(" ")),
            format!("code {}", hex(&code.code)),
            format!("linetable {}", hex(&code.linetable)),
            format!("exceptiontable {}", hex(&code.exceptiontable)),
        ],
    }
}

/// One instruction a line; jumps and handlers by the index of the instruction they lead to.
fn sequence(lines: Lines) -> InstructionSequence {
    let mut sequence = InstructionSequence::default();
    for line in lines {
        let (what, location) = line.split_once(" @ ").unwrap_or((line, "-1:-1 -1:-1"));
        let (opcode, oparg) = what.split_once(' ').unwrap();
        let place: Vec<i32> = location.split([' ', ':']).map(|number| number.parse().unwrap()).collect();
        let opcode = Opcode::from_name(opcode).unwrap();
        let mut oparg = oparg.parse().unwrap();
        if opcode.has_target() {
            sequence.labels.push(Some(oparg));
            oparg = sequence.labels.len() as u32 - 1;
        }
        let location = Location::new(place[0], place[2], place[1], place[3]);
        sequence.instructions.push(Instruction { opcode, oparg, location });
    }
    sequence
}

fn constant(text: &str) -> Constant {
    match text {
        "None" => Constant::None,
        "True" => Constant::Bool(true),
        "False" => Constant::Bool(false),
        number => Constant::Int(number.parse().unwrap()),
    }
}

fn repr(constant: &Constant) -> String {
    match constant {
        Constant::Bool(true) => "True".to_owned(),
        Constant::Bool(false) => "False".to_owned(),
        Constant::Int(number) => number.to_string(),
        Constant::Tuple(items) => {
            let trailing_comma = if items.len() == 1 { "," } else { "" };
            let items: Vec<String> = items.iter().map(repr).collect();
            format!("({}{trailing_comma})", items.join(", "))
        }
        other => other.type_name().trim_end_matches("Type").to_owned(),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}
