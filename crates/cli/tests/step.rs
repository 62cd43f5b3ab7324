//! The stepper in a terminal of its own: keys go in, the screen is read.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a screen may take on a machine with other work to do.
const PATIENCE: Duration = Duration::from_mins(1);

struct Session {
    parser: vt100::Parser,
    pieces: Receiver<Vec<u8>>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
}

impl Session {
    fn start(arguments: &[&str], columns: u16, rows: u16) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_bytescope"));
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, pieces) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let keys = pair.master.take_writer().unwrap();
        let parser = vt100::Parser::new(rows, columns, 0);
        Self { parser, pieces, keys, child, master: pair.master }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).unwrap();
        self.parser.screen_mut().set_size(rows, columns);
    }

    /// Waits until the screen shows a text.
    fn see(&mut self, text: &str) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            let screen = self.parser.screen().contents();
            if screen.contains(text) {
                return screen;
            }
            let left = end.saturating_duration_since(Instant::now());
            let piece = self.pieces.recv_timeout(left);
            let Ok(piece) = piece else { panic!("no {text:?} on the screen:\n{screen}") };
            self.parser.process(&piece);
        }
    }

    /// Waits for the end; the exit status and what the terminal shows then.
    fn end(mut self) -> (u32, String) {
        let status = self.child.wait().unwrap();
        while let Ok(piece) = self.pieces.recv_timeout(Duration::from_millis(200)) {
            self.parser.process(&piece);
        }
        assert!(!self.parser.screen().alternate_screen(), "the terminal was not given back");
        assert!(!self.parser.screen().hide_cursor(), "the cursor was not given back");
        (status.exit_code(), self.parser.screen().contents())
    }
}

const FIB: &str = "\
def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)

print(fib(3))
";

const RIGHT: &str = "\u{1b}[C";
const LEFT: &str = "\u{1b}[D";

#[test]
fn steps_forwards_and_backwards_and_finds() {
    let mut session = Session::start(&["step", "-c", FIB], 100, 30);
    for text in ["step 1 of", "bytecode of <module>", "frames", "quit"] {
        session.see(text);
    }
    session.press(&RIGHT.repeat(3));
    session.see("step 4 of");
    session.press(LEFT);
    session.see("step 3 of");
    session.press("/BINARY_OP\r");
    session.see("bytecode of fib");
    session.see("n = 3");
    session.press("?");
    session.see("back to where the call was made");
    session.press("x");
    session.press("r");
    session.see("the program ends, exit status 0");
    session.press("q");
    assert_eq!(session.end().0, 0);
}

#[test]
fn follows_the_window() {
    let mut session = Session::start(&["step", "-c", FIB], 60, 20);
    session.see("bytescope step needs 80 columns and 24 rows.");
    session.resize(160, 45);
    session.see("steps around");
    session.resize(80, 24);
    session.see("stack, top first");
    session.press("\u{3}");
    assert_eq!(session.end().0, 0, "Ctrl-C leaves");
}

#[test]
fn an_endless_loop_is_stopped_by_a_key_or_by_its_bound() {
    let mut session = Session::start(&["step", "-c", "while True: pass"], 80, 24);
    session.see("recording:");
    session.press(" ");
    session.see("the recording ends here");
    session.press("q");
    assert_eq!(session.end().0, 0);
    let bound = ["step", "--max-steps", "20000", "--window", "1000", "-c", "while True: pass"];
    let mut session = Session::start(&bound, 100, 30);
    session.see("to the end are kept");
    session.press("r");
    session.see("more than 20000 steps");
    session.press("q");
    assert_eq!(session.end().0, 0);
}

#[test]
fn what_does_not_compile_is_told_on_the_terminal_itself() {
    let (status, screen) = Session::start(&["step", "-c", "def"], 80, 24).end();
    assert_eq!(status, 1);
    assert!(screen.contains("SyntaxError"), "{screen}");
}

#[test]
fn input_comes_from_a_file_or_not_at_all() {
    let program = "print('hello', input())";
    let mut session = Session::start(&["step", "-c", program], 100, 30);
    session.see("--stdin FILE");
    session.press("r");
    session.see("EOFError");
    session.press("q");
    session.end();
    let folder = tempfile::tempdir().unwrap();
    let answers = folder.path().join("answers");
    std::fs::write(&answers, "world\n").unwrap();
    let mut session = Session::start(&["step", "--stdin", answers.to_str().unwrap(), "-c", program], 100, 30);
    session.see("step 1 of");
    session.press("r");
    session.see("hello world");
    session.press("q");
    session.end();
}

#[test]
fn without_a_terminal_it_points_to_trace() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_bytescope"))
        .args(["step", "-c", "pass"])
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("bytescope trace"), "{message}");
}

#[test]
fn steps_through_the_program_of_a_lesson() {
    let mut session = Session::start(&["lesson", "legb-scope", "--step", "legb"], 100, 30);
    session.see("legb.py");
    session.see("step 1 of");
    session.press(RIGHT);
    session.see("step 2 of");
    session.press("q");
    assert_eq!(session.end().0, 0);
}
