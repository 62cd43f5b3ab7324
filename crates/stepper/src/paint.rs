//! Rows of text with roles as the terminal's lines.

use bytescope_views::{Role, Row, Style as Look, Theme, colour};
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

/// How things are painted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint(pub(crate) Option<Theme>);

impl Paint {
    pub(crate) fn style(self, look: Look) -> Style {
        let mut style = Style::new();
        if let Some(index) = self.0.and_then(|theme| colour(look.role, theme)) {
            style = style.fg(Color::Indexed(index));
        }
        if look.bold { style.add_modifier(Modifier::BOLD) } else { style }
    }

    /// Writes a row, as much of it as fits; says where it ended.
    pub(crate) fn put(self, buffer: &mut Buffer, x: u16, y: u16, width: u16, row: &Row) -> u16 {
        self.put_with(buffer, x, y, width, row, Modifier::empty())
    }

    /// The same with something added.
    pub(crate) fn put_with(
        self,
        buffer: &mut Buffer,
        x: u16,
        y: u16,
        width: u16,
        row: &Row,
        modifier: Modifier,
    ) -> u16 {
        let end = x + width;
        let mut row = row.clone();
        row.cut(usize::from(width));
        let mut at = x;
        for run in &row.runs {
            let style = self.style(run.style).add_modifier(modifier);
            let room = usize::from(end.saturating_sub(at));
            at = buffer.set_stringn(at, y, &run.text, room, style).0;
        }
        at
    }
}

/// The style of what is current: the mark and the headings that say where we are.
pub(crate) const CURRENT: Look = Look { role: Role::Span(bytescope_views::Hue::Orange), bold: true };
