//! What the native modules remember between calls.

use rustc_hash::FxHashMap;

use crate::objects::Class;
use crate::value::{Ref, Value};

/// State of the native modules.
#[derive(Debug)]
pub(crate) struct State {
    /// Classes that were made, by the address of their `ClassSpec`.
    pub(super) classes: FxHashMap<usize, Ref<Class>>,
    /// Nanoseconds on the virtual clock since the machine was made.
    pub(crate) clock: u64,
    /// What the clock said first.
    pub(super) clock_start: Option<u64>,
    /// What `atexit` will call: function, arguments.
    pub(super) at_exit: Vec<(Value, crate::call::Arguments)>,
    /// The longest integer, in digits, that is turned into text or made from it; 0 means any.
    pub(crate) int_max_str_digits: usize,
    /// What `sys.set_asyncgen_hooks` set: called at the first step, and at the end, of asynchronous generators.
    pub(crate) asyncgen_hooks: [Option<Value>; 2],
    /// `sys.getswitchinterval()`
    pub(crate) switch_interval: f64,
}

impl Default for State {
    fn default() -> Self {
        Self {
            classes: FxHashMap::default(),
            clock: 0,
            clock_start: None,
            at_exit: Vec::new(),
            int_max_str_digits: 4300,
            asyncgen_hooks: [None, None],
            switch_interval: 0.005,
        }
    }
}
