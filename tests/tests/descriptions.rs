//! The example of every opcode's description really has that opcode: compiled by us and, if there is one,
//! by CPython.
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "these are tests")]

use std::io::Write;
use std::process::{Command, Stdio};

use bytescope_bytecode::{Category, CodeObject, Constant, Opcode, OpcodeTable, Version, instruction};
use bytescope_tests::interpreter::Interpreter;
use bytescope_tests::subject::{self, Outcome, Settings};

const VERSION: Version = Version::V3_13_0;

/// Reads names and programs from standard input, and prints the names that the program's code lacks.
const SCRIPT: &str = "
import dis, json, sys, types

def opcodes(code):
    yield from (instruction.opname for instruction in dis.get_instructions(code))
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from opcodes(constant)

for name, source in json.load(sys.stdin):
    if name not in opcodes(compile(source, name, 'exec')):
        print(name)
";

fn examples() -> impl Iterator<Item = (Opcode, &'static str)> {
    let descriptions = Category::ALL.into_iter().flat_map(Category::descriptions);
    descriptions.filter_map(|description| Some((description.opcode, description.example?)))
}

fn holds(code: &CodeObject, opcode: Opcode) -> bool {
    let own = instruction::decode(&code.code, OpcodeTable::of(VERSION)).any(|decoded| {
        let decoded = decoded.unwrap();
        // Decoding takes EXTENDED_ARG for a part of the instruction after it.
        decoded.opcode == opcode || (opcode == Opcode::EXTENDED_ARG && decoded.start_offset < decoded.offset)
    });
    own || code.consts.iter().any(|constant| match constant {
        Constant::Code(code) => holds(code, opcode),
        _ => false,
    })
}

#[test]
fn examples_have_their_opcodes() {
    for (opcode, source) in examples() {
        let settings = Settings { version: VERSION, optimize: 0 };
        match subject::compile(opcode.name(), source.as_bytes(), settings) {
            Outcome::Code(code) => assert!(holds(&code, opcode), "{opcode} is not in {source:?}"),
            Outcome::Refused(refusal) => panic!("{opcode}: {refusal}"),
            Outcome::Panicked(message) => panic!("{opcode}: {message}"),
        }
    }
}

#[test]
fn examples_have_their_opcodes_in_cpython() {
    let executable = match Interpreter::find(VERSION) {
        Ok(interpreter) => interpreter.executable().unwrap().to_owned(),
        Err(reason) => {
            eprintln!("skipped: {reason}");
            return;
        }
    };
    let programs: Vec<_> = examples().map(|(opcode, source)| (opcode.name(), source)).collect();
    let mut python = Command::new(executable)
        .args(["-I", "-W", "ignore", "-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    python.stdin.take().unwrap().write_all(&serde_json::to_vec(&programs).unwrap()).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "");
}
