//! Stepping through a recorded run in the terminal, forwards and backwards.
//!
//! A [`Stepper`] is a recording, a place in it and what the reader chose; keys change it ([`Stepper::key`]), and
//! [`render`] draws it into a buffer of any size. Nothing here asks a terminal for anything or waits for keys: the
//! command line does. What surprised us: most of the work is in what to leave out at 80 columns.

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
