//! What the terminal wants: colour, theme, width.

use std::env;
use std::io::{IsTerminal, stderr, stdout};

use bytescope_views::Theme;

use crate::args::{Color, OutputArgs, ThemeName};

/// Columns where nothing says how many there are.
const DEFAULT_WIDTH: usize = 100;

/// The colours for standard output, or `None` for none.
pub(crate) fn stdout_paint(args: &OutputArgs) -> Option<Theme> {
    coloured(args.color, stdout().is_terminal()).then(|| theme(args.theme))
}

/// The colours for a screen, or `None` for none.
pub(crate) fn screen_paint(color: Color, name: Option<ThemeName>) -> Option<Theme> {
    coloured(color, true).then(|| theme(name))
}

/// The colours for messages, or `None` for none.
pub(crate) fn stderr_paint(color: Color, name: Option<ThemeName>) -> Option<Theme> {
    coloured(color, stderr().is_terminal()).then(|| theme(name))
}

/// `--color`, else `NO_COLOR` (no-color.org), else `FORCE_COLOR`, else whether there is a terminal that can.
fn coloured(color: Color, terminal: bool) -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if set("NO_COLOR") => false,
        Color::Auto if set("FORCE_COLOR") => true,
        Color::Auto => terminal && env::var_os("TERM").is_none_or(|term| term != "dumb"),
    }
}

/// `--theme`, else what `COLORFGBG` says of the background, else colours that do on any.
fn theme(name: Option<ThemeName>) -> Theme {
    if let Some(name) = name {
        return name.into();
    }
    let background = env::var("COLORFGBG").ok();
    match background.as_deref().and_then(|value| value.rsplit(';').next()) {
        Some("0" | "1" | "2" | "3" | "4" | "5" | "6" | "8") => Theme::Dark,
        Some("7" | "15") => Theme::Light,
        _ => Theme::Any,
    }
}

/// `--width`, else the terminal's, else `COLUMNS`.
pub(crate) fn width(args: &OutputArgs) -> usize {
    if let Some(width) = args.width {
        return usize::from(width);
    }
    let terminal = if args.output.is_none() { terminal_size::terminal_size_of(stdout()) } else { None };
    let terminal = terminal.map(|(width, _)| usize::from(width.0));
    let columns = || env::var("COLUMNS").ok()?.parse::<usize>().ok();
    terminal.or_else(columns).map_or(DEFAULT_WIDTH, |width| width.clamp(20, 1000))
}
