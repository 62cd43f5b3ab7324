//! The source, the current piece marked, long lines wrapped.

use bytescope_views::{Row, Style as Look, printable, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::first_row;
use crate::paint::CURRENT;
use crate::render::Scene;
use crate::stepper::Pane;

pub(crate) fn source(scene: &Scene<'_>, area: Rect, buffer: &mut Buffer) {
    let Some(frame) = scene.state.frames.first() else { return };
    let Some(view) = scene.stepper.listings.of(frame.code, usize::from(scene.width)) else { return };
    let count = view.line_count() as i32;
    if count == 0 {
        let text = format!("no source: {}", printable(&frame.code.file));
        scene.put(buffer, area.x + 1, area.y, area.width - 1, &Row::of(text, Look::QUIET));
        return;
    }
    let line = frame.instruction.line;
    let location = frame.instruction.location;
    let shift = scene.shift(Pane::Source) as i32;
    let cursor = (line.unwrap_or(frame.code.first_line.max(1)) + shift).clamp(1, count);
    let digits = count.to_string().len().max(2);
    let text_width = usize::from(area.width).saturating_sub(digits + 3);
    let room = usize::from(area.height);

    // Lines far from the cursor cannot be seen, however short the others are.
    let from = (cursor - room as i32).max(1);
    let to = (cursor + room as i32).min(count);
    let mut rows: Vec<(i32, Vec<Row>)> = Vec::new();
    for number in from..=to {
        let [whole, ..] = view.source_line(number, false, None);
        rows.push((number, wrap(&whole, text_width)));
    }
    let before: usize = rows.iter().filter(|(number, _)| *number < cursor).map(|(_, rows)| rows.len()).sum();
    let all: usize = rows.iter().map(|(_, rows)| rows.len()).sum();
    let mut skip = first_row(all, room, before);
    let mut y = area.y;
    for (number, wrapped) in rows {
        let is_here = line.is_some_and(|line| (line..=location.end_lineno.max(line)).contains(&number));
        let is_current = line == Some(number);
        let has_break = scene.stepper.breakpoints.contains(&(frame.code.file.clone(), number));
        let parts = if is_here {
            // A marked line is wrapped by hand: its parts are painted differently.
            pieces(&view.source_line(number, true, Some(location)), &wrapped)
        } else {
            wrapped.into_iter().map(|row| vec![(row, false)]).collect()
        };
        for (index, parts) in parts.into_iter().enumerate() {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            if y >= area.bottom() {
                return;
            }
            let mut gutter = Row::new();
            let is_first = index == 0;
            let is_pointed = shift != 0 && number == cursor;
            let mark = match (is_first, is_current, is_pointed, has_break) {
                (false, ..) => " ",
                (_, true, ..) => "▸",
                (_, _, true, _) => "›",
                (_, _, _, true) => "●",
                _ => " ",
            };
            gutter.push(mark, CURRENT);
            let text = if is_first { number.to_string() } else { String::new() };
            let style = match (is_pointed, has_break) {
                (true, _) => CURRENT,
                (false, true) => Look::BOLD,
                (false, false) => Look::QUIET,
            };
            gutter.push(format!("{text:>digits$} "), style);
            let mut x = scene.put(buffer, area.x, y, area.width, &gutter);
            for (row, is_marked) in parts {
                let modifier =
                    if is_marked { Modifier::BOLD | Modifier::UNDERLINED } else { Modifier::empty() };
                let room = area.right().saturating_sub(x);
                x = scene.paint.put_with(buffer, x, y, room, &row, modifier);
            }
            y += 1;
        }
    }
}

/// A line in three parts, cut where its plain text was wrapped.
fn pieces(parts: &[Row; 3], wrapped: &[Row]) -> Vec<Vec<(Row, bool)>> {
    let mut letters = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        for run in &part.runs {
            letters.extend(run.text.chars().map(|letter| (letter, run.style, index == 1)));
        }
    }
    let mut at = 0;
    let mut rows = Vec::new();
    for (index, row) in wrapped.iter().enumerate() {
        let mut pieces: Vec<(Row, bool)> = Vec::new();
        let text = row.text();
        let mut rest = text.as_str();
        if index > 0 {
            let lead = text.find('↳').map_or(0, |found| found + '↳'.len_utf8() + 1);
            pieces.push((Row::of(&text[..lead], Look::QUIET), false));
            rest = &text[lead..];
            // Spaces at the break are not shown.
            while letters.get(at).is_some_and(|(letter, ..)| *letter == ' ') && !rest.starts_with(' ') {
                at += 1;
            }
        }
        for letter in rest.chars() {
            let Some((_, style, is_marked)) = letters.get(at) else { break };
            match pieces.last_mut() {
                Some((row, marked)) if marked == is_marked => row.push(letter.to_string(), *style),
                _ => pieces.push((Row::of(letter.to_string(), *style), *is_marked)),
            }
            at += 1;
        }
        rows.push(pieces);
    }
    rows
}
