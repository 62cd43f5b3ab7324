//! What is being tested: our compiler, behind the one function that everything else here calls.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;
use std::thread;

use bytescope_bytecode::{CodeObject, Name, Version};
use bytescope_compiler::Options;
use bytescope_syntax::{Mode, with_stack_for};

use crate::oracle::{Answer, Refusal};

/// Stack of a thread that compiles. CPython's own limits on nesting allow deep recursion.
pub const STACK_SIZE: usize = 1 << 30;

/// How to compile.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The release to be exact for.
    pub version: Version,
    /// 0, 1 or 2.
    pub optimize: u8,
}

/// What became of a source.
#[derive(Debug)]
pub enum Outcome {
    /// It compiles.
    Code(Box<CodeObject>),
    /// It does not.
    Refused(Refusal),
    /// The compiler panicked, which it must never do.
    Panicked(String),
}

impl From<Answer> for Outcome {
    /// Another CPython as the subject.
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Code(code) => Self::Code(code),
            Answer::Error(refusal) => Self::Refused(refusal),
        }
    }
}

/// Compiles a source. An entry named `x.eval.py` or `x.single.py` is compiled in that mode, any other as a file.
pub fn compile(name: &str, source: &[u8], settings: Settings) -> Outcome {
    let mode = match name.strip_suffix(".py").and_then(|name| name.rsplit_once('.')) {
        Some((_, "eval")) => Mode::Eval,
        Some((_, "single")) => Mode::Single,
        _ => Mode::Exec,
    };
    let Settings { version, optimize } = settings;
    let text = match bytescope_syntax::decode(source) {
        Ok(text) => text,
        Err(error) => return Outcome::Refused(Refusal::of_source(&error, source)),
    };
    let parsed = match bytescope_syntax::parse(&text, mode, version) {
        Ok(parsed) => parsed,
        Err(error) => return Outcome::Refused(Refusal::of(&error, Some(&text))),
    };
    let options = Options { version, optimize, filename: Name::from(name) };
    let compiled =
        with_stack_for(parsed.depth, || bytescope_compiler::compile(parsed.into_module(), &options));
    match compiled {
        Ok(code) => Outcome::Code(Box::new(code)),
        Err(error) => Outcome::Refused(Refusal::of(&error, None)),
    }
}

thread_local! {
    /// What the last panic of this thread said; `None` where nobody asked.
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs something that should not panic, and says what happened if it does.
pub fn guarded(run: impl FnOnce() -> Outcome) -> Outcome {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let other_hook = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let asked = LAST_PANIC.with_borrow_mut(|last| {
                last.as_mut().map(|last| *last = info.to_string().replace('\n', " ")).is_some()
            });
            if !asked {
                other_hook(info);
            }
        }));
    });
    LAST_PANIC.set(Some(String::new()));
    let result = panic::catch_unwind(AssertUnwindSafe(run));
    let message = LAST_PANIC.take().unwrap_or_default();
    result.unwrap_or(Outcome::Panicked(message))
}

/// Calls `work` with 0, 1, … `count - 1` on as many threads as there are cores, each with a large stack, and
/// returns the results in order.
pub fn in_parallel<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    use std::sync::atomic::{AtomicUsize, Ordering};
    let next = AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(1, usize::from).min(count.max(1));
    let mut results: Vec<(usize, T)> = thread::scope(|scope| {
        let worker = || {
            let mut results = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= count {
                    return results;
                }
                results.push((index, work(index)));
            }
        };
        let spawn = |_| thread::Builder::new().stack_size(STACK_SIZE).spawn_scoped(scope, worker);
        let workers: Vec<_> = (0..threads).filter_map(|index| spawn(index).ok()).collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).flatten().collect()
    });
    results.sort_unstable_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}
