//! Frames and the instruction loop (`Python/ceval.c`).
//!
//! Python functions that call Python functions do not nest in Rust: a call pushes a frame and the one loop
//! goes on in it. All frames share one value stack. A callee's parameters are the arguments where the caller
//! pushed them; its other variables and its own stack follow.
//!
//! | file | what is in it |
//! |---|---|
//! | `code` | code objects made ready to run |
//! | `verify` | what must hold of code before it runs |
//! | `fuse` | instructions that the loop runs as one |
//! | `run` | the loop, one arm an opcode |
//! | `rare` | the opcodes that no loop waits for |
//! | `frames` | frames pushed and popped |
//! | `calls` | `CALL` and its relatives |
//! | `bind` | arguments to parameters of Python functions |
//! | `unwind` | exceptions looking for a handler |
//! | `generators` | frames that wait |
//! | `caches` | what instructions remember |
//! | `names` | global names and cells |
//! | `classes` | `super`, class bodies, pattern matching |
//! | `import` | `import` |
//! | `intrinsics` | `CALL_INTRINSIC_…` |
//! | `report` | uncaught exceptions as text |
//! | `threads` | threads, and going from one to the other |
//! | `limits` | bounds on steps, memory, depth and output |
//! | `trace` | an observer of every instruction |
//! | `program` | running a whole program |

mod bind;
mod caches;
mod calls;
mod classes;
mod code;
mod frames;
mod fuse;
mod generators;
mod import;
mod intrinsics;
mod limits;
mod names;
mod opcode;
mod program;
mod rare;
mod report;
mod run;
mod threads;
mod trace;
mod unwind;
mod verify;

use std::cell::Cell;

use crate::Vm;
use crate::value::{Stack, Value};

pub use frames::SavedFrame;
pub(crate) use frames::{Frame, FrameKind};
pub(crate) use intrinsics::AsyncYield;
pub use opcode::Op;
pub use program::Outcome;
pub(crate) use report::{closest, location_of};
pub(crate) use run::{Exit, stop_value};
pub(crate) use threads::{Threads, Wait};
pub use trace::{Below, Raise, Step, Tracer, Waiting};

/// An instruction made ready to run: 16 bytes.
#[derive(Debug)]
pub struct Instruction {
    /// What it is.
    pub op: Op,
    /// What the loop does when nobody watches: more than one instruction, perhaps.
    pub fast: Cell<Op>,
    /// Which kind of cache it has, or which operator it is.
    pub small: Cell<u8>,
    /// How often the cache was filled.
    pub count: Cell<u8>,
    /// The argument; for a jump, the index of the instruction it leads to.
    pub arg: u32,
    /// What earlier executions found out.
    pub cache: Cell<u64>,
}

/// Frames and the value stack.
#[derive(Debug)]
pub(crate) struct Interpreter {
    pub(crate) frames: Vec<Frame>,
    /// Everything above the top of the running frame is `None`.
    pub(crate) stack: Stack,
    /// The exceptions being handled: one entry for the main line and one for each running generator.
    pub(crate) handled: Vec<Option<Value>>,
    /// The running frame's next instruction.
    pub(crate) pc: usize,
    /// Methods that caches refer to by their places; they stay.
    pub(crate) methods: Vec<Value>,
    /// What attribute instructions found for the classes that they met: see `caches`.
    known: caches::Known,
    /// How deep Python frames and native recursion are nested.
    depth: u32,
    /// Below this place of the machine's own stack native code calls itself no deeper.
    floor: usize,
    /// The exception on its way was raised in this frame before: its traceback has the frame already.
    pub(crate) reraising: bool,
    /// The exception that is being raised was thrown into a generator: its context is settled.
    pub(crate) is_thrown: bool,
    /// Instructions run so far, counted at jumps back and calls.
    pub(crate) steps: u64,
    /// When [`Vm::check_now`] looks again, in steps: the loop compares just these two.
    pub(crate) check_at: u64,
    /// When memory is measured next, in steps.
    measure_at: u64,
    /// A bound was reached: the program ends, and no handler sees the exception.
    pub(crate) is_stopped: bool,
    /// Bytes written so far.
    pub(crate) written: u64,
    /// When the cycle collector runs next, in objects that it knows.
    next_collection: usize,
}

impl Default for Interpreter {
    fn default() -> Self {
        Self {
            frames: Vec::new(),
            stack: Stack::default(),
            handled: vec![None],
            pc: 0,
            methods: Vec::new(),
            known: caches::Known::default(),
            depth: 0,
            floor: 0,
            reraising: false,
            is_thrown: false,
            steps: 0,
            check_at: 0,
            measure_at: 0,
            is_stopped: false,
            written: 0,
            next_collection: FIRST_COLLECTION,
        }
    }
}

/// How many binary operators there are; the argument of `BINARY_OP` counts the in-place forms from here on.
const BINARY_OPS: u32 = 13;

/// The collector first runs when it knows this many objects; then when there are twice as many as survived.
const FIRST_COLLECTION: usize = 20_000;

impl Vm {
    /// What happens between instructions now and then: finalizers, weak references' callbacks, the cycle
    /// collector (`_Py_HandlePending`).
    #[cold]
    pub(crate) fn handle_pending(&mut self) {
        if crate::value::is_much_allocated() {
            // If it was too much, the program is stopped at the next check.
            drop(self.measure_memory());
        }
        if crate::value::pending() {
            self.run_pending();
        }
    }

    /// Runs the cycle collector if there are many more objects than after its last run.
    pub(crate) fn maybe_collect(&mut self) {
        if self.collector.is_enabled && crate::value::tracked_count() >= self.interpreter.next_collection {
            self.collect_garbage();
            self.interpreter.next_collection = FIRST_COLLECTION.max(crate::value::tracked_count() * 2);
        }
    }

    /// The exception being handled, of the innermost generator that handles one (`sys.exception()`).
    pub(crate) fn handled_exception(&self) -> Option<Value> {
        self.interpreter.handled.iter().rev().flatten().next().cloned()
    }
}
