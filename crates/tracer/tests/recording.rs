//! A recording answers for every step what the machine held: compared with what the program itself would say.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use bytescope_tracer::{Choice, Exit, Happening, Kinds, Recording, Window, record_text};
use bytescope_vm::{Found, How, Limits, Scope};

fn record_with(text: &str, window: Window, choice: Choice) -> Recording {
    record_text(text, "t.py", choice, window, Limits::default()).unwrap()
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

/// What happened, of the kinds that are told.
fn happened(text: &str, kinds: Kinds) -> Vec<Happening> {
    let recording = record_with(text, Window::default(), Choice { kinds, ..Choice::default() });
    (0..recording.len()).flat_map(|at| recording.at(at).unwrap().happened.to_vec()).collect()
}

#[test]
fn names_are_answered_by_the_first_who_knows_them() {
    use Scope::{BuiltIn, Enclosing, Global, Local};
    let text = "\
x = 1
def outer():
    y = 2
    def inner(z):
        return x, y, z, len
    return inner(3)
class C:
    w = 4
    v = w, x, print
outer()
";
    let names: Vec<_> = happened(text, Kinds { names: true, ..Kinds::NONE })
        .into_iter()
        .filter_map(|it| match it {
            Happening::Named { name, lookup } => {
                Some((name.to_string(), lookup.found, lookup.asked.to_vec()))
            }
            _ => None,
        })
        .collect();
    let of =
        |name: &str| names.iter().filter(|it| it.0 == name).map(|it| (it.1, &it.2[..])).collect::<Vec<_>>();
    assert_eq!(of("y"), [(Some(Enclosing), &[][..])]);
    assert_eq!(of("z"), [(Some(Local), &[][..])]);
    assert_eq!(of("w"), [(Some(Local), &[][..])]);
    assert_eq!(of("x"), [(Some(Global), &[Local][..]), (Some(Global), &[])]);
    assert_eq!(of("print"), [(Some(BuiltIn), &[Local, Global][..])]);
    assert_eq!(of("len"), [(Some(BuiltIn), &[Global][..])]);
    let missing = happened("nothing\n", Kinds { names: true, ..Kinds::NONE });
    assert!(matches!(&missing[..], [Happening::Named { lookup, .. }] if lookup.found.is_none()));
}

#[test]
fn attributes_are_found_along_the_mro() {
    let text = "\
class Shape:
    kind = 'shape'
    def area(self): return 0
    @property
    def name(self): return 'it'
class Square(Shape):
    def __init__(self): self.side = 1
    def area(self): return super().area()
    def __getattr__(self, name): return name
s = Square()
s.side, s.kind, s.name, s.area, s.other, Square.kind
s.area()
";
    let found: Vec<_> = happened(text, Kinds { attributes: true, ..Kinds::NONE })
        .into_iter()
        .filter_map(|it| match it {
            Happening::Attribute { name, lookup } => Some((name.to_string(), *lookup)),
            _ => None,
        })
        .collect();
    let of = |name: &str, nth: usize| found.iter().filter(|it| it.0 == name).nth(nth).unwrap().1.clone();
    let class = |class: &str, how| Found::Class { class: class.into(), how };
    assert_eq!(of("side", 0).found, Found::Object);
    assert_eq!(of("kind", 0).found, class("Shape", How::Plain));
    assert_eq!(of("kind", 0).asked, ["Square".into()]);
    assert!(of("kind", 0).asked_object);
    assert_eq!(of("name", 0).found, class("Shape", How::DataDescriptor));
    assert!(!of("name", 0).asked_object);
    assert_eq!(of("area", 0).found, class("Square", How::Method));
    assert_eq!(of("area", 2).found, class("Shape", How::Method), "by way of super()");
    assert_eq!(of("other", 0).found, Found::Hook { class: Some("Square".into()), name: "__getattr__" });
    assert_eq!(of("kind", 1).found, class("Shape", How::Plain));
}

#[test]
fn exceptions_ask_the_table_frame_by_frame() {
    let text = "\
def f():
    try:
        pass
    finally:
        1 / 0
try:
    f()
except ZeroDivisionError:
    pass
";
    let searches: Vec<(usize, bool)> = happened(text, Kinds { handlers: true, ..Kinds::NONE })
        .into_iter()
        .filter_map(|it| match it {
            Happening::Sought { asked, is_found, .. } => Some((asked.len(), is_found)),
            _ => None,
        })
        .collect();
    // The entry of `f` is for the code behind; that of the module covers the call.
    assert_eq!(searches, [(0, false), (1, true)]);
}

#[test]
fn objects_are_freed_with_their_last_reference_or_collected() {
    let kinds = Kinds { objects: true, ..Kinds::NONE };
    let text = "a = [1, 2]\na = None\nb = []\nb.append(b)\nb = None\nimport gc\ngc.collect()\n";
    let freed: Vec<_> = happened(text, kinds)
        .into_iter()
        .filter_map(|it| match it {
            Happening::Freed { object, is_collected } => Some((object, is_collected)),
            _ => None,
        })
        .collect();
    assert!(freed.contains(&("[1, 2]".to_owned(), false)), "{freed:?}");
    assert!(freed.iter().any(|(object, is_collected)| object.starts_with('[') && *is_collected), "{freed:?}");
}

#[test]
fn threads_may_switch_where_cpython_looks() {
    let kinds = Kinds { switches: true, ..Kinds::NONE };
    let recording = record_with(
        "for i in range(2):\n    abs(i)\n",
        Window::default(),
        Choice { kinds, ..Choice::default() },
    );
    let checks: Vec<_> = (0..recording.len())
        .filter(|at| recording.at(*at).unwrap().happened.contains(&Happening::Check))
        .map(|at| recording.glimpse(at).unwrap().instruction.opcode.name())
        .collect();
    assert_eq!(checks, ["RESUME", "CALL", "CALL", "JUMP_BACKWARD", "CALL", "JUMP_BACKWARD"]);
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
