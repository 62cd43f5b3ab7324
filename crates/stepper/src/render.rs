//! The screen, from a stepper and a size.

use bytescope_tracer::State;
use bytescope_views::{Row, Style as Look, ascii, cut, printable};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::keys::HELP;
use crate::layout::{Area, Layout};
use crate::paint::{CURRENT, Paint};
use crate::panes;
use crate::stepper::{Mode, Pane, Stepper};

/// Columns without which nothing is to be seen.
pub const MIN_WIDTH: u16 = 80;
/// Rows without which nothing is to be seen.
pub const MIN_HEIGHT: u16 = 24;

/// What the panes are drawn with.
pub(crate) struct Scene<'a> {
    pub(crate) stepper: &'a Stepper,
    pub(crate) state: State<'a>,
    pub(crate) paint: Paint,
    /// Columns of the screen.
    pub(crate) width: u16,
}

/// Draws a stepper.
pub fn render(stepper: &Stepper, screen: Rect, buffer: &mut Buffer) {
    let paint = Paint(stepper.looks.theme);
    if screen.width < MIN_WIDTH || screen.height < MIN_HEIGHT {
        too_small(screen, buffer);
        return;
    }
    if let Some(state) = stepper.recording.at(stepper.index) {
        let scene = Scene { stepper, state, paint, width: screen.width };
        scene.draw(screen, buffer);
    } else {
        buffer.set_string(screen.x, screen.y, "nothing was recorded; q quits", paint.style(Look::PLAIN));
    }
    if stepper.mode == Mode::Help {
        help(paint, screen, buffer);
    }
    if stepper.looks.ascii {
        only_ascii(screen, buffer);
    }
}

fn too_small(screen: Rect, buffer: &mut Buffer) {
    let lines = [
        format!("bytescope step needs {MIN_WIDTH} columns and {MIN_HEIGHT} rows."),
        format!("This window has {} and {}.", screen.width, screen.height),
        "Make it larger, or press q to quit.".to_owned(),
    ];
    for (y, line) in (screen.y..screen.bottom()).zip(lines) {
        buffer.set_stringn(screen.x, y, line, usize::from(screen.width), ratatui::style::Style::new());
    }
}

fn only_ascii(screen: Rect, buffer: &mut Buffer) {
    for y in screen.y..screen.bottom() {
        for x in screen.x..screen.right() {
            let Some(cell) = buffer.cell_mut((x, y)) else { continue };
            if let Some(letter) = cell.symbol().chars().next().filter(|letter| !letter.is_ascii()) {
                let plain = match letter {
                    '●' => '*',
                    '←' => '<',
                    '↑' => '^',
                    '↓' => 'v',
                    other => ascii(other),
                };
                if plain != letter {
                    cell.set_char(plain);
                }
            }
        }
    }
}

/// A help over everything.
fn help(paint: Paint, screen: Rect, buffer: &mut Buffer) {
    let height = (HELP.len() as u16).min(screen.height);
    let width = 88.min(screen.width);
    let area = Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - height) / 2,
        width,
        height,
    };
    // With room to spare a rule goes round it.
    let spare = screen.height > height + 3;
    let outer = if spare { Rect { y: area.y - 2, height: height + 4, ..area } } else { area };
    let blank = " ".repeat(usize::from(width));
    for y in outer.y..outer.bottom() {
        buffer.set_string(outer.x, y, &blank, ratatui::style::Style::reset());
    }
    if spare {
        let rule = Row::of("─".repeat(usize::from(width)), Look::QUIET);
        paint.put(buffer, area.x, outer.y, width, &rule);
        paint.put(buffer, area.x, outer.bottom() - 1, width, &rule);
        paint.put(buffer, area.x + 2, outer.y, width, &Row::of(" keys ", Look::BOLD));
        paint.put(
            buffer,
            area.x + 2,
            outer.bottom() - 1,
            width,
            &Row::of(" any key goes back ", Look::QUIET),
        );
    }
    for (y, (key, what)) in (area.y..area.bottom()).zip(HELP) {
        paint.put(buffer, area.x + 1, y, 12, &Row::of(key, CURRENT));
        paint.put(buffer, area.x + 13, y, width - 14, &Row::of(what, Look::PLAIN));
    }
}

impl Scene<'_> {
    fn draw(&self, screen: Rect, buffer: &mut Buffer) {
        let layout = Layout::new(screen, &self.stepper.recording);
        self.head(layout.head, buffer);
        for (x, from, to) in &layout.verticals {
            for y in *from..*to {
                self.put(buffer, *x, y, 1, &Row::of("│", Look::QUIET));
            }
        }
        for (area, rect) in &layout.areas {
            self.title(*area, *rect, buffer);
            let inner = Rect { y: rect.y + 1, height: rect.height - 1, ..*rect };
            match area {
                Area::Pane(Pane::Source) => panes::source(self, inner, buffer),
                Area::Pane(Pane::Bytecode) => panes::bytecode(self, inner, buffer),
                Area::Pane(Pane::Stack) => panes::stack(self, inner, buffer),
                Area::Pane(Pane::Frames) => panes::frames(self, inner, buffer),
                Area::Pane(Pane::Happens) => panes::happens(self, inner, buffer),
                Area::Pane(Pane::Output) => panes::output(self, inner, buffer),
                Area::Around => panes::around(self, inner, buffer),
            }
        }
        self.join(&layout, buffer);
        self.foot(layout.foot, buffer);
    }

    pub(crate) fn put(&self, buffer: &mut Buffer, x: u16, y: u16, width: u16, row: &Row) -> u16 {
        self.paint.put(buffer, x, y, width, row)
    }

    /// How far the reader went in a pane.
    pub(crate) fn shift(&self, pane: Pane) -> isize {
        if self.stepper.focus == Some(pane) { self.stepper.shift } else { 0 }
    }

    fn head(&self, area: Rect, buffer: &mut Buffer) {
        let recording = &self.stepper.recording;
        let mut row = Row::of(printable(&self.stepper.name), Look::BOLD);
        row.push(format!("   CPython {}   ", self.stepper.version), Look::QUIET);
        let outcome = recording.outcome();
        row.push(format!("step {} of {}", grouped(self.state.step), grouped(outcome.steps)), Look::BOLD);
        if outcome.is_cut {
            row.push("   the recording ends here, the program would go on", Look::QUIET);
        } else if recording.forgotten() > 0 {
            let first = recording.step(0).unwrap_or_default();
            row.push(format!("   only {} to the end are kept", grouped(first)), Look::QUIET);
        }
        row.push("   ", Look::PLAIN);
        row.cut(usize::from(area.width));
        let end = self.put(buffer, area.x, area.y, area.width, &row);
        let room = usize::from(area.right().saturating_sub(end + 1));
        if room >= 8 {
            let done = (self.stepper.index + 1) * room / recording.len().max(1);
            let mut bar = Row::of("━".repeat(done), CURRENT);
            bar.push("─".repeat(room - done), Look::QUIET);
            self.put(buffer, end, area.y, room as u16, &bar);
        }
    }

    fn title(&self, area: Area, rect: Rect, buffer: &mut Buffer) {
        let frame = self.state.frames.first();
        let title = match area {
            Area::Pane(Pane::Source) => match frame.map(|frame| &frame.code.file) {
                Some(file) if *file != self.stepper.name => {
                    let short = file.rsplit('/').next().unwrap_or(file);
                    format!("source of {}", printable(short))
                }
                _ => "source".to_owned(),
            },
            Area::Pane(Pane::Bytecode) => {
                let name = frame.map_or("", |frame| &frame.code.title);
                format!("bytecode of {}", printable(name))
            }
            Area::Pane(Pane::Stack) => "stack, top first".to_owned(),
            Area::Pane(Pane::Frames) => match self.state.frames.len() {
                0..2 => "frames".to_owned(),
                count => format!("frames, {count}"),
            },
            Area::Pane(Pane::Happens) => "what happens".to_owned(),
            Area::Pane(Pane::Output) => "output".to_owned(),
            Area::Around => "steps around".to_owned(),
        };
        let is_focused = matches!(area, Area::Pane(pane) if self.stepper.focus == Some(pane));
        let mut row = Row::of("─ ", Look::QUIET);
        let title = cut(&title, usize::from(rect.width).saturating_sub(4));
        row.push(title, if is_focused { CURRENT } else { Look::QUIET });
        row.push(" ", Look::QUIET);
        if is_focused && rect.width > 34 {
            row.push("↑↓ Esc ", Look::QUIET);
        }
        let rest = usize::from(rect.width).saturating_sub(row.width());
        row.push("─".repeat(rest), Look::QUIET);
        self.put(buffer, rect.x, rect.y, rect.width, &row);
    }

    /// Draws the corners where rules meet.
    fn join(&self, layout: &Layout, buffer: &mut Buffer) {
        for (x, from, to) in &layout.verticals {
            for y in *from..=*to {
                let titled = |x: u16| {
                    layout.areas.iter().any(|(_, rect)| rect.y == y && (rect.x..rect.right()).contains(&x))
                };
                let (left, right) = (x.checked_sub(1).is_some_and(titled), titled(x + 1));
                let (up, down) = (y > *from && y <= *to, y < *to);
                let corner = match (left, right, up, down) {
                    (true, true, true, true) => "┼",
                    (true, true, false, true) => "┬",
                    (true, true, true, false) => "┴",
                    (true, false, _, true) => "┤",
                    (false, true, _, true) => "├",
                    _ => continue,
                };
                self.put(buffer, *x, y, 1, &Row::of(corner, Look::QUIET));
            }
        }
    }

    fn foot(&self, area: Rect, buffer: &mut Buffer) {
        let prompt = match &self.stepper.mode {
            Mode::Find(text) => Some(("find: ", text)),
            Mode::GoTo(text) => Some(("go to step: ", text)),
            Mode::Keys | Mode::Help => None,
        };
        if let Some((prompt, text)) = prompt {
            let mut row = Row::of(format!(" {prompt}"), Look::BOLD);
            row.push(printable(text), Look::PLAIN);
            row.push("▏", CURRENT);
            row.push("   Enter goes, Esc forgets", Look::QUIET);
            self.put(buffer, area.x, area.y, area.width, &row);
            return;
        }
        if let Some(message) = &self.stepper.message {
            self.put(
                buffer,
                area.x,
                area.y,
                area.width,
                &Row::of(format!(" {}", printable(message)), Look::BOLD),
            );
            return;
        }
        let keys: &[(&str, &str)] = match self.stepper.focus {
            Some(Pane::Source) => &[
                ("↑↓", "line"),
                ("b", "breakpoint"),
                ("Enter", "run to here"),
                ("Tab", "pane"),
                ("Esc", "back"),
                ("?", "help"),
                ("q", "quit"),
            ],
            Some(Pane::Bytecode) => &[
                ("↑↓", "instruction"),
                ("Enter", "run to here"),
                ("Tab", "pane"),
                ("Esc", "back"),
                ("?", "help"),
                ("q", "quit"),
            ],
            Some(_) => &[
                ("↑↓", "scroll"),
                ("→←", "step"),
                ("Tab", "pane"),
                ("Esc", "back"),
                ("?", "help"),
                ("q", "quit"),
            ],
            None => &[
                ("→", "step"),
                ("←", "back"),
                ("↓", "line"),
                ("o", "over"),
                ("f", "out"),
                ("r", "run"),
                ("/", "find"),
                ("?", "help"),
                ("q", "quit"),
                ("b", "breakpoint"),
                ("g", "go to step"),
                ("Tab", "pane"),
                ("s", "line over"),
                ("d", "colours"),
                ("R", "run back"),
                ("Home End", "first, last"),
            ],
        };
        let mut row = Row::of(" ", Look::PLAIN);
        for (key, word) in keys {
            let mut item = Row::of(
                *key,
                Look { role: bytescope_views::Role::Span(bytescope_views::Hue::Blue), bold: true },
            );
            item.push(format!(" {word}   "), Look::QUIET);
            if row.width() + item.width() > usize::from(area.width) + 3 {
                break;
            }
            row.append(item);
        }
        row.trim_end();
        self.put(buffer, area.x, area.y, area.width, &row);
    }
}

/// A number with commas.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
