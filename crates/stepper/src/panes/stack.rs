//! The value stack of the running frame, each value with what it is in the source.

use bytescope_views::{Row, Style as Look, printable, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::paint::CURRENT;
use crate::render::Scene;
use crate::stepper::Pane;

pub(crate) fn stack(scene: &Scene<'_>, area: Rect, buffer: &mut Buffer) {
    let Some(frame) = scene.state.frames.first() else { return };
    if frame.stack.is_empty() {
        scene.put(buffer, area.x + 1, area.y, area.width - 1, &Row::of("(empty)", Look::QUIET));
        return;
    }
    let room = usize::from(area.width).saturating_sub(2);
    // Values get what they need, terms the rest, and half at least.
    let widest = frame.stack.iter().map(|slot| width(slot.value)).max().unwrap_or(0);
    let terms = frame.stack.iter().map(|slot| width(slot.term)).max().unwrap_or(0);
    let value_width = widest.max(4).min((room * 6 / 10).max(room.saturating_sub(terms + 1)));
    let taken = frame.instruction.popped;
    let skip = scene.shift(Pane::Stack).max(0) as usize;
    for (y, (place, slot)) in (area.y..area.bottom()).zip(frame.stack.iter().rev().enumerate().skip(skip)) {
        let is_taken = place < taken;
        let is_exception = scene.state.handling == Some(slot.value) || slot.term == "exc";
        let mut style = if is_exception { Look::EXCEPTION } else { Look::PLAIN };
        style.bold = is_taken;
        let mut row = Row::new();
        row.push(if place == 0 { "▸" } else { " " }, CURRENT);
        let mut value = Row::of(printable(slot.value), style);
        value.cut(value_width);
        row.append(value);
        row.pad_to(value_width + 2);
        // A term that says what the value says is no news.
        if slot.term != slot.value {
            row.push(printable(slot.term), Look::QUIET);
        }
        scene.put(buffer, area.x, y, area.width, &row);
    }
}
