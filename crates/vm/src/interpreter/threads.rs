//! Threads (`_thread`): which one runs, who waits for what, and going from one to the other.
//!
//! Only one thread runs at a time, as under CPython's GIL. Each has frames and a value stack of its own, and a
//! stack for the machine's own calls: a coroutine of the crate `generator`, so that a thread can be left anywhere,
//! also while built-in functions are in the middle of calling back. Whoever runs has the machine itself; it is
//! handed over by exchanging it with an empty one.
//!
//! All of it is deterministic. A thread is left when it waits (for a lock, for the end of another thread, for
//! a time to come) and when it has run for a while, which is counted in instructions. The main thread's stack is where the
//! next one is chosen: in a circle, those that need not wait. When all wait and some of them for a time, the
//! virtual clock goes on to the first. When all wait and none for a time, nothing will ever happen again.

use std::fmt;
use std::mem::ManuallyDrop;

use generator::{Generator, Gn};

use crate::call::Arguments;
use crate::value::{Stack, Value};
use crate::{Exc, PyResult, Vm};

use super::Frame;

/// Room for what built-in functions call, in machine words. Memory is taken only where it is used.
const FIBER_WORDS: usize = (16 << 20) / size_of::<usize>();
/// What is left free of a thread's own stack when recursion is refused.
const RESERVE: usize = 1 << 20;
/// How many instructions are taken for a second of `sys.setswitchinterval()`.
const STEPS_A_SECOND: f64 = 20_000_000.0;

type Fiber = Generator<'static, Box<Vm>, Option<Box<Vm>>>;

/// All threads.
#[derive(Debug, Default)]
pub(crate) struct Threads {
    /// The number of the one that runs; the main thread is 0.
    pub(crate) current: i64,
    /// How many were started.
    started: i64,
    /// Those that have not ended, the main thread first; empty while there is no other.
    all: Vec<Thread>,
    /// Empty machines, to be exchanged with the one that is handed over.
    #[allow(clippy::vec_box, reason = "they change hands as boxes")]
    empty: Vec<Box<Vm>>,
}

struct Thread {
    number: i64,
    /// What it waits for, if it does not just wait for its turn.
    waiting: Option<Wait>,
    /// What it has to do, until it begins.
    start: Option<(Value, Arguments)>,
    /// Whom to tell when it has ended.
    handle: Option<Value>,
    /// Never dropped before it has ended: that would unwind its stack.
    fiber: Option<ManuallyDrop<Fiber>>,
}

impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Thread")
            .field("number", &self.number)
            .field("waiting", &self.waiting)
            .finish_non_exhaustive()
    }
}

/// What a thread waits for.
#[derive(Clone, Debug)]
pub(crate) struct Wait {
    /// Until when at most, on the virtual clock.
    pub(crate) until: Option<u64>,
    /// The lock that is to be free, or the thread (its handle) that is to end.
    pub(crate) what: Option<Value>,
}

/// What belongs to a thread and not to the machine.
struct State {
    frames: Vec<Frame>,
    stack: Stack,
    handled: Vec<Option<Value>>,
    pc: usize,
    depth: u32,
    floor: usize,
    reraising: bool,
    in_repr: Vec<usize>,
}

impl State {
    /// Of a thread that begins.
    fn new(floor: usize) -> Self {
        Self {
            frames: Vec::new(),
            stack: Stack::default(),
            handled: vec![None],
            pc: 0,
            depth: 0,
            floor,
            reraising: false,
            in_repr: Vec::new(),
        }
    }
}

/// Where the running function's frame lies on the machine's own stack, more or less.
pub(super) fn stack_position() -> usize {
    let here = 0_u8;
    std::ptr::from_ref(&here).addr()
}

impl Vm {
    /// Says how much stack there is below the caller, for built-in functions that call each other: when that is
    /// nearly used up, `RecursionError` is raised. Without it, only calls are counted.
    pub fn set_stack_size(&mut self, bytes: usize) {
        self.interpreter.floor = stack_position().saturating_sub(bytes.saturating_sub(RESERVE));
    }

    /// How many threads have not ended.
    pub(crate) fn thread_count(&self) -> usize {
        self.threads.all.len().max(1)
    }

    /// Starts a thread; it does not run yet. Gives its number.
    pub(crate) fn start_thread(
        &mut self,
        function: Value,
        arguments: Arguments,
        handle: Option<Value>,
    ) -> i64 {
        if self.threads.all.is_empty() {
            self.threads.all.push(Thread {
                number: 0,
                waiting: None,
                start: None,
                handle: None,
                fiber: None,
            });
        }
        self.threads.started += 1;
        let number = self.threads.started;
        let start = Some((function, arguments));
        self.threads.all.push(Thread { number, waiting: None, start, handle, fiber: None });
        self.plan_check();
        number
    }

    /// How many steps a thread may run while others could.
    pub(super) fn switch_steps(&self) -> Option<u64> {
        (self.threads.all.len() > 1)
            .then(|| (self.module_state.switch_interval * STEPS_A_SECOND).clamp(100.0, 1e9) as u64)
    }

    /// Lets the other threads run until `waiting` has come true or its time is over.
    pub(crate) fn wait_for(&mut self, waiting: Wait) -> PyResult<()> {
        if self.threads.all.len() <= 1 {
            if let Some(until) = waiting.until {
                self.module_state.clock = self.module_state.clock.max(until);
                return Ok(());
            }
            let is_over = self.is_over(&waiting);
            return if is_over { Ok(()) } else { Err(self.deadlock()) };
        }
        let current = self.threads.current;
        if let Some(thread) = self.threads.all.iter_mut().find(|thread| thread.number == current) {
            thread.waiting = Some(waiting);
        }
        self.let_others_run()
    }

    /// Lets other threads run if there are any; this one goes on when it is its turn again.
    #[expect(deprecated, reason = "native code that waits is deep in calls that know nothing of a `Scope`")]
    pub(crate) fn let_others_run(&mut self) -> PyResult<()> {
        let current = self.threads.current;
        if self.threads.all.len() <= 1 {
            return Ok(());
        }
        if current == 0 {
            return self.run_others();
        }
        let state = self.take_state();
        let lent = self.lend();
        // The main thread's stack takes over, and gives the machine back some time.
        if let Some(back) = generator::yield_::<Box<Self>, Option<Box<Self>>>(Some(lent)) {
            self.take_back(back);
        }
        self.put_state(state, current);
        if self.interpreter.is_stopped { self.check_steps(0) } else { Ok(()) }
    }

    /// The main thread waits: runs the others in turn until it can go on.
    fn run_others(&mut self) -> PyResult<()> {
        let state = self.take_state();
        let result = loop {
            match self.next_thread() {
                None => break Err(()),
                Some(0) => break Ok(()),
                Some(number) => self.run_thread(number),
            }
            if self.interpreter.is_stopped {
                break Ok(());
            }
        };
        self.put_state(state, 0);
        match result {
            Err(()) => Err(self.deadlock()),
            Ok(()) if self.interpreter.is_stopped => self.check_steps(0),
            Ok(()) => Ok(()),
        }
    }

    #[cold]
    fn deadlock(&mut self) -> crate::Raised {
        let others = self.threads.all.len().saturating_sub(1);
        let message = if others == 0 {
            "deadlock: this thread waits for ever, because there is no other that could wake it up".to_owned()
        } else {
            format!("deadlock: all threads wait for each other ({others} besides the main thread)")
        };
        self.error(Exc::RuntimeError, message)
    }

    /// Whose turn it is: the next in the circle that need not wait.
    fn next_thread(&mut self) -> Option<i64> {
        loop {
            let count = self.threads.all.len();
            let current = self.threads.current;
            // Where the one that ran last was, if it has ended.
            let here = self.threads.all.iter().rposition(|thread| thread.number <= current).unwrap_or(0);
            let next = (1..=count).map(|step| (here + step) % count).find(|place| {
                let thread = &self.threads.all[*place];
                thread.waiting.as_ref().is_none_or(|waiting| self.is_over(waiting))
            });
            if let Some(place) = next {
                return Some(self.threads.all[place].number);
            }
            let times = self.threads.all.iter().filter_map(|thread| thread.waiting.as_ref()?.until);
            let first = times.min()?;
            self.module_state.clock = self.module_state.clock.max(first);
        }
    }

    fn is_over(&self, waiting: &Wait) -> bool {
        waiting.until.is_some_and(|until| until <= self.module_state.clock)
            || waiting.what.as_ref().is_some_and(crate::modules::is_free)
    }

    /// Runs a thread until it is left or ends.
    fn run_thread(&mut self, number: i64) {
        let Some(place) = self.threads.all.iter().position(|thread| thread.number == number) else { return };
        let thread = &mut self.threads.all[place];
        let is_new = thread.fiber.is_none();
        let fiber = thread.fiber.take();
        let mut fiber =
            fiber.unwrap_or_else(|| ManuallyDrop::new(Gn::<Box<Self>>::new_opt(FIBER_WORDS, thread_body)));
        let previous = std::mem::replace(&mut self.threads.current, number);
        self.trace_switch(previous, number);
        if is_new {
            // The stack that it begins with is measured when it is there.
            self.interpreter.floor = 0;
        }
        let lent = self.lend();
        if let Some(back) = fiber.send(lent) {
            self.take_back(back);
        }
        let place = self.threads.all.iter().position(|thread| thread.number == number);
        if fiber.is_done() {
            drop(ManuallyDrop::into_inner(fiber));
            if let Some(place) = place {
                let thread = self.threads.all.remove(place);
                if let Some(handle) = &thread.handle {
                    crate::modules::set_done(handle);
                }
            }
        } else if let Some(place) = place {
            self.threads.all[place].fiber = Some(fiber);
        }
    }

    /// The machine itself in a box; an empty one stays here.
    fn lend(&mut self) -> Box<Self> {
        let mut other = self.threads.empty.pop().unwrap_or_else(|| Box::new(Self::empty()));
        std::mem::swap(self, &mut *other);
        other
    }

    fn take_back(&mut self, mut back: Box<Self>) {
        std::mem::swap(self, &mut *back);
        self.threads.empty.push(back);
    }

    fn take_state(&mut self) -> State {
        let interpreter = &mut self.interpreter;
        State {
            frames: std::mem::take(&mut interpreter.frames),
            stack: std::mem::take(&mut interpreter.stack),
            handled: std::mem::replace(&mut interpreter.handled, vec![None]),
            pc: interpreter.pc,
            depth: interpreter.depth,
            floor: interpreter.floor,
            reraising: std::mem::take(&mut interpreter.reraising),
            in_repr: std::mem::take(&mut self.in_repr),
        }
    }

    fn put_state(&mut self, state: State, number: i64) {
        let interpreter = &mut self.interpreter;
        interpreter.frames = state.frames;
        interpreter.stack = state.stack;
        interpreter.handled = state.handled;
        interpreter.pc = state.pc;
        interpreter.depth = state.depth;
        interpreter.floor = state.floor;
        interpreter.reraising = state.reraising;
        self.in_repr = state.in_repr;
        let previous = std::mem::replace(&mut self.threads.current, number);
        if previous != number {
            self.trace_switch(previous, number);
        }
        if let Some(thread) = self.threads.all.iter_mut().find(|thread| thread.number == number) {
            thread.waiting = None;
        }
        self.plan_check();
    }

    /// The whole life of the thread that has just got the machine.
    fn live(&mut self) {
        let current = self.threads.current;
        let floor = stack_position().saturating_sub(FIBER_WORDS * size_of::<usize>() - RESERVE);
        self.put_state(State::new(floor), current);
        let thread = self.threads.all.iter_mut().find(|thread| thread.number == current);
        let Some((function, arguments)) = thread.and_then(|thread| thread.start.take()) else { return };
        if let Err(raised) = self.call_with(&function, arguments)
            && !raised.is(self, Exc::SystemExit)
            && !self.interpreter.is_stopped
        {
            self.unraisable(&raised, "Exception ignored in thread started by", &function);
        }
        drop(function);
        self.handle_pending();
        drop(self.take_state());
    }
}

/// What a fiber does.
#[expect(deprecated, reason = "as above")]
fn thread_body() -> Option<Box<Vm>> {
    let mut vm = generator::get_yield::<Box<Vm>>()?;
    vm.live();
    Some(vm)
}
