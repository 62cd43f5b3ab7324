//! `gc`: the cycle collector.
//!
//! There is one generation, and it is collected when the number of objects has doubled; the thresholds that
//! programs set are kept and change nothing.

use crate::call::Args;
use crate::objects::{Dict, Tuple};
use crate::types::{Def, native};
use crate::value::{FINALIZER, Ref, Value, held_values, is_tracked, tracked};
use crate::{PyResult, Vm};

/// What programs set of the collector.
#[derive(Debug)]
pub(crate) struct Collector {
    /// Whether it runs by itself.
    pub(crate) is_enabled: bool,
    thresholds: [i64; 3],
    debug: i64,
}

impl Default for Collector {
    fn default() -> Self {
        Self { is_enabled: true, thresholds: [2000, 10, 10], debug: 0 }
    }
}

impl Vm {
    /// Takes garbage apart that only refers to itself; says how many objects were found (`gc.collect()`).
    pub(crate) fn collect_garbage(&mut self) -> usize {
        self.lookups.forget();
        let mut found = crate::value::collect();
        self.run_pending();
        // Objects with a `__del__` are taken apart in the next round, unless they came back to life.
        while !found.finalizers.is_empty() {
            for object in std::mem::take(&mut found.finalizers) {
                self.finalize(&object);
            }
            drop(found);
            found = crate::value::collect();
        }
        let count = found.unreachable;
        drop(found);
        self.run_pending();
        count
    }
}

fn collect(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let generation = args.get(0).map_or(Ok(2), |generation| vm.index_i64(generation))?;
    if !(0..=2).contains(&generation) {
        return Err(vm.value_error("invalid generation"));
    }
    call_callbacks(vm, "start", generation, 0)?;
    let found = vm.collect_garbage();
    call_callbacks(vm, "stop", generation, found as i64)?;
    Ok(Value::int(found as i64))
}

/// Calls what is in `gc.callbacks`.
fn call_callbacks(vm: &mut Vm, phase: &str, generation: i64, collected: i64) -> PyResult<()> {
    let module = vm.import_module("gc")?;
    let name = vm.intern("callbacks");
    let callbacks = vm.getattr(&module, &name)?;
    for callback in vm.collect(&callbacks)? {
        let info = Dict::default();
        for (key, value) in [("generation", generation), ("collected", collected), ("uncollectable", 0)] {
            let key = vm.intern(key);
            drop(info.set_str(&key, Value::int(value)));
        }
        let phase = vm.intern(phase);
        if let Err(raised) = vm.call(&callback, [phase, Value::new(info)]) {
            vm.unraisable(&raised, "Exception ignored in", &callback);
        }
    }
    Ok(())
}

fn enable(vm: &mut Vm, _: Args<'_>) -> PyResult {
    vm.collector.is_enabled = true;
    Ok(Value::none())
}

fn disable(vm: &mut Vm, _: Args<'_>) -> PyResult {
    vm.collector.is_enabled = false;
    Ok(Value::none())
}

fn is_enabled(vm: &mut Vm, _: Args<'_>) -> PyResult {
    Ok(Value::bool(vm.collector.is_enabled))
}

fn get_threshold(vm: &mut Vm, _: Args<'_>) -> PyResult {
    Ok(vm.tuple(vm.collector.thresholds.map(Value::int).to_vec()))
}

fn set_threshold(vm: &mut Vm, args: Args<'_>) -> PyResult {
    for index in 0..3 {
        if let Some(value) = args.get(index) {
            vm.collector.thresholds[index] = vm.index_i64(value)?;
        }
    }
    Ok(Value::none())
}

fn get_count(vm: &mut Vm, _: Args<'_>) -> PyResult {
    let young = crate::value::tracked_count() as i64 % vm.collector.thresholds[0].max(1);
    Ok(vm.tuple(vec![Value::int(young), Value::int(0), Value::int(0)]))
}

fn get_stats(vm: &mut Vm, _: Args<'_>) -> PyResult {
    let mut stats = Vec::new();
    for _ in 0..3 {
        let dict = Dict::default();
        for key in ["collections", "collected", "uncollectable"] {
            let key = vm.intern(key);
            drop(dict.set_str(&key, Value::int(0)));
        }
        stats.push(Value::new(dict));
    }
    Ok(vm.list(stats))
}

fn get_objects(vm: &mut Vm, _: Args<'_>) -> PyResult {
    Ok(vm.list(tracked()))
}

/// The objects that hold one of these.
fn get_referrers(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let targets = args.rest(0).to_vec();
    let own = args.get(0).cloned();
    let referrers = tracked().into_iter().filter(|object| {
        let is_own = own.as_ref().is_some_and(|own| own.is(object));
        !is_own && held_values(object).iter().any(|held| targets.iter().any(|target| target.is(held)))
    });
    let referrers = referrers.collect();
    Ok(vm.list(referrers))
}

fn get_referents(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let referents = args.rest(0).iter().flat_map(held_values).collect();
    Ok(vm.list(referents))
}

/// Whether the collector knows an object. Tuples of plain values are not worth it to CPython.
fn tracks(_: &mut Vm, args: Args<'_>) -> PyResult {
    fn tracks(value: &Value) -> bool {
        match native::<Tuple>(value) {
            Some(tuple) => tuple.items.iter().any(tracks),
            None => match value.downcast::<Dict>() {
                Some(dict) => dict.items().iter().any(|(key, value)| tracks(key) || tracks(value)),
                None => is_tracked(value),
            },
        }
    }
    Ok(Value::bool(tracks(&args[0])))
}

/// Whether its `__del__` was called already.
fn is_finalized(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let has_finalizer = vm.class_of(&args[0]).flags.get().has_finalizer;
    Ok(Value::bool(has_finalizer && !args[0].has_flag(FINALIZER)))
}

fn nothing(_: &mut Vm, _: Args<'_>) -> PyResult {
    Ok(Value::none())
}

fn get_freeze_count(_: &mut Vm, _: Args<'_>) -> PyResult {
    Ok(Value::int(0))
}

fn set_debug(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.collector.debug = vm.index_i64(&args[0])?;
    Ok(Value::none())
}

fn get_debug(vm: &mut Vm, _: Args<'_>) -> PyResult {
    Ok(Value::int(vm.collector.debug))
}

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    for name in ["garbage", "callbacks"] {
        let name = vm.intern(name);
        drop(dict.set_str(&name, vm.list(Vec::new())));
    }
    for (name, value) in [
        ("DEBUG_STATS", 1),
        ("DEBUG_COLLECTABLE", 2),
        ("DEBUG_UNCOLLECTABLE", 4),
        ("DEBUG_SAVEALL", 32),
        ("DEBUG_LEAK", 38),
    ] {
        let name = vm.intern(name);
        drop(dict.set_str(&name, Value::int(value)));
    }
    vm.define_functions(
        dict,
        "gc",
        &[
            Def::function("collect", "(generation=2)", collect),
            Def::function("enable", "()", enable),
            Def::function("disable", "()", disable),
            Def::function("isenabled", "()", is_enabled),
            Def::function("get_threshold", "()", get_threshold),
            Def::function("set_threshold", "(threshold0, threshold1=10, threshold2=10, /)", set_threshold),
            Def::function("get_count", "()", get_count),
            Def::function("get_stats", "()", get_stats),
            Def::function("get_objects", "(generation=None)", get_objects),
            Def::function("get_referrers", "(*objs)", get_referrers),
            Def::function("get_referents", "(*objs)", get_referents),
            Def::function("is_tracked", "(obj, /)", tracks),
            Def::function("is_finalized", "(obj, /)", is_finalized),
            Def::function("freeze", "()", nothing),
            Def::function("unfreeze", "()", nothing),
            Def::function("get_freeze_count", "()", get_freeze_count),
            Def::function("set_debug", "(flags, /)", set_debug),
            Def::function("get_debug", "()", get_debug),
        ],
    );
    Ok(())
}
