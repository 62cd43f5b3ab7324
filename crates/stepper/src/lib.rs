//! Stepping through a recorded run in the terminal, forwards and backwards.
//!
//! A [`Stepper`] is a recording, a place in it and what the reader chose; keys change it ([`Stepper::key`]), and
//! [`render`] draws it into a buffer of any size. Nothing here asks a terminal for anything or waits for keys: the
//! command line does. What surprised us: most of the work is in what to leave out at 80 columns.
//!
//! ```
//! use bytescope_stepper::{Looks, Stepper, render};
//! use bytescope_tracer::{Choice, Window, record_text};
//! use bytescope_vm::Limits;
//! use ratatui::{buffer::Buffer, crossterm::event::{KeyCode, KeyEvent, KeyModifiers}, layout::Rect};
//!
//! let recording = record_text("n = 1\nprint(n + 1)\n", "t.py", Choice::default(), Window::default(), Limits::default())
//!     .map_err(|error| error.message)?;
//! let mut stepper = Stepper::new(recording, "t.py", "3.13.2", Looks { theme: None, ascii: true });
//! stepper.key(KeyEvent::new(KeyCode::Right, KeyModifiers::NONE));
//!
//! let screen = Rect::new(0, 0, 100, 30);
//! let mut buffer = Buffer::empty(screen);
//! render(&stepper, screen, &mut buffer);
//! let text: String = buffer.content().iter().map(|cell| cell.symbol()).collect();
//! assert!(text.contains("print(n + 1)"));
//! # Ok::<(), String>(())
//! ```

mod find;
mod keys;
mod layout;
mod listings;
mod moves;
mod paint;
mod panes;
mod render;
mod stepper;

pub use render::{MIN_HEIGHT, MIN_WIDTH, render};
pub use stepper::{Looks, Stepper};
