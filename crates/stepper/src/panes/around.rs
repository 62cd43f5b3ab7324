//! The steps around the current one, as a short trace.

use bytescope_views::{Row, Style as Look, cut, fit_values, printable};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::effect::{Gives, gives, takes};
use super::first_row;
use crate::paint::CURRENT;
use crate::render::Scene;

pub(crate) fn around(scene: &Scene<'_>, area: Rect, buffer: &mut Buffer) {
    let recording = &scene.stepper.recording;
    let room = usize::from(area.height);
    let first = first_row(recording.len(), room, scene.stepper.index);
    let digits = recording.outcome().steps.to_string().len().max(3);
    let rest = usize::from(area.width).saturating_sub(1 + digits + 1 + 4 + 20);
    for (y, index) in (area.y..area.bottom()).zip(first..recording.len()) {
        let Some(state) = recording.at(index) else { break };
        let Some(frame) = state.frames.first() else { break };
        let is_current = index == scene.stepper.index;
        let plain = if is_current { CURRENT } else { Look::PLAIN };
        let mut row = Row::new();
        row.push(if is_current { "▸" } else { " " }, CURRENT);
        row.push(format!("{:>digits$} ", state.step), Look::QUIET);
        let line = frame.instruction.line.map_or_else(String::new, |line| line.to_string());
        row.push(format!("{line:>3} "), Look::QUIET);
        row.push(format!("{:<20}", cut(frame.instruction.opcode.name(), 19)), plain);
        row.push(printable(&fit_values(&takes(&state), rest * 6 / 10)), Look::PLAIN);
        let given = match gives(recording, index, 1) {
            Gives::Now(values) if !values.is_empty() => format!(" → {}", values.join(", ")),
            _ => String::new(),
        };
        row.push(printable(&given), Look::QUIET);
        scene.put(buffer, area.x, y, area.width, &row);
    }
}
