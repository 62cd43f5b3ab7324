//! Where the panes go.
//!
//! From 140 columns on there are three columns, and room for the steps around the current one. From 100 on source,
//! bytecode and stack stand side by side above a strip. Below, stack and frames go under source and bytecode.
//! Heights follow the program, not the step: nothing jumps while one steps.

use bytescope_tracer::Recording;
use ratatui::layout::Rect;

use crate::stepper::Pane;

/// A pane or, where there is room, the steps around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Area {
    Pane(Pane),
    Around,
}

/// The areas of the screen; each has its title in its first row.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) head: Rect,
    pub(crate) areas: Vec<(Area, Rect)>,
    pub(crate) foot: Rect,
    /// Columns and rows of the vertical rules: x, from, to (exclusive).
    pub(crate) verticals: Vec<(u16, u16, u16)>,
}

/// What a program would like to have, in rows.
#[derive(Clone, Copy, Debug)]
struct Wishes {
    source: u16,
    bytecode: u16,
}

impl Wishes {
    fn of(recording: &Recording) -> Self {
        let rows = |count: usize| u16::try_from(count + 1).unwrap_or(u16::MAX);
        let codes = recording.codes().iter();
        let source = codes.clone().filter_map(|code| code.source.as_ref()).map(|source| source.line_count());
        let bytecode = codes.map(|code| code.instructions.len());
        Self { source: rows(source.max().unwrap_or(0)), bytecode: rows(bytecode.max().unwrap_or(0)) }
    }
}

impl Layout {
    pub(crate) fn new(screen: Rect, recording: &Recording) -> Self {
        let Rect { x, y, width, height } = screen;
        let head = Rect { x, y, width, height: 1 };
        let foot = Rect { x, y: y + height - 1, width, height: 1 };
        let body = Rect { x, y: y + 1, width, height: height - 2 };
        let mut layout = Self { head, areas: Vec::new(), foot, verticals: Vec::new() };
        match width {
            140.. => layout.wide(body, Wishes::of(recording)),
            100.. => layout.medium(body),
            _ => layout.narrow(body),
        }
        layout
    }

    fn wide(&mut self, body: Rect, wishes: Wishes) {
        let left = body.width * 29 / 100;
        let right = body.width * 27 / 100;
        let columns = self.columns(body, &[left, body.width - left - right - 2, right]);
        let happens = (body.height / 3).clamp(8, 14);
        let source = wishes.source.clamp(8, body.height - happens - 4);
        let output = body.height - source - happens;
        self.stack(
            columns[0],
            &[(Pane::Source.into(), source), (Pane::Happens.into(), happens), (Pane::Output.into(), output)],
        );
        let around = match body.height {
            ..26 => 0,
            _ => body.height.saturating_sub(wishes.bytecode.max(10)).max(body.height / 4),
        };
        let bytecode = body.height - around;
        self.stack(columns[1], &[(Pane::Bytecode.into(), bytecode), (Area::Around, around)]);
        let stack = body.height * 2 / 5;
        self.stack(columns[2], &[(Pane::Stack.into(), stack), (Pane::Frames.into(), body.height - stack)]);
    }

    fn medium(&mut self, body: Rect) {
        let (happens, output) = match body.height {
            ..28 => (4, 2),
            28..36 => (4, 3),
            _ => (6, 6),
        };
        let top = Rect { height: body.height - happens - output, ..body };
        let left = body.width * 34 / 100;
        let right = body.width * 25 / 100;
        let columns = self.columns(top, &[left, body.width - left - right - 2, right]);
        self.stack(columns[0], &[(Pane::Source.into(), top.height)]);
        self.stack(columns[1], &[(Pane::Bytecode.into(), top.height)]);
        let stack = top.height * 2 / 5;
        self.stack(columns[2], &[(Pane::Stack.into(), stack), (Pane::Frames.into(), top.height - stack)]);
        let strip = Rect { y: top.bottom(), height: happens + output, ..body };
        self.stack(strip, &[(Pane::Happens.into(), happens), (Pane::Output.into(), output)]);
    }

    fn narrow(&mut self, body: Rect) {
        let (happens, output) = if body.height < 30 { (4, 2) } else { (5, 4) };
        let lists = (body.height / 4).clamp(6, 12);
        let top = Rect { height: body.height - happens - output - lists, ..body };
        let left = body.width * 42 / 100;
        let upper = Rect { height: top.height + lists, ..body };
        let columns = self.columns(upper, &[left, body.width - left - 1]);
        self.stack(columns[0], &[(Pane::Source.into(), top.height), (Pane::Stack.into(), lists)]);
        self.stack(columns[1], &[(Pane::Bytecode.into(), top.height), (Pane::Frames.into(), lists)]);
        let strip = Rect { y: upper.bottom(), height: happens + output, ..body };
        self.stack(strip, &[(Pane::Happens.into(), happens), (Pane::Output.into(), output)]);
    }

    /// Columns with a vertical rule between them.
    fn columns(&mut self, area: Rect, widths: &[u16]) -> Vec<Rect> {
        let mut x = area.x;
        let mut columns = Vec::new();
        for width in widths {
            if x > area.x {
                self.verticals.push((x, area.y, area.bottom()));
                x += 1;
            }
            columns.push(Rect { x, width: *width, ..area });
            x += width;
        }
        columns
    }

    /// Panes one above the other.
    fn stack(&mut self, area: Rect, panes: &[(Area, u16)]) {
        let mut y = area.y;
        for (pane, height) in panes.iter().filter(|(_, height)| *height > 1) {
            self.areas.push((*pane, Rect { y, height: *height, ..area }));
            y += height;
        }
    }
}

impl From<Pane> for Area {
    fn from(pane: Pane) -> Self {
        Self::Pane(pane)
    }
}
