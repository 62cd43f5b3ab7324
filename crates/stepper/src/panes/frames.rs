//! The frames with their variables, the running one first.

use bytescope_views::{Row, Style as Look, printable};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::paint::CURRENT;
use crate::render::Scene;
use crate::stepper::Pane;

pub(crate) fn frames(scene: &Scene<'_>, area: Rect, buffer: &mut Buffer) {
    let before = scene.stepper.index.checked_sub(1).and_then(|index| scene.stepper.recording.at(index));
    let mut rows = Vec::new();
    if let Some(handling) = scene.state.handling {
        let mut row = Row::of(" handling ", Look::QUIET);
        row.push(printable(handling), Look::EXCEPTION);
        rows.push(row);
    }
    for (place, frame) in scene.state.frames.iter().enumerate() {
        let mut row = Row::new();
        row.push(if place == 0 { "▸" } else { " " }, CURRENT);
        row.push(printable(&frame.code.title), if place == 0 { Look::BOLD } else { Look::PLAIN });
        let line = frame.instruction.line.map_or_else(|| "no line".to_owned(), |line| format!("line {line}"));
        row.push(format!("  {line}"), Look::QUIET);
        rows.push(row);
        let old =
            before.as_ref().and_then(|state| state.frames.iter().find(|old| old.number == frame.number));
        for (name, value) in &frame.locals {
            let is_new = old.is_some_and(|old| !old.locals.contains(&(*name, *value)));
            let mut row = Row::of(format!("   {}", printable(name)), Look::PLAIN);
            row.push(" = ", Look::QUIET);
            row.push(printable(value), if is_new { Look::BOLD } else { Look::PLAIN });
            rows.push(row);
        }
    }
    let skip = scene.shift(Pane::Frames).max(0) as usize;
    let left = rows.len().saturating_sub(skip);
    let room = usize::from(area.height);
    for (y, (place, row)) in (area.y..area.bottom()).zip(rows.iter().skip(skip).enumerate()) {
        if place + 1 == room && left > room {
            let more = Row::of(format!(" … {} more rows, Tab scrolls", left - room + 1), Look::QUIET);
            scene.put(buffer, area.x, y, area.width, &more);
        } else {
            scene.put(buffer, area.x, y, area.width, row);
        }
    }
}
