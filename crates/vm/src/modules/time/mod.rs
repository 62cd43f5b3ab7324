//! `time`: the clock that the caller grants, or a virtual one that a program can rely on.
//!
//! The virtual clock starts at a fixed moment, advances by a microsecond whenever it is asked, and by as much as
//! a program sleeps; nothing ever waits. The time zone is UTC.

mod calendar;
mod format;

use crate::call::Args;
use crate::objects::Dict;
use crate::types::Def;
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

/// 2025-01-01 00:00:00 UTC, in nanoseconds.
const START: u64 = 1_735_689_600_000_000_000;
/// How far the virtual clock advances when it is asked.
const TICK: u64 = 1000;
const SECOND: u64 = 1_000_000_000;

const FUNCTIONS: &[Def] = &[
    Def::function("time", "()", time),
    Def::function("time_ns", "()", time_ns),
    Def::function("monotonic", "()", monotonic),
    Def::function("monotonic_ns", "()", monotonic_ns),
    Def::function("perf_counter", "()", monotonic),
    Def::function("perf_counter_ns", "()", monotonic_ns),
    Def::function("process_time", "()", process_time),
    Def::function("process_time_ns", "()", process_time_ns),
    Def::function("thread_time", "()", monotonic),
    Def::function("thread_time_ns", "()", monotonic_ns),
    Def::function("strptime", "(string, format='%a %b %d %H:%M:%S %Y', /)", strptime),
    Def::function("sleep", "(seconds, /)", sleep),
    Def::function("get_clock_info", "(name, /)", clock_info),
    Def::function("gmtime", "(seconds=None, /)", calendar::gmtime),
    Def::function("localtime", "(seconds=None, /)", calendar::gmtime),
    Def::function("mktime", "(seconds, /)", calendar::mktime),
    Def::function("asctime", "(t=None, /)", format::asctime),
    Def::function("ctime", "(seconds=None, /)", format::ctime),
    Def::function("strftime", "(format, t=None, /)", format::strftime),
    Def::function("tzset", "()", tzset),
];

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    vm.define_functions(dict, "time", FUNCTIONS);
    let class = vm.sequence_class(&calendar::STRUCT_TIME);
    vm.set_name(dict, "struct_time", class.into_value());
    for name in ["timezone", "altzone", "daylight"] {
        vm.set_name(dict, name, Value::int(0));
    }
    let zone = vm.intern("UTC");
    let names = vm.tuple(vec![zone.clone(), zone]);
    vm.set_name(dict, "tzname", names);
    for (name, number) in [
        ("CLOCK_REALTIME", 0),
        ("CLOCK_MONOTONIC", 1),
        ("CLOCK_PROCESS_CPUTIME_ID", 2),
        ("_STRUCT_TM_ITEMS", 11),
    ] {
        vm.set_name(dict, name, Value::int(number));
    }
    Ok(())
}

impl Vm {
    /// Nanoseconds since the epoch.
    pub(crate) fn now(&mut self) -> u64 {
        let slept = self.module_state.clock;
        match self.host.now() {
            Some(now) => (now * SECOND as f64) as u64 + slept,
            None => {
                self.module_state.clock += TICK;
                START + slept
            }
        }
    }

    /// Nanoseconds since the clock was first asked.
    fn running(&mut self) -> u64 {
        let now = self.now();
        let start = *self.module_state.clock_start.get_or_insert(now);
        now.saturating_sub(start)
    }

    /// Nanoseconds that the processor worked; the virtual processor never rests.
    fn worked(&mut self) -> u64 {
        match self.host.processor_time() {
            Some(time) => time.as_nanos() as u64,
            None => self.running(),
        }
    }
}

fn seconds(nanoseconds: u64) -> Value {
    Value::float(nanoseconds as f64 / SECOND as f64)
}

fn time(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(seconds(vm.now()))
}

fn time_ns(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::int(vm.now() as i64))
}

fn monotonic(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(seconds(vm.running()))
}

fn monotonic_ns(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::int(vm.running() as i64))
}

fn process_time(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(seconds(vm.worked()))
}

fn process_time_ns(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::int(vm.worked() as i64))
}

fn sleep(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if let Some(class) = (crate::ops::as_big(&args[0]).is_none() && args[0].as_float().is_none())
        .then(|| vm.class_of(&args[0]))
    {
        let name = vm.names.index.clone();
        let by_float = vm.names.float.clone();
        if vm.lookup(&class, &name).is_none() && vm.lookup(&class, &by_float).is_none() {
            let message = format!("'{}' object cannot be interpreted as an integer", class.name());
            return Err(vm.type_error(message));
        }
    }
    let wanted = vm.real(&args[0])?;
    if wanted.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    if wanted < 0.0 {
        return Err(vm.value_error("sleep length must be non-negative"));
    }
    if wanted > 9_223_372_036.0 {
        return Err(vm.error(crate::Exc::OverflowError, "timestamp too large to convert to C PyTime_t"));
    }
    let until = vm.module_state.clock + (wanted * SECOND as f64).round() as u64;
    vm.wait_for(crate::interpreter::Wait { until: Some(until), what: None })?;
    Ok(Value::none())
}

fn strptime(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let module = vm.import_module("_strptime")?;
    let arguments: Vec<Value> = (0..2).filter_map(|slot| args.get(slot).cloned()).collect();
    vm.call_method(&module, "_strptime_time", arguments)
}

fn clock_info(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = vm.text(&args[0]);
    let (implementation, is_monotonic) = match name.as_str() {
        "time" => ("clock_gettime(CLOCK_REALTIME)", false),
        "monotonic" | "perf_counter" => ("clock_gettime(CLOCK_MONOTONIC)", true),
        "process_time" => ("clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true),
        "thread_time" => ("clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true),
        _ => return Err(vm.value_error("unknown clock")),
    };
    let attributes = vec![
        ("implementation", vm.str(implementation)),
        ("monotonic", Value::bool(is_monotonic)),
        ("adjustable", Value::bool(!is_monotonic)),
        ("resolution", Value::float(1e-9)),
    ];
    Ok(vm.namespace(attributes))
}

fn tzset(_vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::none())
}
