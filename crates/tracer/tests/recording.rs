//! A recording answers for every step what the machine held: compared with what the program itself would say.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use bytescope_bytecode::{CodeObject, Location, Version};
use bytescope_explorer::{Program, Settings, Source, compile};
use bytescope_tracer::{Choice, Exit, Happening, Recorder, Recording, Sources, Tape, Window, World};
use bytescope_vm::{CompileError, CompileMode, Host, Limits, ModuleSource, Stream, Vm};

struct Bare(Rc<RefCell<Vec<u8>>>);

impl Host for Bare {
    fn compile(&mut self, _: &[u8], _: &str, _: CompileMode, _: u32) -> Result<CodeObject, CompileError> {
        unreachable!("nothing here compiles")
    }
    fn find_module(&mut self, _: &str, _: &[PathBuf]) -> Option<ModuleSource> {
        None
    }
    fn quote(&mut self, _: &str, _: Location) -> Vec<String> {
        Vec::new()
    }
    fn source(&mut self, _: &str) -> Option<String> {
        None
    }
    fn write(&mut self, _: Stream, data: &[u8]) {
        self.0.borrow_mut().extend_from_slice(data);
    }
    fn flush(&mut self) {}
    fn read_line(&mut self) -> Option<String> {
        None
    }
    fn now(&mut self) -> Option<f64> {
        None
    }
    fn read_file(&mut self, _: &str) -> Option<std::io::Result<Vec<u8>>> {
        None
    }
}

fn record_with(text: &str, window: Window, choice: Choice) -> Recording {
    let settings = Settings {
        filename: "t.py".to_owned(),
        mode: bytescope_syntax::Mode::Exec,
        version: Version::LATEST,
        optimize: 0,
    };
    let code = Arc::new(compile(Program::Text(text), &settings).unwrap());
    let sources = Sources::default();
    sources.borrow_mut().insert("t.py".to_owned(), Rc::new(Source::new(text)));
    let output = Rc::new(RefCell::new(Vec::new()));
    let (tape, taped) = Tape::new(window);
    let recorder = Recorder::new(World::new(sources), choice, Rc::clone(&output), tape);
    let mut vm = Vm::new(Box::new(Bare(output)), Limits::default());
    vm.set_tracer(Box::new(recorder));
    let exit_code = vm.run_program(&code, Some("t.py"), &["t.py".to_owned()], Vec::new()).exit_code;
    vm.flush();
    vm.take_tracer().unwrap().end(exit_code);
    taped.recording()
}

fn record(text: &str) -> Recording {
    record_with(text, Window::default(), Choice::default())
}

/// Places of the steps that run an opcode.
fn places(recording: &Recording, opcode: &str) -> Vec<usize> {
    (0..recording.len())
        .filter(|at| recording.glimpse(*at).unwrap().instruction.opcode.name() == opcode)
        .collect()
}

const FIB: &str = "\
def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)

print(fib(3))
";

#[test]
fn frames_have_variables_and_stacks_in_source_terms() {
    let recording = record(FIB);
    assert_eq!(recording.outcome().exit_code, 0);
    assert_eq!(recording.len() as u64, recording.outcome().steps);
    // The deepest call: fib(1) of fib(2) of fib(3), at its `return n`.
    let at = places(&recording, "RETURN_VALUE")[0];
    let state = recording.at(at).unwrap();
    let shown: Vec<_> =
        state.frames.iter().map(|frame| (&*frame.code.qualname, frame.locals.clone())).collect();
    assert_eq!(shown[0], ("fib", vec![("n", "1")]));
    assert_eq!(shown[1], ("fib", vec![("n", "2")]));
    assert_eq!(shown[2], ("fib", vec![("n", "3")]));
    assert_eq!(shown[3], ("<module>", vec![("fib", "<fib>")]));
    assert_eq!(state.frames[1].instruction.line, Some(4));
    // Both calls of `fib(2)` are under way; the sum waits for the second.
    let calls: Vec<_> = places(&recording, "BINARY_OP")
        .into_iter()
        .map(|at| recording.at(at).unwrap().frames.swap_remove(0))
        .filter(|frame| frame.instruction.meaning == "+")
        .collect();
    let slots: Vec<_> = calls[0].stack.iter().map(|slot| (slot.value, slot.term)).collect();
    assert_eq!(slots, [("1", "fib(n - 1)"), ("0", "fib(n - 2)")]);
}

#[test]
fn output_and_happenings_belong_to_their_step() {
    let recording = record(FIB);
    let print = *places(&recording, "CALL").last().unwrap();
    let calls: Vec<_> = places(&recording, "CALL")
        .into_iter()
        .filter(|at| !recording.at(*at).unwrap().writes.is_empty())
        .collect();
    assert_eq!(calls.len(), 1, "one call prints");
    let state = recording.at(calls[0]).unwrap();
    assert_eq!((state.output, state.writes), ("", "2\n"));
    assert_eq!(recording.at(print + 1).map(|state| state.output.to_owned()), Some("2\n".to_owned()));
    assert_eq!(recording.output(), "2\n");
    let first = recording.at(places(&recording, "CALL")[0]).unwrap();
    assert!(
        matches!(first.happened, [Happening::Entered { locals, .. }] if locals[0].1 == "3"),
        "{:?}",
        first.happened
    );
    let back = recording.at(places(&recording, "RETURN_VALUE")[0]).unwrap();
    assert!(
        matches!(back.happened, [Happening::Left { exit: Exit::Returned, value, .. }] if value == "1"),
        "{:?}",
        back.happened
    );
}

#[test]
fn exceptions_are_handled_for_as_long_as_they_are() {
    let recording = record("try:\n    1 / 0\nexcept ZeroDivisionError:\n    x = 1\ny = 2\n");
    let handling: Vec<_> =
        (0..recording.len()).map(|at| recording.at(at).unwrap().handling.map(str::to_owned)).collect();
    assert!(handling.first().unwrap().is_none() && handling.last().unwrap().is_none());
    let store = places(&recording, "STORE_NAME")[0];
    assert_eq!(handling[store].as_deref(), Some("ZeroDivisionError('division by zero')"));
}

#[test]
fn objects_that_others_change_are_seen_in_waiting_frames() {
    let recording =
        record("def add(to):\n    to.append(1)\n    return to\n\nitems = []\nadd(items)\ntotal = 0\n");
    let at = *places(&recording, "RETURN_VALUE").first().unwrap();
    let state = recording.at(at).unwrap();
    assert_eq!(state.frames[0].locals, [("to", "[1]")]);
    assert_eq!(state.frames[1].locals, [("add", "<add>"), ("items", "[1]")]);
}

#[test]
fn a_window_keeps_the_last_steps() {
    let text = "total = 0\nfor i in range(3000):\n    total += i\n";
    let whole = record(text);
    let window = Window { steps: 1000, ..Window::default() };
    let part = record_with(text, window, Choice::default());
    assert_eq!(part.outcome().steps, whole.outcome().steps);
    assert!((1000..1200).contains(&part.len()), "{}", part.len());
    assert_eq!(part.forgotten() as usize + part.len(), whole.len());
    for at in [0, 500, part.len() - 1] {
        let (short, long) = (part.at(at).unwrap(), whole.at(part.forgotten() as usize + at).unwrap());
        assert_eq!(format!("{:?}", short.frames[0].locals), format!("{:?}", long.frames[0].locals));
        assert_eq!(short.step, long.step);
        assert_eq!(part.index_of(short.step), at);
    }
}

#[test]
fn a_recording_can_end_before_the_program() {
    let window = Window { until: Some(100), ..Window::default() };
    let recording = record_with("while True:\n    pass\n", window, Choice::default());
    assert_eq!(recording.len(), 100);
    assert!(recording.outcome().is_cut);
}

#[test]
fn json_has_tables() {
    let json: serde_json::Value =
        serde_json::from_str(&serde_json::to_string(&record(FIB)).unwrap()).unwrap();
    let segment = &json["segments"][0];
    let moment = segment["moments"].as_array().unwrap().last().unwrap();
    let frame = &segment["frames"][moment["frame"].as_u64().unwrap() as usize];
    let code = &json["codes"][frame["code"].as_u64().unwrap() as usize];
    let instruction = &code["instructions"][frame["instruction"].as_u64().unwrap() as usize];
    assert_eq!(instruction["opname"], "RETURN_CONST");
    let texts = |pair: &serde_json::Value| {
        let text = |at: usize| segment["texts"][pair[at].as_u64().unwrap() as usize].as_str().unwrap();
        format!("{} = {}", text(0), text(1))
    };
    assert_eq!(texts(&frame["locals"][0]), "fib = <fib>");
}
