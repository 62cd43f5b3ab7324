//! What a program does, instruction by instruction: the machine's steps as events for whoever shows them.
//!
//! [`Recorder`] listens to the machine and hands [`Event`]s to a [`Sink`]; [`Lines`] is the sink that writes JSON
//! lines (`docs/json.md`), and the views have one for people; [`Tape`]
//! keeps a run as a [`Recording`] that can be looked at in any order. [`Profile`] only counts. Nothing here runs Python code or
//! keeps a value alive: what a value is, is told by a short text at the moment it is seen.
//!
//! ```
//! use bytescope_tracer::{Choice, Window, record_text};
//! use bytescope_vm::Limits;
//!
//! let program = "total = 0\nfor n in [3, 4]:\n    total += n * n\nprint(total)\n";
//! let recording = record_text(program, "squares.py", Choice::default(), Window::default(), Limits::default())
//!     .map_err(|error| error.message)?;
//! assert_eq!(recording.output(), "25\n");
//!
//! // What lies on the stack before the first `n * n`, and what is it in the program's own words?
//! let mut states = (0..recording.len()).filter_map(|index| recording.at(index));
//! let multiply = states.find(|state| state.frames[0].instruction.opcode.name() == "BINARY_OP");
//! let multiply = multiply.ok_or("nothing is multiplied")?;
//! let stack: Vec<_> = multiply.frames[0].stack.iter().map(|slot| (slot.term, slot.value)).collect();
//! assert_eq!(stack[stack.len() - 2..], [("n", "3"), ("n", "3")]);
//! # Ok::<(), String>(())
//! ```

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
