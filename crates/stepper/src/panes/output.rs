//! What the program has written.

use bytescope_views::{Row, Style as Look, unpainted};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::render::Scene;
use crate::stepper::Pane;

/// Bytes of the end of the output that are looked at.
const MOST: usize = 1 << 16;

pub(crate) fn output(scene: &Scene<'_>, area: Rect, buffer: &mut Buffer) {
    let recording = &scene.stepper.recording;
    let is_last = scene.stepper.index == scene.stepper.last();
    let text = if is_last { recording.output() } else { scene.state.output };
    if text.is_empty() {
        scene.put(buffer, area.x + 1, area.y, area.width - 1, &Row::of("(nothing yet)", Look::QUIET));
        return;
    }
    let start = text.len().saturating_sub(MOST);
    let start = (start..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let lines: Vec<_> = text[start..].lines().collect();
    let room = usize::from(area.height);
    let shift = scene.shift(Pane::Output).min(0).unsigned_abs();
    let first = lines.len().saturating_sub(room + shift);
    for (y, line) in (area.y..area.bottom()).zip(&lines[first..]) {
        scene.put(buffer, area.x + 1, y, area.width - 1, &unpainted(line, Look::PLAIN));
    }
}
