//! The bytecode of the running frame, with the current instruction marked.

use bytescope_views::{Row, Style as Look};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::first_row;
use crate::paint::CURRENT;
use crate::render::Scene;
use crate::stepper::Pane;

/// From this width on the piece of source has a column.
const WITH_SOURCE: u16 = 50;

pub(crate) fn bytecode(scene: &Scene<'_>, area: Rect, buffer: &mut Buffer) {
    let Some(frame) = scene.state.frames.first() else { return };
    let Some(view) = scene.stepper.listings.of(frame.code, usize::from(scene.width)) else { return };
    let cursor = scene.stepper.instruction_pointed();
    let room = usize::from(area.height);
    let first = first_row(view.rows.len(), room, cursor);
    let shown = view.rows.iter().enumerate().skip(first).take(room);
    let last = frame.code.instructions.iter().filter_map(|instruction| instruction.line).max();
    let digits = last.map_or(2, |line| line.to_string().len().max(2));
    let start = digits + 3 + view.margin_width;
    // The argument says more than the end of a long name.
    let most = usize::from(area.width).saturating_sub(start + 11).clamp(12, 20);
    let opcode_width = view.rows.iter().map(|row| row.opcode.width()).max().unwrap_or(0).min(most);
    let rest = usize::from(area.width).saturating_sub(start + opcode_width + 1);
    let longest = view.rows.iter().map(|row| row.argument.width()).max().unwrap_or(0);
    let (argument, from) = if area.width >= WITH_SOURCE && rest > 14 {
        let argument = longest.clamp(8, rest * 6 / 10);
        (argument, rest - argument - 1)
    } else {
        (rest, 0)
    };
    let line = frame.instruction.line;
    let query = scene.stepper.query.as_ref();
    let mut last_line = None;
    for (y, (index, row)) in (area.y..).zip(shown) {
        let instruction = frame.code.instructions.get(index);
        let is_current = index == frame.instruction_index;
        let is_pointed = index == cursor && scene.shift(Pane::Bytecode) != 0;
        let is_here = line.is_some() && instruction.is_some_and(|instruction| instruction.line == line);
        let mut left = Row::new();
        left.push(
            if is_current {
                "▸"
            } else if is_pointed {
                "›"
            } else {
                " "
            },
            CURRENT,
        );
        // The first row on the screen says where it is.
        let number =
            if last_line.is_none() { instruction.and_then(|instruction| instruction.line) } else { row.line };
        last_line = Some(index);
        let number = number.map_or_else(String::new, |number| number.to_string());
        left.push(format!("{number:>digits$} "), if is_pointed { CURRENT } else { Look::QUIET });
        left.append(row.margin.clone());
        left.pad_to(start - 1);
        scene.put(buffer, area.x, y, area.width, &left);

        let is_found = query.zip(instruction).is_some_and(|(query, it)| query.is_in_instruction(it));
        let (modifier, mut opcode) = if is_current {
            // In the colour of its piece of source, as its argument is.
            let style = view.style_of(frame.instruction.location);
            (Modifier::BOLD | Modifier::UNDERLINED, Row::of(row.opcode.text(), style))
        } else if is_found {
            (Modifier::UNDERLINED, row.opcode.clone())
        } else {
            (Modifier::empty(), row.opcode.clone())
        };
        let x = area.x + start as u16 - 1;
        opcode.cut(opcode_width);
        scene.paint.put_with(buffer, x, y, area.right().saturating_sub(x), &opcode, modifier);
        // Colour says which piece of the current line; other lines wait for their turn.
        let coloured = |row: &Row| if is_here { row.clone() } else { Row::of(row.text(), Look::PLAIN) };
        let x = x + opcode_width as u16 + 1;
        let width = area.right().saturating_sub(x).min(argument as u16);
        let modifier = if is_current { Modifier::BOLD | Modifier::UNDERLINED } else { Modifier::empty() };
        scene.paint.put_with(buffer, x, y, width, &coloured(&row.argument), modifier);
        if from > 0 {
            let x = x + argument as u16 + 1;
            let text = if is_here { row.from.clone() } else { Row::of(row.from.text(), Look::QUIET) };
            scene.put(buffer, x, y, area.right().saturating_sub(x), &text);
        }
    }
}
