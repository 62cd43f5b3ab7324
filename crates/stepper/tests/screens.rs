//! Screens at the sizes that people have, for programs that show what there is to be seen.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use bytescope_stepper::{Looks, Stepper, render};
use bytescope_tracer::{Choice, Kinds, Window, record_text};
use bytescope_views::Theme;
use bytescope_vm::Limits;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

const LOOP: &str = "\
total = 0
for n in [3, 4, 5]:
    total += n * n
print('the sum of the squares is', total)
";

const FIB: &str = "\
def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)

print(fib(3))
";

const RETRY: &str = "\
def total(items):
    seen = 0
    try:
        for item in items:
            seen += int(item)
    except ValueError as err:
        print('not a number:', err)
    finally:
        print('seen', seen)
    return seen

total(['4', 'two', '6'])
";

const GENERATOR: &str = "\
def countdown(n):
    while n:
        yield n
        n -= 1

for left in countdown(2):
    print(left)
";

const CLASS: &str = "\
class Shape:
    sides = 0
    def describe(self):
        return f'{type(self).__name__} with {self.sides} sides'

class Square(Shape):
    sides = 4

print(Square().describe())
";

fn stepper(text: &str) -> Stepper {
    let choice = Choice { kinds: Kinds::ALL, ..Choice::default() };
    let recording = record_text(text, "t.py", choice, Window::default(), Limits::default()).unwrap();
    Stepper::new(recording, "t.py", "3.13.2", Looks { theme: Some(Theme::Any), ascii: false })
}

fn press(stepper: &mut Stepper, keys: &str) {
    for letter in keys.chars() {
        let code = match letter {
            '\n' => KeyCode::Enter,
            '\t' => KeyCode::Tab,
            '>' => KeyCode::Right,
            '<' => KeyCode::Left,
            '^' => KeyCode::Up,
            'v' => KeyCode::Down,
            '\u{1b}' => KeyCode::Esc,
            other => KeyCode::Char(other),
        };
        stepper.key(KeyEvent::new(code, KeyModifiers::NONE));
    }
}

fn screen(stepper: &Stepper, width: u16, height: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| render(stepper, frame.area(), frame.buffer_mut())).unwrap();
    let buffer = terminal.backend().buffer().clone();
    let mut text = String::new();
    for y in 0..height {
        let mut line = String::new();
        for x in 0..width {
            line.push_str(buffer[(x, y)].symbol());
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// A program at a place, at three sizes.
fn sizes(name: &str, text: &str, keys: &str) {
    let mut stepper = stepper(text);
    press(&mut stepper, keys);
    for (width, height) in [(80, 24), (100, 30), (160, 45)] {
        insta::assert_snapshot!(format!("{name}-{width}x{height}"), screen(&stepper, width, height));
    }
}

#[test]
fn a_loop() {
    sizes("loop", LOOP, "/BINARY_OP\nnn");
}

#[test]
fn a_recursion() {
    sizes("fib", FIB, "g38\n");
}

#[test]
fn an_exception() {
    sizes("retry", RETRY, "/PUSH_EXC\n");
}

#[test]
fn a_generator() {
    sizes("generator", GENERATOR, "/YIELD\n");
}

#[test]
fn a_class() {
    sizes("class", CLASS, "/sides\nnnnn");
}

#[test]
fn the_end() {
    let mut stepper = stepper(FIB);
    press(&mut stepper, "r");
    insta::assert_snapshot!(screen(&stepper, 80, 24));
}

#[test]
fn the_help() {
    let mut stepper = stepper(FIB);
    press(&mut stepper, "?");
    insta::assert_snapshot!(screen(&stepper, 100, 30));
}

#[test]
fn ascii_alone() {
    let mut stepper = stepper(RETRY);
    press(&mut stepper, "/PUSH_EXC\na");
    let text = screen(&stepper, 80, 24);
    assert!(text.is_ascii(), "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn too_small() {
    insta::assert_snapshot!(screen(&stepper(FIB), 60, 10));
}

/// The number of the step that is shown.
fn at(stepper: &Stepper) -> u64 {
    let text = screen(stepper, 160, 45);
    let (_, rest) = text.split_once("step ").unwrap();
    rest.split_once(" of").unwrap().0.replace(',', "").parse().unwrap()
}

/// Where a list of keys leads, from the first step.
fn leads(text: &str, keys: &str) -> u64 {
    let mut stepper = stepper(text);
    press(&mut stepper, keys);
    at(&stepper)
}

#[test]
fn keys_go_there_and_back() {
    assert_eq!(leads(FIB, ">>>"), 4);
    assert_eq!(leads(FIB, ">>><<"), 2);
    assert_eq!(leads(FIB, "<"), 1);
    let last = leads(FIB, "r");
    assert_eq!(leads(FIB, "r>"), last);
    assert_eq!(leads(FIB, "g20\n"), 20);
    assert_eq!(leads(FIB, "g999\n"), last);
    // Every line forwards, then backwards: the same lines.
    for count in 1..8 {
        let there = "v".repeat(count);
        assert_eq!(leads(FIB, &format!("{there}v^")), leads(FIB, &there));
    }
}

#[test]
fn calls_are_stepped_over_and_left() {
    // `print(fib(3))`: at the call of fib.
    let call = leads(FIB, "/CALL\n");
    let over = leads(FIB, "/CALL\no");
    assert!(over > call + 20, "{over} after {call}");
    assert_eq!(leads(FIB, "/CALL\noO"), call);
    assert_eq!(leads(FIB, "/CALL\n>f"), over);
    assert_eq!(leads(FIB, "/CALL\n>>>F"), call);
}

#[test]
fn breakpoints_stop_in_both_directions() {
    // On `return n`, line 3: fib(1), fib(0), fib(1).
    // The first match is the RETURN_VALUE; the line begins before it.
    let first = leads(FIB, "/return n\n<");
    let mut stepper = stepper(FIB);
    press(&mut stepper, "/return n\n<");
    assert_eq!(at(&stepper), first);
    press(&mut stepper, "bg1\nr");
    let mut stops = vec![at(&stepper)];
    for _ in 0..2 {
        press(&mut stepper, "r");
        stops.push(at(&stepper));
    }
    assert_eq!(stops[0], first);
    press(&mut stepper, "R");
    assert_eq!(at(&stepper), stops[1]);
    press(&mut stepper, "RR");
    assert_eq!(at(&stepper), 1, "no breakpoint before the first");
    press(&mut stepper, "rb");
    assert!(!screen(&stepper, 80, 24).contains('●'));
}

#[test]
fn the_cursor_says_how_far_to_run() {
    // Tab: the source pane, and down to line 3.
    let mut stepper = stepper(FIB);
    press(&mut stepper, "\tvv\n");
    assert_eq!(at(&stepper), leads(FIB, "/return n\n<"));
}

#[test]
fn colours_follow_the_rules() {
    let mut stepper = stepper(RETRY);
    press(&mut stepper, "/PUSH_EXC\n");
    let mut terminal = Terminal::new(TestBackend::new(100, 30)).unwrap();
    terminal.draw(|frame| render(&stepper, frame.area(), frame.buffer_mut())).unwrap();
    let buffer = terminal.backend().buffer().clone();
    let mut colours = std::collections::BTreeSet::new();
    for cell in &buffer.content {
        colours.insert(format!("{:?}", cell.fg));
    }
    let allowed = ["Reset", "Indexed(32)", "Indexed(166)", "Indexed(30)", "Indexed(168)", "Indexed(244)"];
    assert!(colours.iter().all(|colour| allowed.contains(&colour.as_str())), "{colours:?}");
    assert!(colours.contains("Indexed(168)"), "exceptions are pink: {colours:?}");
    let plain = Stepper::new(
        record_text(FIB, "t.py", Choice::default(), Window::default(), Limits::default()).unwrap(),
        "t.py",
        "3.13.2",
        Looks { theme: None, ascii: false },
    );
    terminal.draw(|frame| render(&plain, frame.area(), frame.buffer_mut())).unwrap();
    assert!(terminal.backend().buffer().content.iter().all(|cell| cell.fg == ratatui::style::Color::Reset));
}
