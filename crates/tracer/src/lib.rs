//! What a program does, instruction by instruction: the machine's steps as events for whoever shows them.
//!
//! [`Recorder`] listens to the machine and hands [`Event`]s to a [`Sink`]; [`Lines`] is the sink that writes JSON
//! lines (`docs/json.md`), and the views have one for people; [`Tape`]
//! keeps a run as a [`Recording`] that can be looked at in any order. [`Profile`] only counts. Nothing here runs Python code or
//! keeps a value alive: what a value is, is told by a short text at the moment it is seen.

mod alone;
mod choice;
mod compiler;
mod event;
mod known;
mod lessons;
mod lines;
mod loops;
mod profile;
mod recorder;
mod recording;

pub use alone::record_text;
pub use choice::{Choice, Kinds};
pub use compiler::Compiler;
pub use event::{Active, Begin, Change, Event, Exit, Record, Sink, Texts};
pub use known::{Known, KnownInstruction, Sources, World};
pub use lines::Lines;
pub use profile::{Counted, Profile, Profiler};
pub use recorder::Recorder;
pub use recording::{Frame, Glimpse, Happening, Outcome, Recording, Slot, State, Tape, Taped, Window};
