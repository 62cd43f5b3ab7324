//! Bounds on what a program may use, so that any program ends, and the machine that it runs on stays well.
//!
//! | bound | counted | when it is reached |
//! |---|---|---|
//! | steps | instructions, at jumps back and calls | the program is stopped |
//! | memory | what the process takes, measured now and then and after much was asked for | it is stopped |
//! | memory | what one object would take | `MemoryError` |
//! | depth | calls, and what built-in functions call | `RecursionError` |
//! | output | bytes, the machine's own messages included | it is stopped |
//!
//! A program that is stopped sees no exception: no handler and no `finally` of its runs any more.

use crate::host::Stream;
use crate::{Exc, PyResult, Raised, Vm};

use super::threads::stack_position;

/// How many steps are between two measures of memory.
const MEASURE_STEPS: u64 = 1 << 18;
/// What may be asked for between two measures, as a part of the bound.
const MEASURE_PART: u64 = 16;

impl Vm {
    /// To be called before native code calls itself through Python objects, with what it is doing
    /// (`" in comparison"`); raises `RecursionError` when that is too deep.
    pub(crate) fn enter_recursion(&mut self, doing: &str) -> PyResult<()> {
        self.interpreter.depth += 1;
        if (self.limits.depth != 0 && self.interpreter.depth > self.limits.depth) || self.is_stack_used_up() {
            self.interpreter.depth -= 1;
            return Err(self.error(Exc::RecursionError, format!("maximum recursion depth exceeded{doing}")));
        }
        Ok(())
    }

    /// To be called before the loop runs within native code: raises `RecursionError` when the machine's own stack is
    /// nearly used up, whatever `sys.setrecursionlimit` says.
    pub(super) fn check_stack(&mut self) -> PyResult<()> {
        if self.is_stack_used_up() {
            return Err(self.error(Exc::RecursionError, "maximum recursion depth exceeded"));
        }
        Ok(())
    }

    /// Whether little is left of the machine's own stack: see [`Vm::set_stack_size`].
    fn is_stack_used_up(&self) -> bool {
        stack_position() < self.interpreter.floor
    }

    /// The end of what [`Vm::enter_recursion`] began.
    pub(crate) fn leave_recursion(&mut self) {
        self.interpreter.depth -= 1;
    }

    /// Refuses to make something of `bytes` bytes when that is more than the machine may use: to be called
    /// before anything large is allocated.
    pub(crate) fn check_memory(&mut self, bytes: usize) -> PyResult<()> {
        let limit = self.limits.memory;
        if limit == 0 {
            return Ok(());
        }
        if bytes as u64 > limit {
            let message = format!("{bytes} bytes at once are more than the {limit} of --max-memory");
            return Err(self.error(Exc::MemoryError, message));
        }
        crate::value::note_allocation(bytes);
        if crate::value::is_much_allocated() { self.measure_memory() } else { Ok(()) }
    }

    /// Stops a program that takes more memory than it may.
    pub(super) fn measure_memory(&mut self) -> PyResult<()> {
        let limit = self.limits.memory;
        let alarm = if limit == 0 { u64::MAX } else { limit / MEASURE_PART };
        let asked = crate::value::forget_allocated(alarm);
        self.interpreter.measure_at = self.interpreter.steps + MEASURE_STEPS;
        if limit == 0 {
            return Ok(());
        }
        match self.host.memory_used() {
            Some(used) if used.saturating_add(asked) > limit => {
                // What nobody refers to need not count.
                self.collect_garbage();
                match self.host.memory_used() {
                    Some(used) if used > limit => {
                        Err(self.stop(format!("it takes more than {limit} bytes of memory (--max-memory)")))
                    }
                    _ => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    /// Counts work; raises when the program did more than it may. Native loops that Python code can make long
    /// call it now and then.
    #[inline]
    pub(crate) fn check_steps(&mut self, steps: u64) -> PyResult<()> {
        self.interpreter.steps += steps;
        if self.interpreter.steps >= self.interpreter.check_at { self.check_bounds() } else { Ok(()) }
    }

    #[cold]
    #[inline(never)]
    fn check_bounds(&mut self) -> PyResult<()> {
        if self.interpreter.is_stopped {
            return Err(self.stop(String::new()));
        }
        let limit = self.limits.steps;
        if limit != 0 && self.interpreter.steps > limit {
            return Err(self.stop(format!("it has run for more than {limit} steps (--max-steps)")));
        }
        if self.interpreter.steps >= self.interpreter.measure_at || crate::value::is_much_allocated() {
            self.measure_memory()?;
        }
        self.plan_check();
        Ok(())
    }

    /// Ends the program. The exception that comes back carries the message, and goes all the way up.
    #[cold]
    pub(crate) fn stop(&mut self, message: String) -> Raised {
        self.interpreter.is_stopped = true;
        self.interpreter.check_at = 0;
        if self.stopped_by.is_empty() {
            self.stopped_by = message;
        }
        let message = format!("the program was stopped: {}", self.stopped_by);
        self.error(Exc::SystemError, message)
    }

    /// What is looked at now and then, between instructions (`_Py_HandlePending`): bounds, and whether it is another thread's turn.
    #[cold]
    #[inline(never)]
    pub(crate) fn check_now(&mut self) -> PyResult<()> {
        self.check_bounds()?;
        if self.thread_count() > 1 {
            // For those who wait for a time, it goes on while others run.
            self.module_state.clock += (self.module_state.switch_interval * 1e9) as u64;
        }
        self.let_others_run()
    }

    /// Works out when [`Vm::check_now`] is due.
    pub(crate) fn plan_check(&mut self) {
        let steps = self.interpreter.steps;
        let mut next = self.interpreter.measure_at.max(steps + 1);
        if let Some(switch) = self.switch_steps() {
            next = next.min(steps + switch);
        }
        if self.limits.steps != 0 {
            next = next.min(self.limits.steps + 1);
        }
        self.interpreter.check_at = if self.interpreter.is_stopped { 0 } else { next };
    }

    /// Writes to the host, within the bound on output.
    pub(crate) fn write(&mut self, stream: Stream, text: &str) {
        self.write_bytes(stream, text.as_bytes());
    }

    /// As [`Vm::write`]. What is too much is cut off, and the program stopped at the next check.
    pub(crate) fn write_bytes(&mut self, stream: Stream, data: &[u8]) {
        let limit = self.limits.output;
        let room = if limit == 0 || self.interpreter.is_stopped {
            data.len()
        } else {
            usize::try_from(limit.saturating_sub(self.interpreter.written)).unwrap_or(usize::MAX)
        };
        let kept = &data[..data.len().min(room)];
        self.interpreter.written += kept.len() as u64;
        self.host.write(stream, kept);
        if kept.len() < data.len() {
            drop(self.stop(format!("it has written more than {limit} bytes (--max-output)")));
        }
    }
}
