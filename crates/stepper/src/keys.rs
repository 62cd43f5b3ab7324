//! What the keys do.

use bytescope_views::Theme;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::find::Query;
use crate::render::grouped;
use crate::stepper::{Mode, Pane, Stepper};

/// The keys and what they do, for the help; an empty key continues the line above.
pub(crate) const HELP: [(&str, &str); 24] = [
    ("→  l", "step: one instruction, into calls"),
    ("←  h", "back: one instruction"),
    ("↓  j", "next line, into calls"),
    ("↑  k", "previous line"),
    ("o", "over: the instruction with the calls it makes"),
    ("O", "back over"),
    ("s", "next line of this frame, over calls"),
    ("f", "out of the call"),
    ("F", "back to where the call was made"),
    ("r", "run to the next breakpoint, or to the end"),
    ("R", "run back to the breakpoint before, or to the start"),
    ("b", "breakpoint on the line, or none again"),
    ("Enter", "run to here: to the line or instruction at the cursor"),
    ("/", "find an opcode, a name, a piece of source, something printed or raised"),
    ("n  N", "the next match, the one before"),
    ("g", "go to a step by its number"),
    ("Home  End", "the first step, the last one"),
    ("Tab", "a pane for the arrows: ↑ ↓ move the cursor or scroll in it; Shift-Tab the one before"),
    ("PgUp  PgDn", "ten steps back or on; in a pane, ten rows"),
    ("Esc", "leave a pane, a search, this help; else quit"),
    ("d", "other colours: any background, dark, light"),
    ("a", "draw with ASCII, or with lines again"),
    ("?", "this help"),
    ("q", "quit"),
];

impl Stepper {
    /// Does what a key says.
    pub fn key(&mut self, key: KeyEvent) {
        if key.kind == KeyEventKind::Release {
            return;
        }
        self.message = None;
        if key.modifiers.contains(KeyModifiers::CONTROL) && matches!(key.code, KeyCode::Char('c' | 'd')) {
            self.is_over = true;
            return;
        }
        match self.mode.clone() {
            Mode::Keys => self.command(key.code),
            Mode::Help => {
                self.mode = Mode::Keys;
                if key.code == KeyCode::Char('q') {
                    self.is_over = true;
                }
            }
            Mode::Find(text) => {
                if let Some(text) = self.typed(key.code, text, Mode::Find) {
                    if !text.is_empty() {
                        self.query = Some(Query::new(&text));
                    }
                    self.find_next();
                }
            }
            Mode::GoTo(text) => {
                if let Some(text) = self.typed(key.code, text, Mode::GoTo) {
                    self.go_to(&text);
                }
            }
        }
    }

    /// A key while text is typed; the text when it is finished.
    fn typed(&mut self, key: KeyCode, mut text: String, mode: fn(String) -> Mode) -> Option<String> {
        match key {
            KeyCode::Enter => {
                self.mode = Mode::Keys;
                return Some(text);
            }
            KeyCode::Esc => self.mode = Mode::Keys,
            KeyCode::Backspace => {
                self.mode = if text.pop().is_some() { mode(text) } else { Mode::Keys };
            }
            KeyCode::Char(letter) => {
                text.push(letter);
                self.mode = mode(text);
            }
            _ => {}
        }
        None
    }

    fn go_to(&mut self, text: &str) {
        let Ok(step) = text.replace([',', ' '], "").parse::<u64>() else {
            self.message = Some(format!("{text} is no step"));
            return;
        };
        let index = self.recording.index_of(step);
        self.go(index);
        let recorded = self.recording.step(self.index);
        if recorded != Some(step) {
            let first = self.recording.step(0).unwrap_or_default();
            let last = self.recording.step(self.last()).unwrap_or_default();
            let [step, first, last] = [step, first, last].map(grouped);
            let message = format!("step {step} is not in the recording, which has {first} to {last}");
            self.message = Some(message);
        }
    }

    fn command(&mut self, key: KeyCode) {
        if let Some(pane) = self.focus
            && self.in_pane(key, pane)
        {
            return;
        }
        match key {
            KeyCode::Right | KeyCode::Char('l' | ' ') => self.step(),
            KeyCode::Left | KeyCode::Char('h') => self.back(),
            KeyCode::Down | KeyCode::Char('j') => self.next_line(),
            KeyCode::Up | KeyCode::Char('k') => self.previous_line(),
            KeyCode::Char('o') => self.over(),
            KeyCode::Char('O') => self.back_over(),
            KeyCode::Char('s') => self.line_over(),
            KeyCode::Char('f') => self.out(),
            KeyCode::Char('F') => self.call_made(),
            KeyCode::Char('r') => self.run(),
            KeyCode::Char('R') => self.run_back(),
            KeyCode::Char('b') => self.toggle_breakpoint(),
            KeyCode::Enter => self.run_here(),
            KeyCode::Char('/') => self.mode = Mode::Find(String::new()),
            KeyCode::Char('n') => self.find_next(),
            KeyCode::Char('N') => self.find_previous(),
            KeyCode::Char('g') => self.mode = Mode::GoTo(String::new()),
            KeyCode::Home => self.go(0),
            KeyCode::End => self.go(self.last()),
            KeyCode::PageDown => self.go(self.index + 10),
            KeyCode::PageUp => self.go(self.index.saturating_sub(10)),
            KeyCode::Tab => self.turn(1),
            KeyCode::BackTab => self.turn(Pane::ALL.len()),
            KeyCode::Char('d') => self.other_theme(),
            KeyCode::Char('a') => self.looks.ascii = !self.looks.ascii,
            KeyCode::Char('?') => self.mode = Mode::Help,
            KeyCode::Char('q') => self.is_over = true,
            KeyCode::Esc => match self.focus.take() {
                Some(_) => self.shift = 0,
                None => self.is_over = true,
            },
            _ => self.message = Some("? shows all keys".to_owned()),
        }
    }

    /// A key that means something in a pane; whether it does.
    fn in_pane(&mut self, key: KeyCode, pane: Pane) -> bool {
        let by = match key {
            KeyCode::Down | KeyCode::Char('j') => 1,
            KeyCode::Up | KeyCode::Char('k') => -1,
            KeyCode::PageDown => 10,
            KeyCode::PageUp => -10,
            _ => return false,
        };
        let (least, most) = self.room(pane);
        self.shift = (self.shift + by).clamp(least, most);
        true
    }

    /// How far the arrows may go in a pane.
    fn room(&self, pane: Pane) -> (isize, isize) {
        let Some(state) = self.recording.at(self.index) else { return (0, 0) };
        let Some(frame) = state.frames.first() else { return (0, 0) };
        match pane {
            Pane::Source => {
                let count = frame.code.source.as_ref().map_or(0, |source| source.line_count()) as isize;
                let line = frame.instruction.line.unwrap_or(frame.code.first_line).max(1) as isize;
                (1 - line, (count - line).max(0))
            }
            Pane::Bytecode => {
                let at = frame.instruction_index as isize;
                (-at, frame.code.instructions.len() as isize - 1 - at)
            }
            Pane::Stack => (0, frame.stack.len().saturating_sub(1) as isize),
            Pane::Frames => {
                let rows: usize = state.frames.iter().map(|frame| 1 + frame.locals.len()).sum();
                (0, rows.saturating_sub(1) as isize)
            }
            Pane::Happens => (0, 20),
            Pane::Output => {
                let lines = state.output.lines().count() as isize;
                (-(lines - 1).max(0), 0)
            }
        }
    }

    fn turn(&mut self, by: usize) {
        let count = Pane::ALL.len() + 1;
        let at = self.focus.and_then(|focus| Pane::ALL.iter().position(|pane| *pane == focus));
        let next = (at.map_or(0, |at| at + 1) + by) % count;
        self.focus = next.checked_sub(1).map(|at| Pane::ALL[at]);
        self.shift = 0;
    }

    fn toggle_breakpoint(&mut self) {
        let Some(place) = self.pointed() else { return };
        let line = place.1;
        let word = if self.breakpoints.remove(&place) {
            "no breakpoint"
        } else {
            self.breakpoints.insert(place);
            "breakpoint"
        };
        self.message = Some(format!("{word} on line {line}"));
    }

    fn other_theme(&mut self) {
        let (theme, name) = match self.looks.theme {
            Some(Theme::Any) => (Theme::Dark, "for dark backgrounds"),
            Some(Theme::Dark) => (Theme::Light, "for light backgrounds"),
            Some(Theme::Light) => (Theme::Any, "for any background"),
            None => {
                self.message = Some("there is no colour: --color always gives some".to_owned());
                return;
            }
        };
        self.looks.theme = Some(theme);
        self.message = Some(format!("colours {name}"));
    }
}
